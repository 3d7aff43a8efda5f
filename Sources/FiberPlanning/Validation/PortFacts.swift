import FiberModel

/// The connector and fibre mode on each side of every joint, by dense keys: what the matching rules compare.
///
/// Read a million times over a large plant, so each fact stands in an array of its own and no look-up hashes
/// or copies a catalogue row.
package struct PortFacts: Sendable {
    private var plugs: [(a: String, z: String)] = []
    private var cableModes: [FibreMode?] = []
    private var fronts: [String?] = []
    private var rears: [String?] = []
    private var cassetteModes: [FibreMode?] = []
    private var connectorNames: [String?] = []
    /// By the name of a connector, the form of module that it is the edge of.
    private var cageForms: [String: String] = [:]

    init(_ plant: Plant) {
        let catalogue = plant.catalogue
        for key in Set(plant.cords.type).union(plant.trunks.map(\.type)) {
            guard let type = catalogue.cable(key) else { continue }
            Self.keep((type.connectorA, type.connectorZ), at: key, in: &plugs, else: ("", ""))
            for name in [type.connectorA, type.connectorZ] where type.medium != .fibre {
                cageForms[name] = catalogue.connector(named: name)?.cageForm
            }
            Self.keep(catalogue.fibreClass(named: type.fibreClass)?.mode, at: key, in: &cableModes, else: nil)
        }
        for key in Set(plant.units.compactMap(\.cassetteType)) {
            guard let type = catalogue.cassetteType(key) else { continue }
            Self.keep(type.front.connector, at: key, in: &fronts, else: nil)
            Self.keep(type.rear.connector, at: key, in: &rears, else: nil)
            Self.keep(catalogue.fibreClass(named: type.fibreClass)?.mode, at: key, in: &cassetteModes, else: nil)
        }
        let connectors = plant.units.compactMap(\.connector) + plant.devicePorts.values.compactMap(\.connector)
        let typed = plant.units.contains { $0.deviceType != nil }
        let brought = typed ? plant.opticKeys.compactMap { plant.catalogue.optic($0)?.connector } : []
        let keys = Set(connectors).union(brought.compactMap { plant.catalogue.key(.connector, $0) })
        for key in keys { Self.keep(catalogue.name(key), at: key, in: &connectorNames, else: nil) }
    }

    /// How a plug fails to go into a port, in words; nil where it goes in, or nothing is known of one of them.
    package func misfit(_ plug: String, _ port: PortHandle, in plant: borrowing Plant) -> String? {
        if !cageForms.isEmpty, let form = cageForms[plug] {
            guard let cage = plant.cage(at: port), !Cage.takes([form], cage) else { return nil }
            return "a module of \(form) does not go into a cage of \(cage)"
        }
        guard let socket = connector(at: port, in: plant), plug != socket,
            let mismatch = ConnectorMismatch(plug, socket, in: plant.catalogue)
        else { return nil }
        let what = port.isRear ? "rear connector" : "socket"
        return "plug \(plug) does not fit \(what) \(socket)\(mismatch.reason)"
    }

    /// What would go into a port in the place of a plug, in words.
    func wanted(_ plug: String, _ port: PortHandle, in plant: borrowing Plant) -> String {
        if cageForms[plug] != nil, let cage = plant.cage(at: port) { return "a module for a cage of \(cage)" }
        return connector(at: port, in: plant) ?? "its connector"
    }

    /// The connector of the plugs at an end of a cable; nil where its type is not known.
    package func plug(of cable: Cable, _ end: End, in plant: borrowing Plant) -> String? {
        let key = Int(plant.type(of: cable))
        guard key < plugs.count, !plugs[key].a.isEmpty else { return nil }
        return end == .a ? plugs[key].a : plugs[key].z
    }

    package func mode(of cable: Cable, in plant: borrowing Plant) -> FibreMode? {
        let key = Int(plant.type(of: cable))
        return key < cableModes.count ? cableModes[key] : nil
    }

    package func mode(ofCassette unit: UnitHandle, in plant: borrowing Plant) -> FibreMode? {
        plant.units[unit.index].cassetteType.flatMap { Int($0) < cassetteModes.count ? cassetteModes[Int($0)] : nil }
    }

    /// The name of the connector in a port, in front or behind; nil where the unit does not have it.
    package func connector(at port: PortHandle, in plant: borrowing Plant) -> String? {
        let index = port.unit.index
        guard plant.has(port) else { return nil }
        if let type = plant.units[index].cassetteType {
            let face = port.isRear ? rears : fronts
            return Int(type) < face.count ? face[Int(type)] : nil
        }
        return plant.connectorKey(at: port).flatMap { Int($0) < connectorNames.count ? connectorNames[Int($0)] : nil }
    }

    private static func keep<T>(_ value: T, at key: Catalogue.Key, in table: inout [T], else none: T) {
        while table.count <= Int(key) { table.append(none) }
        table[Int(key)] = value
    }
}

/// How two connectors fail to make a pair.
package enum ConnectorMismatch: Sendable {
    case shape
    case polish(Connector.Polish, Connector.Polish)

    /// Nil where the two mate.
    package init?(_ a: String, _ b: String, in catalogue: Catalogue) {
        if a == b { return nil }
        guard let x = catalogue.connector(named: a), let y = catalogue.connector(named: b), x.family == y.family,
            x.rows == y.rows, x.columns == y.columns
        else {
            self = .shape
            return
        }
        if x.polish == y.polish { return nil }
        self = .polish(x.polish, y.polish)
    }
}

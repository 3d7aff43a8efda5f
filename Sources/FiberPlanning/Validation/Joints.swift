import FiberModel

/// Where two array connectors meet: the plug of a cable, and what it meets.
struct Joint {
    /// One side of a joint.
    struct Side {
        /// `trunk T1`, `cassette DC1.A01-40`, `400G-DR4 in DC1.A01-42:01`.
        var name: String
        /// The catalogue row that says what it is.
        var row: String
        var connectorName: String
        var connector: Connector
        /// Whether it has guide pins; nil is not said.
        var isPinned: Bool?
        /// How to say that of it.
        var advice: String
    }

    var cable: Cable
    var port: PortHandle
    var plug: Side
    var other: Side
    /// How the adapter between them turns the positions; nil where none is, or nothing is said.
    var adapter: CassetteType.Adapter?

    /// Both sides in words.
    var sides: String { "\(plug.name) (\(plug.row)) and \(other.name) (\(other.row))" }
}

extension ValidationContext {
    /// Hands over every joint of array connectors, each once. O(cables).
    func forEachJoint(_ body: (Joint) -> Void) {
        let facts = JointFacts(plant)
        guard facts.hasArrays else { return }
        forEachTrunkEnd { trunk, _, end, port in facts.joint(.trunk(trunk), end, port, plant).map(body) }
        forEachCordEnd { cord, end, port in
            guard facts.isArray(plant.cords.type[cord.index]) else { return }
            facts.joint(.cord(cord), end, port, plant).map(body)
        }
    }
}

/// The array connectors of cable types, looked up once.
private struct JointFacts {
    private var types: [CableType?] = []

    init(_ plant: Plant) {
        for key in Set(plant.cords.type).union(plant.trunks.map(\.type)) {
            guard let type = plant.catalogue.cable(key) else { continue }
            let ends = [End.a, .z].compactMap { plant.catalogue.connector(named: type.connector(at: $0)) }
            // A connector that says it has no pins is none of an array.
            guard ends.contains(where: { $0.pins == true }) else { continue }
            while types.count <= Int(key) { types.append(nil) }
            types[Int(key)] = type
        }
    }

    var hasArrays: Bool { types.contains { $0 != nil } }
    func isArray(_ key: Catalogue.Key) -> Bool { Int(key) < types.count && types[Int(key)] != nil }

    func joint(_ cable: Cable, _ end: End, _ port: PortHandle, _ plant: Plant) -> Joint? {
        guard let plug = plug(cable, end, plant), plant.has(port) else { return nil }
        if plant.isDevice(port.unit) {
            return optic(at: port, plant).map { Joint(cable: cable, port: port, plug: plug, other: $0) }
        }
        guard let shape = plant.cassette(port.unit),
            let type = plant.units[port.unit.index].cassetteType.flatMap({ plant.catalogue.cassetteType($0) })
        else { return nil }
        let address = plant.address(of: port.unit)
        guard shape.isAdapter else {
            let face = port.isRear ? type.rear : type.front
            guard let connector = plant.catalogue.connector(named: face.connector), connector.pins == true else {
                return nil
            }
            let row = plant.units[port.unit.index].cassetteType.map { plant.catalogue.name($0) } ?? ""
            let side = Joint.Side(
                name: "cassette \(address)", row: row, connectorName: face.connector, connector: connector,
                isPinned: face.pinned, advice: "cassette-type/\(row)")
            return Joint(cable: cable, port: port, plug: plug, other: side, adapter: face.adapter)
        }
        // The plug in front tells of the joint; one behind alone meets nothing yet.
        guard !port.isRear, let behind = rear(of: port, shape),
            let joint = plant.cable(at: behind), let other = self.plug(joint.cable, joint.from, plant)
        else { return nil }
        return Joint(
            cable: cable, port: port, plug: plug, other: other, adapter: adapter(type, shape, port))
    }

    private func plug(_ cable: Cable, _ end: End, _ plant: Plant) -> Joint.Side? {
        let key = plant.type(of: cable)
        guard isArray(key), let type = types[Int(key)],
            let connector = plant.catalogue.connector(named: type.connector(at: end)), connector.pins == true
        else { return nil }
        let kind = if case .cord = cable { "cord-type" } else { "trunk-type" }
        let row = plant.catalogue.name(key)
        return Joint.Side(
            name: "\(cable.noun) \(plant.label(of: cable))", row: row, connectorName: type.connector(at: end),
            connector: connector, isPinned: type.isPinned(at: end), advice: "\(kind)/\(row)")
    }

    private func optic(at port: PortHandle, _ plant: Plant) -> Joint.Side? {
        let wanted = plant.link(at: port.whole).map { plant.links.optic[$0.index] }
        guard let key = plant.opticKey(at: port.whole) ?? wanted, let optic = plant.catalogue.optic(key),
            let connector = plant.catalogue.connector(named: optic.connector), connector.pins == true
        else { return nil }
        let row = plant.catalogue.name(key)
        return Joint.Side(
            name: "\(row) in \(plant.address(of: port))", row: "optic", connectorName: optic.connector,
            connector: connector, isPinned: optic.pinned, advice: "optic/\(row)")
    }

    private func rear(of port: PortHandle, _ shape: CassetteShape) -> PortHandle? {
        for position in 1...shape.frontPositions {
            if let rear = shape.rear(port: port.number, position: position) {
                return PortHandle(port.unit, rear: Int32(rear.connector))
            }
        }
        return nil
    }

    /// As it is stated, else as the map of the panel turns its ports.
    private func adapter(_ type: CassetteType, _ shape: CassetteShape, _ port: PortHandle) -> CassetteType.Adapter? {
        if let stated = type.rear.adapter ?? type.front.adapter { return stated }
        return shape.rear(port: port.number, position: 1)?.position == 1 ? .typeA : .typeB
    }
}

import FiberModel

/// The connector and fibre mode on each side of every joint, by dense keys: what the matching rules compare.
public struct PortFacts: Sendable {
    public struct CordFacts: Sendable {
        public var a: String
        public var z: String
        public var mode: FibreMode?
    }
    public struct CassetteFacts: Sendable {
        public var front: String
        public var rear: String
        public var mode: FibreMode?
    }

    private var cords: [CordFacts?] = []
    private var cassettes: [CassetteFacts?] = []

    init(_ plant: Plant) {
        let catalogue = plant.catalogue
        for key in Set(plant.cords.type) {
            guard let type = catalogue.cordType(key) else { continue }
            let mode = catalogue.fibreClass(named: type.fibreClass)?.mode
            Self.keep(CordFacts(a: type.connectorA, z: type.connectorZ, mode: mode), at: key, in: &cords)
        }
        for key in Set(plant.units.compactMap(\.cassetteType)) {
            guard let type = catalogue.cassetteType(key) else { continue }
            let mode = catalogue.fibreClass(named: type.fibreClass)?.mode
            Self.keep(
                CassetteFacts(front: type.front.connector, rear: type.rear.connector, mode: mode), at: key,
                in: &cassettes)
        }
    }

    public func cord(_ key: Catalogue.Key) -> CordFacts? { cords[Int(key)] }
    public func cassette(_ unit: Plant.UnitRow) -> CassetteFacts? { unit.cassetteType.flatMap { cassettes[Int($0)] } }

    /// The name of the connector in a front port; nil where there is no such port.
    public func connector(at port: PortHandle, in plant: Plant) -> String? {
        let unit = plant.units[port.unit.index]
        guard port.port >= 1, port.port <= unit.ports else { return nil }
        if let cassette = cassette(unit) { return cassette.front }
        return (plant.devicePorts[port]?.connector ?? unit.connector).map { plant.catalogue.name($0) }
    }

    private static func keep<T>(_ value: T, at key: Catalogue.Key, in table: inout [T?]) {
        while table.count <= Int(key) { table.append(nil) }
        table[Int(key)] = value
    }
}

/// How two connectors fail to make a pair.
public enum ConnectorMismatch: Sendable {
    case shape
    case polish(Connector.Polish, Connector.Polish)

    /// Nil where the two mate.
    public init?(_ a: String, _ b: String, in catalogue: Catalogue) {
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

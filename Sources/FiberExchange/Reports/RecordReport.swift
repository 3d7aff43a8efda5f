import FiberModel
import FiberStore

/// One object in full, with what stands in it or is plugged into it.
package struct RecordReport: Answering {
    private let record: Record
    private let inside: [(address: String, kind: String, what: String)]
    /// How much of it is in use, where that can be counted: what, how much, of how much.
    private var use: (what: String, taken: Int, of: Int)?

    /// Reads what stands in a rack, or what is plugged into a unit. O(what it shows).
    package init(_ record: Record, on plant: KeyedPlant) throws(PlantError) {
        self.record = record
        switch record.value {
        case let rack as Rack:
            inside = try plant.units(in: rack.address).map { unit in
                switch unit.value {
                case let cassette as Cassette: (unit.name, "cassette", Self.joined(cassette.type, cassette.label))
                case let device as Device:
                    (unit.name, "device", Self.joined("\(device.ports) × \(device.connector)", device.label))
                default: (unit.name, unit.kind.rawValue, "")
                }
            }
        case let hall as Hall:
            inside = try plant.racks(in: hall.label).map { rack in
                guard let row = rack.as(Rack.self) else { return (rack.name, "rack", "") }
                return (rack.name, "rack", "\(row.heightU) U")
            }
        case let cassette as Cassette: inside = try Self.plugs(cassette.address, plant)
        case let device as Device: inside = try Self.plugs(device.address, plant)
        case let port as DevicePort:
            inside = try Self.plugs(port.address.unit, plant, of: port.address)
        default: inside = []
        }
        use = try Self.use(of: record, plant)
    }

    /// The front ports of a unit that a cable is in.
    private static func use(
        of record: Record, _ plant: KeyedPlant
    ) throws(PlantError) -> (what: String, taken: Int, of: Int)? {
        switch record.value {
        case let unit as Cassette: return try use(of: unit.address, plant)
        case let unit as Device: return try use(of: unit.address, plant)
        default: return nil
        }
    }

    private static func use(
        of address: UnitAddress, _ plant: KeyedPlant
    ) throws(PlantError) -> (what: String, taken: Int, of: Int)? {
        let front = try plant.faces(of: try plant.unit(address)).front
        let taken = Set(
            try plant.plugs(of: address).filter { $0.port.side == .front && $0.kind != .link }.map(\.port.port))
        return front > 0 ? ("front ports", taken.count, front) : nil
    }

    /// The object alone, for one that is not in the plant any more.
    package init(_ record: Record) {
        self.record = record
        inside = []
    }

    private static func joined(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: ", ") }

    private static func plugs(
        _ unit: UnitAddress, _ plant: KeyedPlant, of port: PortAddress? = nil
    ) throws(PlantError) -> [(address: String, kind: String, what: String)] {
        try plant.plugs(of: unit).filter { port == nil || $0.port.whole == port?.whole }.map {
            ($0.port.description, $0.kind.rawValue, $0.label)
        }
    }

    package var answer: Answer {
        let schema = Schema(record.kind)
        let values = zip(schema.columns, schema.cells(of: record)).map { ($0.name, DataValue(cell: $1, $0)) }
        return Answer(values.map(\.0)) { add throws(PlantError) in try add(values.map(\.1)) }.whole {
            let rows = inside.map { row in
                DataValue.object([
                    ("address", .word(row.address)), ("kind", .word(row.kind)), ("what", .text(row.what)),
                ])
            }
            return .object(
                [("object", .word(record.kind.rawValue))] + values.map { ($0.0, $0.1) } + [("inside", .list(rows))])
        }.reading { page throws(PlantError) in try read(values, on: &page) }
    }

    /// A line a column that has a value, then what is inside.
    private func read(_ values: [(String, DataValue)], on page: inout TextPage) throws(PlantError) {
        let shown = [("object", DataValue.word(record.kind.rawValue))] + values.filter { !$0.1.plain.isEmpty }
        let width = values.map(\.0.count).max() ?? 0
        try page.say(shown.map { "\(TerminalText.padded($0.0, to: width))  \($0.1.plain)" })
        if let use, use.of > 0, TerminalLook.current.drawsBlocks {
            let bar = BlockBar.text(Double(use.taken) / Double(use.of), width: 40)
            try page.say([TerminalText.padded("in use", to: width) + "  \(bar) \(use.taken) of \(use.of) \(use.what)"])
        }
        guard !inside.isEmpty else { return }
        try page.say([""])
        try page.table(["address", "kind", "what"]) { add throws(PlantError) in
            for row in inside { try add([.word(row.address), .word(row.kind), .text(row.what)]) }
        }
    }
}

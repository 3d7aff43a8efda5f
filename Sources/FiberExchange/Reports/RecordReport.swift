import FiberModel
import FiberStore

/// One object in full, with what stands in it or is plugged into it.
public struct RecordReport {
    private let record: Record
    private let inside: [(address: String, kind: String, what: String)]

    /// Reads what stands in a rack, or what is plugged into a unit. O(what it shows).
    public init(_ record: Record, on plant: KeyedPlant) throws(PlantError) {
        self.record = record
        switch record {
        case .rack(let rack):
            inside = try plant.units(in: rack.address).map { unit in
                switch unit {
                case .cassette(let cassette): (unit.name, "cassette", Self.words(cassette.type, cassette.label))
                case .device(let device):
                    (unit.name, "device", Self.words("\(device.ports) × \(device.connector)", device.label))
                default: (unit.name, unit.kind.rawValue, "")
                }
            }
        case .hall(let hall):
            inside = try plant.racks(in: hall.label).map { rack in
                guard case .rack(let row) = rack else { return (rack.name, "rack", "") }
                return (rack.name, "rack", "\(row.heightU) U")
            }
        case .cassette(let cassette): inside = try Self.plugs(cassette.address, plant)
        case .device(let device): inside = try Self.plugs(device.address, plant)
        case .devicePort(let port):
            inside = try Self.plugs(port.address.unit, plant).filter { $0.address == port.address.description }
        default: inside = []
        }
    }

    /// The object alone, for one that is not in the plant any more.
    public init(_ record: Record) {
        self.record = record
        inside = []
    }

    private static func words(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: ", ") }

    private static func plugs(
        _ unit: UnitAddress, _ plant: KeyedPlant
    ) throws(PlantError) -> [(address: String, kind: String, what: String)] {
        try plant.plugs(of: unit).map { ($0.port.description, $0.kind.rawValue, $0.label) }
    }

    public func write(_ format: OutputFormat, to sink: @escaping ByteSink) throws(PlantError) {
        let schema = Schemas.schema(record.kind)
        let values = zip(schema.columnInfo, schema.cells(of: record)).map { ($0.name, DataValue(cell: $1, $0)) }
        switch format {
        case .json:
            let rows = inside.map { row in
                DataValue.object([
                    ("address", .word(row.address)), ("kind", .word(row.kind)), ("what", .text(row.what)),
                ])
            }
            let object = DataValue.object(
                [("object", .word(record.kind.rawValue))] + values.map { ($0.0, $0.1) } + [("inside", .list(rows))])
            try sink(Array(object.prettyJSON.utf8))
        case .csv:
            var table = TableWriter(values.map(\.0), .csv, to: sink)
            try table.add(values.map(\.1))
            try table.finish()
        case .table:
            let width = values.map(\.0.count).max() ?? 0
            var text = "\(TerminalText.padded("object", to: width))  \(record.kind.rawValue)\n"
            for (name, value) in values where !value.plain.isEmpty {
                text += "\(TerminalText.padded(name, to: width))  \(TerminalText.clean(value.plain))\n"
            }
            try sink(Array(text.utf8))
            guard !inside.isEmpty else { return }
            try sink([UInt8(ascii: "\n")])
            var table = TableWriter(["address", "kind", "what"], .table, to: sink)
            for row in inside { try table.add([.word(row.address), .word(row.kind), .text(row.what)]) }
            try table.finish()
        }
    }
}

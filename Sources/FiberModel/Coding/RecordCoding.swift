/// Writes records one after the other as JSON in the terms that people use: the columns of their CSVs.
///
/// Each holds only what differs from the record of its kind before it, so that an import, which writes as many of
/// these as it has rows, writes little. ``RecordReader`` reads them back in the same order.
package struct RecordWriter {
    /// By ``RecordKind/place``.
    private var former = Array(repeating: Values(), count: RecordKind.allCases.count)
    private var spare = Values()

    package init() {}

    /// The values of a record, one behind the other, and where each ends.
    struct Values {
        var bytes: [UInt8] = []
        var ends: [Int] = []

        mutating func clear() {
            bytes.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
        }

        func value(_ place: Int) -> Range<Int> {
            guard place < ends.count else { return 0..<0 }
            return (place == 0 ? 0 : ends[place - 1])..<ends[place]
        }
    }

    /// Starts over: the next record of each kind is written whole.
    package mutating func reset() { for place in former.indices { former[place].clear() } }

    /// Appends a record to `out`.
    package mutating func write(_ record: Record, to out: inout [UInt8]) throws(PlantError) {
        let place = record.kind.place
        // Its arrays go from hand to hand, so that nothing is allocated.
        var coder = Coder()
        swap(&coder.former, &former[place])
        swap(&coder.values, &spare)
        swap(&coder.out, &out)
        defer {
            swap(&coder.values, &former[place])
            swap(&coder.former, &spare)
            swap(&coder.out, &out)
            spare.clear()
        }
        coder.out.append(UInt8(ascii: "{"))
        try record.code(&coder)
        coder.out.append(UInt8(ascii: "}"))
    }

    /// A whole record as text, without what the store counts: two records are the same exactly if these bytes are.
    package static func whole(_ record: Record) -> [UInt8] {
        var coder = Coder()
        var record = record
        if case .workOrder(var order) = record {
            order.lastTask = nil
            record = .workOrder(order)
        }
        // Coding outwards checks nothing, so nothing can fail.
        do throws(PlantError) { try record.code(&coder) } catch { return [] }
        return coder.out
    }

    /// Appends each fact that is other than that of the record before; takes nothing from the values it is shown.
    private struct Coder: FieldCoder {
        var former = Values()
        var values = Values()
        var out: [UInt8] = []
        private var isFirst = true

        /// A fact as `body` writes it; one that writes nothing is absent.
        private mutating func field(_ key: StaticString, _ body: (inout [UInt8]) -> Void) {
            let start = values.bytes.count
            body(&values.bytes)
            let old = former.value(values.ends.count)
            values.ends.append(values.bytes.count)
            let isSame =
                old.count == values.bytes.count - start
                && values.bytes.withUnsafeBytes { new in
                    former.bytes.withUnsafeBytes { new[start...].elementsEqual($0[old]) }
                }
            if isSame { return }
            if !isFirst { out.append(UInt8(ascii: ",")) }
            isFirst = false
            out.append(UInt8(ascii: "\""))
            key.withUTF8Buffer { out.append(contentsOf: $0) }
            out.append(UInt8(ascii: "\""))
            out.append(UInt8(ascii: ":"))
            if values.bytes.count == start {
                out.append(contentsOf: "null".utf8)
            } else {
                out.append(contentsOf: values.bytes[start...])
            }
        }

        private static func put(_ text: String, _ bytes: inout [UInt8]) {
            var text = text
            bytes.append(UInt8(ascii: "\""))
            text.withUTF8 { utf8 in
                if utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
                    for byte in utf8 { escape(byte, &bytes) }
                } else {
                    bytes.append(contentsOf: utf8)
                }
            }
            bytes.append(UInt8(ascii: "\""))
        }

        private static func escape(_ byte: UInt8, _ bytes: inout [UInt8]) {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            } else if byte < 0x20 {
                let hex = String(byte, radix: 16)
                bytes.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8)
            } else {
                bytes.append(byte)
            }
        }

        private static func quote(_ bytes: inout [UInt8], _ body: (inout [UInt8]) -> Void) {
            bytes.append(UInt8(ascii: "\""))
            body(&bytes)
            bytes.append(UInt8(ascii: "\""))
        }

        mutating func text(_ key: StaticString, _ value: inout String) {
            field(key) { if !value.isEmpty { Self.put(value, &$0) } }
        }
        mutating func text(_ key: StaticString, _ value: inout String?) {
            field(key) { if let value { Self.put(value, &$0) } }
        }
        mutating func int(_ key: StaticString, _ value: inout Int) {
            field(key) { Address.append(value, to: &$0) }
        }
        mutating func int(_ key: StaticString, _ value: inout Int?) {
            field(key) { if let value { Address.append(value, to: &$0) } }
        }
        mutating func rack(_ key: StaticString, _ value: inout RackAddress) {
            field(key) { Self.quote(&$0, value.append) }
        }
        mutating func rack(_ key: StaticString, _ value: inout RackAddress?) {
            field(key) { if let value { Self.quote(&$0, value.append) } }
        }
        mutating func unit(_ key: StaticString, _ value: inout UnitAddress) {
            field(key) { Self.quote(&$0, value.append) }
        }
        mutating func port(_ key: StaticString, _ value: inout PortAddress) {
            field(key) { Self.quote(&$0, value.append) }
        }
        mutating func port(_ key: StaticString, _ value: inout PortAddress?) {
            field(key) { if let value { Self.quote(&$0, value.append) } }
        }
        mutating func strand(_ key: StaticString, _ value: inout StrandAddress) {
            field(key) { Self.quote(&$0, value.append) }
        }
        mutating func labels(_ key: StaticString, _ value: inout [String]) {
            field(key) { bytes in
                guard !value.isEmpty else { return }
                bytes.append(UInt8(ascii: "["))
                for (index, label) in value.enumerated() {
                    if index > 0 { bytes.append(UInt8(ascii: ",")) }
                    Self.put(label, &bytes)
                }
                bytes.append(UInt8(ascii: "]"))
            }
        }
    }
}

/// Reads records back in the order in which ``RecordWriter`` wrote them.
package struct RecordReader {
    private var former: [RecordKind: [String: HistoryValue]] = [:]

    package init() {}

    package static let corrupt = PlantError(
        .corrupt, "history holds what no fiberplan wrote", hint: "see 'fiberplan verify-history'")

    /// The next record of a kind, from its parsed text.
    ///
    /// - Throws: ``PlantError`` with code `corrupt` for what no record of ours was written as.
    package mutating func record(_ kind: RecordKind, _ value: HistoryValue) throws(PlantError) -> Record {
        guard case .object(let changes) = value else { throw Self.corrupt }
        let fields = (former[kind] ?? [:]).merging(changes) { $1 }.filter { $0.value != .null }
        former[kind] = fields
        var reader = Reader(fields: fields)
        func read<V: FieldCoded>(_ type: V.Type) throws(PlantError) -> V {
            var value = V()
            try value.code(&reader)
            return value
        }
        switch kind {
        case .catalogueEntry: return .catalogueEntry(try read(CatalogueEntry.self))
        case .hall: return .hall(try read(Hall.self))
        case .rack: return .rack(try read(Rack.self))
        case .node: return .node(try read(PathwayNode.self))
        case .segment: return .segment(try read(PathwaySegment.self))
        case .cassette: return .cassette(try read(Cassette.self))
        case .device: return .device(try read(Device.self))
        case .devicePort: return .devicePort(try read(DevicePort.self))
        case .trunk: return .trunk(try read(Trunk.self))
        case .strand: return .strand(try read(StrandException.self))
        case .measurement: return .measurement(try read(StrandMeasurement.self))
        case .cord: return .cord(try read(Cord.self))
        case .link: return .link(try read(Link.self))
        case .waiver: return .waiver(try read(Waiver.self))
        case .workOrder: return .workOrder(try read(WorkOrder.self))
        case .task: return .task(try read(WorkTask.self))
        }
    }
}

extension RecordReader {
    /// Takes fields out of parsed text; what is absent stays as it is.
    struct Reader: FieldCoder {
        let fields: [String: HistoryValue]

        private func wrong(_ key: StaticString) -> PlantError {
            PlantError(.corrupt, "history holds a \(key) of the wrong kind", hint: "see 'fiberplan verify-history'")
        }
        private func string(_ key: StaticString) throws(PlantError) -> String? {
            switch fields["\(key)"] {
            case nil: return nil
            case .text(let text): return text
            default: throw wrong(key)
            }
        }

        func text(_ key: StaticString, _ value: inout String) throws(PlantError) { value = try string(key) ?? "" }
        func text(_ key: StaticString, _ value: inout String?) throws(PlantError) { value = try string(key) }
        func int(_ key: StaticString, _ value: inout Int?) throws(PlantError) {
            switch fields["\(key)"] {
            case nil: value = nil
            case .int(let number): value = number
            default: throw wrong(key)
            }
        }
        func int(_ key: StaticString, _ value: inout Int) throws(PlantError) {
            var number: Int?
            try int(key, &number)
            if let number { value = number }
        }
        func rack(_ key: StaticString, _ value: inout RackAddress) throws(PlantError) {
            if let text = try string(key) { value = try RackAddress(text) }
        }
        func rack(_ key: StaticString, _ value: inout RackAddress?) throws(PlantError) {
            value = try string(key).map { text throws(PlantError) in try RackAddress(text) }
        }
        func unit(_ key: StaticString, _ value: inout UnitAddress) throws(PlantError) {
            if let text = try string(key) { value = try UnitAddress(text) }
        }
        func port(_ key: StaticString, _ value: inout PortAddress) throws(PlantError) {
            if let text = try string(key) { value = try Self.port(text) }
        }
        func port(_ key: StaticString, _ value: inout PortAddress?) throws(PlantError) {
            value = try string(key).map { text throws(PlantError) in try Self.port(text) }
        }
        func strand(_ key: StaticString, _ value: inout StrandAddress) throws(PlantError) {
            if let text = try string(key) { value = try StrandAddress(text) }
        }
        func labels(_ key: StaticString, _ value: inout [String]) throws(PlantError) {
            switch fields["\(key)"] {
            case nil: value = []
            case .texts(let labels): value = labels
            default: throw wrong(key)
            }
        }

        private static func port(_ text: String) throws(PlantError) -> PortAddress {
            guard case .port(let address) = try Address(text) else {
                throw PlantError(.corrupt, "history holds \(quoted(text)) as a port")
            }
            return address
        }
    }
}

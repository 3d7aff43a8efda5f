/// Writes records one after the other as JSON in the terms that people use: the fields of their kind.
///
/// Each holds only what differs from the record of its kind before it, so that an import, which writes as many of
/// these as it has rows, writes little. ``RecordReader`` reads them back in the same order.
package struct RecordWriter {
    private var former = PerKind(Values())
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
    package mutating func reset() { former.removeAll() }

    /// Appends a record to `out`.
    package mutating func write(_ record: Record, to out: inout [UInt8]) {
        write(record.values, of: record.kind, to: &out)
    }

    /// Appends a record to `out`, of which the values are known.
    package mutating func write(_ values: [FieldValue], of kind: RecordKind, to out: inout [UInt8]) {
        // Its arrays go from hand to hand, so that nothing is allocated.
        var coder = Coder()
        swap(&coder.former, &former[kind])
        swap(&coder.values, &spare)
        swap(&coder.out, &out)
        defer {
            swap(&coder.values, &former[kind])
            swap(&coder.former, &spare)
            swap(&coder.out, &out)
            spare.clear()
        }
        coder.write(kind.about.fields, values) { !$0.isOfStore }
    }

    /// A whole record as text, without what the store counts: two records are the same exactly if these bytes are.
    static func whole(_ record: Record) -> [UInt8] {
        var coder = Coder()
        coder.write(record.kind.about.fields, record.values) { !$0.isCounted }
        return coder.out
    }

    /// Appends each field that is other than that of the record before.
    private struct Coder {
        var former = Values()
        var values = Values()
        var out: [UInt8] = []
        private var isFirst = true

        mutating func write(_ fields: [FieldInfo], _ held: [FieldValue], where isWritten: (FieldInfo) -> Bool) {
            out.append(UInt8(ascii: "{"))
            for place in fields.indices where isWritten(fields[place]) { write(fields[place].name, held[place]) }
            out.append(UInt8(ascii: "}"))
        }

        /// A value that writes nothing is absent.
        private mutating func write(_ key: String, _ value: FieldValue) {
            let start = values.bytes.count
            Self.put(value, &values.bytes)
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
            out.append(contentsOf: key.utf8)
            out.append(UInt8(ascii: "\""))
            out.append(UInt8(ascii: ":"))
            if values.bytes.count == start {
                out.append(contentsOf: "null".utf8)
            } else {
                out.append(contentsOf: values.bytes[start...])
            }
        }

        private static func put(_ value: FieldValue, _ bytes: inout [UInt8]) {
            switch value {
            case .none: break
            case .int(let number): Address.append(number, to: &bytes)
            case .text(let text): if !text.isEmpty { put(text, &bytes) }
            case .texts(let labels):
                guard !labels.isEmpty else { return }
                bytes.append(UInt8(ascii: "["))
                for (index, label) in labels.enumerated() {
                    if index > 0 { bytes.append(UInt8(ascii: ",")) }
                    put(label, &bytes)
                }
                bytes.append(UInt8(ascii: "]"))
            case .ports(let ports):
                guard !ports.isEmpty else { return }
                bytes.append(UInt8(ascii: "["))
                for (index, port) in ports.enumerated() {
                    if index > 0 { bytes.append(UInt8(ascii: ",")) }
                    put(port?.description ?? "-", &bytes)
                }
                bytes.append(UInt8(ascii: "]"))
            case .rack(let address): quote(&bytes, address.append)
            case .unit(let address): quote(&bytes, address.append)
            case .port(let address): quote(&bytes, address.append)
            case .strand(let address): quote(&bytes, address.append)
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
        var fields = (former[kind] ?? [:]).merging(changes) { $1 }.filter { $0.value != .null }
        former[kind] = fields
        kind.about.upgrade(&fields)
        let values = try kind.about.fields.map { field throws(PlantError) in
            field.isOfStore ? nil : try field.value(fields[field.name])
        }
        return Record(kind, setting: values)
    }
}

extension FieldInfo {
    /// What history held of this field; what is absent is nothing.
    fileprivate func value(_ held: HistoryValue?) throws(PlantError) -> FieldValue {
        switch (held, type) {
        case (nil, _): return .none
        case (.int(let number)?, .int): return .int(number)
        case (.texts(let labels)?, .labels): return .texts(labels)
        case (.texts(let ports)?, .ports):
            return .ports(try ports.map { port throws(PlantError) in port == "-" ? nil : try PortAddress(port) })
        case (.text(let text)?, .rack): return .rack(try RackAddress(text))
        case (.text(let text)?, .unit): return .unit(try UnitAddress(text))
        case (.text(let text)?, .strand): return .strand(try StrandAddress(text))
        case (.text(let text)?, .port):
            guard case .port(let address) = try Address(text) else {
                throw PlantError(.corrupt, "history holds \(quoted(text)) as a port")
            }
            return .port(address)
        case (.text(let text)?, .choice(let choices)) where !choices.contains(text):
            throw PlantError(.corrupt, "history holds \(quoted(text)) as \(name), which this fiberplan does not know")
        case (.text, .int), (.text, .labels), (.text, .ports):
            throw PlantError(
                .corrupt, "history holds a \(name) of the wrong kind", hint: "see 'fiberplan verify-history'")
        case (.text(let text)?, _): return .text(text)
        default:
            throw PlantError(
                .corrupt, "history holds a \(name) of the wrong kind", hint: "see 'fiberplan verify-history'")
        }
    }
}

extension Record: Hashable {
    /// Whether two records are the same to the byte. Texts that Swift calls equal, such as a letter with an accent in one
    /// or in two code points, are told apart: whoever changed one into the other changed something.
    public static func == (a: Record, b: Record) -> Bool {
        a.kind == b.kind && RecordWriter.whole(a) == RecordWriter.whole(b)
    }

    /// Over the same bytes that make two records equal.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        RecordWriter.whole(self).withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

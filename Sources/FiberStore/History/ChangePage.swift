import FiberModel

/// A page of history: what a change did to some objects, as JSON lines.
struct ChangePage {
    /// A page is closed beyond this many bytes: large enough that rows of the table cost little, small enough that
    /// looking one object up reads little.
    static let size = 1 << 13

    private(set) var body: [UInt8] = []
    private(set) var edits = 0
    /// Hashes of the names that stand in it.
    private(set) var names: [Int64] = []
    private var writer = RecordWriter()

    var isFull: Bool { body.count >= Self.size }

    /// - Parameter values: what the fields of `after` hold, where that is known.
    mutating func add(
        before: Record?, after: Record?, _ values: [FieldValue]?, isImplied: Bool
    ) throws(PlantError) {
        guard let shown = after ?? before else { return }
        body.append(contentsOf: "{\"kind\":\"".utf8)
        body.append(contentsOf: shown.kind.rawValue.utf8)
        body.append(contentsOf: (isImplied ? "\",\"implied\":true" : "\"").utf8)
        if let before {
            body.append(contentsOf: ",\"before\":".utf8)
            writer.write(before, to: &body)
        }
        if let after {
            body.append(contentsOf: ",\"after\":".utf8)
            writer.write(values ?? after.values, of: after.kind, to: &body)
        }
        body.append(contentsOf: "}\n".utf8)
        edits += 1
        names.append(Self.hash(shown.name))
        if let before, after != nil {
            let former = Self.hash(before.name)
            if names.last != former { names.append(former) }
        }
    }

    mutating func clear() {
        body.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        edits = 0
        writer.reset()
    }

    /// FNV-1a of a name, folded to 48 bits, which SQLite keeps in six bytes. Names of one hash are told apart when
    /// the page is read.
    static func hash(_ name: String) -> Int64 {
        var name = name
        let hash = name.withUTF8 { bytes in
            bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        }
        return Int64((hash ^ (hash >> 48)) & 0xffff_ffff_ffff) - (1 << 47)
    }

    /// The hashes under which a name may stand in the index: its own, and that of the form in which an earlier fiberplan
    /// wrote an address with a slot.
    static func hashes(_ name: String) -> [Int64] {
        guard let legacy = Address.legacySlotForm(name) else { return [hash(name)] }
        return [hash(name), hash(legacy)]
    }

    /// Reads a page back.
    ///
    /// - Throws: `PlantError` with code `corrupt` for what is not a page of ours.
    static func edits(_ body: UnsafeBufferPointer<UInt8>, of change: Int) throws(PlantError) -> [ObjectChange] {
        var reader = RecordReader()
        var edits: [ObjectChange] = []
        for line in body.split(separator: UInt8(ascii: "\n")) {
            var parser = HistoryParser(UnsafeBufferPointer(rebasing: line))
            guard case .object(let object)? = parser.value(), case .text(let kindName)? = object["kind"],
                let kind = RecordKind(rawValue: kindName)
            else { throw RecordReader.corrupt }
            let before = try object["before"].map { value throws(PlantError) in try reader.record(kind, value) }
            let after = try object["after"].map { value throws(PlantError) in try reader.record(kind, value) }
            guard let name = (after ?? before)?.name else { throw RecordReader.corrupt }
            let former = after == nil || before?.name == name ? nil : before?.name
            edits.append(
                ObjectChange(
                    change: change, kind: kind, name: name, former: former,
                    isImplied: object["implied"] == .bool(true), before: before, after: after))
        }
        return edits
    }
}

import Foundation

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

    mutating func add(before: Record?, after: Record?, isImplied: Bool) throws(PlantError) {
        guard let shown = after ?? before else { return }
        body.append(contentsOf: "{\"kind\":\"".utf8)
        body.append(contentsOf: shown.kind.rawValue.utf8)
        body.append(contentsOf: (isImplied ? "\",\"implied\":true" : "\"").utf8)
        if let before {
            body.append(contentsOf: ",\"before\":".utf8)
            try writer.write(before, to: &body)
        }
        if let after {
            body.append(contentsOf: ",\"after\":".utf8)
            try writer.write(after, to: &body)
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

    /// Reads a page back.
    ///
    /// - Throws: ``PlantError`` with code `corrupt` for what is no page of ours.
    static func edits(_ body: UnsafeBufferPointer<UInt8>, of change: Int) throws(PlantError) -> [ObjectChange] {
        var reader = RecordReader()
        var edits: [ObjectChange] = []
        for line in body.split(separator: UInt8(ascii: "\n")) {
            guard
                let object = try? JSONSerialization.jsonObject(with: Data(UnsafeBufferPointer(rebasing: line)))
                    as? [String: Any],
                let kind = (object["kind"] as? String).flatMap({ RecordKind(rawValue: $0) })
            else { throw RecordReader.corrupt }
            let before = try object["before"].map { json throws(PlantError) in try reader.record(kind, json) }
            let after = try object["after"].map { json throws(PlantError) in try reader.record(kind, json) }
            guard let name = (after ?? before)?.name else { throw RecordReader.corrupt }
            let former = after == nil || before?.name == name ? nil : before?.name
            edits.append(
                ObjectChange(
                    change: change, kind: kind, name: name, former: former,
                    isImplied: object["implied"] as? Bool ?? false, before: before, after: after))
        }
        return edits
    }
}

import FiberModel

/// The files inside a zip that is held in memory.
///
/// Only what an .xlsx needs: stored and deflated entries with their sizes in the directory at its end. Every length is
/// checked against the bytes that are there, and what an entry may become is bounded whatever it says of itself.
struct ZipArchive {
    /// Entries that are listed at most.
    private static let mostEntries = 10_000

    private struct Entry {
        var method: Int
        var packed: Int
        var size: Int
        var offset: Int
    }

    private let bytes: [UInt8]
    private var entries: [String: Entry] = [:]

    /// Whether bytes begin as a zip does.
    static func isZip(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

    /// Reads the directory.
    ///
    /// - Throws: `PlantError` with code `badValue` for what is no zip, or is cut short.
    init(_ bytes: [UInt8]) throws(PlantError) {
        self.bytes = bytes
        guard let end = Self.end(of: bytes) else { throw Self.broken("its directory is missing; is it cut short?") }
        let count = word(end + 10)
        guard count <= Self.mostEntries else { throw Self.broken("it lists \(count) files") }
        var at = long(end + 16)
        for _ in 0..<count {
            guard at + 46 <= bytes.count, long(at) == 0x0201_4B50 else { throw Self.broken("its directory is damaged") }
            let name = word(at + 28)
            let next = at + 46 + name + word(at + 30) + word(at + 32)
            guard next <= bytes.count else { throw Self.broken("its directory is damaged") }
            entries[String(decoding: bytes[(at + 46)..<(at + 46 + name)], as: UTF8.self)] = Entry(
                method: word(at + 10), packed: long(at + 20), size: long(at + 24), offset: long(at + 42))
            at = next
        }
    }

    /// The place of the record at the end, behind which only a comment may stand.
    private static func end(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let first = max(0, bytes.count - 22 - 0xFFFF)
        return stride(from: bytes.count - 22, through: first, by: -1).first { at in
            bytes[at] == 0x50 && bytes[at + 1] == 0x4B && bytes[at + 2] == 5 && bytes[at + 3] == 6
        }
    }

    /// The bytes of a file; nil where there is none of the name.
    ///
    /// - Parameter limit: what it may become at most.
    /// - Throws: `PlantError` with code `badValue` where it cannot be unpacked or would become larger.
    func file(_ name: String, limit: Int) throws(PlantError) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        guard entry.offset + 30 <= bytes.count, long(entry.offset) == 0x0403_4B50 else {
            throw Self.broken("\(name) is not where the directory says")
        }
        let start = entry.offset + 30 + word(entry.offset + 26) + word(entry.offset + 28)
        guard start + entry.packed <= bytes.count else { throw Self.broken("\(name) is cut short") }
        guard entry.size <= limit else { throw Self.broken("\(name) would unpack to \(entry.size) bytes") }
        let packed = bytes[start..<(start + entry.packed)]
        switch entry.method {
        case 0:
            guard packed.count == entry.size else { throw Self.broken("\(name) is not what the directory says") }
            return Array(packed)
        case 8: return try Self.inflated(packed, size: entry.size, name)
        default: throw Self.broken("\(name) is packed in a way that is not known")
        }
    }

    /// - Parameter size: what it says that it becomes, neither less nor more.
    private static func inflated(
        _ packed: ArraySlice<UInt8>, size: Int, _ name: String
    ) throws(PlantError) -> [UInt8] {
        guard let out = try Deflate.inflated(packed, most: size), out.count == size else {
            throw broken("\(name) is not what the directory says")
        }
        return out
    }

    private func word(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }
    private func long(_ at: Int) -> Int { word(at) | word(at + 2) << 16 }

    private static func broken(_ why: String) -> PlantError {
        PlantError(
            .badValue, "this workbook cannot be read: \(why)", hint: "open it in a spreadsheet and save it again")
    }
}

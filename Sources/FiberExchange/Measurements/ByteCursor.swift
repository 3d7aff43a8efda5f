import FiberModel

/// Reads little-endian numbers and NUL-terminated texts out of bytes, and never past their end.
struct ByteCursor {
    private let bytes: [UInt8]
    private let name: String
    private(set) var at: Int
    private let end: Int

    init(_ bytes: [UInt8], _ name: String, from start: Int = 0, to end: Int? = nil) {
        self.bytes = bytes
        self.name = name
        at = start
        self.end = min(end ?? bytes.count, bytes.count)
    }

    private func tooShort() -> PlantError {
        PlantError(
            .badValue, "\(name): the file ends, or a block of it, at byte \(at)",
            hint: "it is cut short, or no SOR file")
    }

    mutating func unsigned(_ size: Int) throws(PlantError) -> Int {
        guard at >= 0, at + size <= end else { throw tooShort() }
        var value = 0
        for index in (0..<size).reversed() { value = value << 8 | Int(bytes[at + index]) }
        at += size
        return value
    }

    mutating func signed(_ size: Int) throws(PlantError) -> Int {
        let value = try unsigned(size)
        return value >= 1 << (8 * size - 1) ? value - 1 << (8 * size) : value
    }

    /// A text of fixed size.
    mutating func text(_ size: Int) throws(PlantError) -> String {
        guard at >= 0, size >= 0, at + size <= end else { throw tooShort() }
        defer { at += size }
        return String(decoding: bytes[at..<at + size], as: UTF8.self)
    }

    /// A text up to a NUL, which is taken as well.
    mutating func text() throws(PlantError) -> String {
        guard at >= 0, at < end, let stop = bytes[at..<end].firstIndex(of: 0) else { throw tooShort() }
        defer { at = stop + 1 }
        return String(decoding: bytes[at..<stop], as: UTF8.self)
    }

    mutating func skip(_ size: Int) throws(PlantError) {
        guard size >= 0, at + size <= end else { throw tooShort() }
        at += size
    }
}

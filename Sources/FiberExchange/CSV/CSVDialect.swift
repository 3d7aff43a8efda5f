import FiberModel

/// What spreadsheets do to a CSV: where a comma is the decimal mark fields stand between semicolons, "Unicode text" is
/// UTF-16 with tabs, and a first line `sep=;` says which it is.
struct CSVDialect {
    var separator = UInt8(ascii: ",")
    /// The length of a line that only names the separator.
    var preface = 0

    /// How much of a file is looked at for its first line.
    static let longestLook = 1 << 16

    /// - Parameter start: the beginning of the text, at least its first line if that is not overlong.
    init(_ start: ArraySlice<UInt8>) {
        let line = start.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let bare = line.filter { $0 != UInt8(ascii: "\"") }
        if bare.count == 5, bare.starts(with: "sep=".utf8) {
            separator = bare[4]
            preface = line.count
            let rest = start.dropFirst(line.count)
            preface += rest.starts(with: "\r\n".utf8) ? 2 : rest.isEmpty ? 0 : 1
            return
        }
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in line {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() } else if !isQuoted { counts[byte, default: 0] += 1 }
        }
        // A comma may stand in the name of a column of a file with semicolons; what stands there most often divides.
        for other in [UInt8(ascii: ";"), UInt8(ascii: "\t")] where counts[other] ?? 0 > counts[separator] ?? 0 {
            separator = other
        }
    }
}

/// Turns UTF-16 that comes in pieces into UTF-8.
struct UTF16Pieces {
    private let isBigEndian: Bool
    private var half: UInt8?
    private var high: UInt16?

    /// Nil for bytes without the byte order mark of UTF-16.
    init?(_ start: [UInt8]) {
        switch (start.first, start.dropFirst().first) {
        case (0xFF, 0xFE): isBigEndian = false
        case (0xFE, 0xFF): isBigEndian = true
        default: return nil
        }
    }

    /// - Returns: nil where the bytes are no UTF-16.
    mutating func utf8(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit = isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first)
            if let lead = high {
                guard unit & 0xFC00 == 0xDC00 else { return nil }
                let value = 0x10000 + (UInt32(lead & 0x3FF) << 10 | UInt32(unit & 0x3FF))
                guard let scalar = Unicode.Scalar(value) else { return nil }
                text.append(scalar)
                high = nil
            } else if unit & 0xFC00 == 0xD800 {
                high = unit
            } else {
                guard let scalar = Unicode.Scalar(unit) else { return nil }
                text.append(scalar)
            }
        }
        return Array(String(text).utf8)
    }

    /// Whether the last character is whole.
    var isComplete: Bool { half == nil && high == nil }
}

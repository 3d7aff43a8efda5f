/// Appends RFC 4180 CSV to bytes: LF line ends, quotes only where they are needed.
package struct CSVWriter {
    package var bytes: [UInt8] = []
    private var isAtLineStart = true

    package init() {}

    /// A field of text, made safe for spreadsheets: what they would run as a formula gets a `'` in front.
    ///
    /// ``unescapingFormula(_:)`` takes it off again, so text survives the way out and back.
    package mutating func text(_ field: String) { raw(CSVWriter.escapingFormula(field)) }

    /// A field of digits, which nothing runs.
    package mutating func raw(_ field: String) {
        separate()
        var field = field
        field.withUTF8 { utf8 in
            if utf8.contains(where: \.needsQuotes) {
                bytes.append(UInt8(ascii: "\""))
                for byte in utf8 {
                    if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                    bytes.append(byte)
                }
                bytes.append(UInt8(ascii: "\""))
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
    }

    package mutating func int(_ value: Int) { raw(String(value)) }

    package mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        isAtLineStart = true
    }

    private mutating func separate() {
        if !isAtLineStart { bytes.append(UInt8(ascii: ",")) }
        isAtLineStart = false
    }
}

extension CSVWriter {
    /// Puts a `'` before text that begins, after any `'`, with a character that makes a spreadsheet compute.
    static func escapingFormula(_ field: String) -> String { beginsFormula(field) ? "'" + field : field }

    /// Undoes ``escapingFormula(_:)``.
    static func unescapingFormula(_ field: String) -> String {
        field.utf8.first == UInt8(ascii: "'") && beginsFormula(field) ? String(field.dropFirst()) : field
    }

    private static func beginsFormula(_ field: String) -> Bool {
        guard let first = field.utf8.first else { return false }
        guard first == UInt8(ascii: "'") else { return first.startsFormula }
        return field.utf8.first { $0 != UInt8(ascii: "'") }?.startsFormula ?? false
    }
}

extension UInt8 {
    fileprivate var startsFormula: Bool {
        switch self {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"),
            UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            true
        default: false
        }
    }
    fileprivate var needsQuotes: Bool {
        switch self {
        case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
    }
}

/// Text as it stands in the cells of an .xlsx.
enum WorkbookText {
    /// Characters that XML cannot hold become U+FFFD; `_x0041_`, which spreadsheets read as a character, stays what it is.
    static func escaped(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { MarkupText.isXML($0) } && !text.contains("_x")
        guard !isPlain else { return text }
        var out = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if scalar == "_", isEscape(rest.prefix(7)) { out += "_x005F" }
            out.unicodeScalars.append(MarkupText.isXML(scalar) ? scalar : "\u{FFFD}")
            rest.removeFirst()
        }
        return out
    }

    /// What ``escaped(_:)`` made of a text, read back: `_xHHHH_` is the character of that number.
    static func unescaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        var out = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            let part = rest.prefix(7)
            if isEscape(part),
                let value = UInt32(String(String.UnicodeScalarView(part.dropFirst(2).dropLast())), radix: 16),
                let named = Unicode.Scalar(value)
            {
                out.append(named)
                rest = rest.dropFirst(7)
            } else {
                out.append(scalar)
                rest.removeFirst()
            }
        }
        return String(out)
    }

    /// Whether this is `_xHHHH_`.
    private static func isEscape(_ part: String.UnicodeScalarView.SubSequence) -> Bool {
        let scalars = Array(part)
        return scalars.count == 7 && scalars[0] == "_" && scalars[1] == "x" && scalars[6] == "_"
            && scalars[2..<6].allSatisfy { $0.properties.isASCIIHexDigit }
    }
}

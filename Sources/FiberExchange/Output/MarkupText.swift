/// Text as it stands in XML and HTML, in elements and in quoted attributes.
enum MarkupText {
    /// The text with everything that means something in markup escaped, and without what XML 1.0 does not allow.
    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: needsCare) else { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case _ where isAllowed(scalar): out.unicodeScalars.append(scalar)
            default: out += "\u{FFFD}"
            }
        }
        return out
    }

    /// The same in an attribute, where line ends would become blanks.
    static func attribute(_ text: String) -> String {
        let escaped = escaped(text)
        guard escaped.contains(where: \.isNewline) else { return escaped }
        return escaped.unicodeScalars.map { $0 == "\n" ? "&#10;" : $0 == "\r" ? "&#13;" : String($0) }.joined()
    }

    private static func needsCare(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || "&<>\"'".unicodeScalars.contains(scalar) || !isAllowed(scalar)
    }

    /// Characters of XML 1.0, without control characters and those that turn the direction of what follows.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: false
        default: isXML(scalar)
        }
    }

    /// Characters of XML 1.0.
    static func isXML(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}

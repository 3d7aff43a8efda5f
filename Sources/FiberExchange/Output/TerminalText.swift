import FiberModel
import Platform

/// Text for a terminal: nothing in it moves the cursor, changes colours or turns the line around.
package enum TerminalText {
    /// Line ends become ↵ and whatever is invisible becomes its code point.
    package static func clean(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        guard text.unicodeScalars.contains(where: \.isInvisible) else { return text }
        var out = ""
        for scalar in text.replacingLineEnds.unicodeScalars {
            if scalar == "\n" {
                out += "↵"
            } else if scalar.isInvisible {
                out += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// A line whose colours are ours, and in which nothing else is obeyed.
    package static func cleanButColours(_ line: String) -> String {
        guard line.utf8.contains(0x1b) else { return clean(line) }
        var out = ""
        var rest = line[...]
        while let escape = rest.firstIndex(of: "\u{1b}") {
            out += clean(String(rest[..<escape]))
            let code = Tone.codes.first { rest[escape...].hasPrefix($0) }
            out += code ?? clean("\u{1b}")
            rest = rest[rest.index(escape, offsetBy: code?.count ?? 1)...]
        }
        return out + clean(String(rest))
    }

    /// The columns of the terminal that standard output is; nil where it is none.
    package static let room: Int? = {
        var size = winsize()
        guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return max(40, Int(size.ws_col))
    }()

    /// The lines of the terminal that standard output is; nil where it is none.
    package static let height: Int? = {
        var size = winsize()
        guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
        return Int(size.ws_row)
    }()

    /// A text as lines of at most so many columns, broken at blanks; a word that is longer behind the marks that join its parts.
    /// A part that is longer still stays whole.
    package static func wrapped(_ text: String, to columns: Int) -> [String] {
        guard width(text) > columns else { return [text] }
        var lines: [String] = []
        var current = ""
        func end() {
            if !current.isEmpty { lines.append(current) }
            current = ""
        }
        for word in text.split(separator: " ") {
            if !current.isEmpty, width(current) + 1 + width(String(word)) > columns { end() }
            guard width(String(word)) > columns else {
                current += current.isEmpty ? String(word) : " \(word)"
                continue
            }
            for part in parts(word) {
                if width(current) + width(String(part)) > columns { end() }
                current += part
            }
        }
        end()
        return lines
    }

    /// The width of the longest part of a text that is not broken.
    package static func widestPart(_ text: String) -> Int {
        text.split(separator: " ").flatMap(parts).map { width(String($0)) }.max() ?? 0
    }

    private static func parts(_ word: Substring) -> [Substring] {
        var parts: [Substring] = []
        var start = word.startIndex
        for index in word.indices where "-:_/".contains(word[index]) {
            let next = word.index(after: index)
            parts.append(word[start..<next])
            start = next
        }
        return start < word.endIndex ? parts + [word[start...]] : parts
    }

    /// How many columns a text takes: wide East Asian characters take two, marks that combine none.
    package static func width(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.reduce(0) { $0 + width($1) }
    }

    private static func width(_ character: Character) -> Int {
        guard let value = character.unicodeScalars.first?.value else { return 0 }
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    package static func padded(_ text: String, to width: Int, right: Bool = false) -> String {
        let fill = String(repeating: " ", count: max(0, width - Self.width(text)))
        return right ? fill + text : text + fill
    }
}

extension String {
    /// Every line end as a single LF.
    fileprivate var replacingLineEnds: String {
        contains { $0 == "\r\n" } ? String(map { $0 == "\r\n" ? "\n" : $0 }) : self
    }
}

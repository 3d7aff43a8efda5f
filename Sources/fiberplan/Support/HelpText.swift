/// The discussion of a command as the help prints it: the lines of a paragraph are one, so that it is wrapped to whatever the
/// terminal is wide. Headings and other indented lines stay as they are; examples are broken before an option, so that they can
/// be copied.
///
/// By bytes: the argument parser asks for the texts of all commands whatever is run.
func paragraphs(_ text: String) -> String {
    let space = UInt8(ascii: " ")
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 64)
    var goesOn = false
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        let isText =
            !line.isEmpty && line.first != space && !line.elementsEqual("EXAMPLES".utf8)
            && !line.elementsEqual("EXIT CODES".utf8)
        if !out.isEmpty { out.append(isText && goesOn ? space : UInt8(ascii: "\n")) }
        if line.count > 79, line.starts(with: "  fiberplan ".utf8) {
            out += brokenExample(String(decoding: line, as: UTF8.self)).joined(separator: "\n").utf8
        } else {
            out += line
        }
        goesOn = isText
    }
    return String(decoding: out, as: UTF8.self)
}

/// An example that is wider than 80 columns as several lines, as a shell takes them.
private func brokenExample(_ line: String) -> [String] {
    var lines: [String] = []
    var current = ""
    var rest = Substring(line)
    while !rest.isEmpty {
        let end = rest.dropFirst().ranges(of: " --").first?.lowerBound ?? rest.endIndex
        let part = rest[..<end]
        if !current.isEmpty, current.count + part.count > 76 {
            lines.append(current + " \\")
            current = "   " + part
        } else {
            current += part
        }
        rest = rest[end...]
    }
    return lines + [current]
}

/// A message of the argument parser with its usage line, which the parser leaves as long as it gets, broken at 80 columns.
func wrappedUsage(_ message: String) -> String {
    message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        guard line.count > 80, line.hasPrefix("USAGE: ") || line.hasPrefix("Usage: ") else { return String(line) }
        var lines: [String] = []
        var current = ""
        for part in usageParts(line) {
            if !current.isEmpty, current.count + 1 + part.count > 80 {
                lines.append(current)
                current = "         " + part
            } else {
                current += current.isEmpty ? part : " " + part
            }
        }
        return (lines + [current]).joined(separator: "\n")
    }.joined(separator: "\n")
}

/// The words of a usage line; what stands in one pair of brackets, and an option and its value, are one.
private func usageParts(_ line: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = line.startIndex
    var depth = 0
    for place in line.indices {
        switch line[place] {
        case "[": depth += 1
        case "]": depth -= 1
        case " " where depth == 0:
            let isValue = line[line.index(after: place)...].hasPrefix("<") && line[start...].hasPrefix("--")
            guard !isValue else { continue }
            parts.append(line[start..<place])
            start = line.index(after: place)
        default: break
        }
    }
    return parts + [line[start...]]
}

/// The discussion of a command as the help prints it: the lines of a paragraph are one, so that it is wrapped to whatever the
/// terminal is wide. Headings and other indented lines stay as they are; examples are broken before an option, so that they can
/// be copied.
func paragraphs(_ text: String) -> String {
    var lines: [String] = []
    var goesOn = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let isText = !line.isEmpty && line.first != " " && line != "EXAMPLES" && line != "EXIT CODES"
        if isText, goesOn, let last = lines.popLast() {
            lines.append("\(last) \(line)")
        } else {
            lines += line.hasPrefix("  fiberplan ") ? brokenExample(line) : [String(line)]
        }
        goesOn = isText
    }
    return lines.joined(separator: "\n")
}

/// An example that is wider than 80 columns as several lines, as a shell takes them.
private func brokenExample(_ line: some StringProtocol) -> [String] {
    var lines: [String] = []
    var current = ""
    var rest = Substring(line)
    while !rest.isEmpty {
        let end = rest.dropFirst().ranges(of: " --").first?.lowerBound ?? rest.endIndex
        let part = rest[..<end]
        if !current.isEmpty, current.count + part.count > 78 {
            lines.append(current + " \\")
            current = "     " + part
        } else {
            current += part
        }
        rest = rest[end...]
    }
    return lines + [current]
}

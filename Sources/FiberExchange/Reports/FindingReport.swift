import FiberModel
import FiberPlanning

/// The findings of a validation.
public struct FindingReport: Answering {
    static let columns = [
        "severity", "code", "kind", "subject", "place", "name", "message", "actual", "actual_unit", "limit",
        "limit_unit",
        "advice",
    ]

    private let result: ValidationResult
    private let colour: Bool

    /// - Parameters:
    ///   - result: what was found.
    ///   - colour: whether severities may be coloured, for a terminal.
    public init(_ result: ValidationResult, colour: Bool) {
        self.result = result
        self.colour = colour
    }

    /// A row a finding, severest first.
    public var answer: Answer {
        Answer(Self.columns) { add throws(PlantError) in
            for finding in result.findings { try add(values(finding)) }
        }.whole { json }.reading { page throws(PlantError) in
            var text = ""
            for finding in result.findings {
                text += line(finding)
                if text.utf8.count > 1 << 16 {
                    try page.raw(text)
                    text = ""
                }
            }
            try page.raw(text)
        }
    }

    /// `2 errors, 1 warning` and what was waived, for people.
    public var summary: String {
        var parts = [Severity.error, .warning, .info].compactMap { severity -> String? in
            let count = result.count(severity)
            let noun = severity == .info ? "note" : severity.rawValue
            return count == 0 ? nil : counted(count, noun)
        }
        if parts.isEmpty { parts = ["no findings"] }
        if !result.waived.isEmpty { parts.append("\(result.waived.count) waived") }
        return parts.joined(separator: ", ")
    }

    private static let indent = "                 "

    private func line(_ finding: Finding) -> String {
        let code = finding.severity == .error ? "31" : finding.severity == .warning ? "33" : "36"
        let severity = TerminalText.padded(finding.severity.rawValue, to: 7)
        let shown = colour ? "\u{1b}[\(code)m\(severity)\u{1b}[0m" : severity
        let place = finding.place.map { " at \($0)" } ?? ""
        let name = finding.name.map { " (\($0))" } ?? ""
        var text = "\(shown) \(finding.code)  \(finding.subject)\(place)\(name): \(finding.message)"
        if let actual = finding.actual, let limit = finding.limit { text += ": \(actual), against \(limit)" }
        let first = text.replacingInvisible(keepEscapes: colour)
        let advice = TerminalText.clean(finding.advice)
        guard let room = TerminalText.room else { return "\(first)\n\(Self.indent)→ \(advice)\n" }
        // The escapes of the colour, which begin and end it, take no columns.
        let width = room - Self.indent.count
        let lines =
            TerminalText.wrapped(first, to: width + TerminalText.width(shown) - TerminalText.width(severity))
            + TerminalText.wrapped("→ \(advice)", to: width)
        return lines.enumerated().map { ($0.offset == 0 ? "" : Self.indent) + $0.element + "\n" }.joined()
    }

    private func values(_ finding: Finding) -> [DataValue] {
        [
            .word(finding.severity.rawValue), .word(finding.code), .word(finding.kind.rawValue), .text(finding.subject),
            .optional(finding.place), finding.name.map { .text($0) } ?? .null, .text(finding.message),
            finding.actual.map { .thousandths($0.thousandths) } ?? .null, .optional(finding.actual?.unit),
            finding.limit.map { .thousandths($0.thousandths) } ?? .null, .optional(finding.limit?.unit),
            .text(finding.advice),
        ]
    }

    private func object(_ finding: Finding) -> [(key: String, value: DataValue)] {
        Array(zip(Self.columns, values(finding)).map { ($0, $1) })
    }

    /// All of it, as JSON has it.
    public var json: DataValue {
        .object([
            ("findings", .list(result.findings.map { .object(object($0)) })),
            (
                "waived",
                .list(
                    result.waived.map {
                        .object(
                            object($0.finding) + [
                                ("reason", .text($0.waiver.reason)), ("until", .word($0.waiver.until.description)),
                            ])
                    })
            ),
            (
                "summary",
                .object([
                    ("errors", .int(result.count(.error))), ("warnings", .int(result.count(.warning))),
                    ("notes", .int(result.count(.info))), ("waived", .int(result.waived.count)),
                ])
            ),
        ])
    }
}

extension String {
    /// Cleans a line for a terminal; with `keepEscapes` our own colour codes at its start stay.
    fileprivate func replacingInvisible(keepEscapes: Bool) -> String {
        guard keepEscapes, let end = firstRange(of: "\u{1b}[0m") else { return TerminalText.clean(self) }
        return String(self[..<end.upperBound]) + TerminalText.clean(String(self[end.upperBound...]))
    }
}

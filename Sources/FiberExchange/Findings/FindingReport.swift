import FiberModel
import FiberPlanning

/// The findings of a validation.
public struct FindingReport: Answering {
    static let columns = [
        "severity", "code", "kind", "subject", "place", "name", "message", "actual", "actual_unit", "limit",
        "limit_unit", "advice", "file", "line",
    ]

    let result: ValidationResult
    /// What is wrong with the files that the plant was read from; where there is anything, no rule has run.
    let faults: [PlantError]
    private let furtherFaults: Int
    private let places: RowPlaces
    private let colour: Bool
    private let isGrouped: Bool

    /// - Parameters:
    ///   - result: what was found.
    ///   - faults: what is wrong with the files that the plant was read from.
    ///   - furtherFaults: how many there are besides.
    ///   - places: where the objects stand in those files.
    ///   - colour: whether severities may be coloured, for a terminal.
    ///   - isGrouped: whether people read findings that are equal but for their objects as one.
    public init(
        _ result: ValidationResult, faults: [PlantError] = [], furtherFaults: Int = 0, places: RowPlaces = RowPlaces(),
        colour: Bool = false, isGrouped: Bool = false
    ) {
        self.result = result
        self.faults = faults
        self.furtherFaults = furtherFaults
        self.places = places
        self.colour = colour
        self.isGrouped = isGrouped
    }

    /// Whether the plant could be read, so that rules have run.
    public var isRead: Bool { faults.isEmpty }

    /// Whether there is a finding of a severity or above.
    public func has(atLeast severity: Severity) -> Bool { result.findings.contains { $0.severity >= severity } }

    /// Where the row of an object at fault stands; nil where the plant came from no file.
    func place(of finding: Finding) -> SourcePlace? {
        if let place = finding.place, let row = places[finding.kind, "\(finding.subject) \(place)"] { return row }
        return places[finding.kind, finding.subject]
    }

    /// A row a finding, severest first.
    public var answer: Answer {
        let headings = Self.columns.map { name in
            Answer.Heading(
                name, for: ["file", "line"].contains(name) && places.isEmpty && faults.isEmpty ? .programs : .everyone)
        }
        return Answer(headings) { add throws(PlantError) in
            for fault in faults { try add(values(fault)) }
            for finding in result.findings { try add(values(finding)) }
        }.whole { json }.reading { page throws(PlantError) in
            try page.say(faults.map(\.description))
            var text = ""
            for group in isGrouped
                ? FindingGroup.groups(of: result.findings) : result.findings.map({ FindingGroup($0) })
            {
                text += line(group)
                if text.utf8.count > 1 << 16 {
                    try page.raw(text)
                    text = ""
                }
            }
            try page.raw(text)
        }.titled("Findings")
    }

    /// `2 errors, 1 warning` and what was waived, for people.
    public var summary: String {
        var parts = [Severity.error, .warning, .info].compactMap { severity -> String? in
            let count = result.count(severity)
            let noun = severity == .info ? "note" : severity.rawValue
            return count == 0 ? nil : counted(count, noun)
        }
        if !faults.isEmpty {
            return "\(counted(faults.count + furtherFaults, "fault")) in the files; nothing was validated"
        }
        if parts.isEmpty { parts = ["no findings"] }
        if !result.waived.isEmpty { parts.append("\(result.waived.count) waived") }
        return parts.joined(separator: ", ")
    }

    private static let indent = "                 "

    private func line(_ group: FindingGroup) -> String {
        let finding = group.first
        let code = finding.severity == .error ? "31" : finding.severity == .warning ? "33" : "2"
        let severity = TerminalText.padded(finding.severity.rawValue, to: 7)
        let source = place(of: finding).map { "\($0.file):\($0.line): " } ?? ""
        let first = TerminalText.clean(
            "\(severity) \(finding.code)  \(source)\(group.subjects): \(finding.messageText)")
        let advice = TerminalText.clean(finding.advice)
        var lines = [first, "→ \(advice)"]
        if let room = TerminalText.room {
            lines = lines.flatMap { TerminalText.wrapped($0, to: room - Self.indent.count) }
        }
        let text = lines.enumerated().map { ($0.offset == 0 ? "" : Self.indent) + $0.element + "\n" }.joined()
        // Coloured when it has its lines: escapes take no columns.
        return colour ? "\u{1b}[\(code)m\(severity)\u{1b}[0m\(text.dropFirst(severity.count))" : text
    }

    private func values(_ finding: Finding) -> [DataValue] {
        [
            .word(finding.severity.rawValue), .word(finding.code), .word(finding.kind.rawValue), .text(finding.subject),
            .optional(finding.place), finding.name.map { .text($0) } ?? .null, .text(finding.message),
            finding.actual.map { .thousandths($0.thousandths) } ?? .null, .optional(finding.actual?.unit),
            finding.limit.map { .thousandths($0.thousandths) } ?? .null, .optional(finding.limit?.unit),
            .text(finding.advice), .optional(place(of: finding)?.file),
            place(of: finding).map { .int($0.line) } ?? .null,
        ]
    }

    /// A fault of the files as a row: it has no code, and no object of the plant.
    private func values(_ fault: PlantError) -> [DataValue] {
        let known: [String: DataValue] = [
            "severity": .word(Severity.error.rawValue), "message": .text(fault.message),
            "advice": .optional(fault.hint),
            "file": .optional(fault.place?.file), "line": fault.place.map { .int($0.line) } ?? .null,
        ]
        return Self.columns.map { known[$0] ?? .null }
    }

    private func object(_ finding: Finding) -> [(key: String, value: DataValue)] {
        Array(zip(Self.columns, values(finding)).map { ($0, $1) })
    }

    /// All of it, as JSON has it.
    public var json: DataValue {
        .object([
            ("findings", .list(result.findings.map { .object(object($0)) })),
            (
                "faults",
                .list(
                    faults.map { fault in
                        .object([
                            ("file", .optional(fault.place?.file)),
                            ("line", fault.place.map { .int($0.line) } ?? .null),
                            ("column", fault.place.map { .int($0.column) } ?? .null), ("message", .text(fault.message)),
                            ("hint", .optional(fault.hint)),
                        ])
                    })
            ),
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
                    ("faults", .int(faults.count + furtherFaults)),
                ])
            ),
        ])
    }
}

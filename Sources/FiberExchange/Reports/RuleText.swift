import FiberModel
import FiberPlanning

/// The documentation of the rules, made from the rules themselves.
package enum RuleText {
    /// What `fiberplan explain CODE` prints.
    package static func explanation(of rule: any DocumentedRule) -> String {
        """
        \(rule.code) \(rule.name) (\(rule.severity.rawValue), about a \(rule.subject.rawValue))

        \(rule.summary)
        \(rule.why)

        Breaks it:
        \(lines(rule.triggeringExample))

        Passes:
        \(lines(rule.nonTriggeringExample))

        Both are variations of one tiny hall in which everything is right: racks A01 and B01, cassettes at U40,
        devices at U42, trunk T1 over trays S1 and S2, cords C1 and C2, link L1.

        Accept one finding: fiberplan waive \(rule.code) SUBJECT --reason '…' --until YYYY-MM-DD
        Leave the rule out: fiberplan validate --ignore \(rule.code)

        """
    }

    /// docs/rules.md.
    package static var markdown: String {
        var text = """
            # Rules

            Made from the rules themselves by `make docs`; `fiberplan explain CODE` prints the same.
            Each example is a variation of one tiny hall in which everything is right.

            | code | name | severity | what is checked |
            |---|---|---|---|

            """
        for rule in Rules.all {
            text +=
                "| [\(rule.code)](#\(rule.code.lowercased())) | \(rule.name) | \(rule.severity.rawValue) | \(rule.summary) |\n"
        }
        for rule in Rules.all {
            text += """

                ## \(rule.code)

                **\(rule.name)**, \(rule.severity.rawValue), about a \(rule.subject.rawValue). \(rule.summary)

                \(rule.why)

                Breaks it:

                ```
                \(lines(rule.triggeringExample))
                ```

                Passes:

                ```
                \(lines(rule.nonTriggeringExample))
                ```

                """
        }
        return text
    }

    /// The records in which a tiny hall differs from the one in which everything is right.
    private static func lines(_ hall: TinyHall) -> String {
        let changed = hall.variation
        let names = Set(hall.records.map { "\($0.kind.rawValue) \($0.name)" })
        let gone = TinyHall().records.filter { !names.contains("\($0.kind.rawValue) \($0.name)") }
        let lines = changed.map(line) + gone.map { "  (without \($0.kind.rawValue) \($0.name))" }
        return lines.isEmpty ? "  the tiny hall as it is" : lines.joined(separator: "\n")
    }

    private static func line(_ record: Record) -> String {
        let schema = Schema(record.kind)
        let cells = zip(schema.columns, schema.cells(of: record)).filter { !$0.1.isEmpty }
        let words = cells.map { column, cell in
            cell.contains(" ") ? "\(column.name)='\(cell)'" : "\(column.name)=\(cell)"
        }
        return "  \(record.kind.rawValue) " + words.joined(separator: " ")
    }
}

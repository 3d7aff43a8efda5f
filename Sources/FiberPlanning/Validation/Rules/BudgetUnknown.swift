import FiberModel

struct BudgetUnknown: DocumentedRule {
    let code = "BUD003"
    let name = "budget-unknown"
    let severity = Severity.warning
    let subject = RecordKind.link
    let summary = "Everything that a link loses is known, or was measured as a whole."
    let why = """
        A sum with a hole in it is not a sum: whoever reads it would take the link for checked.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cords[0].length = nil } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        // Where the whole was measured, nothing is missing.
        for row in survey.light.rows where row.arrives && row.worst < 0 && !row.isMeasured {
            let label = survey.plant.label(of: row.link)
            let budget = row.unknown.flatMap {
                survey.light.survey.budget(of: row.link, lane: Int($0.lane), from: $0.from)
            }
            let missing = budget?.items.first { $0.loss.max == nil }?.loss.source ?? "figure of an item"
            report.add(
                label, "its loss cannot be added up: not known is the \(missing)",
                advice: "see which items are unknown: fiberplan budget \(label)")
        }
    }
}

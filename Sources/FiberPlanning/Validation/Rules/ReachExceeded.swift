import FiberModel

struct ReachExceeded: DocumentedRule {
    let code = "BUD004"
    let name = "reach-exceeded"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "No fibre of a link is longer than its optics reach, or than a harness on its way allows."
    let why = """
        Beyond the stated reach the pulses run into each other, however much light is left.
        """
    // CWDM4 reaches 2 km.
    var triggeringExample: TinyHall { TinyHall { $0.trunk.length = Millimetres(1_996_001) } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.trunk.length = Millimetres(1_996_000) } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        for row in survey.light.rows {
            guard let reach = row.limits?.reach, row.length > reach.multipliedClamped(by: 1000) else { continue }
            let label = survey.plant.label(of: row.link)
            report.add(
                label, "its fibre is longer than its optics reach, or a cable on its way allows",
                actual: Measure(metres: Millimetres(row.length), isAtLeast: !row.isLengthKnown),
                limit: Measure(metres: Millimetres(reach * 1000)),
                advice: "lay it on a shorter way, or fit optics that reach farther")
        }
    }
}

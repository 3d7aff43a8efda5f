import FiberModel

struct BudgetExceeded: DocumentedRule {
    let code = "BUD001"
    let name = "budget-exceeded"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "No lane of a link may lose more than its optics bear, at worst or when it was measured."
    let why = """
        A link that comes up on the bench with every pair at its best goes down in the hall when two of them are at their limits.
        """
    // Two pairs of 0.75 dB, two of 0.25, and 7 km of 0.47 dB/km at 1271 nm: more than the 5 dB of CWDM4.
    var triggeringExample: TinyHall { TinyHall { $0.trunk.length = Millimetres(7_000_000) } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.trunk.length = Millimetres(6_000_000) } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        for row in survey.light.rows {
            // A lane that does not arrive loses nothing here; the other direction may all the same.
            guard let limit = row.limits?.applying else { continue }
            if let measured = row.measured.map({ Int($0) }), measured > limit {
                let label = survey.plant.label(of: row.link)
                report.add(
                    label, at: "measured", "it lost more when it was measured than its optics bear",
                    actual: Measure(MilliDecibels(measured)), limit: Measure(MilliDecibels(limit)),
                    advice: "clean its faces and measure again; see which strand: fiberplan lanes \(label)")
            }
            // What is not known can only add to it.
            guard row.atLeast > limit else { continue }
            let label = survey.plant.label(of: row.link)
            report.add(
                label, at: "lane L\(row.lane) from \(row.from.rawValue)",
                row.isLaneKnown
                    ? "its worst case is more than its optics bear"
                    : "its worst case is more than its optics bear, though not all of it is known",
                actual: Measure(MilliDecibels(row.atLeast), isAtLeast: !row.isLaneKnown),
                limit: Measure(MilliDecibels(limit)),
                advice: "see what loses most: fiberplan budget \(label)")
        }
    }
}

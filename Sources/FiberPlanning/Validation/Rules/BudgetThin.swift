import FiberModel

struct BudgetThin: DocumentedRule {
    let code = "BUD002"
    let name = "budget-thin"
    let severity = Severity.warning
    let subject = RecordKind.link
    let summary = "Every link has some margin left at worst, 0.5 dB unless --margin says otherwise."
    let why = """
        One more cross-connect, one dirty face or one repair splice takes half a decibel; a link without that much to spare will not live through its first change.
        """
    // 2 dB of pairs and 0.47 dB/km at 1271 nm: 6.3 km leave 0.04 dB of 5, 5.2 km half a decibel.
    var triggeringExample: TinyHall { TinyHall { $0.trunk.length = Millimetres(6_300_000) } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.trunk.length = Millimetres(5_200_000) } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        for row in survey.light.rows {
            // Of a link of which a lane is not known, the others may be thin all the same.
            guard row.arrives, row.isLaneKnown, let limit = row.limits?.applying, limit >= row.atLeast,
                limit - row.atLeast < survey.margin.rawValue
            else { continue }
            let label = survey.plant.label(of: row.link)
            report.add(
                label, at: "lane L\(row.lane) from \(row.from.rawValue)", "little margin is left at worst",
                actual: Measure(MilliDecibels(limit - row.atLeast)), limit: Measure(survey.margin),
                advice: "see what loses most: fiberplan budget \(label)")
        }
    }
}

import FiberModel

struct PullTurns: DocumentedRule {
    let code = "PUL002"
    let name = "pull-turns"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "Where a trunk type states how many right angles a pull may go round, its route has no more."
    let why = """
        The limit stands in the data sheet because the cable was tested so; two halves of a right angle count as one.
        """
    var triggeringExample: TinyHall { Self.hall(limit: 0) }
    var nonTriggeringExample: TinyHall { Self.hall(limit: 1) }

    private static func hall(limit: Int) -> TinyHall {
        TinyHall.withCable(#""pullTurns":{"value":\#(limit),"trust":"user","source":"data sheet"}"#)
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, walk) in survey.walks {
            let row = plant.trunks[trunk.index]
            guard let type = plant.catalogue.cable(row.type), let limit = type.pullTurns else { continue }
            let turns = PullEstimate(walk, type, in: plant).turns
            // Angles are sums of floating numbers; a thousandth of a right angle is not a turn.
            guard turns > Double(limit.value.rawValue) + 0.001 else { continue }
            report.add(
                row.label, "its route goes round more right angles than one pull may (\(limit.citation))",
                actual: Measure(thousandths: PullEstimate.tenths(turns), "right angles"),
                limit: Measure(count: limit.value.rawValue, "right angles"),
                advice:
                    "plan a point to pull from in between, or lay it straighter: fiberplan route \(plant.address(of: row.a.unit)) \(plant.address(of: row.z.unit)) --count 5"
            )
        }
    }
}

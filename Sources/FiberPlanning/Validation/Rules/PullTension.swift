import FiberModel

struct PullTension: DocumentedRule {
    let code = "PUL001"
    let name = "pull-tension"
    let severity = Severity.warning
    let subject = RecordKind.trunk
    let summary = "Where a trunk type states the tension it bears, the pull along the route stays below it."
    let why = """
        Every bend multiplies what was pulled before it. The figure is an estimate, from the weight of the cable and its friction.
        """
    // 60 g/m at a friction of 0.5: 0.9 N over 3 m, times e^(0.5 × π/2) at the bend, and 0.9 N: 2.8 N.
    var triggeringExample: TinyHall { Self.hall(limit: 2) }
    var nonTriggeringExample: TinyHall { Self.hall(limit: 3) }

    private static func hall(limit: Int) -> TinyHall {
        TinyHall.withCable(
            #""pullTension_N":{"value":\#(limit),"trust":"user","source":"data sheet"},"weight_gPerM":{"value":60,"trust":"user","source":"data sheet"}"#
        )
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, walk) in survey.walks where !walk.steps.isEmpty {
            let row = plant.trunks[trunk.index]
            guard let type = plant.catalogue.cable(row.type), let limit = type.pullTension_N else { continue }
            let name = plant.catalogue.name(row.type)
            guard let tension = PullEstimate(walk, type, in: plant).tension_N else {
                report.add(
                    row.label, "its tension cannot be estimated: trunk type \(name) states no weight",
                    advice:
                        "fiberplan catalogue add trunk-type \(name) --like \(name) --set weight_gPerM=… --source '…'")
                continue
            }
            guard tension > Double(limit.value.rawValue) else { continue }
            let friction = type.friction_thousandths == nil ? ", with a friction of 0.5 assumed" : ""
            report.add(
                row.label, "the pull is estimated to take more than its cable bears (\(limit.citation))\(friction)",
                actual: Measure(thousandths: PullEstimate.tenths(tension), "N"),
                limit: Measure(count: limit.value.rawValue, "N"),
                advice: "pull it in two parts from the middle, or lay it on a way with fewer bends")
        }
    }
}

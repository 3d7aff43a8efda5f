import FiberModel

struct RouteComesByTwice: DocumentedRule {
    let code = "RTE007"
    let name = "route-comes-by-twice"
    let severity = Severity.warning
    let subject = RecordKind.trunk
    let summary = "A route comes by no node twice."
    let why = """
        A trunk that goes round in a ring is longer than it needs to be, fills trays twice, and is hard to pull.
        """
    var triggeringExample: TinyHall { TinyHall { $0.trunk.route = ["S1", "S1", "S1", "S2"] } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, walk) in survey.walks {
            guard let start = walk.start else { continue }
            var seen: Set<NodeHandle> = [start]
            guard let step = walk.steps.first(where: { !seen.insert($0.to).inserted }) else { continue }
            let label = plant.label(of: trunk)
            report.add(
                label, at: plant.nodes[step.to.index].label,
                "the route comes by this node again on \(plant.segments[step.segment.index].label)",
                advice: "lay it without the ring, and order what that takes: fiberplan reroute \(label)")
        }
    }
}

import FiberModel

struct RouteHasGap: DocumentedRule {
    let code = "RTE002"
    let name = "route-has-gap"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "Each segment of a trunk's route begins where the one before it ends."
    let why = """
        Between the two the cable would hang in the air, or lie where nobody looks for it.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            $0.nodes.append($0.nodes[1])
            $0.nodes[3].label = "N2"
            $0.segments[1].a = "N2"
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, walk) in survey.walks {
            for gap in walk.gaps {
                let before = plant.segments[gap.before.index].label
                let after = plant.segments[gap.after.index].label
                report.add(
                    plant.label(of: trunk), at: "\(before) → \(after)", "the two segments share no node",
                    advice: "name the segment between them in the route, or join them at a node")
            }
        }
    }
}

import FiberModel

struct TrunkWithoutRoute: DocumentedRule {
    let code = "RTE003"
    let name = "trunk-without-route"
    let severity = Severity.warning
    let subject = RecordKind.trunk
    let summary = "Every trunk says on which segments it runs."
    let why = """
        Without a route nothing is known of its bends, its length, or what the loss of a tray affects.
        """
    var triggeringExample: TinyHall { TinyHall { $0.trunk.route = [] } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, row) in survey.liveTrunks where row.route.isEmpty {
            let racks = [row.a, row.z].map { plant.units[$0.unit.index].rack }
            // Within one rack there may be no pathway to name.
            guard racks[0] != racks[1] else { continue }
            let label = plant.label(of: trunk)
            report.add(
                label, "the trunk has no route",
                advice:
                    "find one with 'fiberplan reroute \(label)', or say it: fiberplan set \(label) route='SEGMENT SEGMENT …'"
            )
        }
    }
}

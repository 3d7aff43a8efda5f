import FiberModel

struct RouteMissesItsEnds: DocumentedRule {
    let code = "RTE001"
    let name = "route-misses-its-ends"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "A trunk's route begins at an entry of the rack of its A end and ends at one of its Z end."
    let why = """
        A trunk pulled along such a route comes out at the wrong rack.
        """
    var triggeringExample: TinyHall { TinyHall { $0.trunk.route = ["S1"] } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.trunk.route = ["S1", "S2"] } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, walk) in survey.walks {
            guard let start = walk.start, let end = walk.end else { continue }
            let row = plant.trunks[trunk.index]
            for (name, node, unit) in [("A", start, row.a.unit), ("Z", end, row.z.unit)] {
                let rack = plant.units[unit.index].rack
                guard plant.nodes[node.index].rack != rack else { continue }
                report.add(
                    row.label, at: "\(name) end",
                    "the route \(name == "A" ? "begins" : "ends") at node \(plant.nodes[node.index].label), which is not an entry of rack \(plant.racks[rack.index].address)",
                    advice: "give the route from rack to rack: fiberplan set \(row.label) route='SEGMENT SEGMENT …'")
            }
        }
    }
}

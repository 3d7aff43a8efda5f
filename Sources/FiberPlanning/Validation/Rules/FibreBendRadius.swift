import FiberModel

struct FibreBendRadius: Rule {
    let code = "BND001"
    let name = "fibre-bend-radius"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "No bend of a trunk's route is tighter than the least radius of its fibre class (ITU-T G.657)."
    let why = """
        Below its design radius a fibre loses light at every turn and ages faster; no loss is specified there at all.
        """
    var breaks: TinyHall { TinyHall { $0.nodes[1].bendRadius = Millimetres(7) } }
    var passes: TinyHall { TinyHall { $0.nodes[1].bendRadius = Millimetres(180) } }

    func check(_ survey: Survey, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, walk) in survey.walks {
            guard let type = plant.catalogue.trunkType(plant.trunks[trunk.index].type),
                let limit = plant.catalogue.fibreClass(named: type.fibreClass)?.minimumBendRadius_um
            else { continue }
            for bend in walk.bends(in: plant) {
                guard let radius = bend.radius, radius.micrometres < limit.value else { continue }
                report.add(
                    plant.label(of: trunk), at: bend.place(in: plant),
                    "the route turns tighter than its fibre class \(type.fibreClass) allows (\(limit.words))",
                    actual: Measure(radius), limit: Measure(limit.value),
                    advice: bend.advice(type, in: plant))
            }
        }
    }
}

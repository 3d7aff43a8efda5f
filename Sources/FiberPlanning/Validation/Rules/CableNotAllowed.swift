import FiberModel

struct CableNotAllowed: DocumentedRule {
    let code = "RTE004"
    let name = "cable-not-allowed"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "A trunk runs only on segments that allow its cable."
    let why = """
        What a segment allows is often law: a jacket that burns has no place in the air of a plenum.
        """
    var triggeringExample: TinyHall { TinyHall { $0.segments[0].allowedCables = ["MXC-64-STRAIGHT"] } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.segments[0].allowedCables = ["single-mode"] } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        guard plant.segments.contains(where: { !$0.allowedCables.isEmpty }) else { return }
        var needs: [Catalogue.Key: CableNeeds] = [:]
        for (trunk, row) in survey.liveTrunks {
            guard let type = plant.catalogue.cable(row.type) else { continue }
            let own = needs[row.type] ?? CableNeeds(plant.catalogue.name(row.type), type, in: plant.catalogue)
            needs[row.type] = own
            for segment in plant.route(of: trunk) where !own.isAllowed(by: plant.segments[segment.index]) {
                let label = plant.segments[segment.index].label
                report.add(
                    row.label, at: label,
                    "a cable of type \(own.name) lies where only \(plant.segments[segment.index].allowedCables.joined(separator: ", ")) may",
                    advice: "lay it elsewhere, if there is another way: fiberplan reroute \(row.label)")
            }
        }
    }
}

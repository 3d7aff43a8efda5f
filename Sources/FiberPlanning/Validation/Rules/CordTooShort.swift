import FiberModel

struct CordTooShort: DocumentedRule {
    let code = "CRD003"
    let name = "cord-too-short"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "A cord reaches from port to port: within its rack, to the next rack, or over the pathways."
    let why = """
        A cord that is too short is found out with one plug in, when the maintenance window is half over.
        """
    // From U42 to U40 it is 88.9 mm.
    var triggeringExample: TinyHall { TinyHall { $0.cords[0].length = Millimetres(80) } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.cords[0].length = Millimetres(500) } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        // Keeps the searches that it has made, for as long as the rule runs.
        let spans = CordSpans(plant)
        for cord in survey.liveCords {
            // One on pathways is measured along its way.
            guard let far = plant.cords.far(cord), plant.pathwayRow(of: cord) == nil else { continue }
            let near = plant.cords.a[cord.index]
            let racks = (plant.units[near.unit.index].rack, plant.units[far.unit.index].rack)
            let span: CordSpan
            if racks.0 == racks.1 {
                span = CordSpan(within: near.unit, far.unit, plant)
            } else {
                guard
                    plant.cords.length[cord.index] != nil
                        || plant.racks[racks.0.index].hall != plant.racks[racks.1.index].hall
                else { continue }
                span = spans.span(near.unit, far.unit)
            }
            switch span.least {
            case nil where span.isBetweenHalls:
                report.add(
                    plant.label(of: cord),
                    "it runs between two halls that no pathway joins: \(plant.address(of: near)) and \(plant.address(of: far))",
                    advice: "move an end to one hall, or join the halls with 'fiberplan add-pathway segment'")
            case nil: continue
            case let least?:
                guard let length = plant.cords.length[cord.index], length < least else { continue }
                let label = plant.label(of: cord)
                report.add(
                    label, "the cord is too short for \(span.way)", actual: Measure(metres: length),
                    limit: Measure(metres: least),
                    advice:
                        "take a longer one: fiberplan set \(label) length_mm=\(Self.next(least, plant.cords.type[cord.index], plant))"
                )
            }
        }
    }

    /// The next stock length of a type, else whole metres.
    private static func next(_ least: Millimetres, _ type: Catalogue.Key, _ plant: Plant) -> Int {
        let stock = plant.catalogue.cable(type)?.stockLengths_mm.filter { $0 >= least }.min()
        return stock?.rawValue ?? (least.rawValue.addingClamped(999) / 1000) * 1000
    }
}

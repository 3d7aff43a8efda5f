import FiberModel

struct DanglingCord: DocumentedRule {
    let code = "CRD001"
    let name = "dangling-cord"
    let severity = Severity.warning
    let subject = RecordKind.cord
    let summary = "Both ends of a cord are plugged in."
    let why = """
        A loose end collects dust, and the next person plugs it in wherever it reaches.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cords[1].z = nil } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for cord in survey.liveCords where plant.cords.far(cord) == nil {
            let label = plant.label(of: cord)
            report.add(
                label, at: "Z end",
                "the Z end is plugged nowhere; the A end is in \(plant.address(of: plant.cords.a[cord.index]))",
                advice: "fiberplan set \(label) z=UNIT:PORT, or: fiberplan remove cord \(label)")
        }
    }
}

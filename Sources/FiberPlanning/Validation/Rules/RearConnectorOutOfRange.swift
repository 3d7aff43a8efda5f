import FiberModel

struct RearConnectorOutOfRange: DocumentedRule {
    let code = "PRT003"
    let name = "rear-connector-out-of-range"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "A trunk is plugged into rear connectors that exist."
    let why = """
        The plug has nowhere to go.
        """
    var triggeringExample: TinyHall { TinyHall { $0.trunk.a.port = 2 } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, row) in survey.liveTrunks {
            for rear in [row.a, row.z] {
                let rears = plant.units[rear.unit.index].rears
                guard rear.port > rears else { continue }
                report.add(
                    plant.label(of: trunk), at: plant.rearAddress(of: rear).description,
                    "the cassette has no such rear connector", actual: Measure(number: Int(rear.port), of: "R"),
                    limit: Measure(count: rears, rears == 1 ? "rear connector" : "rear connectors"),
                    advice: "name a rear connector from R1 to R\(rears)")
            }
        }
    }
}

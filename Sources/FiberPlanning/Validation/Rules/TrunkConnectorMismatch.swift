import FiberModel

struct TrunkConnectorMismatch: DocumentedRule {
    let code = "CON002"
    let name = "trunk-connector-mismatch"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "A trunk's connectors fit the rear of the cassettes at its ends."
    let why = """
        A plug of another kind does not go in; one of another polish goes in and ruins both faces.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cassettes[0].type = "MPO-24-LC-12" } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        let ports = survey.ports
        for (trunk, row) in survey.liveTrunks {
            guard let plug = plant.catalogue.trunkType(row.type)?.connector else { continue }
            for rear in [row.a, row.z] {
                guard let socket = ports.rearConnector(of: rear.unit, in: plant),
                    let mismatch = ConnectorMismatch(plug, socket, in: plant.catalogue)
                else { continue }
                report.add(
                    plant.label(of: trunk), at: plant.rearAddress(of: rear).description,
                    "plug \(plug) does not fit rear connector \(socket)\(mismatch.reason)",
                    advice: "choose a trunk or cassette type with the same connector")
            }
        }
    }
}

import FiberModel

struct TrunkConnectorMismatch: DocumentedRule {
    let code = "CON002"
    let name = "trunk-connector-mismatch"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "A trunk's connectors fit the ports at its ends."
    let why = """
        A plug of another kind does not go in; one of another polish goes in and ruins both faces.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cassettes[0].type = "MPO-24-LC-12" } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        let ports = survey.ports
        survey.forEachTrunkEnd { trunk, row, end, port in
            guard let plug = ports.plug(of: .trunk(trunk), end, in: plant),
                let misfit = ports.misfit(plug, port, in: plant)
            else { return }
            report.add(
                row.label, at: plant.address(of: port).description,
                misfit,
                advice: "choose a trunk or cassette type with the same connector")
        }
    }
}

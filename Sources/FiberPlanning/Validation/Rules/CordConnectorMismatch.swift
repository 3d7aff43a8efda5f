import FiberModel

struct CordConnectorMismatch: DocumentedRule {
    let code = "CON001"
    let name = "cord-connector-mismatch"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "A cord's connectors fit the ports that they are plugged into."
    let why = """
        A plug of another kind does not go in; one of another polish goes in and ruins both faces.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cassettes[0].type = "MXC-64-LC-32-APC" } }
    var nonTriggeringExample: TinyHall {
        TinyHall {
            $0.cassettes[0].type = "MXC-64-LC-32-APC"
            $0.cords[0].type = "LC-AB-SM-UPC-APC"
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        let ports = survey.ports
        survey.forEachCordEnd { cord, end, port in
            guard let plug = ports.plug(of: .cord(cord), end, in: plant),
                let misfit = ports.misfit(plug, port, in: plant)
            else { return }
            report.add(
                plant.label(of: cord), at: "\(end.rawValue) end, \(plant.address(of: port))",
                misfit,
                advice:
                    "choose a cord type with \(ports.wanted(plug, port, in: plant)) at that end: fiberplan catalogue list cord-type"
            )
        }
    }
}

import FiberModel

struct CordWithoutLink: DocumentedRule {
    let code = "CRD002"
    let name = "cord-without-link"
    let severity = Severity.info
    let subject = RecordKind.cord
    let summary = "Every cord carries a link that somebody asked for."
    let why = """
        Cords outlive their services; each one left behind takes a port and hides the next fault.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            var cord = $0.cords[0]
            cord.label = "C3"
            cord.a.port = 5
            cord.z?.port = 5
            $0.extra = [Record(cord)]
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for cord in survey.liveCords where survey.links.link(over: cord) == nil && plant.cords.far(cord) != nil {
            let label = plant.label(of: cord)
            let ends: [PortHandle] = [plant.cords.a[cord.index], plant.cords.far(cord)].compactMap { $0 }
            let port = ends.first { plant.isDevice($0.unit) }.map { plant.address(of: $0).description } ?? "DEVICE:PORT"
            report.add(
                label, "no link runs over this cord",
                advice:
                    "ask for one: fiberplan add-link LINK --a \(port) --z DEVICE:PORT, or: fiberplan remove cord \(label)"
            )
        }
    }
}

import FiberModel

struct FibreModeMismatch: DocumentedRule {
    let code = "MED001"
    let name = "fibre-mode-mismatch"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "Single-mode and multimode fibre never meet."
    let why = """
        Where a 9 µm core meets a 50 µm one nearly all of the light is lost in one direction, and what passes is not the signal.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cords[0].type = "LC-AB-OM4" } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        let ports = survey.ports
        survey.forEachCordEnd { cord, end, port in
            guard let mode = ports.mode(of: .cord(cord), in: plant),
                let other = ports.mode(ofCassette: port.unit, in: plant), other != mode
            else { return }
            report.add(
                plant.label(of: cord), at: "\(end.rawValue) end, \(plant.address(of: port))",
                "a \(mode.rawValue) cord is plugged into a \(other.rawValue) cassette",
                advice: "use a \(other.rawValue) cord")
        }
    }
}

import FiberModel

struct TrunkFibreMismatch: DocumentedRule {
    let code = "MED002"
    let name = "trunk-fibre-mismatch"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "A trunk's fibre is of the same mode as the cassettes at its ends."
    let why = """
        Where a 9 µm core meets a 50 µm one nearly all of the light is lost in one direction, and what passes is not the signal.
        """
    var triggeringExample: TinyHall { TinyHall { $0.trunk.type = "MXC-64-FLIP-OM4" } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        let ports = survey.ports
        for (trunk, row) in survey.liveTrunks {
            guard let type = plant.catalogue.cable(row.type),
                let mode = plant.catalogue.fibreClass(named: type.fibreClass)?.mode
            else { continue }
            for rear in plant.ports(of: trunk) {
                guard let other = ports.mode(ofCassette: rear.unit, in: plant), other != mode else {
                    continue
                }
                report.add(
                    plant.label(of: trunk), at: plant.address(of: rear).description,
                    "a \(mode.rawValue) trunk is plugged into a \(other.rawValue) cassette",
                    advice: "choose trunk and cassette types of one mode")
            }
        }
    }
}

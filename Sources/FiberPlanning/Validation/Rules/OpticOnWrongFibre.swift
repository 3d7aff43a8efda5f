import FiberModel

struct OpticOnWrongFibre: DocumentedRule {
    let code = "MED003"
    let name = "optic-on-wrong-fibre"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "A cord in a device port is of the fibre mode that the port's optic needs."
    let why = """
        A single-mode optic on multimode fibre may even come up on a short cord, and fails when the hall warms.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            $0.cords[0].type = "LC-AB-OM4"
            $0.cassettes[0].type = "MXC-64-LC-32-OM4"
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        let ports = survey.ports
        var modes: [Catalogue.Key: FibreMode] = [:]
        survey.forEachCordEnd { cord, end, port in
            // What is fixed to its transceivers brings its own.
            guard plant.isDevice(port.unit), !plant.isDirect(port), let mode = ports.mode(of: .cord(cord), in: plant)
            else { return }
            let key = plant.opticKey(at: port.whole) ?? plant.link(at: port.whole).map { plant.links.optic[$0.index] }
            guard let key, let wanted = modes[key] ?? plant.catalogue.optic(key)?.mode else { return }
            modes[key] = wanted
            guard wanted != mode else { return }
            report.add(
                plant.label(of: cord), at: "\(end.rawValue) end, \(plant.address(of: port))",
                "a \(mode.rawValue) cord carries \(plant.catalogue.name(key)), a \(wanted.rawValue) optic",
                advice: "use a \(wanted.rawValue) cord and trunk, or another optic")
        }
    }
}

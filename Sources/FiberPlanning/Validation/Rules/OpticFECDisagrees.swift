import FiberModel

struct OpticFECDisagrees: DocumentedRule {
    let code = "OPT003"
    let name = "optic-fec-disagrees"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Forward error correction can be the same at both ends, and is known to be where one end needs it."
    let why = """
        CLR4 runs with and without it, CWDM4 only with: the pair works exactly when both ends have it on.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            $0.devices[1].optic = "100G-CLR4"
            $0.link.fec = .off
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall { $0.devices[1].optic = "100G-CLR4" } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for link in 0..<plant.links.count {
            let keys = survey.optics(of: link)
            guard let match = survey.match(keys.a, keys.z) else { continue }
            let verdict = match.fec(plant.links.fec[link])
            guard verdict != .agrees else { continue }
            let label = plant.links.labels[link]
            switch verdict {
            case .agrees: continue
            case .cannotAgree:
                report.add(
                    label,
                    "\(plant.catalogue.name(keys.a)) and \(plant.catalogue.name(keys.z)) have no error correction in common",
                    advice: "fit optics that run the same FEC, or none")
            case .mustBeOn:
                report.add(
                    label,
                    "\(plant.catalogue.name(keys.a)) and \(plant.catalogue.name(keys.z)) need FEC at both ends, and the link runs without",
                    advice: "switch it on at both ends and say: fiberplan set \(label) fec=on")
            case .unknown:
                report.add(
                    label, severity: .warning,
                    "\(plant.catalogue.name(keys.a)) and \(plant.catalogue.name(keys.z)) need FEC at both ends, and the link does not state that it is on",
                    advice: "check both devices and say: fiberplan set \(label) fec=on")
            }
        }
    }
}

import FiberModel

struct OpticDoesNotFitCage: DocumentedRule {
    let code = "OPT008"
    let name = "optic-does-not-fit-cage"
    let severity = Severity.error
    let subject = RecordKind.device
    let summary = "An optic goes into the cage of its port."
    let why = """
        A QSFP-DD module does not go into an OSFP cage, whatever the link is.
        """
    var triggeringExample: TinyHall { Self.hall("SWITCH-64-OSFP") }
    var nonTriggeringExample: TinyHall { Self.hall("SWITCH-32-QSFP-DD") }

    private static func hall(_ type: String) -> TinyHall {
        .parallel {
            $0.devices[0].type = type
            $0.devices[0].optic = "400G-DR4"
            if type == "SWITCH-64-OSFP" { $0.devices[0].optic = "100G-PSM4" }
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (index, row) in plant.units.enumerated() {
            guard let type = row.deviceType.flatMap({ plant.catalogue.deviceType($0) }), let key = row.optic,
                let forms = plant.catalogue.optic(key)?.formFactors
            else { continue }
            // One optic in cages of one kind is told once, whatever ports it is in.
            let cages = Set(type.ports.compactMap(\.cage)).filter { !Cage.takes(forms, $0) }.sorted()
            guard !cages.isEmpty else { continue }
            tell(plant.address(of: UnitHandle(index: index)).description, .device, key, forms, cages, plant, &report)
        }
        for (port, own) in plant.devicePorts.sorted(by: { ($0.key.unit, $0.key.port) < ($1.key.unit, $1.key.port) }) {
            guard own.optic != nil || own.cage != nil, let key = plant.opticKey(at: port),
                let forms = plant.catalogue.optic(key)?.formFactors, let cage = plant.cage(at: port),
                !Cage.takes(forms, cage)
            else { continue }
            tell(plant.address(of: port).description, .devicePort, key, forms, [cage], plant, &report)
        }
    }

    private func tell(
        _ subject: String, _ kind: RecordKind, _ key: Catalogue.Key, _ forms: [String], _ cages: [String],
        _ plant: Plant, _ report: inout Report
    ) {
        report.add(
            subject, kind: kind,
            "\(plant.catalogue.name(key)) is made as \(forms.joined(separator: ", ")), the cage is \(cages.joined(separator: ", "))",
            advice: "fit an optic of the form of the cage")
    }
}

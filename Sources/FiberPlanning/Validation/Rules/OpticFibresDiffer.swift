import FiberModel

struct OpticFibresDiffer: DocumentedRule {
    let code = "OPT004"
    let name = "optic-fibres-differ"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Both optics use as many fibres, and fit the ports that they are in."
    let why = """
        Four lanes on four pairs and four wavelengths on one pair are both called 100G.
        """
    var triggeringExample: TinyHall { TinyHall { $0.devices[1].optic = "100G-PSM4" } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        let ports = survey.ports
        for link in 0..<plant.links.count {
            let keys = survey.optics(of: link)
            guard let match = survey.match(keys.a, keys.z) else { continue }
            if match.differsInFibres {
                report.add(
                    plant.links.labels[link],
                    "\(plant.catalogue.name(keys.a)) and \(plant.catalogue.name(keys.z)) use different numbers of fibres",
                    actual: Measure(count: match.a.fibres, "fibres at A"),
                    limit: Measure(count: match.z.fibres, "fibres at Z"),
                    advice: "fit optics of one kind at both ends")
            }
            checkFace(plant.links.a[link], match.faceA, keys.a, link, plant, ports, &report)
            checkFace(plant.links.z[link], match.faceZ, keys.z, link, plant, ports, &report)
        }
    }

    private func checkFace(
        _ port: PortHandle, _ face: String, _ optic: Catalogue.Key, _ link: Int, _ plant: Plant,
        _ ports: PortFacts, _ report: inout Report
    ) {
        guard let socket = ports.connector(at: port, in: plant), socket != face,
            ConnectorMismatch(face, socket, in: plant.catalogue) != nil
        else { return }
        report.add(
            plant.links.labels[link], at: plant.address(of: port).description,
            "\(plant.catalogue.name(optic)) has a \(face) face, the port is said to be \(socket)",
            advice: "correct the port: fiberplan set \(plant.address(of: port)) connector=\(face)")
    }
}

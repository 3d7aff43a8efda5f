import FiberModel

struct OpticFibresDiffer: Rule {
    let code = "OPT004"
    let name = "optic-fibres-differ"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Both optics use as many fibres, and fit the ports that they are in."
    let why = """
        Four lanes on four pairs and four wavelengths on one pair are both called 100G.
        """
    var breaks: TinyHall { TinyHall { $0.devices[1].optic = "100G-PSM4" } }
    var passes: TinyHall { TinyHall() }

    func check(_ survey: Survey, _ report: inout Report) {

        let plant = survey.plant
        for link in 0..<plant.links.count {
            let keys = survey.optics(of: link)
            guard let match = survey.match(keys.a, keys.z) else { continue }
            let label = plant.links.labels[link]
            if match.differsInFibres {
                report.add(
                    label,
                    "\(plant.catalogue.name(keys.a)) and \(plant.catalogue.name(keys.z)) use different numbers of fibres",
                    actual: Measure(count: match.a.fibres, "fibres at A"),
                    limit: Measure(count: match.z.fibres, "fibres at Z"),
                    advice: "fit optics of one kind at both ends")
            }
            for (port, optic, key) in [(plant.links.a[link], match.a, keys.a), (plant.links.z[link], match.z, keys.z)] {
                guard let socket = survey.ports.connector(at: port, in: plant), socket != optic.connector,
                    ConnectorMismatch(optic.connector, socket, in: plant.catalogue) != nil
                else { continue }
                report.add(
                    label, at: plant.address(of: port).description,
                    "\(plant.catalogue.name(key)) has a \(optic.connector) face, the port is said to be \(socket)",
                    advice: "mend the port: fiberplan set \(plant.address(of: port.unit)) connector=\(optic.connector)")
            }
        }
    }
}

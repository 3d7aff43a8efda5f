import FiberModel

struct OpticWavelengthsDiffer: DocumentedRule {
    let code = "OPT001"
    let name = "optic-wavelengths-differ"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Each lane of one end is heard by a lane of the other: wavelengths are compared, not names."
    let why = """
        Light outside the receiver's band is filtered away before it is seen. Some optics sold as CLR4 are on another grid.
        """
    var triggeringExample: TinyHall { TinyHall { $0.devices[1].optic = "100G-LR4" } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.devices[1].optic = "100G-CLR4" } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for link in 0..<plant.links.count {
            let keys = survey.optics(of: link)
            guard let match = survey.match(keys.a, keys.z) else { continue }
            guard let stray = match.stray else { continue }
            report.add(
                plant.links.labels[link],
                "\(plant.catalogue.name(keys.a)) and \(plant.catalogue.name(keys.z)): a lane at \(stray.wavelength) is heard only from \(stray.low) to \(stray.high)",
                advice:
                    "fit optics of one wavelength grid at both ends, or, for one that hears another band than it sends in, state receiveLow_pm and receiveHigh_pm of its lanes"
            )
        }
    }
}

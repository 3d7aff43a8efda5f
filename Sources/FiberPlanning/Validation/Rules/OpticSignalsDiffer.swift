import FiberModel

struct OpticSignalsDiffer: DocumentedRule {
    let code = "OPT002"
    let name = "optic-signals-differ"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Both ends run the same number of lanes at the same symbol rate and modulation."
    let why = """
        A 100G and a 400G optic may share grid and connector and still never lock.
        """
    var triggeringExample: TinyHall { TinyHall { $0.devices[1].optic = "400G-FR4" } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.devices[1].optic = "100G-CLR4" } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for link in 0..<plant.links.count {
            let keys = survey.optics(of: link)
            guard let match = survey.match(keys.a, keys.z) else { continue }
            guard match.differsInSignal || match.differsInLanes else { continue }
            report.add(
                plant.links.labels[link],
                "\(plant.catalogue.name(keys.a)) and \(plant.catalogue.name(keys.z)) differ in signal: \(match.a.signal) and \(match.z.signal)",
                advice: "fit optics of one kind at both ends")
        }
    }
}

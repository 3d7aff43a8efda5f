import FiberModel

struct OpticNotAsWanted: DocumentedRule {
    let code = "OPT006"
    let name = "optic-not-as-wanted"
    let severity = Severity.warning
    let subject = RecordKind.link
    let summary = "The optics that are fitted are of the kind that the link asks for."
    let why = """
        Either the wrong module was bought or the plan was not kept up; the two ends may well agree and still not be what was wanted.
        """
    var triggeringExample: TinyHall { TinyHall { $0.link.optic = "100G-CLR4" } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for link in 0..<plant.links.count {
            let wanted = plant.links.optic[link]
            let keys = survey.optics(of: link)
            for (end, key) in [("A", keys.a), ("Z", keys.z)] where key != wanted {
                guard plant.catalogue.name(key) != plant.catalogue.name(wanted) else { continue }
                let label = plant.links.labels[link]
                report.add(
                    label, at: "\(end) end",
                    "\(plant.catalogue.name(key)) is fitted, the link asks for \(plant.catalogue.name(wanted))",
                    advice: keys.a == keys.z
                        ? "fit what is asked for, or say: fiberplan set \(label) optic=\(plant.catalogue.name(key))"
                        : "fit what is asked for at both ends, or accept it: fiberplan waive \(code) \(label) --reason '…' --until YYYY-MM-DD"
                )
            }
        }
    }
}

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
                guard !isAsWanted(key, wanted, keys, survey) else { continue }
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

    /// Whether an optic is of the kind that is wanted: by its name, as a leg, or as the counterpart of one that hears another
    /// band than it sends in.
    private func isAsWanted(
        _ key: Catalogue.Key, _ wanted: Catalogue.Key, _ keys: (a: Catalogue.Key, z: Catalogue.Key),
        _ survey: ValidationContext
    ) -> Bool {
        let catalogue = survey.plant.catalogue
        let name = catalogue.name(wanted)
        if catalogue.name(key) == name || catalogue.optic(key)?.actsAs == name { return true }
        guard let optic = catalogue.optic(wanted), optic.lanes.contains(where: { $0.receiveLow_pm != nil }),
            keys.a == wanted || keys.z == wanted, let match = survey.match(keys.a, keys.z)
        else { return false }
        return match.stray == nil && !match.differsInSignal && !match.differsInLanes
    }
}

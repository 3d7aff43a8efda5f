import FiberModel

struct AssumedLimit: DocumentedRule {
    let code = "LIM002"
    let name = "assumed-limit"
    let severity = Severity.info
    let subject = RecordKind.catalogueEntry
    let summary = "Figures that the plant rests on are published, measured or given by its owner."
    let why = """
        Nobody has published these; they are planning defaults. What passes on them passes on a guess.
        """
    var triggeringExample: TinyHall { TinyHall() }
    var nonTriggeringExample: TinyHall {
        TinyHall {
            $0.trunk.status = .retired; $0.devices[0].optic = "100G-4WDM-10"; $0.devices[1].optic = "100G-4WDM-10";
            $0.link.optic = "100G-4WDM-10"
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for use in CatalogueUse.all(in: plant) {
            for (key, source) in use.assumedFigures {
                report.add(
                    use.subject, at: key,
                    "the figure is assumed (\(source)); \(use.count) \(use.users) \(use.count == 1 ? "rests" : "rest") on it",
                    advice:
                        "when you know better: fiberplan catalogue add \(use.entry.kind.rawValue) \(use.entry.name) --like \(use.entry.name) --set \(key)=… --source '…'"
                )
            }
        }
    }
}

import FiberModel

struct UnknownLimit: DocumentedRule {
    let code = "LIM001"
    let name = "unknown-limit"
    let severity = Severity.warning
    let subject = RecordKind.catalogueEntry
    let summary = "Every limit that the plant is held to is known."
    let why = """
        An unknown limit never passes as a met one: whatever rests on it has not been checked.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            for side in 0..<2 { $0.devices[side].optic = "100G-CLR4" }
            $0.link.optic = "100G-CLR4"
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for use in CatalogueUse.all(in: plant) {
            for (key, what) in use.unknownLimits {
                report.add(
                    use.subject, at: key,
                    "no \(what) is known; \(use.count) \(use.users) \(use.count == 1 ? "rests" : "rest") on it",
                    advice:
                        "fiberplan catalogue add \(use.entry.kind.rawValue) \(use.entry.name) --like \(use.entry.name) --set \(key)=… --source '…'"
                )
            }
        }
    }
}

import FiberModel

struct TooManyMatedPairs: DocumentedRule {
    let code = "BUD005"
    let name = "too-many-mated-pairs"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Where an optic states how many mated pairs a channel may have, no fibre has more."
    let why = """
        Every pair reflects a little; PAM4 hears the echoes of several long before the loss is too much.
        """
    var triggeringExample: TinyHall { Self.hall(pairs: 3) }
    var nonTriggeringExample: TinyHall { Self.hall(pairs: 4) }

    private static func hall(pairs: Int) -> TinyHall {
        TinyHall {
            let lanes = [1271, 1291, 1311, 1331].enumerated().map { lane, nm in
                #"{"lane":\#(lane),"wavelength_pm":\#(nm)000,"low_pm":\#(nm - 7)000,"high_pm":\#(nm + 7)000,"tx":1,"rx":2}"#
            }
            let body = """
                {"connector":"LC-duplex","fibres":2,"mode":"single-mode","lanes":[\(lanes.joined(separator: ","))],\
                "laneRate_kBd":25781250,"modulation":"NRZ","fec":"required","fecCode":"KR4",\
                "matedPairs":{"value":\(pairs),"trust":"user","source":"data sheet"}}
                """
            let entry = CatalogueEntry(kind: .optic, name: "MINE", source: "data sheet", trust: .user, body: body)
            $0.extra = [Record(entry)]
            for side in 0..<2 { $0.devices[side].optic = "MINE" }
            $0.link.optic = "MINE"
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        for row in survey.light.rows {
            guard let most = row.limits?.matedPairs, row.matedPairs > most else { continue }
            let label = survey.plant.label(of: row.link)
            report.add(
                label, "its light passes more mated pairs than its optics allow",
                actual: Measure(count: row.matedPairs, "pairs"), limit: Measure(count: most, "pairs"),
                advice: "take out a cross-connect: fiberplan trace \(label)")
        }
    }
}

import FiberModel

struct ThrownBackTooMuch: DocumentedRule {
    let code = "BUD007"
    let name = "thrown-back-too-much"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Where an optic states what mated pairs may throw back, they throw back no more."
    let why = """
        Light that comes back disturbs the laser, and twice reflected it arrives late as noise: the more pairs do so, the \
        less each of them may.
        """
    // Multimode array connectors throw back up to 35 dB less than what comes.
    var triggeringExample: TinyHall { Self.hall(35_001) }
    var nonTriggeringExample: TinyHall { Self.hall(35_000) }

    /// An optic that bears the reflections of the two arrays if each is so much weaker.
    private static func hall(_ returnLoss_mdB: Int) -> TinyHall {
        TinyHall {
            let body = """
                {"connector":"LC-duplex","fibres":2,"mode":"multimode","lanes":[{"lane":0,"wavelength_pm":850000,\
                "low_pm":844000,"high_pm":863000,"tx":1,"rx":2}],"laneRate_kBd":25781250,"modulation":"NRZ",\
                "fec":"none","reflections":[{"count":2,"returnLoss_mdB":{"value":\(returnLoss_mdB),"trust":"user",\
                "source":"data sheet"}}]}
                """
            $0.extra = [
                Record(CatalogueEntry(kind: .optic, name: "MINE", source: "data sheet", trust: .user, body: body))
            ]
            $0.link.optic = "MINE"
            $0.trunk.type = "MPO-12-B-OM4"
            for side in 0..<2 {
                $0.devices[side].optic = "MINE"
                $0.cassettes[side].type = "MPO-12-LC-6-OM4"
                $0.cords[side].type = "LC-AB-OM4"
            }
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var tables: [Catalogue.Key: [Optic.Reflection]] = [:]
        for row in survey.light.reflecting {
            for end in [End.a, .z] {
                let key = plant.opticKey(of: row.link, end)
                let table =
                    tables[key]
                    ?? (plant.catalogue.optic(key)?.reflections ?? []).sorted { $0.count < $1.count }
                tables[key] = table
                guard let last = table.last else { continue }
                let own = table.first { $0.count >= row.count } ?? last
                let isMany = row.count > last.count
                guard isMany || row.least < own.returnLoss_mdB.value.rawValue else { continue }
                let label = plant.label(of: row.link)
                report.add(
                    label, at: plant.address(of: row.link, end).description,
                    isMany
                        ? "more mated pairs throw back light than \(plant.catalogue.name(key)) bears"
                        : "a mated pair throws back more than \(plant.catalogue.name(key)) bears of \(counted(row.count, "such pair"))",
                    actual: isMany ? Measure(count: row.count, "pairs") : Measure(MilliDecibels(row.least)),
                    limit: isMany ? Measure(count: last.count, "pairs") : Measure(own.returnLoss_mdB.value),
                    advice: "use angled connectors, or fewer connections: fiberplan trace \(label)")
                break
            }
        }
    }
}

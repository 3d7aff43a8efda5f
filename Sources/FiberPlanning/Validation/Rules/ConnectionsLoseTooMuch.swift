import FiberModel

struct ConnectionsLoseTooMuch: DocumentedRule {
    let code = "BUD006"
    let name = "connections-lose-too-much"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Where an optic states what connections and splices may lose of its channel, they lose no more."
    let why = """
        The allowance of a channel is split: what its fibre leaves over is not there for the connectors.
        """
    var triggeringExample: TinyHall { Self.hall(1999) }
    var nonTriggeringExample: TinyHall { Self.hall(2000) }

    private static func hall(_ most: Int) -> TinyHall {
        TinyHall {
            let lanes = [1271, 1291, 1311, 1331].enumerated().map { lane, nm in
                #"{"lane":\#(lane),"wavelength_pm":\#(nm)000,"low_pm":\#(nm - 7)000,"high_pm":\#(nm + 7)000,"tx":1,"rx":2}"#
            }
            let body = """
                {"connector":"LC-duplex","fibres":2,"mode":"single-mode","lanes":[\(lanes.joined(separator: ","))],\
                "laneRate_kBd":25781250,"modulation":"NRZ","fec":"required","fecCode":"KR4",\
                "connectionLoss_mdB":{"value":\(most),"trust":"user","source":"data sheet"}}
                """
            let entry = CatalogueEntry(kind: .optic, name: "MINE", source: "data sheet", trust: .user, body: body)
            $0.extra = [Record(entry)]
            for side in 0..<2 { $0.devices[side].optic = "MINE" }
            $0.link.optic = "MINE"
            for side in 0..<2 { $0.cassettes[side].type = "MPO-24-LC-12" }
            $0.trunk.type = "MPO-24-A"
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        for row in survey.light.rows {
            guard let most = row.limits?.connectionLoss, row.connectionLoss > most else { continue }
            let label = survey.plant.label(of: row.link)
            report.add(
                label, "its mated pairs and splices lose more than its optics leave for them",
                actual: Measure(MilliDecibels(row.connectionLoss)), limit: Measure(MilliDecibels(most)),
                advice: "take out a connection, or use connectors of a better grade: fiberplan budget \(label)")
        }
    }
}

import FiberModel

struct LaneMap: DocumentedRule {
    let code = "OPT005"
    let name = "lane-map"
    let severity = Severity.info
    let subject = RecordKind.link
    let summary = "Lanes ascend in wavelength and have the same number at both ends."
    let why = """
        100GbE binds no electrical lane to a wavelength, so a permutation is not a fault; whoever reads lane counters on both sides wants to know it.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            let lanes =
                #"[{"lane":0,"wavelength_pm":1331000,"low_pm":1324500,"high_pm":1337500,"tx":1,"rx":2},{"lane":1,"wavelength_pm":1311000,"low_pm":1304500,"high_pm":1317500,"tx":1,"rx":2},{"lane":2,"wavelength_pm":1291000,"low_pm":1284500,"high_pm":1297500,"tx":1,"rx":2},{"lane":3,"wavelength_pm":1271000,"low_pm":1264500,"high_pm":1277500,"tx":1,"rx":2}]"#
            let body =
                #"{"connector":"LC-duplex","fibres":2,"mode":"single-mode","lanes":\#(lanes),"laneRate_kBd":25781250,"modulation":"NRZ","fec":"required","fecCode":"KR4","lossLimitWithFEC_mdB":{"value":5000,"trust":"user","source":"example"}}"#
            $0.extra = [
                Record(
                    CatalogueEntry(kind: .optic, name: "CWDM4-DESCENDING", source: "example", trust: .user, body: body))
            ]
            $0.devices[1].optic = "CWDM4-DESCENDING"
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for link in 0..<plant.links.count {
            let keys = survey.optics(of: link)
            guard let match = survey.match(keys.a, keys.z) else { continue }
            let pairs = match.lanePairs.filter { $0.a != $0.z }
            guard !pairs.isEmpty, !match.differsInLanes else { continue }
            let list = pairs.map { "\($0.a)→\($0.z)" }.joined(separator: " ")
            report.add(
                plant.links.labels[link],
                "\(plant.catalogue.name(keys.a)) and \(plant.catalogue.name(keys.z)) number their lanes differently: A→Z \(list)",
                advice: "nothing to correct; compare lane counters by wavelength, not by number")
        }
    }
}

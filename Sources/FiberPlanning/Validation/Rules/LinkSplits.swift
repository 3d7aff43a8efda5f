import FiberModel

struct LinkSplits: DocumentedRule {
    let code = "LNK003"
    let name = "link-splits"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "The fibres of a link stay together."
    let why = """
        One fibre of the pair sends to one device and the other listens to another: neither comes up.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            $0.cassettes[1].type = "MXC-64-LC-32-OUTER"
            var cord = $0.cords[1]
            cord.label = "C3"
            cord.a.port = 2
            cord.z?.port = 2
            $0.extra = [Record(cord)]
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (link, faults) in survey.links.faulty {
            guard let (from, (one, other)) = faults.view(\.split) else { continue }
            let near = survey.ends(of: link, from: from).near
            report.add(
                plant.label(of: link), at: "\(plant.address(of: one)) and \(plant.address(of: other))",
                "the fibres of \(near) end in different ports",
                advice: "use cassettes of one pairing at both ends; see the path: fiberplan trace \(near)")
        }
    }
}

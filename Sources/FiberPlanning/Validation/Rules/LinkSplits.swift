import FiberModel

struct LinkSplits: Rule {
    let code = "LNK003"
    let name = "link-splits"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "The fibres of a link stay together."
    let why = """
        One fibre of the pair sends to one device and the other listens to another: neither comes up.
        """
    var breaks: TinyHall {
        TinyHall {
            $0.cassettes[1].type = "MXC-64-LC-32-OUTER"
            var cord = $0.cords[1]
            cord.label = "C3"
            cord.a.port = 2
            cord.z?.port = 2
            $0.extra = [.cord(cord)]
        }
    }
    var passes: TinyHall { TinyHall() }

    func check(_ survey: Survey, _ report: inout Report) {
        let plant = survey.plant
        for (link, outcome) in survey.links.outcomes.enumerated() {
            guard case .splits(let one, let other) = outcome else { continue }
            let a = plant.address(of: plant.links.a[link])
            report.add(
                plant.links.labels[link], at: "\(plant.address(of: one)) and \(plant.address(of: other))",
                "the fibres of \(a) end in different ports",
                advice: "use cassettes of one pairing at both ends; see the way: fiberplan trace \(a)")
        }
    }
}

import FiberModel

struct LinkReachesOtherPort: DocumentedRule {
    let code = "LNK002"
    let name = "link-reaches-other-port"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "The fibres of a link end in the port that it asks for."
    let why = """
        Two services are crossed: both come up, and each talks to the other's neighbour.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            $0.cords[1].a.port = 2
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (link, faults) in survey.links.faulty {
            guard let (from, port) = faults.view(\.other) else { continue }
            let (near, far) = survey.ends(of: link, from: from)
            report.add(
                plant.label(of: link), at: plant.address(of: port).description,
                "the cords lead from \(near) to \(plant.address(of: port)), the link wants \(far)",
                advice: "move a cord, or fix the link; see the path: fiberplan trace \(near)")
        }
    }
}

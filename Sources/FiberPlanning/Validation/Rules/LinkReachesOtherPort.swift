import FiberModel

struct LinkReachesOtherPort: Rule {
    let code = "LNK002"
    let name = "link-reaches-other-port"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "The fibres of a link end in the port that it asks for."
    let why = """
        Two services are crossed: both come up, and each talks to the other's neighbour.
        """
    var breaks: TinyHall {
        TinyHall {
            $0.cords[1].a.port = 2
        }
    }
    var passes: TinyHall { TinyHall() }

    func check(_ survey: Survey, _ report: inout Report) {
        let plant = survey.plant
        for (link, outcome) in survey.links.outcomes.enumerated() {
            guard case .reaches(let port) = outcome else { continue }
            let a = plant.address(of: plant.links.a[link])
            report.add(
                plant.links.labels[link], at: plant.address(of: port).description,
                "the cords lead from \(a) to \(plant.address(of: port)), the link wants \(plant.address(of: plant.links.z[link]))",
                advice: "move a cord, or mend the link; see the way: fiberplan trace \(a)")
        }
    }
}

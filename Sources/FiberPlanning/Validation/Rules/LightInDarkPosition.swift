import FiberModel

struct LightInDarkPosition: DocumentedRule {
    let code = "MAT005"
    let name = "light-in-dark-position"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "No light is sent into a position behind which no fibre is."
    let why = """
        A Base-8 cable has no fibre at positions 5 to 8: what is sent there ends at the joint.
        """
    var triggeringExample: TinyHall { Self.hall(port: 5) }
    var nonTriggeringExample: TinyHall { Self.hall(port: 1) }

    private static func hall(port: Int) -> TinyHall {
        TinyHall {
            $0.trunk.type = "MPO-12-BASE8-B-M"
            for side in 0..<2 {
                $0.cassettes[side].type = "MPO-12-LC-6-U1"
                $0.cords[side].z?.port = port
            }
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (link, faults) in survey.links.faulty {
            for (end, view) in [(End.a, faults.a), (.z, faults.z)] {
                guard case .noStrand(let cable, let position)? = view.stop else { continue }
                // A position that the plug does not have is told where the connectors do not fit.
                let shape = plant.shape(plant.type(of: cable))
                guard position <= max(shape.positions.a, shape.positions.z) else { continue }
                let (near, far) = survey.ends(of: link, from: end)
                report.add(
                    plant.label(of: link), at: plant.label(of: cable),
                    "light from \(near) to \(far) comes to position \(position) of \(cable.noun) \(plant.label(of: cable)) (\(plant.catalogue.name(plant.type(of: cable)))), which has no fibre there",
                    advice: "use a cable with a fibre at this position, or an optic that lights no other than it has")
            }
        }
    }
}

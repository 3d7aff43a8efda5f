import FiberModel

struct TransmitMeetsTransmit: DocumentedRule {
    let code = "POL001"
    let name = "transmit-meets-transmit"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Each fibre on which one end of a link sends ends where the other end receives."
    let why = """
        Two lasers that face each other stay dark on both sides: the fibres were swapped an even number of times on the way.
        """
    var triggeringExample: TinyHall { TinyHall { $0.trunk.type = "MXC-64-STRAIGHT" } }
    var nonTriggeringExample: TinyHall {
        TinyHall {
            $0.trunk.type = "MXC-64-STRAIGHT"
            $0.cords[1].type = "LC-AA-SM"
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        // Keeps what it has judged, for as long as the rule runs.
        let judge = PolarityEvaluator(plant)
        for (link, faults) in survey.links.faulty {
            let (a, z) = survey.ends(of: link, from: .a)
            if faults.sendsMeet {
                report.add(
                    plant.label(of: link), "transmit meets transmit between \(a) and \(z)",
                    advice: advice(link, survey, judge))
            }
            if let unlit = faults.unlit {
                let far = survey.ends(of: link, from: unlit.from).far
                report.add(
                    plant.label(of: link), at: "position \(FibrePosition.text(of: unlit.position)) of \(far)",
                    "light sent by the \(unlit.from.rawValue) end arrives where nothing receives",
                    advice: advice(link, survey, judge))
            }
        }
    }

    /// The cord that fixes it, proved by following the link again with that cord changed.
    private func advice(_ link: LinkHandle, _ survey: ValidationContext, _ judge: PolarityEvaluator) -> String {
        let plant = survey.plant
        let label = plant.label(of: link)
        guard case .cord(let cord, let type)? = PolarityFix.cord(for: link, in: plant, judge) else {
            return "see the way, and what would fix it: fiberplan polarity \(label)"
        }
        let name = plant.catalogue.name(type)
        return
            "make cord \(plant.label(of: cord)) \(name): fiberplan set \(plant.label(of: cord)) type=\(name); other fixes: fiberplan polarity \(label)"
    }
}

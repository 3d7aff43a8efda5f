import FiberModel

struct BendRadiusUnknown: DocumentedRule {
    let code = "BND004"
    let name = "bend-radius-unknown"
    let severity = Severity.warning
    let subject = RecordKind.node
    let summary = "The radius of every bend on a trunk's route is known."
    let why = """
        An unknown radius never passes as a good one: this turn was not checked.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            $0.segments[0].bendRadius = nil
            $0.segments[1].bendRadius = nil
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall { $0.segments[0].bendRadius = nil } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var trunksAt: [Bend: [TrunkHandle]] = [:]
        for (trunk, bend) in survey.bends
        where bend.fitting == nil && bend.angleDegrees >= Bend.negligibleDegrees {
            trunksAt[bend.readForward(in: plant), default: []].append(trunk)
        }
        for (bend, trunks) in trunksAt {
            let label = plant.nodes[bend.node.index].label
            report.add(
                label, at: bend.place(in: plant),
                "\(trunks.count) trunk\(trunks.count == 1 ? " turns" : "s turn") here and no bend radius is stated",
                advice: "measure the fitting and say: fiberplan set \(label) bend_radius_mm=…")
        }
    }
}

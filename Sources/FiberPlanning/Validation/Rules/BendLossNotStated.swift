import FiberModel

struct BendLossNotStated: DocumentedRule {
    let code = "BND005"
    let name = "bend-loss-not-stated"
    let severity = Severity.warning
    let subject = RecordKind.trunk
    let summary = "For every bend the fibre class states what is lost at its radius, or at a tighter one."
    let why = """
        Below the tightest radius that a class was tested at, nothing is known of its loss, and figures of other radii must not be drawn out to it.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            ($0.nodes[1].bendRadius, $0.trunk.type) = (Millimetres(180), "MXC-64-FLIP-OM4")
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        // A slight turn loses little, and a stated radius below every tested one is as unknown for it as for any other.
        for (trunk, bend) in survey.bends {
            // What a cable loses that is proved by itself is no part of a sum.
            guard let type = plant.catalogue.cable(plant.trunks[trunk.index].type), type.medium == .fibre,
                let fibre = plant.catalogue.fibreClass(named: type.fibreClass)
            else { continue }
            let tightest = fibre.bendLoss.filter { $0.at1550_mdB != nil || $0.at1625_mdB != nil }.map(\.radius_um).min()
            guard tightest == nil || bend.radius.micrometres < tightest ?? Micrometres(0) else { continue }
            report.add(
                plant.label(of: trunk), at: bend.place(in: plant),
                tightest == nil
                    ? "fibre class \(type.fibreClass) states no bend loss for any radius"
                    : "fibre class \(type.fibreClass) states no bend loss for so tight a turn",
                actual: Measure(bend.radius), limit: tightest.map { Measure($0) },
                advice:
                    "fit a wider fitting, or say what the maker states: fiberplan catalogue add fibre-class \(type.fibreClass) --like \(type.fibreClass) --set bendLoss=… --source '…'"
            )
        }
    }
}

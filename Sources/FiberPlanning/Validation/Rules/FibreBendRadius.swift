import FiberModel

struct FibreBendRadius: DocumentedRule {
    let code = "BND001"
    let name = "fibre-bend-radius"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "No bend of a trunk's route is tighter than the least radius of its fibre class (ITU-T G.657)."
    let why = """
        Below its design radius a fibre loses light at every turn and ages faster; no loss is specified there at all.
        """
    var triggeringExample: TinyHall { TinyHall { $0.nodes[1].bendRadius = Millimetres(7) } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.nodes[1].bendRadius = Millimetres(180) } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        survey.checkBends(
            &report, against: { survey.plant.catalogue.fibreClass(named: $0.fibreClass)?.minimumBendRadius_um },
            { "its fibre class \($0.fibreClass) allows" })
    }
}

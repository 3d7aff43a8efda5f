import FiberModel

struct CableBendRadiusAtRest: DocumentedRule {
    let code = "BND002"
    let name = "cable-bend-radius-at-rest"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "No bend of a trunk's route is tighter than its cable may lie at rest."
    let why = """
        The cable's own radius nearly always governs: long before the fibre minds, the jacket kinks and the strands inside are pressed.
        """
    var triggeringExample: TinyHall { TinyHall { $0.nodes[1].bendRadius = Millimetres(89) } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.nodes[1].bendRadius = Millimetres(90) } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        survey.checkBends(
            &report, against: \.radiusAtRest,
            { _ in "the cable may lie at rest" })
    }
}

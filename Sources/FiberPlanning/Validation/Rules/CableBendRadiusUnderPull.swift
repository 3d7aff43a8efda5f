import FiberModel

struct CableBendRadiusUnderPull: DocumentedRule {
    let code = "BND003"
    let name = "cable-bend-radius-under-pull"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "No bend of a trunk's route is tighter than its cable may be pulled round."
    let why = """
        A cable under load needs about twice the radius that it needs at rest; the harm done on the day of the pull shows months later.
        """
    var triggeringExample: TinyHall { TinyHall { $0.nodes[1].bendRadius = Millimetres(179) } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.nodes[1].bendRadius = Millimetres(180) } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        survey.checkBends(
            &report, against: \.radiusUnderPull,
            { _ in "the cable may be pulled" })
    }
}

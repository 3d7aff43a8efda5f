import FiberModel

struct PinsDoNotMate: DocumentedRule {
    let code = "MAT001"
    let name = "pins-do-not-mate"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "At every joint of array connectors exactly one side has guide pins."
    let why = """
        Pins against pins break the ferrules; without pins the fibres miss one another, and the loss drifts by the day.
        """
    var triggeringExample: TinyHall { .parallel { $0.trunk.type = "MPO-12-B-F" } }
    var nonTriggeringExample: TinyHall { .parallel() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        survey.joints.forEach {
            $0.plug.isPinned != nil && $0.plug.isPinned == $0.other.isPinned
        } _: { joint in
            let own = joint.kind.plug.isPinned == true
            report.add(
                plant.label(of: joint.cable), kind: joint.cable.kind, at: plant.address(of: joint.port).description,
                own
                    ? "pins meet pins: \(joint.sides) both have guide pins"
                    : "holes meet holes: neither \(joint.sides) has guide pins",
                advice: "use a cable, cassette or optic of the other gender on one side")
        }
    }
}

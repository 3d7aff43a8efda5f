import FiberModel

struct AngledInTypeB: DocumentedRule {
    let code = "MAT004"
    let name = "angled-in-type-b"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "Angled array connectors meet in Type-A adapters only."
    let why = """
        A Type-B adapter turns one plug over: two angled faces then slope against each other and touch at one edge.
        """
    var triggeringExample: TinyHall { .parallel { $0.cassettes[0].type = "MPO-12x12-PANEL-B" } }
    var nonTriggeringExample: TinyHall { .parallel() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        survey.joints.forEach { kind in
            kind.adapter == .typeB && kind.plug.connector.polish == .APC && kind.other.connector.polish == .APC
        } _: { joint in
            report.add(
                plant.label(of: joint.cable), kind: joint.cable.kind, at: plant.address(of: joint.port).description,
                "angled plugs meet in a Type-B adapter: \(joint.sides)",
                advice: "use a panel or cassette with Type-A adapters, and a Type-B cable for the reversal")
        }
    }
}

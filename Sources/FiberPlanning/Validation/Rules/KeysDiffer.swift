import FiberModel

struct KeysDiffer: DocumentedRule {
    let code = "MAT002"
    let name = "keys-differ"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "Two array connectors that meet have the same ferrule, with their keys in the same place."
    let why = """
        An MPO-16 has its key off the middle so that it cannot be pushed against an MPO-12; whoever forces it breaks both.
        """
    var triggeringExample: TinyHall { .parallel { $0.devices[0].optic = "800G-DR8" } }
    var nonTriggeringExample: TinyHall { .parallel() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        survey.forEachJoint { joint in
            let (own, other) = (joint.plug.connector, joint.other.connector)
            let isOfKind = own.family == other.family && own.rows == other.rows && own.columns == other.columns
            let hasKey = own.key == nil || other.key == nil || own.key == other.key
            guard !isOfKind || !hasKey else { return }
            let what =
                isOfKind
                ? "its key is \(own.key?.rawValue ?? "unknown"), that of the other is \(other.key?.rawValue ?? "unknown")"
                : "\(joint.plug.connectorName) against \(joint.other.connectorName)"
            report.add(
                plant.label(of: joint.cable), kind: joint.cable.kind, at: plant.address(of: joint.port).description,
                "\(joint.sides) do not go together: \(what)",
                advice: "use a cable with the connector of the other side, or a conversion harness")
        }
    }
}

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
        func isOfKind(_ kind: JointKind) -> Bool {
            let (own, other) = (kind.plug.connector, kind.other.connector)
            return own.family == other.family && own.rows == other.rows && own.columns == other.columns
        }
        func hasKey(_ kind: JointKind) -> Bool {
            let (own, other) = (kind.plug.connector.key, kind.other.connector.key)
            return own == nil || other == nil || own == other
        }
        survey.joints.forEach {
            !isOfKind($0) || !hasKey($0)
        } _: { joint in
            let (own, other) = (joint.kind.plug.connector, joint.kind.other.connector)
            let what =
                isOfKind(joint.kind)
                ? "its key is \(own.key?.rawValue ?? "unknown"), that of the other is \(other.key?.rawValue ?? "unknown")"
                : "\(joint.kind.plug.connectorName) against \(joint.kind.other.connectorName)"
            report.add(
                plant.label(of: joint.cable), kind: joint.cable.kind, at: plant.address(of: joint.port).description,
                "\(joint.sides) do not go together: \(what)",
                advice: "use a cable with the connector of the other side, or a conversion harness")
        }
    }
}

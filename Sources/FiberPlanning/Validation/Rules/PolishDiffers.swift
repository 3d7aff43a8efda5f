import FiberModel

struct PolishDiffers: DocumentedRule {
    let code = "MAT003"
    let name = "polish-differs"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "Two array connectors that meet are ground alike."
    let why = """
        An angled face against a flat one leaves a wedge of air: the light is reflected, and the faces are ruined.
        """
    var triggeringExample: TinyHall { .parallel { $0.trunk.type = "MPO-12-B-OM4" } }
    var nonTriggeringExample: TinyHall { .parallel() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        survey.joints.forEach { kind in
            let (own, other) = (kind.plug.connector, kind.other.connector)
            return own.family == other.family && own.polish != other.polish
        } _: { joint in
            let (own, other) = (joint.kind.plug.connector, joint.kind.other.connector)
            report.add(
                plant.label(of: joint.cable), kind: joint.cable.kind, at: plant.address(of: joint.port).description,
                "\(own.polish.rawValue) meets \(other.polish.rawValue): \(joint.sides)",
                advice: "use connectors of one polish on both sides")
        }
    }
}

import FiberModel

struct TrunkUnderfillsCassette: DocumentedRule {
    let code = "STR002"
    let name = "trunk-underfills-cassette"
    let severity = Severity.warning
    let subject = RecordKind.trunk
    let summary = "A trunk brings as many strands as the cassettes at its ends can fan out."
    let why = """
        A cassette with ports that no strand can feed looks free to a planner and is not.
        """
    var triggeringExample: TinyHall { TinyHall { $0.trunk.type = "MXC-64-FLIP-48" } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, row) in survey.liveTrunks {
            guard let type = plant.catalogue.trunkType(row.type) else { continue }
            for rear in [row.a, row.z] {
                guard let shape = plant.cassette(rear.unit), type.strands < shape.rearPositions else { continue }
                report.add(
                    plant.label(of: trunk), at: plant.rearAddress(of: rear).description,
                    "the trunk brings fewer strands than the cassette fans out: ports stay dark",
                    actual: Measure(count: type.strands, "strands"),
                    limit: Measure(count: shape.rearPositions, "positions"),
                    advice: "use a trunk type with \(shape.rearPositions) strands, or note which ports are dark")
            }
        }
    }
}

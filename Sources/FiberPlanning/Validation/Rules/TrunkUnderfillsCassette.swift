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
        survey.forEachTrunkEnd { trunk, row, _, rear in
            // Through an adapter no port is fanned out: a plug with dark positions meets one with the same.
            guard rear.isRear, let shape = plant.cassette(rear.unit), !shape.isAdapter,
                let joint = plant.cable(at: rear), joint.trunk == trunk
            else { return }
            let joined = (1...shape.rearPositions).filter { shape.front(connector: rear.number, position: $0) != nil }
            let lit = joined.count { joint.shape.strand(at: joint.from, plug: joint.plug, position: $0) != nil }
            guard lit < joined.count else { return }
            report.add(
                row.label, at: plant.address(of: rear).description,
                "the trunk brings fewer strands than the cassette fans out: ports stay dark",
                actual: Measure(count: lit, "strands"), limit: Measure(count: joined.count, "positions"),
                advice: "use a trunk type with \(joined.count) strands, or note which ports are dark")
        }
    }
}

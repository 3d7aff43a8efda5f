import FiberModel

struct PlugHangsLoose: DocumentedRule {
    let code = "CON003"
    let name = "plug-hangs-loose"
    let severity = Severity.warning
    let subject = RecordKind.trunk
    let summary = "Every plug of a trunk is plugged in."
    let why = """
        A trunk of twelve plugs of which one is named counts as twelve in nobody's plan: the others carry nothing, and the \
        ports that they were bought for stay dark.
        """
    var triggeringExample: TinyHall { Self.hall(named: 5) }
    var nonTriggeringExample: TinyHall { Self.hall(named: 6) }

    private static func hall(named count: Int) -> TinyHall {
        .parallel { hall in
            hall.trunk.type = "MPO-12x6-BASE8-B-M"
            for side in 0..<2 { hall.cassettes[side].type = "MPO-12x12-PANEL-A" }
            func further(_ unit: UnitAddress, _ last: Int) -> [PortAddress?] {
                (2...last).map { PortAddress(unit: unit, side: .rear, port: $0) }
            }
            hall.trunk.moreA = further(hall.cassettes[0].address, 6)
            hall.trunk.moreZ = further(hall.cassettes[1].address, count)
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, row) in survey.liveTrunks {
            let shape = plant.shape(row.type)
            guard shape.plugs.a > 1 || shape.plugs.z > 1 else { continue }
            for end in [End.a, .z] {
                let plugged = plant.ports(of: trunk, end).count { $0 != nil }
                let loose = shape.plugs(at: end) - plugged
                guard loose > 0 else { continue }
                let column = end == .a ? "more_a" : "more_z"
                report.add(
                    row.label, at: "\(end.rawValue) end",
                    "\(counted(loose, "plug")) of it \(loose == 1 ? "hangs" : "hang") loose",
                    actual: Measure(count: plugged, "plugs"), limit: Measure(count: shape.plugs(at: end), "plugs"),
                    advice:
                        "say where the others are: fiberplan set \(row.label) \(column)=UNIT:R2-R\(shape.plugs(at: end))"
                )
            }
        }
    }
}

import FiberModel

struct DiverseTrunksShare: DocumentedRule {
    let code = "DIV001"
    let name = "diverse-trunks-share"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "Trunks of one diverse group share no segment and no tag."
    let why = """
        They were bought twice so that one fire or one falling ladder takes one of them. What they share takes both.
        """
    var triggeringExample: TinyHall { Self.hall("S2", "S3") }
    var nonTriggeringExample: TinyHall { Self.hall("S3") }

    /// A second trunk of the same group, on these segments.
    private static func hall(_ route: String...) -> TinyHall {
        TinyHall {
            var third = $0.segments[0]
            (third.label, third.a, third.z, third.length) = ("S3", "NA", "NB", nil)
            $0.segments.append(third)
            $0.trunk.diverseGroup = "PAIR-1"
            var twin = $0.trunk
            (twin.label, twin.route) = ("T2", route)
            for side in 0..<2 {
                var cassette = $0.cassettes[side]
                cassette.address.u = 38
                $0.cassettes.append(cassette)
            }
            (twin.a.unit, twin.z.unit) = ($0.cassettes[2].address, $0.cassettes[3].address)
            $0.extra = [Record(twin)]
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var groups: [String: [Diversity.Member]] = [:]
        // Cords on pathways among them.
        for (index, row) in plant.trunks.enumerated() where row.status != .retired {
            let trunk = TrunkHandle(index: index)
            guard let group = row.diverseGroup else { continue }
            groups[group, default: []].append(.init(row.label, over: [trunk], isTrunk: true, in: plant))
        }
        for (group, members) in groups {
            Diversity.check(members, of: group, &report) {
                "take another way, if there is one: fiberplan reroute \($0)"
            }
        }
    }
}

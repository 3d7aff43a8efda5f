import FiberModel

struct PlugNotThere: DocumentedRule {
    let code = "CON004"
    let name = "plug-not-there"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "No more plugs of a cable are plugged in than it has."
    let why = """
        A port that is held by a plug which no cable has is lost to others, and dark.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cords[0].moreZ = [Self.port($0)] } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    private static func port(_ hall: TinyHall) -> PortAddress {
        PortAddress(unit: hall.cassettes[0].address, side: .front, port: 9)
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (cable, _) in plant.furtherPlugs {
            let (kind, label, type): (RecordKind, String, Catalogue.Key)
            switch cable {
            case .cord(let cord):
                guard plant.cords.status[cord.index] != .retired else { continue }
                (kind, label, type) = (.cord, plant.label(of: cord), plant.cords.type[cord.index])
            case .trunk(let trunk):
                let row = plant.trunks[trunk.index]
                guard row.status != .retired else { continue }
                (kind, label, type) = (.trunk, row.label, row.type)
            }
            let shape = plant.shape(type)
            for end in [End.a, .z] {
                let named =
                    switch cable {
                    case .cord(let cord): plant.ports(of: cord, end).count
                    case .trunk(let trunk): plant.ports(of: trunk, end).count
                    }
                guard named > shape.plugs(at: end) else { continue }
                report.add(
                    label, kind: kind, at: "\(end.rawValue) end", "more ports are named than it has plugs",
                    actual: Measure(count: named, "ports"), limit: Measure(count: shape.plugs(at: end), "plugs"),
                    advice: "name fewer: fiberplan set \(label) more_\(end == .a ? "a" : "z")=…")
            }
        }
    }
}

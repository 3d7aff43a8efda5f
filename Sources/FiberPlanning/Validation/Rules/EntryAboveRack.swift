import FiberModel

struct EntryAboveRack: DocumentedRule {
    let code = "RCK008"
    let name = "entry-above-rack"
    let severity = Severity.info
    let subject = RecordKind.node
    let summary = "An entry from above lies on its rack, but for 600 mm of frame."
    let why = """
        A length counts from the top of the rails. What hangs between an entry in the height of the trays and a rack \
        below it is counted in no length.
        """
    var triggeringExample: TinyHall { Self.hall(z: 2467) }
    var nonTriggeringExample: TinyHall { Self.hall(z: 2466) }

    private static func hall(z: Int) -> TinyHall {
        TinyHall { for index in 0..<3 { $0.nodes[index].z = Millimetres(z) } }
    }

    /// Plinth, roof and what lies between them and the rails.
    static let frame = Millimetres(600)

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for node in plant.nodes where node.entry == .top {
            guard let rack = node.rack else { continue }
            // 44.45 mm each.
            let top = Millimetres(plant.racks[rack.index].heightU * 4445 / 100) + Self.frame
            guard node.z > top else { continue }
            report.add(
                node.label, "it is higher than rack \(plant.racks[rack.index].address)",
                actual: Measure(metres: node.z),
                limit: Measure(metres: top),
                advice:
                    "lead to it by a segment of its own, down to the rack, and say: fiberplan set \(node.label) z_mm=\(top.rawValue)"
            )
        }
    }
}

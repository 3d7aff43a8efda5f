import FiberModel

struct RackFarFromEntry: DocumentedRule {
    let code = "RCK003"
    let name = "rack-far-from-entry"
    let severity = Severity.warning
    let subject = RecordKind.rack
    let summary = "A rack stands where its entries to the pathways are, but for 2 m."
    let why = """
        Lengths are worked out from the entry, and cords from the place of the rack. A rack that was moved without its \
        entry gets trunks that end in the air.
        """
    var triggeringExample: TinyHall { Self.hall(x: 2001) }
    var nonTriggeringExample: TinyHall { Self.hall(x: 2000) }

    private static func hall(x: Int) -> TinyHall {
        TinyHall { ($0.racks[0].x, $0.racks[0].y) = (Millimetres(x), Millimetres(0)) }
    }

    /// The depth of a rack and of the aisle before it: an entry over either is at its rack.
    static let most = Millimetres(2000)

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (index, rack) in plant.racks.enumerated() {
            guard let x = rack.x, let y = rack.y else { continue }
            for node in plant.entries(of: RackHandle(index: index)) {
                let row = plant.nodes[node.index]
                guard row.hall == rack.hall else {
                    report.add(
                        rack.address.description, at: row.label,
                        "its entry is in another hall, \(plant.halls[row.hall.index].label)",
                        advice: "say where it is: fiberplan set \(row.label) hall=\(plant.halls[rack.hall.index].label)"
                    )
                    continue
                }
                let (dx, dy) = (Double((row.x - x).rawValue), Double((row.y - y).rawValue))
                let distance = (dx * dx + dy * dy).squareRoot()
                guard distance > Double(Self.most.rawValue) else { continue }
                report.add(
                    rack.address.description, at: row.label, "the rack does not stand where its entry is",
                    actual: Measure(metres: Millimetres(Int(clamping: distance, rounding: .up))),
                    limit: Measure(metres: Self.most),
                    advice:
                        "correct the place of one of them, and the stated lengths of segments that change by it: fiberplan set \(row.label) x_mm=\(x.rawValue) y_mm=\(y.rawValue)"
                )
            }
        }
    }
}

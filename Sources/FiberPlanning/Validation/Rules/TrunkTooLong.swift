import FiberModel

struct TrunkTooLong: DocumentedRule {
    let code = "LEN002"
    let name = "trunk-too-long"
    let severity = Severity.warning
    let subject = RecordKind.trunk
    let summary = "No trunk is longer than it needs to be by more than its hall allows, 25 % unless it says otherwise."
    let why = """
        What is too long lies coiled behind a rack: it is paid for, it fills the tray's end, and its coils are bends that nobody planned.
        """
    // It needs 8.8 m; the next stock length is 10 m.
    var triggeringExample: TinyHall { TinyHall { $0.trunk.length = Millimetres(15_000) } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.trunk.length = Millimetres(10_000) } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, length) in survey.lengths {
            let row = plant.trunks[trunk.index]
            let hall = plant.halls[plant.racks[plant.units[row.a.unit.index].rack.index].hall.index]
            let most = Millimetres(length.needed.rawValue * (100 + hall.overlength.rawValue) / 100)
            // A stock length is never too long for a way that asks for it.
            guard let own = row.length, own > most, own > length.order else { continue }
            report.add(
                row.label,
                "its way needs \(length.needed), for which \(length.order) are made, and may be \(hall.overlength) longer than it needs",
                actual: Measure(metres: own), limit: Measure(metres: max(most, length.order)),
                advice:
                    "a length of \(length.order) does: fiberplan set \(row.label) length_mm=\(length.order.rawValue)")
        }
    }
}

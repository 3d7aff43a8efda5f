import FiberModel

struct TrunkTooShort: DocumentedRule {
    let code = "LEN001"
    let name = "trunk-too-short"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "Every trunk is as long as its way; a warning where its service loops and slack are used up."
    let why = """
        A trunk is made to length with its connectors on. One that is too short is found out when it hangs half pulled in the tray.
        """
    // 3000 + 3000 mm of tray and 112 mm in each rack.
    var triggeringExample: TinyHall { TinyHall { $0.trunk.length = Millimetres(6223) } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.trunk.length = Millimetres(10_000) } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, length) in survey.lengths {
            let row = plant.trunks[trunk.index]
            guard let own = row.length, own < length.needed else { continue }
            let isTooShort = own < length.way
            report.add(
                row.label, severity: isTooShort ? .error : .warning,
                isTooShort
                    ? "the \(row.isCord ? "cord" : "trunk") is shorter than its way"
                    : "the \(row.isCord ? "cord" : "trunk") spans its way of \(length.way), but not with \(row.isCord ? "slack" : "service loops and slack")",
                actual: Measure(metres: own), limit: Measure(metres: isTooShort ? length.way : length.needed),
                advice:
                    "order \(length.order) (fiberplan set \(row.label) length_mm=\(length.order.rawValue)), or lay it on a shorter way: fiberplan route \(plant.address(of: row.a.unit)) \(plant.address(of: row.z.unit)) --why-length"
            )
        }
    }
}

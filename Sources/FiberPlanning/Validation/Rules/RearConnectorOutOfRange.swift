import FiberModel

struct RearConnectorOutOfRange: DocumentedRule {
    let code = "PRT003"
    let name = "rear-connector-out-of-range"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "A trunk is plugged into ports that exist."
    let why = """
        The plug has nowhere to go.
        """
    var triggeringExample: TinyHall { TinyHall { $0.trunk.a.port = 2 } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        survey.forEachTrunkEnd { _, row, _, port in
            guard !plant.has(port) else { return }
            let unit = plant.units[port.unit.index]
            let count = port.isRear ? unit.rears : unit.ports
            let what = port.isRear ? "rear connector" : "port"
            let first = port.isRear ? "R1" : "1"
            report.add(
                row.label, at: plant.address(of: port).description,
                "the \(plant.isDevice(port.unit) ? "device" : "cassette") has no such \(what)",
                actual: Measure(number: port.number, of: port.isRear ? "R" : "port"),
                limit: Measure(count: count, count == 1 ? what : "\(what)s"),
                advice: count > 0
                    ? "name a \(what) from \(first) to \(port.isRear ? "R" : "")\(count)"
                    : "name a port of another unit: this one has no \(what)")
        }
    }
}

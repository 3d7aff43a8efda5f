import FiberModel

struct LinkPortOutOfRange: DocumentedRule {
    let code = "PRT002"
    let name = "link-port-out-of-range"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "A link is between ports that exist."
    let why = """
        A demand for a port that the device does not have can never be met.
        """
    var triggeringExample: TinyHall { TinyHall { $0.link.z.port = 33 } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for link in 0..<plant.links.count {
            for (end, port) in [("A", plant.links.a[link]), ("Z", plant.links.z[link])] {
                let ports = plant.units[port.unit.index].ports
                guard port.port > ports else { continue }
                report.add(
                    plant.links.labels[link], at: "\(end) end", "no such port: \(plant.address(of: port))",
                    actual: Measure(number: Int(port.port), of: "port"), limit: Measure(count: ports, "ports"),
                    advice: ports > 0
                        ? "name a port from 1 to \(ports)" : "name a port of another unit: this one has none")
            }
        }
    }
}

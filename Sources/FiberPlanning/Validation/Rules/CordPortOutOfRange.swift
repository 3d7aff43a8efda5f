import FiberModel

struct CordPortOutOfRange: DocumentedRule {
    let code = "PRT001"
    let name = "cord-port-out-of-range"
    let severity = Severity.error
    let subject = RecordKind.cord
    let summary = "A cord is plugged into ports that exist."
    let why = """
        The installer stands before a panel of 32 ports and looks for number 33.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cords[0].z?.port = 33 } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.cords[0].z?.port = 32 } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        survey.forEachCordEnd { cord, end, port in
            guard !plant.has(port) else {
                guard port.connector > 1 else { return }
                let most = plant.connectors(at: port)
                guard port.connector > most else { return }
                report.add(
                    plant.label(of: cord), at: "\(end.rawValue) end",
                    "\(plant.address(of: port.whole)) has no such connector",
                    actual: Measure(number: port.connector, of: "connector"),
                    limit: Measure(count: most, "connectors"), advice: "name a connector from 1 to \(most)")
                return
            }
            let unit = plant.units[port.unit.index]
            let ports = port.isRear ? unit.rears : unit.ports
            report.add(
                plant.label(of: cord), at: "\(end.rawValue) end", "no such port: \(plant.address(of: port))",
                actual: Measure(number: port.number, of: port.isRear ? "R" : "port"),
                limit: Measure(count: ports, "ports"),
                advice: ports > 0 ? "name a port from 1 to \(ports)" : "name a port of another unit: this one has none")
        }
    }
}

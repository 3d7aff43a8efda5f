import FiberModel

struct DevicePortOutOfRange: DocumentedRule {
    let code = "PRT004"
    let name = "device-port-out-of-range"
    let severity = Severity.error
    let subject = RecordKind.devicePort
    let summary = "What is said of a device's port is said of one that it has."
    let why = """
        The optic was meant for another port, which now counts as empty.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            var port = DevicePort()
            port.address = PortAddress(unit: $0.devices[0].address, port: 33)
            $0.extra = [Record(port)]
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for port in plant.devicePorts.keys {
            let ports = plant.units[port.unit.index].ports
            guard port.port > ports else { continue }
            let address = plant.address(of: port)
            report.add(
                address.description, "the device has no such port",
                actual: Measure(number: Int(port.port), of: "port"),
                limit: Measure(count: ports, "ports"),
                advice: "say it of the port that was meant, then: fiberplan remove port \(address)")
        }
    }
}

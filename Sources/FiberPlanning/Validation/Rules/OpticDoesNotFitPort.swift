import FiberModel

struct OpticDoesNotFitPort: DocumentedRule {
    let code = "OPT007"
    let name = "optic-does-not-fit-port"
    let severity = Severity.error
    let subject = RecordKind.device
    let summary = "The optics that a device is said to have fit its ports, whether a link is there or not."
    let why = """
        An optic with an array face does not go where the plan says LC: the spare in the drawer is of no use on the night \
        it is needed.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            var device = Device()
            device.address = UnitAddress(rack: $0.racks[0].address, u: 30)
            device.optic = "100G-PSM4"
            $0.devices.append(device)
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var faces: [Catalogue.Key: String] = [:]
        for key in plant.opticKeys { faces[key] = plant.catalogue.optic(key)?.connector }
        for (index, row) in plant.units.enumerated() {
            // What is in a cage brings its own connector.
            guard row.cassetteType == nil, row.deviceType == nil, row.ports > 0, let optic = row.optic,
                let connector = row.connector
            else {
                continue
            }
            guard let face = faces[optic], let socket = misfit(face, connector, plant.catalogue) else { continue }
            tell(optic, face, socket, .device, plant.address(of: UnitHandle(index: index)).description, plant, &report)
        }
        for (port, own) in plant.devicePorts {
            let row = plant.units[port.unit.index]
            // What only repeats what the device says has been told with the device.
            guard plant.cage(at: port) == nil, own.optic != nil || own.connector != nil, port.port <= row.ports,
                let optic = own.optic ?? row.optic, let connector = own.connector ?? row.connector
            else { continue }
            guard let face = faces[optic], let socket = misfit(face, connector, plant.catalogue) else { continue }
            tell(optic, face, socket, .devicePort, plant.address(of: port).description, plant, &report)
        }
    }

    /// The name of a socket that the face of an optic does not go into.
    private func misfit(_ face: String, _ connector: Catalogue.Key, _ catalogue: Catalogue) -> String? {
        let socket = catalogue.name(connector)
        return socket != face && ConnectorMismatch(face, socket, in: catalogue) != nil ? socket : nil
    }

    private func tell(
        _ optic: Catalogue.Key, _ face: String, _ socket: String, _ kind: RecordKind, _ subject: String,
        _ plant: Plant, _ report: inout Report
    ) {
        report.add(
            subject, kind: kind,
            "\(plant.catalogue.name(optic)) has a \(face) face, the \(kind == .device ? "ports are" : "port is") said to be \(socket)",
            advice:
                "fit optics that go into it, or correct the port and its cords: fiberplan set \(subject) connector=\(face)"
        )
    }
}

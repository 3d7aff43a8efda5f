import FiberModel

struct PairsBeyondTrunk: DocumentedRule {
    let code = "STR003"
    let name = "pairs-beyond-trunk"
    let severity = Severity.error
    let subject = RecordKind.cassette
    let summary = "No cassette has more pairs in use than its trunk brings."
    let why = """
        A cord in a port behind which no strand lies is patched to nothing.
        """
    var triggeringExample: TinyHall {
        TinyHall {
            $0.trunk.type = "MXC-64-FLIP-48"
            $0.cords[0].z?.port = 30
        }
    }
    var nonTriggeringExample: TinyHall { TinyHall { $0.trunk.type = "MXC-64-FLIP-48" } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var dark: [UnitHandle: [Int32]] = [:]
        survey.forEachCordEnd { _, _, port in
            guard !port.isRear, let shape = plant.cassette(port.unit),
                shape.rear(port: port.number, position: 1) != nil
                    || (1...shape.frontPositions).contains(where: { shape.rear(port: port.number, position: $0) != nil }
                    )
            else { return }
            if !isFed(port, shape, plant) { dark[port.unit, default: []].append(port.port) }
        }
        for (unit, ports) in dark.sorted(by: { $0.key < $1.key }) {
            let list = ports.sorted().prefix(8).map(String.init).joined(separator: ", ")
            let there = pairsThere(unit, plant)
            let rears = (1...max(1, plant.units[unit.index].rears)).map {
                survey.noteOfRetired(at: PortHandle(unit, rear: Int32($0)))
            }
            let what =
                there == 0 ? "no trunk is plugged into this cassette" : "its trunks do not feed every port in use"
            report.add(
                plant.address(of: unit).description, at: "port \(list)\(ports.count > 8 ? ", …" : "")",
                "cords are in pairs that no strand feeds: \(what)\(rears.joined())",
                actual: Measure(count: ports.count, ports.count == 1 ? "dark pair in use" : "dark pairs in use"),
                limit: Measure(count: there, "pairs there"),
                advice: "move the cords to ports that are fed, or plug a trunk with enough strands into the cassette")
        }
    }

    private func isFed(_ port: PortHandle, _ shape: CassetteShape, _ plant: Plant) -> Bool {
        func isLit(_ rear: (connector: Int, position: Int)) -> Bool {
            guard let joint = plant.cable(at: PortHandle(port.unit, rear: Int32(rear.connector))) else { return false }
            return joint.shape.strand(at: joint.from, plug: joint.plug, position: rear.position) != nil
        }
        var isAny = false
        for position in 1...shape.frontPositions {
            guard let rear = shape.rear(port: port.number, position: position) else { continue }
            isAny = true
            // Through an adapter a plug with dark positions meets one with the same.
            if isLit(rear) == shape.isAdapter { return shape.isAdapter }
        }
        return isAny && !shape.isAdapter
    }

    private func pairsThere(_ unit: UnitHandle, _ plant: Plant) -> Int {
        guard let shape = plant.cassette(unit) else { return 0 }
        return (1...shape.frontCount).count { isFed(PortHandle(unit, Int32($0)), shape, plant) }
    }
}

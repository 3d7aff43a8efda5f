import FiberModel

struct PortsMove: Rule {
    let code = "POL002"
    let name = "ports-move"
    let severity = Severity.warning
    let subject = RecordKind.trunk
    let summary = "Over a trunk, port k of one cassette comes out at port k of the other."
    let why = """
        A fully reversed trunk passes the polarity test and brings port 1 to port 32: light everywhere, and every service in the wrong place.
        """
    var breaks: TinyHall { TinyHall { $0.trunk.type = "MXC-64-REVERSED" } }
    var passes: TinyHall { TinyHall { $0.trunk.type = "MXC-64-STRAIGHT" } }

    func check(_ survey: Survey, _ report: inout Report) {
        let plant = survey.plant
        // The same for every trunk of a type between cassettes of the same types at the same rear connectors.
        var known: [[Int32]: PortMoves] = [:]
        for (trunk, row) in survey.liveTrunks {
            let key = [
                row.type, plant.units[row.a.unit.index].cassetteType ?? -1,
                plant.units[row.z.unit.index].cassetteType ?? -1, row.a.port, row.z.port,
            ]
            let moves = known[key] ?? PortMoves(trunk, in: plant)
            known[key] = moves
            guard moves.moved > 0, let first = moves.first else { continue }
            report.add(
                row.label, at: "port \(first.from)",
                "\(moves.moved) of its \(moves.ports) ports come out under another number, the first as \(first.to)",
                advice: "use a trunk and cassettes that keep ports, or patch by the other numbers and waive this")
        }
    }
}

/// How many ports a trunk moves, and where the first comes out.
struct PortMoves {
    private(set) var ports = 0
    private(set) var moved = 0
    private(set) var first: (from: Int, to: Int)?

    init(_ trunk: TrunkHandle, in plant: Plant) {
        let joint = plant.trunk(trunk)
        guard let a = plant.cassette(joint.near.unit), let z = plant.cassette(joint.far.unit) else { return }
        var seen: Set<Int> = []
        for port in 1...max(1, a.frontCount) {
            guard let behind = a.rear(port: port, position: 1), behind.connector == Int(joint.near.port),
                let far = joint.map.far(behind.position),
                let front = z.front(connector: Int(joint.far.port), position: far)
            else { continue }
            if seen.insert(port).inserted { ports += 1 }
            // Several rear connectors count their ports on; what matters is the place within this one.
            let offset =
                (z.frontCount / max(1, z.rearCount)) * (Int(joint.far.port) - 1)
                - (a.frontCount / max(1, a.rearCount)) * (Int(joint.near.port) - 1)
            guard front.port != port + offset else { continue }
            moved += 1
            if first == nil { first = (port, front.port) }
        }
    }
}

import FiberModel

struct PortsMove: DocumentedRule {
    let code = "POL002"
    let name = "ports-move"
    let severity = Severity.warning
    let subject = RecordKind.trunk
    let summary = "Over a trunk, every fibre of port k of one cassette comes out at port k of the other."
    let why = """
        A fully reversed trunk passes the polarity test and brings port 1 to port 32: light everywhere, and every service in the wrong place.
        """
    var triggeringExample: TinyHall { TinyHall { $0.trunk.type = "MXC-64-REVERSED" } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.trunk.type = "MXC-64-STRAIGHT" } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        // The same for every trunk of a type between cassettes of the same types at the same rear connectors.
        var known: [[Int32]: PortMoves] = [:]
        for (trunk, row) in survey.liveTrunks {
            let key = [
                row.type, plant.units[row.a.unit.index].cassetteType ?? -1,
                plant.units[row.z.unit.index].cassetteType ?? -1, row.a.port, row.z.port,
            ]
            // Of a trunk with further plugs the first ones do not tell where the others are.
            let isAlone = plant.furtherPlugs.isEmpty || plant.furtherPlugs[.trunk(trunk)] == nil
            let moves = (isAlone ? known[key] : nil) ?? PortMoves(trunk, in: plant)
            if isAlone { known[key] = moves }
            guard moves.moved > 0, let first = moves.first else { continue }
            let what = moves.isSplit ? "in several ports" : "under another number"
            report.add(
                row.label, at: "port \(first.from)",
                "\(moves.moved) of its \(moves.ports) ports come out \(what), the first as \(first.to)",
                advice: "use a trunk and cassettes that keep ports, or patch by the other numbers and waive this")
        }
    }
}

/// How many ports a trunk moves, and where the first comes out. The same whichever end is called A.
struct PortMoves {
    private(set) var ports = 0
    private(set) var moved = 0
    private(set) var first: (from: Int, to: Int)?
    /// Whether the fibres of a port part.
    private(set) var isSplit = false

    init(_ trunk: TrunkHandle, in plant: Plant) {
        for case let port? in plant.ports(of: trunk, .a) {
            guard let joint = plant.cable(at: port), let far = Self.onlyFarPort(of: joint) else { continue }
            look(joint, far, in: plant)
        }
    }

    /// The port in which all fibres of a plug come out; nil where they part.
    private static func onlyFarPort(of joint: CableJoint) -> PortHandle? {
        let plugs = Set(
            (1...joint.shape.positions(at: joint.from)).compactMap {
                joint.shape.cross(from: joint.from, plug: joint.plug, position: $0)?.plug
            })
        return plugs.count == 1 ? plugs.first.flatMap { joint.far(plug: $0) } : nil
    }

    private mutating func look(_ joint: CableJoint, _ farPort: PortHandle, in plant: Plant) {
        // A panel of array sockets against one of pairs: their ports are numbers of different things.
        guard joint.near.isRear, farPort.isRear, let a = plant.cassette(joint.near.unit),
            let z = plant.cassette(farPort.unit), a.frontPositions == z.frontPositions
        else { return }
        // Several rear connectors count their ports on; what matters is the place within this one.
        let before = (
            near: a.frontCount / max(1, a.rearCount) * (joint.near.number - 1),
            far: z.frontCount / max(1, z.rearCount) * (farPort.number - 1)
        )
        let offset = before.far - before.near
        // By the number of the near port: where its fibres come out, and which fibres come out in its counterpart.
        var out: [Int: [Int]] = [:]
        var back: [Int: [Int]] = [:]
        for position in 1...joint.shape.positions(at: joint.from) {
            guard let far = joint.shape.cross(from: joint.from, plug: joint.plug, position: position),
                let near = a.front(connector: joint.near.number, position: position),
                let front = z.front(connector: farPort.number, position: far.position)
            else { continue }
            out[near.port, default: []].append(front.port - offset)
            back[front.port - offset, default: []].append(near.port)
        }
        let numbers = Set(out.keys).union(back.keys).sorted()
        ports += numbers.count
        for number in numbers {
            let ends = (out[number] ?? []) + (back[number] ?? [])
            guard let other = ends.first(where: { $0 != number }) else { continue }
            moved += 1
            if Set(out[number] ?? []).count > 1 || Set(back[number] ?? []).count > 1 { isSplit = true }
            if first == nil { first = (number, (out[number]?.first { $0 != number } ?? other) + offset) }
        }
    }
}

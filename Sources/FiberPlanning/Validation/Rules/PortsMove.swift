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
        var moved = PortMoves(plant)
        for (trunk, row) in survey.liveTrunks {
            let moves = moved.of(trunk)
            guard moves.moved > 0, let first = moves.first else { continue }
            let what = moves.isSplit ? "in several ports" : "under another number"
            report.add(
                row.label, at: "port \(first.from)",
                "\(moves.moved) of its \(moves.ports) ports come out \(what), the first as \(first.to)",
                advice: "use a trunk and cassettes that keep ports, or patch by the other numbers and waive this")
        }
    }
}

/// How many ports trunks move, and where the first comes out. The same whichever end is called A.
struct PortMoves {
    /// What becomes of the ports behind a trunk, or behind one of its plugs.
    struct Moves {
        fileprivate(set) var ports = 0
        fileprivate(set) var moved = 0
        fileprivate(set) var first: (from: Int, to: Int)?
        /// Whether the fibres of a port part.
        fileprivate(set) var isSplit = false
    }

    /// All that the answer for a plug depends on: most plugs of a plant are alike.
    private struct Way: Hashable {
        var type, nearCassette, farCassette: Catalogue.Key
        var plug, nearConnector, farConnector: Int32
    }

    private let plant: Plant
    private var known: [Way: Moves] = [:]
    /// By type, a plug at A each: the plug at Z in which all of its fibres come out; nil where they part.
    private var farPlugs: [Catalogue.Key: [Int?]] = [:]

    init(_ plant: Plant) { self.plant = plant }

    mutating func of(_ trunk: TrunkHandle) -> Moves {
        let type = plant.trunks[trunk.index].type
        let joint = plant.trunk(trunk)
        let farPlugs = farPlugs(type, joint.shape)
        var sum = Moves()
        for case (let index, let near?) in plant.ports(of: trunk, .a).enumerated() {
            guard near.isRear, farPlugs.indices.contains(index), let far = farPlugs[index],
                let farPort = joint.far(plug: far),
                farPort.isRear, let a = plant.units[near.unit.index].cassetteType,
                let z = plant.units[farPort.unit.index].cassetteType
            else { continue }
            let way = Way(
                type: type, nearCassette: a, farCassette: z, plug: Int32(index + 1),
                nearConnector: Int32(near.number), farConnector: Int32(farPort.number))
            let moves = known[way] ?? moves(joint.shape, index + 1, near, farPort)
            known[way] = moves
            sum.ports += moves.ports
            sum.moved += moves.moved
            sum.first = sum.first ?? moves.first
            sum.isSplit = sum.isSplit || moves.isSplit
        }
        return sum
    }

    private mutating func farPlugs(_ type: Catalogue.Key, _ shape: CableShape) -> [Int?] {
        if let known = farPlugs[type] { return known }
        let found = (1...max(1, shape.plugs.a)).map { plug -> Int? in
            let plugs = Set(
                (1...shape.positions(at: .a)).compactMap { shape.cross(from: .a, plug: plug, position: $0)?.plug })
            return plugs.count == 1 ? plugs.first : nil
        }
        farPlugs[type] = found
        return found
    }

    private func moves(_ shape: CableShape, _ plug: Int, _ nearPort: PortHandle, _ farPort: PortHandle) -> Moves {
        var result = Moves()
        // A panel of array sockets against one of pairs: their ports are numbers of different things.
        guard let a = plant.cassette(nearPort.unit), let z = plant.cassette(farPort.unit),
            a.frontPositions == z.frontPositions
        else { return result }
        // Several rear connectors count their ports on; what matters is the place within this one.
        let before = (
            near: a.frontCount / max(1, a.rearCount) * (nearPort.number - 1),
            far: z.frontCount / max(1, z.rearCount) * (farPort.number - 1)
        )
        let offset = before.far - before.near
        // By the number of the near port: where its fibres come out, and which fibres come out in its counterpart.
        var out: [Int: [Int]] = [:]
        var back: [Int: [Int]] = [:]
        for position in 1...shape.positions(at: .a) {
            guard let far = shape.cross(from: .a, plug: plug, position: position),
                let near = a.front(connector: nearPort.number, position: position),
                let front = z.front(connector: farPort.number, position: far.position)
            else { continue }
            out[near.port, default: []].append(front.port - offset)
            back[front.port - offset, default: []].append(near.port)
        }
        let numbers = Set(out.keys).union(back.keys).sorted()
        result.ports = numbers.count
        for number in numbers {
            let ends = (out[number] ?? []) + (back[number] ?? [])
            guard let other = ends.first(where: { $0 != number }) else { continue }
            result.moved += 1
            if Set(out[number] ?? []).count > 1 || Set(back[number] ?? []).count > 1 { result.isSplit = true }
            if result.first == nil {
                result.first = (number, (out[number]?.first { $0 != number } ?? other) + offset)
            }
        }
        return result
    }
}

import FiberModel

/// Turns ways into links and cords: takes the lowest free seats and pairs in turn.
struct AllocationBuilder {
    private let model: AllocationModel
    private var plant: Plant { model.plant }
    private var nextSeat: [Int]
    private var nextPair: [Int]
    private var nextCord: Int
    private var harnesses: HarnessChooser
    /// By the connector that it is in: the place among the cords of a new harness.
    private var harnessAt: [PortHandle: Harness] = [:]
    private var router: AutoRouter?
    /// By diverse group: the segments of the cables of its links so far.
    private var taken: [String: Set<SegmentHandle>] = [:]
    /// The segments of the cables of the link at hand: those of one twin port may share.
    private var own: Set<SegmentHandle> = []
    private(set) var cords: [Cord] = []
    private(set) var plugged: [(cord: String, plug: Int, port: PortAddress)] = []

    /// The legs of harnesses that the link at hand has taken.
    private var legs: [(place: PortHandle, cord: Int, plug: Int)] = []

    private struct Harness {
        var cord: Int
        var choice: HarnessChooser.Choice
    }

    /// One plug of a cord: what it goes into, or the leg of a harness that it is.
    private struct Terminal {
        var seat: Seat?
        var port: PortHandle
        var socket: CordChooser.Socket
    }

    typealias Built = (placed: Allocation.Placed, cords: [Int])

    init(_ model: AllocationModel) {
        self.model = model
        harnesses = model.harnesses
        nextSeat = Array(repeating: 0, count: model.seats.seats.count)
        nextPair = Array(repeating: 0, count: model.pairs.count)
        nextCord = Self.firstFree(model.plant)
    }

    /// One more than the highest number of a cord labelled C and a number.
    private static func firstFree(_ plant: Plant) -> Int {
        var most = 0
        for cord in 0..<plant.cords.count {
            plant.cords.labels.withBytes(cord) { bytes in
                guard bytes.count > 1, bytes.count < 12, bytes[0] == UInt8(ascii: "C") else { return }
                var number = 0
                for byte in bytes.dropFirst() {
                    guard (0x30...0x39).contains(byte) else { return }
                    number = number * 10 + Int(byte - 0x30)
                }
                most = max(most, number)
            }
        }
        return most + 1
    }

    private mutating func seat(_ pool: Int) -> Seat {
        defer { nextSeat[pool] += 1 }
        return model.seats.seats[pool][nextSeat[pool]]
    }

    private mutating func cordLabel() -> String {
        defer { nextCord += 1 }
        let digits = String(nextCord)
        return "C" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    mutating func build(
        _ want: Int, _ way: AllocationProblem.CandidatePath, _ pools: (a: Int, z: Int)
    ) -> Result<Built, AllocationFailure.Fault> {
        let facts = model.problem.wants[want]
        let wanted = model.wanted[want]
        let demand = model.demands[wanted.demand]
        let (a, z) = (seat(pools.a), seat(pools.z))
        var cords: [Int] = []
        var trunks: [(trunk: TrunkHandle, port: Int, strands: [Int])] = []
        let before = (cords: self.cords.count, plugged: plugged.count, label: nextCord)
        (legs, own) = ([], [])
        do throws(AllocationFailure.Fault) {
            if case .cable(let type) = demand.run {
                for number in 1...max(1, model.problem.limits[facts.kind].width) {
                    let ends = (terminal(a, number, facts.kind), terminal(z, number, facts.kind))
                    cords.append(try direct(ends.0, ends.1, type, demand, facts.kind))
                }
            } else {
                for number in 1...max(1, model.problem.limits[facts.kind].width) {
                    let (pieces, swaps) = self.pieces(way, facts, (a, z), number, &trunks)
                    cords += try self.cords(pieces, facts.kind, swaps)
                }
            }
        } catch {
            takeBack(cords: before.cords, plugged: before.plugged)
            nextCord = before.label
            return .failure(error)
        }
        if let group = demand.diverseGroup { taken[group, default: []].formUnion(own) }
        let limits = model.problem.limits[facts.kind]
        let loss = way.isLossKnown ? way.loss : nil
        var placed = Allocation.Placed(
            link: link(wanted.label, demand, a, z), demand: wanted.demand, trunks: trunks, cords: [], loss: loss,
            margin: limits.loss.flatMap { limit in loss.map { limit + model.terms.margin.rawValue - $0 } })
        for seat in [a, z] {
            guard case .loose(let cord, _, _) = seat.plug else { continue }
            var own = Cord()
            (own.label, own.type) = (plant.label(of: cord), plant.catalogue.name(plant.cords.type[cord.index]))
            placed.cords.append(own)
        }
        return .success((placed, cords))
    }

    /// Takes back what an attempt that failed has added.
    private mutating func takeBack(cords count: Int, plugged pluggedCount: Int) {
        for leg in legs {
            cords[leg.cord].plug(nil, leg.plug)
            if leg.cord >= count { harnessAt[leg.place] = nil }
        }
        cords.removeLast(cords.count - count)
        plugged.removeLast(plugged.count - pluggedCount)
    }

    private func link(_ label: String, _ demand: Demand, _ a: Seat, _ z: Seat) -> Link {
        var link = Link()
        link.label = label
        (link.a, link.z) = (plant.address(of: a.port), plant.address(of: z.port))
        (link.a.part, link.z.part) = (a.leg, z.leg)
        link.optic = plant.catalogue.name(demand.optic)
        link.fec = demand.fec
        link.diverseGroup = demand.diverseGroup
        link.remarks = Remarks(metadata: demand.metadata, note: demand.note)
        return link
    }

    // MARK: The cords of one cable of a link

    private func terminal(_ seat: Seat, _ number: Int, _ kind: Int) -> Terminal {
        let optic = plant.catalogue.optic(model.optic(kind))
        let fitted = plant.opticKey(at: seat.port).flatMap { plant.catalogue.optic($0) } ?? optic
        return Terminal(
            seat: seat, port: seat.handle(number),
            socket: .init(connector: optic?.connector ?? "", isPinned: fitted?.pinned))
    }

    /// What each cord of a way joins, and how often the trunks between turn the fibres round.
    private mutating func pieces(
        _ way: AllocationProblem.CandidatePath, _ facts: AllocationProblem.LinkRequest, _ seats: (a: Seat, z: Seat),
        _ number: Int, _ trunks: inout [(trunk: TrunkHandle, port: Int, strands: [Int])]
    ) -> (pieces: [(Terminal, Terminal)], swaps: Int) {
        var ends = [terminal(seats.a, number, facts.kind)]
        var place = facts.from
        var swaps = 0
        for index in way.edges.map(Int.init) {
            let bridge = model.problem.edges[index]
            let pair = model.pairs[index][nextPair[index]]
            nextPair[index] += 1
            let trunk = model.trunkOf[index]
            let row = plant.trunks[trunk.index]
            let sides = [
                Terminal(port: PortHandle(row.a.unit, pair.a), socket: model.socket(of: trunk, .a)),
                Terminal(port: PortHandle(row.z.unit, pair.z), socket: model.socket(of: trunk, .z)),
            ]
            ends += bridge.a == place ? sides : sides.reversed()
            place = bridge.a == place ? bridge.z : bridge.a
            trunks.append((trunk, Int(pair.a), pair.strands))
            swaps += pair.swaps ? 1 : 0
        }
        ends.append(terminal(seats.z, number, facts.kind))
        return (stride(from: 0, to: ends.count, by: 2).map { (ends[$0], ends[$0 + 1]) }, swaps)
    }

    /// Cords that swap everywhere; where the swaps would come out even, the last that can be otherwise is.
    private mutating func cords(
        _ pieces: [(Terminal, Terminal)], _ kind: Int, _ trunkSwaps: Int
    ) throws(AllocationFailure.Fault) -> [Int] {
        let legs = pieces.map { piece in [piece.0, piece.1].filter { $0.seat.map(isLeg) ?? false } }
        guard legs.allSatisfy({ $0.count < 2 }) else {
            throw .init(
                message: "a leg of a harness would have to go into a leg of another",
                advice: "a panel or cassette between them")
        }
        // What is there is as it is; of what is new it can be chosen.
        let settled = legs.map { $0.first.flatMap { swaps($0.seat) } }
        var swapping = settled.map { $0 ?? true }
        let total = trunkSwaps + swapping.count { $0 }
        if total % 2 == 0 {
            let plain = legs.indices.last { legs[$0].isEmpty }
            guard let change = plain ?? legs.indices.last(where: { settled[$0] == nil }) else {
                throw Self.unorderly
            }
            swapping[change] = false
        }
        var numbers: [Int] = []
        for (index, piece) in pieces.enumerated() {
            if let leg = legs[index].first, let seat = leg.seat {
                let other = piece.0.seat == leg.seat ? piece.1 : piece.0
                if let number = try plug(seat, into: other, kind, swaps: swapping[index]) { numbers.append(number) }
            } else {
                numbers.append(add(cord(piece.0, piece.1, kind, swaps: swapping[index])))
            }
        }
        return numbers
    }

    private static let unorderly = AllocationFailure.Fault(
        message: "no cord or harness of the catalogue keeps the fibres of its leg in order",
        advice: "a cord type or harness of the other polarity in the catalogue")

    private func isLeg(_ seat: Seat) -> Bool { if case .own = seat.plug { false } else { true } }

    /// Whether the harness of a leg turns the fibres round; nil where there is none yet.
    private func swaps(_ seat: Seat?) -> Bool? {
        switch seat?.plug {
        case .loose(_, _, let swaps): swaps
        case .harness(_, let connector):
            seat.flatMap { harnessAt[PortHandle($0.port.unit, $0.port.port, connector: connector)]?.choice.swaps }
        default: nil
        }
    }

    private mutating func add(_ cord: Cord) -> Int {
        cords.append(cord)
        return cords.count - 1
    }

    private mutating func cord(_ first: Terminal, _ second: Terminal, _ kind: Int, swaps: Bool) -> Cord {
        let mode = model.mode(kind)
        var cord = Cord()
        cord.label = cordLabel()
        let choice = model.chooser.choice(first.socket, second.socket, mode, swaps: swaps)
        let isTurned = choice?.isTurned ?? false
        cord.a = plant.address(of: isTurned ? second.port : first.port)
        cord.z = plant.address(of: isTurned ? first.port : second.port)
        if let choice {
            cord.type = plant.catalogue.name(choice.type)
            cord.length = model.chooser.length(
                choice.type, plant.units[first.port.unit.index], plant.units[second.port.unit.index])
        }
        cord.colour = model.terms.colour(mode)
        return cord
    }

    /// Plugs the leg of a seat in, with a harness where its port has none.
    ///
    /// - Returns: the place of the harness among the new cords; nil for one that is there.
    private mutating func plug(
        _ seat: Seat, into other: Terminal, _ kind: Int, swaps: Bool
    ) throws(AllocationFailure.Fault) -> Int? {
        let port = plant.address(of: other.port)
        let (a, z) = (plant.units[seat.port.unit.index], plant.units[other.port.unit.index])
        if case .loose(let cord, let plug, _) = seat.plug {
            if let length = plant.cords.length[cord.index], length < CordChooser.needed(a, z) {
                throw .init(
                    message:
                        "harness \(plant.label(of: cord)) of \(length) does not reach from \(plant.address(of: seat.port)) to \(port)",
                    advice: "a longer harness there, or a port whose legs are free")
            }
            plugged.append((plant.label(of: cord), plug, port))
            return nil
        }
        guard case .harness(let broken, let connector) = seat.plug else { return nil }
        let place = PortHandle(seat.port.unit, seat.port.port, connector: connector)
        let harness: Harness
        if let known = harnessAt[place] {
            harness = known
        } else {
            let all = harnesses.choices(broken, connector: connector).filter { $0.swaps == swaps }
            // Pins meet holes; where either says nothing it may be.
            let fitting = all.first {
                $0.isPinned == nil || other.socket.isPinned == nil || $0.isPinned != other.socket.isPinned
            }
            guard let choice = fitting else { throw Self.unorderly }
            var cord = Cord()
            cord.label = cordLabel()
            cord.type = plant.catalogue.name(choice.type)
            cord.a = plant.address(of: place)
            cord.colour = model.terms.colour(model.mode(kind))
            harness = Harness(cord: add(cord), choice: choice)
            harnessAt[place] = harness
        }
        guard let plug = harness.choice.plugs[seat.leg - 1] else { throw Self.unorderly }
        cords[harness.cord].plug(port, plug)
        legs.append((place, harness.cord, plug))
        // As long as its farthest leg needs, and no shorter than its legs alone.
        let lengths = harness.choice.stock.filter { $0 >= harness.choice.legLength }
        if let reach = model.chooser.length(harness.choice.type, a, z),
            let needed = lengths.filter({ $0 >= reach }).min() ?? lengths.max()
        {
            cords[harness.cord].length = max(cords[harness.cord].length ?? needed, needed)
        }
        return harness.cord
    }

    // MARK: Cables without trunks

    private mutating func direct(
        _ a: Terminal, _ z: Terminal, _ type: Catalogue.Key?, _ demand: Demand, _ kind: Int
    ) throws(AllocationFailure.Fault) -> Int {
        if [a, z].contains(where: { $0.seat.map(isLeg) ?? false }) {
            throw .init(
                message: "a leg that comes out of a harness has no cable of its own",
                advice: "a demand without cable, or a port whose legs have connectors of their own")
        }
        var cord = cord(a, z, kind, swaps: true)
        if let type {
            cord.type = plant.catalogue.name(type)
            if plant.catalogue.cable(type)?.medium == .fibre {
                guard model.chooser.swaps(type) == true else {
                    throw .init(
                        message: "a cord of type \(cord.type) alone does not join what sends to what receives",
                        advice: "a cord that swaps the fibres, such as the one that 'cord' in column cable takes")
                }
            } else {
                cord.colour = ""
            }
            let units = (plant.units[a.port.unit.index], plant.units[z.port.unit.index])
            cord.length = model.chooser.length(type, units.0, units.1)
        }
        guard plant.units[a.port.unit.index].rack != plant.units[z.port.unit.index].rack else {
            guard cord.length != nil else {
                throw .init(message: "no \(cord.type) is long enough within the rack", advice: "another type of cable")
            }
            return add(cord)
        }
        let route = try route(cord, demand)
        cord.route = route.route.segments.map { plant.segments[$0.index].label }
        cord.length = route.length
        return add(cord)
    }

    /// Lays a cord over the pathways, each seeing the fill that those before it leave.
    private mutating func route(
        _ cord: Cord, _ demand: Demand
    ) throws(AllocationFailure.Fault) -> CordRoute {
        var router = self.router.take() ?? AutoRouter(plant)
        defer { self.router = router }
        let found: CordRoute
        do throws(PlantError) {
            found = try router.route(cord, clearOf: demand.diverseGroup.flatMap { taken[$0] } ?? [])
        } catch {
            throw .init(message: error.message, advice: error.hint ?? "another way for it")
        }
        own.formUnion(found.route.segments)
        return found
    }
}

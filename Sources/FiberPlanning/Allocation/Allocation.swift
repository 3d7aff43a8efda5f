import FiberModel

/// Where the links of demands go: device ports, pairs of trunks, and the cords between.
///
/// What is sought, in this order: as many links as can be; each diverse group on trunks and trays that share nothing; for
/// each link the way that loses least; the shortest cords; trunks that are in use already, their pairs from the lowest.
package struct Allocation: Sendable {
    /// A link that found its way.
    package struct Placed: Sendable {
        package var link: Link
        package var demand: Int
        /// Trunks from A to Z, each with the pair it takes by the port at the trunk's A end.
        package var trunks: [(trunk: TrunkHandle, port: Int)]
        package var cords: [Cord]
        /// In mdB, at worst; nil where a figure is not known.
        package var loss: Int?
        /// What is left of the loss limit; nil where no limit is known.
        package var margin: Int?
    }

    package private(set) var placed: [Placed] = []
    package private(set) var failures: [AllocationFailure] = []
    package var links: Int { placed.count + failures.count }

    /// Places every demand that has capacity.
    ///
    /// Near linear in links; the plant is read once.
    package init(
        _ plant: Plant, _ demands: [Demand], _ terms: AllocationTerms = AllocationTerms(),
        _ onProgress: (Double) -> Void = { _ in }
    ) {
        let model = AllocationModel(plant, demands, terms)
        var search = AllocationSearch(model.problem)
        search.run(onProgress)
        var builder = AllocationBuilder(model)
        for want in search.chosen.indices {
            guard let way = search.chosen[want] else {
                failures.append(AllocationFailure(want, &search, model))
                continue
            }
            placed.append(builder.build(want, way, search.pools[want]))
        }
    }

    /// What is to be written: cords, then links.
    package var edits: [Edit] {
        placed.flatMap { $0.cords.map { .add(Record($0)) } } + placed.map { .add(Record($0.link)) }
    }
}

/// Turns ways into links and cords: takes the lowest free ports and pairs in turn.
private struct AllocationBuilder {
    private let model: AllocationModel
    private var plant: Plant { model.plant }
    private var nextPort: [Int]
    private var nextPair: [Int]
    private var nextCord: Int

    init(_ model: AllocationModel) {
        self.model = model
        nextPort = Array(repeating: 0, count: model.portsOf.count)
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

    private mutating func port(_ pool: Int) -> PortHandle {
        defer { nextPort[pool] += 1 }
        return model.portsOf[pool][nextPort[pool]]
    }

    private mutating func cordLabel() -> String {
        defer { nextCord += 1 }
        let digits = String(nextCord)
        return "C" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    mutating func build(
        _ want: Int, _ way: AllocationProblem.CandidatePath, _ pools: (a: Int, z: Int)
    ) -> Allocation.Placed {
        let facts = model.problem.wants[want]
        let wanted = model.wanted[want]
        let demand = model.demands[wanted.demand]
        let (a, z) = (port(pools.a), port(pools.z))
        let optic = model.optic(facts.kind)
        let device = CordChooser.Socket(
            connector: plant.catalogue.optic(optic)?.connector ?? "", isPinned: plant.catalogue.optic(optic)?.pinned)
        var ends: [(port: PortHandle, socket: CordChooser.Socket)] = [(a, device)]
        var trunks: [(trunk: TrunkHandle, port: Int)] = []
        var place = facts.from
        var swaps = 0
        for index in way.edges.map(Int.init) {
            let bridge = model.problem.edges[index]
            let pair = model.pairs[index][nextPair[index]]
            nextPair[index] += 1
            let row = plant.trunks[model.trunkOf[index].index]
            let (near, far) = (PortHandle(row.a.unit, pair.a), PortHandle(row.z.unit, pair.z))
            let trunk = model.trunkOf[index]
            let sides = [(near, model.socket(of: trunk, .a)), (far, model.socket(of: trunk, .z))]
            ends += bridge.a == place ? sides : sides.reversed()
            place = bridge.a == place ? bridge.z : bridge.a
            trunks.append((model.trunkOf[index], Int(pair.a)))
            swaps += pair.swaps ? 1 : 0
        }
        ends.append((z, device))
        let cords = cords(ends, facts.kind, swaps)
        var link = Link()
        link.label = wanted.label
        (link.a, link.z) = (plant.address(of: a), plant.address(of: z))
        link.optic = plant.catalogue.name(demand.optic)
        link.fec = demand.fec
        link.diverseGroup = demand.diverseGroup
        link.remarks = Remarks(metadata: demand.metadata, note: demand.note)
        let limits = model.problem.limits[facts.kind]
        let loss = way.isLossKnown ? way.loss : nil
        return Allocation.Placed(
            link: link, demand: wanted.demand, trunks: trunks, cords: cords, loss: loss,
            margin: limits.loss.flatMap { limit in loss.map { limit + model.terms.margin.rawValue - $0 } })
    }

    /// A-to-B cords everywhere; where the swaps would come out even, the last one is A-to-A.
    private mutating func cords(
        _ ends: [(port: PortHandle, socket: CordChooser.Socket)], _ kind: Int, _ swaps: Int
    ) -> [Cord] {
        let count = ends.count / 2
        let isOdd = (swaps + count) % 2 == 1
        let mode = model.mode(kind)
        return (0..<count).map { number in
            let (near, far) = (ends[2 * number], ends[2 * number + 1])
            let (first, second) = (near.port, far.port)
            var cord = Cord()
            cord.label = cordLabel()
            let wantsSwap = isOdd || number < count - 1
            let choice = model.chooser.choice(near.socket, far.socket, mode, swaps: wantsSwap)
            let isTurned = choice?.isTurned ?? false
            cord.a = plant.address(of: isTurned ? second : first)
            cord.z = plant.address(of: isTurned ? first : second)
            if let choice {
                cord.type = plant.catalogue.name(choice.type)
                cord.length = model.chooser.length(
                    choice.type, plant.units[first.unit.index], plant.units[second.unit.index])
            }
            cord.colour = model.terms.colour(mode)
            return cord
        }
    }
}

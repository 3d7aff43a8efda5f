import FiberModel

/// A plant and its demands in the numbers of an ``AllocationProblem``.
struct AllocationModel {
    /// A link that is wanted.
    struct Wanted {
        var label: String
        var demand: Int
    }
    /// What ways are judged by: an optic, a FEC setting and the optics at the ends.
    struct Kind: Hashable {
        var optic: Catalogue.Key
        var fec: Link.FEC?
        var run: Demand.Run
    }

    let plant: Plant
    let demands: [Demand]
    let terms: AllocationTerms
    let chooser: CordChooser
    private(set) var problem: AllocationProblem
    private(set) var wanted: [Wanted] = []
    /// By trunk: its pairs, and which of them are free.
    private(set) var pairs: [[TrunkPairs.Pair]] = []
    private(set) var trunkOf: [TrunkHandle] = []
    private(set) var seats: SeatPools
    private(set) var harnesses: HarnessChooser
    let model: LossModel
    private(set) var kinds: [Kind] = []
    private var groups: [String: Int] = [:]

    init(_ plant: Plant, _ demands: [Demand], _ terms: AllocationTerms) {
        self.plant = plant
        self.demands = demands
        self.terms = terms
        chooser = CordChooser(plant.catalogue)
        let harnesses = HarnessChooser(plant.catalogue)
        self.harnesses = harnesses
        seats = SeatPools(plant, demands, harnesses)
        let lanes = Set(demands.map(\.optic)).flatMap { plant.catalogue.optic($0)?.lanes.map(\.wavelength_pm) ?? [] }
        let named = demands.compactMap { if case .cable(let type?) = $0.run { type } else { nil } }
        model = LossModel(plant, Set(lanes).sorted(), taking: chooser.keys + Set(named).sorted())
        problem = AllocationProblem(
            places: plant.racks.count, edges: [], pools: seats.seats.map(\.count), limits: [], wants: [], taken: [],
            maxEdges: terms.maxTrunks)
        addKinds()
        addBridges()
        addDirectRuns()
        addGroups()
        addWants()
    }

    /// What things are called: `segment DROP-A04`, `tag zone-F1`, `trunk T0001`.
    func riskNames(_ sharedRisks: some Sequence<Int32>) -> [String] {
        sharedRisks.sorted().map { thing in
            let (segments, tags) = (plant.segments.count, plant.tags.count)
            let index = Int(thing)
            if index < segments { return "segment \(plant.segments[index].label)" }
            if index < segments + tags { return "tag \(plant.tags[index - segments])" }
            let trunk = index - segments - tags
            return trunk < plant.trunks.count ? "trunk \(plant.trunks[trunk].label)" : "a trunk to be bought"
        }
    }

    /// The optics that a device has in its free ports, by name.
    func optics(_ unit: UnitHandle) -> [String] { seats.optics(unit) }

    func optic(_ kind: Int) -> Catalogue.Key { kinds[kind].optic }
    func mode(_ kind: Int) -> FibreMode { plant.catalogue.optic(kinds[kind].optic)?.mode ?? .single }

    private static func kind(_ demand: Demand) -> Kind {
        Kind(optic: demand.optic, fec: demand.fec, run: demand.run)
    }

    private mutating func addKinds() {
        var seen: Set<Kind> = []
        for demand in demands where seen.insert(Self.kind(demand)).inserted {
            guard let optic = plant.catalogue.optic(demand.optic) else { continue }
            kinds.append(Self.kind(demand))
            problem.limits.append(limits(demand, optic))
        }
    }

    private func limits(_ demand: Demand, _ optic: Optic) -> AllocationProblem.Limits {
        var limits = AllocationProblem.Limits()
        if case .cable(let type) = demand.run {
            limits.maxEdges = 1
            // What is fixed to its cable is proved by the cable alone.
            if let type, plant.catalogue.cable(type)?.medium != .fibre { return limits }
        }
        limits.width = optic.connectors ?? 1
        let own = LinkLimits(optic, optic, fec: demand.fec)
        limits.loss = own.applying.map { $0 - terms.margin.rawValue }
        limits.reach = own.reach.map { $0 * 1000 }
        limits.matedPairs = own.matedPairs
        guard demand.run == .trunks else { return limits }
        let longest = chooser.keys.compactMap { plant.catalogue.cable($0)?.stockLengths_mm.max() }.max()
        // Cords of a demand stay within a rack: 5 m reach from its bottom to its top and across, whatever its height.
        limits.lossPerCord =
            lanes(optic).map { place in
                chooser.choice(
                    .init(connector: optic.connector), .init(connector: optic.connector), optic.mode, swaps: true
                ).flatMap {
                    model.fibre($0.type, min(longest?.rawValue ?? 0, 5000), place).max
                } ?? 0
            }.max() ?? 0
        return limits
    }

    private func lanes(_ optic: Optic) -> [Int] {
        Set(optic.lanes.compactMap { model.place(of: $0.wavelength_pm) }).sorted()
    }

    // MARK: Trunks

    private mutating func addBridges() {
        var unusable: Set<Int64> = []
        for row in plant.strands where row.state != .ok {
            unusable.insert(Int64(row.trunk.rawValue) << 32 | Int64(row.strand))
        }
        for index in plant.trunks.indices where plant.trunks[index].status != .retired && !plant.trunks[index].isCord {
            let trunk = TrunkHandle(index: index)
            let all = TrunkPairs(trunk, in: plant).pairs
            guard !all.isEmpty else { continue }
            let (a, z) = (plant.trunks[index].a.unit, plant.trunks[index].z.unit)
            let free = all.filter { pair in
                plant.cableInPort(PortHandle(a, pair.a)) == nil && plant.cableInPort(PortHandle(z, pair.z)) == nil
                    && !pair.strands.contains { unusable.contains(Int64(index) << 32 | Int64($0)) }
            }
            let kept = (all.count * terms.spare.rawValue + 99) / 100
            pairs.append(free)
            trunkOf.append(trunk)
            problem.edges.append(
                bridge(trunk, capacity: max(0, free.count - kept), isTouched: free.count < all.count))
        }
    }

    /// What a trunk may take down with it, as ``Diversity`` counts it, as numbers.
    private func sharedRisks(_ trunk: TrunkHandle) -> [Int32] {
        let segments = plant.route(of: trunk)
        let tags = segments.flatMap { plant.segments[$0.index].tags }
        return Self.sharedRisks(segments, tags, plant) + [
            Int32(plant.segments.count + plant.tags.count) + trunk.rawValue
        ]
    }

    static func sharedRisks(_ segments: some Sequence<SegmentHandle>, _ tags: [Int32], _ plant: Plant) -> [Int32] {
        (Set(segments.map(\.rawValue)).union(tags.map { Int32(plant.segments.count) + $0 })).sorted()
    }

    private func bridge(_ trunk: TrunkHandle, capacity: Int, isTouched: Bool) -> AllocationProblem.TrunkEdge {
        let row = plant.trunks[trunk.index]
        let modes = [row.a, row.z].map { end in
            plant.units[end.unit.index].cassetteType.flatMap { plant.catalogue.cassetteType($0) }
                .flatMap { plant.catalogue.fibreClass(named: $0.fibreClass)?.mode }
        }
        let own = plant.catalogue.cable(row.type).flatMap { plant.catalogue.fibreClass(named: $0.fibreClass)?.mode }
        let pairs = TrunkPairs(trunk, in: plant).pairs
        let fits = kinds.indices.map { kind in
            kinds[kind].run == .trunks && (modes + [own]).allSatisfy { $0 == mode(kind) }
                && lights(pairs, kind, front(row.a.unit))
        }
        return AllocationProblem.TrunkEdge(
            a: plant.units[row.a.unit.index].rack.index, z: plant.units[row.z.unit.index].rack.index,
            capacity: capacity,
            sharedRisks: sharedRisks(trunk), loss: kinds.indices.map { loss(trunk, $0) },
            length: model.lengths[trunk.index],
            fits: fits, matedPairs: [row.a.unit, row.z.unit].reduce(0) { $0 + (plant.isAdapter($1) ? 1 : 2) },
            isTouched: isTouched)
    }

    /// Whether a parallel optic finds a fibre at each of its positions; one of a pair needs pairs.
    private func lights(_ pairs: [TrunkPairs.Pair], _ kind: Int, _ front: String) -> Bool {
        guard let optic = plant.catalogue.optic(kinds[kind].optic) else { return false }
        func positions(_ name: String) -> Int { plant.catalogue.connector(named: name)?.positions ?? 0 }
        guard positions(optic.connector) == positions(front) else { return false }
        guard let lit = pairs.first?.lit, positions(front) > 2 else { return true }
        let there = Set(lit)
        return (optic.transmitPositions + optic.receivePositions).allSatisfy {
            there.contains(FibrePosition.position(of: $0))
        }
    }

    /// At most, over the lanes of an optic: pairs, splices, fibre and bends, with the cords that a link would have.
    private func loss(_ trunk: TrunkHandle, _ kind: Int) -> Int? {
        guard let optic = plant.catalogue.optic(kinds[kind].optic) else { return nil }
        let row = plant.trunks[trunk.index]
        var most = 0
        for lane in lanes(optic) {
            var sum = LossSum()
            for (end, unit) in [(End.a, row.a.unit), (.z, row.z.unit)] {
                let front = socket(of: trunk, end)
                let device = CordChooser.Socket(connector: optic.connector, isPinned: optic.pinned)
                guard
                    let cord = chooser.choice(front, front, optic.mode, swaps: true)
                        ?? chooser.choice(front, device, optic.mode, swaps: true)
                else { return nil }
                let plug = cord.isTurned ? End.z : .a
                guard !plant.isAdapter(unit) else {
                    sum.add(LossAmount(model.adapterPair((cord.type, plug), (row.type, end), unit)))
                    continue
                }
                sum.add(LossAmount(model.pair(cord.type, plug, unit, .front)))
                model.add(.splices(unit), lane, to: &sum)
                model.add(.pair(CablePlug(.trunk(trunk), end), unit, .rear), lane, to: &sum)
            }
            model.add(.trunk(trunk, strand: 1), lane, to: &sum)
            guard sum.isKnown else { return nil }
            most = max(most, sum.max)
        }
        return most
    }

    /// What a cord meets in front of the cassette at an end of a trunk.
    func socket(of trunk: TrunkHandle, _ end: End) -> CordChooser.Socket {
        let row = plant.trunks[trunk.index]
        let unit = (end == .a ? row.a : row.z).unit
        let isPinned = plant.isAdapter(unit) ? plant.catalogue.cable(row.type)?.isPinned(at: end) : nil
        return CordChooser.Socket(connector: front(unit), isPinned: isPinned)
    }

    /// The connector in front of a cassette.
    func front(_ unit: UnitHandle) -> String {
        plant.units[unit.index].cassetteType.flatMap { plant.catalogue.cassetteType($0)?.front.connector } ?? ""
    }

    // MARK: Cables without trunks

    /// An edge for each two racks between which a demand asks for a cable of its own, where one can be laid.
    private mutating func addDirectRuns() {
        var runs = DirectRuns(plant)
        for (kind, facts) in kinds.enumerated() {
            guard case .cable(let named) = facts.run, let optic = plant.catalogue.optic(facts.optic) else { continue }
            let socket = CordChooser.Socket(connector: optic.connector, isPinned: optic.pinned)
            guard let type = named ?? chooser.choice(socket, socket, optic.mode, swaps: true)?.type else { continue }
            var seen: Set<[Int]> = []
            for demand in demands where Self.kind(demand) == facts {
                let from = plant.units[demand.a.unit.index].rack.index
                for to in demand.z.map({ plant.units[$0.unit.index].rack.index })
                where from != to && seen.insert([min(from, to), max(from, to)]).inserted {
                    guard let run = runs.run(type, RackHandle(index: from), RackHandle(index: to)) else {
                        continue
                    }
                    problem.edges.append(edge(run, from, to, kind))
                }
            }
        }
    }

    private func edge(_ run: DirectRuns.Run, _ from: Int, _ to: Int, _ kind: Int) -> AllocationProblem.TrunkEdge {
        let tags = run.segments.flatMap { plant.segments[$0.index].tags }
        let isFibre = plant.catalogue.cable(run.type)?.medium == .fibre
        let optic = plant.catalogue.optic(kinds[kind].optic)
        let losses = optic.map { lanes($0).map { model.fibre(run.type, run.length.rawValue, $0).max } } ?? []
        let loss = !isFibre ? 0 : losses.contains(nil) ? nil : losses.compactMap { $0 }.max()
        return AllocationProblem.TrunkEdge(
            a: from, z: to, capacity: .max / 2, sharedRisks: Self.sharedRisks(run.segments, tags, plant),
            loss: kinds.indices.map { $0 == kind ? loss : nil }, length: run.length.rawValue,
            fits: kinds.indices.map { $0 == kind }, matedPairs: 0, cordLength: run.length.rawValue)
    }

    // MARK: Wants

    private mutating func addGroups() {
        for demand in demands {
            guard let name = demand.diverseGroup, groups[name] == nil else { continue }
            groups[name] = problem.taken.count
            var taken: Set<Int32> = []
            for link in plant.links.diverseGroups[name] ?? [] {
                for trunk in DiverseLinksShare.trunks(under: link, plant) { taken.formUnion(sharedRisks(trunk)) }
            }
            problem.taken.append(taken)
        }
    }

    private mutating func addWants() {
        for (index, demand) in demands.enumerated() {
            let kind = kinds.firstIndex(of: Self.kind(demand)) ?? 0
            for (number, label) in demand.linkLabels.enumerated() where !demand.there.contains(label) {
                let goals = demand.z.indices.map { demand.z[($0 + number) % demand.z.count] }
                problem.wants.append(
                    .init(
                        from: plant.units[demand.a.unit.index].rack.index,
                        ports: seats.pools(demand.a, demand.optic, demand.run),
                        to: goals.map {
                            (plant.units[$0.unit.index].rack.index, seats.pools($0, demand.optic, demand.run))
                        },
                        kind: kind,
                        group: demand.diverseGroup.flatMap { groups[$0] }))
                wanted.append(Wanted(label: label, demand: index))
            }
        }
    }
}

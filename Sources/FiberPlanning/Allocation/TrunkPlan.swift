import FiberModel

/// What a new trunk costs, in any currency: whole thousandths of it.
public struct TrunkPrices: Sendable {
    public var perTrunk = 0
    public var perMetre = 1000
    public var perCassette = 0
    public init() {}

    public func cost(_ length: Millimetres) -> Int {
        let metres = length.rawValue.multipliedClamped(by: perMetre).addingClamped(999) / 1000
        return perTrunk.addingClamped(perCassette.multipliedClamped(by: 2)).addingClamped(metres)
    }
}

/// Which trunks would let every demand be placed: where they run between, of which type, and what they cost at least.
///
/// Buying trunks at least cost is a hard problem in general. This buys direct trunks for what is left over, then gives
/// back whichever the others make needless, the dearest first; a lower bound tells how far from the least cost that can be.
public struct TrunkPlan: Sendable {
    /// A trunk to buy.
    public struct Purchase: Sendable {
        public var type: String
        public var cassette: String
        public var a: RackHandle
        public var z: RackHandle
        /// What it is to share nothing with.
        public var diverseFrom: [SegmentHandle]
        /// What its route would be; its cost is that of the length to order.
        var segments: [SegmentHandle]
        var cost: Int
    }

    public private(set) var purchases: [Purchase] = []
    /// Links that no trunk can place, with the reason.
    public private(set) var hopeless: [AllocationFailure] = []
    /// Links that want placing, and those that existing trunks take.
    public let links: Int
    public private(set) var placedBefore = 0
    /// No set of trunks that places everything costs less.
    public private(set) var lowerBound = 0

    private let plant: Plant
    private let model: AllocationModel
    private let prices: TrunkPrices
    private let types: [(name: String, cassette: String, needs: CableNeeds, room: Int)]
    private var planner: RoutePlanner

    private static let mostRounds = 40
    private static let mostPruned = 200

    /// - Parameter types: trunk types that may be bought.
    /// - Throws: ``PlantError`` for a type that the catalogue lacks, or that no cassette type fits.
    public init(
        _ plant: Plant, _ demands: [Demand], _ terms: AllocationTerms, _ prices: TrunkPrices, types names: [String],
        _ onProgress: (Double) -> Void = { _ in }
    ) throws(PlantError) {
        self.plant = plant
        self.prices = prices
        model = AllocationModel(plant, demands, terms)
        links = model.problem.wants.count
        planner = RoutePlanner(plant)
        var types: [(name: String, cassette: String, needs: CableNeeds, room: Int)] = []
        for name in names {
            let needs = try CableNeeds(type: name, in: plant.catalogue)
            let (cassette, pairs) = try Self.cassette(for: needs, name, plant.catalogue)
            types.append((name, cassette, needs, max(1, pairs - (pairs * terms.spare.rawValue + 99) / 100)))
        }
        self.types = types
        var search = AllocationSearch(model.problem)
        search.run()
        placedBefore = search.served
        lowerBound = bound(search)
        buy(&search, onProgress)
        giveBack()
    }

    /// The cassette type, first by name, that fans a trunk type out to duplex ports of the same numbers at both ends.
    private static func cassette(
        for needs: CableNeeds, _ name: String, _ catalogue: Catalogue
    ) throws(PlantError) -> (String, Int) {
        for (entry, _) in catalogue.rows(.cassetteType) {
            guard let key = catalogue.key(.cassetteType, entry.name), let type = catalogue.cassetteType(key),
                type.rear.connector == needs.type.connector, type.rear.count == 1,
                let shape = CassetteShape(type, in: catalogue),
                catalogue.fibreClass(named: type.fibreClass)?.mode
                    == catalogue.fibreClass(named: needs.type.fibreClass)?.mode
            else { continue }
            let pairs = TrunkPairs(shape, needs.type.strandMap, shape, rears: (1, 1)).pairs
            if !pairs.isEmpty, pairs.allSatisfy({ $0.a == $0.z }) { return (entry.name, pairs.count) }
        }
        throw PlantError(
            .badValue, "no cassette type fans \(name) out to duplex ports of the same numbers at both ends",
            hint: "see 'fiberplan catalogue list cassette-type', or choose another --type")
    }

    // MARK: Buying

    private mutating func buy(_ search: inout AllocationSearch, _ onProgress: (Double) -> Void) {
        struct Pair: Hashable { var a: Int, z: Int }
        var triedGroups: Set<Int> = []
        for round in 0..<Self.mostRounds {
            onProgress(Double(round) / Double(Self.mostRounds))
            let before = search.served
            let failures = search.chosen.indices.filter { search.chosen[$0] == nil }
                .map { AllocationFailure($0, &search, model) }
            hopeless = failures.filter { $0.between == nil }
            var counts: [Pair: Int] = [:]
            var bought = 0
            for failure in failures {
                guard let between = failure.between else { continue }
                let want = model.problem.wants[failure.want]
                if let group = want.group {
                    guard triedGroups.insert(failure.want).inserted else { continue }
                    if buyOne(between.a, between.z, clearOf: members(of: group, besides: failure.want, search)) {
                        bought += 1
                    }
                } else {
                    counts[Pair(a: between.a.index, z: between.z.index), default: 0] += 1
                }
            }
            for (pair, count) in counts.sorted(by: { ($0.key.a, $0.key.z) < ($1.key.a, $1.key.z) }) {
                bought += buy(count, RackHandle(index: pair.a), RackHandle(index: pair.z))
            }
            guard bought > 0 else {
                hopeless = failures
                return
            }
            search = searching(purchases)
            // A trunk that helps nobody is not the answer.
            if search.served <= before, failures.allSatisfy({ model.problem.wants[$0.want].group == nil }) { break }
        }
        hopeless = search.chosen.indices.filter { search.chosen[$0] == nil }.map {
            AllocationFailure($0, &search, model)
        }
    }

    /// Enough trunks for so many links, of the type that comes cheapest.
    private mutating func buy(_ count: Int, _ a: RackHandle, _ z: RackHandle) -> Int {
        var best: (cost: Int, type: Int, number: Int)?
        for (index, type) in types.enumerated() {
            guard let one = purchase(index, a, z, clearOf: []) else { continue }
            let number = (count + type.room - 1) / type.room
            if best == nil || one.cost * number < best!.cost { best = (one.cost * number, index, number) }
        }
        guard let best else { return 0 }
        var bought = 0
        for _ in 0..<best.number where add(purchase(best.type, a, z, clearOf: [])) { bought += 1 }
        return bought
    }

    private mutating func buyOne(_ a: RackHandle, _ z: RackHandle, clearOf segments: [SegmentHandle]) -> Bool {
        var best: Purchase?
        for index in types.indices {
            guard let one = purchase(index, a, z, clearOf: segments) else { continue }
            if best == nil || one.cost < best!.cost { best = one }
        }
        return add(best)
    }

    private mutating func add(_ purchase: Purchase?) -> Bool {
        guard let purchase else { return false }
        purchases.append(purchase)
        return true
    }

    /// A trunk with the best route there is; nil where there is none, or it would share what it has to be clear of.
    private mutating func purchase(
        _ type: Int, _ a: RackHandle, _ z: RackHandle, clearOf segments: [SegmentHandle]
    ) -> Purchase? {
        guard let from = try? RouteEnd(plant.racks[a.index].address.description, in: plant),
            let to = try? RouteEnd(plant.racks[z.index].address.description, in: plant)
        else { return nil }
        var request = RouteRequest(from: from, to: to, needs: types[type].needs)
        request.diverseFrom = Set(segments)
        guard let route = planner.routes(request).first, route.shared.isEmpty, route.sharedTags.isEmpty else {
            return nil
        }
        return Purchase(
            type: types[type].name, cassette: types[type].cassette, a: a, z: z, diverseFrom: segments,
            segments: route.segments, cost: prices.cost(route.length.order))
    }

    /// The segments that the other members of a group lie on, links that are there included.
    private func members(of group: Int, besides want: Int, _ search: AllocationSearch) -> [SegmentHandle] {
        let things =
            search.problem.wants.indices
            .filter { $0 != want && search.problem.wants[$0].group == group }
            .flatMap { search.chosen[$0]?.bridges ?? [] }
            .flatMap { search.problem.bridges[Int($0)].things } + model.problem.taken[group]
        return Set(things).filter { $0 < plant.segments.count }.sorted().map { SegmentHandle($0) }
    }

    // MARK: Giving back

    private func searching(_ purchases: [Purchase]) -> AllocationSearch {
        var problem = model.problem
        for (number, purchase) in purchases.enumerated() {
            let type = types.first { $0.name == purchase.type }
            let tags = purchase.segments.flatMap { plant.segments[$0.index].tags }
            let own = Int32(plant.segments.count + plant.tags.count + plant.trunks.count + number)
            problem.bridges.append(
                .init(
                    a: purchase.a.index, z: purchase.z.index, room: type?.room ?? 0,
                    things: AllocationModel.things(purchase.segments, tags, plant) + [own],
                    loss: problem.limits.indices.map { _ in type.flatMap { pairLoss(of: $0.needs.type, $0.cassette) } },
                    length: nil,
                    fits: problem.limits.indices.map { kind in
                        type.map {
                            plant.catalogue.fibreClass(named: $0.needs.type.fibreClass)?.mode == model.mode(kind)
                        } ?? false
                    }))
        }
        var search = AllocationSearch(problem)
        search.run()
        return search
    }

    /// What the four mated pairs of a trunk with its cassettes lose at worst; its metres lose a few thousandths besides,
    /// and are counted once it is there.
    private func pairLoss(of trunk: TrunkType, _ cassette: String) -> Int? {
        guard let key = plant.catalogue.key(.cassetteType, cassette), let type = plant.catalogue.cassetteType(key)
        else {
            return nil
        }
        func most(_ sides: [(connector: String, grade: String)]) -> Int? {
            let losses = sides.map { side in
                plant.catalogue.connector(named: side.connector)?.grades.first { $0.name == side.grade }?
                    .pairLossMax_mdB?
                    .value.rawValue
            }
            return losses.contains(nil) ? nil : losses.compactMap { $0 }.max()
        }
        guard let rear = most([(trunk.connector, trunk.grade), (type.rear.connector, type.rear.grade)]),
            let front = most([(type.front.connector, type.front.grade)])
        else { return nil }
        return 2 * (rear + front)
    }

    private mutating func giveBack() {
        guard purchases.count > 1, purchases.count <= Self.mostPruned else { return }
        let served = searching(purchases).served
        let dearest = purchases.indices.sorted { (-purchases[$0].cost, $0) < (-purchases[$1].cost, $1) }
        for index in dearest {
            var fewer = purchases
            fewer[index].type = ""
            if searching(fewer.filter { !$0.type.isEmpty }).served == served { purchases = fewer }
        }
        purchases.removeAll { $0.type.isEmpty }
    }

    // MARK: The least that it can cost

    /// Whatever is bought has two ends. A rack with more links to other racks than its trunks have room for needs as many
    /// new ends as that takes, and each costs half of the cheapest trunk that could end there.
    private func bound(_ search: AllocationSearch) -> Int {
        var links = [Int](repeating: 0, count: plant.racks.count)
        var room = links
        let hopeless = Set(self.hopelessWants(search))
        for (index, want) in model.problem.wants.enumerated() where !hopeless.contains(index) {
            if want.to.allSatisfy({ $0.place != want.from }) { links[want.from] += 1 }
            if let place = want.to.first?.place, place != want.from, want.to.allSatisfy({ $0.place == place }) {
                links[place] += 1
            }
        }
        for bridge in model.problem.bridges where bridge.a != bridge.z {
            room[bridge.a] += bridge.room
            room[bridge.z] += bridge.room
        }
        let most = types.map(\.room).max() ?? 1
        var doubled = 0
        for rack in plant.racks.indices where links[rack] > room[rack] {
            doubled += (links[rack] - room[rack] + most - 1) / most * cheapest(RackHandle(index: rack))
        }
        return (doubled + 1) / 2
    }

    /// Wants that fail for want of a port.
    private func hopelessWants(_ search: AllocationSearch) -> [Int] {
        search.chosen.indices.filter { index in
            guard search.chosen[index] == nil else { return false }
            let want = model.problem.wants[index]
            return !want.ports.contains { search.free($0) > 0 }
                || !want.to.contains { $0.ports.contains { search.free($0) > 0 } }
        }
    }

    /// The least that a trunk from a rack to any other can cost: by the straight line between their entries.
    private func cheapest(_ rack: RackHandle) -> Int {
        var nearest: Double = .infinity
        let own = plant.entries(of: rack).map { plant.nodes[$0.index] }
        for (other, nodes) in plant.racks.indices.lazy.map({ ($0, self.plant.entries(of: RackHandle(index: $0))) })
        where other != rack.index {
            for z in nodes.map({ plant.nodes[$0.index] }) {
                for a in own {
                    let (x, y, h) = (
                        Double((a.x - z.x).rawValue), Double((a.y - z.y).rawValue), Double((a.z - z.z).rawValue)
                    )
                    nearest = min(nearest, (x * x + y * y + h * h).squareRoot())
                }
            }
        }
        guard nearest.isFinite else { return 0 }
        return types.map { type in
            let stock = type.needs.stockLengths.first { Double($0.rawValue) >= nearest } ?? type.needs.stockLengths.last
            return prices.cost(stock ?? Millimetres(Int(nearest)))
        }.min() ?? 0
    }
}

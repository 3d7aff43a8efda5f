import FiberModel

/// What a new trunk costs, in any currency: whole thousandths of it.
package struct TrunkPrices: Sendable {
    package var perTrunk = 0
    package var perMetre = 1000
    package var perCassette = 0
    package init() {}

    package func cost(_ length: Millimetres) -> Int {
        let metres = length.rawValue.multipliedClamped(by: perMetre).addingClamped(999) / 1000
        return perTrunk.addingClamped(perCassette.multipliedClamped(by: 2)).addingClamped(metres)
    }
}

/// Which trunks would let every demand be placed: where they run between, of which type, and what they cost at least.
///
/// Buying trunks at least cost is a hard problem in general. This buys direct trunks for what is left over, then does
/// without whichever the others can stand in for, those with the fewest links first; a lower bound tells how far from the
/// least cost that can be. What is tried is bounded, so that it takes near linear time in links.
package struct TrunkPlan: Sendable {
    /// A trunk to buy.
    package struct Purchase: Sendable {
        package var type: String
        package var cassette: String
        package var a: RackHandle
        package var z: RackHandle
        /// What it is to share nothing with.
        package var diverseFrom: [SegmentHandle]
        /// What its route would be; its cost is that of the length to order.
        package var segments: [SegmentHandle]
        /// Whether another that is bought for the same group counts on this very route.
        package var isFixed = false
        var length: Millimetres
        var cost: Int
    }

    package internal(set) var purchases: [Purchase] = []
    /// Links that no trunk can place, with the reason.
    package internal(set) var unplaceable: [AllocationFailure] = []
    /// Links that want placing, and those that existing trunks take.
    package let links: Int
    package private(set) var placedBefore = 0
    /// No set of trunks that places everything costs less.
    package private(set) var lowerBound = 0

    struct BuyableType: Sendable {
        var name: String
        var cassette: String
        var needs: CableNeeds
        /// Pairs, or whole plugs between panels, that may be used.
        var capacity: Int
        /// By kind of link: whether it runs over such a trunk.
        var fits: [Bool]
    }
    struct Pair: Hashable { var type: Int, a: Int, z: Int }

    let plant: Plant
    let model: AllocationModel
    let prices: TrunkPrices
    let types: [BuyableType]
    var planner: RoutePlanner
    /// The best purchase between two racks, by type; nil where no route leads there.
    var known: [Pair: Purchase?] = [:]
    var ends: [RackHandle: RouteEnd?] = [:]

    /// - Parameter types: trunk types that may be bought.
    /// - Throws: `PlantError` for a type that the catalogue lacks, or that no cassette type fits.
    package init(
        _ plant: Plant, _ demands: [Demand], _ terms: AllocationTerms, _ prices: TrunkPrices, types names: [String],
        _ onProgress: (Double) -> Void = { _ in }
    ) throws(PlantError) {
        self.plant = plant
        self.prices = prices
        let model = AllocationModel(plant, demands, terms)
        self.model = model
        links = model.problem.wants.count
        planner = RoutePlanner(plant)
        var types: [BuyableType] = []
        for name in names {
            let needs = try CableNeeds(type: name, in: plant.catalogue)
            let fits = model.kinds.indices.map { Self.runs(model.optic($0), over: needs.type, plant.catalogue) }
            let (cassette, pairs) =
                fits.contains(true)
                ? try Self.panel(for: needs, name, plant.catalogue)
                : try Self.cassette(for: needs, name, plant.catalogue)
            let capacity = max(1, pairs - (pairs * terms.spare.rawValue + 99) / 100)
            let mode = plant.catalogue.fibreClass(named: needs.type.fibreClass)?.mode
            types.append(
                BuyableType(
                    name: name, cassette: cassette, needs: needs, capacity: capacity,
                    fits: model.kinds.indices.map { kind in
                        let isPair = plant.catalogue.optic(model.optic(kind))?.fibres == 2
                        return model.kinds[kind].run == .trunks && mode == model.mode(kind)
                            && model.problem.limits[kind].width <= capacity
                            && (fits.contains(true) ? fits[kind] : isPair)
                    }))
        }
        self.types = types
        var search = AllocationSearch(model.problem)
        search.run()
        placedBefore = search.served
        lowerBound = bound(search)
        buy(&search) { onProgress($0 * 0.4) }
        doWithout(&search) { onProgress(0.4 + $0 * 0.4) }
        // Searched afresh, as allocation will, a few links may want for what was given up.
        buy(&search) { onProgress(0.8 + $0 * 0.2) }
    }

    /// The trunk types to choose among where nobody names one: that of a trunk that says nothing for pairs; for a parallel
    /// optic that of its connector, whatever the family, with pins unless the hall has them in its cassettes.
    package static func defaultTypes(_ demands: [Demand], in plant: Plant) -> [String] {
        var names: [String] = []
        for demand in demands {
            guard demand.run == .trunks else { continue }
            let hall = plant.halls[plant.racks[plant.units[demand.a.unit.index].rack.index].hall.index]
            let name = parallelType(demand.optic, isPinned: hall.pins != .cassettes, plant.catalogue) ?? Trunk().type
            if !names.contains(name) { names.append(name) }
        }
        return names.isEmpty ? [Trunk().type] : names
    }

    /// Of the trunk types whose plugs a parallel optic runs over and for which there is a panel: that of the most plugs, up to
    /// a panel full, with the fewest fibres that stay dark.
    private static func parallelType(_ optic: Catalogue.Key, isPinned: Bool, _ catalogue: Catalogue) -> String? {
        var best: (order: (Int, Int), name: String)?
        for (entry, _) in catalogue.rows(.trunkType) {
            guard let key = catalogue.key(.trunkType, entry.name), let type = catalogue.cable(key),
                runs(optic, over: type, catalogue), type.pinnedA == isPinned, type.pinnedZ == isPinned,
                catalogue.fibreClass(named: type.fibreClass)?.mode == catalogue.optic(optic)?.mode,
                let needs = try? CableNeeds(type: entry.name, in: catalogue),
                (try? panel(for: needs, entry.name, catalogue)) != nil
            else { continue }
            let order = (-type.plugsA, type.strands)
            if best.map({ order < $0.order }) ?? true { best = (order, entry.name) }
        }
        return best?.name
    }

    /// Whether a parallel optic runs over whole plugs of a type: its connector is theirs, and each position that it lights
    /// has a fibre.
    private static func runs(_ key: Catalogue.Key, over type: CableType, _ catalogue: Catalogue) -> Bool {
        guard let optic = catalogue.optic(key), optic.connector == type.connectorA, type.connectorA == type.connectorZ,
            optic.fibres > 2
        else { return false }
        return (optic.transmitPositions + optic.receivePositions).allSatisfy {
            type.strandMap.far(FibrePosition.position(of: $0)) != nil
        }
    }

    /// The panel of adapters, the smallest and then the first by name, that takes all plugs of a trunk type.
    private static func panel(
        for needs: CableNeeds, _ name: String, _ catalogue: Catalogue
    ) throws(PlantError) -> (String, Int) {
        let type = needs.type
        let panels = catalogue.rows(.cassetteType).compactMap { entry, item -> (name: String, ports: Int)? in
            guard case .cassetteType(let panel) = item, panel.rear.connector == type.connectorA,
                panel.rear.count >= type.plugsA, panel.rear.adapter != .typeB, panel.fitsBay == nil,
                CassetteShape(panel, in: catalogue)?.isAdapter == true
            else { return nil }
            return (entry.name, panel.rear.count)
        }
        guard let panel = panels.min(by: { $0.ports < $1.ports }) else {
            throw PlantError(
                .badValue, "no panel has adapters for the \(counted(type.plugsA, "plug")) of \(name)",
                hint: "see 'fiberplan catalogue list cassette-type', or choose another --type")
        }
        return (panel.name, type.plugsA)
    }

    /// The cassette type, first by name, that fans a trunk type out to duplex ports of the same numbers at both ends.
    private static func cassette(
        for needs: CableNeeds, _ name: String, _ catalogue: Catalogue
    ) throws(PlantError) -> (String, Int) {
        for (entry, _) in catalogue.rows(.cassetteType) {
            guard let key = catalogue.key(.cassetteType, entry.name), let type = catalogue.cassetteType(key),
                type.rear.connector == needs.type.connectorA, type.rear.count == 1, needs.type.plugsA == 1,
                type.fitsBay == nil,
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

    // MARK: The least that it can cost

    /// Whatever is bought has two ends. A rack with more links to other racks than its trunks have capacity for needs as many
    /// new ends as that takes, and each costs half of the cheapest trunk that could end there.
    private func bound(_ search: AllocationSearch) -> Int {
        var links = [Int](repeating: 0, count: plant.racks.count)
        var capacity = links
        let unplaceable = Set(self.unplaceableRequests(search))
        for (index, want) in model.problem.wants.enumerated()
        where !unplaceable.contains(index) && model.kinds[want.kind].run == .trunks {
            let width = search.width(index)
            if want.to.allSatisfy({ $0.place != want.from }) { links[want.from] += width }
            if let place = want.to.first?.place, place != want.from, want.to.allSatisfy({ $0.place == place }) {
                links[place] += width
            }
        }
        for bridge in model.problem.edges.prefix(model.trunkOf.count) where bridge.a != bridge.z {
            capacity[bridge.a] += bridge.capacity
            capacity[bridge.z] += bridge.capacity
        }
        let most = types.map(\.capacity).max() ?? 1
        var doubled = 0
        for rack in plant.racks.indices where links[rack] > capacity[rack] {
            let ends = (links[rack] - capacity[rack] + most - 1) / most
            doubled = doubled.addingClamped(cheapest(RackHandle(index: rack)).multipliedClamped(by: ends))
        }
        return doubled / 2 + doubled % 2
    }

    /// Wants that fail for want of a port.
    private func unplaceableRequests(_ search: AllocationSearch) -> [Int] {
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

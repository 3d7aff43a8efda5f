import FiberModel

extension TrunkPlan {
    private static let maxRounds = 40
    private static let maxTries = 3
    private static let leastEffort = 4000

    /// Buys direct trunks for whatever finds no capacity, until everything has some or nothing helps.
    mutating func buy(_ search: inout AllocationSearch, _ onProgress: (Double) -> Void) {
        var tries: [Int: Int] = [:]
        for round in 0..<Self.maxRounds {
            onProgress(Double(round) / Double(Self.maxRounds))
            let before = search.served
            let failures = search.chosen.indices.filter { search.chosen[$0] == nil }
                .map { AllocationFailure($0, &search, model) }
            unplaceable = failures.filter { $0.between == nil }
            var counts: [Pair: Int] = [:]
            var kindOf: [Int: Int] = [:]
            var members: [Int: [AllocationFailure]] = [:]
            for failure in failures {
                guard let between = failure.between,
                    model.kinds[model.problem.wants[failure.want].kind].run == .trunks
                else { continue }
                if let group = model.problem.wants[failure.want].group {
                    guard tries[failure.want, default: 0] < Self.maxTries else { continue }
                    tries[failure.want, default: 0] += 1
                    members[group, default: []].append(failure)
                } else {
                    // Whichever end is called A.
                    let (a, z) = (between.a.index, between.z.index)
                    // Kinds that run over the same types share what is bought.
                    let kind = model.problem.wants[failure.want].kind
                    let kindred = types.firstIndex { $0.fits[kind] } ?? 0
                    kindOf[kindred] = kind
                    counts[Pair(type: kindred, a: min(a, z), z: max(a, z)), default: 0] += 1
                }
            }
            var bought = 0
            for (group, failures) in members.sorted(by: { $0.key < $1.key }) {
                bought += buy(for: failures, of: group, search)
            }
            for (pair, count) in counts.sorted(by: {
                ($0.key.a, $0.key.z, $0.key.type) < ($1.key.a, $1.key.z, $1.key.type)
            }) {
                bought += buy(count, RackHandle(index: pair.a), RackHandle(index: pair.z), kind: kindOf[pair.type] ?? 0)
            }
            guard bought > 0 else {
                unplaceable = failures
                return
            }
            search = searching()
            // A trunk that helps nobody is not the answer.
            if search.served <= before, members.isEmpty { break }
        }
        unplaceable = search.chosen.indices.filter { search.chosen[$0] == nil }.map {
            AllocationFailure($0, &search, model)
        }
    }

    /// Enough trunks for so many links, of the type that comes cheapest.
    private mutating func buy(_ count: Int, _ a: RackHandle, _ z: RackHandle, kind: Int) -> Int {
        var best: (cost: Int, purchase: Purchase, number: Int)?
        for (index, type) in types.enumerated() where type.fits[kind] {
            guard let one = purchase(index, a, z) else { continue }
            let each = max(1, type.capacity / model.problem.limits[kind].width)
            let number = (count + each - 1) / each
            let cost = one.cost.multipliedClamped(by: number)
            if best == nil || cost < best!.cost { best = (cost, one, number) }
        }
        guard let best else { return 0 }
        purchases += Array(repeating: best.purchase, count: best.number)
        return best.number
    }

    // MARK: Groups that share nothing

    /// A trunk for each of the links of one group that were not placed, clear of the others.
    private mutating func buy(for failures: [AllocationFailure], of group: Int, _ search: AllocationSearch) -> Int {
        var taken = segments(of: group, search)
        var bought = 0
        var rest = failures[...]
        while let first = rest.first, let between = first.between {
            let second = rest.dropFirst().first { $0.between.map { $0 == between } ?? false }
            // The best way for one may leave none for its twin; the best pair leaves both theirs.
            if taken.isEmpty, let second,
                let pair = cheapestPair(between.a, between.z, kind: search.problem.wants[first.want].kind)
            {
                purchases += [pair.0, pair.1]
                taken += pair.0.segments + pair.1.segments
                bought += 2
                rest = rest.filter { $0.want != first.want && $0.want != second.want }[...]
                continue
            }
            rest = rest.dropFirst()
            let kind = search.problem.wants[first.want].kind
            let choices = types.indices.filter { types[$0].fits[kind] }
                .compactMap { purchase($0, between.a, between.z, clearOf: taken) }
            guard let one = choices.min(by: { $0.cost < $1.cost }) else { continue }
            purchases.append(one)
            taken += one.segments
            bought += 1
        }
        return bought
    }

    /// Two trunks between two racks that share nothing.
    private mutating func cheapestPair(_ a: RackHandle, _ z: RackHandle, kind: Int) -> (Purchase, Purchase)? {
        var best: (Purchase, Purchase)?
        for index in types.indices where types[index].fits[kind] {
            guard let request = request(index, a, z), let pair = planner.disjointPair(request),
                pair.sharedSegments.isEmpty, pair.sharedTags.isEmpty
            else { continue }
            var (one, other) = (purchase(index, a, z, pair.a, []), purchase(index, a, z, pair.z, pair.a.segments))
            (one.isFixed, other.isFixed) = (true, true)
            let cost = one.cost.addingClamped(other.cost)
            if best == nil || cost < best!.0.cost.addingClamped(best!.1.cost) { best = (one, other) }
        }
        return best
    }

    /// The segments that the members of a group lie on, links that are there included.
    private func segments(of group: Int, _ search: AllocationSearch) -> [SegmentHandle] {
        let sharedRisks =
            search.problem.wants.indices
            .filter { search.problem.wants[$0].group == group }
            .flatMap { search.chosen[$0]?.edges ?? [] }
            .flatMap { search.problem.edges[Int($0)].sharedRisks } + model.problem.taken[group]
        return Set(sharedRisks).filter { $0 < plant.segments.count }.sorted().map { SegmentHandle($0) }
    }

    // MARK: One trunk

    private mutating func end(_ rack: RackHandle) -> RouteEnd? {
        if let known = ends[rack] { return known }
        let end = try? RouteEnd(plant.racks[rack.index].address.description, in: plant)
        ends[rack] = .some(end)
        return end
    }

    private mutating func request(_ type: Int, _ a: RackHandle, _ z: RackHandle) -> RouteRequest? {
        guard let from = end(a), let to = end(z) else { return nil }
        return RouteRequest(from: from, to: to, needs: types[type].needs)
    }

    /// A trunk with the best route there is; nil where there is none, or it would share what it has to be clear of.
    private mutating func purchase(
        _ type: Int, _ a: RackHandle, _ z: RackHandle, clearOf segments: [SegmentHandle] = []
    ) -> Purchase? {
        let pair = Pair(type: type, a: a.index, z: z.index)
        if segments.isEmpty, let known = known[pair] { return known }
        var found: Purchase?
        if var request = request(type, a, z) {
            request.diverseFrom = Set(segments)
            if let route = planner.routes(request).first, route.shared.isEmpty, route.sharedTags.isEmpty {
                found = purchase(type, a, z, route, segments)
            }
        }
        if segments.isEmpty { known[pair] = .some(found) }
        return found
    }

    private func purchase(
        _ type: Int, _ a: RackHandle, _ z: RackHandle, _ route: Route, _ segments: [SegmentHandle]
    ) -> Purchase {
        Purchase(
            type: types[type].name, cassette: types[type].cassette, a: a, z: z, diverseFrom: segments,
            segments: route.segments, length: route.length.order, cost: prices.cost(route.length.order))
    }

    // MARK: Doing without

    /// Bridges that are looked at altogether while trunks are done without.
    private static let maxSteps = 40_000_000

    /// Gives back trunks whose links the others can take: those with the fewest links first, of these the dearest.
    mutating func doWithout(_ search: inout AllocationSearch, _ onProgress: (Double) -> Void) {
        guard purchases.count > 1 else { return }
        search = searching()
        let first = model.problem.edges.count
        var kept = Array(purchases.indices)
        var steps = Self.maxSteps
        var isBetter = true
        while isBetter, steps > 0 {
            isBetter = false
            let order = kept.sorted { a, b in
                (search.load(first + a), -purchases[a].cost, a) < (search.load(first + b), -purchases[b].cost, b)
            }
            for number in order where !purchases[number].isFixed && steps > 0 {
                onProgress(1 - Double(steps) / Double(Self.maxSteps))
                // One hard case does not take the time of all others.
                var own = min(steps, 200_000)
                let allowed = own
                if search.vacate(first + number, &own) {
                    kept.removeAll { $0 == number }
                    isBetter = true
                }
                steps -= allowed - own + 1
            }
        }
        purchases = kept.map { purchases[$0] }
        search = searching()
    }

    /// What is served with the trunks that are bought so far.
    private func searching() -> AllocationSearch {
        var problem = model.problem
        for (number, purchase) in purchases.enumerated() {
            guard let type = types.first(where: { $0.name == purchase.type }) else { continue }
            let tags = purchase.segments.flatMap { plant.segments[$0.index].tags }
            let own = Int32(plant.segments.count + plant.tags.count + plant.trunks.count + number)
            problem.edges.append(
                .init(
                    a: purchase.a.index, z: purchase.z.index, capacity: type.capacity,
                    sharedRisks: AllocationModel.sharedRisks(purchase.segments, tags, plant) + [own],
                    loss: problem.limits.indices.map { loss($0, type, purchase.length) },
                    length: purchase.length.rawValue, fits: type.fits,
                    matedPairs: isPanel(type) ? 2 : 4))
        }
        // With a part of the effort that allocation takes, so that it finds at least as much.
        var search = AllocationSearch(problem, effort: max(Self.leastEffort, problem.wants.count / 2))
        search.run()
        return search
    }

    /// Whether a trunk of a type goes into panels of adapters.
    private func isPanel(_ type: BuyableType) -> Bool {
        plant.catalogue.key(.cassetteType, type.cassette).flatMap { plant.catalogue.cassetteType($0) }
            .flatMap { CassetteShape($0, in: plant.catalogue) }?.isAdapter ?? false
    }

    /// What a trunk with its cassettes loses at worst for a kind of link: four mated pairs, splices and fibre.
    private func loss(_ kind: Int, _ type: BuyableType, _ length: Millimetres) -> Int? {
        guard let key = plant.catalogue.key(.cassetteType, type.cassette),
            let cassette = plant.catalogue.cassetteType(key), let optic = plant.catalogue.optic(model.optic(kind))
        else { return nil }
        let trunk = type.needs.type
        func most(_ sides: [(connector: String, grade: String)]) -> Int? {
            let losses = sides.map { side in
                plant.catalogue.connector(named: side.connector)?.grades.first { $0.name == side.grade }?
                    .pairLossMax_mdB?.value.rawValue
            }
            return losses.contains(nil) ? nil : losses.compactMap { $0 }.max()
        }
        guard let rear = most([(trunk.connectorA, trunk.grade), (cassette.rear.connector, cassette.rear.grade)]),
            let front = most([(cassette.front.connector, cassette.front.grade)])
        else { return nil }
        var fibre = 0
        for lane in optic.lanes {
            guard let perKm = LossModel.attenuation(trunk.fibreClass, lane.wavelength_pm, plant.catalogue).max else {
                return nil
            }
            fibre = max(fibre, (length.rawValue.multipliedClamped(by: perKm) / 1_000_000).addingClamped(1))
        }
        let splices = (cassette.splices ?? 0) * 2 + (trunk.splices ?? 0)
        // In an adapter two plugs are one pair, which acts as the worse.
        let pair = isPanel(type) ? max(rear, front) : rear + front
        return (2 * pair + splices * LossModel.splice.value.rawValue).addingClamped(fibre)
    }
}

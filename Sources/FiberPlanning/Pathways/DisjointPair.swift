import FiberModel
import HeapModule

/// Two routes of one pair of ends that share as little as can be, and are together as cheap as can be.
package struct RoutePair: Sendable {
    package let a: Route
    package let z: Route
    /// Segments that both have.
    package let sharedSegments: [SegmentHandle]
    /// Tags that both pass, as places of ``Plant/tags``.
    package let sharedTags: [Int32]
    /// The cost of both in mm.
    package var cost: Millimetres { a.cost + z.cost }
    /// How far the pair may be from the best, in things shared and in mm of cost; nil where it is proven best.
    package let gap: (shared: Int, cost: Millimetres)?
}

extension RoutePlanner {
    /// The pair of routes that share the fewest segments and tags, and of those the cheapest; nil without a route.
    ///
    /// By segments alone it is a flow, exact. With tags the problem is NP-hard: conflicts are then settled one by
    /// one, best first, up to a bound that depends on the size of the plant alone; where it is hit the answer
    /// carries its gap.
    package mutating func disjointPair(_ request: RouteRequest) -> RoutePair? {
        let terms = terms(request)
        if let inside = insideRack(request) {
            return RoutePair(
                a: inside, z: inside, sharedSegments: [], sharedTags: [], gap: nil)
        }
        let found = searching(request, terms) { search in
            var settler = ConflictResolver(search)
            defer { search = settler.search }
            return settler.best()
        }
        guard let found else { return nil }
        let (a, z) = (route(found.a.arcs, request, terms), route(found.z.arcs, request, terms))
        let shared = found.segments.count + found.tags.count - found.bound / terms.penalty
        let cost = ((found.weight % terms.penalty - found.bound % terms.penalty) >> terms.shift) * terms.unit
        return RoutePair(
            a: a, z: z, sharedSegments: found.segments.map { SegmentHandle($0) }, sharedTags: found.tags,
            gap: found.bound == found.weight ? nil : (shared, Millimetres(max(0, cost))))
    }
}

/// Settles what two ways share, one conflict after the other: either the first way gives it up, or the second
/// does, or both keep it and that is counted. Best first, so the first pair whose conflicts are all settled is best.
struct ConflictResolver {
    /// What two ways can have in common.
    private enum Conflict: Hashable {
        case segment(Int32), tag(Int32)
    }

    struct Pair {
        var a: FoundWay
        var z: FoundWay
        var segments: [Int32]
        var tags: [Int32]
        var weight: Int
        /// What no pair undercuts.
        var bound = 0
    }

    /// All pairs whose first way keeps off `closedA`, whose second keeps off `closedZ`, and that share all of `kept`.
    private struct Part: Comparable {
        /// The cheapest way under the terms of each side, whatever it shares with the other.
        var a: FoundWay
        var z: FoundWay
        var closedA: Set<Int32> = []
        var closedZ: Set<Int32> = []
        var kept: Set<Conflict> = []
        var bound: Int
        var number = 0

        static func < (a: Part, b: Part) -> Bool { (a.bound, a.number) < (b.bound, b.number) }
        static func == (a: Part, b: Part) -> Bool { a.number == b.number }
    }

    private(set) var search: RouteSearch
    private let ends: RouteEnds
    private let terms: RouteTerms
    private let plant: Plant
    private var parts = Heap<Part>()
    private var made = 0
    private var leader: Pair?

    init(_ search: RouteSearch) {
        self.search = search
        ends = search.ends
        terms = search.terms
        plant = search.graph.plant
    }

    /// How many conflicts are settled before the best pair so far is answered, with its gap.
    private var maxSettled: Int { max(300, min(20_000, 2_000_000 / max(1, plant.segments.count))) }

    mutating func best() -> Pair? {
        guard let first = search.best() else { return nil }
        let floor = flow(first)
        improve(first)
        add(Part(a: first, z: first, bound: 0))
        for _ in 0..<maxSettled {
            guard let part = parts.min, let best = leader, best.weight > max(floor, part.bound) else { break }
            parts.removeMin()
            if let conflict = conflict(part) { settle(conflict, part) }
        }
        guard var best = leader else { return nil }
        best.bound = min(best.weight, max(floor, parts.min?.bound ?? .max))
        return best
    }

    private mutating func settle(_ conflict: Conflict, _ part: Part) {
        let closed = segments(of: conflict)
        // While both ways stand under the same terms, which of them gives way makes no difference.
        if part.closedA != part.closedZ, let way = way(part.closedA.union(closed)) {
            var child = part
            child.closedA.formUnion(closed)
            child.a = way
            add(child)
        }
        if let way = way(part.closedZ.union(closed)) {
            var child = part
            child.closedZ.formUnion(closed)
            child.z = way
            add(child)
        }
        var child = part
        child.kept.insert(conflict)
        add(child)
    }

    private mutating func add(_ part: Part) {
        var part = part
        made += 1
        part.number = made
        part.bound = part.a.weight + part.z.weight + part.kept.count * terms.penalty
        consider(pair(part.a, part.z))
        if let best = leader, part.bound < best.weight { parts.insert(part) }
    }

    private mutating func consider(_ pair: Pair) {
        guard let best = leader else {
            leader = pair
            return
        }
        if pair.weight != best.weight ? pair.weight < best.weight : Self.precedes(pair, best) { leader = pair }
    }

    private static func precedes(_ a: Pair, _ b: Pair) -> Bool {
        (a.a.ranks + [-1] + a.z.ranks).lexicographicallyPrecedes(b.a.ranks + [-1] + b.z.ranks)
    }

    /// The cheapest way that keeps off these segments.
    private mutating func way(_ closed: Set<Int32>) -> FoundWay? {
        var narrowed = terms
        narrowed.avoided.formUnion(closed)
        search.aim(ends, narrowed)
        return search.best()
    }

    // MARK: What two ways share

    private func pair(_ a: FoundWay, _ z: FoundWay) -> Pair {
        let (a, z) = FoundWay.precedes(z, a) ? (z, a) : (a, z)
        let segments = Set(a.arcs.map { $0 / 2 }).intersection(z.arcs.map { $0 / 2 })
            .sorted { search.graph.ranks[Int($0)] < search.graph.ranks[Int($1)] }
        let tags = tags(a).intersection(tags(z)).sorted()
        return Pair(
            a: a, z: z, segments: segments, tags: tags,
            weight: a.weight + z.weight + (segments.count + tags.count) * terms.penalty)
    }

    private func tags(_ way: FoundWay) -> Set<Int32> { Set(way.arcs.flatMap { plant.segments[Int($0 / 2)].tags }) }

    private func conflict(_ part: Part) -> Conflict? {
        let pair = pair(part.a, part.z)
        return pair.tags.map { .tag($0) }.first { !part.kept.contains($0) }
            ?? pair.segments.map { .segment($0) }.first { !part.kept.contains($0) }
    }

    private func segments(of conflict: Conflict) -> Set<Int32> {
        switch conflict {
        case .segment(let segment): [segment]
        case .tag(let tag): Set(plant.segments.indices.filter { plant.segments[$0].tags.contains(tag) }.map(Int32.init))
        }
    }

    // MARK: Bounds and first guesses

    /// The weight below which no pair is; where the flow is a pair, that is taken as a first guess.
    private mutating func flow(_ first: FoundWay) -> Int {
        guard !first.arcs.isEmpty, ends.vias.isEmpty, let walk = search.cheapestWalk() else { return 2 * first.weight }
        var flow = PairFlow(search.graph, ends, terms, first: walk.places, distances: search.distances())
        guard let found = flow.pair() else { return 2 * first.weight }
        let ways = [found.a, found.z].compactMap { places in
            search.way(places.map { search.graph.arc(of: $0).arc })
        }
        if ways.count == 2 {
            consider(pair(ways[0], ways[1]))
            for way in ways { improve(way) }
        }
        return found.weight
    }

    /// Pairs a way with the cheapest that shares nothing with it.
    private mutating func improve(_ way: FoundWay) {
        let tags = tags(way)
        let closed = plant.segments.indices.filter { plant.segments[$0].tags.contains(where: tags.contains) }
        if let other = self.way(Set(closed.map(Int32.init)).union(way.arcs.map { $0 / 2 })) {
            consider(pair(way, other))
        }
    }
}

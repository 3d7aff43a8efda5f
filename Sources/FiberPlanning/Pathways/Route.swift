import FiberModel

/// A way for a trunk, with everything that a planner asks of it.
public struct Route: Sendable {
    /// Its segments in order.
    public let steps: [RouteWalk.Step]
    /// The node that it leaves from, or where it stays if it needs no segment; nil inside one rack.
    public let start: NodeHandle?
    /// Where it ends; nil where both ends are at one place.
    public let end: NodeHandle?
    /// Its length, and the one to order.
    public let length: RouteLength
    /// In mm: the way, and the price of the fill beyond what is planned.
    public let cost: Millimetres
    /// Its bends, in order.
    public let bends: [Bend]
    /// Segments that this trunk would fill beyond plan, with the share that is full then; 1 is all.
    public let overPlan: [(segment: SegmentHandle, share: Double)]
    /// The fullest segment once the trunk lies there, where any cross-section is known.
    public let fullest: (segment: SegmentHandle, share: Double)?
    /// Segments whose fill cannot be told, because their cross-section is not known.
    public let unknownFill: [SegmentHandle]
    /// Segments that its diverse twin has as well.
    public let shared: [SegmentHandle]
    /// Tags that its diverse twin meets as well, as places of `Plant/tags`.
    public let sharedTags: [Int32]
    /// What the cable goes through while it is pulled, and the right angles that it may go round.
    package let pull: PullEstimate
    /// As many turns as a cable may be pulled round; nil is not known.
    public let maxTurns: Int?

    /// Its segments in order.
    public var segments: [SegmentHandle] { steps.map(\.segment) }
    /// Turns whose fitting is not specified, wide enough for the cable.
    public var unknownFittings: [Bend] {
        bends.filter { $0.fitting == nil && $0.angleDegrees >= Bend.negligibleDegrees }
    }
}

/// What is wanted of a route.
public struct RouteRequest: Sendable {
    /// Where it is to begin.
    public var from: RouteEnd
    /// Where it is to end.
    public var to: RouteEnd
    /// What the cable needs.
    public var needs: CableNeeds
    /// Segments that it is not to take.
    public var avoid: Set<SegmentHandle> = []
    /// Nodes to pass, in this order.
    public var via: [NodeHandle] = []
    /// Segments to share nothing with, neither themselves nor a tag.
    public var diverseFrom: Set<SegmentHandle> = []
    /// Nil is as the halls say.
    public var allowances: Allowances?
    /// What a segment at its hard limit costs besides its length, as a multiple of it.
    public var fillPrice = 3

    /// A route of a cable from one end to another.
    public init(from: RouteEnd, to: RouteEnd, needs: CableNeeds) {
        self.from = from
        self.to = to
        self.needs = needs
    }
}

/// Finds ways over the pathways of a plant, and keeps account of what is laid on them.
///
/// Building it costs O(segments × log segments); each question then touches what lies near the way.
public struct RoutePlanner: Sendable {
    let graph: RouteGraph
    private var search: RouteSearch?
    package private(set) var fill: TrayFill
    /// The plant in which it plans.
    public var plant: Plant { graph.plant }
    /// Places from which all searches so far went on.
    package var expanded: Int { search?.expanded ?? 0 }

    /// - Parameters:
    ///   - plant: the plant in which it plans.
    ///   - lifted: trunks that are to be rerouted, so that they fill nothing.
    public init(_ plant: Plant, lifting lifted: Set<TrunkHandle> = []) {
        graph = RouteGraph(plant)
        fill = TrayFill(plant) { !lifted.contains($0) }
    }

    /// The `count` cheapest routes that pass no node twice, cheapest first; of equal ones that of the fewest
    /// segments, then that whose labels come first.
    public mutating func routes(_ request: RouteRequest, count: Int = 1) -> [Route] {
        if let inside = insideRack(request) { return [inside] }
        let terms = leastSharing(request)
        let found = searching(request, terms) { $0.best(count) }
        return found.map { route($0.arcs, request, terms) }
    }

    /// Lays a cable of a type on a route: whoever asks next finds the fill that it leaves.
    public mutating func lay(_ route: Route, _ needs: CableNeeds) {
        fill.lay(needs.diameterSquared, on: route.segments)
    }

    /// Hands the search, aimed at a request, to `body`; its arrays are kept from one question to the next.
    mutating func searching<T>(_ request: RouteRequest, _ terms: RouteTerms, _ body: (inout RouteSearch) -> T) -> T {
        var search = self.search.take() ?? RouteSearch(graph, ends(request), terms)
        search.aim(ends(request), terms)
        defer {
            search.forgetFill()
            self.search = search
        }
        return body(&search)
    }

    func terms(_ request: RouteRequest) -> RouteTerms {
        var terms = RouteTerms(request.needs, fill, graph, fillPrice: request.fillPrice)
        terms.avoided = Set(request.avoid.map(\.rawValue))
        terms.shared = Set(request.diverseFrom.map(\.rawValue))
        return terms
    }

    /// The terms under which a way shares the fewest segments and tags with what it is to be diverse from.
    ///
    /// A tag counts once, on however many segments it is met, so which tags are given up is tried set by set, the
    /// small sets first. Exact up to eight tags; beyond that only none, each alone, and all are tried.
    mutating func leastSharing(_ request: RouteRequest) -> RouteTerms {
        let open = terms(request)
        let tags = Set(request.diverseFrom.flatMap { plant.segments[$0.index].tags }).sorted()
        guard !tags.isEmpty else { return open }
        var having: [Int32: Set<Int32>] = [:]
        for (index, row) in plant.segments.enumerated() {
            for tag in row.tags where tags.contains(tag) { having[tag, default: []].insert(Int32(index)) }
        }
        var best: (shared: Int, weight: Int, terms: RouteTerms)?
        for kept in Self.subsets(of: tags) {
            // A way that meets all of a larger set shares more than the best so far.
            if let best, kept.count > best.shared { break }
            var terms = open
            for tag in tags where !kept.contains(tag) { terms.closed.formUnion(having[tag] ?? []) }
            guard let way = searching(request, terms, { $0.best() }) else { continue }
            let segments = Set(way.arcs.map { $0 / 2 })
            let shared =
                segments.intersection(terms.shared).count
                + tags.count { !segments.isDisjoint(with: having[$0] ?? []) }
            let weight = way.weight % terms.penalty
            if let best, (best.shared, best.weight) <= (shared, weight) { continue }
            best = (shared, weight, terms)
        }
        return best?.terms ?? open
    }

    private static func subsets(of tags: [Int32]) -> [Set<Int32>] {
        guard tags.count <= 8 else { return [[]] + tags.map { [$0] } + [Set(tags)] }
        return (0..<(1 << tags.count)).map { bits in Set(tags.indices.filter { bits >> $0 & 1 == 1 }.map { tags[$0] }) }
            .sorted { $0.count != $1.count ? $0.count < $1.count : $0.sorted().lexicographicallyPrecedes($1.sorted()) }
    }

    func ends(_ request: RouteRequest) -> RouteEnds {
        RouteEnds(
            sources: request.from.nodes.map { ($0.node.rawValue, $0.vertical.rawValue) },
            targets: request.to.nodes.map { ($0.node.rawValue, $0.vertical.rawValue) },
            vias: request.via.map(\.rawValue))
    }

    /// Between two units of one rack no pathway is needed.
    func insideRack(_ request: RouteRequest) -> Route? {
        guard let rack = request.from.rack, rack == request.to.rack, request.via.isEmpty else { return nil }
        return route([], request, terms(request))
    }

    func route(_ arcs: [Int32], _ request: RouteRequest, _ terms: RouteTerms) -> Route {
        let steps = graph.steps(arcs)
        let start = steps.first?.from ?? sharedNode(request)
        let end = steps.last?.to ?? start
        let length = length(steps, request)
        let square = request.needs.diameterSquared ?? 0
        let shares = steps.compactMap { step in
            fill.share(of: step.segment, adding: square).map { (segment: step.segment, share: $0) }
        }
        return Route(
            steps: steps, start: start, end: end, length: length,
            cost: Millimetres(
                length.way.rawValue + terms.cost(arcs, graph) - arcs.reduce(0) { $0 + graph.lengths[Int($1 / 2)] }),
            bends: RouteWalk(steps).bends(in: plant),
            overPlan: shares.filter { $0.share * 100 > Double(plant.segments[$0.segment.index].planFill.rawValue) },
            fullest: shares.max { $0.share < $1.share },
            unknownFill: steps.map(\.segment).filter { fill.share(of: $0) == nil },
            shared: steps.map(\.segment).filter { terms.shared.contains($0.rawValue) },
            sharedTags: Set(steps.flatMap { plant.segments[$0.segment.index].tags })
                .intersection(request.diverseFrom.flatMap { plant.segments[$0.index].tags }).sorted(),
            pull: PullEstimate(RouteWalk(steps), request.needs.type, in: plant),
            maxTurns: request.needs.type.pullTurns?.value.rawValue)
    }

    /// Where a route without segments begins and ends, unless it stays inside a rack.
    private func sharedNode(_ request: RouteRequest) -> NodeHandle? {
        let targets = Set(request.to.nodes.map(\.node))
        return request.from.nodes.first { targets.contains($0.node) }?.node
    }

    private func length(_ steps: [RouteWalk.Step], _ request: RouteRequest) -> RouteLength {
        let allowances = request.allowances ?? Allowances(from: request.from.rack, to: request.to.rack, in: plant)
        let stock = request.needs.stockLengths
        var way: [(term: RouteLength.Term, length: Millimetres)] = []
        if steps.isEmpty, let rack = request.from.rack, rack == request.to.rack {
            let between =
                if let a = request.from.unit, let z = request.to.unit { plant.vertical(between: a, and: z) } else {
                    plant.vertical(in: rack, from: .top, to: request.from.unit ?? request.to.unit)
                }
            return RouteLength([(.vertical(rack, nil), between)], allowances, stock: stock)
        }
        func vertical(_ end: RouteEnd, _ node: NodeHandle?) {
            guard let rack = end.rack, let at = end.nodes.first(where: { $0.node == node }) else { return }
            way.append((.vertical(rack, plant.nodes[at.node.index].entry), at.vertical))
        }
        let start = steps.first?.from ?? sharedNode(request)
        vertical(request.from, start)
        way += steps.map { (.segment($0.segment), plant.length(of: $0.segment)) }
        vertical(request.to, steps.last?.to ?? start)
        return RouteLength(way, allowances, stock: stock)
    }
}

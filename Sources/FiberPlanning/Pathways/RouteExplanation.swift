import FiberModel

/// What kept a cable off a way, with both numbers where there are numbers.
package struct Objection: Sendable {
    package let obstacle: Obstacle
    /// Thousandths of ``unit``: what is there, and what would do.
    package let actual: Int?
    package let limit: Int?
    /// `mm` for radii, `%` for fill.
    package let unit: String
    /// For a turn: what asks for the limit.
    package let why: String
}

/// A way that would have been cheaper, and everything that spoke against it.
package struct RejectedRoute: Sendable {
    package let route: Route
    package let objections: [Objection]
}

/// Why no route exists.
package enum NoRoute: Sendable {
    /// Nothing leads from one end to the other; the nodes that each end reaches.
    case notConnected(reachedFrom: Int, reachedTo: Int)
    /// The way on which the least would have to give, and what.
    case blocked(RejectedRoute)
    /// There are ways, but none that passes the given nodes in their order.
    case notByVias
    /// The search was given up at its bound.
    case gaveUp
}

extension RoutePlanner {
    /// Ways that are cheaper than the best route and were rejected, cheapest first, at most `most` of them.
    ///
    /// Each is the cheapest that none of the objections told before kills: together they tell every reason for
    /// which a cheaper way was not taken.
    package mutating func rejections(_ request: RouteRequest, most: Int = 20) -> [RejectedRoute] {
        guard insideRack(request) == nil else { return [] }
        var strict = leastSharing(request)
        let best = searching(request, strict) { $0.best() }
        // Where the best shares something with its diverse twin, sharing does not keep off a way.
        let taken = best.map { route($0.arcs, request, strict) }
        if taken.map({ !$0.shared.isEmpty || !$0.sharedTags.isEmpty }) ?? false {
            (strict.shared, strict.closed) = ([], [])
        }
        var kept: Set<Obstacle> = []
        var rejected: [RejectedRoute] = []
        while rejected.count < most {
            var relaxed = strict
            relaxed.enforcement = .only(kept)
            guard let way = searching(request, relaxed, { $0.best() }) else { break }
            let obstacles = relaxed.obstacles(way.arcs, graph)
            guard !obstacles.isEmpty else { break }
            rejected.append(
                RejectedRoute(
                    route: route(way.arcs, request, relaxed), objections: obstacles.map { objection($0, request) }))
            kept.formUnion(obstacles)
        }
        return rejected
    }

    /// Why ``routes(_:count:)`` has no answer: on which way the least would have to give, and how much of it.
    package mutating func whyNone(_ request: RouteRequest) -> NoRoute {
        var counted = terms(request)
        counted.enforcement = .counted
        let (way, gaveUp) = searching(request, counted) { ($0.best(), $0.gaveUp) }
        guard let way else {
            if gaveUp { return .gaveUp }
            guard !request.via.isEmpty else { return notConnected(request) }
            var direct = request
            direct.via = []
            let isConnected = searching(direct, counted) { $0.best() != nil }
            return !isConnected ? notConnected(request) : .notByVias
        }
        // Sharing with a twin is never what is missing: it was allowed all along.
        let obstacles = counted.obstacles(way.arcs, graph).filter { if case .shared = $0 { false } else { true } }
        guard !obstacles.isEmpty else { return .gaveUp }
        return .blocked(
            RejectedRoute(
                route: route(way.arcs, request, counted), objections: obstacles.map { objection($0, request) }))
    }

    private func notConnected(_ request: RouteRequest) -> NoRoute {
        .notConnected(reachedFrom: reached(request.from), reachedTo: reached(request.to))
    }

    /// How many nodes an end reaches, whatever a cable would say to the way.
    private func reached(_ end: RouteEnd) -> Int {
        var seen = Set(end.nodes.map(\.node.rawValue))
        var open = Array(seen)
        while let node = open.popLast() {
            for arc in graph.arcs(leaving: node) where seen.insert(graph.heads[Int(arc)]).inserted {
                open.append(graph.heads[Int(arc)])
            }
        }
        return seen.count
    }

    private func objection(_ obstacle: Obstacle, _ request: RouteRequest) -> Objection {
        switch obstacle {
        case .avoided, .cableNotAllowed, .lengthUnknown, .shared:
            return Objection(obstacle: obstacle, actual: nil, limit: nil, unit: "", why: "")
        case .full(let segment):
            let share = fill.share(of: segment, adding: request.needs.diameterSquared ?? 0) ?? 0
            return Objection(
                obstacle: obstacle, actual: Int(clamping: share * 100_000, rounding: .up),
                limit: plant.segments[segment.index].hardFill.rawValue * 1000, unit: "%", why: "")
        case .tightBend(let node, let a, let z):
            let radius = bend(node, a, z)?.radius.rawValue ?? 0
            let limit = request.needs.governing
            return Objection(
                obstacle: obstacle, actual: radius * 1000, limit: limit?.figure.value.rawValue, unit: "mm",
                why: limit.map { "\($0.why) (\($0.figure.citation))" } ?? "")
        }
    }

    /// The turn between two segments at a node, whichever way it is walked.
    private func bend(_ node: NodeHandle, _ a: SegmentHandle, _ z: SegmentHandle) -> Bend? {
        func step(_ segment: SegmentHandle, into: Bool) -> RouteWalk.Step {
            let row = plant.segments[segment.index]
            let far = row.a == node ? row.z : row.a
            return RouteWalk.Step(segment: segment, from: into ? far : node, to: into ? node : far)
        }
        return RouteWalk([step(a, into: true), step(z, into: false)]).bends(in: plant).first
    }
}

import FiberModel

// What is left of a way at least, and questions about the whole graph.

extension RouteSearch {
    /// What a way costs at least from the end of an arc on.
    mutating func bound(_ arc: Int32, _ node: Int32, _ layer: Int, _ isFree: Bool) -> Int {
        if !remainingCost.isEmpty, layer == ends.vias.count {
            return isFree ? remainingCost[graph.placeCount + Int(node)] : remainingCost(after: arc, node)
        }
        let at = layer * graph.plant.nodes.count + Int(node)
        if boundMarks[at] != boundMark {
            boundMarks[at] = boundMark
            // A shift binds tighter than a division.
            bounds[at] = (straightBound(node, layer) / terms.unit) << terms.shift
        }
        return bounds[at]
    }

    /// By the straight line over the nodes that are still to be passed.
    private func straightBound(_ node: Int32, _ layer: Int) -> Int {
        let legs = zip([node] + ends.vias[layer...], ends.vias[layer...]).reduce(0.0) { $0 + straight($1.0, $1.1) }
        let last = ends.vias[layer...].last ?? node
        // Without an end there is nothing to hurry to: every place is looked at.
        let rest = ends.targets.map { straight(last, $0.node) * graph.stretch + Double($0.cost) }.min() ?? 0
        // Rounded down far enough that no error of floating arithmetic makes it a millimetre too much.
        return max(0, Int(clamping: (legs * graph.stretch + rest) * (1 - 1e-9), rounding: .down))
    }

    private func straight(_ a: Int32, _ z: Int32) -> Double {
        let (a, z) = (graph.plant.nodes[Int(a)], graph.plant.nodes[Int(z)])
        let (x, y, h) = (
            Double((z.x - a.x).rawValue), Double((z.y - a.y).rawValue), Double((z.z - a.z).rawValue)
        )
        return (x * x + y * y + h * h).squareRoot()
    }

    /// Works out what is left from everywhere to the end: worth it before many searches of one pair of ends.
    ///
    /// Ways read backwards cost the same, so this is one search from the ends over all of the graph.
    mutating func precomputeRemainingCosts() {
        var search = RouteSearch(graph, RouteEnds(sources: ends.targets, targets: []), terms)
        search.settleAll()
        remainingCost = (0..<statesOfLayer).map {
            search.marks[$0] == search.mark ? search.costs[$0] : Self.unreachable
        }
        for target in ends.targets {
            let at = graph.placeCount + Int(target.node)
            remainingCost[at] = min(remainingCost[at], terms.weight(ofCost: target.cost))
        }
    }

    /// What is left behind an arc, at a node where it matters how one came.
    private func remainingCost(after arc: Int32, _ node: Int32) -> Int {
        var least = ends.targets.first { $0.node == node }.map { terms.weight(ofCost: $0.cost) } ?? Self.unreachable
        for departure in graph.departures(from: node) {
            let next = graph.departure(departure)
            // Where a segment has no direction it is only known further on which turns there are.
            if graph.directions[Int(next)].isZero || graph.directions[Int(arc)].isZero { return 0 }
            guard next != arc ^ 1, remainingCost[Int(next ^ 1)] < least, let turn = terms.turn(arc, next, graph) else {
                continue
            }
            least = min(least, remainingCost[Int(next ^ 1)] + turn)
        }
        return least
    }

    /// The cheapest walk, which may pass a node twice, as places.
    mutating func cheapestWalk() -> (places: [Int32], weight: Int)? {
        guard let way = walk(Start(), [], []) else { return nil }
        var facing: Int32 = -1
        let places = way.arcs.map { arc in
            defer { facing = graph.facing(over: arc, from: facing) }
            return graph.place(over: arc, facing: facing)
        }
        return (places, way.weight)
    }

    /// From the sources to the far end of every place; negative where none is reached.
    func distances() -> [Int] {
        var search = RouteSearch(graph, RouteEnds(sources: ends.sources, targets: []), terms)
        search.joinsPlaces = false
        search.settleAll()
        return (0..<graph.placeCount).map { search.marks[$0] == search.mark ? search.costs[$0] : -1 }
    }

    /// A sequence of arcs as a way with its weight, or nil where it passes a node twice.
    func way(_ arcs: [Int32]) -> FoundWay? {
        guard let first = arcs.first, repeated(arcs, after: 0) == nil,
            let target = ends.targets.first(where: { $0.node == graph.heads[Int(arcs[arcs.count - 1])] }),
            let source = ends.sources.first(where: { $0.node == graph.tails[Int(first)] })
        else { return nil }
        var weight = terms.weight(ofCost: source.cost) + terms.weight(ofCost: target.cost)
        var facing: Int32 = -1
        for arc in arcs {
            guard let own = terms.weight(of: arc / 2, graph), let turn = terms.turn(facing, arc, graph) else {
                return nil
            }
            weight += own + turn
            facing = graph.facing(over: arc, from: facing)
        }
        return FoundWay(weight: weight, arcs: arcs, ranks: arcs.map { graph.ranks[Int($0 / 2)] })
    }

    private mutating func settleAll() {
        mark += 1
        begin(Start(), [], [])
        while let entry = heap.popMin() {
            guard entry.cost == costs[Int(entry.state)], entry.state != endState else { continue }
            expand(entry, [])
        }
    }
}

import FiberModel
import HeapModule

/// Where a way begins and ends: nodes, with what it costs in mm to be there.
struct RouteEnds: Sendable {
    var sources: [(node: Int32, cost: Int)]
    var targets: [(node: Int32, cost: Int)]
    /// Nodes to be passed, in this order.
    var vias: [Int32] = []
}

/// A way that was found: its arcs, and its weight, which orders ways.
struct FoundWay: Sendable {
    var weight: Int
    var arcs: [Int32]
    /// The labels' ranks, which decide between ways of equal weight.
    var ranks: [Int32]

    static func precedes(_ a: FoundWay, _ b: FoundWay) -> Bool {
        a.weight != b.weight ? a.weight < b.weight : a.ranks.lexicographicallyPrecedes(b.ranks)
    }
}

/// Finds the cheapest way that passes no node twice, among all ways from where it is told to start.
///
/// A* over segment ends. Of equally cheap ways the one with the fewest segments wins, then the one whose labels
/// come first, so the answer depends on the plant alone. Where a forbidden turn makes the cheapest walk come by
/// a node twice, the walks are split by which of the two visits they give up, and the cheapest half is tried
/// first: exact, and no dearer than one search where that does not happen.
struct RouteSearch {
    /// Ways that begin with `prefix` and go on with none of `notNext`.
    struct Start {
        var prefix: [Int32] = []
        var notNext: Set<Int32> = []
        /// Whether the way may end where the prefix does.
        var mayEnd = true
    }

    let graph: RouteGraph
    private(set) var ends = RouteEnds(sources: [], targets: [])
    private(set) var terms: RouteTerms
    /// Whether a search was given up at ``mostSplits``: what it answered may not be the best.
    private(set) var gaveUp = false
    static let mostSplits = 2000

    // One entry a place and number of vias passed; `mark` tells whether it is of this search.
    private var costs: [Int] = []
    private var marks: [Int32] = []
    private var parents: [Int32] = []
    private var children: [Int32] = []
    private var childMarks: [Int32] = []
    private var mark: Int32 = 0
    private var links: [(state: Int32, next: Int32)] = []
    private var heap = Heap<Entry>()
    private var bounds: [Int] = []
    private var boundMarks: [Int32] = []
    private var boundMark: Int32 = 0
    /// What is left to the end from each arc, where it was worked out for the whole graph.
    private var exactBounds: [Int] = []
    private var isClosedNode: [Bool]

    private struct Entry: Comparable {
        var bound: Int
        var cost: Int
        var state: Int32
        static func < (a: Entry, b: Entry) -> Bool { a.bound != b.bound ? a.bound < b.bound : a.cost > b.cost }
    }

    private static let unreachable = Int.max / 4

    init(_ graph: RouteGraph, _ ends: RouteEnds, _ terms: RouteTerms) {
        self.graph = graph
        self.terms = terms
        isClosedNode = Array(repeating: false, count: graph.plant.nodes.count)
        aim(ends, terms)
    }

    /// Turns to other ends and terms. O(1), but for the first time and when there are more nodes to pass.
    mutating func aim(_ ends: RouteEnds, _ terms: RouteTerms) {
        self.ends = ends
        self.terms = terms
        gaveUp = false
        exactBounds = []
        boundMark += 1
        let layers = ends.vias.count + 1
        let states = graph.placeCount * layers + 1
        guard costs.count != states else { return }
        costs = Array(repeating: 0, count: states)
        parents = Array(repeating: -1, count: states)
        children = parents
        marks = Array(repeating: 0, count: states)
        childMarks = marks
        bounds = Array(repeating: 0, count: graph.plant.nodes.count * layers)
        boundMarks = Array(repeating: 0, count: bounds.count)
        mark = 0
        boundMark = 1
    }

    private var endState: Int32 { Int32(costs.count - 1) }

    // MARK: Ways without a node twice

    /// The best way of a start, or nil where there is none.
    mutating func best(_ start: Start = Start()) -> FoundWay? {
        struct Part {
            var way: FoundWay
            var closed: Set<Int32>
            var notNext: Set<Int32>
        }
        for arc in start.prefix { isClosedNode[Int(graph.tails[Int(arc)])] = true }
        if let last = start.prefix.last { isClosedNode[Int(graph.heads[Int(last)])] = true }
        defer {
            for arc in start.prefix { isClosedNode[Int(graph.tails[Int(arc)])] = false }
            if let last = start.prefix.last { isClosedNode[Int(graph.heads[Int(last)])] = false }
        }
        guard let first = walk(start, start.notNext, []) else { return nil }
        var parts = [Part(way: first, closed: [], notNext: start.notNext)]
        for _ in 0..<Self.mostSplits {
            guard let place = parts.indices.min(by: { FoundWay.precedes(parts[$0].way, parts[$1].way) }) else {
                return nil
            }
            let part = parts.remove(at: place)
            guard let visits = repeated(part.way.arcs, after: start.prefix.count) else { return part.way }
            // No way takes both; either it enters the node less the first time, or not the second.
            for visit in [visits.first, visits.second] {
                var half = part
                switch visit {
                case .entering(let arc): half.closed.insert(arc)
                case .startingWith(let arc): half.notNext.insert(arc)
                }
                guard let way = walk(start, half.notNext, half.closed) else { continue }
                half.way = way
                parts.append(half)
            }
        }
        gaveUp = true
        return nil
    }

    private enum Visit { case entering(Int32), startingWith(Int32) }

    /// The first node that a way comes by twice.
    private func repeated(_ arcs: [Int32], after prefix: Int) -> (first: Visit, second: Visit)? {
        let rest = arcs[prefix...]
        var visits: [Int32: Visit] = [:]
        if prefix == 0, let arc = rest.first { visits[graph.tails[Int(arc)]] = .startingWith(arc) }
        for arc in rest {
            if let first = visits.updateValue(.entering(arc), forKey: graph.heads[Int(arc)]) {
                return (first, .entering(arc))
            }
        }
        return nil
    }

    // MARK: Walks

    private mutating func walk(_ start: Start, _ notNext: Set<Int32>, _ closed: Set<Int32>) -> FoundWay? {
        mark += 1
        links.removeAll(keepingCapacity: true)
        heap = Heap()
        begin(start, notNext, closed)
        var least = Int.max
        while let entry = heap.min, entry.bound <= least {
            heap.removeMin()
            guard entry.cost == costs[Int(entry.state)] else { continue }
            if entry.state == endState { least = entry.cost } else { expand(entry, closed) }
        }
        guard least < .max else { return nil }
        let arcs = start.prefix + firstByLabel()
        return FoundWay(weight: least, arcs: arcs, ranks: arcs.map { graph.ranks[Int($0 / 2)] })
    }

    private mutating func begin(_ start: Start, _ notNext: Set<Int32>, _ closed: Set<Int32>) {
        guard let last = start.prefix.last else {
            for source in ends.sources {
                let cost = source.cost << terms.shift
                let layer = layer(after: source.node, 0)
                if start.mayEnd { finish(source.node, layer, cost, from: -1) }
                for arc in graph.arcs(leaving: source.node) where !notNext.contains(arc) && !closed.contains(arc) {
                    go(arc, facing: -1, layer, cost, from: -1)
                }
            }
            return
        }
        var (cost, layer, facing) = (0, 0, Int32(-1))
        let first = graph.tails[Int(start.prefix[0])]
        cost = (ends.sources.first { $0.node == first }?.cost ?? 0) << terms.shift
        layer = self.layer(after: first, 0)
        for arc in start.prefix {
            cost += (terms.weight(of: arc / 2, graph) ?? 0) + (terms.turn(facing, arc, graph) ?? 0)
            layer = self.layer(after: graph.heads[Int(arc)], layer)
            if !graph.directions[Int(arc)].isZero { facing = arc }
        }
        let node = graph.heads[Int(last)]
        if start.mayEnd { finish(node, layer, cost, from: -1) }
        for arc in graph.arcs(leaving: node) where !notNext.contains(arc) && !closed.contains(arc) {
            go(arc, facing: facing, layer, cost, from: -1)
        }
    }

    private mutating func expand(_ entry: Entry, _ closed: Set<Int32>) {
        let places = Int32(graph.placeCount)
        let layer = Int(entry.state / places)
        let (arc, facing) = graph.arc(of: entry.state % places)
        let node = graph.heads[Int(arc)]
        finish(node, layer, entry.cost, from: entry.state)
        for next in graph.arcs(leaving: node) where next != arc ^ 1 {
            if !closed.isEmpty, closed.contains(next) { continue }
            go(next, facing: facing, layer, entry.cost, from: entry.state)
        }
    }

    private mutating func go(_ arc: Int32, facing: Int32, _ layer: Int, _ cost: Int, from parent: Int32) {
        let node = graph.heads[Int(arc)]
        guard !isClosedNode[Int(node)], node != graph.tails[Int(arc)],
            let weight = terms.weight(of: arc / 2, graph), let turn = terms.turn(facing, arc, graph)
        else { return }
        let layer = self.layer(after: node, layer)
        let place = graph.place(over: arc, facing: facing)
        let bound = bound(arc, node, layer)
        guard bound < Self.unreachable else { return }
        reach(Int32(layer * graph.placeCount) + place, cost + weight + turn, bound, from: parent)
    }

    private mutating func finish(_ node: Int32, _ layer: Int, _ cost: Int, from parent: Int32) {
        guard layer == ends.vias.count, let target = ends.targets.first(where: { $0.node == node }) else { return }
        reach(endState, cost + target.cost << terms.shift, 0, from: parent)
    }

    private mutating func reach(_ state: Int32, _ cost: Int, _ bound: Int, from parent: Int32) {
        let at = Int(state)
        if marks[at] != mark || cost < costs[at] {
            marks[at] = mark
            costs[at] = cost
            parents[at] = Int32(links.count)
            links.append((parent, -1))
            heap.insert(Entry(bound: cost + bound, cost: cost, state: state))
        } else if cost == costs[at] {
            links.append((parent, parents[at]))
            parents[at] = Int32(links.count - 1)
        }
    }

    private func layer(after node: Int32, _ layer: Int) -> Int {
        var layer = layer
        while layer < ends.vias.count, ends.vias[layer] == node { layer += 1 }
        return layer
    }

    // MARK: The first of the cheapest by label

    /// Of all cheapest walks of the last search, the one whose labels come first.
    private mutating func firstByLabel() -> [Int32] {
        var firsts: [Int32] = []
        var open = [endState]
        var edges: [(state: Int32, next: Int32)] = []
        childMarks[Int(endState)] = mark
        children[Int(endState)] = -1
        while let state = open.popLast() {
            var link = parents[Int(state)]
            while link >= 0 {
                let (parent, next) = links[Int(link)]
                link = next
                guard parent >= 0 else {
                    firsts.append(state)
                    continue
                }
                if childMarks[Int(parent)] != mark {
                    childMarks[Int(parent)] = mark
                    children[Int(parent)] = -1
                    open.append(parent)
                }
                edges.append((state, children[Int(parent)]))
                children[Int(parent)] = Int32(edges.count - 1)
            }
        }
        var arcs: [Int32] = []
        var state = firsts.min(by: precedes) ?? endState
        while state != endState {
            arcs.append(arc(of: state))
            var link = children[Int(state)]
            var chosen = endState
            var isFirst = true
            while link >= 0 {
                let (child, next) = edges[Int(link)]
                if isFirst || precedes(child, chosen) { chosen = child }
                isFirst = false
                link = next
            }
            state = chosen
        }
        return arcs
    }

    private func arc(of state: Int32) -> Int32 { graph.arc(of: state % Int32(graph.placeCount)).arc }

    private func precedes(_ a: Int32, _ b: Int32) -> Bool {
        if a == endState || b == endState { return a == endState && b != endState }
        let (x, y) = (arc(of: a), arc(of: b))
        return (graph.ranks[Int(x / 2)], x) < (graph.ranks[Int(y / 2)], y)
    }
}

// MARK: Bounds

extension RouteSearch {
    /// What a way costs at least from the end of an arc on.
    private mutating func bound(_ arc: Int32, _ node: Int32, _ layer: Int) -> Int {
        if layer == ends.vias.count, !exactBounds.isEmpty { return exactBounds[Int(arc)] }
        let at = layer * graph.plant.nodes.count + Int(node)
        if boundMarks[at] != boundMark {
            boundMarks[at] = boundMark
            bounds[at] = straightBound(node, layer) << terms.shift
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
        return max(0, Int((legs * graph.stretch + rest) * (1 - 1e-9)))
    }

    private func straight(_ a: Int32, _ z: Int32) -> Double {
        let (a, z) = (graph.plant.nodes[Int(a)], graph.plant.nodes[Int(z)])
        let (x, y, h) = (
            Double((z.x - a.x).rawValue), Double((z.y - a.y).rawValue), Double((z.z - a.z).rawValue)
        )
        return (x * x + y * y + h * h).squareRoot()
    }

    /// Works out what is left from every arc to the end: worth it before many searches of one pair of ends.
    ///
    /// Ways read backwards cost the same, so this is one search from the ends over all of the graph.
    mutating func measureAll() {
        mark += 1
        links.removeAll(keepingCapacity: true)
        heap = Heap()
        exactBounds = []
        let backwards = RouteEnds(sources: ends.targets, targets: [])
        var search = RouteSearch(graph, backwards, terms)
        search.flood()
        exactBounds = (0..<Int32(graph.arcCount)).map { arc in
            // A direction that is only known further on bounds nothing.
            guard !graph.directions[Int(arc)].isZero else { return 0 }
            let back = Int(arc ^ 1)
            guard search.marks[back] == search.mark, let weight = terms.weight(of: arc / 2, graph) else {
                return Self.isEnd(graph.heads[Int(arc)], ends) ?? Self.unreachable
            }
            return search.costs[back] - weight
        }
    }

    private static func isEnd(_ node: Int32, _ ends: RouteEnds) -> Int? {
        ends.targets.contains { $0.node == node } ? 0 : nil
    }

    /// The cheapest walk, which may come by a node twice, as places.
    mutating func cheapestWalk() -> (places: [Int32], weight: Int)? {
        guard let way = walk(Start(), [], []) else { return nil }
        var facing: Int32 = -1
        let places = way.arcs.map { arc in
            defer { if !graph.directions[Int(arc)].isZero { facing = arc } }
            return graph.place(over: arc, facing: facing)
        }
        return (places, way.weight)
    }

    /// From the sources to the far end of every place; negative where none is reached.
    func distances() -> [Int] {
        var search = RouteSearch(graph, RouteEnds(sources: ends.sources, targets: []), terms)
        search.flood()
        return (0..<graph.placeCount).map { search.marks[$0] == search.mark ? search.costs[$0] : -1 }
    }

    /// A sequence of arcs as a way with its weight, or nil where it passes a node twice.
    func way(_ arcs: [Int32]) -> FoundWay? {
        guard let first = arcs.first, repeated(arcs, after: 0) == nil,
            let target = ends.targets.first(where: { $0.node == graph.heads[Int(arcs[arcs.count - 1])] }),
            let source = ends.sources.first(where: { $0.node == graph.tails[Int(first)] })
        else { return nil }
        var weight = (source.cost + target.cost) << terms.shift
        var facing: Int32 = -1
        for arc in arcs {
            guard let own = terms.weight(of: arc / 2, graph), let turn = terms.turn(facing, arc, graph) else {
                return nil
            }
            weight += own + turn
            if !graph.directions[Int(arc)].isZero { facing = arc }
        }
        return FoundWay(weight: weight, arcs: arcs, ranks: arcs.map { graph.ranks[Int($0 / 2)] })
    }

    private mutating func flood() {
        mark += 1
        begin(Start(), [], [])
        while let entry = heap.popMin() {
            guard entry.cost == costs[Int(entry.state)], entry.state != endState else { continue }
            expand(entry, [])
        }
    }
}

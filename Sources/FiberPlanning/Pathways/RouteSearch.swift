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
    /// Whether a search was given up at ``maxSplits``: what it answered may not be the best.
    private(set) var gaveUp = false
    static let maxSplits = 2000

    // One entry a state, which is a place and the number of vias passed; `mark` tells whether it is of this
    // search. At a node where every turn is wide enough all places are one, numbered behind the others.
    var costs: [Int] = []
    var marks: [Int32] = []
    private var parents: [Int32] = []
    private var children: [Int32] = []
    private var childMarks: [Int32] = []
    var mark: Int32 = 0
    private var links: [(state: Int32, arc: Int32, next: Int32)] = []
    var heap = Heap<Entry>()
    var bounds: [Int] = []
    var boundMarks: [Int32] = []
    var boundMark: Int32 = 0
    /// From the end backwards to every state, where that was worked out; ``unreachable`` where nothing leads.
    var remainingCost: [Int] = []
    /// Of every node: 1 where all turns are wide enough for ``freeRadius``, 2 where not, 0 where nobody asked.
    private var turnClearance: [UInt8]
    private var freeRadius = -1
    var joinsPlaces = true
    private var isClosedNode: [Bool]
    /// Places from which the search went on, so that a test can tell whether it hurries to its end.
    private(set) var expanded = 0

    struct Entry: Comparable {
        var bound: Int
        var cost: Int
        var state: Int32
        static func < (a: Entry, b: Entry) -> Bool { a.bound != b.bound ? a.bound < b.bound : a.cost > b.cost }
    }

    static let unreachable = Int.max / 4

    init(_ graph: RouteGraph, _ ends: RouteEnds, _ terms: RouteTerms) {
        self.graph = graph
        self.terms = terms
        isClosedNode = Array(repeating: false, count: graph.plant.nodes.count)
        turnClearance = Array(repeating: 0, count: graph.plant.nodes.count)
        aim(ends, terms)
    }

    /// Turns to other ends and terms. O(1), but for the first time and when there are more nodes to pass.
    mutating func aim(_ ends: RouteEnds, _ terms: RouteTerms) {
        self.ends = ends
        self.terms = terms
        gaveUp = false
        remainingCost = []
        boundMark += 1
        if freeRadius != terms.radius {
            freeRadius = terms.radius
            turnClearance = Array(repeating: 0, count: graph.plant.nodes.count)
        }
        let layers = ends.vias.count + 1
        let states = statesOfLayer * layers + 1
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

    mutating func forgetFill() { terms.forgetFill() }

    var statesOfLayer: Int { graph.placeCount + graph.plant.nodes.count }
    var endState: Int32 { Int32(costs.count - 1) }

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
        for _ in 0..<Self.maxSplits {
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

    enum Visit { case entering(Int32), startingWith(Int32) }

    /// The first node that a way comes by twice.
    func repeated(_ arcs: [Int32], after prefix: Int) -> (first: Visit, second: Visit)? {
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

    mutating func walk(_ start: Start, _ notNext: Set<Int32>, _ closed: Set<Int32>) -> FoundWay? {
        mark += 1
        links.removeAll(keepingCapacity: true)
        heap = Heap(minimumCapacity: 4096)
        begin(start, notNext, closed)
        var least = Int.max
        while let entry = heap.min, entry.bound <= least {
            heap.removeMin()
            guard entry.cost == costs[Int(entry.state)] else { continue }
            if entry.state == endState {
                least = entry.cost
            } else {
                expanded += 1
                expand(entry, closed)
            }
        }
        guard least < .max else { return nil }
        let arcs = start.prefix + firstByLabel()
        return FoundWay(weight: least, arcs: arcs, ranks: arcs.map { graph.ranks[Int($0 / 2)] })
    }

    mutating func begin(_ start: Start, _ notNext: Set<Int32>, _ closed: Set<Int32>) {
        guard let last = start.prefix.last else {
            for source in ends.sources {
                let cost = terms.weight(ofCost: source.cost)
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
        cost = terms.weight(ofCost: ends.sources.first { $0.node == first }?.cost ?? 0)
        layer = self.layer(after: first, 0)
        for arc in start.prefix {
            cost += (terms.weight(of: arc / 2, graph) ?? 0) + (terms.turn(facing, arc, graph) ?? 0)
            layer = self.layer(after: graph.heads[Int(arc)], layer)
            facing = graph.facing(over: arc, from: facing)
        }
        let node = graph.heads[Int(last)]
        if start.mayEnd { finish(node, layer, cost, from: -1) }
        for arc in graph.arcs(leaving: node) where !notNext.contains(arc) && !closed.contains(arc) {
            go(arc, facing: facing, layer, cost, from: -1)
        }
    }

    mutating func expand(_ entry: Entry, _ closed: Set<Int32>) {
        let states = Int32(statesOfLayer)
        let layer = Int(entry.state / states)
        let place = entry.state % states
        var (back, facing) = (Int32(-1), Int32(-1))
        let node: Int32
        if Int(place) < graph.placeCount {
            let arc: Int32
            (arc, facing) = graph.arc(of: place)
            (node, back) = (graph.heads[Int(arc)], arc ^ 1)
        } else {
            node = place - Int32(graph.placeCount)
        }
        finish(node, layer, entry.cost, from: entry.state)
        for departure in graph.departures(from: node) {
            let next = graph.departure(departure)
            if next == back || (!closed.isEmpty && closed.contains(next)) { continue }
            go(next, facing: facing, layer, entry.cost, from: entry.state)
        }
    }

    private mutating func go(_ arc: Int32, facing: Int32, _ layer: Int, _ cost: Int, from parent: Int32) {
        let node = graph.heads[Int(arc)]
        guard !isClosedNode[Int(node)], node != graph.tails[Int(arc)],
            let weight = terms.weight(of: arc / 2, graph), let turn = terms.turn(facing, arc, graph)
        else { return }
        let layer = ends.vias.isEmpty ? 0 : self.layer(after: node, layer)
        let isFree = isFree(node)
        let place = isFree ? Int32(graph.placeCount) + node : graph.place(over: arc, facing: facing)
        let bound = bound(arc, node, layer, isFree)
        guard bound < Self.unreachable else { return }
        reach(Int32(layer * statesOfLayer) + place, cost + weight + turn, bound, from: parent, over: arc)
    }

    private mutating func isFree(_ node: Int32) -> Bool {
        let at = Int(node)
        if turnClearance[at] == 0 { turnClearance[at] = graph.isFree(node, for: terms.radius) ? 1 : 2 }
        return joinsPlaces && turnClearance[at] == 1
    }

    private mutating func finish(_ node: Int32, _ layer: Int, _ cost: Int, from parent: Int32) {
        guard layer == ends.vias.count, let target = ends.targets.first(where: { $0.node == node }) else { return }
        reach(endState, cost + terms.weight(ofCost: target.cost), 0, from: parent, over: -1)
    }

    private mutating func reach(_ state: Int32, _ cost: Int, _ bound: Int, from parent: Int32, over arc: Int32) {
        let at = Int(state)
        if marks[at] != mark || cost < costs[at] {
            marks[at] = mark
            costs[at] = cost
            parents[at] = Int32(links.count)
            links.append((parent, arc, -1))
            heap.insert(Entry(bound: cost + bound, cost: cost, state: state))
        } else if cost == costs[at] {
            links.append((parent, arc, parents[at]))
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
        var firsts: [(state: Int32, arc: Int32)] = []
        var open = [endState]
        var edges: [(state: Int32, arc: Int32, next: Int32)] = []
        childMarks[Int(endState)] = mark
        children[Int(endState)] = -1
        while let state = open.popLast() {
            var link = parents[Int(state)]
            while link >= 0 {
                let (parent, arc, next) = links[Int(link)]
                link = next
                guard parent >= 0 else {
                    firsts.append((state, arc))
                    continue
                }
                if childMarks[Int(parent)] != mark {
                    childMarks[Int(parent)] = mark
                    children[Int(parent)] = -1
                    open.append(parent)
                }
                edges.append((state, arc, children[Int(parent)]))
                children[Int(parent)] = Int32(edges.count - 1)
            }
        }
        var arcs: [Int32] = []
        guard var step = firsts.min(by: { precedes($0.arc, $1.arc) }) else { return [] }
        while step.arc >= 0 {
            arcs.append(step.arc)
            var link = children[Int(step.state)]
            var chosen = (state: endState, arc: Int32.max)
            while link >= 0 {
                let edge = edges[Int(link)]
                if chosen.arc == .max || precedes(edge.arc, chosen.arc) { chosen = (edge.state, edge.arc) }
                link = edge.next
            }
            step = chosen
        }
        return arcs
    }

    /// By label; to be at the end, -1, comes before everything.
    private func precedes(_ a: Int32, _ b: Int32) -> Bool {
        if a < 0 || b < 0 { return a < b }
        return (graph.ranks[Int(a / 2)], a) < (graph.ranks[Int(b / 2)], b)
    }
}

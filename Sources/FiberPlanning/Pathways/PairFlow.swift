import FiberModel
import HeapModule

/// The cheapest two walks that share as few segments as can be: a flow of two over segment ends.
///
/// After Suurballe: the second walk may undo parts of the first, so the two together are cheapest, not one after
/// the other. A segment may be taken twice at a price above that of any way. Tags, and a segment taken once in
/// each direction, are not seen here: what comes out bounds every pair from below.
struct PairFlow {
    private let graph: RouteGraph
    private let ends: RouteEnds
    private let terms: RouteTerms
    /// From the sources to the far end of each place; negative where it is not reached.
    private let distances: [Int]
    private let first: [Int32]
    private var isOfFirst: Set<Int32> = []
    private var before: [Int32: Int32] = [:]

    // Vertices: 2 × place on entering it, 2 × place + 1 on leaving it.
    private var costs: [Int]
    private var parents: [Int32]
    private var heap = Heap<Entry>()

    private struct Entry: Comparable {
        var cost: Int
        var rank: Int32
        var vertex: Int32
        static func < (a: Entry, b: Entry) -> Bool {
            a.cost != b.cost ? a.cost < b.cost : (a.rank, a.vertex) < (b.rank, b.vertex)
        }
    }

    /// - Parameters:
    ///   - first: the cheapest walk, its places in order.
    ///   - distances: of every place from the sources, its own weight included.
    init(_ graph: RouteGraph, _ ends: RouteEnds, _ terms: RouteTerms, first: [Int32], distances: [Int]) {
        self.graph = graph
        self.ends = ends
        self.terms = terms
        self.first = first
        self.distances = distances
        isOfFirst = Set(first)
        for (a, b) in zip(first, first.dropFirst()) { before[b] = a }
        costs = Array(repeating: -1, count: 2 * graph.placeCount)
        parents = Array(repeating: -1, count: 2 * graph.placeCount)
    }

    /// The two walks as places in order, and their weight together.
    mutating func pair() -> (a: [Int32], z: [Int32], weight: Int)? {
        guard let (last, weight) = secondWalk() else { return nil }
        var edges: [Int32: [Int32]] = [:]
        var starts = [first[0]]
        for (a, b) in zip(first, first.dropFirst()) { edges[a, default: []].append(b) }
        edges[first[first.count - 1], default: []].append(-1)
        // The second walk from its end back; where it runs against the first, both give way.
        edges[last, default: []].append(-1)
        var vertex = 2 * last + 1
        while true {
            let parent = parents[Int(vertex)]
            guard parent >= 0 else {
                starts.append(vertex / 2)
                break
            }
            let (from, to) = (parent / 2, vertex / 2)
            if from != to {
                if parent & 1 == 1 {
                    edges[from, default: []].append(to)
                } else if let undone = edges[to]?.firstIndex(of: from) {
                    edges[to]?.remove(at: undone)
                }
            }
            vertex = parent
        }
        let total = distanceOf(first[first.count - 1]) + weight
        return (take(starts[0], &edges), take(starts[1], &edges), total)
    }

    private func take(_ start: Int32, _ edges: inout [Int32: [Int32]]) -> [Int32] {
        var walk = [start]
        while let last = walk.last, var next = edges[last], !next.isEmpty {
            let place = next.removeFirst()
            edges[last] = next
            if place < 0 { break }
            walk.append(place)
        }
        return walk
    }

    private func distanceOf(_ last: Int32) -> Int {
        distances[Int(last)] + (targetCost(graph.heads[Int(graph.arc(of: last).arc)]) ?? 0)
    }

    private func targetCost(_ node: Int32) -> Int? {
        ends.targets.first { $0.node == node }.map { terms.weight(ofCost: $0.cost) }
    }

    /// The place with which the second walk ends, and its weight.
    private mutating func secondWalk() -> (last: Int32, weight: Int)? {
        for source in ends.sources {
            for arc in graph.arcs(leaving: source.node) {
                guard let start = enter(arc), distances[Int(arc)] >= 0 else { continue }
                reach(2 * arc, terms.weight(ofCost: source.cost) - start, from: -1)
            }
        }
        var best: (last: Int32, weight: Int)?
        while let entry = heap.popMin() {
            guard costs[Int(entry.vertex)] == entry.cost else { continue }
            let place = entry.vertex / 2
            if entry.vertex & 1 == 0 { cross(place, entry.cost) } else { best = least(best, leave(place, entry.cost)) }
        }
        return best
    }

    /// The distance at which the cheapest walk enters a place, with the turn into it: the potential there.
    private func enter(_ place: Int32) -> Int? {
        let distance = distances[Int(place)]
        guard distance >= 0, let weight = terms.weight(of: graph.arc(of: place).arc / 2, graph) else { return nil }
        return distance - weight
    }

    private func least(_ a: (last: Int32, weight: Int)?, _ b: (last: Int32, weight: Int)?) -> (
        last: Int32, weight: Int
    )? {
        guard let a, let b else { return a ?? b }
        return b.weight < a.weight ? b : a
    }

    /// Over a place, dearly where the first walk has it; or, against the first walk, back to what it came from.
    private mutating func cross(_ place: Int32, _ cost: Int) {
        reach(2 * place + 1, cost + (isOfFirst.contains(place) ? terms.penalty : 0), from: 2 * place)
        // Undoing costs nothing against the potentials of the cheapest walk, which it runs along.
        if let previous = before[place] { reach(2 * previous + 1, cost, from: 2 * place) }
    }

    private mutating func leave(_ place: Int32, _ cost: Int) -> (last: Int32, weight: Int)? {
        let (arc, facing) = graph.arc(of: place)
        let node = graph.heads[Int(arc)]
        if isOfFirst.contains(place) { reach(2 * place, cost, from: 2 * place + 1) }
        for next in graph.arcs(leaving: node) where next != arc ^ 1 && graph.heads[Int(next)] != node {
            guard let turn = terms.turn(facing, next, graph) else { continue }
            let to = graph.place(over: next, facing: facing)
            guard let potential = enter(to) else { continue }
            reach(2 * to, cost + distances[Int(place)] + turn - potential, from: 2 * place + 1)
        }
        return targetCost(node).map { (place, cost + distances[Int(place)] + $0) }
    }

    private mutating func reach(_ vertex: Int32, _ cost: Int, from parent: Int32) {
        let at = Int(vertex)
        guard costs[at] < 0 || cost < costs[at] else { return }
        costs[at] = cost
        parents[at] = parent
        let rank = graph.ranks[Int(graph.arc(of: vertex / 2).arc / 2)]
        heap.insert(Entry(cost: cost, rank: rank, vertex: vertex))
    }
}

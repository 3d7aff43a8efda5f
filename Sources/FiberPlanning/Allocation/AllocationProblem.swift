/// What allocation comes down to: wants between places, bridges with room for so many, and pools of ports.
///
/// Pure numbers, so that it can be held against an exact search. A place is a rack: within it any port can be patched
/// to any other. A bridge is a trunk, its room the pairs that may be used.
struct AllocationProblem: Sendable {
    struct Bridge: Sendable {
        var a: Int
        var z: Int
        var room: Int
        /// What can take it down: itself, segments, tags. Ascending.
        var things: [Int32]
        /// In mdB, at worst, by class; nil where it is not known.
        var loss: [Int?]
        /// In mm; nil where it is not known.
        var length: Int?
        /// Whether a class can run over it at all.
        var fits: [Bool]
        /// On a fibre with a cord at each end: two at a cassette, one at an adapter panel.
        var matedPairs = 4
        /// In mm: the cords at its ends, for choosing among equals.
        var cordLength = 0
        var isTouched = false
    }

    /// What a class of wants asks of a way: those of one optic, FEC setting and margin.
    struct Limits: Sendable {
        /// In mdB with the margin taken off; nil where no limit is known.
        var loss: Int?
        /// In mm.
        var reach: Int?
        var matedPairs: Int?
        /// In mdB: what the cords of a way lose besides, for each.
        var lossPerCord = 0
    }

    struct Want: Sendable {
        var from: Int
        /// Pools of ports at its A end, those that suit best first.
        var ports: [Int]
        /// Where it may go, each with its pools; the first is the best.
        var to: [(place: Int, ports: [Int])]
        var kind: Int
        /// Wants of one group share no thing.
        var group: Int?
    }

    var places: Int
    var bridges: [Bridge]
    var pools: [Int]
    var limits: [Limits]
    var wants: [Want]
    /// By group: things that are taken by links that are there.
    var taken: [Set<Int32>]
    var mostBridges = 3

    /// A way for a want: which of its goals, and the bridges in order from A.
    struct Way: Hashable, Sendable {
        var goal: Int
        var bridges: [Int32]
        var loss: Int
        var isLossKnown: Bool
    }
}

/// Finds the ways of wants, and keeps them: wants of one kind between the same places have the same.
struct WayFinder {
    /// Ways that are kept for a want. Beyond, others are no better.
    static let most = 96

    private let problem: AllocationProblem
    private let bridgesAt: [[Int32]]
    private struct Key: Hashable { var from: Int, to: Int, kind: Int }
    private var kept: [Key: [[Int32]]] = [:]

    init(_ problem: AllocationProblem) {
        self.problem = problem
        var bridgesAt = [[Int32]](repeating: [], count: problem.places)
        for (index, bridge) in problem.bridges.enumerated() where bridge.a != bridge.z {
            bridgesAt[bridge.a].append(Int32(index))
            bridgesAt[bridge.z].append(Int32(index))
        }
        self.bridgesAt = bridgesAt
    }

    /// The ways of a want that its limits allow, whatever their room: the least loss first, then the shortest cords.
    mutating func ways(of want: AllocationProblem.Want) -> [AllocationProblem.Way] {
        var found: [AllocationProblem.Way] = []
        for (goal, to) in want.to.enumerated() {
            for bridges in sequences(Key(from: want.from, to: to.place, kind: want.kind)) {
                guard let way = way(goal, bridges, want.kind) else { continue }
                found.append(way)
            }
        }
        // Of several goals the first is preferred among ways of the same length.
        return found.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            if x.bridges.count != y.bridges.count { return x.bridges.count < y.bridges.count }
            if x.goal != y.goal { return x.goal < y.goal }
            if x.loss != y.loss { return x.loss < y.loss }
            return a.offset < b.offset
        }.map(\.element)
    }

    /// Whether any ways exist, and the least loss of one, whatever the limits say: why a want finds none.
    mutating func unlimited(_ want: AllocationProblem.Want) -> [[Int32]] {
        want.to.flatMap { sequences(Key(from: want.from, to: $0.place, kind: want.kind)) }
    }

    func loss(_ bridges: [Int32], _ kind: Int) -> Int? {
        var sum = problem.limits[kind].lossPerCord * (bridges.count + 1)
        for bridge in bridges {
            guard let own = problem.bridges[Int(bridge)].loss[kind] else { return nil }
            sum += own
        }
        return sum
    }

    private func way(_ goal: Int, _ bridges: [Int32], _ kind: Int) -> AllocationProblem.Way? {
        let limits = problem.limits[kind]
        let loss = loss(bridges, kind)
        if let limit = limits.loss, loss ?? .max > limit { return nil }
        if let reach = limits.reach {
            var length = 0
            for bridge in bridges { length += problem.bridges[Int(bridge)].length ?? 0 }
            if length > reach { return nil }
        }
        if let most = limits.matedPairs {
            let pairs = bridges.reduce(0) { $0 + problem.bridges[Int($1)].matedPairs }
            if pairs > most { return nil }
        }
        return .init(goal: goal, bridges: bridges, loss: loss ?? 0, isLossKnown: loss != nil)
    }

    /// Sequences of bridges from one place to another that come by no place twice, the fewest bridges first.
    private mutating func sequences(_ key: Key) -> [[Int32]] {
        if let known = kept[key] { return known }
        var found: [[Int32]] = key.from == key.to ? [[]] : []
        if key.from != key.to {
            for count in 1...max(1, problem.mostBridges) where found.count < Self.most {
                var level: [[Int32]] = []
                var path: [Int32] = []
                var seen: Set<Int> = [key.from]
                var budget = 20_000
                extend(key, from: key.from, left: count, &path, &seen, &level, &budget)
                found += level.sorted(by: precedes(key.kind)).prefix(Self.most - found.count)
            }
        }
        kept[key] = found
        return found
    }

    private func precedes(_ kind: Int) -> ([Int32], [Int32]) -> Bool {
        { a, b in
            let (x, y) = (loss(a, kind) ?? .max, loss(b, kind) ?? .max)
            if x != y { return x < y }
            let (c, d) = (cords(a), cords(b))
            if c != d { return c < d }
            let (t, u) = (untouched(a), untouched(b))
            if t != u { return t < u }
            return a.lexicographicallyPrecedes(b)
        }
    }
    private func cords(_ bridges: [Int32]) -> Int { bridges.reduce(0) { $0 + problem.bridges[Int($1)].cordLength } }
    private func untouched(_ bridges: [Int32]) -> Int { bridges.count { !problem.bridges[Int($0)].isTouched } }

    private func extend(
        _ key: Key, from place: Int, left: Int, _ path: inout [Int32], _ seen: inout Set<Int>, _ found: inout [[Int32]],
        _ budget: inout Int
    ) {
        for index in bridgesAt[place] {
            guard budget > 0, found.count < 4 * Self.most else { return }
            budget -= 1
            let bridge = problem.bridges[Int(index)]
            guard bridge.fits[key.kind] else { continue }
            let next = bridge.a == place ? bridge.z : bridge.a
            if left == 1 {
                if next == key.to { found.append(path + [index]) }
            } else if next != key.to, seen.insert(next).inserted {
                path.append(index)
                extend(key, from: next, left: left - 1, &path, &seen, &found, &budget)
                path.removeLast()
                seen.remove(next)
            }
        }
    }
}

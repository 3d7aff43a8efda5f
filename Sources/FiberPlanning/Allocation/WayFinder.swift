/// Finds the ways of wants, and keeps them: wants of one kind between the same places have the same.
///
/// By the number of bridges, so that long ways are looked for only where short ones have no capacity.
struct WayFinder {
    /// Paths that are kept for a link request. Further ones bring nothing.
    static let most = 96
    /// Bridges that are looked at for the ways of one length between two places.
    private static let steps = 20_000

    private let problem: AllocationProblem
    private let bridgesAt: [[Int32]]
    /// By two places, in both orders: the bridges between them.
    private let between: [Int: [Int32]]
    private struct Key: Hashable { var from: Int, to: Int, kind: Int }
    /// By key: the ways of no bridge, of one, and so on, as far as they were asked for.
    private var kept: [Key: [[[Int32]]]] = [:]

    init(_ problem: AllocationProblem) {
        self.problem = problem
        var bridgesAt = [[Int32]](repeating: [], count: problem.places)
        var between: [Int: [Int32]] = [:]
        for (index, bridge) in problem.edges.enumerated() where bridge.a != bridge.z {
            bridgesAt[bridge.a].append(Int32(index))
            bridgesAt[bridge.z].append(Int32(index))
            between[bridge.a * problem.places + bridge.z, default: []].append(Int32(index))
            between[bridge.z * problem.places + bridge.a, default: []].append(Int32(index))
        }
        self.bridgesAt = bridgesAt
        self.between = between
    }

    /// The ways of a want that its limits allow, whatever their capacity: the fewest bridges first, then the least loss and the
    /// shortest cords.
    mutating func ways(of want: AllocationProblem.LinkRequest) -> [AllocationProblem.CandidatePath] {
        var found: [AllocationProblem.CandidatePath] = []
        for count in 0...max(1, problem.maxEdges) { found += ways(of: want, edges: count) }
        return found
    }

    /// Those of so many bridges.
    mutating func ways(of want: AllocationProblem.LinkRequest, edges count: Int) -> [AllocationProblem.CandidatePath] {
        var found: [AllocationProblem.CandidatePath] = []
        for (goal, to) in want.to.enumerated() {
            for edges in sequences(Key(from: want.from, to: to.place, kind: want.kind), count) {
                if let way = way(goal, edges, want.kind) { found.append(way) }
            }
        }
        guard found.count > 1 else { return found }
        // Of several goals the first is preferred among ways of the same length.
        return found.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            if x.goal != y.goal { return x.goal < y.goal }
            if x.loss != y.loss { return x.loss < y.loss }
            return a.offset < b.offset
        }.map(\.element)
    }

    /// Whether any ways exist, and the least loss of one, whatever the limits say: why a want finds none.
    mutating func unlimited(_ want: AllocationProblem.LinkRequest) -> [[Int32]] {
        var found: [[Int32]] = []
        for to in want.to {
            let key = Key(from: want.from, to: to.place, kind: want.kind)
            for count in 0...max(1, problem.maxEdges) { found += sequences(key, count) }
        }
        return found
    }

    func loss(_ edges: [Int32], _ kind: Int) -> Int? {
        var sum = problem.limits[kind].lossPerCord * (edges.count + 1)
        for bridge in edges {
            guard let own = problem.edges[Int(bridge)].loss[kind] else { return nil }
            sum += own
        }
        return sum
    }

    private func way(_ goal: Int, _ edges: [Int32], _ kind: Int) -> AllocationProblem.CandidatePath? {
        let limits = problem.limits[kind]
        let loss = loss(edges, kind)
        if let limit = limits.loss, loss ?? .max > limit { return nil }
        if let reach = limits.reach {
            var length = 0
            for bridge in edges { length += problem.edges[Int(bridge)].length ?? 0 }
            if length > reach { return nil }
        }
        if let most = limits.matedPairs {
            let pairs = edges.reduce(0) { $0 + problem.edges[Int($1)].matedPairs }
            if pairs > most { return nil }
        }
        return .init(goal: goal, edges: edges, loss: loss ?? 0, isLossKnown: loss != nil)
    }

    /// Sequences of so many bridges from one place to another that come by no place twice.
    private mutating func sequences(_ key: Key, _ count: Int) -> [[Int32]] {
        if key.from == key.to { return count == 0 ? [[]] : [] }
        guard count > 0, count <= min(max(1, problem.maxEdges), problem.limits[key.kind].maxEdges ?? .max) else {
            return []
        }
        var levels = kept[key] ?? [[]]
        if count < levels.count { return levels[count] }
        var total = levels.reduce(0) { $0 + $1.count }
        while levels.count <= count {
            var level: [[Int32]] = []
            if total < Self.most {
                var path: [Int32] = []
                var seen: Set<Int> = [key.from]
                var budget = Self.steps
                extend(key, from: key.from, left: levels.count, &path, &seen, &level, &budget)
                level = Array(level.sorted(by: precedes(key.kind)).prefix(Self.most - total))
            }
            total += level.count
            levels.append(level)
        }
        kept[key] = levels
        return levels[count]
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
    private func cords(_ edges: [Int32]) -> Int { edges.reduce(0) { $0 + problem.edges[Int($1)].cordLength } }
    private func untouched(_ edges: [Int32]) -> Int { edges.count { !problem.edges[Int($0)].isTouched } }

    private func extend(
        _ key: Key, from place: Int, left: Int, _ path: inout [Int32], _ seen: inout Set<Int>, _ found: inout [[Int32]],
        _ budget: inout Int
    ) {
        // The last bridge is looked up, not searched for.
        let edges = left == 1 ? between[place * problem.places + key.to] ?? [] : bridgesAt[place]
        for index in edges {
            guard budget > 0, found.count < 4 * Self.most else { return }
            budget -= 1
            let bridge = problem.edges[Int(index)]
            guard bridge.fits[key.kind] else { continue }
            if left == 1 {
                found.append(path + [index])
                continue
            }
            let next = bridge.a == place ? bridge.z : bridge.a
            guard next != key.to, seen.insert(next).inserted else { continue }
            path.append(index)
            extend(key, from: next, left: left - 1, &path, &seen, &found, &budget)
            path.removeLast()
            seen.remove(next)
        }
    }

    // MARK: Ways that are open now

    /// The first way of a want to one of its goals, of the fewest bridges, that is open and passes `accepts`.
    ///
    /// - Parameters:
    ///   - isOpen: whether a bridge has capacity.
    ///   - steps: how many bridges may be looked at; counted down.
    func openWay(
        of want: AllocationProblem.LinkRequest, goal: Int, edges count: Int, _ steps: inout Int,
        isOpen: (Int32) -> Bool, accepts: (AllocationProblem.CandidatePath) -> Bool
    ) -> AllocationProblem.CandidatePath? {
        let to = want.to[goal].place
        if count > problem.limits[want.kind].maxEdges ?? .max { return nil }
        guard count > 0, want.from != to else {
            return count == 0 && want.from == to ? way(goal, [], want.kind).flatMap { accepts($0) ? $0 : nil } : nil
        }
        var path: [Int32] = []
        func search(_ place: Int, _ seen: [Int], _ left: Int, _ steps: inout Int) -> AllocationProblem.CandidatePath? {
            let edges = left == 1 ? between[place * problem.places + to] ?? [] : bridgesAt[place]
            for index in edges {
                guard steps > 0 else { return nil }
                steps -= 1
                let bridge = problem.edges[Int(index)]
                guard isOpen(index), bridge.fits[want.kind] else { continue }
                path.append(index)
                defer { path.removeLast() }
                if left == 1 {
                    if let way = way(goal, path, want.kind), accepts(way) { return way }
                    continue
                }
                let next = bridge.a == place ? bridge.z : bridge.a
                guard next != to, !seen.contains(next) else { continue }
                if let way = search(next, seen + [next], left - 1, &steps) { return way }
            }
            return nil
        }
        return search(want.from, [want.from], count, &steps)
    }
}

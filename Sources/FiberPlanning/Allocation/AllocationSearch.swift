/// Serves as many wants as it can, each over one of its ways.
///
/// First in order, each over its best way with capacity. A want that finds none makes capacity: it takes the place of others,
/// which are placed again (an augmenting path, as in bipartite matching), to a bounded depth. Where that fails and few
/// wants compete, they are searched exhaustively. Near linear in wants; what is bounded is bounded by constants.
struct AllocationSearch {
    private(set) var problem: AllocationProblem
    var finder: WayFinder
    /// By want: its way, or nil.
    private(set) var chosen: [AllocationProblem.CandidatePath?]
    /// By want: the pools that its ports come from.
    private(set) var pools: [(a: Int, z: Int)]
    var capacity: [Int]
    var free: [Int]
    var wantsOn: [Set<Int>]
    var wantsIn: [Set<Int>]
    private var groups: [[Int32: Int]]
    var membersOf: [[Int]]
    private var budget = 0
    /// What was changed since a mark, to be taken back where an attempt comes to nothing.
    var journal: [(want: Int, way: AllocationProblem.CandidatePath?, pools: (a: Int, z: Int))] = []
    /// Wants that are being moved in the course of one augmentation.
    private var moving: Set<Int> = []

    private static let depth = 5
    private static let trials = 4000
    /// What all moves together may take, so that wants without hope cost no more than a bounded time: trials, and nodes of
    /// the search to the end.
    private var effort: Int
    /// So many that compete are searched through; none leaves the moves alone.
    var maxCompeting = 14
    static let maxNodes = 150_000
    private static let maxLeftOver = 200
    var nodesLeft = 4 * maxNodes

    /// - Parameter effort: what all moves together may take, in trials; nil is by the number of wants.
    init(_ problem: AllocationProblem, effort: Int? = nil) {
        self.problem = problem
        finder = WayFinder(problem)
        chosen = Array(repeating: nil, count: problem.wants.count)
        pools = Array(repeating: (-1, -1), count: problem.wants.count)
        capacity = problem.edges.map(\.capacity)
        free = problem.pools
        wantsOn = Array(repeating: [], count: problem.edges.count)
        wantsIn = Array(repeating: [], count: problem.pools.count)
        groups = problem.taken.map { Dictionary(uniqueKeysWithValues: $0.map { ($0, 1) }) }
        membersOf = Array(repeating: [], count: problem.taken.count)
        self.effort = effort ?? max(40_000, 4 * problem.wants.count)
        for (index, want) in problem.wants.enumerated() {
            if let group = want.group { membersOf[group].append(index) }
        }
    }

    var served: Int { chosen.count { $0 != nil } }
    func capacity(_ bridge: Int) -> Int { capacity[bridge] }
    func free(_ pool: Int) -> Int { free[pool] }

    /// What a want takes of each bridge that it runs over.
    func width(_ want: Int) -> Int { problem.limits[problem.wants[want].kind].width }
    func hasRoom(_ bridge: Int32, _ want: AllocationProblem.LinkRequest) -> Bool {
        capacity[Int(bridge)] >= problem.limits[want.kind].width
    }

    /// What the way with capacity that shares least has in common with the group of a want that was not placed.
    mutating func shared(failure want: Int) -> Set<Int32> {
        let facts = problem.wants[want]
        guard let group = facts.group else { return [] }
        let open = finder.ways(of: facts).filter { way in way.edges.allSatisfy { hasRoom($0, facts) } }
        return open.map { way in
            Set(way.edges.flatMap { problem.edges[Int($0)].sharedRisks }).filter { groups[group][$0] != nil }
        }.min { $0.count < $1.count } ?? []
    }

    mutating func run(_ onProgress: (Double) -> Void = { _ in }) {
        // Room only shrinks, so what failed for one want fails for those like it.
        struct Likeness: Hashable { var from: Int, ports: [Int], places: [Int], goals: [[Int]], kind: Int }
        var failed: Set<Likeness> = []
        for (index, want) in problem.wants.enumerated() {
            if index & 0xFF == 0 { onProgress(Double(index) / Double(problem.wants.count)) }
            let goals = want.to.count > 1 ? want.to.sorted { $0.place < $1.place } : want.to
            let likeness = Likeness(
                from: want.from, ports: want.ports, places: goals.map(\.place), goals: goals.map(\.ports),
                kind: want.kind)
            if want.group == nil, failed.contains(likeness) { continue }
            if placeDirectly(index) || augment(index) { continue }
            if want.group == nil { failed.insert(likeness) }
        }
        let leftOver = chosen.count { $0 == nil }
        if leftOver <= Self.maxExchanged { exchange() }
        if leftOver <= Self.maxLeftOver { settleExactly() }
    }

    // MARK: One want

    /// The first way with capacity everywhere.
    private mutating func placeDirectly(_ want: Int) -> Bool {
        let facts = problem.wants[want]
        guard facts.to.indices.contains(where: { ports(facts, $0) != nil }) else { return false }
        for count in 0...max(1, problem.maxEdges) {
            for way in finder.ways(of: facts, edges: count) where place(want, way) { return true }
        }
        return false
    }

    /// Puts a want on a way, if there is capacity for it.
    private mutating func place(_ want: Int, _ way: AllocationProblem.CandidatePath) -> Bool {
        let facts = problem.wants[want]
        guard let ports = ports(facts, way.goal), way.edges.allSatisfy({ hasRoom($0, facts) }) else {
            return false
        }
        if let group = facts.group, conflicts(way, group) { return false }
        take(want, way, ports)
        return true
    }

    private func ports(_ want: AllocationProblem.LinkRequest, _ goal: Int) -> (Int, Int)? {
        for a in want.ports where free[a] > 0 {
            for z in want.to[goal].ports where free[z] > (a == z ? 1 : 0) { return (a, z) }
        }
        return nil
    }

    func conflicts(_ way: AllocationProblem.CandidatePath, _ group: Int) -> Bool {
        way.edges.contains { bridge in problem.edges[Int(bridge)].sharedRisks.contains { groups[group][$0] != nil } }
    }

    mutating func take(_ want: Int, _ way: AllocationProblem.CandidatePath, _ ports: (Int, Int)) {
        journal.append((want, chosen[want], pools[want]))
        chosen[want] = way
        pools[want] = ports
        free[ports.0] -= 1
        free[ports.1] -= 1
        wantsIn[ports.0].insert(want)
        wantsIn[ports.1].insert(want)
        for bridge in way.edges {
            capacity[Int(bridge)] -= width(want)
            wantsOn[Int(bridge)].insert(want)
        }
        count(want, way, 1)
    }

    mutating func lift(_ want: Int) {
        guard let way = chosen[want] else { return }
        journal.append((want, way, pools[want]))
        chosen[want] = nil
        free[pools[want].a] += 1
        free[pools[want].z] += 1
        wantsIn[pools[want].a].remove(want)
        wantsIn[pools[want].z].remove(want)
        for bridge in way.edges {
            capacity[Int(bridge)] += width(want)
            wantsOn[Int(bridge)].remove(want)
        }
        count(want, way, -1)
    }

    private mutating func takeBack(to mark: Int) {
        while journal.count > mark {
            let entry = journal.removeLast()
            let count = journal.count
            lift(entry.want)
            if let way = entry.way { take(entry.want, way, (entry.pools.a, entry.pools.z)) }
            journal.removeLast(journal.count - count)
        }
    }

    private mutating func count(_ want: Int, _ way: AllocationProblem.CandidatePath, _ step: Int) {
        guard let group = problem.wants[want].group else { return }
        for thing in Set(way.edges.flatMap { problem.edges[Int($0)].sharedRisks }) {
            let now = groups[group][thing, default: 0] + step
            groups[group][thing] = now == 0 ? nil : now
        }
    }

    // MARK: Making space

    private mutating func augment(_ want: Int) -> Bool {
        budget = Self.trials
        moving = []
        journal.removeAll(keepingCapacity: true)
        return makeRoom(want, depth: Self.depth)
    }

    /// Puts a want on some way, moving others out of it; false leaves everything as it was.
    private mutating func makeRoom(_ want: Int, depth: Int) -> Bool {
        guard moving.insert(want).inserted else { return false }
        defer { moving.remove(want) }
        let facts = problem.wants[want]
        let ways = finder.ways(of: facts)
        for way in ways where place(want, way) { return true }
        guard depth > 0 else { return false }
        for way in ways {
            guard budget > 0, effort > 0 else { return false }
            budget -= 1
            effort -= 1
            guard let blockers = blockers(want, way) else { continue }
            for choice in blockers {
                let mark = journal.count
                for blocker in choice { lift(blocker) }
                if place(want, way) {
                    var isDone = true
                    for blocker in choice where isDone { isDone = makeRoom(blocker, depth: depth - 1) }
                    if isDone { return true }
                }
                takeBack(to: mark)
            }
        }
        return false
    }

    /// Sets of wants each of which, taken away, opens a way; nil where none does.
    private func blockers(_ want: Int, _ way: AllocationProblem.CandidatePath) -> [[Int]]? {
        let facts = problem.wants[want]
        var must: Set<Int> = []
        if let group = facts.group {
            let sharedRisks = Set(way.edges.flatMap { problem.edges[Int($0)].sharedRisks })
            if !sharedRisks.isDisjoint(with: problem.taken[group]) { return nil }
            for member in membersOf[group] where member != want {
                guard let own = chosen[member] else { continue }
                if own.edges.contains(where: {
                    problem.edges[Int($0)].sharedRisks.contains(where: sharedRisks.contains)
                }) {
                    must.insert(member)
                }
            }
        }
        var sets: [Set<Int>] = [must]
        let width = width(want)
        guard way.edges.allSatisfy({ problem.edges[Int($0)].capacity >= width }) else { return nil }
        for bridge in way.edges.map(Int.init) {
            func isEnough(_ set: Set<Int>) -> Bool {
                set.reduce(capacity[bridge]) { $0 + (wantsOn[bridge].contains($1) ? self.width($1) : 0) } >= width
            }
            // Two narrow ones may have to go for one that is wide.
            sets = widen(sets, wantsOn[bridge], isEnough)
            for _ in 1..<width { sets = widen(sets, wantsOn[bridge], isEnough) }
        }
        for side in [facts.ports, facts.to[way.goal].ports] where !side.contains(where: { free[$0] > 0 }) {
            // Only who could do with other ports makes capacity by moving.
            let users = side.reduce(into: Set<Int>()) { $0.formUnion(wantsIn[$1]) }.filter { canLeave($0, side) }
            sets = widen(sets, users) { $0.contains(where: users.contains) }
        }
        let open = sets.filter { !$0.isEmpty && $0.isDisjoint(with: moving) }
        return open.isEmpty ? nil : open.prefix(24).map { $0.sorted() }
    }

    /// Whether a want that has a port of these pools could do with one of others.
    private func canLeave(_ want: Int, _ pools: [Int]) -> Bool {
        guard let way = chosen[want] else { return false }
        let facts = problem.wants[want]
        let (a, z) = (self.pools[want].a, self.pools[want].z)
        let others = facts.to.indices.contains { goal in
            goal != way.goal || facts.to[goal].ports.contains { !pools.contains($0) }
        }
        return (!pools.contains(a) || facts.ports.contains { !pools.contains($0) }) && (!pools.contains(z) || others)
    }

    /// Each set, where it does not suffice, with one more of the candidates. Wants that are alike are tried once.
    private func widen(_ sets: [Set<Int>], _ candidates: Set<Int>, _ suffices: (Set<Int>) -> Bool) -> [Set<Int>] {
        sets.flatMap { set -> [Set<Int>] in
            if suffices(set) { return [set] }
            var kinds: Set<[Int]> = []
            return candidates.sorted().filter { candidate in
                let want = problem.wants[candidate]
                let likeness =
                    [want.from, want.kind, want.group ?? -1] + want.to.map(\.place)
                    + (chosen[candidate]?.edges.map(Int.init) ?? [])
                return !moving.contains(candidate) && kinds.insert(likeness).inserted
            }.prefix(6).map { set.union([$0]) }
        }
    }

    // MARK: Doing without

    /// How many wants run over a bridge.
    func load(_ bridge: Int) -> Int { wantsOn[bridge].count }

    /// Moves what runs over a bridge to others with capacity and takes the bridge away; false leaves everything as it was.
    ///
    /// - Parameter steps: how many bridges may be looked at; counted down.
    mutating func vacate(_ bridge: Int, _ steps: inout Int) -> Bool {
        journal.removeAll(keepingCapacity: true)
        let wants = wantsOn[bridge].sorted()
        let whole = problem.edges[bridge].capacity
        for want in wants { lift(want) }
        let open = capacity[bridge]
        (capacity[bridge], problem.edges[bridge].capacity) = (0, 0)
        for want in wants where !placeAnywhere(want, &steps) {
            (capacity[bridge], problem.edges[bridge].capacity) = (open, whole)
            takeBack(to: 0)
            return false
        }
        return true
    }

    private mutating func placeAnywhere(_ want: Int, _ steps: inout Int) -> Bool {
        let facts = problem.wants[want]
        for count in 0...max(1, problem.maxEdges) {
            for goal in facts.to.indices where ports(facts, goal) != nil {
                let way = finder.openWay(
                    of: facts, goal: goal, edges: count, &steps, isOpen: { hasRoom($0, facts) },
                    accepts: { way in facts.group.map { !conflicts(way, $0) } ?? true })
                if let way, place(want, way) { return true }
            }
        }
        return false
    }

    // MARK: One for two

    private static let maxExchanged = 40
    private static let exchangeWays = 12
    private static let exchangeTrials = 200
    private static let exchangeDepth = 3

    /// A want on a long way may stand in the way of two on short ones: takes it away where that serves more altogether.
    private mutating func exchange() {
        var isBetter = true
        while isBetter {
            isBetter = false
            for want in problem.wants.indices where chosen[want] == nil && effort > 0 && exchange(for: want) {
                isBetter = true
            }
        }
    }

    /// Serves a want in the place of others, and others that are left over besides; false where that gains nothing.
    private mutating func exchange(for want: Int) -> Bool {
        moving = []
        journal.removeAll(keepingCapacity: true)
        for way in finder.ways(of: problem.wants[want]).prefix(Self.exchangeWays) {
            for choice in blockers(want, way) ?? [[]] where effort > 0 {
                effort -= 1
                for blocker in choice { lift(blocker) }
                if place(want, way) {
                    let others = chosen.indices.filter { chosen[$0] == nil && !choice.contains($0) }
                    var gained = 1 - choice.count
                    for other in choice + others {
                        budget = Self.exchangeTrials
                        if makeRoom(other, depth: Self.exchangeDepth) { gained += 1 }
                    }
                    if gained > 0 { return true }
                }
                takeBack(to: 0)
            }
        }
        return false
    }
}

import TestSupport
import Testing

@testable import FiberPlanning

/// The search held against one that tries everything.
struct AllocationSearchTests {
    /// The most wants that can be served, by trying every simple way of every want, or none.
    private struct Exhaustive {
        let problem: AllocationProblem
        var capacity: [Int]
        var free: [Int]
        var taken: [[Int32: Int]]
        var best = 0

        init(_ problem: AllocationProblem) {
            self.problem = problem
            capacity = problem.edges.map(\.capacity)
            free = problem.pools
            taken = problem.taken.map { Dictionary(uniqueKeysWithValues: $0.map { ($0, 1) }) }
        }

        /// Every way by depth-first search, judged from the problem alone.
        func ways(_ want: AllocationProblem.LinkRequest) -> [(goal: Int, edges: [Int])] {
            var found: [(Int, [Int])] = []
            for (goal, to) in want.to.enumerated() {
                func go(_ place: Int, _ path: [Int], _ seen: Set<Int>) {
                    if place == to.place {
                        if isAllowed(path, want.kind) { found.append((goal, path)) }
                        return
                    }
                    guard path.count < problem.maxEdges else { return }
                    for (index, bridge) in problem.edges.enumerated() where bridge.fits[want.kind] {
                        for (here, there) in [(bridge.a, bridge.z), (bridge.z, bridge.a)]
                        where here == place && !seen.contains(there) { go(there, path + [index], seen.union([there])) }
                    }
                }
                go(want.from, [], [want.from])
            }
            return found.map { (goal: $0.0, edges: $0.1) }
        }

        private func isAllowed(_ path: [Int], _ kind: Int) -> Bool {
            let limits = problem.limits[kind]
            if let most = limits.matedPairs, 4 * path.count > most { return false }
            guard let limit = limits.loss else { return true }
            var sum = limits.lossPerCord * (path.count + 1)
            for bridge in path {
                guard let loss = problem.edges[bridge].loss[kind] else { return false }
                sum += loss
            }
            return sum <= limit
        }

        mutating func solve() -> Int {
            go(0, 0, problem.wants.map { ways($0) })
            return best
        }

        private mutating func go(_ at: Int, _ served: Int, _ ways: [[(goal: Int, edges: [Int])]]) {
            guard served + problem.wants.count - at > best else { return }
            guard at < problem.wants.count else {
                best = served
                return
            }
            let want = problem.wants[at]
            for way in ways[at] where way.edges.allSatisfy({ capacity[$0] > 0 }) {
                let sharedRisks = Set(way.edges.flatMap { problem.edges[$0].sharedRisks })
                if let group = want.group, sharedRisks.contains(where: { taken[group][$0] != nil }) { continue }
                for a in want.ports where free[a] > 0 {
                    free[a] -= 1
                    for z in want.to[way.goal].ports where free[z] > 0 {
                        free[z] -= 1
                        for bridge in way.edges { capacity[bridge] -= 1 }
                        if let group = want.group { for thing in sharedRisks { taken[group][thing, default: 0] += 1 } }
                        go(at + 1, served + 1, ways)
                        if let group = want.group { for thing in sharedRisks { taken[group][thing] = nil } }
                        for bridge in way.edges { capacity[bridge] += 1 }
                        free[z] += 1
                    }
                    free[a] += 1
                }
            }
            go(at + 1, served, ways)
        }
    }

    private func problem(_ dice: inout Dice) -> AllocationProblem {
        let places = Int.random(in: 2...5, using: &dice)
        let kinds = Int.random(in: 1...2, using: &dice)
        let groups = Int.random(in: 0...2, using: &dice)
        let edges = (0..<Int.random(in: 2...8, using: &dice)).map { number in
            let a = Int.random(in: 0..<places, using: &dice)
            var z = Int.random(in: 0..<places, using: &dice)
            if z == a { z = (a + 1) % places }
            let trays = (0..<Int.random(in: 0...2, using: &dice)).map { _ in Int32.random(in: 0..<6, using: &dice) }
            return AllocationProblem.TrunkEdge(
                a: a, z: z, capacity: Int.random(in: 0...2, using: &dice),
                sharedRisks: Set(trays).sorted() + [Int32(100 + number)],
                loss: (0..<kinds).map { _ in
                    Int.random(in: 0..<8, using: &dice) == 0 ? nil : Int.random(in: 1...4, using: &dice)
                },
                length: nil, fits: (0..<kinds).map { _ in Int.random(in: 0..<8, using: &dice) > 0 })
        }
        let pools = (0..<places * 2).map { _ in Int.random(in: 0...3, using: &dice) }
        let wants = (0..<Int.random(in: 2...7, using: &dice)).map { _ -> AllocationProblem.LinkRequest in
            func ports(_ place: Int) -> [Int] {
                Int.random(in: 0..<4, using: &dice) == 0
                    ? [2 * place, 2 * place + 1] : [2 * place + Int.random(in: 0...1, using: &dice)]
            }
            // Both ends are devices of their own: no pool stands at both.
            let from = Int.random(in: 0..<places, using: &dice)
            let own = ports(from)
            let to = (0..<Int.random(in: 1...2, using: &dice)).map { _ -> (place: Int, ports: [Int]) in
                var place = Int.random(in: 0..<places, using: &dice)
                var others = ports(place).filter { !own.contains($0) }
                if others.isEmpty {
                    place = (from + 1) % places
                    others = ports(place)
                }
                return (place, others)
            }
            return .init(
                from: from, ports: own, to: to, kind: Int.random(in: 0..<kinds, using: &dice),
                group: groups > 0 && Bool.random(using: &dice) ? Int.random(in: 0..<groups, using: &dice) : nil)
        }
        return AllocationProblem(
            places: places, edges: edges, pools: pools,
            limits: (0..<kinds).map { _ in
                .init(
                    loss: Bool.random(using: &dice) ? Int.random(in: 2...9, using: &dice) : nil, reach: nil,
                    matedPairs: Int.random(in: 0..<4, using: &dice) == 0 ? 8 : nil,
                    lossPerCord: Int.random(in: 0...1, using: &dice))
            }, wants: wants,
            taken: (0..<groups).map { _ in Bool.random(using: &dice) ? [] : [Int32.random(in: 0..<6, using: &dice)] },
            maxEdges: Int.random(in: 1...3, using: &dice))
    }

    /// What a search did, recounted from its answer.
    private func check(_ search: AllocationSearch, _ problem: AllocationProblem) -> Bool {
        var capacity = problem.edges.map(\.capacity)
        var free = problem.pools
        var sharedRisks = problem.taken
        for (index, want) in problem.wants.enumerated() {
            guard let way = search.chosen[index] else { continue }
            var place = want.from
            for bridge in way.edges.map({ Int($0) }) {
                let row = problem.edges[bridge]
                guard row.a == place || row.z == place else { return false }
                place = row.a == place ? row.z : row.a
                capacity[bridge] -= 1
            }
            guard place == want.to[way.goal].place, want.ports.contains(search.pools[index].a),
                want.to[way.goal].ports.contains(search.pools[index].z)
            else { return false }
            free[search.pools[index].a] -= 1
            free[search.pools[index].z] -= 1
            if let group = want.group {
                let own = Set(way.edges.flatMap { problem.edges[Int($0)].sharedRisks })
                guard sharedRisks[group].isDisjoint(with: own) else { return false }
                sharedRisks[group].formUnion(own)
            }
        }
        return capacity.allSatisfy { $0 >= 0 } && free.allSatisfy { $0 >= 0 }
    }

    @Test(arguments: 0..<8)
    func asManyAreServedAsCanBe(_ seed: Int) {
        var dice = Dice(seed: UInt64(seed) &* 7919 &+ 1)
        for round in 0..<500 {
            let problem = problem(&dice)
            var search = AllocationSearch(problem)
            search.run()
            #expect(check(search, problem), "seed \(seed) round \(round)")
            var exhaustive = Exhaustive(problem)
            let most = exhaustive.solve()
            #expect(search.served == most, "seed \(seed) round \(round)")
        }
    }

    /// Without the search to the end, as it is where many compete, moving others out of the way does nearly all of it.
    @Test func movesAloneServeNearlyAsMany() {
        var dice = Dice(seed: 77)
        var (served, most) = (0, 0)
        for _ in 0..<1500 {
            let problem = problem(&dice)
            var search = AllocationSearch(problem)
            search.maxCompeting = 0
            search.run()
            #expect(check(search, problem))
            var exhaustive = Exhaustive(problem)
            let best = exhaustive.solve()
            served += search.served
            most += best
        }
        #expect(served <= most && Double(served) >= 0.99 * Double(most))
    }

    @Test func aChainOfMovesMakesRoom() {
        // Want 0 can go over either bridge, want 1 only over the first, which 0 takes.
        let edges = [0, 1].map { number in
            AllocationProblem.TrunkEdge(
                a: 0, z: 1 + number, capacity: 1, sharedRisks: [Int32(number)], loss: [1], length: nil, fits: [true])
        }
        let wants = [[1, 2], [1]].map { places in
            AllocationProblem.LinkRequest(from: 0, ports: [0], to: places.map { ($0, [$0]) }, kind: 0, group: nil)
        }
        let problem = AllocationProblem(
            places: 3, edges: edges, pools: [9, 9, 9], limits: [.init()], wants: wants, taken: [])
        var search = AllocationSearch(problem)
        search.run()
        #expect(search.served == 2)
        #expect(search.chosen.map { $0?.edges } == [[1], [0]])
    }
}

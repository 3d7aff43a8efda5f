// Few link requests that compete are searched through.

extension AllocationSearch {
    /// Where wants are left over and only few compete for what they need, tries every way of serving these.
    mutating func settleExactly() {
        var seen: Set<Int> = []
        for want in problem.wants.indices where chosen[want] == nil && !seen.contains(want) && nodesLeft > 0 {
            let competing = competitors(of: want)
            seen.formUnion(competing)
            guard competing.count <= maxCompeting else { continue }
            let before = competing.map { (chosen[$0], pools[$0]) }
            let count = before.count { $0.0 != nil }
            for other in competing { lift(other) }
            var best: (Int, [(AllocationProblem.CandidatePath, (Int, Int))?]) = (count, [])
            var nodes = min(Self.maxNodes, nodesLeft)
            let allowed = nodes
            var ways: [[AllocationProblem.CandidatePath]] = []
            for other in competing { ways.append(finder.ways(of: problem.wants[other])) }
            descend(competing, ways, 0, 0, &best, &nodes)
            nodesLeft -= allowed - nodes
            if best.1.isEmpty {
                for (other, (way, ports)) in zip(competing, before) {
                    if let way { take(other, way, (ports.a, ports.z)) }
                }
            } else {
                for (other, choice) in zip(competing, best.1) { if let choice { take(other, choice.0, choice.1) } }
            }
        }
    }

    private mutating func descend(
        _ wants: [Int], _ ways: [[AllocationProblem.CandidatePath]], _ at: Int, _ served: Int,
        _ best: inout (Int, [(AllocationProblem.CandidatePath, (Int, Int))?]), _ nodes: inout Int
    ) {
        guard nodes > 0, served + wants.count - at > best.0 else { return }
        nodes -= 1
        guard at < wants.count else {
            best = (served, wants.map { want in chosen[want].map { ($0, (pools[want].a, pools[want].z)) } })
            return
        }
        let want = problem.wants[wants[at]]
        for way in ways[at] where way.edges.allSatisfy({ hasRoom($0, want) }) {
            if let group = want.group, conflicts(way, group) { continue }
            for a in want.ports where free[a] > 0 {
                for z in want.to[way.goal].ports where free[z] > (a == z ? 1 : 0) {
                    take(wants[at], way, (a, z))
                    descend(wants, ways, at + 1, served + 1, &best, &nodes)
                    lift(wants[at])
                }
            }
        }
        journal.removeAll(keepingCapacity: true)
        descend(wants, ways, at + 1, served, &best, &nodes)
    }

    /// The wants that share bridges, ports or a group with one, and with those, and so on; stops when they are many.
    private mutating func competitors(of want: Int) -> [Int] {
        if problem.wants.count <= maxCompeting { return Array(problem.wants.indices) }
        var found: Set<Int> = [want]
        var open = [want]
        while let next = open.popLast(), found.count <= maxCompeting {
            let facts = problem.wants[next]
            var edges: Set<Int32> = []
            for way in finder.ways(of: facts) { edges.formUnion(way.edges) }
            var near = edges.reduce(into: Set<Int>()) { $0.formUnion(wantsOn[Int($1)]) }
            if let group = facts.group { near.formUnion(membersOf[group]) }
            let ports = Set(facts.ports + facts.to.flatMap(\.ports)).filter { free[$0] <= 0 }
            for port in ports { near.formUnion(wantsIn[port]) }
            for other in near where found.insert(other).inserted { open.append(other) }
        }
        // Wants that are left over as well and could use what these use.
        if found.count <= maxCompeting {
            let places = Set(found.map { problem.wants[$0].from })
            for other in problem.wants.indices where chosen[other] == nil && places.contains(problem.wants[other].from)
            {
                found.insert(other)
            }
        }
        return found.sorted()
    }
}

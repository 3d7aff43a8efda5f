import FiberModel
import HeapModule

extension RouteSearch {
    /// The `count` best ways that pass no node twice, best first; fewer where there are no more.
    ///
    /// After Yen and Lawler: each way that is taken splits the ways that are left by where they leave it, and
    /// each part is searched once.
    mutating func best(_ count: Int) -> [FoundWay] {
        struct Part: Comparable {
            var way: FoundWay
            var start: Start
            static func < (a: Part, b: Part) -> Bool { FoundWay.precedes(a.way, b.way) }
            // The parts share no way, so no two are equal.
            static func == (a: Part, b: Part) -> Bool { a.way.arcs == b.way.arcs }
        }
        if count > 1, ends.vias.isEmpty { precomputeRemainingCosts() }
        guard let first = best() else { return [] }
        var parts: Heap = [Part(way: first, start: Start())]
        var taken: [FoundWay] = []
        while taken.count < count, let part = parts.popMin() {
            taken.append(part.way)
            guard taken.count < count else { break }
            for start in Self.starts(leaving: part.way.arcs, part.start, hasSeveralTargets: ends.targets.count > 1) {
                if let way = best(start) { parts.insert(Part(way: way, start: start)) }
            }
        }
        return taken
    }

    /// The parts into which a way splits those ways that begin as `start` says.
    private static func starts(leaving arcs: [Int32], _ start: Start, hasSeveralTargets: Bool) -> [Start] {
        var parts: [Start] = []
        for index in start.prefix.count..<arcs.count {
            var part = Start(prefix: Array(arcs[..<index]))
            if index == start.prefix.count {
                part.notNext = start.notNext
                part.mayEnd = start.mayEnd
            }
            part.notNext.insert(arcs[index])
            parts.append(part)
        }
        // Only where there is another end can a way go on behind its own.
        if hasSeveralTargets || arcs.isEmpty {
            let isWhole = arcs.count == start.prefix.count
            parts.append(Start(prefix: arcs, notNext: isWhole ? start.notNext : [], mayEnd: false))
        }
        return parts
    }
}

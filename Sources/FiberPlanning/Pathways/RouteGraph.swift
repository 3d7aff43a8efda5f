import FiberModel

/// The pathways as a graph whose places are *segment ends*: where a cable is and which way it faces.
///
/// A bend belongs to a pair of segments, so whether a cable may go on from a node depends on how it came
/// there. Each segment is two arcs, `2 × segment` from A to Z and the next number back. A place is an arc;
/// where a segment has no length, and so no direction, it is the arc together with the last one that had.
struct RouteGraph: Sendable {
    let plant: Plant
    let tails: [Int32]
    let heads: [Int32]
    /// Of each segment, in mm.
    let lengths: [Int]
    /// Whether a segment allows some cables only.
    let restrictsCables: [Bool]
    /// Segments to another hall whose length nobody knows.
    let unknownLengths: Set<Int32>
    /// Whether there are any: asked at every arc.
    let hasUnknownLengths: Bool
    let directions: [Direction]
    /// Where a segment stands in the order of labels.
    let ranks: [Int32]
    /// Radius of the fitting at each node and of each segment in mm; -1 where not specified.
    let nodeRadii: [Int]
    let segmentRadii: [Int]
    /// The least that a segment is longer than the straight line, over all of them: what makes distance a bound.
    let stretch: Double

    /// More than the length of any way, in mm.
    let totalLength: Int

    /// Arcs that leave each node, in the order of their labels: `leaving[first[n]..<first[n + 1]]`.
    private let first: [Int32]
    private let leaving: [Int32]
    /// How a cable faces: the last arc with a direction, and the tightest fittings that it has passed since on arcs
    /// without one. The first are the arcs themselves; -1 is not a direction yet.
    struct Facing: Hashable, Sendable {
        var arc: Int32
        var nodeRadius: Int
        var segmentRadius: Int
    }
    private let facings: [Facing]
    /// Segments that lead to another hall: behind one nothing is known of how the cable faced before.
    private let isBetweenHalls: [Bool]
    /// For places beyond the arcs: the arc without a direction, and how the cable faces behind it.
    private let extraArcs: [(arc: Int32, facing: Int32)]
    private let extraPlaces: [UInt64: Int32]

    var arcCount: Int { heads.count }
    var placeCount: Int { arcCount + extraArcs.count }

    /// O(segments × log segments); O(segments) where they are stored in the order of their labels.
    init(_ plant: Plant) {
        self.plant = plant
        let count = plant.segments.count
        var tails: [Int32] = []
        var heads: [Int32] = []
        var directions: [Direction] = []
        tails.reserveCapacity(2 * count)
        heads.reserveCapacity(2 * count)
        directions.reserveCapacity(2 * count)
        for row in plant.segments {
            tails += [row.a.rawValue, row.z.rawValue]
            heads += [row.z.rawValue, row.a.rawValue]
            let (a, z) = (plant.nodes[row.a.index], plant.nodes[row.z.index])
            // Two halls have no coordinates in common, so no turn between them is known: all are allowed.
            directions += a.hall == z.hall ? [Direction(from: a, to: z), Direction(from: z, to: a)] : [.none, .none]
        }
        self.tails = tails
        self.heads = heads
        self.directions = directions
        let lengths = (0..<count).map { plant.length(of: SegmentHandle(index: $0)).rawValue }
        self.lengths = lengths
        restrictsCables = plant.segments.map { !$0.allowedCables.isEmpty }
        nodeRadii = plant.nodes.map { $0.bendRadius?.rawValue ?? -1 }
        segmentRadii = plant.segments.map { $0.bendRadius?.rawValue ?? -1 }
        totalLength = lengths.reduce(1) { $0 + min($1, 1 << 40) + 1 }
        stretch = (0..<count).reduce(1) { least, segment in
            let straight = directions[2 * segment].length
            return straight == 0 ? least : min(least, Double(lengths[segment]) / Double(straight))
        }
        let order = plant.segments.indices.sorted {
            naturallyPrecedes(plant.segments[$0].label, plant.segments[$1].label)
        }
        var ranks = [Int32](repeating: 0, count: count)
        for (rank, segment) in order.enumerated() { ranks[segment] = Int32(rank) }
        self.ranks = ranks
        (first, leaving) = Self.adjacency(order, tails, nodes: plant.nodes.count)
        let between = (0..<count).map { plant.isBetweenHalls(SegmentHandle(index: $0)) }
        isBetweenHalls = between
        unknownLengths = Set(
            (0..<count).filter { between[$0] && !plant.isLengthKnown(SegmentHandle(index: $0)) }.map { Int32($0) })
        hasUnknownLengths = !unknownLengths.isEmpty
        var facings: [Facing] = []
        facings.reserveCapacity(heads.count)
        for (arc, head) in heads.enumerated() {
            facings.append(
                Facing(arc: Int32(arc), nodeRadius: nodeRadii[Int(head)], segmentRadius: segmentRadii[arc / 2]))
        }
        (extraArcs, extraPlaces) = Self.places(
            tails, heads, directions, first, leaving, isBetweenHalls, nodeRadii, segmentRadii, &facings)
        self.facings = facings
    }

    private static func adjacency(_ order: [Int], _ tails: [Int32], nodes: Int) -> ([Int32], [Int32]) {
        var first = [Int32](repeating: 0, count: nodes + 1)
        for tail in tails { first[Int(tail) + 1] += 1 }
        for node in 0..<nodes { first[node + 1] += first[node] }
        var next = first
        var leaving = [Int32](repeating: 0, count: tails.count)
        for segment in order {
            for arc in [2 * segment, 2 * segment + 1] {
                let tail = Int(tails[arc])
                leaving[Int(next[tail])] = Int32(arc)
                next[tail] += 1
            }
        }
        return (first, leaving)
    }

    /// For every arc without a direction, the ways of facing with which a cable can come to it.
    private static func places(
        _ tails: [Int32], _ heads: [Int32], _ directions: [Direction], _ first: [Int32], _ leaving: [Int32],
        _ isBetweenHalls: [Bool], _ nodeRadii: [Int], _ segmentRadii: [Int], _ facings: inout [Facing]
    ) -> ([(arc: Int32, facing: Int32)], [UInt64: Int32]) {
        func isPassed(_ arc: Int32) -> Bool { directions[Int(arc)].isZero && !isBetweenHalls[Int(arc) / 2] }
        var extra: [(arc: Int32, facing: Int32)] = []
        var places: [UInt64: Int32] = [:]
        var known: [Facing: Int32] = [:]
        var open: [(node: Int32, facing: Int32)] = directions.indices.filter { !directions[$0].isZero }.map {
            (heads[$0], Int32($0))
        }
        // Few segments have no length, so few arcs lead on from here.
        let leadsOn = Set(directions.indices.map(Int32.init).filter(isPassed).map { tails[Int($0)] })
        open.removeAll { !leadsOn.contains($0.node) }
        while let (node, facing) = open.popLast() {
            for arc in leaving[Int(first[Int(node)])..<Int(first[Int(node) + 1])] where isPassed(arc) {
                let key = Self.key(arc, facing)
                guard places[key] == nil else { continue }
                var behind = facings[Int(facing)]
                for end in [tails[Int(arc)], heads[Int(arc)]] {
                    behind.nodeRadius = tighter(behind.nodeRadius, nodeRadii[Int(end)])
                }
                behind.segmentRadius = tighter(behind.segmentRadius, segmentRadii[Int(arc) / 2])
                let number: Int32
                if let same = known[behind] {
                    number = same
                } else {
                    number = Int32(facings.count)
                    known[behind] = number
                    facings.append(behind)
                }
                places[key] = Int32(heads.count + extra.count)
                extra.append((arc, number))
                open.append((heads[Int(arc)], number))
            }
        }
        return (extra, places)
    }

    private static func key(_ arc: Int32, _ facing: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: arc)) << 32 | UInt64(UInt32(bitPattern: facing))
    }

    // MARK: Going on

    func arcs(leaving node: Int32) -> ArraySlice<Int32> { leaving[departures(from: node)] }

    /// The arcs that leave a node as places of ``departure(_:)``: for loops that run millions of times.
    func departures(from node: Int32) -> Range<Int> { Int(first[Int(node)])..<Int(first[Int(node) + 1]) }
    func departure(_ place: Int) -> Int32 { leaving[place] }

    /// Whether a cable may turn at a node from any segment into any other, so that it does not matter how it came.
    ///
    /// Back over a second segment to the node it came from is no way, and is not asked about.
    func isFree(_ node: Int32, for needed: Int) -> Bool {
        let arcs = departures(from: node)
        // Of a hub with very many segments it is cheaper to ask only about the turns that are tried.
        guard arcs.count <= 32 else { return false }
        for x in arcs {
            let a = leaving[x]
            if directions[Int(a)].isZero { return false }
            for y in arcs where y > x {
                let b = leaving[y]
                if heads[Int(a)] != heads[Int(b)], !isWideEnough(a ^ 1, b, for: needed) { return false }
            }
        }
        return true
    }

    /// The arc of a place, and the arc whose direction the cable has there; -1 for none yet.
    func arc(of place: Int32) -> (arc: Int32, facing: Int32) {
        if Int(place) >= arcCount { return extraArcs[Int(place) - arcCount] }
        return (place, directions[Int(place)].isZero ? -1 : place)
    }

    /// The place that a cable facing `facing` is at once it has gone over `arc`.
    func place(over arc: Int32, facing: Int32) -> Int32 {
        guard facing >= 0, directions[Int(arc)].isZero else { return arc }
        return extraPlaces[Self.key(arc, facing)] ?? arc
    }

    /// How a cable faces once it has gone over `arc`.
    func facing(over arc: Int32, from facing: Int32) -> Int32 { self.arc(of: place(over: arc, facing: facing)).facing }

    /// The last arc with a direction of a way of facing.
    func arc(facing: Int32) -> Int32 { facings[Int(facing)].arc }

    /// Whether a cable that faces along `facing` may turn into `arc` at radius `needed` in mm.
    func isWideEnough(_ facing: Int32, _ arc: Int32, for needed: Int) -> Bool {
        guard facing >= 0, needed > 0 else { return true }
        let fitting = fitting(facing, arc)
        if fitting >= needed { return true }
        let (a, b) = (directions[Int(facings[Int(facing)].arc)], directions[Int(arc)])
        if b.isZero || a.isStraight(into: b) { return true }
        if fitting >= 0 { return false }
        return a.radius(into: b, within: min(a.exactLength, b.exactLength)) >= needed
    }

    /// The radius of the fitting by which a cable turns into an arc, or -1.
    private func fitting(_ facing: Int32, _ arc: Int32) -> Int {
        // Over segments of no length the cable passes several nodes, and the tightest of all counts.
        let from = facings[Int(facing)]
        let own = Self.tighter(from.nodeRadius, nodeRadii[Int(tails[Int(arc)])])
        return own >= 0 ? own : Self.tighter(from.segmentRadius, segmentRadii[Int(arc) / 2])
    }

    private static func tighter(_ a: Int, _ b: Int) -> Int { a < 0 ? b : b < 0 ? a : min(a, b) }

    /// The segments of a sequence of arcs, as steps.
    func steps(_ arcs: [Int32]) -> [RouteWalk.Step] {
        arcs.map {
            RouteWalk.Step(
                segment: SegmentHandle($0 / 2), from: NodeHandle(tails[Int($0)]), to: NodeHandle(heads[Int($0)]))
        }
    }
}

import FiberModel

/// What can keep a cable off a way.
package enum Obstacle: Hashable, Sendable {
    /// The planner asked to stay away from it.
    case avoided(SegmentHandle)
    case cableNotAllowed(SegmentHandle)
    /// It leads to another hall, and how far is not known.
    case lengthUnknown(SegmentHandle)
    /// One more cable would pass the hard limit of its fill.
    case full(SegmentHandle)
    /// The turn at the node is tighter than the cable may be bent; the lower segment first.
    case tightBend(NodeHandle, SegmentHandle, SegmentHandle)
    /// What the cable is to be diverse from runs there, or shares a tag with it.
    case shared(SegmentHandle)
}

/// The terms under which a way is looked for: what is forbidden, and what the rest costs.
struct RouteTerms: Sendable {
    enum Enforcement: Sendable {
        /// Nothing forbidden is taken.
        case strict
        /// Only these obstacles keep off; the search for shorter ways that were rejected lifts all others.
        case only(Set<Obstacle>)
        /// Obstacles are taken, but as few as can be: what would have to give way for a route to exist.
        case counted
    }

    let needs: CableNeeds
    private(set) var fill: TrayFill
    /// What a segment that is as full as its hard limit costs besides its length, as a multiple of it.
    let fillPrice: Int
    /// Places of ``Plant/segments`` that the planner asked to stay away from.
    var avoided: Set<Int32> = []
    /// Segments that a diverse twin has: used only where no other route exists, as few as possible.
    var shared: Set<Int32> = []
    /// Segments that carry a tag of the twin which is not to be shared.
    var closed: Set<Int32> = []
    var enforcement = Enforcement.strict

    let radius: Int
    private let square: Int
    /// A weight is a triple in one number: obstacles, then cost, then segments, each of which decides between equals of
    /// the one before. Cost and segments are shifted so far that no sum of them reaches into the part above; the weights
    /// of a pair of ways add up to such a triple as well.
    let shift: Int
    /// One obstacle: more than any two ways cost, whatever the price of fill.
    let penalty: Int
    /// A millimetre counts as one, but where the pathways of a plant are so long that the triple would not fit; then
    /// lengths are rounded up to so many.
    let unit: Int

    init(_ needs: CableNeeds, _ fill: TrayFill, _ graph: RouteGraph, fillPrice: Int = 3) {
        self.needs = needs
        self.fill = fill
        self.fillPrice = fillPrice
        radius = needs.radius.rawValue
        square = needs.diameterSquared ?? 0
        // Every segment once at its highest price, and the ways inside the racks at both ends.
        let most = graph.totalLength.multipliedClamped(by: 1 + fillPrice).addingClamped(2 * Self.maxInRack)
        // Two ways with a penalty for every segment and turn have to stay below the end of the range of the machine.
        let room = Int.max / 8 / (2 * graph.lengths.count + 8)
        var unit = 1
        while most / unit > room / 8 { unit *= 2 }
        var shift = 16
        while shift > 1, (most / unit + 1) > room >> (shift + 1) { shift -= 1 }
        self.unit = unit
        self.shift = shift
        penalty = (most / unit + graph.lengths.count + 2) << (shift + 1)
    }

    /// Inside a rack no cable runs farther, in mm: the highest rack has 100 units, and a unit number may be 999.
    private static let maxInRack = 100_000

    /// The cost part of a weight of so many mm.
    func weight(ofCost cost: Int) -> Int { ((cost + unit - 1) / unit) << shift }

    /// Lets go of the fill, so that whoever lays a cable next need not copy it.
    mutating func forgetFill() { fill = TrayFill(Plant()) }

    /// The cost of going over a segment; nil where it is forbidden.
    func weight(of segment: Int32, _ graph: RouteGraph) -> Int? {
        let length = graph.lengths[Int(segment)]
        var weight = weight(ofCost: length + price(of: segment, length)) + 1
        if !avoided.isEmpty, avoided.contains(segment) {
            guard add(.avoided(SegmentHandle(segment)), to: &weight) else { return nil }
        }
        if graph.restrictsCables[Int(segment)], !needs.isAllowed(by: graph.plant.segments[Int(segment)]) {
            guard add(.cableNotAllowed(SegmentHandle(segment)), to: &weight) else { return nil }
        }
        if graph.hasUnknownLengths, graph.unknownLengths.contains(segment) {
            guard add(.lengthUnknown(SegmentHandle(segment)), to: &weight) else { return nil }
        }
        if isFull(segment) {
            guard add(.full(SegmentHandle(segment)), to: &weight) else { return nil }
        }
        if !shared.isEmpty, shared.contains(segment) {
            if case .only = enforcement {
                guard add(.shared(SegmentHandle(segment)), to: &weight) else { return nil }
            } else if case .strict = enforcement {
                weight += penalty
            }
        }
        if !closed.isEmpty, closed.contains(segment) {
            guard add(.shared(SegmentHandle(segment)), to: &weight) else { return nil }
        }
        return weight
    }

    /// The cost of turning from one arc into another; nil where it is forbidden.
    func turn(_ facing: Int32, _ arc: Int32, _ graph: RouteGraph) -> Int? {
        if graph.isWideEnough(facing, arc, for: radius) { return 0 }
        var weight = 0
        return add(Self.bend(facing, arc, graph), to: &weight) ? weight : nil
    }

    static func bend(_ facing: Int32, _ arc: Int32, _ graph: RouteGraph) -> Obstacle {
        let facing = graph.arc(facing: facing)
        let (a, b) = (min(facing / 2, arc / 2), max(facing / 2, arc / 2))
        return .tightBend(NodeHandle(graph.tails[Int(arc)]), SegmentHandle(a), SegmentHandle(b))
    }

    private func add(_ obstacle: Obstacle, to weight: inout Int) -> Bool {
        switch enforcement {
        case .strict: return false
        case .only(let kept): return !kept.contains(obstacle)
        case .counted:
            weight += penalty
            return true
        }
    }

    private func isFull(_ segment: Int32) -> Bool {
        square > 0 && Double(fill.squares[Int(segment)] + square) > fill.hardSums[Int(segment)]
    }

    /// Nothing up to the planned fill, then in proportion up to ``fillPrice`` times the length at the hard limit.
    private func price(of segment: Int32, _ length: Int) -> Int {
        let (plan, hard) = (fill.planSums[Int(segment)], fill.hardSums[Int(segment)])
        let over = Double(fill.squares[Int(segment)] + square) - plan
        guard square > 0, over > 0, fillPrice > 0 else { return 0 }
        return Int(
            clamping: Double(length * fillPrice) * (hard > plan ? min(1, over / (hard - plan)) : 1), rounding: .up)
    }
}

extension RouteTerms {
    /// Everything that keeps a cable off a way, in its order, whatever is enforced.
    func obstacles(_ arcs: [Int32], _ graph: RouteGraph) -> [Obstacle] {
        var found: [Obstacle] = []
        var facing: Int32 = -1
        for arc in arcs {
            let segment = arc / 2
            let handle = SegmentHandle(segment)
            if !graph.isWideEnough(facing, arc, for: radius) { found.append(Self.bend(facing, arc, graph)) }
            if avoided.contains(segment) { found.append(.avoided(handle)) }
            if !needs.isAllowed(by: graph.plant.segments[Int(segment)]) { found.append(.cableNotAllowed(handle)) }
            if graph.unknownLengths.contains(segment) { found.append(.lengthUnknown(handle)) }
            if isFull(segment) { found.append(.full(handle)) }
            if shared.contains(segment) || closed.contains(segment) { found.append(.shared(handle)) }
            facing = graph.facing(over: arc, from: facing)
        }
        return found
    }

    /// What a way costs in mm: its length and the price of its fill.
    func cost(_ arcs: [Int32], _ graph: RouteGraph) -> Int {
        arcs.reduce(0) {
            $0 + graph.lengths[Int($1 / 2)] + price(of: $1 / 2, graph.lengths[Int($1 / 2)])
        }
    }
}

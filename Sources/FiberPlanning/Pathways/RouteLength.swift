import FiberModel

/// What is added to the length of a way before a cable is ordered.
public struct Allowances: Hashable, Sendable {
    /// Coiled at the A and at the Z end.
    public var serviceLoopA: Millimetres
    /// Kept at the Z end.
    public var serviceLoopZ: Millimetres
    /// Of the way and the loops.
    public var slack: Percent

    /// What is added to a way.
    public init(serviceLoopA: Millimetres, serviceLoopZ: Millimetres, slack: Percent) {
        self.serviceLoopA = serviceLoopA
        self.serviceLoopZ = serviceLoopZ
        self.slack = slack
    }

    /// Those of the halls of two racks; an end that is in no rack has no loop.
    public init(from a: RackHandle?, to z: RackHandle?, in plant: Plant) {
        func hall(_ rack: RackHandle?) -> Plant.HallRow? { rack.map { plant.halls[plant.racks[$0.index].hall.index] } }
        serviceLoopA = hall(a)?.serviceLoop ?? Millimetres(0)
        serviceLoopZ = hall(z)?.serviceLoop ?? Millimetres(0)
        slack = (hall(a) ?? hall(z))?.slack ?? Hall.defaultSlack
    }

    /// A patch cord has no loops: it is as long as its way with the slack of its hall.
    public init(ofCordFrom a: RackHandle?, in plant: Plant) {
        self.init(
            serviceLoopA: Millimetres(0), serviceLoopZ: Millimetres(0),
            slack: a.map { plant.halls[plant.racks[$0.index].hall.index].slack } ?? Hall.defaultSlack)
    }
}

/// The length of a trunk as a sum whose terms can be told.
public struct RouteLength: Hashable, Sendable {
    /// What a length is made of.
    public enum Term: Hashable, Sendable {
        /// Inside a rack, from its entry to the rear of the unit; without an entry, between two units.
        case vertical(RackHandle, PathwayNode.Entry?)
        case segment(SegmentHandle)
        case serviceLoop(End)
        case slack(Percent)
    }

    /// What it is made of, in the order of the way.
    public private(set) var terms: [(term: Term, length: Millimetres)] = []
    /// Verticals and segments: what the cable cannot be shorter than.
    public private(set) var way = Millimetres(0)
    /// The way with service loops and slack.
    public private(set) var needed = Millimetres(0)
    /// What to order: the next stock length of the type, or whole metres where no stock length reaches.
    public private(set) var order = Millimetres(0)
    /// Whether ``order`` is a length that is made.
    public private(set) var isStock = false

    init(_ way: [(term: Term, length: Millimetres)], _ allowances: Allowances, stock: [Millimetres]) {
        terms = way
        self.way = terms.reduce(Millimetres(0)) { $0 + $1.length }
        needed = self.way
        for (end, loop) in [(End.a, allowances.serviceLoopA), (.z, allowances.serviceLoopZ)] where loop.rawValue > 0 {
            terms.append((.serviceLoop(end), loop))
            needed = needed + loop
        }
        let slack = Millimetres((needed.rawValue * allowances.slack.rawValue + 99) / 100)
        if slack.rawValue > 0 { terms.append((.slack(allowances.slack), slack)) }
        needed = needed + slack
        let next = stock.filter { $0 >= needed }.min()
        isStock = next != nil
        order = next ?? Millimetres((needed.rawValue + 999) / 1000 * 1000)
    }

    /// Whether both come to the same.
    public static func == (a: RouteLength, b: RouteLength) -> Bool {
        a.needed == b.needed && a.order == b.order && a.terms.elementsEqual(b.terms) { $0 == $1 }
    }
    /// Over the length that is needed.
    public func hash(into hasher: inout Hasher) { hasher.combine(needed) }
}

extension RouteLength {
    /// The length of a trunk along steps between two units, which may be of one rack and the steps none.
    init(
        _ steps: [RouteWalk.Step], from a: UnitHandle, to z: UnitHandle, _ allowances: Allowances,
        stock: [Millimetres], in plant: Plant
    ) {
        let racks = (plant.units[a.index].rack, plant.units[z.index].rack)
        var way: [(term: Term, length: Millimetres)] = []
        if steps.isEmpty, racks.0 == racks.1 {
            way.append((.vertical(racks.0, nil), plant.vertical(between: a, and: z)))
        } else {
            func vertical(_ rack: RackHandle, _ unit: UnitHandle, _ node: NodeHandle?) -> (Term, Millimetres) {
                let entry = node.map { plant.nodes[$0.index].entry } ?? .top
                return (.vertical(rack, entry), plant.vertical(in: rack, from: entry, to: unit))
            }
            way.append(vertical(racks.0, a, steps.first?.from))
            way += steps.map { (.segment($0.segment), plant.length(of: $0.segment)) }
            way.append(vertical(racks.1, z, steps.last?.to))
        }
        self.init(way, allowances, stock: stock)
    }

    /// What a trunk or cord would need on the route that it has, as its halls allow for it.
    public init(of trunk: TrunkHandle, walk: RouteWalk, in plant: Plant) {
        let row = plant.trunks[trunk.index]
        let racks = (plant.units[row.a.unit.index].rack, plant.units[row.z.unit.index].rack)
        self.init(
            walk.steps, from: row.a.unit, to: row.z.unit,
            row.isCord
                ? Allowances(ofCordFrom: racks.0, in: plant) : Allowances(from: racks.0, to: racks.1, in: plant),
            stock: plant.catalogue.cable(row.type)?.stockLengths_mm ?? [], in: plant)
    }
}

extension Plant {
    /// The length that a trunk has or, where none is stated, that its route asks to order; nil without either.
    public func orderedLength(of trunk: TrunkHandle) -> Millimetres? {
        let row = trunks[trunk.index]
        if let length = row.length { return length }
        guard !row.route.isEmpty, route(of: trunk).allSatisfy({ isLengthKnown($0) }) else { return nil }
        return RouteLength(of: trunk, walk: RouteWalk(of: trunk, in: self), in: self).order
    }
}

import FiberModel

/// A turn of a route, derived from the two segments that meet there, so that a re-route leaves none stale.
public struct Bend: Hashable, Sendable {
    /// Where it turns.
    public var node: NodeHandle
    /// The segment that it comes from.
    public var before: SegmentHandle
    /// The segment that it goes to.
    public var after: SegmentHandle
    /// By how much the direction changes: 0 is straight on, 180 is back again.
    public var angleDegrees: Double
    /// The radius to which the fitting holds the cable, or nil where not specified.
    public var fitting: Millimetres?
    /// The widest arc that fits between the far ends of the two segments.
    public var room: Millimetres

    /// What the cable is bent to: that of the fitting, or else the widest that fits.
    public var radius: Millimetres { fitting ?? room }

    /// Turns below this many degrees need no fitting, so it is not a fault if their radius is not stated. Where it is
    /// stated they are held to every limit, and lose their share.
    public static let negligibleDegrees = 5.0
}

extension RouteWalk {
    /// Every place where the route changes direction, in order. O(segments).
    ///
    /// The radius is that of the fitting at the node; where it has none of its own, the smaller of those by
    /// which the two segments turn into their neighbours; where these have none either, what the geometry of
    /// the two allows. Segments of no length have no direction and are looked through.
    public func bends(in plant: Plant) -> [Bend] { turns(in: plant).map(\.bend) }

    /// The bends with the number of the step that each turns into. O(segments).
    ///
    /// A segment from one hall to another has no direction: the coordinates of two halls have nothing to do with each
    /// other, so nothing is known of the turns into it and out of it.
    func turns(in plant: Plant) -> [(step: Int, bend: Bend)] {
        var bends: [(step: Int, bend: Bend)] = []
        var last: (number: Int, direction: Direction)?
        for (number, step) in steps.enumerated() {
            guard plant.isWithinHall(step) else {
                last = nil
                continue
            }
            let direction = Direction(from: plant.nodes[step.from.index], to: plant.nodes[step.to.index])
            guard !direction.isZero else { continue }
            defer { last = (number, direction) }
            guard let last, !last.direction.isStraight(into: direction), meets(last.number, number, plant) else {
                continue
            }
            let reach = min(last.direction.exactLength, direction.exactLength)
            let bend = Bend(
                node: step.from, before: steps[last.number].segment, after: step.segment,
                angleDegrees: last.direction.angle(to: direction), fitting: fitting(last.number, number, plant),
                room: Millimetres(last.direction.radius(into: direction, within: reach)))
            bends.append((number, bend))
        }
        return bends
    }

    /// Whether the end of one step is the start of another, through segments of no length between them.
    private func meets(_ before: Int, _ after: Int, _ plant: Plant) -> Bool {
        let (a, b) = (steps[before].to, steps[after].from)
        let (x, y) = (plant.nodes[a.index], plant.nodes[b.index])
        return a == b || (x.hall == y.hall && (x.x, x.y, x.z) == (y.x, y.y, y.z))
    }

    /// The radius of the fitting between two steps, where it is stated: the tightest of those at the nodes that the cable
    /// passes there, else of the segments.
    private func fitting(_ before: Int, _ after: Int, _ plant: Plant) -> Millimetres? {
        let passed = steps[before...after]
        let nodes = passed.dropLast().map(\.to) + passed.dropFirst().map(\.from)
        let own = nodes.compactMap { plant.nodes[$0.index].bendRadius }.min()
        return own ?? passed.compactMap { plant.segments[$0.segment.index].bendRadius }.min()
    }
}

extension Plant {
    /// Whether a step stays in the coordinates of one hall.
    func isWithinHall(_ step: RouteWalk.Step) -> Bool {
        nodes[step.from.index].hall == nodes[step.to.index].hall
    }
}

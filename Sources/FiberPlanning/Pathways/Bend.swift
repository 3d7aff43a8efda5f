import FiberModel

/// A turn of a route, derived from the two segments that meet there, so that a re-route leaves none stale.
public struct Bend: Hashable, Sendable {
    public var node: NodeHandle
    public var before: SegmentHandle
    public var after: SegmentHandle
    /// By how much the direction changes: 0 is straight on, 180 is back again.
    public var angleDegrees: Double
    /// The radius to which the fitting holds the cable, or nil where nobody has said.
    public var fitting: Millimetres?
    /// The widest arc that fits between the far ends of the two segments.
    public var room: Millimetres

    /// What the cable is bent to: that of the fitting, or else the most that there is room for.
    public var radius: Millimetres { fitting ?? room }

    /// Turns below this many degrees need no fitting, so it is no fault if their radius is not known.
    public static let negligibleDegrees = 5.0
}

extension RouteWalk {
    /// Every place where the route changes direction, in order. O(segments).
    ///
    /// The radius is that of the fitting at the node; where it has none of its own, the smaller of those by
    /// which the two segments turn into their neighbours; where these have none either, what the geometry of
    /// the two leaves room for. Segments of no length have no direction and are looked through.
    public func bends(in plant: Plant) -> [Bend] { turns(in: plant).map(\.bend) }

    /// The bends with the number of the step that each turns into. O(segments).
    func turns(in plant: Plant) -> [(step: Int, bend: Bend)] {
        var bends: [(step: Int, bend: Bend)] = []
        var last: (step: Step, direction: Direction)?
        for (number, step) in steps.enumerated() {
            let direction = Direction(from: plant.nodes[step.from.index], to: plant.nodes[step.to.index])
            guard !direction.isZero else { continue }
            if let last, last.step.to == step.from || isThroughZeroLength(last.step, step, plant),
                !last.direction.isStraight(into: direction)
            {
                let before = last.step.segment
                let reach = min(plant.length(of: before), plant.length(of: step.segment))
                let bend = Bend(
                    node: step.from, before: before, after: step.segment,
                    angleDegrees: last.direction.angle(to: direction), fitting: Self.fitting(last.step, step, plant),
                    room: Millimetres(last.direction.radius(into: direction, within: reach.rawValue)))
                bends.append((number, bend))
            }
            last = (step, direction)
        }
        return bends
    }

    private func isThroughZeroLength(_ before: Step, _ after: Step, _ plant: Plant) -> Bool {
        let a = plant.nodes[before.to.index]
        let b = plant.nodes[after.from.index]
        return (a.x, a.y, a.z) == (b.x, b.y, b.z)
    }

    /// The radius of the fitting at a node between two segments, where somebody has said it.
    private static func fitting(_ before: Step, _ after: Step, _ plant: Plant) -> Millimetres? {
        // They are one node, but for segments of no length between the two.
        let own = [before.to, after.from].compactMap { plant.nodes[$0.index].bendRadius }.min()
        return own ?? [before.segment, after.segment].compactMap { plant.segments[$0.index].bendRadius }.min()
    }
}

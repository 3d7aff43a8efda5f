import FiberModel

/// A trunk's route put in order: which way each segment is walked, where it gaps, and where it turns.
public struct RouteWalk: Sendable {
    /// A segment, walked in a direction.
    public struct Step: Hashable, Sendable {
        /// The segment.
        public var segment: SegmentHandle
        /// The node that it is entered at.
        public var from: NodeHandle
        /// The node that it is left at.
        public var to: NodeHandle
    }
    /// Two segments that follow each other in the route but share no node.
    public struct Gap: Hashable, Sendable {
        /// The segment before the gap.
        public var before: SegmentHandle
        /// The segment behind it.
        public var after: SegmentHandle
    }

    /// The segments in order, each with its direction.
    public private(set) var steps: [Step] = []
    /// Where a segment does not begin where the one before it ends.
    public private(set) var gaps: [Gap] = []

    /// Walks `route` in its order, from the rack `start` where it can begin there. O(segments).
    ///
    /// The first segment may be walked either way; the way with the fewer gaps is taken, then the one that
    /// begins in `start`, then from the segment's A node.
    public init(_ route: some Collection<SegmentHandle>, from start: RackHandle, in plant: Plant) {
        guard let first = route.first else { return }
        let ways = [true, false].map { Self.walk(route, firstForward: $0, plant) }
        let (forward, backward) = (ways[0], ways[1])
        let backwardStarts = plant.nodes[plant.segments[first.index].z.index].rack == start
        let forwardStarts = plant.nodes[plant.segments[first.index].a.index].rack == start
        let takesBackward =
            backward.gaps.count != forward.gaps.count
            ? backward.gaps.count < forward.gaps.count : backwardStarts && !forwardStarts
        (steps, gaps) = takesBackward ? backward : forward
    }

    /// The route of a trunk, from the rack of its A end.
    public init(of trunk: TrunkHandle, in plant: Plant) {
        let start = plant.units[plant.trunks[trunk.index].a.unit.index].rack
        self.init(plant.route(of: trunk), from: start, in: plant)
    }

    /// Steps that are in order already.
    init(_ steps: [Step]) { self.steps = steps }

    /// Where it begins; nil for a route without segments.
    public var start: NodeHandle? { steps.first?.from }
    /// Where it ends; nil for a route without segments.
    public var end: NodeHandle? { steps.last?.to }

    private static func walk(
        _ route: some Collection<SegmentHandle>, firstForward: Bool, _ plant: Plant
    ) -> (steps: [Step], gaps: [Gap]) {
        var steps: [Step] = []
        var gaps: [Gap] = []
        let route = Array(route)
        for (index, segment) in route.enumerated() {
            let row = plant.segments[segment.index]
            let forward: Bool
            if let last = steps.last {
                if last.to == row.a {
                    forward = true
                } else if last.to == row.z {
                    forward = false
                } else {
                    gaps.append(Gap(before: last.segment, after: segment))
                    // After a gap, leave towards the segment that follows.
                    let next = index + 1 < route.count ? plant.segments[route[index + 1].index] : nil
                    forward = next.map { row.z == $0.a || row.z == $0.z } ?? true
                }
            } else {
                forward = firstForward
            }
            steps.append(
                forward
                    ? Step(segment: segment, from: row.a, to: row.z) : Step(segment: segment, from: row.z, to: row.a))
        }
        return (steps, gaps)
    }
}

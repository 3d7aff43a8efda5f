import FiberModel
import Foundation

/// A turn of a route, derived from the two segments that meet there, so that a re-route leaves none stale.
public struct Bend: Hashable, Sendable {
    public var node: NodeHandle
    public var before: SegmentHandle
    public var after: SegmentHandle
    /// By how much the direction changes: 0 is straight on, 180 is back again.
    public var angleDegrees: Double
    /// The radius to which the fitting holds the cable, or nil where nobody has said.
    public var radius: Millimetres?

    /// Turns below this many degrees need no fitting, so it is no fault if their radius is not known.
    public static let negligibleDegrees = 5.0
}

extension RouteWalk {
    /// Every place where the route changes direction, in order. O(segments).
    ///
    /// The radius is that of the fitting at the node; where it has none of its own, the smaller of those by
    /// which the two segments turn into their neighbours. Segments of no length have no direction and are
    /// looked through.
    public func bends(in plant: Plant) -> [Bend] {
        var bends: [Bend] = []
        var last: (step: Step, direction: Direction)?
        for step in steps {
            let direction = Direction(from: plant.nodes[step.from.index], to: plant.nodes[step.to.index])
            guard !direction.isZero else { continue }
            if let last, last.step.to == step.from || isThroughZeroLength(last.step, step, plant) {
                let angle = last.direction.angle(to: direction)
                if angle > 0 {
                    bends.append(
                        Bend(
                            node: step.from, before: last.step.segment, after: step.segment, angleDegrees: angle,
                            radius: Self.radius(at: step.from, last.step.segment, step.segment, plant)))
                }
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

    /// The radius at a node between two segments.
    public static func radius(
        at node: NodeHandle, _ before: SegmentHandle, _ after: SegmentHandle, _ plant: Plant
    ) -> Millimetres? {
        if let own = plant.nodes[node.index].bendRadius { return own }
        let known = [before, after].compactMap { plant.segments[$0.index].bendRadius }
        return known.min()
    }
}

/// A direction in space in whole millimetres: whether two are parallel is decided without rounding.
struct Direction {
    var x: Int
    var y: Int
    var z: Int

    init(from a: Plant.NodeRow, to b: Plant.NodeRow) {
        x = (b.x - a.x).rawValue
        y = (b.y - a.y).rawValue
        z = (b.z - a.z).rawValue
    }

    var isZero: Bool { x == 0 && y == 0 && z == 0 }

    /// The turn from this direction to `other`, 0…180 degrees; exactly 0, 90 and 180 where it is.
    func angle(to other: Direction) -> Double {
        // Coordinates are at most 10^8 mm, so each product fits 64 bits with room for three.
        let dot = x * other.x + y * other.y + z * other.z
        let cx = y * other.z - z * other.y
        let cy = z * other.x - x * other.z
        let cz = x * other.y - y * other.x
        if cx == 0, cy == 0, cz == 0 { return dot > 0 ? 0 : 180 }
        if dot == 0 { return 90 }
        let cross = (Double(cx) * Double(cx) + Double(cy) * Double(cy) + Double(cz) * Double(cz)).squareRoot()
        return atan2(cross, Double(dot)) * 180 / .pi
    }
}

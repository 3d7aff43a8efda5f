import FiberModel
import Platform

/// What a cable goes through while it is pulled along a route from its A end to its Z end.
package struct PullEstimate: Sendable {
    /// The angles of all bends added up, in right angles.
    package let turns: Double
    /// The highest tension on the way in newtons; nil where the weight of the cable is not known.
    package let tension_N: Double?

    /// What a jacket on bare pathway is taken to have where the type does not say, in thousandths.
    package static let assumedFriction_thousandths = 500

    /// A tension or number of turns in thousandths, rounded up to a tenth, so that a limit which is passed by a hair does
    /// not read as met.
    package static func tenths(_ value: Double) -> Int {
        Int(clamping: value * 10, rounding: .up).multipliedClamped(by: 100)
    }

    /// The usual sum of pulling calculations: friction and rise along each straight, and the capstan law
    /// `e^(friction × angle)` at each bend. Cables that lie there already are left out.
    package init(_ walk: RouteWalk, _ type: CableType, in plant: Plant) {
        let bends = walk.turns(in: plant)
        turns = bends.reduce(0) { $0 + $1.bend.angleDegrees / 90 }
        guard let weight = type.weight_gPerM?.value.rawValue else {
            tension_N = nil
            return
        }
        let friction = Double(type.friction_thousandths?.value.rawValue ?? Self.assumedFriction_thousandths) / 1000
        let newtonsPerMillimetre = Double(weight) * 9.81 / 1e6
        let angleBefore = Dictionary(uniqueKeysWithValues: bends.map { ($0.step, $0.bend.angleDegrees) })
        var (tension, peak) = (0.0, 0.0)
        for (number, step) in walk.steps.enumerated() {
            let direction = Direction(from: plant.nodes[step.from.index], to: plant.nodes[step.to.index])
            let length = Double(plant.length(of: step.segment).rawValue)
            let straight = Double(direction.length)
            let rise = straight > 0 ? Double(direction.z) / straight : 0
            let level = (1 - rise * rise).squareRoot()
            let bent = tension * exp(friction * (angleBefore[number] ?? 0) * .pi / 180)
            tension = max(0, bent + newtonsPerMillimetre * length * (rise + friction * level))
            peak = max(peak, bent, tension)
        }
        tension_N = peak
    }
}

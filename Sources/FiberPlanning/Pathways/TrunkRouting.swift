import FiberModel

extension AutoRouter.Job {
    /// What is asked for a trunk: clear of the other trunks of its diverse group, and of those named besides.
    ///
    /// - Parameter unrouted: trunks of the plant that are about to be rerouted; of these only the ones that
    ///   come before it are stayed clear of.
    package init(_ trunk: Trunk, _ plant: Plant, besides others: [String] = [], unrouted: [String] = []) {
        self.init(label: trunk.label, type: trunk.type, a: trunk.a.unit, z: trunk.z.unit, diverseFrom: others)
        guard let group = trunk.diverseGroup else { return }
        let later = Set(unrouted.filter { !naturallyPrecedes($0, trunk.label) })
        diverseFrom += plant.trunks
            .filter {
                $0.diverseGroup == group && $0.label != trunk.label && $0.status != .retired
                    && !later.contains($0.label)
            }
            .map(\.label)
    }
}

extension Trunk {
    /// Puts the trunk on a route. A length that is kept has to span it; else it becomes what is to be ordered.
    ///
    /// - Throws: `PlantError` with code `badValue` where the trunk is too short.
    package mutating func take(_ found: Route, keepingLength: Bool, in plant: Plant) throws(PlantError) {
        route = found.segments.map { plant.segments[$0.index].label }
        guard keepingLength, let length else {
            length = found.length.order
            return
        }
        guard length < found.length.way else { return }
        throw PlantError(
            .badValue, "\(length) is too short for the way of \(found.length.way)",
            hint: status == .planned
                ? "leave the length out to order \(found.length.order)"
                : "it is \(status.rawValue): retire it and add another, or choose a way with --avoid or --via",
            field: "length_mm")
    }
}

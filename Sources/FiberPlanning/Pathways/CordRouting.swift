import FiberModel

/// Where a cord lies, and how long one is to be ordered.
package struct CordRoute: Sendable {
    package var route: Route
    package var length: Millimetres
}

extension CordRoute {
    /// What to order for a way; nil where a cable that is made with its ends, of copper or with optics, is not made so long.
    static func length(_ route: Route, _ needs: CableNeeds) -> Millimetres? {
        let made = needs.stockLengths.first { $0 >= route.length.needed }
        return needs.type.medium == .fibre ? made ?? route.length.order : made
    }
}

extension AutoRouter {
    /// Routes a cord from the unit of its A end to that of its Z end, and lays it.
    ///
    /// - Parameter others: segments that it is to share nothing with.
    /// - Throws: `PlantError` with code `notFound` where it has no way, and `badValue` where it cannot be so long.
    package mutating func route(
        _ cord: Cord, clearOf others: Set<SegmentHandle> = []
    ) throws(PlantError) -> CordRoute {
        guard let z = cord.z else {
            throw PlantError(
                .badValue, "\(cord.label) has a loose end, so its way is not known", hint: "say where it goes")
        }
        let plant = planner.plant
        let needs = try CableNeeds(type: cord.type, in: plant.catalogue)
        let job = Job(label: cord.label, type: cord.type, a: cord.a.unit, z: z.unit)
        let route = try route(job) { request in
            request.diverseFrom = others
            request.allowances = Allowances(ofCordFrom: request.from.rack, in: plant)
        }
        guard route.shared.isEmpty, route.sharedTags.isEmpty else {
            throw PlantError(
                .badValue, "\(cord.label) has no way that is clear of the others of its group",
                hint: "see 'fiberplan route \(cord.a.unit.rack) \(z.unit.rack) --disjoint'")
        }
        guard let length = CordRoute.length(route, needs) else {
            throw PlantError(
                .badValue, "no \(cord.type) is made as long as the \(route.length.needed) of its way",
                hint: "see 'fiberplan catalogue show \(cord.type)'", field: "type")
        }
        return CordRoute(route: route, length: length)
    }
}

extension Cord {
    /// Puts the cord on a route. A length that is stated has to span it; else it becomes what is to be ordered.
    ///
    /// - Throws: `PlantError` with code `badValue` where the cord is too short.
    package mutating func take(_ found: CordRoute, in plant: Plant) throws(PlantError) {
        route = found.route.segments.map { plant.segments[$0.index].label }
        guard let length else {
            length = found.length
            return
        }
        guard length < found.route.length.way else { return }
        throw PlantError(
            .badValue, "\(length) is too short for the way of \(found.route.length.way)",
            hint: "leave the length out to order \(found.length)", field: "length_mm")
    }
}

extension Plant {
    /// The segments that the cables of a diverse group lie on. O(trunks).
    package func segments(ofGroup group: String) -> Set<SegmentHandle> {
        let rows = trunks.indices.filter { trunks[$0].diverseGroup == group && trunks[$0].status != .retired }
        return Set(rows.flatMap { Array(route(of: TrunkHandle(index: $0))) })
    }
}

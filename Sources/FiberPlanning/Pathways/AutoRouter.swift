import FiberModel

/// Finds routes for trunks that have none, one after the other, each seeing the fill that those before it leave.
///
/// The order is that of their labels, so the same trunks come to lie the same way on every machine.
package struct AutoRouter {
    package struct Job: Sendable {
        package var label: String
        package var type: String
        package var a: UnitAddress
        package var z: UnitAddress
        /// What it is to share nothing with: labels of trunks that have their route or are routed before it.
        package var diverseFrom: [String] = []

        package init(label: String, type: String, a: UnitAddress, z: UnitAddress, diverseFrom: [String] = []) {
            self.label = label
            self.type = type
            self.a = a
            self.z = z
            self.diverseFrom = diverseFrom
        }
    }

    package var planner: RoutePlanner
    private var plant: Plant { planner.plant }
    private var routed: [String: [SegmentHandle]] = [:]
    private var needs: [String: CableNeeds] = [:]
    private let trunks: [String: TrunkHandle]
    private let units: [UnitAddress: UnitHandle]

    /// - Parameter lifted: trunks that are rerouted, so that they fill nothing before.
    package init(_ plant: Plant, lifting lifted: [TrunkHandle] = []) {
        planner = RoutePlanner(plant, lifting: Set(lifted))
        trunks = Dictionary(
            plant.trunks.enumerated().map { ($0.element.label, TrunkHandle(index: $0.offset)) },
            uniquingKeysWith: { first, _ in first })
        units = Dictionary(
            plant.units.indices.map { (plant.address(of: UnitHandle(index: $0)), UnitHandle(index: $0)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Routes one trunk and lays it.
    ///
    /// - Parameter adjust: what else is wanted of the route.
    /// - Throws: `PlantError` with code `notFound` without a route, with what would make one possible.
    package mutating func route(
        _ job: Job, _ adjust: (inout RouteRequest) throws(PlantError) -> Void = { _ in }
    ) throws(PlantError) -> Route {
        var request = RouteRequest(from: try end(job.a), to: try end(job.z), needs: try needs(job.type))
        for label in job.diverseFrom { request.diverseFrom.formUnion(try segments(ofTrunk: label)) }
        try adjust(&request)
        guard let route = planner.routes(request).first else {
            let why = planner.whyNone(request)
            throw planner.absence(of: "\(job.label): ", why, request)
        }
        planner.lay(route, request.needs)
        routed[job.label] = route.segments
        return route
    }

    /// What is to be known of a route that was taken.
    package func remarks(on route: Route, _ label: String) -> [String] {
        [planner.diversityRemark(route), planner.turnsRemark(route)].compactMap { $0 }.map { "\(label) \($0)" }
    }

    private func end(_ unit: UnitAddress) throws(PlantError) -> RouteEnd {
        guard let handle = units[unit] else { return try RouteEnd(unit.description, in: plant) }
        return try RouteEnd(unit: handle, in: plant)
    }

    private mutating func needs(_ type: String) throws(PlantError) -> CableNeeds {
        if let known = needs[type] { return known }
        let new = try CableNeeds(type: type, in: plant.catalogue)
        needs[type] = new
        return new
    }

    private func segments(ofTrunk label: String) throws(PlantError) -> [SegmentHandle] {
        if let known = routed[label] { return known }
        guard let trunk = trunks[label] else { return Array(plant.route(of: try plant.trunk(label))) }
        return Array(plant.route(of: trunk))
    }
}

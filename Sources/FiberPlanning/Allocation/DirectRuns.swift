import FiberModel

/// The ways of cables that run from device to device over the pathways, without a trunk between.
struct DirectRuns {
    /// The best way between two racks.
    struct Run {
        var type: Catalogue.Key
        var segments: [SegmentHandle]
        /// To order.
        var length: Millimetres
    }

    private let plant: Plant
    private var planner: RoutePlanner?
    private var ends: [RackHandle: RouteEnd?] = [:]
    private var needs: [Catalogue.Key: CableNeeds?] = [:]

    init(_ plant: Plant) { self.plant = plant }

    /// Nil where no way leads there, or none that a length of the type spans.
    mutating func run(_ type: Catalogue.Key, _ a: RackHandle, _ z: RackHandle) -> Run? {
        guard let from = end(a), let to = end(z), let needs = needs(type) else { return nil }
        var planner = self.planner.take() ?? RoutePlanner(plant)
        defer { self.planner = planner }
        var request = RouteRequest(from: from, to: to, needs: needs)
        request.allowances = Allowances(ofCordFrom: a, in: plant)
        guard let route = planner.routes(request).first,
            let length = CordRoute.length(route, needs)
        else { return nil }
        return Run(type: type, segments: route.segments, length: length)
    }

    private mutating func end(_ rack: RackHandle) -> RouteEnd? {
        if let known = ends[rack] { return known }
        let end = try? RouteEnd(plant.racks[rack.index].address.description, in: plant)
        ends[rack] = .some(end)
        return end
    }

    private mutating func needs(_ type: Catalogue.Key) -> CableNeeds? {
        if let known = needs[type] { return known }
        let own = try? CableNeeds(type: plant.catalogue.name(type), in: plant.catalogue)
        needs[type] = .some(own)
        return own
    }
}

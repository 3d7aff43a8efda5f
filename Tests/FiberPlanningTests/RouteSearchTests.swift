import FiberModel
import FiberPlanning
import TestSupport
import Testing

/// Against brute force over every way of thousands of small made-up pathways.
struct RouteSearchTests {
    private func request(_ pathways: RandomPathways, _ graph: RandomPathways.Graph, _ to: Int) throws -> RouteRequest {
        let plant = pathways.plant
        var request = RouteRequest(
            from: try RouteEnd(graph.node(0), in: plant), to: try RouteEnd(graph.node(to), in: plant),
            needs: try CableNeeds(type: "MXC-64-FLIP", in: plant.catalogue))
        for index in graph.avoided { request.avoid.formUnion(try plant.segments(named: graph.pieces[index].label)) }
        return request
    }

    private func labels(_ route: Route, _ plant: Plant) -> [String] {
        route.segments.map { plant.segments[$0.index].label }
    }

    @Test(arguments: 0..<30)
    func routesAreThoseOfBruteForceInTheirOrder(_ seed: Int) throws {
        let pathways = try RandomPathways(100, seed: UInt64(seed))
        var planner = RoutePlanner(pathways.plant)
        var found = 0
        for graph in pathways.graphs {
            let to = graph.points.count - 1
            let ways = pathways.ways(graph, from: 0, to: to)
            let request = try request(pathways, graph, to)
            for count in [1, 5] {
                let routes = planner.routes(request, count: count)
                let wanted = ways.prefix(count).map { $0.pieces.map { graph.pieces[$0].label } }
                #expect(routes.map { labels($0, pathways.plant) } == wanted, "\(graph)")
                #expect(routes.map(\.cost.rawValue) == ways.prefix(count).map(\.cost))
            }
            found += ways.count
        }
        #expect(found > 50)
    }

    @Test(arguments: 100..<106) func waysOverGivenNodesAreThoseOfBruteForce(_ seed: Int) throws {
        let pathways = try RandomPathways(100, seed: UInt64(seed))
        var planner = RoutePlanner(pathways.plant)
        for graph in pathways.graphs where graph.points.count >= 4 {
            var request = try request(pathways, graph, 3)
            request.via = try [1, 2].map { try pathways.plant.node(graph.node($0)) }
            let ways = pathways.ways(graph, from: 0, to: 3, via: [1, 2])
            let wanted = ways.prefix(4).map { $0.pieces.map { graph.pieces[$0].label } }
            let routes = planner.routes(request, count: 4)
            #expect(routes.map { labels($0, pathways.plant) } == wanted, "\(graph)")
        }
    }
}

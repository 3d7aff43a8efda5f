import FiberModel
import FiberPlanning
import FiberStore
import TestSupport
import Testing

/// Against brute force over every way of thousands of small made-up pathways.
struct RouteSearchTests {
    private func request(_ pathways: RandomPathways, _ graph: RandomPathways.Graph, _ to: Int) throws -> RouteRequest {
        let plant = pathways.plant
        var request = RouteRequest(
            from: try RouteEnd(graph.node(0), in: plant), to: try RouteEnd(graph.node(to), in: plant),
            needs: try CableNeeds(type: "MXC-64-FLIP", in: plant.catalogue))
        request.fillPrice = graph.fillPrice
        for index in graph.avoided { request.avoid.formUnion(try plant.segments(named: graph.pieces[index].label)) }
        return request
    }

    private func labels(_ route: Route, _ plant: Plant) -> [String] {
        route.segments.map { plant.segments[$0.index].label }
    }

    @Test(arguments: 0..<20)
    func routesAreThoseOfBruteForceInTheirOrder(_ seed: Int) throws {
        let pathways = try RandomPathways(60, seed: UInt64(seed))
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
        #expect(found > 30)
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

    /// In a grid of 400 places straight along a row: the search looks hardly beyond it.
    @Test func theSearchHurriesToItsEnd() throws {
        var hall = TinyHall()
        (hall.nodes, hall.segments) = ([], [])
        for place in 0..<400 {
            var node = PathwayNode()
            (node.label, node.hall, node.kind) = ("G\(place)", "DC1", .junction)
            (node.x, node.y, node.z) = (
                Millimetres(place % 20 * 3000), Millimetres(place / 20 * 3000), Millimetres(2700)
            )
            hall.nodes.append(node)
            for (step, isInside) in [(1, place % 20 < 19), (20, place / 20 < 19)] where isInside {
                var segment = PathwaySegment()
                (segment.label, segment.a, segment.z) = ("G\(place)-\(step)", "G\(place)", "G\(place + step)")
                (segment.width, segment.depth) = (Millimetres(300), Millimetres(100))
                segment.bendRadius = Millimetres(300)
                hall.segments.append(segment)
            }
        }
        hall.trunk.route = []
        let plant = try Store.holding(hall.records).snapshot()
        let request = RouteRequest(
            from: try RouteEnd("G200", in: plant), to: try RouteEnd("G219", in: plant),
            needs: try CableNeeds(type: "MXC-64-FLIP", in: plant.catalogue))
        var planner = RoutePlanner(plant)
        let routes = planner.routes(request, count: 1)
        #expect(routes.map(\.segments.count) == [19])
        #expect(planner.expanded <= 40, "\(planner.expanded)")
    }

    // MARK: Pairs

    /// What two ways share, then what they cost, over all pairs.
    private func leastPair(_ pathways: RandomPathways, _ graph: RandomPathways.Graph, _ to: Int) -> (Int, Int)? {
        let ways = pathways.ways(graph, from: 0, to: to)
        func shared(_ a: RandomPathways.Way, _ z: RandomPathways.Way) -> Int {
            let tags = [a, z].map { Set($0.pieces.flatMap { graph.pieces[$0].tags }) }
            return Set(a.pieces).intersection(z.pieces).count + tags[0].intersection(tags[1]).count
        }
        return ways.flatMap { a in ways.map { z in (shared(a, z), a.cost + z.cost) } }.min { $0 < $1 }
    }

    @Test(arguments: 0..<20)
    func pairsShareAndCostWhatBruteForceFinds(_ seed: Int) throws {
        // Every third plant without tags, every third without obstacles.
        let pathways = try RandomPathways(
            60, seed: UInt64(1000 + seed), tags: seed % 3 == 0 ? 0 : 3, obstacles: seed % 3 != 1)
        var planner = RoutePlanner(pathways.plant)
        var pairs = 0
        for graph in pathways.graphs {
            let to = graph.points.count - 1
            let pair = planner.disjointPair(try request(pathways, graph, to))
            let wanted = leastPair(pathways, graph, to)
            #expect((pair == nil) == (wanted == nil), "\(graph)")
            guard let pair, let wanted else { continue }
            pairs += 1
            #expect(pair.gap == nil)
            #expect(pair.sharedSegments.count + pair.sharedTags.count == wanted.0, "\(graph)")
            #expect(pair.cost.rawValue == wanted.1, "\(graph)")
        }
        #expect(pairs > 6)
    }

    /// The fewest segments and tags shared with a given way, then the cost, over all ways.
    @Test(arguments: 0..<10)
    func aDiverseRouteSharesAndCostsWhatBruteForceFinds(_ seed: Int) throws {
        let pathways = try RandomPathways(60, seed: UInt64(2000 + seed), tags: 3, obstacles: seed % 2 == 0)
        let plant = pathways.plant
        var planner = RoutePlanner(plant)
        for graph in pathways.graphs {
            let to = graph.points.count - 1
            let ways = pathways.ways(graph, from: 0, to: to)
            guard let twin = ways.last, !twin.pieces.isEmpty else { continue }
            var request = try request(pathways, graph, to)
            for piece in twin.pieces {
                request.diverseFrom.formUnion(try plant.segments(named: graph.pieces[piece].label))
            }
            let tags = Set(twin.pieces.flatMap { graph.pieces[$0].tags })
            let wanted = ways.map { way in
                (
                    Set(way.pieces).intersection(twin.pieces).count
                        + tags.intersection(way.pieces.flatMap { graph.pieces[$0].tags }).count, way.cost
                )
            }.min { $0 < $1 }
            let found = try #require(planner.routes(request).first)
            #expect(
                (found.shared.count + found.sharedTags.count, found.cost.rawValue) == (
                    wanted?.0 ?? -1, wanted?.1 ?? -1
                ), "\(graph)")
        }
    }
}

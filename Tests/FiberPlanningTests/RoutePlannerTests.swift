import FiberModel
import FiberPlanning
import FiberStore
import TestSupport
import Testing

/// Routes, lengths and reasons on the tiny hall and the sample, against numbers worked out by hand.
struct RoutePlannerTests {
    private func request(_ plant: Plant, _ from: String, _ to: String) throws -> RouteRequest {
        RouteRequest(
            from: try RouteEnd(from, in: plant), to: try RouteEnd(to, in: plant),
            needs: try CableNeeds(type: "MXC-64-FLIP", in: plant.catalogue))
    }
    private func labels(_ route: Route, _ plant: Plant) -> [String] {
        route.segments.map { plant.segments[$0.index].label }
    }
    private func sample() throws -> Plant { try Store.sample("two-row-hall").snapshot(of: .pathways) }

    // MARK: Length

    /// U40 of 42: two and a half units from the top are 111.125 mm, 39 and a half from the bottom 1755.775 mm.
    @Test(arguments: [(PathwayNode.Entry.top, 112), (.bottom, 1756)])
    func theVerticalGoesByTheUnitAndTheEntry(_ entry: PathwayNode.Entry, _ vertical: Int) throws {
        let plant = try Store.holding(TinyHall { $0.nodes[0].entry = entry }.records).snapshot()
        var planner = RoutePlanner(plant)
        let route = try #require(planner.routes(try request(plant, "DC1.A01-40", "DC1.B01-40")).first)
        #expect(route.length.terms.map(\.length.rawValue).prefix(4) == [vertical, 3000, 3000, 112])
    }

    @Test func theLengthIsASumThatCanBeToldOff() throws {
        let plant = try sample()
        var planner = RoutePlanner(plant)
        let route = try #require(planner.routes(try request(plant, "DC1.A02-40", "DC1.A01-40")).first)
        // 112 + 500 + 600 + 500 + 112, two loops of a metre, and 5 % of 3824 rounded up.
        #expect(route.length.way == Millimetres(1824))
        #expect(route.length.needed == Millimetres(1824 + 2000 + 192))
        #expect(route.length.order == Millimetres(5000) && route.length.isStock)
        #expect(route.length.terms.reduce(0) { $0 + $1.length.rawValue } == route.length.needed.rawValue)
    }

    @Test(arguments: [(0, 0, 1824, 5000, true), (3000, 0, 7824, 10_000, true), (100_000, 100, 403_648, 404_000, false)])
    func loopsAndSlackAreAddedAndRoundedUpToStock(
        _ loop: Int, _ slack: Int, _ needed: Int, _ order: Int, _ isStock: Bool
    ) throws {
        let plant = try sample()
        var planner = RoutePlanner(plant)
        var request = try request(plant, "DC1.A02-40", "DC1.A01-40")
        request.allowances = Allowances(
            serviceLoopA: Millimetres(loop), serviceLoopZ: Millimetres(loop), slack: Percent(slack))
        let length = try #require(planner.routes(request).first).length
        #expect((length.needed.rawValue, length.order.rawValue) == (needed, order) && length.isStock == isStock)
    }

    @Test func aSegmentWithoutALengthIsAsLongAsItsNodesAreApart() throws {
        let hall = TinyHall {
            $0.segments[0].length = nil
            ($0.nodes[0].x, $0.nodes[0].y, $0.nodes[0].z) = (Millimetres(3001), Millimetres(1), Millimetres(2701))
        }
        let plant = try Store.holding(hall.records).snapshot()
        // The root of 1 + 1 + 1, rounded up.
        #expect(plant.length(of: SegmentHandle(0)) == Millimetres(2))
    }

    // MARK: Degenerate questions

    @Test func aNodeToItselfNeedsNoSegment() throws {
        let plant = try sample()
        var planner = RoutePlanner(plant)
        let routes = planner.routes(try request(plant, "T-A02", "T-A02"), count: 3)
        #expect(routes.count == 1 && routes[0].steps.isEmpty && routes[0].length.way == Millimetres(0))
    }

    @Test func insideOneRackNoPathwayIsNeeded() throws {
        let plant = try sample()
        var planner = RoutePlanner(plant)
        let routes = planner.routes(try request(plant, "DC1.A01-40", "DC1.A01-30"), count: 3)
        #expect(routes.count == 1 && routes[0].steps.isEmpty)
        // Ten units of 44.45 mm, rounded up.
        #expect(routes[0].length.way == Millimetres(445))
        #expect(planner.disjointPair(try request(plant, "DC1.A01-40", "DC1.A01-30"))?.sharedSegments == [])
    }

    @Test func aHallInTwoPartsSaysWhatEachEndReaches() throws {
        let hall = TinyHall { $0.segments.removeLast() }
        let plant = try Store.holding(hall.records.filter { $0.kind != .trunk && $0.kind != .cord && $0.kind != .link })
            .snapshot()
        var planner = RoutePlanner(plant)
        let request = try request(plant, "DC1.A01", "DC1.B01")
        #expect(planner.routes(request).isEmpty && planner.disjointPair(request) == nil)
        guard case .notConnected(let a, let z) = planner.whyNone(request) else {
            Issue.record("it is not connected")
            return
        }
        #expect((a, z) == (2, 1))
    }

    @Test func aRackWithoutAnEntryIsNamed() throws {
        let plant = try Store.holding(
            TinyHall {
                ($0.nodes[0].kind, $0.nodes[0].rack) = (.junction, nil)
            }.records
        ).snapshot()
        let error = #expect(throws: PlantError.self) { try RouteEnd("DC1.A01-40", in: plant) }
        #expect(error?.description.contains("rack DC1.A01 has no entry") == true)
    }

    // MARK: What closes a way, and what would open it

    @Test(arguments: [
        (0, "the turn at N1, S1 → S2 were 180 mm wide (it is 179 mm)"),
        (1, "S1 might be filled to 106.1 % (its limit is 50 %)"), (2, "S2 allowed this cable (it allows plenum)"),
    ])
    func whereThereIsNoRouteWhatWouldOpenOneIsSaid(_ fault: Int, _ condition: String) throws {
        let hall = TinyHall {
            switch fault {
            case 0: $0.nodes[1].bendRadius = Millimetres(179)
            case 1: ($0.segments[0].width, $0.segments[0].depth) = (Millimetres(10), Millimetres(12))
            default: $0.segments[1].allowedCables = ["plenum"]
            }
        }
        let plant = try Store.holding(hall.records).snapshot()
        var planner = RoutePlanner(plant)
        let request = try request(plant, "DC1.A01-40", "DC1.B01-40")
        #expect(planner.routes(request).isEmpty)
        guard case .blocked(let way) = planner.whyNone(request) else {
            Issue.record("there is a way that is blocked")
            return
        }
        #expect(way.objections.map { planner.condition($0) } == [condition])
    }

    @Test func theWayOnWhichTheLeastWouldGiveIsNamed() throws {
        let plant = try sample()
        var planner = RoutePlanner(plant)
        var request = try request(plant, "DC1.A02", "DC1.A04")
        // Closing both ways round; the short one has one segment too many closed.
        for label in ["TRAY-A02-A03", "TRAY-A03-A04", "CROSS-08"] {
            request.avoid.formUnion(try plant.segments(named: label))
        }
        guard case .blocked(let way) = planner.whyNone(request) else {
            Issue.record("there is a way that is blocked")
            return
        }
        #expect(way.objections.map { planner.condition($0) } == ["CROSS-08 were not avoided"])
    }

    @Test func everyCheaperWayIsRejectedForAReason() throws {
        let plant = try sample()
        var planner = RoutePlanner(plant)
        var request = try request(plant, "DC1.A02", "DC1.B02")
        request.avoid.formUnion(try plant.segments(named: "CROSS-01"))
        let best = try #require(planner.routes(request).first)
        #expect(labels(best, plant).contains("CROSS-08"))
        let rejected = planner.rejections(request)
        #expect(
            rejected.map { labels($0.route, plant) } == [
                ["DROP-A02", "TRAY-A01-A02", "CROSS-01", "TRAY-B01-B02", "DROP-B02"]
            ])
        #expect(rejected.map { $0.objections.map { planner.reason($0) } } == [["CROSS-01 is avoided"]])
        #expect(rejected.allSatisfy { $0.route.cost < best.cost })
    }

    // MARK: Diversity and fill

    @Test func aTwinKeepsClearOfSegmentsAndTags() throws {
        let plant = try sample()
        var planner = RoutePlanner(plant)
        var request = try request(plant, "DC1.A01-26", "DC1.B01-26")
        request.diverseFrom = Set(plant.route(of: try plant.trunk("T0029")))
        let clear = try #require(planner.routes(request).first)
        #expect(labels(clear, plant) == ["DIP-A01", "UNDER-01", "DIP-B01"] && clear.shared.isEmpty)
        // Without the raised-floor route both routes share the drops and a zone; the ladder need not be shared.
        request.avoid.formUnion(try plant.segments(named: "zone-F0"))
        let forced = try #require(planner.routes(request).first)
        #expect(labels(forced, plant).contains("CROSS-08"))
        #expect(forced.shared.map { plant.segments[$0.index].label } == ["DROP-A01", "DROP-B01"])
        #expect(forced.sharedTags.map { plant.tags[Int($0)] } == ["zone-F1"])
    }

    @Test func thePairOfTheSampleSharesNothing() throws {
        let plant = try sample()
        var planner = RoutePlanner(plant)
        let pair = try #require(planner.disjointPair(try request(plant, "DC1.A01", "DC1.B01")))
        #expect(pair.sharedSegments.isEmpty && pair.sharedTags.isEmpty && pair.gap == nil)
        let forced = try #require(planner.disjointPair(try request(plant, "DC1.A03", "DC1.B03")))
        #expect(forced.sharedSegments.map { plant.segments[$0.index].label } == ["DROP-A03", "DROP-B03"])
        #expect(forced.sharedTags.map { plant.tags[Int($0)] } == ["zone-F1"] && forced.gap == nil)
    }

    @Test func trunksThatAreLaidFillTheWayOfTheNext() throws {
        let plant = try sample()
        var router = AutoRouter(plant)
        let racks = [RackAddress(hall: "DC1", grid: "A02"), RackAddress(hall: "DC1", grid: "A01")]
        var routes: [[String]] = []
        for number in 0..<4 {
            let job = AutoRouter.Job(
                label: "N\(number)", type: "MXC-64-FLIP", a: UnitAddress(rack: racks[0], u: 40),
                z: UnitAddress(rack: racks[1], u: 40))
            routes.append(labels(try router.route(job), plant))
        }
        // One more fits into the narrow tray; the rest go round the hall.
        #expect(routes[0] == ["DROP-A02", "TRAY-A01-A02", "DROP-A01"])
        #expect(routes[1].contains("CROSS-08") && routes[1] == routes[2] && routes[2] == routes[3])
    }

    @Test func liftingATrunkLeavesNothingBehind() throws {
        let plant = try sample()
        let lifted = RoutePlanner(plant, lifting: Set(plant.trunks.indices.map { TrunkHandle(index: $0) }))
        let narrow = try #require(try plant.segments(named: "TRAY-A01-A02").first)
        #expect(lifted.fill.share(of: narrow) == 0)
        let share = try #require(RoutePlanner(plant).fill.share(of: narrow))
        // Fourteen circles of 9 mm in 50 × 40 mm.
        #expect(abs(share - 14 * 81 * .pi / 4 / 2000) < 1e-12)
    }

    @Test func aRoundConduitIsFilledByTheRatioOfSquares() throws {
        let hall = TinyHall {
            ($0.segments[0].kind, $0.segments[0].width, $0.segments[0].depth) = (.conduit, Millimetres(18), nil)
        }
        let plant = try Store.holding(hall.records).snapshot()
        #expect(RoutePlanner(plant).fill.share(of: SegmentHandle(0)) == 0.25)
    }

    // MARK: Pulls

    /// A way that passes the same segment again is bent each time: one corner and two turns back.
    @Test func everyTurnOfARingCounts() throws {
        let hall = TinyHall.withCable(#""weight_gPerM":{"value":60,"trust":"user","source":"x"}"#)
        var ring = hall
        ring.trunk.route = ["S1", "S2", "S2", "S2"]
        func pull(_ hall: TinyHall) throws -> PullEstimate {
            let plant = try Store.holding(hall.records).snapshot()
            let type = try #require(plant.catalogue.cable(plant.trunks[0].type))
            return PullEstimate(RouteWalk(of: TrunkHandle(0), in: plant), type, in: plant)
        }
        #expect(try pull(hall).turns == 1 && pull(ring).turns == 5)
        // 0.8829 N a straight; e^(0.5 × π/2) = 2.1933 at the corner, e^(0.5 × π) = 4.8105 at each turn back.
        let once = 0.8829 * 2.1933 + 0.8829
        let tension = try #require(try pull(ring).tension_N)
        #expect(abs(tension - ((once * 4.8105 + 0.8829) * 4.8105 + 0.8829)) < 0.01)
    }

    @Test func turnsAndTensionAreThoseOfTheHand() throws {
        let hall = TinyHall.withCable(
            #""weight_gPerM":{"value":60,"trust":"user","source":"x"},"friction_thousandths":{"value":300,"trust":"user","source":"x"}"#
        )
        let plant = try Store.holding(hall.records).snapshot()
        let type = try #require(plant.catalogue.cable(plant.trunks[0].type))
        let walk = RouteWalk(plant.route(of: TrunkHandle(0)), from: RackHandle(0), in: plant)
        let pull = PullEstimate(walk, type, in: plant)
        #expect(pull.turns == 1)
        // 3 m × 0.5886 N/m × 0.3, times e^(0.3 × π/2), and the same 3 m again.
        #expect(abs(try #require(pull.tension_N) - (0.52974 * 1.60192 + 0.52974)) < 1e-4)
    }
}

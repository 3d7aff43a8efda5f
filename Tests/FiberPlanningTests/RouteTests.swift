import FiberModel
import FiberPlanning
import FiberStore
import TestSupport
import Testing

struct RouteTests {
    /// A route through points in space, and the bends worked out from it.
    private func bends(_ points: [(Int, Int, Int)]) throws -> [Bend] {
        let hall = TinyHall {
            let entries = [$0.nodes[0].rack, $0.nodes[2].rack]
            let node = $0.nodes[0]
            let segment = $0.segments[0]
            $0.nodes = points.enumerated().map { index, point in
                var copy = node
                let isEnd = index == 0 || index == points.count - 1
                (copy.label, copy.kind) = ("P\(index)", isEnd ? .rackEntry : .junction)
                copy.rack = isEnd ? entries[index == 0 ? 0 : 1] : nil
                (copy.x, copy.y, copy.z) = (Millimetres(point.0), Millimetres(point.1), Millimetres(point.2))
                return copy
            }
            $0.segments = (1..<points.count).map { index in
                var copy = segment
                (copy.label, copy.a, copy.z) = ("S\(index)", "P\(index - 1)", "P\(index)")
                return copy
            }
            $0.trunk.route = $0.segments.map(\.label)
        }
        let plant = try Store.holding(hall.records).snapshot()
        return RouteWalk(plant.route(of: TrunkHandle(0)), from: RackHandle(0), in: plant).bends(in: plant)
    }

    @Test(
        arguments: [
            ([(0, 0, 0), (5, 0, 0), (9, 0, 0)], []), ([(0, 0, 0), (5, 0, 0), (5, 7, 0)], [90]),
            ([(0, 0, 0), (5, 0, 0), (2, 0, 0)], [180]), ([(0, 0, 0), (5, 0, 0), (8, 3, 0)], [45]),
            ([(0, 0, 0), (5, 0, 0), (2, 3, 0)], [135]), ([(0, 0, 0), (5, 0, 0), (5, 0, -4)], [90]),
            ([(0, 0, 9), (0, 0, 0), (3, 4, 0)], [90]), ([(0, 0, 0), (4, 0, 0), (5, 0, 1), (5, 0, 7)], [45, 45]),
            ([(0, 0, 0), (1000, 0, 0), (2000, 1000, 1000)], [54.735610317]),
            ([(0, 0, 0), (100_000_000, 0, 0), (100_000_000, 100_000_000, 0)], [90]),
        ] as [([(Int, Int, Int)], [Double])])
    func anglesAreThoseOfTheCorner(_ points: [(Int, Int, Int)], _ angles: [Double]) throws {
        let found = try bends(points).map(\.angleDegrees)
        #expect(found.count == angles.count)
        for (angle, wanted) in zip(found, angles) {
            if wanted.truncatingRemainder(dividingBy: 90) == 0 {
                #expect(angle == wanted)
            } else {
                #expect(abs(angle - wanted) < 1e-6)
            }
        }
    }

    @Test func aSegmentWithoutLengthIsLookedThrough() throws {
        let found = try bends([(0, 0, 0), (5, 0, 0), (5, 0, 0), (5, 5, 0)])
        #expect(found.map(\.angleDegrees) == [90])
    }

    @Test(
        arguments: [
            (nil, nil, nil, nil), (300, nil, nil, 300), (nil, 200, nil, 200), (300, 200, nil, 200),
            (300, 200, 250, 250), (nil, nil, 90, 90),
        ] as [(Int?, Int?, Int?, Int?)])
    func theFittingDecidesThenTheTighterSegment(_ first: Int?, _ second: Int?, _ node: Int?, _ wanted: Int?) throws {
        let hall = TinyHall {
            $0.segments[0].bendRadius = first.map { Millimetres($0) }
            $0.segments[1].bendRadius = second.map { Millimetres($0) }
            $0.nodes[1].bendRadius = node.map { Millimetres($0) }
        }
        let plant = try Store.holding(hall.records).snapshot()
        let walk = RouteWalk(plant.route(of: TrunkHandle(0)), from: RackHandle(0), in: plant)
        #expect(walk.bends(in: plant).map(\.fitting) == [wanted.map { Millimetres($0) }])
    }

    @Test func segmentsMayBeDrawnEitherWay() throws {
        for flips in 0..<4 {
            let hall = TinyHall {
                for index in 0..<2 where flips >> index & 1 == 1 {
                    ($0.segments[index].a, $0.segments[index].z) = ($0.segments[index].z, $0.segments[index].a)
                }
            }
            let plant = try Store.holding(hall.records).snapshot()
            let walk = RouteWalk(plant.route(of: TrunkHandle(0)), from: RackHandle(0), in: plant)
            #expect(walk.gaps.isEmpty)
            #expect([walk.start, walk.end].map { $0.map { plant.nodes[$0.index].label } } == ["NA", "NB"])
            #expect(walk.bends(in: plant).map(\.angleDegrees) == [90])
        }
    }

    @Test func anEmptyRouteHasNoBendsAndNoEnds() throws {
        let plant = try Store.holding(TinyHall { $0.trunk.route = [] }.records).snapshot()
        let walk = RouteWalk(plant.route(of: TrunkHandle(0)), from: RackHandle(0), in: plant)
        #expect(walk.steps.isEmpty && walk.start == nil && walk.bends(in: plant).isEmpty)
    }
}

import FiberModel
import FiberStore
import TestSupport
import Testing

@testable import FiberPlanning

/// Half rack units, slots by width, halls on their site, external ends.
struct PlaceTests {
    private func codes(_ hall: TinyHall) throws -> Set<String> {
        let store = try Store.holding(hall.records)
        var options = ValidationOptions(today: Day(secondsSince1970: 0))
        options.severity = .error
        return Set(Validator.validate(try store.snapshot(), options).findings.map(\.code))
    }

    /// Two panels of half a unit share one; two that want the same half do not.
    @Test(arguments: [(0, 300, false), (300, 300, true), (0, 0, true)])
    func halvesOfAUnit(_ first: Int, _ second: Int, _ collides: Bool) throws {
        let hall = TinyHall { hall in
            for (number, slot) in [first, second].enumerated() {
                var panel = hall.cassettes[0]
                panel.address = UnitAddress(rack: panel.address.rack, u: 20, slot: slot)
                panel.type = "MPO-12x6-PANEL-A-HALF"
                if first == second, number == 1 {
                    // Another panel that reaches into that half: a whole one from the middle of the unit above, or on it.
                    panel.type = "MPO-12x12-PANEL-A"
                    panel.address.slot = slot == 0 ? 300 : 0
                    if slot == 0 { panel.address.u = 21 }
                }
                hall.cassettes.append(panel)
            }
        }
        #expect(try codes(hall).contains("RCK001") == collides)
    }

    /// The middle of what begins at the middle of a unit is a quarter lower for each half: checked by hand.
    @Test func distancesAreToTheHalf() throws {
        let hall = TinyHall { hall in
            var panel = hall.cassettes[0]
            panel.address = UnitAddress(rack: panel.address.rack, u: 20, slot: 300)
            panel.type = "MPO-12x6-PANEL-A-HALF"
            hall.cassettes.append(panel)
            panel.address = UnitAddress(rack: panel.address.rack, u: 10)
            hall.cassettes.append(panel)
        }
        let plant = try Store.holding(hall.records).snapshot()
        let found = [20, 10].map { u in
            plant.units.indices.first { plant.units[$0].printedU == u && plant.units[$0].height.halves == 1 }
        }
        let (high, low) = (try #require(found[0]), try #require(found[1]))
        // Middles at 19.25 U and 9.75 U: 9.5 × 44.45 mm = 422.275 mm.
        #expect(plant.vertical(between: UnitHandle(index: high), and: UnitHandle(index: low)) == Millimetres(423))
    }

    /// Of two widths side by side the places overlap where their fractions of the rack do.
    @Test(arguments: [
        (2, 1, 2, 2, false), (2, 1, 3, 1, true), (2, 1, 3, 2, true), (2, 1, 3, 3, false), (2, 2, 2, 2, true),
    ])
    func slotsHaveAWidth(_ share: Int, _ slot: Int, _ otherShare: Int, _ other: Int, _ collides: Bool) throws {
        func row(_ slot: Int, _ share: Int) -> Plant.UnitRow {
            let rack = Plant.RackRow(
                hall: HallHandle(0), address: RackAddress(hall: "A", grid: "B"), heightU: 42)
            return Plant.UnitRow(
                rack: RackHandle(0), in: rack, u: 10, slot: slot, height: RackUnits(1), label: "", ports: 0, rears: 0,
                sideBySide: share)
        }
        #expect(row(slot, share).sharesWidth(with: row(other, otherShare)) == collides)
    }

    /// A hall 10 m to the right and turned by a quarter: the distance of two nodes is that of their places on the site.
    @Test(arguments: [(0, 7000), (90, 10_440), (180, 13_000), (270, 10_440)])
    func hallsLieOnTheirSite(_ turn: Int, _ distance: Int) throws {
        var first = Hall(label: "H1")
        (first.site, first.x, first.y) = ("S", Millimetres(0), Millimetres(0))
        var second = Hall(label: "H2")
        (second.site, second.x, second.y, second.turn) = ("S", Millimetres(10_000), Millimetres(0), Degrees(turn))
        func node(_ label: String, _ hall: String, _ x: Int) -> PathwayNode {
            var node = PathwayNode()
            (node.label, node.hall, node.x) = (label, hall, Millimetres(x))
            return node
        }
        var segment = PathwaySegment()
        (segment.label, segment.a, segment.z) = ("S1", "N1", "N2")
        // The node of the second hall is 3 m along its own x.
        let records =
            [
                Record(first), Record(second), Record(node("N1", "H1", 0)), Record(node("N2", "H2", -3000)),
                Record(segment),
            ]
        let plant = try Store.holding(records).snapshot()
        #expect(plant.length(of: SegmentHandle(0)) == Millimetres(distance + (turn % 180 == 90 ? 1 : 0)))
        var options = ValidationOptions(today: Day(secondsSince1970: 0))
        options.severity = .error
        #expect(!Validator.validate(plant, options).findings.contains { $0.code == "LEN004" })
    }

    /// What is lost behind an external end counts in every sum: for all lanes, item by item, in the budget of one link.
    @Test func whatIsLostBehindAPortCounts() throws {
        let plain = try Store.holding(TinyHall().records).snapshot()
        let hall = TinyHall {
            $0.devices[1].outside = "carrier"
            var port = DevicePort()
            (port.address, port.beyond) = ($0.link.z, MilliDecibels(1234))
            $0.extra = [Record(port)]
        }
        let store = try Store.holding(hall.records)
        let plant = try store.snapshot()
        let link = try plant.link(labelled: hall.link.label)
        let (before, after) = (LightSurvey(plain).light(of: link), LightSurvey(plant).light(of: link))
        #expect(before.lanes.count == after.lanes.count && !after.lanes.isEmpty)
        for (own, other) in zip(before.lanes, after.lanes) {
            #expect(try #require(own.worst) + 1234 == other.worst)
            let budget = try #require(LightSurvey(plant).budget(of: link, lane: other.lane, from: other.from))
            #expect(budget.worst == other.worst)
        }
    }
}

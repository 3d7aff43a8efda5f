import FiberModel
import FiberStore
import TestSupport
import Testing

@testable import FiberPlanning

/// Parallel optics are placed on whole plugs, with array cords that make the reversals odd and have no pins where pins are.
struct ParallelAllocationTests {
    private func hall(_ trunk: String, panel: String = "MPO-12x12-PANEL-A", optic: String = "400G-DR4") -> TinyHall {
        .parallel {
            $0.trunk.type = trunk
            for side in 0..<2 {
                $0.cassettes[side].type = panel
                ($0.devices[side].ports, $0.devices[side].optic) = (16, optic)
            }
            $0.trunk.moreA = (2...6).map { [unit = $0.cassettes[0].address] in
                PortAddress(unit: unit, side: .rear, port: $0)
            }
            $0.trunk.moreZ = (2...6).map { [unit = $0.cassettes[1].address] in
                PortAddress(unit: unit, side: .rear, port: $0)
            }
            $0.cords = []
            // The link of the hall keeps its ports, and no cord.
            $0.link.label = "OLD"
        }
    }

    private func records(_ hall: TinyHall) -> [Record] { hall.records.filter { $0.kind != .link } }

    @Test(arguments: [
        ("MPO-12x6-BASE8-B-M", "MPO-12x12-PANEL-A"), ("MPO-12x6-BASE8-B-M", "MPO-12x12-PANEL-B"),
    ])
    func wholePlugsAreTaken(_ trunk: String, _ panel: String) throws {
        let store = try Store.holding(records(hall(trunk, panel: panel)))
        let plant = try store.snapshot()
        var demand = Demand(
            label: "N", a: .init(UnitHandle(2)), z: [.init(UnitHandle(3))],
            optic: try #require(plant.catalogue.key(.optic, "400G-DR4")))
        demand.count = 8
        demand.fec = .on
        var terms = AllocationTerms()
        terms.spare = Percent(0)
        let allocation = Allocation(plant, [demand], terms)
        // Six plugs, so six links; each with a cord at either end.
        #expect(allocation.placed.count == 6 && allocation.failures.count == 2)
        #expect(allocation.placed.allSatisfy { $0.cords.count == 2 && $0.trunks.count == 1 })
        #expect(Set(allocation.placed.flatMap { $0.cords.map(\.type) }) == ["MPO-12-B-SM-FF"])
        // Two pairs of low-loss arrays; the trunk of 6 m loses 3 mdB, its bends what they lose in the budget.
        try store.commit(
            allocation.edits { label throws(PlantError) in throw PlantError(.notFound, label) }, author: "t",
            command: "t")
        let built = try store.snapshot()
        let survey = LightSurvey(built)
        for placed in allocation.placed {
            let light = survey.light(of: try built.link(labelled: placed.link.label))
            #expect(light.polarity == .right && light.arrives && light.matedPairs == 2)
            let worst = try #require(light.lanes.compactMap(\.worst).max())
            #expect(worst <= placed.loss ?? 0, "what is promised is at least what is lost")
        }
        var options = ValidationOptions(today: Day(secondsSince1970: 0))
        options.severity = .error
        let codes = Set(Validator.validate(built, options).findings.map(\.code))
        #expect(codes == (panel.hasSuffix("B") ? ["MAT004"] : []))
    }

    /// A straight trunk needs one straight cord: the last one.
    @Test func anEvenNumberOfReversalsIsMadeOdd() throws {
        var own = hall("MPO-12-A-M")
        (own.trunk.moreA, own.trunk.moreZ) = ([], [])
        let store = try Store.holding(records(own))
        let plant = try store.snapshot()
        var demand = Demand(
            label: "N", a: .init(UnitHandle(2)), z: [.init(UnitHandle(3))],
            optic: try #require(plant.catalogue.key(.optic, "400G-DR4")))
        demand.fec = .on
        var terms = AllocationTerms()
        terms.spare = Percent(0)
        let allocation = Allocation(plant, [demand], terms)
        #expect(allocation.placed.first?.cords.map(\.type) == ["MPO-12-B-SM-FF", "MPO-12-A-SM-FF"])
        try store.commit(
            allocation.edits { label throws(PlantError) in throw PlantError(.notFound, label) }, author: "t",
            command: "t")
        let built = try store.snapshot()
        #expect(LightSurvey(built).light(of: try built.link(labelled: "N")).polarity == .right)
    }

    /// An optic that lights positions at which the trunk has no fibre is placed on none of its plugs.
    @Test func darkPositionsAreNotTaken() throws {
        let store = try Store.holding(records(hall("MPO-12x6-BASE8-B-M", optic: "100G-CLR4")))
        let plant = try store.snapshot()
        let demand = Demand(
            label: "N", a: .init(UnitHandle(2)), z: [.init(UnitHandle(3))],
            optic: try #require(plant.catalogue.key(.optic, "100G-CLR4")))
        #expect(Allocation(plant, [demand]).placed.isEmpty)
    }
}

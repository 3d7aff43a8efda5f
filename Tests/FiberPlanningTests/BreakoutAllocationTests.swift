import FiberModel
import FiberStore
import TestSupport
import Testing

@testable import FiberPlanning

/// Twin ports, legs of broken-out ports and cables of their own are placed so that the light of each arrives.
struct BreakoutAllocationTests {
    /// Two racks, each with a panel of twelve plugs and a switch, and in the first a store with four duplex ports; six plugs
    /// of a trunk join the panels, and a tray joins the racks.
    private func plant(_ optics: (a: String, z: String), ports: Int = 8) throws -> (Store, Plant) {
        let hall = TinyHall.parallel {
            $0.trunk.type = "MPO-12x6-BASE8-B-M"
            for side in 0..<2 {
                $0.cassettes[side].type = "MPO-12x12-PANEL-A"
                ($0.devices[side].ports, $0.devices[side].optic) = (ports, side == 0 ? optics.a : optics.z)
            }
            for (side, unit) in [$0.cassettes[0].address, $0.cassettes[1].address].enumerated() {
                let further = (2...6).map { PortAddress(unit: unit, side: .rear, port: $0) }
                if side == 0 { $0.trunk.moreA = further } else { $0.trunk.moreZ = further }
            }
            var store = $0.devices[0]
            (store.address.u, store.label, store.ports) = (10, "store", 4)
            (store.connector, store.optic) = ("LC-duplex", "100G-DR")
            $0.extra = [Record(store)]
            $0.cords = []
        }
        let store = try Store.holding(hall.records.filter { $0.kind != .link })
        return (store, try store.snapshot())
    }

    private func demand(
        _ plant: Plant, _ optic: String, _ count: Int, to z: Int32 = 3, _ run: Demand.Run = .trunks
    ) throws -> Demand {
        var demand = Demand(
            label: "N", a: .init(UnitHandle(2)), z: [.init(UnitHandle(z))],
            optic: try #require(plant.catalogue.key(.optic, optic)))
        (demand.count, demand.fec, demand.run) = (count, .on, run)
        return demand
    }

    private func allocate(_ plant: Plant, _ demands: [Demand]) -> Allocation {
        var terms = AllocationTerms()
        terms.spare = Percent(0)
        return Allocation(plant, demands, terms)
    }

    /// Writes what was placed, and holds every link to its light and the plant to its rules.
    private func check(_ allocation: Allocation, _ store: Store) throws {
        let edits = try allocation.edits { label throws(PlantError) in
            guard let cord = try store.record(.cord, label).as(Cord.self) else { throw PlantError(.notFound, label) }
            return cord
        }
        try store.commit(edits, author: "t", command: "t")
        let built = try store.snapshot()
        let survey = LightSurvey(built)
        for placed in allocation.placed {
            let link = try built.link(labelled: placed.link.label)
            let light = survey.light(of: link)
            #expect(light.arrives && light.polarity == .right, "\(placed.link.label)")
            for lane in light.lanes {
                let worst = try #require(lane.worst)
                #expect(worst <= placed.loss ?? 0, "what is promised is at least what is lost")
            }
        }
        var options = ValidationOptions(today: Day(secondsSince1970: 0))
        options.severity = .error
        #expect(Validator.validate(built, options).findings.map(\.code) == [])
    }

    /// A twin port takes two plugs at each end: three links fill the six of the trunk, the fourth finds none.
    @Test func twinPortsTakeTwoPlugs() throws {
        let (store, plant) = try plant(("800G-2xDR4", "800G-2xDR4"))
        let allocation = allocate(plant, [try demand(plant, "800G-2xDR4", 4)])
        #expect(allocation.placed.count == 3 && allocation.failures.count == 1)
        #expect(allocation.placed.allSatisfy { $0.cords.count == 4 && $0.trunks.count == 2 })
        #expect(Set(allocation.placed.flatMap { $0.trunks.map(\.port) }).count == 6)
        try check(allocation, store)
    }

    /// Its legs have connectors of their own, so that they need no harness; the ports are used from the lowest.
    @Test func legsOfATwinPortHaveTheirOwnConnector() throws {
        let (store, plant) = try plant(("800G-2xDR4", "400G-DR4"))
        let allocation = allocate(plant, [try demand(plant, "400G-DR4", 5)])
        #expect(allocation.placed.map { "\($0.link.a)".suffix(4) } == ["01/1", "01/2", "02/1", "02/2", "03/1"])
        #expect(allocation.cords.count == 10 && allocation.cords.allSatisfy { $0.moreZ.isEmpty })
        try check(allocation, store)
    }

    /// A port that is run as four takes one harness for four links; what hangs loose of it is taken by the next.
    @Test func aHarnessServesTheLegsOfAPort() throws {
        let (store, plant) = try plant(("400G-DR4", "400G-DR4"))
        let first = allocate(plant, [try demand(plant, "100G-DR", 3, to: 4)])
        #expect(first.placed.map { "\($0.link.a)".suffix(4) } == ["01/1", "01/2", "01/3"])
        #expect(first.cords.map(\.type) == ["MPO-12-4xLC-SM-F"] && first.cords[0].moreZ.count == 2)
        try check(first, store)
        var last = try demand(plant, "100G-DR", 1, to: 4)
        last.label = "LAST"
        let second = allocate(try store.snapshot(), [last])
        #expect(second.cords.isEmpty && second.plugged.count == 1)
        #expect(second.placed.first.map { "\($0.link.a)".suffix(4) } == "01/4")
        try check(second, store)
    }

    /// A leg that hangs loose is of no use where its harness does not reach.
    @Test func aHarnessThatIsTooShortServesNoFurtherLeg() throws {
        let (store, plant) = try plant(("400G-DR4", "400G-DR4"))
        try check(allocate(plant, [try demand(plant, "100G-DR", 3, to: 4)]), store)
        var harness = try #require(try store.record(.cord, "C0001").as(Cord.self))
        harness.length = Millimetres(100)
        try store.commit([.replace(name: "C0001", with: harness)], author: "t", command: "t")
        var last = try demand(plant, "100G-DR", 1, to: 4)
        last.label = "LAST"
        let second = allocate(try store.snapshot(), [last])
        #expect(second.placed.isEmpty && second.plugged.isEmpty)
        #expect(second.failures.map(\.reason) == [.cord])
    }

    /// The two cables of one twin port may share their way; those of another link of the group may not.
    @Test func theCablesOfOneTwinPortShareTheirWay() throws {
        let (_, plant) = try plant(("800G-2xDR4", "800G-2xDR4"))
        var demand = try demand(plant, "800G-2xDR4", 2, .cable(nil))
        demand.diverseGroup = "G"
        let allocation = allocate(plant, [demand])
        #expect(allocation.placed.count == 1 && allocation.cords.count == 2)
        #expect(Set(allocation.cords.map(\.route)).count == 1)
    }

    /// Ports that are wanted whole and in legs are shared out in the order of the demands.
    @Test func wholePortsAndLegsShareADevice() throws {
        let (store, plant) = try plant(("400G-DR4", "400G-DR4"), ports: 3)
        var whole = try demand(plant, "400G-DR4", 2)
        whole.label = "W"
        let allocation = allocate(plant, [whole, try demand(plant, "100G-DR", 4, to: 4)])
        #expect(allocation.placed.count == 6)
        #expect(allocation.placed.map { $0.link.a.port } == [1, 2, 3, 3, 3, 3])
        try check(allocation, store)
    }

    /// A cord of its own from rack to rack lies on the tray and is as long as that; of copper none is long enough.
    @Test(arguments: [(nil, 2), ("AOC-OSFP", 2), ("DAC-OSFP", 0)] as [(String?, Int)])
    func aCableOfItsOwnRunsFromRackToRack(_ type: String?, _ placed: Int) throws {
        let optic = type == nil ? "400G-DR4" : "800G-2xDR4"
        let (store, plant) = try plant((optic, optic))
        let key = try type.map { try #require(plant.catalogue.key(.cordType, $0)) }
        let allocation = allocate(plant, [try demand(plant, optic, 2, .cable(key))])
        #expect(allocation.placed.count == placed && allocation.failures.count == 2 - placed)
        for cord in allocation.cords {
            #expect(!cord.route.isEmpty && cord.moreZ.isEmpty && type ?? "MPO-12-B-SM-FF" == cord.type)
        }
        if type == nil { try check(allocation, store) }
    }
}

/// Of a twin port both cords are wrong together, so they are put right together.
struct TwinFixTests {
    @Test func bothCordsOfATwinPortAreChanged() throws {
        let hall = TinyHall.parallel {
            $0.trunk.type = "MPO-12x6-BASE8-B-M"
            for side in 0..<2 {
                $0.cassettes[side].type = "MPO-12x12-PANEL-A"
                ($0.devices[side].ports, $0.devices[side].optic) = (2, "800G-2xDR4")
            }
            ($0.trunk.moreA, $0.trunk.moreZ) = (
                [PortAddress(unit: $0.cassettes[0].address, side: .rear, port: 2)],
                [PortAddress(unit: $0.cassettes[1].address, side: .rear, port: 2)]
            )
            $0.link.optic = "800G-2xDR4"
            let (devices, panels) = ($0.devices.map(\.address), $0.cassettes.map(\.address))
            $0.cords = (0..<4).map { number in
                var cord = Cord()
                let (side, plug) = (number / 2, number % 2 + 1)
                cord.label = "X\(number)"
                // Two that turn the fibres round and a trunk that does make three; here one side is straight.
                cord.type = side == 0 ? "MPO-12-A-SM-FF" : "MPO-12-B-SM-FF"
                cord.a = PortAddress(unit: devices[side], port: 1, part: plug > 1 ? plug : 0)
                cord.z = PortAddress(unit: panels[side], port: plug)
                return cord
            }
            ($0.link.a, $0.link.z) = (PortAddress(unit: devices[0], port: 1), PortAddress(unit: devices[1], port: 1))
        }
        let plant = try Store.holding(hall.records).snapshot()
        let fixes = PolarityFix.all(for: LinkHandle(0), in: plant)
        let labels = fixes.filter { $0.changes.count == 2 }.map { fix in
            fix.changes.map { if case .cord(let cord, _) = $0 { plant.label(of: cord) } else { "" } }
        }
        #expect(labels.contains(["X0", "X1"]) && labels.contains(["X2", "X3"]))
        #expect(fixes.allSatisfy { $0.breaksOthers == 0 })
    }
}

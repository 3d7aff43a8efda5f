import FiberModel
import FiberPlanning
import FiberStore
import TestSupport
import Testing

struct PolarityTests {
    private func hall(_ trunk: String, _ a: String, _ z: String, _ cords: [String] = ["LC-AB-SM", "LC-AB-SM"])
        -> TinyHall
    {
        TinyHall {
            $0.trunk.type = trunk
            ($0.cassettes[0].type, $0.cassettes[1].type) = (a, z)
            ($0.cords[0].type, $0.cords[1].type) = (cords[0], cords[1])
        }
    }

    /// For every port in front of the A cassette: the port and leg at Z where its first fibre comes out.
    private func arrivals(_ plant: Plant, ports: Int) -> [(port: Int, leg: Int)?] {
        (1...ports).map { port in
            let path = Trace.fromCassette(PortHandle(UnitHandle(0), Int32(port)), position: 1, on: plant)
            return path.hops.compactMap { hop -> (port: Int, leg: Int)? in
                guard case .cassette(let unit, let port, let position, _, _, _) = hop, unit == UnitHandle(1) else {
                    return nil
                }
                return (port, position)
            }.first
        }
    }

    enum Order { case kept, mirrored, reordered }

    /// Every cell of the table in which cassette pairings meet trunk maps.
    @Test(
        arguments: [
            ("MXC-64-LC-32", "MXC-64-STRAIGHT", false, .kept), ("MXC-64-LC-32", "MXC-64-REVERSED", true, .mirrored),
            ("MXC-64-LC-32", "MXC-64-FLIP", true, .kept), ("MXC-64-LC-32", "MXC-64-ROW-REVERSED", true, .reordered),
            ("MXC-64-LC-32-OUTER", "MXC-64-STRAIGHT", false, .kept),
            ("MXC-64-LC-32-OUTER", "MXC-64-REVERSED", true, .kept),
            ("MXC-64-LC-32-OUTER", "MXC-64-FLIP", false, .reordered),
            ("MXC-64-LC-32-OUTER", "MXC-64-ROW-REVERSED", false, .reordered),
            ("MXC-64-LC-32-ROWS", "MXC-64-STRAIGHT", false, .kept),
            ("MXC-64-LC-32-ROWS", "MXC-64-REVERSED", true, .reordered),
            ("MXC-64-LC-32-ROWS", "MXC-64-FLIP", false, .reordered),
            ("MXC-64-LC-32-ROWS", "MXC-64-ROW-REVERSED", true, .kept),
        ] as [(String, String, Bool, Order)])
    func theTableOfPairingsHolds(_ cassette: String, _ trunk: String, _ swaps: Bool, _ order: Order) throws {
        let plant = try Store.holding(hall(trunk, cassette, cassette).records).snapshot()
        let found = try arrivals(plant, ports: 32).map { try #require($0) }
        #expect(found.allSatisfy { ($0.leg == 2) == swaps })
        let ports = found.map(\.port)
        #expect(Set(ports) == Set(1...32))
        switch order {
        case .kept: #expect(ports == Array(1...32))
        case .mirrored: #expect(ports == (1...32).map { 33 - $0 })
        case .reordered: #expect(ports != Array(1...32) && ports != (1...32).map { 33 - $0 })
        }
        // The rule of moved ports agrees.
        var options = ValidationOptions(today: try Day("2026-01-01"))
        options.only = ["POL002"]
        #expect(Validator.validate(plant, options).findings.isEmpty == (order == .kept))
    }

    /// Every trunk type of the catalogue between every pair of cassette types that it fits, against the bare maps.
    @Test func everyPresetPairAgreesWithItsMaps() throws {
        let catalogue = try Store.inMemory().catalogue()
        var pairs = 0
        for (entry, item) in catalogue.rows(.trunkType) {
            guard case .trunkType(let trunk) = item, !trunk.hasLegs, trunk.strandMap.isPermutation else { continue }
            let cassettes = catalogue.rows(.cassetteType).compactMap { row -> (String, CassetteType)? in
                guard case .cassetteType(let type) = row.item, type.rear.connector == trunk.connectorA,
                    type.rear.count == 1, type.strandMap.isPermutation, type.rear.adapter != .typeB,
                    catalogue.connector(named: type.front.connector)?.positions == 2
                else { return nil }
                return (row.entry.name, type)
            }
            for (a, near) in cassettes {
                for (z, far) in cassettes where near.front.connector == far.front.connector {
                    pairs += 1
                    let plant = try Store.holding(hall(entry.name, a, z).records).snapshot()
                    for (index, arrival) in arrivals(plant, ports: near.front.count).enumerated() {
                        let behind = near.strandMap.positions[2 * index]
                        guard behind <= trunk.strands else {
                            #expect(arrival == nil)
                            continue
                        }
                        let place = try #require(
                            far.strandMap.positions.firstIndex(of: trunk.strandMap.positions[behind - 1]))
                        #expect(arrival?.port == place / 2 + 1 && arrival?.leg == place % 2 + 1)
                    }
                }
            }
        }
        #expect(pairs > 30)
    }

    /// The sum of swaps has to be odd: two ordinary cords need a trunk that flips.
    @Test(arguments: [
        ("MXC-64-FLIP", ["LC-AB-SM", "LC-AB-SM"], true), ("MXC-64-FLIP", ["LC-AA-SM", "LC-AB-SM"], false),
        ("MXC-64-FLIP", ["LC-AA-SM", "LC-AA-SM"], true), ("MXC-64-STRAIGHT", ["LC-AB-SM", "LC-AB-SM"], false),
        ("MXC-64-STRAIGHT", ["LC-AA-SM", "LC-AB-SM"], true), ("MXC-64-STRAIGHT", ["LC-AA-SM", "LC-AA-SM"], false),
    ])
    func theSumOfSwapsHasToBeOdd(_ trunk: String, _ cords: [String], _ isRight: Bool) throws {
        let plant = try Store.holding(hall(trunk, "MXC-64-LC-32", "MXC-64-LC-32", cords).records).snapshot()
        let light = LightSurvey(plant).light(of: LinkHandle(0))
        #expect((light.polarity == .right) == isRight)
        if !isRight { #expect(light.polarity == .transmitMeetsTransmit) }
        let walks = PolarityWalk.all(of: LinkHandle(0), in: plant)
        #expect(walks.count == 2 && walks.allSatisfy { ($0.swaps % 2 == 1) == isRight })
        #expect(PolarityFix.all(for: LinkHandle(0), in: plant).isEmpty == isRight)
    }

    /// Universal cassettes: the same kind at both ends, ordinary cords, a reversed trunk.
    @Test(arguments: ["MPO-12-LC-6-U1", "MPO-12-LC-6-U2"])
    func universalCassettesKeepPortsAndSwap(_ cassette: String) throws {
        let hall = hall("MPO-12-B", cassette, cassette)
        let plant = try Store.holding(hall.records).snapshot()
        #expect(arrivals(plant, ports: 6).map { $0?.port } == [1, 2, 3, 4, 5, 6])
        #expect(arrivals(plant, ports: 6).allSatisfy { $0?.leg == 2 })
        #expect(LightSurvey(plant).light(of: LinkHandle(0)).polarity == .right)
    }

    @Test func aReversedTrunkPassesPolarityAndFailsIdentity() throws {
        var hall = hall("MXC-64-REVERSED", "MXC-64-LC-32", "MXC-64-LC-32")
        hall.cords[1].z?.port = 32
        let plant = try Store.holding(hall.records).snapshot()
        #expect(LightSurvey(plant).light(of: LinkHandle(0)).polarity == .right)
        #expect(PolarityWalk.all(of: LinkHandle(0), in: plant).allSatisfy { $0.steps.contains(where: \.movesPort) })
        var options = ValidationOptions(today: try Day("2026-01-01"))
        options.only = ["POL"]
        #expect(Validator.validate(plant, options).findings.map(\.code) == ["POL002"])
    }

    /// Every fix that is proposed, written into the plant, makes the link right and does to others what was said.
    @Test func aMendThatIsProposedAlwaysPasses() throws {
        var proposed = 0
        for trunk in ["MXC-64-FLIP", "MXC-64-STRAIGHT", "MXC-64-REVERSED", "MXC-64-ROW-REVERSED"] {
            for cassette in ["MXC-64-LC-32", "MXC-64-LC-32-OUTER", "MXC-64-LC-32-ROWS"] {
                for cords in [["LC-AB-SM", "LC-AB-SM"], ["LC-AA-SM", "LC-AB-SM"]] {
                    var hall = hall(trunk, cassette, "MXC-64-LC-32", cords)
                    Self.addSecondLink(to: &hall)
                    let store = try Store.holding(hall.records)
                    let plant = try store.snapshot()
                    let before = LightSurvey(plant).light(of: LinkHandle(1)).polarity == .right
                    for fix in PolarityFix.all(for: LinkHandle(0), in: plant) {
                        proposed += 1
                        let changed = try Store.holding(Self.applying(fix, to: hall, plant).records).snapshot()
                        #expect(LightSurvey(changed).light(of: LinkHandle(0)).polarity == .right)
                        let after = LightSurvey(changed).light(of: LinkHandle(1)).polarity == .right
                        #expect(
                            fix.fixesOthers == (after && !before ? 1 : 0)
                                && fix.breaksOthers == (before && !after ? 1 : 0))
                    }
                }
            }
        }
        #expect(proposed > 15)
    }

    private static func addSecondLink(to hall: inout TinyHall) {
        var link = hall.link
        (link.label, link.a.port, link.z.port) = ("L2", 2, 2)
        for side in 0..<2 {
            var cord = hall.cords[side]
            (cord.label, cord.a.port) = ("C\(side + 3)", 2)
            cord.z?.port = 2
            hall.cords.append(cord)
        }
        hall.extra = [Record(link)]
    }

    private static func applying(_ fix: PolarityFix, to hall: TinyHall, _ plant: Plant) -> TinyHall {
        var hall = hall
        switch fix.change {
        case .cord(let cord, let type):
            for index in hall.cords.indices where hall.cords[index].label == plant.label(of: cord) {
                hall.cords[index].type = plant.catalogue.name(type)
            }
        case .cassette(let unit, let type):
            for index in hall.cassettes.indices where hall.cassettes[index].address == plant.address(of: unit) {
                hall.cassettes[index].type = plant.catalogue.name(type)
            }
        case .trunk(_, let type): hall.trunk.type = plant.catalogue.name(type)
        }
        return hall
    }

    /// Parallel optics over adapter panels: every reversed element turns 1 into 12, and an odd number of them
    /// brings the four transmitters to the four receivers.
    @Test(arguments: [
        (["MPO-12-B-SM", "MPO-12-B-SM"], "MPO-12-B", Polarity.right),
        (["MPO-12-A-SM", "MPO-12-B-SM"], "MPO-12-B", .transmitMeetsTransmit),
        (["MPO-12-A-SM", "MPO-12-A-SM"], "MPO-12-B", .right), (["MPO-12-B-SM", "MPO-12-A-SM"], "MPO-12-A", .right),
        (["MPO-12-A-SM", "MPO-12-A-SM"], "MPO-12-A", .transmitMeetsTransmit),
    ])
    func parallelOpticsNeedAnOddNumberOfReversals(_ cords: [String], _ trunk: String, _ wanted: Polarity) throws {
        var hall = hall(trunk, "MPO-12x8-PANEL", "MPO-12x8-PANEL", cords)
        for side in 0..<2 { (hall.devices[side].optic, hall.devices[side].connector) = ("100G-PSM4", "MPO-12") }
        hall.link.optic = "100G-PSM4"
        let plant = try Store.holding(hall.records).snapshot()
        let light = LightSurvey(plant).light(of: LinkHandle(0))
        #expect(light.polarity == wanted && light.lanes.count == 8)
        // An adapter panel is one mated pair of cord and trunk: two of 0.75 dB, 10 m of trunk, two cords of 2 m and one
        // right angle.
        #expect(light.matedPairs == 2 && light.lanes.allSatisfy { $0.worst == 1507 })
    }
}

import FiberModel
import FiberPlanning
import FiberStore
import TestSupport
import Testing

struct TraceTests {
    @Test func aPairIsSwappedThreeTimesOnItsWay() throws {
        let plant = try Store.holding(TinyHall().records).snapshot()
        let path = Trace.fromDevice(PortHandle(UnitHandle(2), 1), position: 1, on: plant)
        // A-to-B cord: 1 → 2. Straight cassette. Pair flip: 2 → 1. Straight cassette. A-to-B cord: 1 → 2.
        #expect(
            path.hops == [
                .device(PortHandle(UnitHandle(2), 1), position: 1), .cord(CordHandle(0), from: .a),
                .cassette(UnitHandle(0), port: 1, position: 2, rear: 1, rearPosition: 2, inward: true),
                .trunk(TrunkHandle(0), strand: 2, from: .a),
                .cassette(UnitHandle(1), port: 1, position: 1, rear: 1, rearPosition: 1, inward: false),
                .cord(CordHandle(1), from: .z), .device(PortHandle(UnitHandle(3), 1), position: 2),
            ])
        #expect(path.farEnd == .device(PortHandle(UnitHandle(3), 1), position: 2))
    }

    /// There and back is the identity, over every trunk map with every cassette that fits it.
    @Test(arguments: ["MXC-64-FLIP", "MXC-64-STRAIGHT", "MXC-64-REVERSED", "MXC-64-ROW-REVERSED"])
    func thereAndBackIsTheIdentity(_ trunk: String) throws {
        for cassette in ["MXC-64-LC-32", "MXC-64-LC-32-OUTER", "MXC-64-LC-32-ROWS"] {
            let hall = TinyHall { hall in
                hall.trunk.type = trunk
                hall.cords = []
                for side in 0..<2 {
                    hall.cassettes[side].type = cassette
                    for port in 1...32 {
                        var cord = Cord()
                        cord.label = "C\(side)-\(port)"
                        cord.a = PortAddress(unit: hall.devices[side].address, port: port)
                        cord.z = PortAddress(unit: hall.cassettes[side].address, port: port)
                        hall.cords.append(cord)
                    }
                }
            }
            let plant = try Store.holding(hall.records).snapshot()
            var reached: Set<PortHandle> = []
            for port in 1...32 {
                for position in 1...2 {
                    let there = Trace.fromDevice(PortHandle(UnitHandle(2), Int32(port)), position: position, on: plant)
                    guard case .device(let far, let farPosition) = there.farEnd else {
                        Issue.record("\(trunk) with \(cassette): port \(port) ends \(there.farEnd)")
                        continue
                    }
                    reached.insert(far)
                    let back = Trace.fromDevice(far, position: farPosition, on: plant)
                    #expect(back.reversed == there)
                }
            }
            #expect(reached.count == 32)
        }
    }

    @Test func everyStrandIsFoundFromAnyOfItsPlaces() throws {
        let plant = try Store.holding(TinyHall().records).snapshot()
        for strand in 1...64 {
            let path = try #require(Trace.fromStrand(strand, of: TrunkHandle(0), on: plant))
            for hop in path.hops {
                guard case .cassette(let unit, let port, let position, _, _, _) = hop else { continue }
                let other = Trace.fromCassette(PortHandle(unit, Int32(port)), position: position, on: plant)
                #expect(other == path || other == path.reversed)
            }
        }
        #expect(Trace.fromStrand(65, of: TrunkHandle(0), on: plant) == nil)
        #expect(Trace.fromStrand(0, of: TrunkHandle(0), on: plant) == nil)
    }

    @Test func aRingComesToAnEnd() throws {
        // Both cassettes' port 1 and 2 are joined by a cord: the strand runs round for ever.
        let hall = TinyHall {
            $0.trunk.type = "MXC-64-STRAIGHT"
            for side in 0..<2 {
                $0.cords[side].a = PortAddress(unit: $0.cassettes[side].address, port: 2)
            }
        }
        let plant = try Store.holding(hall.records).snapshot()
        let path = try #require(Trace.fromStrand(1, of: TrunkHandle(0), on: plant))
        #expect(path.nearEnd == .ring && path.farEnd == .ring)
        #expect(Trace.fromCassette(PortHandle(UnitHandle(0), 1), position: 1, on: plant).farEnd == .ring)
    }

    @Test(arguments: ["two-row-hall", "faulty-hall", "ai-pod"])
    func theStoreAnswersAsTheSnapshotDoes(_ sample: String) throws {
        let store = try Store.sample(sample)
        let plant = try store.snapshot()
        try store.withKeyedPlant { keyed throws(PlantError) in
            for (index, row) in plant.trunks.enumerated() where row.status != .retired && !row.isCord {
                for strand in [1, 2, 17, 63, 64, 96, 144] {
                    let whole = Trace.fromStrand(strand, of: TrunkHandle(index: index), on: plant)
                    let trunk = try keyed.trunk(labelled: row.label)
                    let single = try Trace.fromStrand(strand, of: trunk, on: keyed)
                    // Handles differ; the words for them do not.
                    #expect(
                        try single.map { path throws(PlantError) in try words(path, keyed) }
                            == whole.map { words($0, plant) })
                }
            }
        }
    }

    private func words<Names: PlaceNames>(_ path: StrandPath, _ names: Names) throws(Names.Failure) -> [String] {
        var words = [try path.nearEnd.reason(in: names)]
        for hop in path.hops {
            switch hop {
            case .device(let port, let position):
                words.append("\(try names.address(of: port.unit)):\(port.port) \(position)")
            case .cord(let cord, let from): words.append("\(try names.label(of: cord)) \(from)")
            case .trunk(let trunk, let strand, let from):
                words.append("\(try names.label(of: trunk)) \(strand) \(from)")
            case .cassette(let unit, let port, let position, let rear, let rearPosition, let inward):
                words.append("\(try names.address(of: unit)) \(port) \(position) \(rear) \(rearPosition) \(inward)")
            case .splice(let unit, let rear, let position, let toRear, let toPosition):
                words.append("\(try names.address(of: unit)) R\(rear) \(position) R\(toRear) \(toPosition)")
            }
        }
        return words + [try path.farEnd.reason(in: names)]
    }
}

struct OpticMatchTests {
    private func optic(_ name: String) throws -> Optic {
        let catalogue = try Store.inMemory().catalogue()
        return try #require(catalogue.key(.optic, name).flatMap { catalogue.optic($0) })
    }

    @Test(arguments: [
        ("100G-CLR4", "100G-CWDM4", false, false), ("100G-CLR4", "100G-LR4", true, false),
        ("100G-CLR4", "400G-FR4", false, true),
        ("100G-DR", "100G-CLR4", true, true), ("100G-PSM4", "100G-PSM4", false, false),
    ])
    func factsAreComparedNotNames(_ a: String, _ z: String, _ wavelengths: Bool, _ signal: Bool) throws {
        for match in [OpticMatch(try optic(a), try optic(z)), OpticMatch(try optic(z), try optic(a))] {
            #expect((match.stray != nil) == wavelengths)
            #expect((match.differsInSignal || match.differsInLanes) == signal)
        }
    }

    @Test(
        arguments: [
            ("100G-CLR4", "100G-CWDM4", Link.FEC.on, OpticMatch.FECVerdict.agrees),
            ("100G-CLR4", "100G-CWDM4", .off, .mustBeOn),
            ("100G-CLR4", "100G-CWDM4", nil, .unknown), ("100G-CLR4", "100G-CLR4", nil, .agrees),
            ("100G-CLR4", "100G-CLR4", .off, .agrees),
            ("100G-LR4", "100G-CWDM4", .on, .cannotAgree), ("400G-FR4", "100G-CWDM4", .on, .cannotAgree),
            ("100G-LR4", "100G-LR4", .on, .cannotAgree), ("100G-LR4", "100G-LR4", .off, .agrees),
        ] as [(String, String, Link.FEC?, OpticMatch.FECVerdict)])
    func fecMustBeTheSameAtBothEnds(_ a: String, _ z: String, _ setting: Link.FEC?, _ verdict: OpticMatch.FECVerdict)
        throws
    {
        #expect(OpticMatch(try optic(a), try optic(z)).fec(setting) == verdict)
        #expect(OpticMatch(try optic(z), try optic(a)).fec(setting) == verdict)
    }
}

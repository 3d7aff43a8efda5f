import FiberModel
import TestSupport
import Testing

@testable import FiberPlanning

/// Laws that hold of every network, whatever it is made of: cables of many plugs between unequal panels, partly wired ones,
/// panels in series, cassettes, closures, splitters, muxes; each network follows from its seed.
struct NetworkPropertyTests {
    private struct Network {
        let plant: Plant
        /// Ports of devices, with every position of their connectors.
        let ends: [(port: PortHandle, position: Int)]
        let trunks: [TrunkHandle]
    }

    private static let kinds: [(panel: String, front: String, rear: String, fronts: Int, rears: Int)] = [
        ("MPO-12x8-PANEL-A", "MPO-12", "MPO-12", 8, 8), ("MPO-12x12-PANEL-B", "MPO-12", "MPO-12", 12, 12),
        ("MPO-12-LC-4-BASE8-F", "LC-duplex", "MPO-12", 4, 1), ("MPO-12-LC-6-B-B", "LC-duplex", "MPO-12", 6, 1),
        ("MPO-12-LC-6-U2", "LC-duplex", "MPO-12", 6, 1), ("LC-24-PANEL", "LC-duplex", "LC-duplex", 24, 24),
        ("CWDM-4-MUX", "LC-duplex", "LC-duplex", 4, 1),
    ]
    private static let cables: [(type: String, isTrunk: Bool, a: (String, Int), z: (String, Int))] = [
        ("MPO-12-B-M", true, ("MPO-12", 1), ("MPO-12", 1)), ("MPO-12x6-BASE8-B-M", true, ("MPO-12", 6), ("MPO-12", 6)),
        ("MPO-12x12-B-F", true, ("MPO-12", 12), ("MPO-12", 12)),
        ("MPO-12-A-SM-FF", false, ("MPO-12", 1), ("MPO-12", 1)),
        ("MPO-12-4xLC-SM-F", false, ("MPO-12", 1), ("LC-duplex", 4)),
        ("MPO-12-2xMPO-12-SM-F", false, ("MPO-12", 1), ("MPO-12", 2)),
        ("MPO-12x4-SHUFFLE-SM-F", false, ("MPO-12", 4), ("MPO-12", 4)),
        ("LC-AB-SM", false, ("LC-duplex", 1), ("LC-duplex", 1)),
    ]

    private static func network(_ seed: UInt64) throws -> Network {
        var dice = Dice(seed: seed)
        var hall = Hall()
        hall.label = "DC1"
        var rack = Rack()
        rack.address = RackAddress(hall: "DC1", grid: "A01")
        rack.heightU = 100
        var records: [any RecordValue] = [hall, rack]
        var free: [String: [PortAddress]] = [:]
        var u = 100
        func unit() -> UnitAddress {
            u -= 1
            return UnitAddress(rack: rack.address, u: u)
        }
        for _ in 0..<Int.random(in: 3...7, using: &dice) {
            let kind = kinds.randomElement(using: &dice)!
            var panel = Cassette()
            (panel.address, panel.type) = (unit(), kind.panel)
            records.append(panel)
            free[kind.front, default: []] += (1...kind.fronts).map { PortAddress(unit: panel.address, port: $0) }
            free[kind.rear, default: []] += (1...kind.rears).map {
                PortAddress(unit: panel.address, side: .rear, port: $0)
            }
        }
        var devices: [(UnitAddress, Int, Int)] = []
        for (connector, positions) in [("MPO-12", 12), ("LC-duplex", 2), ("MPO-12", 12)] {
            var device = Device()
            (device.address, device.connector, device.ports) = (unit(), connector, Int.random(in: 2...6, using: &dice))
            records.append(device)
            devices.append((device.address, device.ports, positions))
            free[connector, default: []] += (1...device.ports).map { PortAddress(unit: device.address, port: $0) }
        }
        for key in free.keys.sorted() { free[key]!.shuffle(using: &dice) }
        var cords = 0
        for _ in 0..<Int.random(in: 8...40, using: &dice) {
            let cable = cables.randomElement(using: &dice)!
            // Some legs hang loose; whatever else is free will do.
            func take(_ end: (connector: String, plugs: Int)) -> [PortAddress?]? {
                var ports: [PortAddress?] = []
                for plug in 0..<end.plugs {
                    let isLoose = plug > 0 && Int.random(in: 0..<8, using: &dice) == 0
                    ports.append(isLoose ? nil : free[end.connector]?.popLast())
                }
                return ports[0] == nil ? nil : ports
            }
            guard let a = take(cable.a), let z = take(cable.z) else { continue }
            cords += 1
            if cable.isTrunk {
                var trunk = Trunk()
                (trunk.label, trunk.type, trunk.a, trunk.z) = ("T\(cords)", cable.type, a[0]!, z[0]!)
                (trunk.moreA, trunk.moreZ) = (Array(a.dropFirst()), Array(z.dropFirst()))
                records.append(trunk)
            } else {
                var cord = Cord()
                (cord.label, cord.type, cord.a, cord.z) = ("C\(cords)", cable.type, a[0]!, z[0])
                (cord.moreA, cord.moreZ) = (Array(a.dropFirst()), Array(z.dropFirst()))
                records.append(cord)
            }
        }
        var builder = PlantBuilder()
        for record in records { try builder.add(Record(record)) }
        let plant = try builder.plant()
        var ends: [(PortHandle, Int)] = []
        for (address, ports, positions) in devices {
            for port in 1...ports {
                let handle = PortHandle(try plant.unit(address), Int32(port))
                ends += (1...positions).map { (handle, $0) }
            }
        }
        return Network(plant: plant, ends: ends, trunks: plant.trunks.indices.map { TrunkHandle(index: $0) })
    }

    private static let wavelengths = [nil, Picometres(1_271_000), Picometres(1_311_000), Picometres(1_550_000)]

    /// What leaves one port and comes to another comes back from there by the same way, at every wavelength.
    @Test(arguments: 0..<120 as Range<UInt64>)
    func thereAndBackIsTheIdentity(_ seed: UInt64) throws {
        let network = try Self.network(seed)
        for wavelength in Self.wavelengths {
            for end in network.ends {
                let out = Trace.fromDevice(end.port, position: end.position, wavelength: wavelength, on: network.plant)
                guard case .device(let port, let position) = out.farEnd else { continue }
                let back = Trace.fromDevice(port, position: position, wavelength: wavelength, on: network.plant)
                // Light of no wavelength comes in by a mux and parts at its common port.
                if wavelength == nil, case .splits = back.farEnd { continue }
                #expect(back.farEnd == .device(end.port, position: end.position))
                #expect(back.hops == out.hops.reversed().map(\.reversed))
            }
        }
    }

    /// Light never merges: no two fibres come to one position of a port, and none to itself.
    @Test(arguments: 0..<120 as Range<UInt64>)
    func lightNeverMerges(_ seed: UInt64) throws {
        let network = try Self.network(seed)
        // Light of no wavelength is what all branches of a mux have in common.
        for wavelength in Self.wavelengths where wavelength != nil || !network.plant.hasMux {
            var arrived: Set<PathEnd> = []
            for end in network.ends {
                let out = Trace.fromDevice(end.port, position: end.position, wavelength: wavelength, on: network.plant)
                guard case .device = out.farEnd else { continue }
                #expect(arrived.insert(out.farEnd).inserted)
                #expect(out.farEnd != .device(end.port, position: end.position))
            }
        }
    }

    /// A strand is the same from wherever it is picked up, and is one of as many as its cable has.
    @Test(arguments: 0..<120 as Range<UInt64>)
    func strandsAreTheSameFromBothEnds(_ seed: UInt64) throws {
        let network = try Self.network(seed)
        // Behind a mux a strand is followed by its light, not by itself.
        guard !network.plant.hasMux else { return }
        for trunk in network.trunks {
            let shape = network.plant.trunk(trunk).shape
            #expect(Trace.fromStrand(shape.strands + 1, of: trunk, on: network.plant) == nil)
            for strand in 1...shape.strands {
                let found = Trace.fromStrand(strand, of: trunk, on: network.plant)
                let path = try #require(found)
                #expect(
                    path.nearEnd == .ring || path.hops.contains(.trunk(trunk, strand: strand, from: .a))
                        || path.hops.contains(.trunk(trunk, strand: strand, from: .z)))
                for case .device(let port, let position) in [path.nearEnd, path.farEnd] {
                    let whole = Trace.fromDevice(port, position: position, on: network.plant)
                    #expect(whole.hops == path.hops || whole.hops == path.reversed.hops)
                }
            }
        }
    }

    /// Map after map is the map of the whole: over cables in series a position goes where their maps put it together.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func mapsOfCablesCompose(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let types = ["MPO-12-A-SM-FF", "MPO-12-B-SM-FF", "MPO-12-A-M", "MPO-12-B-M", "MPO-12-BASE8-B-M"]
        let panels = ["MPO-12x8-PANEL-A", "MPO-12x12-PANEL-B"]
        let count = Int.random(in: 1...6, using: &dice)
        let chosen = (0..<count).map { _ in types.randomElement(using: &dice)! }
        let between = (1..<max(2, count)).map { _ in panels.randomElement(using: &dice)! }
        let bench = try Bench {
            $0.device("A", "MPO-12", "400G-DR4")
            $0.device("B", "MPO-12", "400G-DR4")
            for (index, panel) in between.enumerated() where index < count - 1 { $0.panel("P\(index)", panel) }
            for (index, type) in chosen.enumerated() {
                let from = index == 0 ? "A:1" : "P\(index - 1):R3"
                let to = index == count - 1 ? "B:1" : "P\(index):3"
                if type.hasSuffix("-M") {
                    $0.trunk("T\(index)", type, [from], [to], 1000)
                } else {
                    $0.cord("C\(index)", type, from, [to], 1000)
                }
            }
        }
        var whole = StrandMap.straight(12)
        for (index, type) in chosen.enumerated() {
            let kind: CatalogueKind = type.hasSuffix("-M") ? .trunkType : .cordType
            let key = try #require(bench.plant.catalogue.key(kind, type))
            let map = try #require(bench.plant.catalogue.cable(key)).strandMap
            whole = try #require(whole.then(map))
            if index < count - 1, between[index].hasSuffix("B") { whole = try #require(whole.then(.reversed(12))) }
        }
        let (a, b) = (try bench.port("A:1"), try bench.port("B:1"))
        for position in 1...12 {
            let end = Trace.fromDevice(a, position: position, on: bench.plant).farEnd
            #expect(whole.far(position).map { .device(b, position: $0) } == (end.isDevice ? end : nil))
        }
    }

    /// Every fix that is offered for a wrong link makes it right, over channels of all kinds.
    @Test(arguments: ["MPO-12-A-M", "MPO-12-B-M", "MPO-12-BASE8-B-M"], ["MPO-12-A-SM-FF", "MPO-12-B-SM-FF"])
    func everyFixIsProved(_ trunk: String, _ cord: String) throws {
        for panel in ["MPO-12x8-PANEL-A", "MPO-12x12-PANEL-B"] {
            let bench = try Bench { $0.dr4(panel: panel, trunk: trunk, cords: (cord, "MPO-12-B-SM-FF")) }
            let link = try bench.plant.link(labelled: "L1")
            let fixes = PolarityFix.all(for: link, in: bench.plant)
            let isRight = try bench.light("L1").polarity == .right
            #expect(fixes.isEmpty == isRight)
            for fix in fixes {
                guard case .cord(let handle, let type) = fix.change else { continue }
                let label = bench.plant.label(of: handle)
                let name = bench.plant.catalogue.name(type)
                let mended = try Bench {
                    $0.dr4(
                        panel: panel, trunk: trunk,
                        cords: (label == "C1" ? name : cord, label == "C2" ? name : "MPO-12-B-SM-FF"))
                }
                #expect(try mended.light("L1").polarity == .right)
            }
        }
    }
}

extension PathEnd {
    fileprivate var isDevice: Bool { if case .device = self { true } else { false } }
}

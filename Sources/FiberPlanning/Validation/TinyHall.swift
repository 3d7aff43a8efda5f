import FiberModel

/// The smallest plant in which everything is right: two racks, a trunk over two trays, one link.
///
/// Every rule shows itself on a variation of it.
public struct TinyHall: Sendable {
    /// The hall.
    public var hall = Hall(label: "DC1")
    /// Two racks.
    public var racks: [Rack]
    /// An entry to each rack, and a corner between them.
    public var nodes: [PathwayNode]
    /// Two trays that meet at the corner.
    public var segments: [PathwaySegment]
    /// A cassette in each rack.
    public var cassettes: [Cassette]
    /// A switch in each rack.
    public var devices: [Device]
    /// The trunk between the cassettes.
    public var trunk = Trunk()
    /// A cord in each rack.
    public var cords: [Cord]
    /// The link between the switches.
    public var link = Link()
    /// What a variation needs besides.
    public var extra: [Record] = []

    /// The hall with something changed.
    public init(_ change: (inout TinyHall) -> Void = { _ in }) {
        let a = RackAddress(hall: "DC1", grid: "A01")
        let b = RackAddress(hall: "DC1", grid: "B01")
        racks = [a, b].map { address in
            var rack = Rack()
            rack.address = address
            return rack
        }
        nodes = [Self.node("NA", 0, 0, a), Self.node("N1", 3000, 0), Self.node("NB", 3000, 3000, b)]
        segments = [Self.segment("S1", "NA", "N1"), Self.segment("S2", "N1", "NB")]
        cassettes = [a, b].map { rack in
            var cassette = Cassette()
            cassette.address = UnitAddress(rack: rack, u: 40)
            return cassette
        }
        devices = [a, b].map { rack in
            var device = Device()
            device.address = UnitAddress(rack: rack, u: 42)
            device.optic = "100G-CWDM4"
            return device
        }
        trunk.label = "T1"
        trunk.a = PortAddress(unit: cassettes[0].address, side: .rear, port: 1)
        trunk.z = PortAddress(unit: cassettes[1].address, side: .rear, port: 1)
        trunk.length = Millimetres(10_000)
        trunk.route = ["S1", "S2"]
        cords = zip(["C1", "C2"], [0, 1]).map { label, side in
            var cord = Cord()
            cord.label = label
            cord.length = Millimetres(2000)
            return cord
        }
        for side in [0, 1] {
            cords[side].a = PortAddress(unit: devices[side].address, port: 1)
            cords[side].z = PortAddress(unit: cassettes[side].address, port: 1)
        }
        link.label = "L1"
        link.a = PortAddress(unit: devices[0].address, port: 1)
        link.z = PortAddress(unit: devices[1].address, port: 1)
        link.optic = "100G-CWDM4"
        link.fec = .on
        change(&self)
    }

    /// The same hall with parallel optics: 400G-DR4 over adapter panels, a pinned trunk and cords without pins.
    public static func parallel(_ change: (inout TinyHall) -> Void = { _ in }) -> TinyHall {
        TinyHall {
            $0.trunk.type = "MPO-12-B-M"
            for side in 0..<2 {
                $0.cassettes[side].type = "MPO-12x8-PANEL-A"
                $0.devices[side].connector = "MPO-12"
                $0.devices[side].optic = "400G-DR4"
                $0.cords[side].type = "MPO-12-B-SM-FF"
            }
            $0.link.optic = "400G-DR4"
            change(&$0)
        }
    }

    /// A module with two connectors at either end, each cabled to the other by a cord of its own.
    public static func twin(_ change: (inout TinyHall) -> Void = { _ in }) -> TinyHall {
        .parallel {
            for side in 0..<2 { $0.devices[side].optic = "800G-2xDR4" }
            $0.link.optic = "800G-2xDR4"
            for (index, part) in [0, 2].enumerated() {
                $0.cords[index].a = PortAddress(unit: $0.devices[0].address, port: 1, part: part)
                $0.cords[index].z = PortAddress(unit: $0.devices[1].address, port: 1, part: part)
                $0.cords[index].length = Millimetres(20_000)
            }
            change(&$0)
        }
    }

    /// Its trunk of a type of one's own: single-mode, 9 mm, with these facts besides, as JSON.
    public static func withCable(_ facts: String) -> TinyHall {
        TinyHall {
            let body = """
                {"connector":"MXC-64","grade":"standard","strands":64,"strandMap":[\(flip)],"fibreClass":"G.657.B",\
                "outerDiameter_um":{"value":9000,"trust":"user","source":"data sheet"},"colourScheme":"TIA-598",\
                "stockLengths_mm":[10000,15000],\(facts)}
                """
            let entry = CatalogueEntry(kind: .trunkType, name: "MINE", source: "data sheet", trust: .user, body: body)
            $0.extra = [Record(entry)]
            $0.trunk.type = "MINE"
        }
    }

    /// One strand of its trunk measured at 1310 nm, in mdB.
    public static func measuring(_ loss: Int, length: Int? = nil) -> TinyHall {
        TinyHall {
            var measurement = StrandMeasurement()
            measurement.address = StrandAddress(trunk: "T1", strand: 1)
            measurement.loss = MilliDecibels(loss)
            measurement.length = length.map { Millimetres($0) }
            $0.extra = [Record(measurement)]
        }
    }

    private static let flip = (1...64).map { String($0 % 2 == 1 ? $0 + 1 : $0 - 1) }.joined(separator: ",")

    /// Everything in it, in the order in which it is added.
    public var records: [Record] {
        let catalogue = extra.filter { $0.kind == .catalogueEntry }
        var values: [any RecordValue] = [hall] + racks
        values += nodes
        values += segments
        values += cassettes
        values += devices
        values.append(trunk)
        values += cords
        values.append(link)
        return catalogue + values.map { Record($0) } + extra.filter { $0.kind != .catalogueEntry }
    }

    /// What differs from the plant in which everything is right.
    public var variation: [Record] {
        let usual = Set(TinyHall().records)
        return records.filter { !usual.contains($0) }
    }

    private static func node(_ label: String, _ x: Int, _ y: Int, _ rack: RackAddress? = nil) -> PathwayNode {
        var node = PathwayNode()
        node.label = label
        node.hall = "DC1"
        node.kind = rack == nil ? .junction : .rackEntry
        node.x = Millimetres(x)
        node.y = Millimetres(y)
        node.z = Millimetres(2700)
        node.rack = rack
        return node
    }

    private static func segment(_ label: String, _ a: String, _ z: String) -> PathwaySegment {
        var segment = PathwaySegment()
        segment.label = label
        segment.a = a
        segment.z = z
        segment.length = Millimetres(3000)
        segment.width = Millimetres(300)
        segment.depth = Millimetres(100)
        segment.bendRadius = Millimetres(300)
        return segment
    }
}

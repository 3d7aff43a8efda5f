public struct Hall: Hashable, Sendable {
    public var label = ""
    /// Kept at each end of a trunk, coiled; nil is ``defaultServiceLoop``.
    public var serviceLoop: Millimetres?
    /// Added to the length of a trunk's way before it is rounded up to a stock length; nil is ``defaultSlack``.
    public var slack: Percent?
    /// By how much a trunk may be longer than it needs to be; nil is ``defaultOverlength``.
    public var overlength: Percent?
    public var remarks = Remarks()
    public init(label: String = "") { self.label = label }

    /// The outlet figure of the trade (BICSI); in a telecom room 3 m are usual.
    public static let defaultServiceLoop = Millimetres(1000)
    public static let defaultSlack = Percent(5)
    public static let defaultOverlength = Percent(25)
}

public struct Rack: Hashable, Sendable {
    public var address = RackAddress(hall: "", grid: "")
    public var x: Millimetres?
    public var y: Millimetres?
    /// Height in rack units of 44.45 mm.
    public var heightU = 42
    public var remarks = Remarks()
    public init() {}
}

/// A point where pathway segments meet, or where one enters a rack.
public struct PathwayNode: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case junction, waterfall, sleeve
        case rackEntry = "rack-entry"
    }
    public var label = ""
    public var hall = ""
    public var kind = Kind.junction
    public var x = Millimetres(0)
    public var y = Millimetres(0)
    public var z = Millimetres(0)
    public enum Entry: String, Sendable, CaseIterable { case top, bottom }

    /// The rack that is entered here; with kind `rack-entry` only.
    public var rack: RackAddress?
    /// Where a rack is entered; nil is at its top.
    public var entry: Entry?
    /// The radius to which the fitting here holds a cable that turns; overrides that of the segments.
    public var bendRadius: Millimetres?
    public var remarks = Remarks()
    public init() {}
}

/// A straight run of tray, ladder, conduit, drop or vertical manager between two nodes.
public struct PathwaySegment: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable { case tray, ladder, conduit, drop, vertical }
    public var label = ""
    public var a = ""
    public var z = ""
    public var kind = Kind.tray
    public var length: Millimetres?
    public var width: Millimetres?
    public var depth: Millimetres?
    /// The radius of the fittings by which this segment turns into its neighbours.
    public var bendRadius: Millimetres?
    /// The share of its cross-section that is planned for; nil is ``defaultPlanFill``.
    public var planFill: Percent?
    /// The share of its cross-section that is never passed; nil is ``defaultHardFill``.
    public var hardFill: Percent?
    /// Kinds of cable that may lie here: names of trunk types, or kinds that they belong to. Empty is any.
    public var allowedCables: [String] = []
    /// Fire zones and room walls: what takes down every segment of the same tag. Sorted, each once.
    public var tags: [String] = []
    public var remarks = Remarks()
    public init() {}

    public static let defaultPlanFill = Percent(40)
    public static let defaultHardFill = Percent(50)
}

public struct Cassette: Hashable, Sendable {
    public var address = UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1)
    public var type = "MXC-64-LC-32"
    public var label = ""
    public var remarks = Remarks()
    public init() {}
}

/// A switch or server with optical ports; `connector` and `optic` hold for each port that has no row of its own.
public struct Device: Hashable, Sendable {
    public var address = UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1)
    public var label = ""
    /// Rack units taken, downwards from that of the address.
    public var heightU = 1
    public var ports = 32
    public var connector = "LC-duplex"
    public var optic: String?
    public var remarks = Remarks()
    public init() {}
}

/// A port that differs from what its device says.
public struct DevicePort: Hashable, Sendable {
    public var address = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    public var label = ""
    public var connector: String?
    public var optic: String?
    public var remarks = Remarks()
    public init() {}
}

/// A cable with an array connector at each end, between the rears of two cassettes.
public struct Trunk: Hashable, Sendable {
    public var label = ""
    public var type = "MXC-64-FLIP"
    public var a = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), side: .rear, port: 1)
    public var z = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), side: .rear, port: 1)
    public var length: Millimetres?
    /// Labels of the pathway segments that it runs on, in order from A to Z.
    public var route: [String] = []
    public var status = Status.planned
    /// Trunks of one group are meant to share no segment and no tag.
    public var diverseGroup: String?
    /// What was built otherwise than it was designed.
    public var built = TrunkAsBuilt()
    public var remarks = Remarks()
    public init() {}
}

/// A strand of which something is noted: broken, kept back, or measured.
public struct StrandException: Hashable, Sendable {
    public enum State: String, Sendable, CaseIterable { case ok, broken, reserved }
    public var address = StrandAddress(trunk: "", strand: 1)
    public var state = State.ok
    public var measuredLoss: MilliDecibels?
    public var remarks = Remarks()
    public init() {}
}

/// What a tester found on a strand at a wavelength, between the front ports of the cassettes at both its ends.
public struct StrandMeasurement: Hashable, Sendable {
    public var address = StrandAddress(trunk: "", strand: 1)
    /// In nanometres, as testers are set: 1310.
    public var wavelength_nm = 1310
    /// The end of the trunk that the tester's light came from; nil where nobody noted it.
    public var end: End?
    /// Nil where the tester stated none, such as an OTDR that worked out no total.
    public var loss: MilliDecibels?
    /// As the tester found it.
    public var length: Millimetres?
    /// When it was measured: ``MeasuredTime``, or as the tester wrote it where that could not be read.
    public var time = ""
    public var instrument = ""
    /// The file that it was read from.
    public var file = ""
    public var remarks = Remarks()
    public init() {}

    /// `T0042:17@1310`, or `T0042:17@1310A` where the end is known.
    public var name: String { "\(address)@\(wavelength_nm)\(end?.rawValue ?? "")" }

    /// An end as a number, in which order measurements of one strand and wavelength stand.
    package static func code(of end: End?) -> Int { end == nil ? 0 : end == .a ? 1 : 2 }
    package static func end(code: Int) -> End? { code == 1 ? .a : code == 2 ? .z : nil }
}

/// A patch cord between two front ports; `z` is nil while its far end is not decided.
public struct Cord: Hashable, Sendable {
    public var label = ""
    public var type = "LC-AB-SM"
    public var a = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    public var z: PortAddress?
    public var length: Millimetres?
    public var colour = ""
    public var status = Status.planned
    /// What was built otherwise than it was designed.
    public var built = CordAsBuilt()
    public var remarks = Remarks()
    public init() {}
}

/// What is wanted: light of an optic kind between two device ports. Its way is found, never stored.
public struct Link: Hashable, Sendable {
    public enum FEC: String, Sendable, CaseIterable { case on, off }
    public var label = ""
    public var a = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    public var z = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    public var optic = "100G-CLR4"
    /// Whether forward error correction runs at both ends; nil is unknown.
    public var fec: FEC?
    /// Links of one group are meant to share no segment and no tag.
    public var diverseGroup: String?
    public var remarks = Remarks()
    public init() {}
}

/// A finding that somebody accepts, with the reason and the last day on which that holds.
public struct Waiver: Hashable, Sendable {
    public var code = ""
    public var subject = ""
    public var reason = ""
    /// `YYYY-MM-DD`, inclusive.
    public var until = ""
    public var remarks = Remarks()
    public init() {}
}

/// One object of the plant, in the terms that people use: labels and addresses, no keys.
public enum Record: Hashable, Sendable {
    case catalogueEntry(CatalogueEntry)
    case hall(Hall)
    case rack(Rack)
    case node(PathwayNode)
    case segment(PathwaySegment)
    case cassette(Cassette)
    case device(Device)
    case devicePort(DevicePort)
    case trunk(Trunk)
    case strand(StrandException)
    case measurement(StrandMeasurement)
    case cord(Cord)
    case link(Link)
    case waiver(Waiver)
    case workOrder(WorkOrder)
    case task(WorkTask)

    public var kind: RecordKind {
        switch self {
        case .catalogueEntry: .catalogueEntry
        case .hall: .hall
        case .rack: .rack
        case .node: .node
        case .segment: .segment
        case .cassette: .cassette
        case .device: .device
        case .devicePort: .devicePort
        case .trunk: .trunk
        case .strand: .strand
        case .measurement: .measurement
        case .cord: .cord
        case .link: .link
        case .waiver: .waiver
        case .workOrder: .workOrder
        case .task: .task
        }
    }

    /// The text that names this object among those of its kind.
    public var name: String {
        switch self {
        case .catalogueEntry(let entry): "\(entry.kind.rawValue)/\(entry.name)"
        case .hall(let hall): hall.label
        case .rack(let rack): rack.address.description
        case .node(let node): node.label
        case .segment(let segment): segment.label
        case .cassette(let cassette): cassette.address.description
        case .device(let device): device.address.description
        case .devicePort(let port): port.address.description
        case .trunk(let trunk): trunk.label
        case .strand(let strand): strand.address.description
        case .measurement(let measurement): measurement.name
        case .cord(let cord): cord.label
        case .link(let link): link.label
        case .waiver(let waiver): "\(waiver.code)/\(waiver.subject)"
        case .workOrder(let order): order.label
        case .task(let task): task.name
        }
    }
}

/// One change of the plant: the only way in which it is written.
public enum Edit: Hashable, Sendable {
    case add(Record)
    /// Puts `record` where the object called `name` of the same kind stands; it may carry another name.
    case replace(name: String, with: Record)
    case remove(RecordKind, name: String)
}

extension PlantError {
    /// The same failure, with what it missed: `rack DC1.A01`.
    package func missing(_ kind: RecordKind, _ name: String) -> PlantError {
        var copy = self
        copy.missing = PlantError.key(kind, name)
        return copy
    }

    /// How ``missing`` names an object; cassettes and devices share one space of addresses.
    public static func key(_ kind: RecordKind, _ name: String) -> String {
        "\((kind == .device ? .cassette : kind).rawValue) \(name)"
    }
}

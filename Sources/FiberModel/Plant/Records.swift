/// A data hall.
public struct Hall: Hashable, Sendable {
    /// The label that names it.
    public var label = ""
    /// Kept at each end of a trunk, coiled; nil is ``defaultServiceLoop``.
    public var serviceLoop: Millimetres?
    /// Added to the length of a trunk's way before it is rounded up to a stock length; nil is ``defaultSlack``.
    public var slack: Percent?
    /// By how much a trunk may be longer than it needs to be; nil is ``defaultOverlength``.
    public var overlength: Percent?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// A hall of a label.
    public init(label: String = "") { self.label = label }

    /// The outlet figure of the trade (BICSI); in a telecom room 3 m are usual.
    public static let defaultServiceLoop = Millimetres(1000)
    /// What a hall adds where it states nothing else.
    public static let defaultSlack = Percent(5)
    /// What a hall allows where it states nothing else.
    public static let defaultOverlength = Percent(25)
}

/// A rack in a hall.
public struct Rack: Hashable, Sendable {
    /// The hall and the place in it.
    public var address = RackAddress(hall: "", grid: "")
    /// Where it stands, along the hall; nil is not known.
    public var x: Millimetres?
    /// Where it stands, across the hall; nil is not known.
    public var y: Millimetres?
    /// Height in rack units of 44.45 mm.
    public var heightU = 42
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

/// A point where pathway segments meet, or where one enters a rack.
public struct PathwayNode: Hashable, Sendable {
    /// What a node is.
    public enum Kind: String, Sendable, CaseIterable {
        case junction, waterfall, sleeve
        case rackEntry = "rack-entry"
    }
    /// The label that names it.
    public var label = ""
    /// The label of its hall.
    public var hall = ""
    /// What it is.
    public var kind = Kind.junction
    /// Along the hall.
    public var x = Millimetres(0)
    /// Across the hall.
    public var y = Millimetres(0)
    /// Above the floor.
    public var z = Millimetres(0)
    /// Where a rack is entered.
    public enum Entry: String, Sendable, CaseIterable { case top, bottom }

    /// The rack that is entered here; with kind `rack-entry` only.
    public var rack: RackAddress?
    /// Where a rack is entered; nil is at its top.
    public var entry: Entry?
    /// The radius to which the fitting here holds a cable that turns; overrides that of the segments.
    public var bendRadius: Millimetres?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

/// A straight run of tray, ladder, conduit, drop or vertical manager between two nodes.
public struct PathwaySegment: Hashable, Sendable {
    /// What a segment is.
    public enum Kind: String, Sendable, CaseIterable { case tray, ladder, conduit, drop, vertical }
    /// The label that names it.
    public var label = ""
    /// The label of the node at its A end.
    public var a = ""
    /// The label of the node at its Z end.
    public var z = ""
    /// What it is.
    public var kind = Kind.tray
    /// As measured; nil is the distance of its nodes.
    public var length: Millimetres?
    /// Inside; nil is not known.
    public var width: Millimetres?
    /// Inside, to its rim; nil is not known.
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
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}

    /// What is planned for where a segment states nothing else.
    public static let defaultPlanFill = Percent(40)
    /// What is never passed where a segment states nothing else.
    public static let defaultHardFill = Percent(50)
}

/// A unit that fans array connectors out to ports, or a panel of adapters.
public struct Cassette: Hashable, Sendable {
    /// Where it stands.
    public var address = UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1)
    /// The name of its type in the catalogue.
    public var type = "MXC-64-LC-32"
    /// What is printed on it.
    public var label = ""
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

/// A switch or server with optical ports; `connector` and `optic` hold for each port that has no row of its own.
public struct Device: Hashable, Sendable {
    /// Where its top unit stands.
    public var address = UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1)
    /// What people call it.
    public var label = ""
    /// Rack units taken, downwards from that of the address.
    public var heightU = 1
    /// How many ports it has, counted from 1.
    public var ports = 32
    /// The name of the connector of its ports.
    public var connector = "LC-duplex"
    /// The name of the optic in its ports; nil is not known.
    public var optic: String?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

/// A port that differs from what its device says.
public struct DevicePort: Hashable, Sendable {
    /// The port.
    public var address = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    /// What is printed beside it.
    public var label = ""
    /// The name of its connector; nil is that of the device.
    public var connector: String?
    /// The name of its optic; nil is that of the device.
    public var optic: String?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

/// A cable with an array connector at each end, between the rears of two cassettes.
public struct Trunk: Hashable, Sendable {
    /// The label that names it.
    public var label = ""
    /// The name of its type in the catalogue.
    public var type = "MXC-64-FLIP"
    /// The rear connector at its A end.
    public var a = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), side: .rear, port: 1)
    /// The rear connector at its Z end.
    public var z = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), side: .rear, port: 1)
    /// As it is cut or was ordered; nil is not known.
    public var length: Millimetres?
    /// Labels of the pathway segments that it runs on, in order from A to Z.
    public var route: [String] = []
    /// How far it is: planned, installed, tested or retired.
    public var status = Status.planned
    /// Trunks of one group are meant to share no segment and no tag.
    public var diverseGroup: String?
    /// What was built otherwise than it was designed.
    public var built = TrunkAsBuilt()
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

/// A strand of which something is noted: broken, kept back, or measured.
public struct StrandException: Hashable, Sendable {
    /// What is noted of a strand.
    public enum State: String, Sendable, CaseIterable { case ok, broken, reserved }
    /// The strand.
    public var address = StrandAddress(trunk: "", strand: 1)
    /// What is noted of it.
    public var state = State.ok
    /// What was measured over it; nil where nothing was.
    public var measuredLoss: MilliDecibels?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

/// What a tester found on a strand at a wavelength, between the front ports of the cassettes at both its ends.
public struct StrandMeasurement: Hashable, Sendable {
    /// The strand.
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
    /// What it was measured with.
    public var instrument = ""
    /// The file that it was read from.
    public var file = ""
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}

    /// `T0042:17@1310`, or `T0042:17@1310A` where the end is known.
    public var name: String { "\(address)@\(wavelength_nm)\(end?.rawValue ?? "")" }

    /// An end as a number, in which order measurements of one strand and wavelength stand.
    package static func code(of end: End?) -> Int { end == nil ? 0 : end == .a ? 1 : 2 }
    package static func end(code: Int) -> End? { code == 1 ? .a : code == 2 ? .z : nil }
}

/// A patch cord between two front ports; `z` is nil while its far end is not decided.
public struct Cord: Hashable, Sendable {
    /// The label that names it.
    public var label = ""
    /// The name of its type in the catalogue.
    public var type = "LC-AB-SM"
    /// The port at its A end.
    public var a = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    /// The port at its Z end; nil while that is not decided.
    public var z: PortAddress?
    /// As it is cut or was ordered; nil is not known.
    public var length: Millimetres?
    /// The colour of its jacket, in words.
    public var colour = ""
    /// How far it is: planned, installed, tested or retired.
    public var status = Status.planned
    /// What was built otherwise than it was designed.
    public var built = CordAsBuilt()
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

/// What is wanted: light of an optic kind between two device ports. Its way is found, never stored.
public struct Link: Hashable, Sendable {
    /// Whether forward error correction runs.
    public enum FEC: String, Sendable, CaseIterable { case on, off }
    /// The label that names it.
    public var label = ""
    /// The device port at its A end.
    public var a = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    /// The device port at its Z end.
    public var z = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    /// The name of the optic that it is meant for.
    public var optic = "100G-CLR4"
    /// Whether forward error correction runs at both ends; nil is unknown.
    public var fec: FEC?
    /// Links of one group are meant to share no segment and no tag.
    public var diverseGroup: String?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

/// A finding that somebody accepts, with the reason and the last day on which that holds.
public struct Waiver: Hashable, Sendable {
    /// The code of the rule.
    public var code = ""
    /// The object that the finding is about.
    public var subject = ""
    /// Why it is accepted.
    public var reason = ""
    /// `YYYY-MM-DD`, inclusive.
    public var until = ""
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
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

    /// The kind of the object inside.
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

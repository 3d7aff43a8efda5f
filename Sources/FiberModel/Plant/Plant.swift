/// A whole plant at one moment, columnar and numeric, for work that looks at all of it.
///
/// Objects are told apart by handles, places in the arrays below; texts are made only when a human reads
/// them. Immutable once loaded, so any number of threads may read it.
public struct Plant: Sendable {
    /// A hall, with what it states or the defaults of the trade.
    public struct HallRow: Sendable {
        /// The label that names it.
        public var label: String
        /// Kept at each end of a trunk.
        public var serviceLoop: Millimetres
        /// Added to the length of a trunk's way.
        public var slack: Percent
        /// By how much a trunk may be longer than it needs to be.
        public var overlength: Percent
        /// Which side has the guide pins; nil is not said.
        public var pins: Hall.Pins?
        /// The site that it is on; empty is not said.
        public var site: String
        /// What people call it; empty is not specified.
        public var name: String
        /// Where it lies on its site; nil is not said.
        public var place: Hall.Place?

        package init(
            label: String, serviceLoop: Millimetres, slack: Percent, overlength: Percent, pins: Hall.Pins? = nil,
            site: String = "", name: String = "", place: Hall.Place? = nil
        ) {
            self.name = name
            self.site = site
            self.place = place
            self.pins = pins
            self.label = label
            self.serviceLoop = serviceLoop
            self.slack = slack
            self.overlength = overlength
        }
    }
    /// A rack.
    public struct RackRow: Sendable {
        /// The hall that it stands in.
        public var hall: HallHandle
        /// Hall and place.
        public var address: RackAddress
        /// Along the hall; nil is not known.
        public var x: Millimetres?
        /// Across the hall; nil is not known.
        public var y: Millimetres?
        /// In rack units of 44.45 mm.
        public var heightU: Int
        /// Whether its units are counted from the top.
        public var countsFromTop: Bool
        /// The number of the unit that is counted first.
        public var firstUnit: Int
        /// What people call it; empty is not specified.
        public var name: String

        /// The unit, counted from 1 at the bottom, that is printed as `number`; and the other way round.
        public func turned(_ number: Int) -> Int {
            countsFromTop ? heightU - (number - firstUnit) : number - firstUnit + 1
        }
        /// What is printed at a unit that is counted from 1 at the bottom.
        public func printed(_ unit: Int) -> Int {
            countsFromTop ? heightU - unit + firstUnit : unit + firstUnit - 1
        }

        package init(
            hall: HallHandle, address: RackAddress, x: Millimetres? = nil, y: Millimetres? = nil, heightU: Int,
            countsFromTop: Bool = false, firstUnit: Int = 1, name: String = ""
        ) {
            self.name = name
            self.countsFromTop = countsFromTop
            self.firstUnit = firstUnit
            self.hall = hall
            self.address = address
            self.x = x
            self.y = y
            self.heightU = heightU
        }
    }
    /// A node of the pathways.
    public struct NodeRow: Sendable {
        /// The label that names it.
        public var label: String
        /// The hall that it is in.
        public var hall: HallHandle
        /// Along the hall.
        public var x: Millimetres
        /// Across the hall.
        public var y: Millimetres
        /// Above the floor.
        public var z: Millimetres
        /// The rack that is entered here.
        public var rack: RackHandle?
        /// Where the rack is entered.
        public var entry: PathwayNode.Entry
        /// Of the fitting here; nil is that of the segments.
        public var bendRadius: Millimetres?

        package init(
            label: String, hall: HallHandle, x: Millimetres, y: Millimetres, z: Millimetres, rack: RackHandle? = nil,
            entry: PathwayNode.Entry, bendRadius: Millimetres? = nil
        ) {
            self.label = label
            self.hall = hall
            self.x = x
            self.y = y
            self.z = z
            self.rack = rack
            self.entry = entry
            self.bendRadius = bendRadius
        }
    }
    /// A segment of the pathways.
    public struct SegmentRow: Sendable {
        /// The label that names it.
        public var label: String
        /// The node at its A end.
        public var a: NodeHandle
        /// The node at its Z end.
        public var z: NodeHandle
        /// What it is.
        public var kind: PathwaySegment.Kind
        /// As measured; nil is the distance of its nodes.
        public var length: Millimetres?
        /// Inside; nil is not known.
        public var width: Millimetres?
        /// Inside; nil is not known.
        public var depth: Millimetres?
        /// Of the fittings by which it turns into its neighbours; nil is not known.
        public var bendRadius: Millimetres?
        /// The share of its cross-section that is planned for.
        public var planFill: Percent
        /// The share that is never passed.
        public var hardFill: Percent
        /// Names of trunk types or their kinds; empty is any.
        public var allowedCables: [String] = []
        /// Places in ``Plant/tags``, ascending.
        public var tags: [Int32] = []

        package init(
            label: String, a: NodeHandle, z: NodeHandle, kind: PathwaySegment.Kind, length: Millimetres? = nil,
            width: Millimetres? = nil, depth: Millimetres? = nil, bendRadius: Millimetres? = nil, planFill: Percent,
            hardFill: Percent, allowedCables: [String] = [], tags: [Int32] = []
        ) {
            self.label = label
            self.a = a
            self.z = z
            self.kind = kind
            self.length = length
            self.width = width
            self.depth = depth
            self.bendRadius = bendRadius
            self.planFill = planFill
            self.hardFill = hardFill
            self.allowedCables = allowedCables
            self.tags = tags
        }
    }
    /// A cassette or a device.
    public struct UnitRow: Sendable {
        /// The rack that it stands in.
        public var rack: RackHandle
        /// The rack unit of its top, counted from 1 at the bottom of the rack, whatever is printed there.
        public var u: Int
        /// The rack unit of its top as it is printed; beside the rails the number of the place.
        public var printedU: Int
        /// For a device, its kind in the catalogue.
        public var deviceType: Catalogue.Key?
        /// Whether it takes both faces of the rack.
        public var isFullDepth: Bool
        /// The place within the unit; 0 is the only one.
        public var slot: Int
        /// What it takes of the rack, downwards.
        public var height: RackUnits
        /// How many stand side by side across the width; nil is not known, or the whole width.
        public var sideBySide: Int?
        /// Whose equipment it is, where it is none of this plant: an external end; empty is one's own.
        public var outside: String
        /// What is printed on it.
        public var label: String
        /// For a cassette; nil for a device.
        public var cassetteType: Catalogue.Key?
        /// Ports in front.
        public var ports: Int
        /// Connectors behind; none on a device.
        public var rears: Int
        /// For a device: the connector and optic of ports without a row of their own.
        public var connector: Catalogue.Key?
        /// The optic of ports without a row of their own.
        public var optic: Catalogue.Key?

        package init(
            rack: RackHandle, in row: RackRow, u: Int, slot: Int, height: RackUnits, label: String,
            cassetteType: Catalogue.Key? = nil, ports: Int, rears: Int, connector: Catalogue.Key? = nil,
            optic: Catalogue.Key? = nil, deviceType: Catalogue.Key? = nil, isFullDepth: Bool = false,
            sideBySide: Int? = nil, outside: String = ""
        ) {
            self.rack = rack
            // Beside the rails it hangs about the middle.
            self.u = slot == UnitAddress.besideRails ? (2 * row.heightU + height.halves) / 4 : row.turned(u)
            self.sideBySide = sideBySide
            self.outside = outside
            printedU = u
            self.deviceType = deviceType
            self.isFullDepth = isFullDepth
            self.slot = slot
            self.height = height
            self.label = label
            self.cassetteType = cassetteType
            self.ports = ports
            self.rears = rears
            self.connector = connector
            self.optic = optic
        }
    }
    /// A trunk as it lies: as built where that is known, else as designed.
    public struct TrunkRow: Sendable {
        /// The label that names it.
        public var label: String
        /// Its type in the catalogue.
        public var type: Catalogue.Key
        /// The rear connector at its A end.
        public var a: PortHandle
        /// The rear connector at its Z end.
        public var z: PortHandle
        /// As it is cut or was ordered; nil is not known.
        public var length: Millimetres?
        /// How far it is: planned, installed, tested or retired.
        public var status: Status
        /// Its share of ``Plant/routeSegments``.
        public var route: Range<Int>
        /// The group whose trunks share no segment and no tag.
        public var diverseGroup: String?
        /// Whether it is a patch cord that lies on pathways: it fills, bends and is pulled as a trunk, and stands among the
        /// cords for all else.
        public var isCord: Bool

        package init(
            label: String, type: Catalogue.Key, a: PortHandle, z: PortHandle, length: Millimetres? = nil,
            status: Status, route: Range<Int>, diverseGroup: String? = nil, isCord: Bool = false
        ) {
            self.isCord = isCord
            self.label = label
            self.type = type
            self.a = a
            self.z = z
            self.length = length
            self.status = status
            self.route = route
            self.diverseGroup = diverseGroup
        }
    }
    /// What is noted of a strand.
    public struct StrandRow: Sendable {
        /// The trunk.
        public var trunk: TrunkHandle
        /// The strand, counted from 1.
        public var strand: Int
        /// What is noted.
        public var state: StrandException.State
        /// What was measured over it.
        public var measuredLoss: MilliDecibels?

        package init(
            trunk: TrunkHandle, strand: Int, state: StrandException.State, measuredLoss: MilliDecibels? = nil
        ) {
            self.trunk = trunk
            self.strand = strand
            self.state = state
            self.measuredLoss = measuredLoss
        }
    }
    /// What a tester found on a strand.
    public struct MeasurementRow: Sendable {
        /// The trunk.
        public var trunk: TrunkHandle
        /// The strand, counted from 1.
        public var strand: Int
        /// In nanometres.
        public var wavelength_nm: Int
        /// The end that the tester's light came from, where it was noted.
        public var end: End?
        /// Nil where the tester stated none.
        public var loss: MilliDecibels?
        /// As the tester found it.
        public var length: Millimetres?
        /// What it was read from.
        public var file: String
        /// When it was measured.
        public var time: String

        package init(
            trunk: TrunkHandle, strand: Int, wavelength_nm: Int, end: End? = nil, loss: MilliDecibels? = nil,
            length: Millimetres? = nil, file: String, time: String
        ) {
            self.trunk = trunk
            self.strand = strand
            self.wavelength_nm = wavelength_nm
            self.end = end
            self.loss = loss
            self.length = length
            self.file = file
            self.time = time
        }
    }
    /// Strands of two trunks that are spliced to one another, from the named ones on.
    public struct SpliceRow: Sendable {
        /// The label that names it.
        public var label: String
        /// The first strand of the one trunk.
        public var a: TrunkStrand
        /// The strand that it is spliced to.
        public var z: TrunkStrand
        /// How many follow on one another.
        public var count: Int
        /// What was measured over each.
        public var loss: MilliDecibels?

        package init(label: String, a: TrunkStrand, z: TrunkStrand, count: Int, loss: MilliDecibels? = nil) {
            self.label = label
            self.a = a
            self.z = z
            self.count = count
            self.loss = loss
        }
    }
    /// What differs of a port from its device.
    public struct PortRow: Sendable {
        /// What is printed beside it; empty where nobody says.
        public var label: String
        /// Its connector; nil is that of the device.
        public var connector: Catalogue.Key?
        /// Its optic; nil is that of the device.
        public var optic: Catalogue.Key?
        /// The way in which its optic is broken out; nil follows from the links.
        public var breakout: String?
        /// The cage that it has; nil is that of its device's type.
        public var cage: String?
        /// What is lost between it and the equipment behind it; nil is nothing.
        public var beyond: MilliDecibels?

        package init(
            label: String = "", connector: Catalogue.Key? = nil, optic: Catalogue.Key? = nil, breakout: String? = nil,
            cage: String? = nil, beyond: MilliDecibels? = nil
        ) {
            self.cage = cage
            self.beyond = beyond
            self.label = label
            self.breakout = breakout
            self.connector = connector
            self.optic = optic
        }
    }

    /// What the types of the plant mean.
    public package(set) var catalogue = Catalogue()
    /// Every hall.
    public package(set) var halls: [HallRow] = []
    /// Every rack.
    public package(set) var racks: [RackRow] = []
    /// Every node of the pathways.
    public package(set) var nodes: [NodeRow] = []
    /// Every segment of the pathways.
    public package(set) var segments: [SegmentRow] = []
    /// Shared-risk tags of segments, each once.
    public package(set) var tags: [String] = []
    /// Every cassette and device.
    public package(set) var units: [UnitRow] = []
    /// Every trunk, retired ones too, and every cord that lies on pathways.
    public package(set) var trunks: [TrunkRow] = []
    /// The segments of every trunk's route, one trunk after another; ``TrunkRow/route`` is its share.
    public package(set) var routeSegments: [SegmentHandle] = []
    /// By trunk, then strand.
    public package(set) var strands: [StrandRow] = []
    /// By trunk, strand and wavelength.
    public package(set) var measurements: [MeasurementRow] = []
    /// Ports that differ from their device.
    public package(set) var devicePorts: [PortHandle: PortRow] = [:]
    /// Every cord, retired ones too.
    public package(set) var cords = CordColumns()
    /// Every link.
    public package(set) var links = LinkColumns()
    /// Every waiver, in the order of codes and subjects.
    public package(set) var waivers: [Waiver] = []
    /// Cords and trunks that were built otherwise than designed; everything else here tells what was built.
    public package(set) var builtOtherwise: [Record] = []

    /// Every splice, in the order of the labels.
    public package(set) var splices: [SpliceRow] = []
    var spliced: [TrunkStrand: [(to: TrunkStrand, loss: MilliDecibels?)]] = [:]
    /// The ports of cables with more than one plug at an end, beyond the first of each.
    public package(set) var furtherPlugs = FurtherPlugTable()

    var portUse = PortUse()
    var routedCords: [CordHandle: TrunkHandle] = [:]
    var rackEntries: [RackHandle: [NodeHandle]] = [:]
    /// Shapes by catalogue key, so that a hop hashes nothing.
    var cableShapes: [CableShape?] = []
    /// Types of cable that go from cage to cage.
    var directTypes: Set<Catalogue.Key> = []
    var shapes: [CassetteShape?] = []

    /// A plant with nothing in it; see ``PlantBuilder``.
    public init() {}

    /// Patch cords, one array a fact.
    public struct CordColumns: Sendable {
        /// Its label.
        public package(set) var labels = TextColumn()
        /// Its type in the catalogue.
        public package(set) var type: [Catalogue.Key] = []
        /// The port at its A end.
        public package(set) var a: [PortHandle] = []
        /// Unit -1 where the end hangs loose.
        package var z: [PortHandle] = []
        /// How long it is; nil is not known.
        public package(set) var length = LengthColumn()
        /// The colour of a cord, in words.
        public package(set) var colour: [Int32] = []
        /// Every colour that a cord has, once.
        public package(set) var colours: [String] = []
        /// How far it is.
        public package(set) var status: [Status] = []
        /// How many cords there are.
        public var count: Int { type.count }
        package mutating func reserveCapacity(_ count: Int) {
            labels.reserveCapacity(count)
            type.reserveCapacity(count)
            a.reserveCapacity(count)
            z.reserveCapacity(count)
            length.reserveCapacity(count)
            colour.reserveCapacity(count)
            status.reserveCapacity(count)
        }
        /// What ``far(_:)`` takes for no port.
        package static let loose = PortHandle(UnitHandle(-1), 0)

        /// The port at its Z end; nil where that hangs loose.
        public func far(_ cord: CordHandle) -> PortHandle? {
            let end = z[cord.index]
            return end.unit.rawValue < 0 ? nil : end
        }
        /// The colour of a cord, in words.
        public func colour(of cord: CordHandle) -> String { colours[Int(colour[cord.index])] }
    }

    /// Links, one array a fact.
    public struct LinkColumns: Sendable {
        /// Its label.
        public package(set) var labels = TextColumn()
        /// The device port at its A end, whole.
        public package(set) var a: [PortHandle] = []
        /// The device port at its Z end, whole.
        public package(set) var z: [PortHandle] = []
        /// The optic that it is meant for.
        public package(set) var optic: [Catalogue.Key] = []
        /// Whether forward error correction runs; nil is unknown.
        public package(set) var fec: [Link.FEC?] = []
        /// The leg of a port that is broken out, counted from 1.
        var legs = LinkEndColumn()
        /// By the same: the row of the optic with the lanes of that leg, and one.
        var legOptics = LinkEndColumn()
        /// The leg of a port that an end of a link is; 0 is the whole port.
        public func leg(_ link: LinkHandle, _ end: End) -> Int { legs.isEmpty ? 0 : Int(legs[link, end]) }
        /// Notes the legs of the link that was added last.
        package mutating func setLegs(a legA: Int, z legZ: Int) {
            let link = LinkHandle(index: count - 1)
            if legA > 0 { legs[link, .a] = Int32(clamping: legA) }
            if legZ > 0 { legs[link, .z] = Int32(clamping: legZ) }
        }
        /// The links of which an end is a leg, in their order.
        package var withLegs: [LinkHandle] { Set(legs.set.map(\.link)).sorted() }
        /// Every row of an optic that stands for a leg.
        package var legOpticKeys: Set<Catalogue.Key> { Set(legOptics.set.map { $0.value - 1 }) }
        /// Few links have a group.
        public package(set) var diverseGroups: [String: [LinkHandle]] = [:]
        /// How many links there are.
        public var count: Int { a.count }

        package mutating func reserveCapacity(_ count: Int) {
            labels.reserveCapacity(count)
            a.reserveCapacity(count)
            z.reserveCapacity(count)
            optic.reserveCapacity(count)
            fec.reserveCapacity(count)
        }
    }
}

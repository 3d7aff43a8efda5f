/// A whole plant at one moment, columnar and numeric, for work that looks at all of it.
///
/// Objects are told apart by handles, places in the arrays below; texts are made only when a human reads
/// them. Immutable once loaded, so any number of threads may read it.
public struct Plant: Sendable {
    public struct HallRow: Sendable {
        public var label: String
        public var serviceLoop: Millimetres
        public var slack: Percent
        public var overlength: Percent

        package init(
            label: String, serviceLoop: Millimetres, slack: Percent, overlength: Percent
        ) {
            self.label = label
            self.serviceLoop = serviceLoop
            self.slack = slack
            self.overlength = overlength
        }
    }
    public struct RackRow: Sendable {
        public var hall: HallHandle
        public var address: RackAddress
        public var x: Millimetres?
        public var y: Millimetres?
        public var heightU: Int

        package init(
            hall: HallHandle, address: RackAddress, x: Millimetres? = nil, y: Millimetres? = nil, heightU: Int
        ) {
            self.hall = hall
            self.address = address
            self.x = x
            self.y = y
            self.heightU = heightU
        }
    }
    public struct NodeRow: Sendable {
        public var label: String
        public var hall: HallHandle
        public var x: Millimetres
        public var y: Millimetres
        public var z: Millimetres
        public var rack: RackHandle?
        public var entry: PathwayNode.Entry
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
    public struct SegmentRow: Sendable {
        public var label: String
        public var a: NodeHandle
        public var z: NodeHandle
        public var kind: PathwaySegment.Kind
        public var length: Millimetres?
        public var width: Millimetres?
        public var depth: Millimetres?
        public var bendRadius: Millimetres?
        public var planFill: Percent
        public var hardFill: Percent
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
    public struct UnitRow: Sendable {
        public var rack: RackHandle
        public var u: Int
        public var slot: Int
        public var heightU: Int
        public var label: String
        /// For a cassette; nil for a device.
        public var cassetteType: Catalogue.Key?
        /// Ports in front.
        public var ports: Int
        /// Connectors behind; none on a device.
        public var rears: Int
        /// For a device: the connector and optic of ports without a row of their own.
        public var connector: Catalogue.Key?
        public var optic: Catalogue.Key?

        package init(
            rack: RackHandle, u: Int, slot: Int, heightU: Int, label: String, cassetteType: Catalogue.Key? = nil,
            ports: Int, rears: Int, connector: Catalogue.Key? = nil, optic: Catalogue.Key? = nil
        ) {
            self.rack = rack
            self.u = u
            self.slot = slot
            self.heightU = heightU
            self.label = label
            self.cassetteType = cassetteType
            self.ports = ports
            self.rears = rears
            self.connector = connector
            self.optic = optic
        }
    }
    public struct TrunkRow: Sendable {
        public var label: String
        public var type: Catalogue.Key
        public var a: PortHandle
        public var z: PortHandle
        public var length: Millimetres?
        public var status: Status
        public var route: Range<Int>
        public var diverseGroup: String?

        package init(
            label: String, type: Catalogue.Key, a: PortHandle, z: PortHandle, length: Millimetres? = nil,
            status: Status, route: Range<Int>, diverseGroup: String? = nil
        ) {
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
    public struct StrandRow: Sendable {
        public var trunk: TrunkHandle
        public var strand: Int
        public var state: StrandException.State
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
    public struct MeasurementRow: Sendable {
        public var trunk: TrunkHandle
        public var strand: Int
        public var wavelength_nm: Int
        /// The end that the tester's light came from, where it was noted.
        public var end: End?
        /// Nil where the tester stated none.
        public var loss: MilliDecibels?
        public var length: Millimetres?
        public var file: String
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
    public struct PortRow: Sendable {
        public var connector: Catalogue.Key?
        public var optic: Catalogue.Key?

        package init(
            connector: Catalogue.Key? = nil, optic: Catalogue.Key? = nil
        ) {
            self.connector = connector
            self.optic = optic
        }
    }

    public package(set) var catalogue = Catalogue()
    public package(set) var halls: [HallRow] = []
    public package(set) var racks: [RackRow] = []
    public package(set) var nodes: [NodeRow] = []
    public package(set) var segments: [SegmentRow] = []
    /// Shared-risk tags of segments, each once.
    public package(set) var tags: [String] = []
    public package(set) var units: [UnitRow] = []
    public package(set) var trunks: [TrunkRow] = []
    /// The segments of every trunk's route, one trunk after another; ``TrunkRow/route`` is its share.
    public package(set) var routeSegments: [SegmentHandle] = []
    /// By trunk, then strand.
    public package(set) var strands: [StrandRow] = []
    /// By trunk, strand and wavelength.
    public package(set) var measurements: [MeasurementRow] = []
    public package(set) var devicePorts: [PortHandle: PortRow] = [:]
    public package(set) var cords = CordColumns()
    public package(set) var links = LinkColumns()
    public package(set) var waivers: [Waiver] = []
    /// Cords and trunks that were built otherwise than designed; everything else here tells what was built.
    public package(set) var builtOtherwise: [Record] = []

    var portUse = PortUse()
    var rackEntries: [RackHandle: [NodeHandle]] = [:]
    /// Strand maps and shapes by catalogue key, so that a hop hashes nothing.
    var maps: [StrandMap?] = []
    var shapes: [CassetteShape?] = []

    public init() {}

    /// Patch cords, one array a fact.
    public struct CordColumns: Sendable {
        public package(set) var labels = TextColumn()
        public package(set) var type: [Catalogue.Key] = []
        public package(set) var a: [PortHandle] = []
        /// Unit -1 where the end hangs loose.
        package var z: [PortHandle] = []
        public package(set) var length: [Millimetres?] = []
        public package(set) var colour: [Int32] = []
        public package(set) var colours: [String] = []
        public package(set) var status: [Status] = []
        public var count: Int { type.count }
        /// What ``far(_:)`` takes for no port.
        package static let loose = PortHandle(UnitHandle(-1), 0)

        public func far(_ cord: CordHandle) -> PortHandle? {
            let end = z[cord.index]
            return end.unit.rawValue < 0 ? nil : end
        }
        public func colour(of cord: CordHandle) -> String { colours[Int(colour[cord.index])] }
    }

    /// Links, one array a fact.
    public struct LinkColumns: Sendable {
        public package(set) var labels = TextColumn()
        public package(set) var a: [PortHandle] = []
        public package(set) var z: [PortHandle] = []
        public package(set) var optic: [Catalogue.Key] = []
        public package(set) var fec: [Link.FEC?] = []
        /// Few links have a group.
        public package(set) var diverseGroups: [String: [LinkHandle]] = [:]
        public var count: Int { a.count }
    }
}

/// Many short texts in one run of bytes.
public struct TextColumn: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    public init() {}

    public var count: Int { ends.count }
    public subscript(index: Int) -> String {
        withBytes(index) { String(decoding: $0, as: UTF8.self) }
    }

    /// Hands the bytes of one text to `body` without making a string of them.
    public func withBytes<T>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return bytes.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[start..<Int(ends[index])]))
        }
    }

    package mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(UInt32(bytes.count))
    }
}

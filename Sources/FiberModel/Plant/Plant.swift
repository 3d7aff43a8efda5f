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
    }
    public struct RackRow: Sendable {
        public var hall: HallHandle
        public var address: RackAddress
        public var x: Millimetres?
        public var y: Millimetres?
        public var heightU: Int
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
    }
    public struct StrandRow: Sendable {
        public var trunk: TrunkHandle
        public var strand: Int
        public var state: StrandException.State
        public var measuredLoss: MilliDecibels?
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
    }
    public struct PortRow: Sendable {
        public var connector: Catalogue.Key?
        public var optic: Catalogue.Key?
    }

    public internal(set) var catalogue = Catalogue()
    public internal(set) var halls: [HallRow] = []
    public internal(set) var racks: [RackRow] = []
    public internal(set) var nodes: [NodeRow] = []
    public internal(set) var segments: [SegmentRow] = []
    /// Shared-risk tags of segments, each once.
    public internal(set) var tags: [String] = []
    public internal(set) var units: [UnitRow] = []
    public internal(set) var trunks: [TrunkRow] = []
    /// The segments of every trunk's route, one trunk after another; ``TrunkRow/route`` is its share.
    public internal(set) var routeSegments: [SegmentHandle] = []
    /// By trunk, then strand.
    public internal(set) var strands: [StrandRow] = []
    /// By trunk, strand and wavelength.
    public internal(set) var measurements: [MeasurementRow] = []
    public internal(set) var devicePorts: [PortHandle: PortRow] = [:]
    public internal(set) var cords = CordColumns()
    public internal(set) var links = LinkColumns()
    public internal(set) var waivers: [Waiver] = []
    /// Cords and trunks that were built otherwise than designed; everything else here tells what was built.
    public internal(set) var builtOtherwise: [Record] = []

    var portUse = PortUse()
    var rackEntries: [RackHandle: [NodeHandle]] = [:]
    /// Strand maps and shapes by catalogue key, so that a hop hashes nothing.
    var maps: [StrandMap?] = []
    var shapes: [CassetteShape?] = []

    public init() {}

    /// Patch cords, one array a fact.
    public struct CordColumns: Sendable {
        public internal(set) var labels = TextColumn()
        public internal(set) var type: [Catalogue.Key] = []
        public internal(set) var a: [PortHandle] = []
        /// Unit -1 where the end hangs loose.
        var z: [PortHandle] = []
        public internal(set) var length: [Millimetres?] = []
        public internal(set) var colour: [Int32] = []
        public internal(set) var colours: [String] = []
        public internal(set) var status: [Status] = []
        public var count: Int { type.count }

        public func far(_ cord: CordHandle) -> PortHandle? {
            let end = z[cord.index]
            return end.unit.rawValue < 0 ? nil : end
        }
        public func colour(of cord: CordHandle) -> String { colours[Int(colour[cord.index])] }
    }

    /// Links, one array a fact.
    public struct LinkColumns: Sendable {
        public internal(set) var labels = TextColumn()
        public internal(set) var a: [PortHandle] = []
        public internal(set) var z: [PortHandle] = []
        public internal(set) var optic: [Catalogue.Key] = []
        public internal(set) var fec: [Link.FEC?] = []
        /// Few links have a group.
        public internal(set) var diverseGroups: [String: [LinkHandle]] = [:]
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

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(UInt32(bytes.count))
    }
}

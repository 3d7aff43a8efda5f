/// The place of an object in a snapshot, or its key in a store; handles of different kinds do not mix.
public struct Handle<Object>: Hashable, Comparable, Sendable {
    /// The place or key.
    public let rawValue: Int32

    /// A handle of a place or key.
    public init(_ rawValue: Int32) { self.rawValue = rawValue }
    /// A handle of a place or key.
    public init(index: Int) { rawValue = Int32(index) }

    /// The place in the arrays of a snapshot.
    public var index: Int { Int(rawValue) }
    /// Orders by the place.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A cassette or device.
public typealias UnitHandle = Handle<UnitAddress>
/// A hall.
public typealias HallHandle = Handle<Hall>
/// A rack.
public typealias RackHandle = Handle<Rack>
/// A node of the pathways.
public typealias NodeHandle = Handle<PathwayNode>
/// A segment of the pathways.
public typealias SegmentHandle = Handle<PathwaySegment>
/// A trunk.
public typealias TrunkHandle = Handle<Trunk>
/// A cord.
public typealias CordHandle = Handle<Cord>
/// A link.
public typealias LinkHandle = Handle<Link>

/// A place of a unit that plugs go into: a port in front, or a connector behind.
///
/// One number tells the side, the port and, of a port with several connectors, which of them: it is what the arrays of
/// a snapshot are full of.
public struct PortHandle: Hashable, Sendable {
    /// The unit that it is a place of.
    public var unit: UnitHandle
    /// In front counted from 1, with the connector above bit 16; behind counted from -1 downwards.
    public var port: Int32

    /// A port in front, counted from 1.
    public init(_ unit: UnitHandle, _ port: Int32) {
        self.unit = unit
        self.port = port
    }
    /// A connector behind, counted from 1.
    public init(_ unit: UnitHandle, rear: Int32) {
        self.unit = unit
        port = -rear
    }
    /// A connector of a port in front, both counted from 1.
    public init(_ unit: UnitHandle, _ port: Int32, connector: Int) {
        self.unit = unit
        self.port = port | Int32(truncatingIfNeeded: max(0, connector - 1)) << 16
    }
    /// The place of an address in a unit.
    public init(_ unit: UnitHandle, _ address: PortAddress) {
        if address.side == .rear {
            self.init(unit, rear: Int32(clamping: address.port))
        } else {
            self.init(unit, Int32(clamping: address.port), connector: address.part)
        }
    }

    /// Parts that a port may be addressed by.
    public static let mostParts = 64

    /// Whether it is behind.
    public var isRear: Bool { port < 0 }
    /// The number on its side, counted from 1.
    public var number: Int { port < 0 ? Int(port.magnitude) : Int(port & 0xFFFF) }
    /// Which connector of the port, counted from 1.
    public var connector: Int { port < 0 ? 1 : Int(port >> 16) + 1 }
    /// The port with all of its connectors.
    public var whole: PortHandle { port > 0xFFFF ? PortHandle(unit, port & 0xFFFF) : self }

    /// Its address in a unit.
    public func address(in unit: UnitAddress) -> PortAddress {
        PortAddress(
            unit: unit, side: isRear ? .rear : .front, port: number, part: connector > 1 ? connector : 0)
    }
}

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

/// A numbered place of a unit: a front port, or a rear connector where the context says so.
public struct PortHandle: Hashable, Sendable {
    /// The unit that it is a place of.
    public var unit: UnitHandle
    /// Counted from 1.
    public var port: Int32

    /// A place of a unit, counted from 1.
    public init(_ unit: UnitHandle, _ port: Int32) {
        self.unit = unit
        self.port = port
    }
}

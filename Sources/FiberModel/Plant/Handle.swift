/// The place of an object in a snapshot, or its key in a store; handles of different kinds do not mix.
public struct Handle<Object>: Hashable, Comparable, Sendable {
    public let rawValue: Int32

    public init(_ rawValue: Int32) { self.rawValue = rawValue }
    public init(index: Int) { rawValue = Int32(index) }

    public var index: Int { Int(rawValue) }
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A cassette or device.
public typealias UnitHandle = Handle<UnitAddress>
public typealias HallHandle = Handle<Hall>
public typealias RackHandle = Handle<Rack>
public typealias NodeHandle = Handle<PathwayNode>
public typealias SegmentHandle = Handle<PathwaySegment>
public typealias TrunkHandle = Handle<Trunk>
public typealias CordHandle = Handle<Cord>
public typealias LinkHandle = Handle<Link>

/// A numbered place of a unit: a front port, or a rear connector where the context says so.
public struct PortHandle: Hashable, Sendable {
    public var unit: UnitHandle
    /// Counted from 1.
    public var port: Int32

    public init(_ unit: UnitHandle, _ port: Int32) {
        self.unit = unit
        self.port = port
    }
}

/// Which end of a trunk, cord or link.
public enum End: String, Sendable, Hashable, CaseIterable {
    case a = "A"
    case z = "Z"
    /// The other end.
    public var other: End { self == .a ? .z : .a }
}

/// What of a cord was built otherwise than designed; nil is as designed. The design itself stays as it is.
public struct CordAsBuilt: Hashable, Sendable {
    /// The name of the type that was put in.
    public var type: String?
    /// Where its A end is.
    public var a: PortAddress?
    /// Where its Z end is.
    public var z: PortAddress?
    /// How long it is.
    public var length: Millimetres?
    /// The segments that it lies on, in order from A to Z.
    public var route: [String] = []
    /// One with every default.
    public init() {}
    /// Whether it was built as designed.
    public var isEmpty: Bool { self == CordAsBuilt() }
}

/// What of a trunk was built otherwise than designed; nil and empty are as designed.
public struct TrunkAsBuilt: Hashable, Sendable {
    /// Where its A end is.
    public var a: PortAddress?
    /// Where its Z end is.
    public var z: PortAddress?
    /// How long it is.
    public var length: Millimetres?
    /// The segments that it lies on, in order from A to Z.
    public var route: [String] = []
    /// One with every default.
    public init() {}
    /// Whether it was built as designed.
    public var isEmpty: Bool { self == TrunkAsBuilt() }
}

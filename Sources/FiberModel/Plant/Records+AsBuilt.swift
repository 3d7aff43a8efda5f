extension Cord {
    /// Where its ends really are, of which kind it really is, how long: as built where that is known, else as designed.
    public var actualA: PortAddress { built.a ?? a }
    /// Where its Z end really is.
    public var actualZ: PortAddress? { built.z ?? z }
    /// How long it really is.
    public var actualLength: Millimetres? { built.length ?? length }
}

extension Trunk {
    /// Where it really lies: as built where that is known, else as designed.
    public var actualA: PortAddress { built.a ?? a }
    /// Where its Z end really is.
    public var actualZ: PortAddress { built.z ?? z }
    /// How long it really is.
    public var actualLength: Millimetres? { built.length ?? length }
    /// Where it really lies.
    public var actualRoute: [String] { built.route.isEmpty ? route : built.route }
}

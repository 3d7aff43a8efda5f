extension Cord {
    /// Where its ends really are, of which kind it really is, how long: as built where that is known, else as designed.
    public var actualA: PortAddress { built.a ?? a }
    public var actualZ: PortAddress? { built.z ?? z }
    public var actualLength: Millimetres? { built.length ?? length }
}

extension Trunk {
    /// Where it really lies: as built where that is known, else as designed.
    public var actualA: PortAddress { built.a ?? a }
    public var actualZ: PortAddress { built.z ?? z }
    public var actualLength: Millimetres? { built.length ?? length }
    public var actualRoute: [String] { built.route.isEmpty ? route : built.route }
}

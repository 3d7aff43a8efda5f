/// Every rule there is, by code.
public enum Rules {
    public static let all: [any Rule] = [
        FibreBendRadius(),
        CableBendRadiusAtRest(),
        CableBendRadiusUnderPull(),
        BendRadiusUnknown(),
        CordConnectorMismatch(),
        TrunkConnectorMismatch(),
        DanglingCord(),
        CordWithoutLink(),
        UnknownLimit(),
        AssumedLimit(),
        LinkNotConnected(),
        LinkReachesOtherPort(),
        LinkSplits(),
        FibreModeMismatch(),
        TrunkFibreMismatch(),
        OpticOnWrongFibre(),
        OpticWavelengthsDiffer(),
        OpticSignalsDiffer(),
        OpticFECDisagrees(),
        OpticFibresDiffer(),
        LaneMap(),
        OpticNotAsWanted(),
        CordPortOutOfRange(),
        LinkPortOutOfRange(),
        RearConnectorOutOfRange(),
        DevicePortOutOfRange(),
        RackUnitsOverlap(),
        RackUnitOutOfRange(),
        RouteMissesItsEnds(),
        RouteHasGap(),
        TrunkWithoutRoute(),
        TrunkOverfillsConnector(),
        TrunkUnderfillsCassette(),
        PairsBeyondTrunk(),
        BrokenStrandInUse(),
        ReservedStrandInUse(),
        StrandOutOfRange(),
        WaiverEnded(),
    ]

    /// The rule of a code, in upper or lower case.
    public static func rule(_ code: String) -> (any Rule)? {
        all.first { $0.code == code.uppercased() }
    }
}

import FiberModel

/// Every rule there is, by code.
public enum Rules {
    public static let all: [any Rule] = [
        FibreBendRadius(),
        CableBendRadiusAtRest(),
        CableBendRadiusUnderPull(),
        BendRadiusUnknown(),
        BendLossNotStated(),
        BudgetExceeded(),
        BudgetThin(),
        BudgetUnknown(),
        ReachExceeded(),
        TooManyMatedPairs(),
        CordConnectorMismatch(),
        TrunkConnectorMismatch(),
        DanglingCord(),
        CordWithoutLink(),
        CordTooShort(),
        BuiltOtherwise(),
        DiverseTrunksShare(),
        DiverseLinksShare(),
        FillOverPlan(),
        FillOverLimit(),
        FillUnknown(),
        TrunkTooShort(),
        TrunkTooLong(),
        SegmentShorterThanItsNodes(),
        SegmentBetweenHalls(),
        UnknownLimit(),
        AssumedLimit(),
        LinkNotConnected(),
        LinkReachesOtherPort(),
        LinkSplits(),
        NegativeMeasuredLoss(),
        MeasuredOverLimit(),
        MeasuredOverExpected(),
        MeasuredLengthDiffers(),
        MeasuredBelowFibre(),
        FibreModeMismatch(),
        TrunkFibreMismatch(),
        OpticOnWrongFibre(),
        OpticWavelengthsDiffer(),
        OpticSignalsDiffer(),
        OpticFECDisagrees(),
        OpticFibresDiffer(),
        LaneMap(),
        OpticNotAsWanted(),
        OpticDoesNotFitPort(),
        TransmitMeetsTransmit(),
        PortsMove(),
        CordPortOutOfRange(),
        LinkPortOutOfRange(),
        RearConnectorOutOfRange(),
        DevicePortOutOfRange(),
        PullTension(),
        PullTurns(),
        RackUnitsOverlap(),
        RackUnitOutOfRange(),
        RackFarFromEntry(),
        UnitOverfull(),
        RackNamesAlike(),
        RouteMissesItsEnds(),
        RouteHasGap(),
        TrunkWithoutRoute(),
        CableNotAllowed(),
        AllowedCableUnknown(),
        SegmentLeadsNowhere(),
        RouteComesByTwice(),
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

extension Validator {
    /// Runs every rule that the options choose over a plant. The answer depends on the plant and the options alone.
    ///
    /// O(plant) for each rule; nothing is quadratic in any of its parts.
    public static func validate(
        _ plant: Plant, _ options: ValidationOptions, onProgress: (Double) -> Void = { _ in }
    ) -> ValidationResult {
        validate(plant, options, Rules.all, onProgress)
    }
}

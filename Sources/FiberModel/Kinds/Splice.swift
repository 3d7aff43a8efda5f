/// Strands of two trunks that are spliced to one another in the closure in which both cables end.
///
/// One row may stand for several that follow on one another: strand 1 to strand 1, 2 to 2, and so on.
public struct Splice: Hashable, Sendable {
    /// The label that names it.
    public var label = ""
    /// The first strand of the one trunk.
    public var a = StrandAddress(trunk: "", strand: 1)
    /// The strand of the other trunk that it is spliced to.
    public var z = StrandAddress(trunk: "", strand: 1)
    /// How many strands follow on one another.
    public var count = 1
    /// What was measured over each; nil is the limit of a splice.
    public var loss: MilliDecibels?
    /// The tray and the place in it, in words.
    public var tray = ""
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

extension RecordKind {
    /// Splices.
    public static var splice: RecordKind { Splice.kind }
}

extension Splice: RecordValue, Remarked {
    /// All that is said of splices.
    public static let description = RecordDescription<Splice>(
        "splice", plural: "splices",
        fields: [
            .label("label", \.label, "a splice label such as S0001"),
            .strand("a", \.a, "a strand of the one trunk, such as T0042:17"),
            .strand("z", \.z, "the strand of the other trunk that it is spliced to"),
            .int("count", \.count, 1...9999, "how many strands from there on are spliced in their order").whenEmpty(
                "1"),
            .quantity("loss_mdb", \.loss, Bounds.losses, "measured loss").unit("thousandths of a dB"),
            .text("tray", \.tray, "the tray and the place in it"),
        ] + Field.remarks)
}

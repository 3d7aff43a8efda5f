/// A strand of which something is noted: broken, kept back, or measured.
public struct StrandException: Hashable, Sendable {
    /// What is noted of a strand.
    public enum State: String, Sendable, CaseIterable { case ok, broken, reserved }
    /// The strand.
    public var address = StrandAddress(trunk: "", strand: 1)
    /// What is noted of it.
    public var state = State.ok
    /// What was measured over it; nil where nothing was.
    public var measuredLoss: MilliDecibels?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

extension RecordKind {
    /// Strands of which something is noted.
    public static var strand: RecordKind { StrandException.kind }
}

extension StrandException: RecordValue, Remarked {
    /// All that is said of strands.
    public static let description = RecordDescription<StrandException>(
        "strand", plural: "strands",
        fields: [
            .strand(\.address).goesWithIt, .choice("state", \.state, "what it is").whenEmpty("ok"),
            .quantity("measured_loss_mdb", \.measuredLoss, Bounds.losses, "measured loss").unit("thousandths of a dB"),
        ] + Field.remarks)
}

/// A straight run of tray, ladder, conduit, drop or vertical manager between two nodes.
public struct PathwaySegment: Hashable, Sendable {
    /// What a segment is.
    public enum Kind: String, Sendable, CaseIterable { case tray, ladder, conduit, drop, vertical }
    /// The label that names it.
    public var label = ""
    /// The label of the node at its A end.
    public var a = ""
    /// The label of the node at its Z end.
    public var z = ""
    /// What it is.
    public var kind = Kind.tray
    /// As measured; nil is the distance of its nodes.
    public var length: Millimetres?
    /// Inside; nil is not known.
    public var width: Millimetres?
    /// Inside, to its rim; nil is not known.
    public var depth: Millimetres?
    /// The radius of the fittings by which this segment turns into its neighbours.
    public var bendRadius: Millimetres?
    /// The share of its cross-section that is planned for; nil is ``defaultPlanFill``.
    public var planFill: Percent?
    /// The share of its cross-section that is never passed; nil is ``defaultHardFill``.
    public var hardFill: Percent?
    /// Kinds of cable that may lie here: names of trunk types, or kinds that they belong to. Empty is any.
    public var allowedCables: [String] = []
    /// Fire zones and room walls: what takes down every segment of the same tag. Sorted, each once.
    public var tags: [String] = []
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}

    /// What is planned for where a segment states nothing else.
    public static let defaultPlanFill = Percent(40)
    /// What is never passed where a segment states nothing else.
    public static let defaultHardFill = Percent(50)
}

extension RecordKind {
    /// Pathway segments.
    public static var segment: RecordKind { PathwaySegment.kind }
}

extension PathwaySegment: RecordValue, Remarked {
    /// All that is said of segments.
    public static let description = RecordDescription<PathwaySegment>(
        "segment", plural: "segments", check: { segment throws(PlantError) in try segment.check() },
        fields: [
            .label("label", \.label, "a segment label such as TR-A-01"),
            .label("a", \.a, "the node at its A end", of: .node), .label("z", \.z, "the node at its Z end", of: .node),
            .choice("kind", \.kind, "what it is").whenEmpty("tray"),
            .quantity("length_mm", \.length, Bounds.lengths, "measured length").whenEmpty("from its nodes"),
            .quantity("width_mm", \.width, 1...100_000, "inner width"),
            .quantity("depth_mm", \.depth, 1...100_000, "inner depth"),
            .quantity("bend_radius_mm", \.bendRadius, Bounds.lengths, "radius of the fittings by which it turns"),
            .quantity("plan_fill_pct", \.planFill, 1...100, "share of its cross-section that is planned for")
                .whenEmpty("\(defaultPlanFill.rawValue)"),
            .quantity("hard_fill_pct", \.hardFill, 1...100, "share of its cross-section that is never passed")
                .whenEmpty("\(defaultHardFill.rawValue)"),
            .labels("allowed_cables", \.allowedCables, "trunk types or kinds of cable that may lie here").whenEmpty(
                "any"),
            .labels(
                "tags", \.tags, "what it shares its fate with, such as zone-F1 wall-3", in: "segment_tag",
                isSorted: true),
        ] + Field.remarks)

    /// What is planned for is not above what is never passed.
    private func check() throws(PlantError) {
        let (plan, hard) = (planFill ?? Self.defaultPlanFill, hardFill ?? Self.defaultHardFill)
        guard plan <= hard else {
            throw PlantError(
                .badValue, "planned fill of \(plan) is above the hard limit of \(hard)", hint: "set both",
                field: "plan_fill_pct")
        }
    }
}

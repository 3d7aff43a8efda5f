/// A point where pathway segments meet, or where one enters a rack.
public struct PathwayNode: Hashable, Sendable {
    /// What a node is.
    public enum Kind: String, Sendable, CaseIterable {
        case junction, waterfall, sleeve
        case rackEntry = "rack-entry"
    }
    /// The label that names it.
    public var label = ""
    /// The label of its hall.
    public var hall = ""
    /// What it is.
    public var kind = Kind.junction
    /// Along the hall.
    public var x = Millimetres(0)
    /// Across the hall.
    public var y = Millimetres(0)
    /// Above the floor.
    public var z = Millimetres(0)
    /// Where a rack is entered.
    public enum Entry: String, Sendable, CaseIterable { case top, bottom }

    /// The rack that is entered here; with kind `rack-entry` only.
    public var rack: RackAddress?
    /// Where a rack is entered; nil is at its top.
    public var entry: Entry?
    /// The radius to which the fitting here holds a cable that turns; overrides that of the segments.
    public var bendRadius: Millimetres?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

extension RecordKind {
    /// Pathway nodes.
    public static var node: RecordKind { PathwayNode.kind }
}

extension PathwayNode: RecordValue, Remarked {
    /// All that is said of nodes.
    public static let description = RecordDescription<PathwayNode>(
        "node", plural: "nodes", check: { node throws(PlantError) in try node.check() },
        fields: [
            .label("label", \.label, "a node label such as N12"),
            .label("hall", \.hall, "the hall it is in", of: .hall),
            .choice("kind", \.kind, "what it is").whenEmpty("junction"),
            .quantity("x_mm", \.x, Bounds.coordinates, "place"),
            .quantity("y_mm", \.y, Bounds.coordinates, "place"),
            .quantity("z_mm", \.z, Bounds.coordinates, "height above the floor"),
            .rack("rack", \.rack, "the rack that is entered here, for kind rack-entry"),
            .choice("entry", \.entry, "where the rack is entered", whenEmpty: "top"),
            .quantity("bend_radius_mm", \.bendRadius, Bounds.lengths, "radius to which the fitting here holds a cable"),
        ] + Field.remarks)

    /// Only a node where a rack is entered has a rack and an entry.
    private func check() throws(PlantError) {
        guard (kind == .rackEntry) == (rack != nil) else {
            throw PlantError(
                .badValue,
                rack == nil ? "a node of kind rack-entry needs its rack" : "only a node of kind rack-entry has a rack",
                field: "rack")
        }
        guard entry == nil || rack != nil else {
            throw PlantError(.badValue, "only a node of kind rack-entry has an entry", field: "entry")
        }
    }
}

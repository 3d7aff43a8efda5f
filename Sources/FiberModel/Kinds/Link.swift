/// What is wanted: light of an optic kind between two device ports. Its way is found, never stored.
public struct Link: Hashable, Sendable {
    /// Whether forward error correction runs.
    public enum FEC: String, Sendable, CaseIterable { case on, off }
    /// The label that names it.
    public var label = ""
    /// The device port at its A end.
    public var a = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    /// The device port at its Z end.
    public var z = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    /// The name of the optic that it is meant for.
    public var optic = "100G-CLR4"
    /// Whether forward error correction runs at both ends; nil is unknown.
    public var fec: FEC?
    /// Links of one group are meant to share no segment and no tag.
    public var diverseGroup: String?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

extension RecordKind {
    /// Links.
    public static var link: RecordKind { Link.kind }
}

extension Link: RecordValue, Remarked {
    /// All that is said of links.
    public static let description = RecordDescription<Link>(
        "link", plural: "links",
        fields: [
            .label("label", \.label, "a link label such as L0001"),
            .port(
                "a", \.a, "the device port at its A end, such as DC1.C03-42:04, or :04/2 for a leg of it", .leg,
                of: .device),
            .port(
                "z", \.z, "the device port at its Z end, such as DC1.D07-42:04, or :04/2 for a leg of it", .leg,
                of: .device),
            .catalogue(.optic, "optic", \.optic, "the optic of the catalogue that is wanted").whenEmpty("100G-CLR4"),
            .choice("fec", \.fec, "forward error correction at both ends"),
            .label("diverse_group", \.diverseGroup, "a group whose links are meant to share no segment and no tag"),
        ] + Field.remarks)
}

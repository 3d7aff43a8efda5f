/// A cable that is pulled over pathways, with one array connector or several at each end.
public struct Trunk: Hashable, Sendable {
    /// The label that names it.
    public var label = ""
    /// The name of its type in the catalogue.
    public var type = "MXC-64-FLIP"
    /// Where its first plug at the A end is: as a rule a connector behind a cassette.
    public var a = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), side: .rear, port: 1)
    /// Where its first plug at the Z end is.
    public var z = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), side: .rear, port: 1)
    /// Where its second plug at the A end is, its third and so on; nil is one that hangs loose.
    public var moreA: [PortAddress?] = []
    /// Where its second plug at the Z end is, its third and so on.
    public var moreZ: [PortAddress?] = []
    /// As it is cut or was ordered; nil is not known.
    public var length: Millimetres?
    /// Labels of the pathway segments that it runs on, in order from A to Z.
    public var route: [String] = []
    /// How far it is: planned, installed, tested or retired.
    public var status = Status.planned
    /// Trunks of one group are meant to share no segment and no tag.
    public var diverseGroup: String?
    /// What was built otherwise than it was designed.
    public var built = TrunkAsBuilt()
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
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

extension RecordKind {
    /// Trunks.
    public static var trunk: RecordKind { Trunk.kind }
}

extension Trunk: RecordValue, Remarked {
    private static let other = "the port that it is really in, where it is another"

    /// All that is said of trunks.
    public static let description = RecordDescription<Trunk>(
        "trunk", plural: "trunks",
        fields: [
            .label("label", \.label, "a trunk label such as T0042"),
            .catalogue(.trunkType, "type", \.type, "a trunk type of the catalogue").whenEmpty("MXC-64-FLIP"),
            .port(
                "a", \.a, "the port at its A end, UNIT or UNIT:Rn for one behind, such as DC1.C03-14:R1", .plug(.rear),
                of: .unit),
            .port(
                "z", \.z, "the port at its Z end, UNIT or UNIT:Rn for one behind, such as DC1.D07-14:R1", .plug(.rear),
                of: .unit),
            .quantity("length_mm", \.length, Bounds.lengths, "length"),
            .labels(
                "route", \.route, "segment labels in order from A to Z, separated by spaces", of: .segment,
                in: "trunk_segment"),
            .choice("status", \.status, "where it is in its life").whenEmpty("planned"),
            .label("diverse_group", \.diverseGroup, "a group whose trunks are meant to share no segment and no tag"),
            .ports(
                "more_a", \.moreA, "ports of its further plugs at A in order, such as DC1.C03-14:R2-R12; - hangs loose",
                .rear, in: "trunk_more_a"),
            .ports("more_z", \.moreZ, "ports of its further plugs at Z in order", .rear, in: "trunk_more_z"),
            .port("built_a", \.built.a, other, .plug(.rear), of: .unit).saidLater,
            .port("built_z", \.built.z, other, .plug(.rear), of: .unit).saidLater,
            .quantity("built_length_mm", \.built.length, Bounds.lengths, "length as built, where it is another")
                .saidLater,
            .labels(
                "built_route", \.built.route, "segments on which it really lies, where they are others", of: .segment,
                in: "trunk_built_segment"
            ).saidLater,
        ] + Field.remarks)
}

/// A cable that is patched from port to port: a cord, or a harness with a plug for each of its legs; `z` is nil while its
/// far end is not decided.
public struct Cord: Hashable, Sendable {
    /// The label that names it.
    public var label = ""
    /// The name of its type in the catalogue.
    public var type = "LC-AB-SM"
    /// The port at its A end.
    public var a = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    /// The port at its Z end; nil while that is not decided.
    public var z: PortAddress?
    /// Where its second plug at the A end is, its third and so on; nil is one that hangs loose.
    public var moreA: [PortAddress?] = []
    /// Where the second leg of a harness is, the third and so on; nil is one that hangs loose.
    public var moreZ: [PortAddress?] = []
    /// Labels of the pathway segments that it lies on, in order from A to Z; none inside a rack.
    public var route: [String] = []
    /// Cables of one group are meant to share no segment and no tag.
    public var diverseGroup: String?
    /// As it is cut or was ordered; nil is not known.
    public var length: Millimetres?
    /// The colour of its jacket, in words.
    public var colour = ""
    /// How far it is: planned, installed, tested or retired.
    public var status = Status.planned
    /// What was built otherwise than it was designed.
    public var built = CordAsBuilt()
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

extension Cord {
    /// Where its ends really are, of which kind it really is, how long: as built where that is known, else as designed.
    public var actualA: PortAddress { built.a ?? a }
    /// Where its Z end really is.
    public var actualZ: PortAddress? { built.z ?? z }
    /// How long it really is.
    public var actualLength: Millimetres? { built.length ?? length }
    /// Where it really lies.
    public var actualRoute: [String] { built.route.isEmpty ? route : built.route }

    /// Puts a plug of its Z end, counted from 1, into a port; nil lets it hang loose.
    package mutating func plug(_ port: PortAddress?, _ number: Int) {
        guard number > 1 else {
            z = port
            return
        }
        while moreZ.count < number - 1 { moreZ.append(nil) }
        moreZ[number - 2] = port
        while moreZ.last == .some(nil) { moreZ.removeLast() }
    }
}

extension RecordKind {
    /// Patch cords.
    public static var cord: RecordKind { Cord.kind }
}

extension Cord: RecordValue, Remarked {
    private static let other = "the port that it is really in, where it is another"

    /// All that is said of cords.
    public static let description = RecordDescription<Cord>(
        "cord", plural: "cords",
        fields: [
            .label("label", \.label, "a cord label such as C0001"),
            .catalogue(.cordType, "type", \.type, "a cord type of the catalogue").whenEmpty("LC-AB-SM"),
            .port("a", \.a, "the port at its A end, such as DC1.C03-14:04", .plug(.front), of: .unit),
            .port(
                "z", \.z, "the port at its Z end, such as DC1.C03-42:04, or empty while it hangs loose", .plug(.front),
                of: .unit),
            .quantity("length_mm", \.length, Bounds.lengths, "length"), .text("colour", \.colour, "its colour"),
            .choice("status", \.status, "where it is in its life").whenEmpty("planned"),
            .ports(
                "more_a", \.moreA, "ports of its further plugs at A in order; - hangs loose", .front, in: "cord_more_a"),
            .ports(
                "more_z", \.moreZ, "ports of its further legs in order, such as DC1.C03-40:02-04; - hangs loose",
                .front,
                in: "cord_more_z"),
            .labels(
                "route", \.route, "segment labels in order from A to Z, where it lies on pathways", of: .segment,
                in: "cord_segment"),
            .label("diverse_group", \.diverseGroup, "a group whose cables are meant to share no segment and no tag"),
            .catalogue(.cordType, "built_type", \.built.type, "its type, where another was built in").saidLater,
            .port("built_a", \.built.a, other, .plug(.front), of: .unit).saidLater,
            .port("built_z", \.built.z, other, .plug(.front), of: .unit).saidLater,
            .quantity("built_length_mm", \.built.length, Bounds.lengths, "length as built, where it is another")
                .saidLater,
            .labels(
                "built_route", \.built.route, "segments on which it really lies, where they are others", of: .segment,
                in: "cord_built_segment"
            ).saidLater,
        ] + Field.remarks)
}

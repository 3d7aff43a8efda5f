/// A unit that fans array connectors out to ports, or a panel of adapters.
public struct Cassette: Hashable, Sendable {
    /// Where it stands.
    public var address = UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1)
    /// The name of its type in the catalogue.
    public var type = "MXC-64-LC-32"
    /// What is printed on it.
    public var label = ""
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

extension RecordKind {
    /// Cassettes.
    public static var cassette: RecordKind { Cassette.kind }
}

extension Cassette: RecordValue, Remarked {
    /// All that is said of cassettes.
    public static let description = RecordDescription<Cassette>(
        "cassette", plural: "cassettes", table: "unit", sharesTable: true,
        fields: [
            .unit(\.address),
            .catalogue(.cassetteType, "type", \.type, "a cassette type of the catalogue").whenEmpty("MXC-64-LC-32"),
            .text("label", \.label, "a name to show"),
        ] + Field.remarks)
}

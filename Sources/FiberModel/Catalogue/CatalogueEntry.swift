/// The kinds of catalogue row, in the order in which they refer to one another.
public enum CatalogueKind: String, Sendable, CaseIterable, Codable {
    case fibreClass = "fibre-class"
    case connector
    case colourScheme = "colour-scheme"
    case trunkType = "trunk-type"
    case cassetteType = "cassette-type"
    case cordType = "cord-type"
    case optic
}

/// A row of the catalogue as it is stored and exchanged: a name, where it comes from, and its facts as JSON.
public struct CatalogueEntry: Hashable, Sendable {
    /// The kind that it is of.
    public var kind: CatalogueKind
    /// The name of the row.
    public var name: String
    /// Where its facts come from.
    public var source: String
    /// How sure its facts are.
    public var trust: Trust
    /// Whether it came with the program.
    public var isBuiltIn: Bool
    /// The facts, a JSON object of the shape of ``FibreClass``, ``Connector`` … by ``kind``.
    public var body: String

    /// A row; ``CatalogueItem`` reads its body.
    public init(
        kind: CatalogueKind, name: String, source: String, trust: Trust, isBuiltIn: Bool = false, body: String
    ) {
        self.kind = kind
        self.name = name
        self.source = source
        self.trust = trust
        self.isBuiltIn = isBuiltIn
        self.body = body
    }
}

extension RecordKind {
    /// Rows of the catalogue.
    public static var catalogueEntry: RecordKind { CatalogueEntry.kind }
}

extension CatalogueEntry: RecordValue {
    /// A row without a name or facts.
    public init() { self.init(kind: .trunkType, name: "", source: "", trust: .user, body: "") }

    /// All that is said of rows of the catalogue.
    public static let description = RecordDescription<CatalogueEntry>(
        "catalogue", plural: "catalogue", noun: "catalogue row", table: "catalogue_entry",
        identity: ["kind", "name", "built_in"], named: "name", mark: "/",
        parse: { name throws(PlantError) in
            let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, CatalogueKind(rawValue: parts[0]) != nil else {
                throw PlantError(
                    .badValue,
                    "\(quoted(name)) is not a catalogue row, expected KIND/NAME such as optic/100G-CLR4")
            }
            // Only a user's row can be named.
            return [.text(parts[0]), .text(parts[1]), .int(0)]
        },
        fields: [
            .choice("kind", \.kind, "the kind of row").required, .word("name", .catalogueName, \.name, "its name"),
            .text("source", \.source, "where its figures come from").required,
            .choice("trust", \.trust, "how sure they are").whenEmpty("user"),
            .word("body", .body, \.body, "its facts, a JSON object"), .flag("built_in", \.isBuiltIn),
        ])
}

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

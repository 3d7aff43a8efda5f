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

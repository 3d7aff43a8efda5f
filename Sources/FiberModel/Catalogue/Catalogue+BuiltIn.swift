import Platform

extension Catalogue {
    /// The rows that every plant begins with: the files of `BuiltIn`, one a kind. Migrations bring the same rows into
    /// plants, under the same keys.
    public static let builtIn: Catalogue = {
        var catalogue = Catalogue()
        for kind in CatalogueKind.allCases {
            do {
                for row in try kind.builtInRows.flatMap({ try JSONDecoder().decode([BuiltInRow].self, from: Data($0)) })
                {
                    let entry = CatalogueEntry(
                        kind: kind, name: row.name, source: row.source, trust: row.trust, isBuiltIn: true,
                        body: try row.facts.line())
                    catalogue.insert(entry, try CatalogueItem(kind: kind, body: entry.body), key: row.id)
                }
            } catch {
                // The files are part of the program, and a test reads each of them.
                preconditionFailure("the built-in \(kind.rawValue) rows are damaged: \(error)")
            }
        }
        return catalogue
    }()
}

private struct BuiltInRow: Decodable {
    var id: Catalogue.Key
    var name: String
    var source: String
    var trust: Trust
    var facts: JSONValue
}

extension CatalogueKind {
    fileprivate var builtInRows: [[UInt8]] {
        switch self {
        case .fibreClass: [PackageResources.fibre_class_json]
        case .connector: [PackageResources.connector_json]
        case .colourScheme: [PackageResources.colour_scheme_json]
        case .trunkType: [PackageResources.trunk_type_json, PackageResources.trunk_type_2_json]
        case .cassetteType:
            [
                PackageResources.cassette_type_json, PackageResources.cassette_type_2_json,
                PackageResources.cassette_type_3_json,
            ]
        case .cordType: [PackageResources.cord_type_json, PackageResources.cord_type_2_json]
        case .optic: [PackageResources.optic_json, PackageResources.optic_2_json, PackageResources.optic_3_json]
        case .deviceType: [PackageResources.device_type_json]
        }
    }
}

import FiberModel

/// What a row of the catalogue has to hold besides its columns: facts that read, name what is there, and fit.
struct CatalogueRow {
    let entry: CatalogueEntry

    func check(_ names: KeyCache) throws(PlantError) {
        let item: CatalogueItem
        do { item = try CatalogueItem(kind: entry.kind, body: entry.body) } catch { throw error.at(field: "body") }
        for reference in item.references where !(reference.kind == entry.kind && reference.name == entry.name) {
            do { _ = try names.key(reference.kind, reference.name) } catch {
                var named = error
                named.message = "\(reference.key): \(error.message)"
                throw named.at(field: "body")
            }
        }
        let connectors = try Catalogue(loading: names.connection, condition: "kind = 'connector'")
        do { try connectors.checkFit(of: item) } catch { throw error.at(field: "body") }
        if case .connector = item { try checkUsers(of: item, names) }
    }

    /// What names a connector fits the row that takes its place, unless it did not fit before.
    private func checkUsers(of connector: CatalogueItem, _ names: KeyCache) throws(PlantError) {
        let before = try Catalogue(loading: names.connection, condition: "1")
        var after = before
        guard let key = before.key(.connector, entry.name) else { return }
        after.replace(key, entry, connector)
        for kind in CatalogueKind.allCases where kind != .connector {
            for row in before.rows(kind) {
                guard row.item.references.contains(where: { $0.kind == .connector && $0.name == entry.name }) else {
                    continue
                }
                do throws(PlantError) { try before.checkFit(of: row.item) } catch { continue }
                do throws(PlantError) { try after.checkFit(of: row.item) } catch {
                    throw PlantError(
                        .inUse,
                        "\(kind.rawValue) \(row.entry.name) would not fit \(entry.name) any more: \(error.message)",
                        hint: "give the connector a name of its own", field: "body")
                }
            }
        }
    }

    /// Why no row of the user's own has a name.
    static func absence(of kind: CatalogueKind, _ name: String, _ names: KeyCache) throws(PlantError) -> PlantError {
        _ = try names.key(kind, name)
        return PlantError(
            .inUse, "\(kind.rawValue)/\(name) is built in and never edited in place",
            hint: "'fiberplan catalogue add \(kind.rawValue) \(name) --like \(name) --set …' overrides it here")
    }
}

extension Catalogue {
    /// Loads the rows that match an SQL condition over `catalogue_entry`.
    init(loading connection: Connection, condition: String) throws(PlantError) {
        self.init()
        let query = try connection.statement(
            "SELECT kind, name, source, trust, body, built_in, id FROM catalogue_entry WHERE \(condition) ORDER BY id")
        while try query.step() {
            let entry = CatalogueEntry(
                kind: try query.word(0), name: query.text(1), source: query.text(2), trust: try query.word(3),
                isBuiltIn: query.int(5) == 1, body: query.text(4))
            insert(
                entry, try CatalogueItem(kind: entry.kind, body: entry.body, isStored: true),
                key: Key(try query.int(6, 1...1_000_000)))
        }
    }
}

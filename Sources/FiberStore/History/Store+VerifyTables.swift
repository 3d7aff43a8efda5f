import FiberModel
import Migrations
import Platform

/// What lies beside the objects of a plant: lists, indexes and tables that follow from them.
extension Store {
    /// The migrations that the file says it has had, which are all that there are.
    static func checkMigrations(
        _ connection: Connection, _ verdict: inout HistoryVerdict
    ) throws(PlantError) {
        var found: Set<String> = []
        let query = try connection.statement("SELECT identifier FROM grdb_migrations")
        while try query.step() { found.insert(query.text(0)) }
        let expected = Set(Migrations.all.map(\.name))
        for name in expected.subtracting(found).sorted() { verdict.note("table grdb_migrations: \(name) is missing") }
        for name in found.subtracting(expected).sorted() {
            verdict.note("table grdb_migrations: \(quoted(name)) was added")
        }
    }

    /// Finds rows that refer to one that is not there; false where there are any.
    static func checkReferences(
        _ connection: Connection, _ verdict: inout HistoryVerdict
    ) throws(PlantError) -> Bool {
        let query = try connection.statement(
            """
            SELECT broken."table", broken.rowid, broken.parent, key."from"
            FROM pragma_foreign_key_check AS broken
            JOIN pragma_foreign_key_list(broken."table") AS key ON key.id = broken.fkid
            LIMIT \(HistoryVerdict.maxFaults)
            """)
        var isSound = true
        while try query.step() {
            isSound = false
            let row = query.isNull(1) ? "" : ", row \(query.int64(1))"
            verdict.note(
                "table \(query.text(0))\(row): column \(query.text(3)) refers to a \(query.text(2)) that is not there")
        }
        return isSound
    }

    /// Has SQLite hold every row against the checks of its table, and the indexes against their tables.
    static func checkConstraints(
        _ connection: Connection, _ verdict: inout HistoryVerdict
    ) throws(PlantError) {
        let query = try connection.statement("PRAGMA integrity_check(\(HistoryVerdict.maxFaults))")
        while try query.step() {
            if query.text(0) != "ok" { verdict.note("the file: \(query.text(0))") }
        }
    }

    /// Rebuilds the index of names from the pages and compares the two.
    static func checkNameIndex(_ connection: Connection, _ verdict: inout HistoryVerdict) throws(PlantError) {
        var expected: [(hash: Int64, page: Int64, legacy: Int64)] = []
        let pages = try connection.statement("SELECT id, change_id, body FROM change_page ORDER BY id")
        while try pages.step() {
            let page = pages.int64(0)
            guard let edits = try? ChangePage.edits(pages.bytes(2), of: pages.int(1)) else { return }
            for name in Set(edits.flatMap { [$0.name, $0.former].compactMap { $0 } }) {
                let hashes = ChangePage.hashes(name)
                expected.append((hashes[0], page, hashes[hashes.count - 1]))
            }
        }
        struct Entry: Hashable { var hash: Int64, page: Int64 }
        var found: Set<Entry> = []
        let index = try connection.statement("SELECT hash, page_id FROM change_name")
        while try index.step() { found.insert(Entry(hash: index.int64(0), page: index.int64(1))) }
        var missing = 0
        var used: Set<Entry> = []
        for (hash, page, legacy) in expected {
            let own = Entry(hash: hash, page: page)
            let old = Entry(hash: legacy, page: page)
            if found.contains(own) {
                used.insert(own)
            } else if found.contains(old) {
                used.insert(old)
            } else {
                missing += 1
            }
        }
        if missing > 0 {
            verdict.note("table change_name: \(missing) of \(expected.count) entries are missing or changed")
        }
        if used.count < found.count {
            verdict.note("table change_name: \(found.count - used.count) entries were added")
        }
    }

    /// Works out from the cables and links what is plugged where, and compares that with the tables that keep it.
    static func checkPorts(_ connection: Connection, _ verdict: inout HistoryVerdict) throws(PlantError) {
        func plugs(_ kind: String, _ port: String) -> String {
            ["a", "z"].map { end in
                let unit = "coalesce(built_\(end)_unit_id, \(end)_unit_id)"
                return """
                    SELECT \(unit), coalesce(built_\(end)_\(port), \(end)_\(port)), coalesce(built_\(end)_face, \(end)_face), id
                    FROM \(kind) WHERE status <> 'retired' AND \(unit) IS NOT NULL
                    UNION ALL SELECT unit_id, port, face, id FROM \(kind)_more_\(end) JOIN \(kind) ON id = \(kind)_id
                    WHERE status <> 'retired' AND unit_id IS NOT NULL
                    """
            }.joined(separator: " UNION ALL ")
        }
        let links = ["a", "z"].map { "SELECT \($0)_unit_id, \($0)_port, \($0)_leg, id FROM link" }
        let names = KeyCache(connection)
        for (kind, table, kept, real) in [
            (
                RecordKind.cord, "plug", "SELECT unit_id, port, face, cord_id FROM plug WHERE cord_id IS NOT NULL",
                plugs("cord", "port")
            ),
            (
                .trunk, "plug", "SELECT unit_id, port, face, trunk_id FROM plug WHERE trunk_id IS NOT NULL",
                plugs("trunk", "rear")
            ),
            (
                .link, "link_port", "SELECT unit_id, port, leg, link_id FROM link_port",
                links.joined(separator: " UNION ALL ")
            ),
        ] {
            for (query, says) in [
                // EXCEPT binds as tightly as UNION, so the sum stands in a table of its own.
                ("SELECT * FROM (\(real)) EXCEPT \(kept)", "does not hold what is plugged there"),
                ("\(kept) EXCEPT SELECT * FROM (\(real))", "holds what is not plugged there"),
            ] {
                let statement = try connection.statement(
                    "SELECT * FROM (\(query)) LIMIT \(HistoryVerdict.maxFaults)")
                while try statement.step() {
                    let unit = (try? names.unit(statement.int64(0)).description) ?? "unit \(statement.int64(0))"
                    let label = (try? names.label(kind, statement.int64(3))) ?? String(statement.int64(3))
                    let port = kind != .link && statement.int(2) < 0 ? "rear" : "port"
                    verdict.note(
                        "table \(table), \(port) \(statement.int(1)) of \(unit) and \(kind.rawValue) \(label): it \(says)"
                    )
                }
            }
        }
    }

    /// Compares the built-in rows of the catalogue with those that the migrations make.
    static func checkBuiltInRows(_ connection: Connection, _ verdict: inout HistoryVerdict) throws(PlantError) {
        func rows(_ connection: Connection) throws(PlantError) -> [String: [String]] {
            var rows: [String: [String]] = [:]
            let query = try connection.statement(
                "SELECT kind, name, id, source, trust, body FROM catalogue_entry WHERE built_in = 1")
            while try query.step() {
                rows["\(query.text(0))/\(query.text(1))"] = (Int32(3)..<6).map { query.text($0) }
            }
            return rows
        }
        let found = try rows(connection)
        let expected = try SchemaCheck.withFreshPlant(version: Migrations.currentVersion) { fresh throws(PlantError) in
            try rows(fresh)
        }
        // Keys are given in the order of arrival: a plant that had rows of its own has others.
        let columns = ["source", "trust", "body"]
        for (name, row) in expected.sorted(by: { $0.key < $1.key }) {
            guard let own = found[name] else {
                verdict.note("built-in catalogue row \(name) is missing")
                continue
            }
            let changed = columns.indices.filter { !own[$0].utf8.elementsEqual(row[$0].utf8) }.map { columns[$0] }
            if !changed.isEmpty {
                verdict.note("built-in catalogue row \(name) was changed: \(changed.joined(separator: ", "))")
            }
        }
        for name in found.keys.sorted() where expected[name] == nil {
            verdict.note("catalogue row \(name) says that it is built in, and is not")
        }
    }
}

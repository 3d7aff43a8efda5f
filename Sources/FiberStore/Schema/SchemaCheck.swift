import FiberModel

/// Holds the tables, indexes and triggers of a file against those that the migrations make.
///
/// A trigger that does nothing in the place of one that guards, a check taken out, a view in the place of a table: what
/// the file promises is only as good as its schema.
enum SchemaCheck {
    struct Object: Hashable {
        var type: String
        var name: String
    }

    /// All but what SQLite makes by itself: a name that begins like its own hides nothing.
    private static let notSQLitesOwn = """
        NOT (type = 'index' AND sql IS NULL AND name LIKE 'sqlite\\_autoindex\\_%' ESCAPE '\\') \
        AND NOT (type = 'table' AND name IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4'))
        """

    /// FNV-1a over the schema, without white space, so that equal schemas are told at the cost of reading them.
    static func fingerprint(_ connection: Connection) throws(PlantError) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let query = try connection.statement(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE \(notSQLitesOwn) ORDER BY type, name"
        )
        while try query.step() {
            for column in Int32(0)..<4 {
                for byte in query.bytes(column) where byte > 0x20 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
                hash = (hash ^ 0xff) &* 0x100_0000_01b3
            }
        }
        return hash
    }

    /// A table, view, index or trigger that is not as it should be.
    struct Difference {
        var type: String
        var text: String
        /// Whether it changes what is read: rows come from tables and views, triggers and indexes do not matter then.
        var changesReading: Bool { type != "trigger" && type != "index" }
    }

    static func objects(_ connection: Connection) throws(PlantError) -> [Object: String] {
        var objects: [Object: String] = [:]
        let query = try connection.statement(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE \(notSQLitesOwn)")
        while try query.step() {
            let text = query.text(2) + "\n" + query.text(3)
            objects[Object(type: query.text(0), name: query.text(1))] = text.filter { !$0.isWhitespace }
        }
        return objects
    }
}

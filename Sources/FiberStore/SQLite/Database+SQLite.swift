internal import CSQLite
import FiberModel
import Migrations

// A database as a plant needs it: its settings, its ordering, and its tables.

extension Database {
    /// "FBPL", which tells `file` and us that a SQLite file is a plant.
    static let applicationID: Int32 = 0x4642_504C

    /// SQLite up to 3.40 counts json_valid, which our checks call, among what an untrusted schema may not call, and then
    /// cannot read our schema whenever another program has just changed it. What it bars otherwise, this program does not
    /// have: no extension is loaded, no function reaches beyond the file; and a schema that is not ours is refused.
    private static let schemaMustBeTrusted = sqlite3_libversion_number() < 3_041_000

    /// - Parameters:
    ///   - path: an absolute path, or nil for a database in memory.
    ///   - isReading: nothing is to be written, whatever the mode allows.
    convenience init(
        path: String?, _ mode: SQLiteConnection.Mode = .readWrite, isReading: Bool = false,
        _ wait: WaitPolicy = WaitPolicy()
    ) throws(PlantError) {
        let connection = try SQLiteConnection(path: path, mode)
        connection.wait(BusyWait(wait))
        try connection.execute(
            """
            PRAGMA foreign_keys = ON;
            PRAGMA cache_size = -65536;
            PRAGMA trusted_schema = \(Self.schemaMustBeTrusted ? "ON" : "OFF");
            """)
        // An insert with triggers keeps a journal of its own; in a file that is three writes a row.
        try connection.execute("PRAGMA temp_store = MEMORY")
        try connection.addNaturalOrder()
        if isReading { try connection.execute("PRAGMA query_only = ON") }
        self.init(connection)
    }

    static func inMemory() throws(PlantError) -> Database { try Database(path: nil) }

    /// The same rows in a database that nobody else sees.
    func copiedToMemory() throws(PlantError) -> Database {
        let copy = try Self.inMemory()
        try withConnection { own throws(PlantError) in
            try copy.withConnection { other throws(PlantError) in try own.copy(to: other) }
        }
        return copy
    }

    /// Brings a file to a version: all that is missing in one transaction, so that whoever comes second finds it done and
    /// a program that is killed leaves the file as it was.
    func migrate(to version: Int = Migrations.currentVersion) throws(PlantError) {
        try write { connection throws(PlantError) in
            try connection.execute(
                "CREATE TABLE IF NOT EXISTS grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            var applied: Set<String> = []
            let query = try connection.statement("SELECT identifier FROM grdb_migrations")
            while try query.step() { applied.insert(query.text(0)) }
            let note = try connection.statement("INSERT INTO grdb_migrations (identifier) VALUES (?)")
            for migration in Migrations.all.prefix(version) where !applied.contains(migration.name) {
                try connection.execute(migration.sql)
                note.bind(migration.name, at: 1)
                try note.run()
            }
            // A newer program may have come first.
            if try connection.number("PRAGMA user_version") ?? 0 < version {
                try connection.execute("PRAGMA application_id = \(Self.applicationID)")
                try connection.execute("PRAGMA user_version = \(version)")
            }
            return ((), isKept: true)
        }
    }
}

import Foundation
import GRDB
import GRDBSQLite
import Migrations

/// A plant file: the only module with SQL.
///
/// Its surface is small on purpose: commit edits, load a snapshot, look things up by key. Each call is one
/// transaction. Several processes may use one file: readers never wait, writers wait for each other up to
/// five seconds and then fail with ``PlantError/Code/busy``.
public final class Store: Sendable {
    /// "FBPL", which tells `file` and us that a SQLite file is a plant.
    static let applicationID: Int32 = 0x4642_504C

    public enum Access: Sendable { case reading, writing }

    let queue: DatabaseQueue

    /// The schema version of the file as it was found; below ``currentVersion`` a copy in memory is read in its place.
    public let foundVersion: Int
    public static let currentVersion = Migrations.currentVersion

    init(_ queue: DatabaseQueue, foundVersion: Int = Migrations.currentVersion) {
        self.queue = queue
        self.foundVersion = foundVersion
    }

    /// Makes a new, empty plant with the built-in catalogue.
    ///
    /// It is built beside its place and named when it is whole: a program that is killed meanwhile leaves nothing that
    /// stands in the way of the next.
    /// - Throws: ``PlantError`` with code `duplicate` where something stands at `path` already.
    public static func create(at path: String) throws(PlantError) -> Store {
        try checkFree(path)
        let target = PlantFile.absolute(path)
        let draft = PlantFile.draft(of: target)
        PlantFile.removeStaleDrafts(of: target)
        // Ours alone, and made here so that a failure tells what the system says.
        let file = Foundation.open(draft, O_CREAT | O_EXCL | O_RDWR, 0o644)
        guard file >= 0 else { throw PlantFile.cannotBeMade(path) }
        Foundation.close(file)
        do {
            let queue = try DatabaseQueue(path: draft, configuration: configuration(.writing))
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try migrate(queue)
            try queue.close()
            try PlantFile.publish(draft, as: target)
            return Store(try DatabaseQueue(path: target, configuration: configuration(.writing)))
        } catch {
            PlantFile.remove(draft)
            throw PlantError(error).named(path)
        }
    }

    /// - Throws: ``PlantError`` with code `duplicate` where something stands at `path`, `io` where its folder is not there.
    public static func checkFree(_ path: String) throws(PlantError) {
        guard PlantFile.facts(path) == nil else { throw PlantFile.taken(path) }
        let folder = PlantFile.folder(path)
        guard let facts = PlantFile.facts(folder), facts.st_mode & S_IFMT == S_IFDIR else {
            throw PlantError(
                .io, "no folder \(quoted(folder)) to make the plant in", hint: "make the folder first")
        }
    }

    /// A plant that lives as long as this object, for tests and trials.
    public static func inMemory() throws(PlantError) -> Store {
        do {
            let queue = try memoryQueue()
            try migrate(queue)
            return Store(queue)
        } catch {
            throw PlantError(error)
        }
    }

    static func memoryQueue() throws -> DatabaseQueue {
        try DatabaseQueue(configuration: configuration(.writing))
    }

    /// Opens a plant. One of an older fiberplan is brought up to date before it is written to, in one transaction. Who only
    /// reads leaves it as it is and reads a copy in memory that is up to date, at the cost of copying the file.
    ///
    /// - Parameters:
    ///   - wait: how long to wait for others that write.
    ///   - checksSchema: refuse a file whose tables or triggers are not those that the migrations make. Only what reports
    ///     on that itself leaves it out.
    /// - Throws: ``PlantError`` with code `notFound` where there is no file, `foreignFile` where it is not a plant
    ///   or one of a newer fiberplan, `corrupt` where its schema was changed.
    public static func open(
        at path: String, for access: Access, wait: WaitPolicy = WaitPolicy(), checksSchema: Bool = true
    ) throws(PlantError) -> Store {
        guard let facts = PlantFile.facts(path) else {
            throw PlantError(
                .notFound,
                "no plant at \(quoted(path))\(PlantFile.isLink(path) ? ", a link to a file that is gone" : "")",
                hint: "make one with 'fiberplan init', or name one with --plant")
        }
        switch facts.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw PlantError(.notFound, "\(quoted(path)) is a folder, expected a plant file")
        default: throw PlantError(.foreignFile, "\(quoted(path)) is not a regular file, expected a plant")
        }
        do {
            try PlantFile.checkSingleName(PlantFile.absolute(path))
            let (queue, version) = try openChecked(path, access, wait, checksSchema: checksSchema)
            guard version < Migrations.currentVersion else { return Store(queue) }
            guard access == .reading else {
                try migrate(queue)
                return Store(queue, foundVersion: version)
            }
            let copy = try memoryQueue()
            try queue.backup(to: copy)
            try migrate(copy)
            return Store(copy, foundVersion: version)
        } catch let error as PlantError {
            throw error.named(path)
        } catch {
            throw PlantError(error).named(path)
        }
    }

    /// A queue on a file that was found to be a plant, and the plant's version.
    private static func openChecked(
        _ path: String, _ access: Access, _ wait: WaitPolicy, checksSchema: Bool
    ) throws -> (DatabaseQueue, Int) {
        func checked(_ queue: DatabaseQueue) throws -> (DatabaseQueue, Int) {
            let version = try queue.read { db in
                try checkIsPlant(db, path)
                let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
                if checksSchema { try checkSchema(db, version) }
                return version
            }
            return (queue, version)
        }
        do { return try checked(openQueue(path, access, wait)) } catch {
            // On a full disk a reader cannot make the files that it shares with writers. Where no journal lies about there is
            // no writer either.
            guard access == .reading, PlantError(error).code == .diskFull, !PlantFile.hasJournal(path) else {
                throw error
            }
            return try checked(openUntouched(PlantFile.absolute(path), wait))
        }
    }

    private static func checkSchema(_ db: Database, _ version: Int) throws {
        let connection = try Connection(db)
        if version == Migrations.currentVersion,
            try SchemaCheck.fingerprint(connection) == Migrations.schemaFingerprint
        {
            return
        }
        let differences = try SchemaCheck.differences(connection, version: version)
        guard let first = differences.first else { return }
        let more = differences.count > 1 ? ", and \(differences.count - 1) more" : ""
        throw PlantError(
            .corrupt, "the tables of the plant were changed by another program: \(first.text)\(more)",
            hint: "see them all with 'fiberplan verify-history', then restore the plant from a copy")
    }

    /// Writes what is in the journal back into the file and closes it, so that the file alone is the plant.
    public func close() throws(PlantError) {
        do { try queue.close() } catch { throw PlantError(error) }
    }
}

extension Store {
    /// SQLite up to 3.40 counts json_valid, which our checks call, among what an untrusted schema may not call, and then
    /// cannot read our schema whenever another program has just changed it. What it bars otherwise, this program does not
    /// have: no extension is loaded, no function reaches beyond the file; and a schema that is not ours is refused.
    private static let schemaMustBeTrusted = sqlite3_libversion_number() < 3_041_000

    static func configuration(
        _ access: Access, mayWrite: Bool = true, wait: WaitPolicy = WaitPolicy()
    ) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = !mayWrite
        let busy = BusyWait(wait)
        configuration.busyMode = .callback { busy.wait(tries: $0) }
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -65536")
            // An insert with triggers keeps a journal of its own; in a file that is three writes a row.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA trusted_schema = \(schemaMustBeTrusted ? "ON" : "OFF")")
            try Connection(db).addNaturalOrder()
            if access == .reading { try db.execute(sql: "PRAGMA query_only = ON") }
        }
        return configuration
    }

    private static func openQueue(_ path: String, _ access: Access, _ wait: WaitPolicy) throws -> DatabaseQueue {
        let path = PlantFile.absolute(path)
        let isOurs = Foundation.access(path, W_OK) == 0 && Foundation.access(PlantFile.folder(path), W_OK) == 0
        if access == .writing || isOurs {
            // Readers that may write open so too (and then only query): the last to close takes the journal away.
            return try DatabaseQueue(path: path, configuration: configuration(access, wait: wait))
        }
        if PlantFile.hasJournal(path) {
            return try DatabaseQueue(path: path, configuration: configuration(access, mayWrite: false, wait: wait))
        }
        // Somebody else's file with no journal about: nobody is writing. A journal of ours beside it would lock its owner
        // out.
        return try openUntouched(path, wait)
    }

    /// Reads a file as it lies there, and makes nothing beside it.
    private static func openUntouched(_ path: String, _ wait: WaitPolicy) throws -> DatabaseQueue {
        let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
        return try DatabaseQueue(
            path: "file:\(escaped)?immutable=1", configuration: configuration(.reading, mayWrite: false, wait: wait))
    }

    private static func checkIsPlant(_ db: Database, _ path: String) throws {
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == applicationID else {
            throw PlantError(
                .foreignFile, "this SQLite database is not a plant", hint: "name a plant made by 'fiberplan init'")
        }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version <= Migrations.currentVersion else {
            throw PlantError(
                .foreignFile,
                "the plant has schema version \(version), this fiberplan knows up to \(Migrations.currentVersion)",
                hint: "use the fiberplan that wrote it, or a newer one")
        }
    }

    /// Brings a file to a version: all that is missing in one transaction, so that whoever comes second finds it done and
    /// a program that is killed leaves the file as it was.
    static func migrate(_ queue: DatabaseQueue, to version: Int = Migrations.currentVersion) throws {
        try queue.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                try db.execute(
                    sql: "CREATE TABLE IF NOT EXISTS grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
                let applied = Set(try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations"))
                for migration in Migrations.all.prefix(version) where !applied.contains(migration.name) {
                    try db.execute(sql: migration.sql)
                    try db.execute(
                        sql: "INSERT INTO grdb_migrations (identifier) VALUES (?)", arguments: [migration.name])
                }
                // A newer program may have come first.
                guard try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 < version else { return .commit }
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(version)")
                return .commit
            }
        }
    }
}

extension PlantError {
    fileprivate func named(_ path: String) -> PlantError {
        var copy = self
        if !message.contains(path) { copy.message = "\(path): \(message)" }
        return copy
    }
}

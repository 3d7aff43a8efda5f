import FiberModel
import Migrations
import Platform

/// A plant file: the only module with SQL.
///
/// Its surface is small on purpose: commit edits, load a snapshot, look things up by key. Each call is one
/// transaction. Several processes may use one file: readers never wait, writers wait for each other as long as their
/// ``WaitPolicy`` says and then fail with `PlantError/Code/busy`.
public final class Store: Sendable {
    /// Whether a plant is opened to be changed.
    public enum Access: Sendable { case reading, writing }

    let database: Database

    /// The schema version of the file as it was found; below ``currentVersion`` a copy in memory is read in its place.
    public let foundVersion: Int
    /// The schema version that this build reads and writes.
    public static let currentVersion = Migrations.currentVersion

    init(_ database: Database, foundVersion: Int = Migrations.currentVersion) {
        self.database = database
        self.foundVersion = foundVersion
    }

    /// Makes a new, empty plant with the built-in catalogue.
    ///
    /// It is built beside its place and named when it is whole: a program that is killed meanwhile leaves nothing that
    /// stands in the way of the next.
    /// - Throws: `PlantError` with code `duplicate` where something stands at `path` already.
    public static func create(at path: String) throws(PlantError) -> Store {
        try checkFree(path)
        let target = PlantFile.absolute(path)
        let draft = PlantFile.draft(of: target)
        PlantFile.removeStaleDrafts(of: target)
        // Ours alone, and made here so that a failure tells what the system says.
        let file = Platform.open(draft, O_CREAT | O_EXCL | O_RDWR, 0o644)
        guard file >= 0 else { throw PlantFile.cannotBeMade(path) }
        Platform.close(file)
        do throws(PlantError) {
            let database = try Database(path: draft)
            try database.withConnection { connection throws(PlantError) in
                try connection.execute("PRAGMA journal_mode = WAL")
            }
            try database.migrate()
            database.close()
            try PlantFile.publish(draft, as: target)
            return Store(try Database(path: target))
        } catch {
            PlantFile.remove(draft)
            throw error.named(path)
        }
    }

    /// - Throws: `PlantError` with code `duplicate` where something stands at `path`, `io` where its folder is not there.
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
        let database = try Database.inMemory()
        try database.migrate()
        return Store(database)
    }

    /// Opens a plant. One of an older fiberplan is brought up to date before it is written to, in one transaction. Who only
    /// reads leaves it as it is and reads a copy in memory that is up to date, at the cost of copying the file.
    ///
    /// - Parameters:
    ///   - path: where the file lies.
    ///   - access: whether it is to be changed.
    ///   - wait: how long to wait for others that write.
    ///   - checksSchema: refuse a file whose tables or triggers are not those that the migrations make. Only what reports
    ///     on that itself leaves it out.
    /// - Throws: `PlantError` with code `notFound` without a file, `foreignFile` where it is not a plant
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
        do throws(PlantError) {
            try PlantFile.checkSingleName(PlantFile.absolute(path))
            let (database, version) = try openChecked(path, access, wait, checksSchema: checksSchema)
            guard version < Migrations.currentVersion else { return Store(database) }
            guard access == .reading else {
                try database.migrate()
                return Store(database, foundVersion: version)
            }
            let copy = try database.copiedToMemory()
            try copy.migrate()
            return Store(copy, foundVersion: version)
        } catch {
            throw error.named(path)
        }
    }

    /// A file that was found to be a plant, and the plant's version.
    private static func openChecked(
        _ path: String, _ access: Access, _ wait: WaitPolicy, checksSchema: Bool
    ) throws(PlantError) -> (Database, Int) {
        func checked(_ database: Database) throws(PlantError) -> (Database, Int) {
            let version = try database.read { connection throws(PlantError) in
                try checkIsPlant(connection)
                let version = try connection.number("PRAGMA user_version").map { Int($0) } ?? 0
                if checksSchema { try checkSchema(connection, version) }
                return version
            }
            return (database, version)
        }
        do throws(PlantError) { return try checked(openFile(path, access, wait)) } catch {
            // On a full disk a reader cannot make the files that it shares with writers. Where no journal lies about there is
            // no writer either.
            guard access == .reading, error.code == .diskFull, !PlantFile.hasJournal(path) else { throw error }
            return try checked(Database(path: PlantFile.absolute(path), .immutable, isReading: true, wait))
        }
    }

    private static func checkSchema(_ connection: Connection, _ version: Int) throws(PlantError) {
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
    public func close() { database.close() }
}

extension Store {
    private static func openFile(_ path: String, _ access: Access, _ wait: WaitPolicy) throws(PlantError) -> Database {
        let path = PlantFile.absolute(path)
        let isOurs = Platform.access(path, W_OK) == 0 && Platform.access(PlantFile.folder(path), W_OK) == 0
        // Readers that may write open so too (and then only query): the last to close takes the journal away.
        if access == .writing || isOurs { return try Database(path: path, isReading: access == .reading, wait) }
        // Somebody else's file with no journal about: nobody is writing. A journal of ours beside it would lock its owner
        // out.
        let mode = PlantFile.hasJournal(path) ? SQLiteConnection.Mode.readOnly : .immutable
        return try Database(path: path, mode, isReading: true, wait)
    }

    private static func checkIsPlant(_ connection: Connection) throws(PlantError) {
        guard try connection.number("PRAGMA application_id") == Int64(Database.applicationID) else {
            throw PlantError(
                .foreignFile, "this SQLite database is not a plant", hint: "name a plant made by 'fiberplan init'")
        }
        let version = try connection.number("PRAGMA user_version") ?? 0
        guard version <= Migrations.currentVersion else {
            throw PlantError(
                .foreignFile,
                "the plant has schema version \(version), this fiberplan knows up to \(Migrations.currentVersion)",
                hint: "use the fiberplan that wrote it, or a newer one")
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

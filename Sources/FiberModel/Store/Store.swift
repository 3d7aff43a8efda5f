import Foundation
import GRDB
import Migrations

/// A plant file: the one room with SQL.
///
/// Its surface is small on purpose: commit edits, load a snapshot, look things up by key. Each call is one
/// transaction. Several processes may use one file: readers never wait, writers wait for each other up to
/// five seconds and then fail with ``PlantError/Code/busy``.
public final class Store: Sendable {
    /// "FBPL", which tells `file` and us that a SQLite file is a plant.
    static let applicationID: Int32 = 0x4642_504C

    public enum Access: Sendable { case reading, writing }

    let queue: DatabaseQueue

    private init(_ queue: DatabaseQueue) { self.queue = queue }

    /// Makes a new, empty plant with the built-in catalogue.
    ///
    /// - Throws: ``PlantError`` with code `duplicate` where something stands at `path` already.
    public static func create(at path: String) throws(PlantError) -> Store {
        try checkFree(path)
        // Ours alone: whoever else tries at this moment is told that it exists.
        let file = Foundation.open(path, O_CREAT | O_EXCL | O_RDWR, 0o644)
        guard file >= 0 else {
            let isThere = errno == EEXIST
            throw PlantError(
                isThere ? .duplicate : errno == EACCES || errno == EROFS ? .readOnly : .io,
                "\(quoted(path)) cannot be made: \(String(cString: strerror(errno)))",
                hint: isThere ? nil : "check the folder")
        }
        Foundation.close(file)
        do {
            let queue = try DatabaseQueue(path: absolute(path), configuration: configuration(.writing))
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try migrate(queue)
            return Store(queue)
        } catch {
            // What could not be finished is no plant, and would stand in the way of the next attempt.
            for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
            throw PlantError(error).named(path)
        }
    }

    /// - Throws: ``PlantError`` with code `duplicate` where something stands at `path`, `io` where its folder is not there.
    public static func checkFree(_ path: String) throws(PlantError) {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw PlantError(.duplicate, "\(path) exists already", hint: "name another file, or use that plant")
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder) else {
            throw PlantError(
                .io, "there is no folder \(quoted(folder)) to make the plant in", hint: "make the folder first")
        }
    }

    /// A plant that lives as long as this object, for tests and trials.
    public static func inMemory() throws(PlantError) -> Store {
        do {
            let queue = try DatabaseQueue(configuration: configuration(.writing))
            try migrate(queue)
            return Store(queue)
        } catch {
            throw PlantError(error)
        }
    }

    /// Opens a plant; one of an older fiberplan is brought up to date first, in one transaction.
    ///
    /// - Throws: ``PlantError`` with code `notFound` where there is no file, `foreignFile` where it is no plant
    ///   or one of a newer fiberplan.
    public static func open(at path: String, for access: Access) throws(PlantError) -> Store {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if isFolder.boolValue { throw PlantError(.notFound, "\(quoted(path)) is a folder, expected a plant file") }
        let type = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)[.type]
        if exists, type as? FileAttributeType != .typeRegular {
            throw PlantError(.foreignFile, "\(quoted(path)) is no regular file, expected a plant")
        }
        guard exists else {
            throw PlantError(
                .notFound, "there is no plant at \(quoted(path))",
                hint: "make one with 'fiberplan init', or name one with --plant")
        }
        do {
            let queue = try openQueue(path, access)
            let version = try queue.read { db in
                try checkIsPlant(db, path)
                return try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            }
            if version < Migrations.currentVersion { try migrate(writableQueue(queue, path, access)) }
            return Store(queue)
        } catch let error as PlantError {
            throw error.named(path)
        } catch {
            throw PlantError(error).named(path)
        }
    }

    /// Writes what is in the journal back into the file and closes it, so that the file alone is the plant.
    public func close() throws(PlantError) {
        do { try queue.close() } catch { throw PlantError(error) }
    }
}

extension Store {
    private static func configuration(_ access: Access, mayWrite: Bool = true) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = !mayWrite
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -65536")
            // An insert with triggers keeps a journal of its own; in a file that is three writes a row.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try Connection(db).addNaturalOrder()
            if access == .reading { try db.execute(sql: "PRAGMA query_only = ON") }
        }
        return configuration
    }

    /// A path that SQLite cannot take for one of its special names, such as `:memory:` or `file:…`.
    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    private static func openQueue(_ path: String, _ access: Access) throws -> DatabaseQueue {
        let path = absolute(path)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let isOurs = Foundation.access(path, W_OK) == 0 && Foundation.access(folder, W_OK) == 0
        if access == .writing || isOurs {
            // Readers that may write open so too (and then only query): the last to close takes the journal away.
            return try DatabaseQueue(path: path, configuration: configuration(access))
        }
        if hasJournal(path) {
            return try DatabaseQueue(path: path, configuration: configuration(access, mayWrite: false))
        }
        // Somebody else's file with no journal about: nobody is writing, so it is read as it lies there. A journal
        // of ours beside it would lock its owner out.
        let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
        return try DatabaseQueue(
            path: "file:\(escaped)?immutable=1", configuration: configuration(access, mayWrite: false))
    }

    private static func hasJournal(_ path: String) -> Bool {
        let size = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
        return (size ?? 0) > 0
    }

    private static func writableQueue(
        _ queue: DatabaseQueue, _ path: String, _ access: Access
    ) throws -> DatabaseQueue {
        access == .writing ? queue : try DatabaseQueue(path: absolute(path), configuration: configuration(.writing))
    }

    private static func checkIsPlant(_ db: Database, _ path: String) throws {
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == applicationID else {
            throw PlantError(
                .foreignFile, "this SQLite database is no plant", hint: "name a plant made by 'fiberplan init'")
        }
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version <= Migrations.currentVersion else {
            throw PlantError(
                .foreignFile,
                "the plant has schema version \(version), this fiberplan knows up to \(Migrations.currentVersion)",
                hint: "use the fiberplan that wrote it, or a newer one")
        }
    }

    private static func migrate(_ queue: DatabaseQueue) throws {
        var migrator = DatabaseMigrator()
        for (index, migration) in Migrations.all.enumerated() {
            migrator.registerMigration(migration.name) { db in
                try db.execute(sql: migration.sql)
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(index + 1)")
            }
        }
        try migrator.migrate(queue)
    }
}

extension PlantError {
    fileprivate func named(_ path: String) -> PlantError {
        var copy = self
        if !message.contains(path) { copy.message = "\(path): \(message)" }
        return copy
    }
}

import GRDB
import GRDBSQLite

/// One open database as the C interface sees it, for the time of one GRDB access.
final class Connection {
    let handle: OpaquePointer

    init(_ db: Database) throws(PlantError) {
        guard let handle = db.sqliteConnection else { throw PlantError(.io, "the plant is closed") }
        self.handle = handle
    }

    func statement(_ sql: String) throws(PlantError) -> Statement { try Statement(sql, on: self) }

    var lastInsertedKey: Int64 { sqlite3_last_insert_rowid(handle) }
    var changes: Int { Int(sqlite3_changes(handle)) }

    /// Runs statements that answer nothing.
    func execute(_ sql: String) throws(PlantError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// Adds the ordering `by_label`, in which A2 comes before A10.
    func addNaturalOrder() throws(PlantError) {
        let code = sqlite3_create_collation_v2(
            handle, "by_label", SQLITE_UTF8, nil,
            { _, aCount, a, bCount, b in
                let order = naturalOrder(
                    UnsafeBufferPointer(start: a?.assumingMemoryBound(to: UInt8.self), count: Int(aCount)),
                    UnsafeBufferPointer(start: b?.assumingMemoryBound(to: UInt8.self), count: Int(bCount)))
                return Int32(truncatingIfNeeded: order.signum())
            }, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    func failure(_ code: Int32) -> PlantError {
        PlantError(sqlite: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
    }
}

extension PlantError {
    /// A failure of SQLite in the words of the plant. Constraint failures keep SQLite's text, from which
    /// ``Transaction`` tells what was violated.
    init(sqlite extended: Int32, message: String) {
        switch extended & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED:
            self.init(
                .busy, "the plant is busy: another program has been writing to it for 5 seconds",
                hint: "try again when it is done")
        case SQLITE_READONLY, SQLITE_PERM:
            self.init(
                .readOnly, "the plant cannot be written: the file or its folder is read-only",
                hint: "check the permissions of both")
        case SQLITE_FULL:
            self.init(
                .diskFull, "the disk is full; nothing of this change was kept", hint: "free some space and try again")
        case SQLITE_NOTADB:
            self.init(.foreignFile, "the file is no SQLite database", hint: "name a plant made by 'fiberplan init'")
        case SQLITE_CORRUPT:
            self.init(.corrupt, "the plant file is damaged: \(message)", hint: "restore it from a copy")
        case SQLITE_CANTOPEN: self.init(.io, "the plant cannot be opened: \(message)")
        case SQLITE_CONSTRAINT: self.init(.badValue, message)
        default: self.init(.io, "the plant cannot be read or written: \(message)")
        }
    }

    init(_ error: any Error) {
        switch error {
        case let error as PlantError: self = error
        case let error as DatabaseError:
            self.init(sqlite: error.extendedResultCode.rawValue, message: error.message ?? "\(error)")
        default: self.init(.io, "\(error)")
        }
    }
}

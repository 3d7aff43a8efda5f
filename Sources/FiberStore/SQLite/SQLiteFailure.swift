internal import CSQLite
import FiberModel

extension PlantError {
    /// The last failure of a connection.
    init(_ database: OpaquePointer) {
        self.init(sqlite: sqlite3_extended_errcode(database), message: String(cString: sqlite3_errmsg(database)))
    }

    /// A failure of SQLite in the terms of the plant. What of the database's rules was broken is kept
    /// for ``Transaction``, which tells it.
    init(sqlite extended: Int32, message: String) {
        // The shared memory of a journal could not be given its size.
        let isFull = extended == SQLITE_IOERR | (19 << 8)
        switch isFull ? SQLITE_FULL : extended & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED:
            self.init(
                .busy, "the plant is busy: another program is writing to it",
                hint: "try again when it is done")
        case SQLITE_READONLY, SQLITE_PERM:
            self.init(
                .readOnly, "the plant cannot be written: the file or its folder is read-only",
                hint: "check the permissions of both")
        case SQLITE_FULL:
            self.init(
                .diskFull, "the disk is full; nothing was changed", hint: "free some space and try again")
        case SQLITE_NOTADB:
            self.init(.foreignFile, "the file is no SQLite database", hint: "name a plant made by 'fiberplan init'")
        case SQLITE_CORRUPT:
            self.init(.corrupt, "the plant file is damaged", hint: "restore it from a copy")
        case SQLITE_CANTOPEN:
            self.init(
                .io, "the plant cannot be opened: its file or folder cannot be read or written",
                hint: "check the permissions of both, and that the disk is there")
        case SQLITE_CONSTRAINT:
            self.init(.badValue, message)
            violation = Self.violations[extended]
        default: self.init(.io, "the plant cannot be read or written: \(message)")
        }
    }

    private static let violations: [Int32: Violation] = [
        SQLITE_CONSTRAINT | (3 << 8): .foreignKey, SQLITE_CONSTRAINT | (1 << 8): .check,
        // Of a column, of a primary key, of a row's number.
        SQLITE_CONSTRAINT | (8 << 8): .unique, SQLITE_CONSTRAINT | (6 << 8): .unique,
        SQLITE_CONSTRAINT | (10 << 8): .unique,
    ]
}

import GRDB
import GRDBSQLite

/// One open database as the C interface sees it, for the time of one GRDB access.
final class Connection {
    let handle: OpaquePointer

    init(_ db: Database) throws(PlantError) {
        guard let handle = db.sqliteConnection else { throw PlantError(.io, "the plant is closed") }
        self.handle = handle
    }

    func statement(_ sql: String) throws(PlantError) -> Statement { try Statement(sql, on: handle) }

    var lastInsertedKey: Int64 { sqlite3_last_insert_rowid(handle) }
    var changes: Int { Int(sqlite3_changes(handle)) }

    /// Runs statements that answer nothing.
    func execute(_ sql: String) throws(PlantError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw PlantError(handle) }
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
        guard code == SQLITE_OK else { throw PlantError(handle) }
    }
}

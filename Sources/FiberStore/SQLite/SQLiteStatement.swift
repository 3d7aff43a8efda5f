internal import CSQLite
import FiberModel

/// A prepared statement over the C interface.
final class SQLiteStatement: Statement {
    private let handle: OpaquePointer
    private let database: OpaquePointer

    init(_ sql: String, on database: OpaquePointer) throws(PlantError) {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle else { throw PlantError(database) }
        self.handle = handle
        self.database = database
        super.init()
    }

    deinit { sqlite3_finalize(handle) }

    // MARK: Binding, by place from 1

    override func bind(_ value: Int64?, at place: Int32) {
        if let value { sqlite3_bind_int64(handle, place, value) } else { sqlite3_bind_null(handle, place) }
    }
    override func bind(_ value: Int, at place: Int32) { sqlite3_bind_int64(handle, place, Int64(value)) }

    override func bind(_ value: String?, at place: Int32) {
        guard var value else {
            sqlite3_bind_null(handle, place)
            return
        }
        // SQLITE_TRANSIENT: SQLite copies the bytes before withUTF8 ends.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        value.withUTF8 { bytes in
            _ = bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(handle, place, $0.baseAddress, Int32($0.count), transient)
            }
        }
    }

    override func bind(bytes: [UInt8]?, at place: Int32) {
        guard let bytes else {
            sqlite3_bind_null(handle, place)
            return
        }
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        bytes.withUnsafeBytes {
            _ = sqlite3_bind_text(
                handle, place, $0.assumingMemoryBound(to: CChar.self).baseAddress, Int32($0.count), transient)
        }
    }

    // MARK: Stepping

    override func next() throws(PlantError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            // Resetting reports the same failure again; it is on its way already.
            let failure = PlantError(database)
            sqlite3_reset(handle)
            throw failure
        }
    }

    override func reset() { sqlite3_reset(handle) }

    // MARK: Columns, by place from 0

    override func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    override func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    override func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_column_text(handle, column)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
    override func name(ofColumn column: Int32) -> String {
        sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
    }
}

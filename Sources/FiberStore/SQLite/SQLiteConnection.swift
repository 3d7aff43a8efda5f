internal import CSQLite
import FiberModel

/// One open SQLite file, over the C interface.
final class SQLiteConnection: Connection {
    enum Mode {
        case readWrite
        case readOnly
        /// The file as it lies there: no lock is taken and nothing is made beside it.
        case immutable
    }

    let handle: OpaquePointer
    /// What waits while another program writes; SQLite keeps a bare pointer to it.
    private var busy: BusyWait?

    /// - Parameter path: an absolute path, or nil for a database in memory.
    init(path: String?, _ mode: Mode) throws(PlantError) {
        // Where SQLite runs already it answers that it is too late, and works as it was set up.
        _ = Self.countsNoMemory
        var handle: OpaquePointer?
        let flags: Int32 =
            switch mode {
            case .readWrite: SQLITE_OPEN_READWRITE | (path == nil ? SQLITE_OPEN_CREATE : 0)
            case .readOnly: SQLITE_OPEN_READONLY
            case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            }
        let name = path.map { mode == .immutable ? Self.immutableName($0) : $0 } ?? ":memory:"
        let code = sqlite3_open_v2(name, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw PlantError(sqlite: code, message: String(cString: sqlite3_errstr(code)))
        }
        self.handle = handle
        _ = csqlite_set_lookaside(handle, 1200, 512)
        super.init()
    }

    private static let countsNoMemory: Int32 = csqlite_count_no_memory()

    deinit { sqlite3_close_v2(handle) }

    /// A URI names the file with every byte that has a meaning in a URI escaped.
    private static func immutableName(_ path: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var name = Array("file:".utf8)
        for byte in path.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || "/-._~".utf8.contains(byte)
            if isPlain { name.append(byte) } else { name += [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]] }
        }
        return String(decoding: name, as: UTF8.self) + "?immutable=1"
    }

    override func statement(_ sql: String) throws(PlantError) -> Statement { try SQLiteStatement(sql, on: handle) }

    override var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }
    override var lastInsertedKey: Int64 { sqlite3_last_insert_rowid(handle) }
    override var changes: Int { Int(sqlite3_changes(handle)) }

    override func execute(_ sql: String) throws(PlantError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw PlantError(handle) }
    }

    /// Waits as `busy` says whenever another program holds the file.
    func wait(_ busy: BusyWait) {
        self.busy = busy
        sqlite3_busy_handler(
            handle,
            { context, tries in
                guard let context else { return 0 }
                return Unmanaged<BusyWait>.fromOpaque(context).takeUnretainedValue().wait(tries: Int(tries)) ? 1 : 0
            }, Unmanaged.passUnretained(busy).toOpaque())
    }

    override func copy(to other: Connection) throws(PlantError) {
        guard let other = other as? SQLiteConnection else {
            throw PlantError(.io, "a plant is copied within one database engine only")
        }
        guard let backup = sqlite3_backup_init(other.handle, "main", handle, "main") else {
            throw PlantError(other.handle)
        }
        let code = sqlite3_backup_step(backup, -1)
        sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else {
            throw PlantError(sqlite: code, message: String(cString: sqlite3_errstr(code)))
        }
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

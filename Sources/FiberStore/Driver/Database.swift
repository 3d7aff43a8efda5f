import FiberModel
import Platform

/// A database that threads take turns with: each has its connection for one transaction.
///
/// - Note: a transaction within another of the same database would wait for itself; nothing here begins one.
final class Database: @unchecked Sendable {
    // The lock is what makes the connection safe to share; it is taken by every method.
    private let lock = Lock()
    private var connection: Connection?

    init(_ connection: Connection) { self.connection = connection }

    /// Runs `body` in one transaction that sees one moment of the plant.
    func read<Value>(_ body: (Connection) throws(PlantError) -> Value) throws(PlantError) -> Value {
        try transaction("BEGIN") { connection throws(PlantError) in (try body(connection), isKept: false) }
    }

    /// Runs `body` in one transaction that nobody else writes beside; it is kept where `body` says so.
    func write<Value>(
        _ body: (Connection) throws(PlantError) -> (Value, isKept: Bool)
    ) throws(PlantError) -> Value {
        try transaction("BEGIN IMMEDIATE", body)
    }

    /// Runs `body` in no transaction, for what SQLite does in none.
    func withConnection<Value>(_ body: (Connection) throws(PlantError) -> Value) throws(PlantError) -> Value {
        try lock.withLock { () throws(PlantError) in
            guard let connection else { throw PlantError(.io, "the plant is closed") }
            return try body(connection)
        }
    }

    /// Writes what is in the journal back into the file, which then is the plant alone.
    func close() { lock.withLock { connection = nil } }

    private func transaction<Value>(
        _ begin: String, _ body: (Connection) throws(PlantError) -> (Value, isKept: Bool)
    ) throws(PlantError) -> Value {
        try withConnection { connection throws(PlantError) in
            try connection.execute(begin)
            do throws(PlantError) {
                let (value, isKept) = try body(connection)
                try connection.execute(isKept ? "COMMIT" : "ROLLBACK")
                return value
            } catch {
                // SQLite may have taken it back on its own, such as on a full disk; then there is nothing to end.
                if connection.isInTransaction { takeBack(connection) }
                throw error
            }
        }
    }

    /// Ends a transaction that failed. Where even that fails the connection is closed, which ends it as well: what was
    /// wrong first is what the user is told.
    private func takeBack(_ connection: Connection) {
        do throws(PlantError) { try connection.execute("ROLLBACK") } catch { self.connection = nil }
    }
}

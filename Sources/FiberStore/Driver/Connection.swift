import FiberModel

/// A connection to the database engine that a plant is kept in. An engine inherits from this and ``Statement``; nothing above
/// knows which one it is. Whoever has one has it alone, for the time of one transaction.
///
/// What an engine has to bring besides: the ordering `by_label`, in which A2 comes before A10, keys of 64 bits that it counts up
/// itself, and failures as ``PlantError``, of a broken rule with its ``PlantError/violation``.
class Connection {
    /// A statement that is prepared; it is good as long as the connection.
    func statement(_ sql: String) throws(PlantError) -> Statement { preconditionFailure("no engine") }
    /// Runs statements that answer nothing.
    func execute(_ sql: String) throws(PlantError) { preconditionFailure("no engine") }
    /// Whether a transaction is open.
    var isInTransaction: Bool { preconditionFailure("no engine") }
    /// The key of the row that was inserted last.
    var lastInsertedKey: Int64 { preconditionFailure("no engine") }
    /// How many rows the last statement changed.
    var changes: Int { preconditionFailure("no engine") }
    /// Copies everything into another connection of the same engine, in the place of what is there.
    func copy(to other: Connection) throws(PlantError) { preconditionFailure("no engine") }

    /// The first column of the first row of a query; nil where it has none.
    final func number(_ sql: String) throws(PlantError) -> Int64? {
        let query = try statement(sql)
        return try query.step() ? query.int64(0) : nil
    }
}

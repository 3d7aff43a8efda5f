import FiberModel
import Platform

extension Store {
    /// What a commit did.
    public struct Outcome<Value> {
        /// What the body answered with.
        public var value: Value
        /// How many edits were applied.
        public var edits: Int
        /// The change as history keeps it; nil for a trial, and where nothing is other than before.
        public var change: Change?
    }

    /// Runs `body` in one transaction and keeps what it did, with its author, unless it throws.
    ///
    /// - Parameters:
    ///   - note: who makes the change, and with what.
    ///   - body: makes the change, edit by edit.
    ///   - prepare: called with the finished change before it is kept; by throwing it reverts everything. Others
    ///     can read the plant as it was meanwhile, and none can write.
    /// - Throws: whatever `body` or `prepare` throws; `PlantError` with code `busy`, `readOnly` or `diskFull`.
    @discardableResult
    public func commit<Value>(
        _ note: ChangeMetadata, prepare: (PendingChange) throws(PlantError) -> Void = { _ in },
        _ body: (Transaction) throws(PlantError) -> Value
    ) throws(PlantError) -> Outcome<Value> {
        try database.write { connection throws(PlantError) in
            let transaction = try Transaction(connection, note)
            // Whoever keeps it longer is told, and writes nothing that no history knows.
            defer { transaction.names.end() }
            try transaction.checkWorkOrderIsOpen()
            let value = try body(transaction)
            try transaction.assignTasks()
            var outcome = Outcome(value: value, edits: transaction.edits)
            guard transaction.isKept, !note.dryRun else { return (outcome, isKept: false) }
            outcome.change = try transaction.log.finish(note, edits: transaction.edits)
            if let change = outcome.change {
                try prepare(PendingChange(change: change, connection: connection))
            }
            return (outcome, isKept: true)
        }
    }

    /// As ``commit(_:prepare:_:)``, with an author and a command.
    @discardableResult
    public func commit<Value>(
        author: String, command: String, dryRun: Bool = false, at time: Date = Date(),
        _ body: (Transaction) throws(PlantError) -> Value
    ) throws(PlantError) -> Outcome<Value> {
        try commit(ChangeMetadata(author: author, command: command, dryRun: dryRun, at: time), body)
    }

    /// Commits a list of edits; the first that fails undoes all.
    @discardableResult
    public func commit(
        _ edits: some Sequence<Edit>, author: String, command: String, dryRun: Bool = false
    ) throws(PlantError) -> Int {
        try commit(author: author, command: command, dryRun: dryRun) { transaction throws(PlantError) in
            for edit in edits { try transaction.apply(edit) }
        }.edits
    }
}

/// A change that is done but not yet kept.
public struct PendingChange {
    /// The change as history will have it.
    public let change: Change
    let connection: Connection

    /// Hands over what it did to each object, in order.
    public func forEachEdit(_ body: (ObjectChange) throws(PlantError) -> Void) throws(PlantError) {
        try HistoryReader(connection).forEachEdit(of: change.id, body)
    }
}

import Foundation
import GRDB

extension Store {
    /// What a commit did.
    public struct Outcome<Value> {
        public var value: Value
        public var edits: Int
    }

    /// Runs `body` in one transaction and keeps what it did, with its author, unless it throws.
    ///
    /// - Parameters:
    ///   - command: what the author ran, for the record.
    ///   - dryRun: do everything, find every fault, keep nothing.
    /// - Throws: whatever `body` throws; ``PlantError`` with code `busy`, `readOnly` or `diskFull`.
    @discardableResult
    public func commit<Value>(
        author: String, command: String, dryRun: Bool = false, at time: Date = Date(),
        _ body: (Transaction) throws(PlantError) -> Value
    ) throws(PlantError) -> Outcome<Value> {
        do {
            return try queue.writeWithoutTransaction { db in
                var outcome: Outcome<Value>?
                try db.inTransaction(.immediate) {
                    let transaction = Transaction(try Connection(db))
                    let value = try body(transaction)
                    outcome = Outcome(value: value, edits: transaction.edits)
                    if dryRun { return .rollback }
                    try transaction.recordChange(
                        author: author, command: command, at: time.formatted(.iso8601))
                    return .commit
                }
                guard let outcome else { throw PlantError(.io, "the transaction ended without a result") }
                return outcome
            }
        } catch {
            throw PlantError(error)
        }
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

import ArgumentParser
import FiberExchange
import FiberModel

/// A command that adds one object: its options are the fields of the object's kind.
protocol AddCommand: ParsableCommand {
    associatedtype Value: RecordValue
    var fields: FieldOptions<Value> { get }
    var write: WriteOptions { get }
}

extension AddCommand {
    func run() throws { try add() }

    func add() throws {
        let record = try write.transact { transaction throws(PlantError) in
            let record = try fields.record(naming: transaction)
            try transaction.apply(.add(record))
            return record
        }.value
        Console.say("\(write.dryRun ? "would have " : "")added \(record.kind.noun) \(record.name)")
    }
}

/// Reads `COLUMN=VALUE`.
func assignment(_ text: String) throws -> (column: String, value: String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw ValidationError("'\(text)' is no COLUMN=VALUE.")
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
}

import ArgumentParser
import FiberExchange
import FiberModel

/// A command that adds one object: its options are the columns of the object's kind.
protocol AddCommand: ParsableCommand {
    static var kind: RecordKind { get }
    var write: WriteOptions { get }
    /// Column names with the texts that were given for them; nil where none was.
    var values: [(String, String?)] { get }
}

extension AddCommand {
    func run() throws { try add() }

    func add() throws {
        let given = values.compactMap { column, text in text.map { (column: column, value: $0) } }
        let record = try Schemas.schema(Self.kind).record(from: nil, setting: given)
        try write.commit([.add(record)], "added \(Self.kind.noun) \(record.name)")
    }
}

/// Reads `COLUMN=VALUE`.
func assignment(_ text: String) throws -> (column: String, value: String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw ValidationError("'\(text)' is no COLUMN=VALUE.")
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
}

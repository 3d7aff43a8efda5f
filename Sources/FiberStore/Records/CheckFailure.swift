import FiberModel
import Platform

/// A CHECK of the database that a value did not meet, in the terms of the plant.
///
/// Every entry checks its own ranges; what comes this far was missed there, and is told as well as if it had not been. SQLite
/// says which check it was in words alone.
struct CheckFailure {
    /// The column at fault, as far as the check names one.
    let column: String?
    private let expected: String

    /// Nil for what is not a failed check.
    init?(_ message: String) {
        let prefix = "CHECK constraint failed: "
        guard let start = message.firstRange(of: prefix) else { return nil }
        let check = String(message[start.upperBound...])
        let words = check.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "'") }.map(
            String.init)
        let isCall = ["length", "abs", "trim", "json_valid", "json_type"]
        column = words.first { !isCall.contains($0) }
        let numbers = words.filter { Int($0) != nil }
        let isText = words.contains("length")
        switch (numbers.count, words.first) {
        case (2..., _) where check.contains("BETWEEN"):
            expected = isText ? "\(numbers[0]) to \(numbers[1]) characters" : "\(numbers[0]) to \(numbers[1])"
        case (_, "json_type"), (_, "json_valid"): expected = "a strict JSON object, such as {\"ticket\": \"X-1\"}"
        case (1..., "abs"): expected = "-\(numbers[0]) to \(numbers[0])"
        case (1..., _) where isText: expected = "at most \(numbers[0]) characters"
        default:
            let choices = words.filter { $0.hasPrefix("'") }.map { $0.filter { $0 != "'" } }
            expected = choices.isEmpty ? "one that the plant takes" : "one of \(choices.joined(separator: ", "))"
        }
    }

    func error(_ record: Record, _ table: Table) -> PlantError {
        let field = column.map { table.field(ofColumn: $0) ?? $0 }
        return PlantError(
            .badValue,
            "\(record.kind.noun) \(record.name) has \(field.map { "a \($0)" } ?? "a value") out of range, expected \(expected)",
            field: field)
    }
}

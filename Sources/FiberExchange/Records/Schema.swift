import FiberModel

/// A column of a kind of record: its name in CSV, JSON and on the command line, and how it reads and writes.
package struct Column<Value>: Sendable {
    package enum Form: Sendable {
        /// Free text: defused in CSV, cleaned on a terminal.
        case text
        /// An address, label or keyword of our own grammar.
        case word
        case number
        /// A JSON object, shown as such.
        case json
    }

    package let name: String
    package let form: Form
    /// What it holds, for docs and messages.
    package let help: String
    package let isRequired: Bool
    /// Whether fiberplan counts it: a file brings it in, and nobody sets it.
    var isCounted = false
    /// What it may hold, where that is a fixed choice.
    var choices: [String]?
    let get: @Sendable (Value) -> String
    let set: @Sendable (inout Value, String) throws(PlantError) -> Void
}

/// The columns of a kind of record: one definition for import, export, `list`, `show`, `set` and JSON.
package struct Schema<Value>: Sendable {
    package let kind: RecordKind
    /// The name of its file without `.csv`, and its plural on the command line.
    package let plural: String
    let columns: [Column<Value>]
    let empty: @Sendable () -> Value
    let wrap: @Sendable (Value) -> Record
    let unwrap: @Sendable (Record) -> Value?
}

/// A schema of some kind of record.
package protocol AnySchema: Sendable {
    var kind: RecordKind { get }
    var plural: String { get }
    var columnInfo: [ColumnInfo] { get }
    /// The texts of a record, one a column.
    func cells(of record: Record) -> [String]
    /// A record with these columns changed; from nothing where `base` is nil.
    func record(from base: Record?, setting values: [(column: String, value: String)]) throws(PlantError) -> Record
    /// Reads a row whose fields stand for the columns in `order`. Every field that does not read is added to
    /// `faults`, with its place; the record then lacks its column.
    func record(row: CSVReader, order: [Int], faults: inout [PlantError]) -> Record
}

/// What a column is, without its kind of record.
package struct ColumnInfo: Sendable {
    package let name: String
    package let help: String
    package let isRequired: Bool
    package let isNumber: Bool
    package let isText: Bool
    package let isJSON: Bool
    /// What it may hold, where that is a fixed choice.
    package let choices: [String]?
}

extension Schema: AnySchema {
    package var columnInfo: [ColumnInfo] {
        columns.map {
            ColumnInfo(
                name: $0.name, help: $0.help, isRequired: $0.isRequired, isNumber: $0.form == .number,
                isText: $0.form == .text, isJSON: $0.form == .json, choices: $0.choices)
        }
    }

    package func cells(of record: Record) -> [String] {
        guard let value = unwrap(record) else { return columns.map { _ in "" } }
        return columns.map { $0.get(value) }
    }

    package func record(
        from base: Record?, setting values: [(column: String, value: String)]
    ) throws(PlantError) -> Record {
        var value = base.flatMap(unwrap) ?? empty()
        for (name, text) in values {
            guard let column = columns.first(where: { $0.name == name }) else {
                let near = nearestName(to: name, among: columns.map(\.name))
                throw PlantError(
                    .badValue, "a \(kind.rawValue) has no column \(quoted(name))",
                    hint: near.map { "did you mean '\($0)'?" }
                        ?? "its columns are \(columns.map(\.name).joined(separator: ", "))")
            }
            if column.isCounted, base != nil {
                throw PlantError(.badValue, "is counted by fiberplan and cannot be set", field: name)
            }
            do { try column.set(&value, text) } catch { throw error.at(field: name) }
        }
        if base == nil,
            let missing = columns.first(where: { column in
                column.isRequired && !values.contains { $0.column == column.name }
            })
        {
            throw PlantError(.badValue, "is missing, expected \(missing.help)", field: missing.name)
        }
        return wrap(value)
    }

    package func record(row: CSVReader, order: [Int], faults: inout [PlantError]) -> Record {
        var value = empty()
        for (field, index) in order.enumerated() {
            let column = columns[index]
            if row.isEmpty(field) {
                guard column.isRequired else { continue }
                faults.append(
                    PlantError(
                        .badValue, "\(column.name) is empty, expected \(column.help)", field: column.name,
                        place: row.place(of: field)))
                continue
            }
            let text = column.form == .number ? row[field] : CSVWriter.undefused(row[field])
            do throws(PlantError) { try column.set(&value, text) } catch {
                var placed = error
                placed.message = "\(column.name): \(error.message)"
                placed.field = column.name
                placed.place = row.place(of: field)
                faults.append(placed)
            }
        }
        return wrap(value)
    }
}

extension DataValue {
    /// The value of a column of a record, of the type that JSON gives it.
    package init(cell: String, _ column: ColumnInfo) {
        if column.isJSON {
            self = cell.isEmpty ? .json("{}") : .json(cell)
        } else if cell.isEmpty, !column.isText {
            self = .null
        } else if column.isNumber, let value = Int(cell) {
            self = .int(value)
        } else {
            self = column.isText ? .text(cell) : .word(cell)
        }
    }
}

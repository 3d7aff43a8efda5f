import FiberModel

/// The rows of an answer in memory, by the names of their columns: for pages that show some of them.
struct AnswerRows {
    /// The columns that sheets have.
    let names: [String]
    private let columns: [String: Int]
    let rows: [[DataValue]]

    init(_ answer: Answer) throws(PlantError) {
        let shown = answer.columns(for: .sheets)
        let names = shown.map { answer.columns[$0].name }
        self.names = names
        columns = Dictionary(
            names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        var rows: [[DataValue]] = []
        try answer.forEachRow(for: .sheets) { rows.append($0) }
        self.rows = rows
    }

    /// The text of a cell; empty for a column that there is not.
    subscript(row: [DataValue], column: String) -> String { columns[column].map { row[$0].plain } ?? "" }

    func value(_ row: [DataValue], _ column: String) -> DataValue? { columns[column].map { row[$0] } }

    func isNumber(_ row: [DataValue], _ column: String) -> Bool { columns[column].map { row[$0].isNumber } ?? false }
}

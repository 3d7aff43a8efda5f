import FiberModel

/// Answers for people: what they are given to read, else a table.
struct TextRenderer: Renderer {
    private let sink: ByteSink
    init(_ sink: @escaping ByteSink) { self.sink = sink }

    func render(_ answer: Answer) throws(PlantError) -> Int {
        var page = TextPage(to: sink)
        if let reading = answer.reading { try reading(&page) } else { try page.table(answer) }
        return page.rows
    }
}

/// A text that is written from the top down.
public struct TextPage {
    private let sink: ByteSink
    /// The rows of its tables.
    private(set) var rows = 0

    init(to sink: @escaping ByteSink) { self.sink = sink }

    /// Lines of text, cleaned for a terminal.
    public mutating func say(_ lines: [String]) throws(PlantError) {
        guard !lines.isEmpty else { return }
        try raw(lines.map(TerminalText.clean).joined(separator: "\n") + "\n")
    }

    /// Text that is clean already, with its line ends.
    public mutating func raw(_ text: String) throws(PlantError) { try sink(Array(text.utf8)) }

    /// The rows of an answer as a table; nothing where it has none.
    mutating func table(_ answer: Answer) throws(PlantError) {
        let table = TextTable(answer.columns(for: .people).map { answer.columns[$0].name }, to: sink)
        try answer.forEachRow(for: .people) { row throws(PlantError) in try table.add(row) }
        try table.finish()
        rows += table.rows
    }

    mutating func table(
        _ columns: [String], _ body: @escaping (Answer.Rows) throws(PlantError) -> Void
    ) throws(PlantError) {
        try table(Answer(columns, body))
    }
}

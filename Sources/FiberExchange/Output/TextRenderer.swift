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

extension TextPage {
    /// The rows of an answer as a table; nothing where it has none.
    mutating func table(_ answer: Answer) throws(PlantError) {
        let table = TextTable(
            answer.columns(for: .people).map { answer.columns[$0] }, pictures: answer.pictures, to: sink)
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

extension Answer {
    /// The same with a text above its table, for people; the text is clean already.
    func above(_ text: @escaping () -> String) -> Answer {
        reading { [self] page throws(PlantError) in
            try page.raw(text())
            try page.table(self)
        }
    }

    /// The same with lines below its table, for people.
    func below(_ lines: @escaping () -> [String]) -> Answer {
        reading { [self] page throws(PlantError) in
            try page.table(self)
            try page.say(lines())
        }
    }
}

import FiberModel

/// Answers as an .xlsx of one sheet: text stays text, numbers are numbers, and what is to be filled in may be.
struct WorkbookRenderer: Renderer {
    private let sink: ByteSink
    init(_ sink: @escaping ByteSink) { self.sink = sink }

    func render(_ answer: Answer) throws(PlantError) -> Int {
        let file = try WorkbookFile()
        let rows = try file.add(answer)
        try file.finish(sink)
        return rows
    }
}

extension Answer {
    /// Several answers as an .xlsx, a sheet each under its title.
    package static func writeWorkbook(_ answers: [Answer], to sink: @escaping ByteSink) throws(PlantError) {
        let file = try WorkbookFile()
        for answer in answers { _ = try file.add(answer) }
        try file.finish(sink)
    }
}

extension WorkbookFile {
    /// A sheet with the rows of an answer; answers with their number.
    func add(_ answer: Answer) throws(PlantError) -> Int {
        let columns = answer.columns(for: .sheets).map { answer.columns[$0] }
        let isForm = columns.contains { $0.use == .answer }
        let sheet = try sheet(answer.title, columns.map { Column($0, isForm: isForm) })
        try answer.forEachRow(for: .sheets) { row throws(PlantError) in try sheet.add(row) }
        try sheet.finish()
        return sheet.rows
    }
}

extension WorkbookFile.Column {
    fileprivate init(_ heading: Answer.Heading, isForm: Bool) {
        self.init(
            name: heading.name, isAnswer: heading.use == .answer, isOpen: isForm && heading.use == .built,
            choices: heading.choices)
    }
}

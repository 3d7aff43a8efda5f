import FiberModel

/// Answers as CSV: a header, then a line a row. Rows stream.
struct CSVRenderer: Renderer {
    private let sink: ByteSink
    init(_ sink: @escaping ByteSink) { self.sink = sink }

    func render(_ answer: Answer) throws(PlantError) -> Int {
        if let sheet = answer.sheet { return try sheet(sink) }
        var csv = CSVWriter()
        var count = 0
        for column in answer.columns(for: .sheets) { csv.raw(answer.columns[column].name) }
        csv.endRow()
        try answer.forEachRow(for: .sheets) { row throws(PlantError) in
            for value in row {
                // Whatever is not a number may begin with a sign that a spreadsheet obeys.
                if value.isNumber { csv.raw(value.plain) } else { csv.text(value.plain) }
            }
            csv.endRow()
            count += 1
            guard csv.bytes.count > 1 << 16 else { return }
            try sink(csv.bytes)
            csv.bytes.removeAll(keepingCapacity: true)
        }
        if !csv.bytes.isEmpty { try sink(csv.bytes) }
        return count
    }
}

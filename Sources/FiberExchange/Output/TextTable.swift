import FiberModel

/// Rows in aligned columns, for people. They stream: the first thousand are kept to choose the widths.
final class TextTable {
    private static let rowsForWidths = 1000
    /// Cells beyond this many columns of text are cut, but for those of the last column; other formats have them whole.
    private static let widestCell = 56

    private let columns: [String]
    private let sink: ByteSink
    private var text = ""
    private var waiting: [[DataValue]] = []
    private var widths: [Int]?
    private var numeric: [Bool] = []
    /// How wide a table may be; nil where it goes to a file or a pipe, and is as wide as it is.
    private let space: Int?
    /// The columns that are shown: on a terminal those without a value are left out.
    private var shown: [Int] = []
    private(set) var rows = 0

    init(_ columns: [String], space: Int? = TerminalText.room, to sink: @escaping ByteSink) {
        self.columns = columns
        self.space = space
        self.sink = sink
    }

    /// Adds a row with a value for each column.
    func add(_ row: [DataValue]) throws(PlantError) {
        rows += 1
        if widths == nil {
            waiting.append(row)
            if waiting.count == Self.rowsForWidths { layOut() }
        } else {
            line(row)
        }
        try flush(over: 1 << 16)
    }

    /// Writes what is left. A table without rows is nothing.
    func finish() throws(PlantError) {
        if widths == nil, rows > 0 { layOut() }
        try flush(over: 0)
    }

    private func flush(over size: Int) throws(PlantError) {
        guard text.utf8.count > size else { return }
        try sink(Array(text.utf8))
        text.removeAll(keepingCapacity: true)
    }

    private func layOut() {
        var widths = columns.map(TerminalText.width)
        numeric = columns.indices.map { column in
            waiting.contains { $0[column].isNumber }
                && waiting.allSatisfy { $0[column].isNumber || $0[column] == .null }
        }
        for row in waiting {
            for (column, value) in row.enumerated() {
                widths[column] = max(widths[column], TerminalText.width(text(of: value, column)))
            }
        }
        shown = Array(columns.indices)
        if let space { fit(&widths, into: space) }
        self.widths = widths
        line(columns.map { .word($0.uppercased()) })
        for row in waiting { line(row) }
        waiting = []
    }

    /// Leaves out columns without a value, then narrows the widest columns of text, whose cells take several lines.
    private func fit(_ widths: inout [Int], into space: Int) {
        func width() -> Int { shown.reduce(0) { $0 + widths[$1] } + 2 * max(0, shown.count - 1) }
        guard width() > space else { return }
        if waiting.count < Self.rowsForWidths {
            shown = shown.filter { column in waiting.contains { !$0[column].plain.isEmpty } }
        }
        var least = columns.map { TerminalText.widestPart($0) }
        for row in waiting where !row.isEmpty {
            for column in shown {
                least[column] = max(least[column], TerminalText.widestPart(text(of: row[column], column)))
            }
        }
        while width() > space {
            let wide = shown.filter { !numeric[$0] && widths[$0] > least[$0] }
            guard let widest = wide.max(by: { (widths[$0], $0) < (widths[$1], $1) }) else { return }
            widths[widest] -= 1
        }
    }

    private func text(of value: DataValue, _ column: Int) -> String {
        let text = TerminalText.clean(value.plain)
        guard space == nil, column < columns.count - 1, text.count > Self.widestCell else { return text }
        return text.prefix(Self.widestCell - 1) + "…"
    }

    private func line(_ row: [DataValue]) {
        guard let widths else { return }
        let cells = shown.map { column in
            let cell = text(of: row[column], column)
            return space == nil ? [cell] : TerminalText.wrapped(cell, to: widths[column])
        }
        for number in 0..<(cells.map(\.count).max() ?? 0) {
            var line = ""
            for (place, column) in shown.enumerated() {
                let part = number < cells[place].count ? cells[place][number] : ""
                line += (place == 0 ? "" : "  ") + TerminalText.padded(part, to: widths[column], right: numeric[column])
            }
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
    }
}

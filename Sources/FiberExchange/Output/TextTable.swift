import FiberModel

/// Rows in aligned columns, for people. They stream: the first thousand are kept to choose the widths.
final class TextTable {
    private static let rowsForWidths = 1000
    /// Cells beyond this many columns of text are cut, but for those of the last column; other formats have them whole.
    private static let widestCell = 56

    private let columns: [String]
    private let sink: ByteSink
    private var bytes: [UInt8] = []
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
            line(texts(of: row))
        }
        try flush(over: 1 << 16)
    }

    /// Writes what is left. A table without rows is nothing.
    func finish() throws(PlantError) {
        if widths == nil, rows > 0 { layOut() }
        try flush(over: 0)
    }

    private func flush(over size: Int) throws(PlantError) {
        guard bytes.count > size else { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private func layOut() {
        var widths = columns.map(TerminalText.width)
        numeric = columns.indices.map { column in
            waiting.contains { $0[column].isNumber }
                && waiting.allSatisfy { $0[column].isNumber || $0[column] == .null }
        }
        let texts = waiting.map(texts(of:))
        for row in texts {
            for (column, text) in row.enumerated() { widths[column] = max(widths[column], TerminalText.width(text)) }
        }
        shown = Array(columns.indices)
        if let space { fit(texts, &widths, into: space) }
        self.widths = widths
        line(columns.map { $0.uppercased() })
        for row in texts { line(row) }
        waiting = []
    }

    /// Leaves out columns without a value, then narrows the widest columns of text, whose cells take several lines.
    private func fit(_ texts: [[String]], _ widths: inout [Int], into space: Int) {
        func width() -> Int { shown.reduce(0) { $0 + widths[$1] } + 2 * max(0, shown.count - 1) }
        guard width() > space else { return }
        if texts.count < Self.rowsForWidths {
            shown = shown.filter { column in texts.contains { !$0[column].isEmpty } }
        }
        var least = columns.map { TerminalText.widestPart($0) }
        for row in texts {
            for column in shown { least[column] = max(least[column], TerminalText.widestPart(row[column])) }
        }
        while width() > space {
            let wide = shown.filter { !numeric[$0] && widths[$0] > least[$0] }
            guard let widest = wide.max(by: { (widths[$0], $0) < (widths[$1], $1) }) else { return }
            widths[widest] -= 1
        }
    }

    private func texts(of row: [DataValue]) -> [String] {
        row.enumerated().map { column, value in
            let text = TerminalText.clean(value.plain)
            guard space == nil, column < columns.count - 1, text.utf8.count > Self.widestCell,
                text.count > Self.widestCell
            else { return text }
            return text.prefix(Self.widestCell - 1) + "…"
        }
    }

    private func line(_ row: [String]) {
        guard let widths else { return }
        guard space != nil else { return line(row, widths) }
        let cells = shown.map { TerminalText.wrapped(row[$0], to: widths[$0]) }
        for number in 0..<(cells.map(\.count).max() ?? 0) {
            var parts = row.map { _ in "" }
            for (place, column) in shown.enumerated() where number < cells[place].count {
                parts[column] = cells[place][number]
            }
            line(parts, widths)
        }
    }

    /// One line of the terminal, without blanks at its end. Written as bytes: a table may have half a million lines.
    private func line(_ row: [String], _ widths: [Int]) {
        let start = bytes.count
        for (place, column) in shown.enumerated() {
            let fill = max(0, widths[column] - TerminalText.width(row[column]))
            blanks((place == 0 ? 0 : 2) + (numeric[column] ? fill : 0))
            bytes.append(contentsOf: row[column].utf8)
            if !numeric[column] { blanks(fill) }
        }
        while bytes.count > start, bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        bytes.append(UInt8(ascii: "\n"))
    }

    private func blanks(_ count: Int) { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
}

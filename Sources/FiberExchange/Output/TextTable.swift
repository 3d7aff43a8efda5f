import FiberModel

/// Rows in aligned columns, for people. They stream: the first thousand are kept to choose the widths.
final class TextTable {
    private static let rowsForWidths = 1000
    /// Cells beyond this many columns of text are cut, but for those of the last column; other formats have them whole.
    private static let widestCell = 56

    private let columns: [String]
    private let tones: [[String: Tone]]
    private let minor: [Bool]
    private let pictures: [(column: Int, kind: ColumnPicture.Kind)]
    /// Of the pictures that add up, the sums so far.
    private var sums: [Double]
    private let look: TerminalLook
    private let sink: ByteSink
    private var bytes: [UInt8] = []
    private var waiting: [[DataValue]] = []
    private var widths: [Int]?
    private var numeric: [Bool] = []
    /// How wide a table may be; nil where it goes to a file or a pipe, and is as wide as it is.
    private var space: Int? { look.room }
    /// The columns that are shown: on a terminal those without a value are left out.
    private var shown: [Int] = []
    private(set) var rows = 0

    init(
        _ columns: [Answer.Heading], pictures: [ColumnPicture] = [], look: TerminalLook = .current,
        to sink: @escaping ByteSink
    ) {
        let names = columns.map(\.name)
        let own = look.drawsBlocks ? pictures : []
        let drawn = own.compactMap { picture in names.firstIndex(of: picture.column).map { ($0, picture.kind) } }
        self.columns = names + drawn.map { _ in "" }
        minor = columns.map(\.isMinor) + drawn.map { _ in false }
        tones = (look.isColoured ? columns.map(\.tones) : columns.map { _ in [:] }) + drawn.map { _ in [:] }
        self.pictures = drawn
        sums = drawn.map { _ in 0 }
        self.look = look
        self.sink = sink
    }

    convenience init(_ columns: [String], space: Int?, to sink: @escaping ByteSink) {
        self.init(columns.map { Answer.Heading($0) }, look: TerminalLook(room: space), to: sink)
    }

    /// Adds a row with a value for each column.
    func add(_ cells: [DataValue]) throws(PlantError) {
        rows += 1
        let row = cells + pictures.indices.map { picture($0, of: cells) }
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

    private func isPicture(_ column: Int) -> Bool { column >= columns.count - pictures.count }

    /// Leaves out columns without a value, then narrows the widest columns of text, whose cells take several lines.
    ///
    /// Pictures stay where that makes no column of text narrow; columns of minor use make way for them.
    private func fit(_ texts: [[String]], _ widths: inout [Int], into space: Int) {
        guard width(shown, widths) > space else { return }
        if texts.count < Self.rowsForWidths {
            shown = shown.filter { column in texts.contains { !$0[column].isEmpty } }
        }
        if pictures.isEmpty { return narrow(texts, &widths, into: space) }
        for columns in [shown, shown.filter { !minor[$0] }] {
            var own = widths
            while width(columns, own) > space, let widest = widest(columns, own, above: { min(widths[$0], Self.broad) })
            {
                own[widest] -= 1
            }
            guard width(columns, own) <= space else { continue }
            shown = columns
            return narrow(texts, &widths, into: space)
        }
        shown = shown.filter { !isPicture($0) }
        narrow(texts, &widths, into: space)
    }

    /// Columns of text stay as broad as this where there are pictures.
    private static let broad = 24

    private func width(_ columns: [Int], _ widths: [Int]) -> Int {
        columns.reduce(0) { $0 + widths[$1] } + 2 * max(0, columns.count - 1)
    }

    /// The widest column of text that is wider than it has to be.
    private func widest(_ columns: [Int], _ widths: [Int], above least: (Int) -> Int) -> Int? {
        columns.filter { !numeric[$0] && !isPicture($0) && widths[$0] > least($0) }
            .max { (widths[$0], $0) < (widths[$1], $1) }
    }

    private func narrow(_ texts: [[String]], _ widths: inout [Int], into space: Int) {
        var least = columns.map { TerminalText.widestPart($0) }
        for row in texts {
            for column in shown { least[column] = max(least[column], TerminalText.widestPart(row[column])) }
        }
        while width(shown, widths) > space, let widest = widest(shown, widths, above: { least[$0] }) {
            widths[widest] -= 1
        }
    }

    /// What is drawn of a row.
    private func picture(_ index: Int, of row: [DataValue]) -> DataValue {
        let value: Double
        switch row[pictures[index].column] {
        case .int(let number): value = Double(number)
        case .thousandths(let number): value = Double(number) / 1000
        default: return .null
        }
        switch pictures[index].kind {
        case .bar(let all): return .word(BlockBar.text(all > 0 ? value / all : 0, width: ColumnPicture.width))
        case .waterfall(let all):
            let before = sums[index]
            sums[index] += value
            guard all > 0 else { return .null }
            return .word(BlockBar.span(before / all, sums[index] / all, width: ColumnPicture.width))
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
        let cells = shown.map { isPicture($0) ? [row[$0]] : TerminalText.wrapped(row[$0], to: widths[$0]) }
        for number in 0..<(cells.map(\.count).max() ?? 0) {
            var parts = row.map { _ in "" }
            for (place, column) in shown.enumerated() where number < cells[place].count {
                parts[column] = cells[place][number]
            }
            line(parts, widths, of: row)
        }
    }

    /// One line of the terminal, without blanks at its end. Written as bytes: a table may have half a million lines.
    ///
    /// - Parameter whole: the cells of which these are parts.
    private func line(_ row: [String], _ widths: [Int], of whole: [String]? = nil) {
        let start = bytes.count
        for (place, column) in shown.enumerated() {
            let fill = max(0, widths[column] - TerminalText.width(row[column]))
            blanks((place == 0 ? 0 : 2) + (numeric[column] ? fill : 0))
            let tone = tones[column].isEmpty || row[column].isEmpty ? nil : tones[column][(whole ?? row)[column]]
            if let tone { bytes.append(contentsOf: tone.code.utf8) }
            bytes.append(contentsOf: row[column].utf8)
            if tone != nil { bytes.append(contentsOf: Tone.end.utf8) }
            if !numeric[column] { blanks(fill) }
        }
        while bytes.count > start, bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        bytes.append(UInt8(ascii: "\n"))
    }

    private func blanks(_ count: Int) { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count)) }
}

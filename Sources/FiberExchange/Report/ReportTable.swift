import FiberModel

/// Rows that the page of a report looks up and searches: a line a row, cells apart by tabs, packed in pieces.
struct ReportTable {
    /// The most of a piece, before it is packed: small enough to unpack while somebody waits.
    private static let piece = 4 << 20

    let name: String
    /// The columns, each with what its cells name: a kind of object, `address`, or nothing.
    let columns: [(name: String, names: String?)]
    private(set) var rows = 0
    private(set) var pieces: [[UInt8]] = []
    private var text: [UInt8] = []

    init(_ name: String, _ columns: [(name: String, names: String?)]) { (self.name, self.columns) = (name, columns) }

    mutating func add(_ cells: [String]) throws(PlantError) {
        precondition(cells.count == columns.count, "a row of another table")
        for (index, cell) in cells.enumerated() {
            if index > 0 { text.append(9) }
            // What holds rows and cells apart is no part of them.
            for byte in cell.utf8 { text.append(byte == 9 || byte == 10 || byte == 13 ? 32 : byte) }
        }
        text.append(10)
        rows += 1
        if text.count > Self.piece { try pack() }
    }

    mutating func finish() throws(PlantError) {
        if !text.isEmpty { try pack() }
    }

    private mutating func pack() throws(PlantError) {
        pieces.append(try PackedText.packed(text))
        text.removeAll(keepingCapacity: true)
    }
}

extension ReportTable {
    /// The rows of an answer.
    init(_ name: String, _ answer: Answer, naming: [String: String] = [:]) throws(PlantError) {
        self = try ReportTable(name, try AnswerRows(answer), naming: naming)
    }

    init(_ name: String, _ rows: AnswerRows, naming: [String: String] = [:]) throws(PlantError) {
        self.init(name, rows.names.map { ($0, naming[$0]) })
        for row in rows.rows { try add(row.map(\.plain)) }
        try finish()
    }
}

extension FieldInfo {
    /// What its cells name, for a page that leads there.
    var named: String? {
        switch type {
        case .label(let kind?): kind.rawValue
        case .labels(let list): list.kind?.rawValue
        case .rack, .unit, .port, .ports, .strand: "address"
        default: nil
        }
    }
}

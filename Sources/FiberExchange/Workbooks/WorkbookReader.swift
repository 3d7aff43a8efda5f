import FiberModel

/// Reads the sheets of an .xlsx as rows of text: what people would see, but dates as YYYY-MM-DD and numbers with a point.
struct WorkbookReader {
    /// What a file inside may become.
    private static let largestPart = 64 << 20
    /// As many as a sheet of ours has at most, with its header.
    private static let mostRows = SignOff.maxRows + 1
    private static let mostColumns = CSVReader.maxFields
    /// Cells up to the last of each row. Those that are left out take memory here, and next to nothing in the file.
    private static let mostCells = 4_000_000
    private static let mostSheets = 32

    private let archive: ZipArchive
    private var texts: [String] = []
    /// By style: whether its numbers are days.
    private var isDate: [Bool] = []
    private var countsFrom1904 = false

    /// - Throws: `PlantError` with code `badValue` for what is no workbook.
    init(_ bytes: [UInt8]) throws(PlantError) {
        archive = try ZipArchive(bytes)
        guard try part("xl/workbook.xml") != nil else {
            throw PlantError(
                .badValue, "this is not a valid workbook: xl/workbook.xml is missing", hint: "save it as .xlsx")
        }
    }

    private func part(_ name: String) throws(PlantError) -> [UInt8]? {
        try archive.file(name, limit: Self.largestPart)
    }

    /// The sheets with their names, in order; rows up to the last that has a cell, cells that are not there are empty.
    mutating func sheets() throws(PlantError) -> [(name: String, rows: [[String]])] {
        let parts = try sheetParts()
        try readTexts()
        try readStyles()
        var sheets: [(name: String, rows: [[String]])] = []
        var count = 0
        for (name, path) in parts {
            guard let bytes = try part(path) else {
                throw PlantError(
                    .badValue, "this workbook has no \(path)", hint: "open it in a spreadsheet and save it again")
            }
            let sheet = try cells(bytes, before: count)
            count = sheet.count
            sheets.append((name, sheet.rows))
        }
        return sheets
    }

    /// The parts that hold the sheets: workbook.xml names them by relations.
    private mutating func sheetParts() throws(PlantError) -> [(name: String, path: String)] {
        var sheets: [(name: String, relation: String)] = []
        var from1904 = false
        try XMLEvents.read(
            try part("xl/workbook.xml") ?? [],
            start: { name, values in
                if name == "sheet" { sheets.append((values["name"] ?? "", values["id"] ?? "")) }
                if name == "workbookPr" { from1904 = ["1", "true"].contains(values["date1904"] ?? "") }
            })
        countsFrom1904 = from1904
        guard sheets.count <= Self.mostSheets else {
            throw PlantError(
                .badValue, "this workbook has \(sheets.count) sheets, expected at most \(Self.mostSheets)",
                hint: "name a patch sheet, pull sheet or work pack of the order")
        }
        var targets: [String: String] = [:]
        if let bytes = try part("xl/_rels/workbook.xml.rels") {
            try XMLEvents.read(
                bytes,
                start: { name, values in
                    if name == "Relationship", let id = values["Id"] { targets[id] = values["Target"] }
                })
        }
        if sheets.isEmpty { sheets = [("", "")] }
        return sheets.enumerated().map { index, sheet in
            let target = targets[sheet.relation] ?? "worksheets/sheet\(index + 1).xml"
            return (sheet.name, target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)")
        }
    }

    private mutating func readTexts() throws(PlantError) {
        guard let bytes = try part("xl/sharedStrings.xml") else { return }
        var texts: [String] = []
        var current = ""
        var isText = false
        var isSpoken = false
        try XMLEvents.read(
            bytes,
            start: { name, _ in
                switch name {
                case "si": current = ""
                // How a text is spoken is not part of it.
                case "rPh": isSpoken = true
                case "t": isText = !isSpoken
                default: break
                }
            },
            end: { name in
                switch name {
                case "si": texts.append(WorkbookText.unescaped(current))
                case "rPh": isSpoken = false
                case "t": isText = false
                default: break
                }
            }, text: { if isText { current += $0 } })
        self.texts = texts
    }

    private mutating func readStyles() throws(PlantError) {
        guard let bytes = try part("xl/styles.xml") else { return }
        var own: [Int: Bool] = [:]
        var isDate: [Bool] = []
        var isInCells = false
        try XMLEvents.read(
            bytes,
            start: { name, values in
                switch name {
                case "numFmt":
                    if let id = values["numFmtId"].flatMap({ Int($0) }) {
                        own[id] = Self.isDate(format: values["formatCode"] ?? "")
                    }
                case "cellXfs": isInCells = true
                case "xf":
                    guard isInCells else { break }
                    let id = values["numFmtId"].flatMap { Int($0) } ?? 0
                    isDate.append(own[id] ?? Self.builtInDates.contains(id))
                default: break
                }
            }, end: { if $0 == "cellXfs" { isInCells = false } })
        self.isDate = isDate
    }

    /// Numbers of formats that every spreadsheet has and that show a day, those of East Asia among them.
    private static let builtInDates: Set<Int> = Set(Array(14...17) + [22] + Array(27...31) + [36] + Array(50...58))

    /// Whether a format shows a day: it has a letter for year or day outside of quotes and brackets.
    private static func isDate(format: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var isLiteral = false
        for character in format.lowercased() {
            if isLiteral {
                isLiteral = false
                continue
            }
            switch character {
            case "\\": isLiteral = true
            case "\"": isQuoted.toggle()
            case "[": isBracketed = true
            case "]": isBracketed = false
            case "y", "d": if !isQuoted, !isBracketed { return true }
            default: break
            }
        }
        return false
    }

    /// A cell as the sheet has it, until its end.
    private struct Cell {
        var row = 0
        var column = 0
        var type = ""
        var style = 0
        var value = ""
    }

    /// - Parameter before: the cells of the sheets before it.
    private func cells(_ bytes: [UInt8], before: Int) throws(PlantError) -> (rows: [[String]], count: Int) {
        var rows: [[String]] = []
        var cell = Cell()
        var takesText = false
        var count = before
        var fault: PlantError?
        try XMLEvents.read(
            bytes,
            start: { name, values in
                switch name {
                case "row":
                    cell.row = min(values["r"].flatMap { Int($0) } ?? cell.row + 1, Self.mostRows + 1)
                    cell.column = 0
                case "c":
                    let column = values["r"].flatMap(Self.column) ?? cell.column + 1
                    cell = Cell(
                        row: cell.row, column: column, type: values["t"] ?? "",
                        style: values["s"].flatMap { Int($0) } ?? 0)
                case "v", "t": takesText = true
                default: break
                }
            },
            end: { name in
                if name == "v" || name == "t" { takesText = false }
                guard name == "c", fault == nil, !cell.value.isEmpty else { return }
                guard (1...Self.mostRows).contains(cell.row), (1...Self.mostColumns).contains(cell.column) else {
                    fault = PlantError(
                        .badValue,
                        "a cell is in row \(cell.row), column \(cell.column), expected at most \(Self.mostRows) rows of \(Self.mostColumns) columns",
                        hint: "remove what stands beside the sheet")
                    return
                }
                while rows.count < cell.row { rows.append([]) }
                count += max(0, cell.column - rows[cell.row - 1].count)
                guard count <= Self.mostCells else {
                    fault = PlantError(
                        .badValue,
                        "this sheet has more than \(Self.mostCells) cells, which no sheet of a work order has",
                        hint: "name a patch sheet or pull sheet of the order")
                    return
                }
                while rows[cell.row - 1].count < cell.column { rows[cell.row - 1].append("") }
                rows[cell.row - 1][cell.column - 1] = text(of: cell)
            }, text: { if takesText { cell.value += $0 } })
        if let fault { throw fault }
        return (rows, count)
    }

    /// `AB12` is column 28.
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8 {
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
            column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            if column > 1 << 20 { return nil }
        }
        return column > 0 ? column : nil
    }

    private func text(of cell: Cell) -> String {
        switch cell.type {
        case "s": Int(cell.value).flatMap { texts.indices.contains($0) ? texts[$0] : nil } ?? ""
        case "str", "inlineStr": WorkbookText.unescaped(cell.value)
        case "b": cell.value == "1" ? "yes" : "no"
        case "d": String(cell.value.prefix(10))
        case "e": cell.value
        default:
            if isDate.indices.contains(cell.style), isDate[cell.style], let day = day(cell.value) {
                day
            } else {
                Self.number(cell.value)
            }
        }
    }

    /// A day by its number; spreadsheets count from 1899-12-30, or from 1904-01-01.
    private func day(_ text: String) -> String? {
        guard let number = Double(text), number >= 1, number < 2_958_466 else { return nil }
        let base = countsFrom1904 ? -24_107 : -25_569
        return Day(secondsSince1970: (Int(number) + base) * 86_400).description
    }

    /// A number as people wrote it: the file has 0.41999999999999998 for 0.42.
    private static func number(_ text: String) -> String {
        guard let value = Double(text), value.magnitude < 1e15 else { return text }
        if value == value.rounded() { return String(Int(value)) }
        let scaled = (value * 1e9).rounded()
        guard scaled.magnitude < 9e15 else { return "\(value)" }
        var digits = String(Int(scaled.magnitude))
        digits = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
        var fraction = digits.suffix(9)
        while fraction.last == "0" { fraction.removeLast() }
        return (value < 0 ? "-" : "") + digits.dropLast(9) + "." + fraction
    }
}

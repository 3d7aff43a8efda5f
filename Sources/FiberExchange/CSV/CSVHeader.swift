import FiberModel

/// A column that a CSV may have.
struct CSVColumn {
    let name: String
    let isRequired: Bool
    let help: String

    init(_ name: String, isRequired: Bool = false, help: String = "") {
        self.name = name
        self.isRequired = isRequired
        self.help = help
    }
}

extension CSVReader {
    /// Reads the first row: for each field the place of its column among `columns`, nil for one that is not among them.
    ///
    /// - Parameter allowsOthers: unknown columns are passed over; else each is a fault.
    /// - Throws: `PlantError` where nothing can be read; faults of the header are answered.
    mutating func header(
        _ columns: [CSVColumn], allowsOthers: Bool = false
    ) throws(PlantError) -> (order: [Int?], faults: [PlantError]) {
        let names = columns.map(\.name)
        do throws(PlantError) {
            guard try next(), !isBlank else {
                throw PlantError(
                    .badValue, "no header, expected \(names.joined(separator: ","))",
                    place: SourcePlace(file: file, line: 1, column: 1))
            }
        } catch {
            guard error.place != nil else { throw error }
            return ([], [error])
        }
        if fieldCount == 1, !names.contains(self[0]), self[0].contains("|") {
            return (
                [],
                [
                    PlantError(
                        .badValue, "the fields are separated by '|', expected commas, semicolons or tabs",
                        hint: "save it with commas between the fields", place: place(of: 0))
                ]
            )
        }
        var faults: [PlantError] = []
        var order: [Int?] = []
        for field in 0..<fieldCount {
            let name = self[field]
            let index = names.firstIndex(of: name) ?? names.firstIndex(of: name.trimmingSpaces.lowercased())
            if index == nil, !allowsOthers || fieldCount == 1 { faults.append(unknownColumn(field, names)) }
            if let index, order.contains(index) {
                faults.append(
                    PlantError(.badValue, "column '\(name)' stands twice, expected once", place: place(of: field)))
            }
            order.append(index)
        }
        for (index, column) in columns.enumerated() where column.isRequired && !order.contains(index) {
            faults.append(
                PlantError(
                    .badValue, "column '\(column.name)' is missing, expected \(column.help)", place: place(of: 0)))
        }
        return (order, faults)
    }

    private func unknownColumn(_ field: Int, _ names: [String]) -> PlantError {
        let name = self[field]
        return PlantError(
            .badValue, "column \(quoted(name)) is unknown, expected \(names.joined(separator: ","))",
            hint: nearestName(to: name, among: names).map { "did you mean '\($0)'?" }, place: place(of: field))
    }

    /// Reads the rows behind the header and hands each over as its cells by column; a fault in a row is kept and the
    /// next one read.
    ///
    /// - Parameter mostRows: a file with more is refused.
    mutating func forEachRow(
        _ columns: [CSVColumn], _ order: [Int?], maxRows: Int, _ body: (CSVRow) throws(PlantError) -> Void
    ) throws(PlantError) -> [PlantError] {
        var faults: [PlantError] = []
        var rows = 0
        var isMore = true
        while isMore, faults.count < Self.maxFaults {
            do throws(PlantError) {
                isMore = try next()
                guard isMore, !isBlank else { continue }
                rows += 1
                guard rows <= maxRows else {
                    throw PlantError(.badValue, "\(file) has more than \(maxRows) rows", hint: "split it")
                }
                guard fieldCount == order.count else {
                    throw PlantError(
                        .badValue, "row of \(fieldCount) fields, expected \(order.count) as in the header",
                        place: place(of: min(fieldCount, order.count)))
                }
                try body(CSVRow(self, columns, order))
            } catch {
                guard error.place != nil else { throw error }
                faults.append(error)
            }
        }
        return faults
    }
}

/// The cells of a row by the names of their columns.
struct CSVRow {
    private var cells: [String: (text: String, place: SourcePlace)] = [:]
    let place: SourcePlace

    init(_ reader: CSVReader, _ columns: [CSVColumn], _ order: [Int?]) {
        place = reader.place(of: 0)
        for (field, column) in order.enumerated() {
            guard let column else { continue }
            let text = CSVWriter.unescapingFormula(reader[field]).trimmingSpaces
            cells[columns[column].name] = (text, reader.place(of: field))
        }
    }

    /// The text of a cell; nil where the file has no such column or the cell is empty.
    subscript(name: String) -> String? {
        guard let text = cells[name]?.text, !text.isEmpty else { return nil }
        return text
    }
    func has(_ name: String) -> Bool { cells[name] != nil }

    /// Reads a cell; a fault is placed at it.
    func reading<T>(_ name: String, _ parse: (String) throws(PlantError) -> T) throws(PlantError) -> T? {
        guard let text = self[name] else { return nil }
        do throws(PlantError) { return try parse(text) } catch { throw fault(error, at: name) }
    }

    /// A failure said of a cell of this row.
    func fault(_ error: PlantError, at name: String) -> PlantError {
        var placed = error
        if cells[name] != nil { placed.message = "\(name): \(error.message)" }
        placed.field = name
        placed.place = cells[name]?.place ?? place
        return placed
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

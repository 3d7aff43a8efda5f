import FiberModel

/// Takes the cells of a row one by one: CSV writes them at once, a table collects them.
///
/// One description of a row serves every format, and half a million rows of CSV need no values in between.
protocol CellSink {
    mutating func int(_ value: Int)
    mutating func thousandths(_ value: Int)
    /// Free text.
    mutating func text(_ text: String)
    /// An address, label, keyword or name of a type, of which the last may begin with a sign that spreadsheets obey.
    mutating func word(_ text: String)
    mutating func none()
}

extension CSVWriter: CellSink {
    mutating func thousandths(_ value: Int) { raw(decimal(thousandths: value)) }
    mutating func word(_ word: String) { text(word) }
    mutating func none() { raw("") }
}

/// The cells of a row as values.
struct DataCells: CellSink {
    private(set) var values: [DataValue] = []

    mutating func int(_ value: Int) { values.append(.int(value)) }
    mutating func thousandths(_ value: Int) { values.append(.thousandths(value)) }
    mutating func text(_ text: String) { values.append(.text(text)) }
    mutating func word(_ text: String) { values.append(.word(text)) }
    mutating func none() { values.append(.null) }
}

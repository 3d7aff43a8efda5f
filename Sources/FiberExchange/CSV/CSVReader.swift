import FiberModel
import Platform

/// Where the bytes of a CSV come from, a piece at a time.
package protocol ByteSource {
    /// The next bytes, none at the end.
    mutating func read() throws(PlantError) -> [UInt8]
}

/// Reads RFC 4180 CSV a row at a time, in constant memory, and knows the line and column of every field.
///
/// Our own, because a library that reads a whole file into strings is several times slower on the files of a
/// large plant and cannot say where a fault is. Takes UTF-8 with or without byte order mark and UTF-16 with
/// one, LF, CRLF or CR, commas, semicolons or tabs between the fields, and quoted fields with line ends in them. A fault in
/// the text is reported once, and reading goes on with the next line where there can be one.
package struct CSVReader {
    /// The longest row, in bytes: longer than all columns of a record together, each as long as ``Bounds`` lets it be.
    package static let longestRow = 1 << 22
    package static let maxFields = 256
    /// Faults that are kept of one file.
    package static let maxFaults = 10_000

    package let file: String
    /// Bytes taken from the source so far.
    package private(set) var bytesRead = 0

    private var source: any ByteSource
    private var chunk: [UInt8] = []
    private var at = 0
    private var isAtEnd = false
    private var separator = UInt8(ascii: ",")
    private var utf16: UTF16Pieces?

    private var line = 1
    private var column = 1
    private var row: [UInt8] = []
    private var ends: [Int] = []
    private var starts: [(line: Int, column: Int)] = []
    private var hasWideBytes = false

    /// Whether places tell the number of the cell, and not of the character: for what was no text.
    private let countsCells: Bool

    package init(file: String, source: any ByteSource, countsCells: Bool = false) {
        self.file = file
        self.countsCells = countsCells
        self.source = source
    }

    // MARK: The row last read

    package var fieldCount: Int { ends.count }

    /// Whether the row is a blank line.
    package var isBlank: Bool { ends.count == 1 && ends[0] == 0 }

    package func isEmpty(_ field: Int) -> Bool { range(field).isEmpty }

    package subscript(field: Int) -> String {
        row.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range(field)]), as: UTF8.self) }
    }

    package func place(of field: Int) -> SourcePlace {
        let start = starts[min(field, starts.count - 1)]
        return SourcePlace(file: file, line: start.line, column: countsCells ? field + 1 : start.column)
    }

    private func range(_ field: Int) -> Range<Int> { (field == 0 ? 0 : ends[field - 1])..<ends[field] }

    // MARK: Reading

    /// Reads the next row; false at the end.
    ///
    /// - Throws: `PlantError` with the place of a fault in the text; the rest of that line is skipped.
    package mutating func next() throws(PlantError) -> Bool {
        row.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        hasWideBytes = false
        guard try fill() else { return false }
        repeat { starts.append((line, column)) } while try field()
        if hasWideBytes { try checkText() }
        return true
    }

    /// Reads one field; true if another follows on the same row.
    private mutating func field() throws(PlantError) -> Bool {
        if try fill(), chunk[at] == UInt8(ascii: "\"") { try quotedField() } else { try plainField() }
        ends.append(row.count)
        guard ends.count <= Self.maxFields else {
            throw try skippingLine("row of more than \(Self.maxFields) fields", "a plant's CSV")
        }
        guard try fill() else { return false }
        let byte = chunk[at]
        at += 1
        column += 1
        if byte == separator { return true }
        if byte == UInt8(ascii: "\r"), try fill(), chunk[at] == UInt8(ascii: "\n") { at += 1 }
        line += 1
        column = 1
        return false
    }

    private mutating func plainField() throws(PlantError) {
        while try fill() {
            let start = at
            at = chunk.withUnsafeBufferPointer { [separator] bytes in
                var i = start
                while i < bytes.count, bytes[i] != separator, !bytes[i].endsPlainRun { i += 1 }
                return i
            }
            try take(start..<at)
            guard at < chunk.count else { continue }
            switch chunk[at] {
            case UInt8(ascii: "\""):
                throw try skippingLine("quote inside a field", "the whole field in quotes, its quotes doubled")
            case 0: throw binary()
            default: return
            }
        }
    }

    private mutating func quotedField() throws(PlantError) {
        let opening = (line: line, column: column)
        at += 1
        column += 1
        while true {
            guard try fill() else {
                throw PlantError(
                    .badValue, "quote is never closed, expected '\"' before the end of the file",
                    place: SourcePlace(file: file, line: opening.line, column: opening.column))
            }
            let start = at
            at = chunk.withUnsafeBufferPointer { bytes in
                var i = start
                while i < bytes.count, bytes[i] != UInt8(ascii: "\""), bytes[i] != 0 { i += 1 }
                return i
            }
            try take(start..<at)
            guard at < chunk.count else { continue }
            if chunk[at] == 0 { throw binary() }
            at += 1
            column += 1
            guard try fill() else { return }
            if chunk[at] == UInt8(ascii: "\"") {
                row.append(UInt8(ascii: "\""))
                at += 1
                column += 1
            } else if chunk[at] == separator || chunk[at].endsLine {
                return
            } else {
                throw try skippingLine(
                    "text after a closing quote", "\(quoted(String(UnicodeScalar(separator)))) or the end of the line")
            }
        }
    }

    /// Appends a run of bytes to the row and counts lines and columns in it.
    private mutating func take(_ run: Range<Int>) throws(PlantError) {
        guard row.count + run.count <= Self.longestRow else {
            let start = starts.last ?? (line, column)
            at = chunk.count
            isAtEnd = true
            throw PlantError(
                .badValue, "row of more than \(Self.longestRow) bytes, expected a shorter one (is a quote not closed?)",
                place: SourcePlace(file: file, line: start.line, column: start.column))
        }
        var characters = 0
        var lines = 0
        var seen: UInt8 = 0
        var lastLineEnd = -1
        chunk.withUnsafeBufferPointer { bytes in
            for i in run {
                seen |= bytes[i]
                characters += bytes[i] & 0xC0 != 0x80 ? 1 : 0
                if bytes[i] == UInt8(ascii: "\n") {
                    lines += 1
                    lastLineEnd = i
                }
            }
        }
        if seen & 0x80 != 0 { hasWideBytes = true }
        if lines > 0 {
            line += lines
            column = 1 + (lastLineEnd + 1..<run.upperBound).count { chunk[$0] & 0xC0 != 0x80 }
        } else {
            column += characters
        }
        chunk.withUnsafeBufferPointer { row.append(contentsOf: UnsafeBufferPointer(rebasing: $0[run])) }
    }

    private func checkText() throws(PlantError) {
        for field in ends.indices {
            let isText = row.withUnsafeBufferPointer {
                String(validating: UnsafeBufferPointer(rebasing: $0[range(field)]), as: UTF8.self) != nil
            }
            guard isText else {
                throw PlantError(
                    .badValue, "bytes that are no UTF-8, expected UTF-8 text", hint: "save it as 'CSV UTF-8'",
                    place: place(of: field))
            }
        }
    }

    /// A NUL byte: no text, so the rest is not looked at.
    private mutating func binary() -> PlantError {
        let place = SourcePlace(file: file, line: line, column: column)
        at = chunk.count
        isAtEnd = true
        return PlantError(.badValue, "a NUL byte: this is not text; the rest is not read", place: place)
    }

    /// A fault here; leaves the reader at the start of the next line.
    private mutating func skippingLine(_ found: String, _ expected: String) throws(PlantError) -> PlantError {
        let place = SourcePlace(file: file, line: line, column: column)
        while try fill() {
            at += 1
            if chunk[at - 1] == UInt8(ascii: "\n") { break }
        }
        line += 1
        column = 1
        return PlantError(.badValue, "\(found), expected \(expected)", place: place)
    }

    /// Makes sure that there is a byte to look at; false at the end of the file.
    private mutating func fill() throws(PlantError) -> Bool {
        while at >= chunk.count {
            if isAtEnd { return false }
            if bytesRead == 0 { try begin() } else { (chunk, at) = (try piece(), 0) }
        }
        return true
    }

    /// The next bytes as UTF-8, none at the end; notes that it is come to.
    private mutating func piece() throws(PlantError) -> [UInt8] {
        let bytes = try source.read()
        bytesRead += bytes.count
        isAtEnd = bytes.isEmpty
        guard utf16 != nil else { return bytes }
        guard let text = utf16?.utf8(bytes), !isAtEnd || utf16?.isComplete == true else {
            isAtEnd = true
            throw PlantError(
                .badValue, "bytes that are no UTF-16 text; the rest is not read",
                place: SourcePlace(file: file, line: line, column: column))
        }
        return text
    }

    /// Reads the beginning, which may come in pieces, and finds out how the file is written.
    private mutating func begin() throws(PlantError) {
        chunk = try piece()
        while !isAtEnd, chunk.count < 3 { chunk += try piece() }
        utf16 = UTF16Pieces(chunk)
        if utf16 != nil {
            guard let text = utf16?.utf8(chunk.dropFirst(2)) else {
                isAtEnd = true
                throw PlantError(
                    .badValue, "bytes that are no UTF-16 text", place: SourcePlace(file: file, line: 1, column: 1))
            }
            chunk = text
        } else if chunk.starts(with: [0xEF, 0xBB, 0xBF]) {
            chunk.removeFirst(3)
        }
        // One byte more than the first line: its end may be CRLF.
        while !isAtEnd, chunk.count < CSVDialect.longestLook, !chunk.dropLast().contains(where: \.endsLine) {
            chunk += try piece()
        }
        let dialect = CSVDialect(chunk[...])
        separator = dialect.separator
        at = dialect.preface
        if at > 0 { line += 1 }
    }
}

extension UInt8 {
    fileprivate var endsLine: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
    fileprivate var endsPlainRun: Bool { endsLine || self == UInt8(ascii: "\"") || self == 0 }
}

import FiberExchange
import FiberModel
import FiberStore
import TestSupport
import Testing

struct CSVTests {
    /// Rows, or the place and text of the first fault.
    private func read(_ bytes: [UInt8], piece: Int = 1 << 18) -> (rows: [[String]], fault: PlantError?) {
        var reader = CSVReader(file: "f", source: MemorySource(bytes, piece: piece))
        var rows: [[String]] = []
        do throws(PlantError) {
            while try reader.next() { rows.append((0..<reader.fieldCount).map { reader[$0] }) }
            return (rows, nil)
        } catch { return (rows, error) }
    }

    @Test(
        arguments: [
            ("", []), ("a", [["a"]]), ("a,b\n", [["a", "b"]]), ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            ("a\rb\r", [["a"], ["b"]]), ("\u{FEFF}a,b\n", [["a", "b"]]), (",\n", [["", ""]]),
            ("\"a,b\",c", [["a,b", "c"]]),
            ("\"a\nb\",c\n", [["a\nb", "c"]]), ("\"a\"\"b\"\n", [["a\"b"]]), ("\"\"\n", [[""]]),
            ("\n\na\n", [[""], [""], ["a"]]),
            ("ä,ö\n", [["ä", "ö"]]), ("\"a\r\nb\"\r\n", [["a\r\nb"]]),
        ] as [(String, [[String]])])
    func readsWhatRFC4180Means(_ text: String, _ rows: [[String]]) {
        for piece in [1, 2, 3, 7, 1 << 18] {
            let found = read(Array(text.utf8), piece: piece)
            #expect(found.fault == nil)
            #expect(found.rows == rows, "in pieces of \(piece)")
        }
    }

    /// What spreadsheets write where a comma is the decimal mark.
    @Test(arguments: [
        ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]), ("a\tb\n1,5\t2\n", [["a", "b"], ["1,5", "2"]]),
        ("sep=;\r\na;b\r\n1,5;\r\n", [["a", "b"], ["1,5", ""]]), ("\"sep=,\"\na,b\n", [["a", "b"]]),
        ("\"a;b;c\",d\n", [["a;b;c", "d"]]), ("Loss (dB), mean;Cable;Date\n", [["Loss (dB), mean", "Cable", "Date"]]),
        ("a,b\n1;2,3\n", [["a", "b"], ["1;2", "3"]]), ("sep=;", []), ("𝄞;ä\n", [["𝄞", "ä"]]),
    ])
    func separatorsAreThoseOfTheFirstLine(_ text: String, _ rows: [[String]]) {
        let little: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), little, big] {
            for piece in [1, 2, 3, 7, 1 << 18] {
                let found = read(bytes, piece: piece)
                #expect(found.fault == nil && found.rows == rows, "in pieces of \(piece): \(found)")
            }
        }
    }

    @Test func theLineAfterOneThatNamesTheSeparatorIsTheSecond() {
        #expect(read(Array("sep=;\na;b\nc;d\"e\n".utf8)).fault?.place?.line == 3)
    }

    @Test(
        arguments: [[0xFF, 0xFE, 0x61], [0xFF, 0xFE, 0x00, 0xD8, 0x61, 0x00], [0xFE, 0xFF, 0xDC, 0x00]] as [[UInt8]])
    func halfACharacterIsRefused(_ bytes: [UInt8]) {
        for piece in [1, 1 << 18] {
            #expect(read(bytes, piece: piece).fault?.message.contains("UTF-16") == true)
        }
    }

    @Test(arguments: [
        ("a,b\nc,d\"e\n", 2, 4, "quote inside"), ("a\n\"b", 2, 1, "never closed"),
        ("\"a\"b\n", 1, 4, "after a closing quote"),
        ("a\u{0}b\n", 1, 2, "NUL"), ("x,\"a\nb\" c\n", 2, 3, "after a closing quote"),
        ("ä,b\"\n", 1, 4, "quote inside"),
    ])
    func aFaultIsPlacedByLineAndColumn(_ text: String, _ line: Int, _ column: Int, _ why: String) {
        for piece in [1, 3, 1 << 18] {
            let fault = read(Array(text.utf8), piece: piece).fault
            #expect(fault?.place == SourcePlace(file: "f", line: line, column: column), "in pieces of \(piece)")
            #expect(fault?.message.contains(why) == true)
        }
    }

    @Test func readingGoesOnAfterAFault() throws {
        var reader = CSVReader(file: "f", source: MemorySource("a\nb\"\nc\n"))
        #expect(try reader.next())
        #expect(throws: PlantError.self) { try reader.next() }
        #expect(try reader.next())
        #expect(reader[0] == "c" && reader.place(of: 0).line == 3)
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(read([0x61, 0x2c, 0xff, 0xfe, 0x0a]).fault?.message.contains("UTF-8") == true)
    }

    @Test func aRowWithoutEndIsBounded() {
        let fault = read([UInt8(ascii: "\"")] + Array(repeating: UInt8(ascii: "x"), count: 5 << 20)).fault
        #expect(fault?.message.contains("more than 4194304 bytes") == true)
        #expect(read(Array(repeating: UInt8(ascii: ","), count: 300)).fault?.message.contains("256 fields") == true)
    }

    @Test func whatIsWrittenIsReadBack() {
        var dice = Dice(seed: 11)
        let letters: [Character] = ["a", ",", "\"", "\n", "\r", " ", "=", "'", "-", "ü", "1"]
        for _ in 0..<300 {
            let row = (0..<Int.random(in: 1...5, using: &dice)).map { _ in
                String((0..<Int.random(in: 0...5, using: &dice)).map { _ in letters.randomElement(using: &dice)! })
            }
            var writer = CSVWriter()
            for field in row { writer.raw(field) }
            writer.endRow()
            #expect(read(writer.bytes, piece: 2).rows == [row])
        }
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@x", "\tx", "'=x", "''-x", "'x", "x=1", "", "'"])
    func aFormulaIsDefusedAndComesBack(_ text: String) throws {
        var hall = Hall(label: "H1")
        hall.remarks.note = text
        let scratch = try Scratch()
        try PlantExport.write(try Store.holding([Record(hall)]), to: scratch.path)
        let rows = read(Array(try Checkout.bytes(scratch.file("halls.csv"))))
        let cell = try #require(rows.rows.last?.last)
        #expect(!(cell.first.map { "=+-@\t\r\n".contains($0) } ?? false))
        let store = try Store.inMemory()
        var reader = try PlantImport(folder: scratch.path)
        #expect(try reader.run(into: store, ChangeMetadata(author: "t", command: "t")).faults.isEmpty)
        #expect(try store.record(.hall, "H1") == Record(hall))
    }
}

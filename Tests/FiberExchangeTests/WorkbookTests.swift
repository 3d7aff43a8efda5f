import FiberModel
import TestSupport
import Testing

@testable import FiberExchange

struct WorkbookTests {
    private final class Box { var bytes: [UInt8] = [] }

    private func workbook(_ rows: [[DataValue]], columns: Int) throws -> [UInt8] {
        let answer = Answer((0..<columns).map { "column_\($0)" }) { add throws(PlantError) in
            for row in rows { try add(row) }
        }
        let box = Box()
        try answer.write(.xlsx) { bytes throws(PlantError) in box.bytes += bytes }
        return box.bytes
    }

    @Test func cellsComeBackAsTheyWere() throws {
        let texts = [
            "05", "007.10", "=1+1", "-3", "+CMD", "@x", "1E5", "2026-11-28", "<script>&\"'", "_x0041_", "a_x000D_b",
            "Übung – 漢字 🙂",
            " blank ", "DC1.A01-42:01", "12.000",
        ]
        let bytes = try workbook(texts.map { [.text($0), .word($0)] }, columns: 2)
        var reader = try WorkbookReader(bytes)
        #expect(try reader.sheets()[0].rows == [["column_0", "column_1"]] + texts.map { [$0, $0] })
    }

    @Test func numbersComeBackToTheThousandth() throws {
        var random = Dice(seed: 7)
        var rows: [[DataValue]] = [[.thousandths(420), .int(0)], [.thousandths(-1), .int(-7)]]
        for _ in 0..<500 {
            rows.append([
                .thousandths(Int.random(in: -9_000_000...9_000_000, using: &random)),
                .int(Int.random(in: -1_000_000...1_000_000, using: &random)),
            ])
        }
        var reader = try WorkbookReader(try workbook(rows, columns: 2))
        #expect(try reader.sheets()[0].rows.dropFirst() == rows.map { $0.map(\.plain) }[...])
    }

    @Test func theSameCellsGiveTheSameBytes() throws {
        let rows: [[DataValue]] = [[.text("a"), .int(1)]]
        #expect(try workbook(rows, columns: 2) == workbook(rows, columns: 2))
    }

    /// A workbook that is cut short or changed anywhere is read or refused, and nothing else.
    @Test func damagedWorkbooksAreRefused() throws {
        let whole = try workbook([[.text("a"), .int(1)]], columns: 2)
        for length in stride(from: 0, to: whole.count, by: 97) {
            #expect(throws: PlantError.self) {
                var reader = try WorkbookReader(Array(whole.prefix(length)))
                _ = try reader.sheets()[0].rows
            }
        }
        var random = Dice(seed: 3)
        for _ in 0..<300 {
            var bytes = whole
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            do throws(PlantError) {
                var reader = try WorkbookReader(bytes)
                _ = try reader.sheets()[0].rows
            } catch {
                #expect([.badValue, .io].contains(error.code))
            }
        }
    }

    /// Days in built-in and own formats, whichever year they are counted from; other numbers stay numbers.
    @Test(arguments: [("", "2026-11-25"), ("<workbookPr date1904=\"1\"/>", "2030-11-26")])
    func daysAreReadByTheirFormat(_ properties: String, _ day: String) throws {
        let book =
            "<workbook xmlns:r=\"u\">\(properties)<sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"rId3\"/></sheets></workbook>"
        var reader = try WorkbookReader(Workbooks.packed(["xl/workbook.xml": Array(book.utf8)]))
        #expect(try reader.sheets()[0].rows == [["step", "cord"], [], ["0.42", day, "", day, "46351", "yes"]])
    }

    private func refusal(_ sheet: String, texts: String? = nil) -> String? {
        var parts = ["xl/worksheets/sheet1.xml": Array("<worksheet><sheetData>\(sheet)</sheetData></worksheet>".utf8)]
        if let texts { parts["xl/sharedStrings.xml"] = Array("<sst><si><t>\(texts)</t></si></sst>".utf8) }
        let packed = Workbooks.packed(parts)
        do throws(PlantError) { _ = try SheetSource.sheets(of: MemorySource(packed))[0] } catch {
            return error.description
        }
        return nil
    }

    /// What is small in the file and large in memory.
    @Test func bombsAreRefused() {
        let wide = (1...20_000).map { "<row r=\"\($0)\"><c r=\"IV\($0)\"><v>1</v></c></row>" }.joined()
        #expect(refusal(wide)?.contains("more than 4000000 cells") == true)
        let long = (1...3000).map { "<row r=\"\($0)\"><c t=\"s\"><v>0</v></c></row>" }.joined()
        #expect(refusal(long, texts: String(repeating: "x", count: 30_000))?.contains("larger than 64 MiB") == true)
        for row in ["9223372036854775807", "-9223372036854775808", "100002"] {
            let sheet = "<row r=\"\(row)\"><c><v>1</v></c></row><row><c><v>2</v></c></row>"
            #expect(refusal(sheet)?.contains("expected at most 100001 rows") == true, "\(row)")
        }
        #expect(refusal("<row r=\"1\"><c r=\"IW1\"><v>1</v></c></row>")?.contains("column 257") == true)
    }

    @Test func anEntryIsWhatTheDirectorySays() throws {
        var bytes = Workbooks.packed([:])
        // The size of the first entry, in the directory: one byte less than is there.
        let directory = try #require((0..<bytes.count - 4).first { Array(bytes[$0..<($0 + 4)]) == [0x50, 0x4B, 1, 2] })
        bytes[directory + 24] &-= 1
        #expect(throws: PlantError.self) {
            var reader = try WorkbookReader(bytes)
            _ = try reader.sheets()[0].rows
        }
    }

    @Test func entitiesAreRefused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>"
        #expect(throws: PlantError.self) { try XMLEvents.read(Array(bomb.utf8)) }
        let deep = String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200)
        #expect(throws: PlantError.self) { try XMLEvents.read(Array(deep.utf8)) }
    }

    @Test func windowsTextIsReadByItsCodePage() throws {
        let source = try SheetSource.sheets(of: MemorySource([0x4E, 0xFC, 0x80, 0x3B, 0x93]))[0]
        #expect(source.remark != nil)
        var bytes = source
        #expect(String(decoding: try bytes.read(), as: UTF8.self) == "Nü€;“")
    }
}

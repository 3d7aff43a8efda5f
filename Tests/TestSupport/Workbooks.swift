import FiberExchange
import FiberModel

/// Workbooks for tests: one that we wrote, and ones that are put together part by part.
package enum Workbooks {
    /// A sheet with every kind of cell: shared and inline text, numbers, days in formats of two kinds, a flag.
    package static let sheet = """
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>\
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>cord</t></is></c></row>\
        <row r="3"><c r="A3"><v>0.41999999999999998</v></c><c r="B3" s="1"><v>46351</v></c>\
        <c r="D3" s="2"><v>46351.5</v></c><c r="E3" s="3"><v>46351</v></c><c r="F3" t="b"><v>1</v></c></row>\
        </sheetData></worksheet>
        """

    private static let defaults: [String: [UInt8]] = [
        "xl/workbook.xml": Array(
            """
            <workbook xmlns:r="u"><sheets><sheet name="Blatt 1" sheetId="1" r:id="rId3"/></sheets></workbook>
            """.utf8),
        "xl/_rels/workbook.xml.rels": Array(
            """
            <Relationships><Relationship Id="rId3" Target="worksheets/sheet1.xml"/></Relationships>
            """.utf8),
        "xl/sharedStrings.xml": Array(
            "<sst><si><r><t>ste</t></r><r><t>p</t></r><rPh><t>spoken</t></rPh></si></sst>".utf8),
        "xl/styles.xml": Array(
            """
            <styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>\
            <numFmt numFmtId="165" formatCode="0.00 &quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>
            """.utf8),
        "xl/worksheets/sheet1.xml": Array(sheet.utf8),
    ]

    /// A workbook of these parts, and of usual ones where a part is not given; nothing in it is deflated.
    package static func packed(_ parts: [String: [UInt8]]) -> [UInt8] {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        let all = defaults.merging(parts) { _, own in own }.sorted { $0.key < $1.key }
        for (name, bytes) in all {
            let sizes = number(0, 4) + number(bytes.count, 4) + number(bytes.count, 4) + number(name.utf8.count, 2)
            let offset = body.count
            body += number(0x0403_4B50, 4) + number(20, 2) + [UInt8](repeating: 0, count: 8) + sizes + number(0, 2)
            body += Array(name.utf8) + bytes
            directory +=
                number(0x0201_4B50, 4) + number(20, 2) + number(20, 2) + [UInt8](repeating: 0, count: 8) + sizes
            directory += [UInt8](repeating: 0, count: 12) + number(offset, 4) + Array(name.utf8)
        }
        return body + directory + number(0x0605_4B50, 4) + number(0, 4) + number(all.count, 2) + number(all.count, 2)
            + number(directory.count, 4) + number(body.count, 4) + number(0, 2)
    }

    package static func packed(sheet: String) -> [UInt8] { packed(["xl/worksheets/sheet1.xml": Array(sheet.utf8)]) }

    /// One as the program writes it, deflated.
    package static func written() throws -> [UInt8] {
        final class Box { var bytes: [UInt8] = [] }
        let box = Box()
        let answer = Answer(["cord", "status"]) { add throws(PlantError) in try add([.word("C1"), .text("done")]) }
        try answer.write(.xlsx) { bytes throws(PlantError) in box.bytes += bytes }
        return box.bytes
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

extension Workbooks {
    /// A sheet as an installer hands it back: an .xlsx with these columns of every row filled in.
    package static func filled(_ bytes: [UInt8], _ answers: [String: String]) throws -> [UInt8] {
        final class Box { var bytes: [UInt8] = [] }
        let box = Box()
        var sheets: [Answer] = []
        for sheet in try SheetSource.sheets(of: MemorySource(bytes)) {
            var reader = CSVReader(file: "sheet", source: sheet)
            var rows: [[String]] = []
            while try reader.next() { rows.append((0..<reader.fieldCount).map { reader[$0] }) }
            let header = rows.removeFirst()
            let filled = rows.map { row in zip(header, row).map { answers[$0] ?? $1 } }
            let answer = Answer(header) { add throws(PlantError) in
                for row in filled { try add(row.map { .text($0) }) }
            }
            sheets.append(answer.titled(sheet.name))
        }
        try Answer.writeWorkbook(sheets) { bytes throws(PlantError) in box.bytes += bytes }
        return box.bytes
    }
}

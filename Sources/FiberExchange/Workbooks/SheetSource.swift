import FiberModel

/// A sheet that comes back from people, as CSV in UTF-8, whatever a spreadsheet made of it: an .xlsx, a CSV with
/// semicolons, UTF-16 or the code page of Western Windows.
package struct SheetSource: ByteSource {
    /// The largest file that is read; a sheet of a work order has a thousandth of that.
    private static let largest = 64 << 20

    /// What the sheet is called in its workbook; empty for a CSV.
    package let name: String
    private var rest: MemorySource
    /// What people should know of how it was read.
    package let remark: String?

    /// Whether it has cells, and its CSV is ours.
    package let isOfWorkbook: Bool

    private init(_ bytes: [UInt8], name: String = "", isOfWorkbook: Bool = false, remark: String? = nil) {
        (rest, self.name, self.isOfWorkbook, self.remark) = (MemorySource(bytes), name, isOfWorkbook, remark)
    }

    /// The sheets of a workbook, or the one of a CSV.
    ///
    /// - Throws: `PlantError` where it cannot be read, is larger than a sheet can be, or is a workbook that is damaged.
    package static func sheets(of source: some ByteSource) throws(PlantError) -> [SheetSource] {
        var source = source
        guard let bytes = try source.all(upTo: Self.largest) else { throw Self.tooLarge }
        if ZipArchive.isZip(bytes) {
            var reader = try WorkbookReader(bytes)
            var sheets: [SheetSource] = []
            for sheet in try reader.sheets() where !sheet.rows.isEmpty {
                sheets.append(SheetSource(try csv(sheet.rows), name: sheet.name, isOfWorkbook: true))
            }
            return sheets.isEmpty ? [SheetSource([])] : sheets
        }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw PlantError(.badValue, "this is a workbook of the old kind, .xls", hint: "save it as .xlsx or CSV")
        }
        if UTF16Pieces(bytes) != nil || String(validating: bytes, as: UTF8.self) != nil { return [SheetSource(bytes)] }
        return [
            SheetSource(
                Array(Windows1252.text(bytes).utf8),
                remark: "the sheet is not in UTF-8 and was read as Windows-1252; look at names with accents")
        ]
    }

    private static let tooLarge = PlantError(
        .badValue, "this is larger than \(largest >> 20) MiB, which no sheet of a work order is",
        hint: "name a patch sheet or pull sheet of the order")

    package mutating func read() throws(PlantError) -> [UInt8] { try rest.read() }

    /// One line a row, so that a line of the CSV is a row of the sheet.
    ///
    /// - Throws: `PlantError` where it becomes too large: a workbook says a long text once, and may show it in every cell.
    private static func csv(_ rows: [[String]]) throws(PlantError) -> [UInt8] {
        let width = rows.map(\.count).max() ?? 0
        var out: [UInt8] = []
        for row in rows {
            guard out.count + width <= largest else { throw tooLarge }
            if row.allSatisfy(\.isEmpty) {
                out.append(UInt8(ascii: "\n"))
                continue
            }
            for column in 0..<width {
                if column > 0 { out.append(UInt8(ascii: ",")) }
                guard column < row.count else { continue }
                guard out.count + row[column].utf8.count <= largest else { throw tooLarge }
                let line = String(row[column].map { $0.isNewline ? " " : $0 })
                out.append(UInt8(ascii: "\""))
                for byte in line.utf8 {
                    if byte == UInt8(ascii: "\"") { out.append(byte) }
                    if byte != 0 { out.append(byte) }
                }
                out.append(UInt8(ascii: "\""))
            }
            out.append(UInt8(ascii: "\n"))
        }
        return out
    }
}

/// The code page of Western Windows, in which spreadsheets save CSV there.
enum Windows1252 {
    /// 0x80 to 0x9F, as the mapping of unicode.org has it; the five that it leaves out are control characters.
    private static let upper: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    static func text(_ bytes: [UInt8]) -> String {
        var scalars = String.UnicodeScalarView()
        for byte in bytes {
            let value = (0x80...0x9F).contains(byte) ? upper[Int(byte) - 0x80] : UInt32(byte)
            scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        return String(scalars)
    }
}

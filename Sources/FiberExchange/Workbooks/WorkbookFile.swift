import CXLSXWriter
import FiberModel
import Platform

/// An .xlsx on its way out, written row by row into a temporary file.
///
/// The same cells give the same bytes: it says of itself that it was made on a fixed day.
final class WorkbookFile {
    /// A column of a sheet.
    struct Column {
        var name: String
        /// Whether people are to fill it in; the others are protected against slips, without a password.
        var isAnswer = false
        /// Whether people may change it.
        var isOpen = false
        /// What may be chosen from.
        var choices: [String] = []
    }

    /// What a spreadsheet takes at most.
    static let mostRows = 1_048_576
    private static let longestText = 32_767
    private static let widestColumn = 60
    /// 2000-01-01, so that a file does not depend on when it is written.
    private static let made: time_t = 946_684_800

    private let book: UnsafeMutablePointer<lxw_workbook>
    private let path: String
    private var isClosed = false
    private let formats: Formats

    /// libxlsxwriter, loaded the first time that it is asked for; nil where it is not installed.
    private static let library: cxlsx_library? = {
        var library = cxlsx_library()
        return cxlsx_load(&library) ? library : nil
    }()

    private let library: cxlsx_library

    fileprivate struct Formats {
        let header, text, number, textAnswer, openText, openNumber: UnsafeMutablePointer<lxw_format>?

        init(_ book: UnsafeMutablePointer<lxw_workbook>, _ library: cxlsx_library) {
            header = library.workbook_add_format(book)
            library.format_set_bold(header)
            library.format_set_bg_color(header, 0xD9E2EC)
            library.format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
            library.format_set_num_format(header, "@")
            text = library.workbook_add_format(book)
            library.format_set_num_format(text, "@")
            number = library.workbook_add_format(book)
            textAnswer = library.workbook_add_format(book)
            library.format_set_num_format(textAnswer, "@")
            library.format_set_unlocked(textAnswer)
            library.format_set_bg_color(textAnswer, 0xFFF9E0)
            openText = library.workbook_add_format(book)
            library.format_set_num_format(openText, "@")
            library.format_set_unlocked(openText)
            openNumber = library.workbook_add_format(book)
            library.format_set_unlocked(openNumber)
        }
    }

    /// - Throws: `PlantError` with code `io` where no temporary file can be made.
    init() throws(PlantError) {
        guard let library = Self.library else {
            throw PlantError(
                .io, "libxlsxwriter \(LXW_SOVERSION) is not installed, and workbooks are written with it",
                hint: "install it (Debian: libxlsxwriter\(LXW_SOVERSION), or 'make deps'), or use --format csv")
        }
        self.library = library
        path = try TemporaryFile.path()
        var options = lxw_workbook_options()
        options.constant_memory = UInt8(LXW_TRUE.rawValue)
        guard let book = library.workbook_new_opt(path, &options) else {
            unlink(path)
            throw PlantError(.io, "the workbook cannot be made in a temporary file")
        }
        self.book = book
        var properties = lxw_doc_properties()
        properties.created = Self.made
        _ = library.workbook_set_properties(book, &properties)
        formats = Formats(book, library)
    }

    deinit {
        // Closing is what frees it.
        if !isClosed { _ = library.workbook_close(book) }
        unlink(path)
    }

    /// A sheet under a name, with a header that stays in sight and is printed on every page.
    func sheet(_ name: String, _ columns: [Column]) throws(PlantError) -> Sheet {
        guard let sheet = library.workbook_add_worksheet(book, Self.sheetName(name)) else {
            throw PlantError(.badValue, "\(quoted(name)) cannot be the name of a sheet")
        }
        return try Sheet(sheet, columns, formats, library)
    }

    /// A name as spreadsheets take it: up to 31 characters, without those that mean something in a formula.
    private static func sheetName(_ name: String) -> String {
        let clean = String(name.map { "[]:*?/\\'".contains($0) ? "-" : $0 })
        return clean.isEmpty ? "sheet" : String(clean.prefix(31))
    }

    /// Ends it and hands its bytes over.
    func finish(_ sink: ByteSink) throws(PlantError) {
        isClosed = true
        let result = library.workbook_close(book)
        guard result == LXW_NO_ERROR else {
            let reason = WorkbookFile.reason(result, library)
            throw PlantError(
                .io, "the workbook cannot be written: \(reason)", hint: "set TMPDIR to a folder with free space")
        }
        var file = try FileSource(path: path)
        while true {
            let bytes = try file.read()
            if bytes.isEmpty { return }
            try sink(bytes)
        }
    }

    private static func reason(_ result: lxw_error, _ library: cxlsx_library) -> String {
        library.lxw_strerror(result).map { String(cString: $0) } ?? "error \(result.rawValue)"
    }

    /// The rows of one sheet.
    final class Sheet {
        private let sheet: UnsafeMutablePointer<lxw_worksheet>
        private let columns: [Column]
        private let formats: Formats
        private let library: cxlsx_library
        private var widths: [Int]
        private(set) var rows = 0

        fileprivate init(
            _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ columns: [Column], _ formats: Formats,
            _ library: cxlsx_library
        ) throws(PlantError) {
            self.library = library
            self.sheet = sheet
            self.columns = columns
            self.formats = formats
            widths = columns.map { $0.name.count + 3 }
            for (index, column) in columns.enumerated() {
                try check(
                    library.worksheet_write_string(
                        sheet, 0, UInt16(index), WorkbookText.escaped(column.name), formats.header))
            }
        }

        /// Adds a row with a value for every column.
        func add(_ row: [DataValue]) throws(PlantError) {
            rows += 1
            guard rows < WorkbookFile.mostRows else {
                throw PlantError(
                    .badValue, "more than \(WorkbookFile.mostRows - 1) rows do not fit a sheet",
                    hint: "use --format csv"
                )
            }
            for (index, value) in row.enumerated() {
                let text = value.plain
                widths[index] = max(widths[index], min(WorkbookFile.widestColumn, TerminalText.width(text) + 1))
                try write(value, text, UInt16(index))
            }
        }

        private func write(_ value: DataValue, _ text: String, _ column: UInt16) throws(PlantError) {
            let row = UInt32(rows)
            let about = columns[Int(column)]
            let asText = about.isAnswer ? formats.textAnswer : about.isOpen ? formats.openText : formats.text
            let asNumber = about.isOpen ? formats.openNumber : formats.number
            switch value {
            case .null:
                try check(library.worksheet_write_blank(sheet, row, column, asText))
            case .int(let value):
                try check(library.worksheet_write_number(sheet, row, column, Double(value), asNumber))
            case .thousandths(let value):
                try check(library.worksheet_write_number(sheet, row, column, Double(value) / 1000, asNumber))
            default:
                guard text.utf16.count <= WorkbookFile.longestText else {
                    throw PlantError(
                        .badValue,
                        "\(columns[Int(column)].name) in row \(rows + 1) has \(text.utf16.count) characters, and a cell takes \(WorkbookFile.longestText): \(quoted(String(text.prefix(40))))…",
                        hint: "shorten it, or write CSV or HTML instead")
                }
                try check(
                    library.worksheet_write_string(
                        sheet, row, column, WorkbookText.escaped(text), asText))
            }
        }

        /// Sets what depends on the rows; nothing can be added afterwards.
        func finish() throws(PlantError) {
            let last = UInt16(max(0, columns.count - 1))
            for (index, width) in widths.enumerated() {
                try check(library.worksheet_set_column(sheet, UInt16(index), UInt16(index), Double(width), nil))
            }
            library.worksheet_freeze_panes(sheet, 1, 0)
            if rows > 0 { try check(library.worksheet_autofilter(sheet, 0, 0, UInt32(rows), last)) }
            try check(library.worksheet_repeat_rows(sheet, 0, 0))
            library.worksheet_set_landscape(sheet)
            // Paper of the reader's printer; one page wide, as many high as it takes.
            library.worksheet_fit_to_pages(sheet, 1, 0)
            try check(library.worksheet_set_footer(sheet, "&L&A&R&P / &N"))
            for (index, column) in columns.enumerated() where !column.choices.isEmpty && rows > 0 {
                try offer(column.choices, UInt16(index))
            }
            guard columns.contains(where: \.isAnswer) else { return }
            var allowed = lxw_protection()
            allowed.format_columns = UInt8(LXW_TRUE.rawValue)
            allowed.format_rows = UInt8(LXW_TRUE.rawValue)
            allowed.sort = UInt8(LXW_TRUE.rawValue)
            allowed.autofilter = UInt8(LXW_TRUE.rawValue)
            library.worksheet_protect(sheet, nil, &allowed)
        }

        private func offer(_ choices: [String], _ column: UInt16) throws(PlantError) {
            let texts: [UnsafeMutablePointer<CChar>?] = choices.map { strdup($0) }
            defer { for text in texts { free(text) } }
            var list = texts + [nil]
            let result = list.withUnsafeMutableBufferPointer { list in
                var rule = lxw_data_validation()
                rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
                rule.value_list = list.baseAddress
                return library.worksheet_data_validation_range(sheet, 1, column, UInt32(rows), column, &rule)
            }
            try check(result)
        }

        private func check(_ result: lxw_error) throws(PlantError) {
            guard result != LXW_NO_ERROR else { return }
            throw PlantError(.io, "the workbook cannot be written: \(WorkbookFile.reason(result, library))")
        }
    }
}

import FiberModel

/// What a command answers with, apart from how it is written: each format shows of it what it can.
public struct Answer {
    /// Who a column is for.
    public struct Audience: OptionSet, Sendable {
        /// A bit an audience.
        public let rawValue: Int
        /// Audiences by their bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// People who read a table.
        public static let people = Audience(rawValue: 1)
        /// Spreadsheets and whatever else takes rows of plain cells.
        public static let sheets = Audience(rawValue: 2)
        /// Programs that take values inside values.
        public static let programs = Audience(rawValue: 4)
        /// All of them.
        public static let everyone: Audience = [.people, .sheets, .programs]
    }

    /// A column of an answer: its name, and who it is for.
    public struct Heading: Sendable, ExpressibleByStringLiteral {
        /// Its name in CSV and JSON.
        public let name: String
        /// Who it is for.
        public let audience: Audience
        /// What an installer does with it on a sheet that is handed back.
        public let use: Use
        /// What may be chosen from, where that is a list.
        public let choices: [String]
        /// What its words mean, for those that mean something by themselves.
        public let tones: [String: Tone]
        /// Whether a terminal may leave it out for a picture.
        public let isMinor: Bool
        /// A column for everyone, unless it says otherwise.
        public init(
            _ name: String, for audience: Audience = .everyone, use: Use = .told, choices: [String] = [],
            tones: [String: Tone] = [:], isMinor: Bool = false
        ) {
            self.isMinor = isMinor
            self.name = name
            self.tones = tones
            self.audience = audience
            self.use = use
            self.choices = choices
        }

        /// What becomes of a cell on a sheet that comes back.
        public enum Use: Sendable {
            /// It only tells something.
            case told
            /// It tells the design, and is changed where something else was built.
            case built
            /// It is empty and is to be filled in.
            case answer
        }
        /// A column for everyone, unless it says otherwise.
        public init(stringLiteral name: String) { self.init(name) }
    }

    /// Takes rows, each with a value for every column.
    public struct Rows {
        /// Whether the values of a column are shown; those of others need not be worked out.
        public let shows: (Int) -> Bool
        let add: ([DataValue]) throws(PlantError) -> Void
        /// Adds a row.
        public func callAsFunction(_ row: [DataValue]) throws(PlantError) { try add(row) }
    }

    let columns: [Heading]
    /// What pages and sheets are headed with.
    public var title: String { ownTitle ?? "fiberplan" }
    private var ownTitle: String?
    let rows: (Rows) throws(PlantError) -> Void
    /// All of it as one value, where that is more than its rows.
    private(set) var whole: (() -> DataValue)?
    /// What people read in the place of a table of the rows.
    private(set) var reading: ((inout TextPage) throws(PlantError) -> Void)?
    /// What a terminal draws beside its table.
    private(set) var pictures: [ColumnPicture] = []
    /// A faster way to the same CSV as from the rows; answers with their number.
    private(set) var sheet: ((ByteSink) throws(PlantError) -> Int)?

    /// An answer of these columns, whose rows are worked out when it is written.
    public init(_ columns: [Heading], _ rows: @escaping (Rows) throws(PlantError) -> Void) {
        self.columns = columns
        self.rows = rows
    }

    /// An answer of these columns, whose rows are worked out when it is written.
    public init(_ columns: [String], _ rows: @escaping (Rows) throws(PlantError) -> Void) {
        self.init(columns.map { Heading($0) }, rows)
    }

    /// The same, under a title.
    public func titled(_ title: String) -> Answer {
        var copy = self
        copy.ownTitle = title
        return copy
    }

    /// The same, under a title where it has none.
    public func titled(ifNone title: String) -> Answer { ownTitle == nil && !title.isEmpty ? titled(title) : self }

    /// The same, with a picture of a column of numbers where a terminal draws it.
    func pictured(_ column: String, _ kind: ColumnPicture.Kind) -> Answer {
        var copy = self
        copy.pictures.append(ColumnPicture(column: column, kind: kind))
        return copy
    }

    /// The same, with one value that programs take in the place of the rows.
    public func whole(_ make: @escaping () -> DataValue) -> Answer {
        var copy = self
        copy.whole = make
        return copy
    }

    /// The same, with what people read in the place of the rows.
    public func reading(_ body: @escaping (inout TextPage) throws(PlantError) -> Void) -> Answer {
        var copy = self
        copy.reading = body
        return copy
    }

    func sheet(_ body: @escaping (ByteSink) throws(PlantError) -> Int) -> Answer {
        var copy = self
        copy.sheet = body
        return copy
    }

    /// The columns for some, by their places.
    func columns(for audience: Audience) -> [Int] {
        columns.indices.filter { !columns[$0].audience.isDisjoint(with: audience) }
    }

    /// Hands over its rows with the values of the columns for some.
    func forEachRow(
        for audience: Audience, _ body: @escaping ([DataValue]) throws(PlantError) -> Void
    ) throws(PlantError) {
        let shown = columns(for: audience)
        let isAll = shown.count == columns.count
        let count = columns.count
        try rows(
            Rows(shows: { shown.contains($0) }) { row throws(PlantError) in
                precondition(row.count == count, "a row of another table")
                try body(isAll ? row : shown.map { row[$0] })
            })
    }
}

/// Writes answers in one format.
protocol Renderer {
    init(_ sink: @escaping ByteSink)
    func render(_ answer: Answer) throws(PlantError) -> Int
}

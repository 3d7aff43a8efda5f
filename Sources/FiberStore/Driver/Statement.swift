import FiberModel

/// A prepared statement, for the loops that read or write whole plants.
///
/// One statement at a time is stepped; none outlives its connection. An engine overrides what stands first.
class Statement {
    /// Whether a number was read that no plant of ours holds; the next step fails with it.
    private(set) final var isOutOfRange = false

    // MARK: What an engine does

    // Binding, by place from 1.
    func bind(_ value: Int64?, at place: Int32) { preconditionFailure("no engine") }
    func bind(_ value: Int, at place: Int32) { preconditionFailure("no engine") }
    func bind(_ value: String?, at place: Int32) { preconditionFailure("no engine") }
    /// Bytes of UTF-8, as text.
    func bind(bytes: [UInt8]?, at place: Int32) { preconditionFailure("no engine") }

    /// Moves to the next row; false at the end.
    func next() throws(PlantError) -> Bool { preconditionFailure("no engine") }
    /// Makes ready for the next binding.
    func reset() { preconditionFailure("no engine") }

    // Columns, by place from 0.
    func isNull(_ column: Int32) -> Bool { preconditionFailure("no engine") }
    func int64(_ column: Int32) -> Int64 { preconditionFailure("no engine") }
    /// The bytes of a text, good until the next step.
    func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> { preconditionFailure("no engine") }
    func name(ofColumn column: Int32) -> String { preconditionFailure("no engine") }

    // MARK: What follows for every engine

    final func bind(_ value: (some Quantity)?, at place: Int32) { bind(value.map { Int64($0.rawValue) }, at: place) }

    /// Moves to the next row; false at the end.
    final func step() throws(PlantError) -> Bool {
        try checkRange()
        return try next()
    }

    /// Runs to the end and makes ready for the next binding.
    final func run() throws(PlantError) {
        while try step() {}
        reset()
    }

    /// A number; one beyond ``range`` reads as its end, and the next step fails.
    final func int(_ column: Int32) -> Int {
        let value = Int(int64(column))
        if Self.range.contains(value) { return value }
        isOutOfRange = true
        return value < 0 ? Self.range.lowerBound : Self.range.upperBound
    }

    /// No length, count or loss of a plant is beyond these; the database checks narrower ones, but another program can
    /// switch its checks off.
    private static let range = -1_000_000_000...1_000_000_000

    private static let damage = PlantError(
        .corrupt, "the plant holds a number that is out of range", hint: "restore it from a copy")

    /// - Throws: `PlantError` with code `corrupt` where a number was read that no plant of ours holds.
    final func checkRange() throws(PlantError) { if isOutOfRange { throw Self.damage } }

    /// A number of which the rest of the program relies on its range.
    ///
    /// - Throws: `PlantError` with code `corrupt` for one outside.
    final func int(_ column: Int32, _ range: ClosedRange<Int>) throws(PlantError) -> Int {
        let value = Int(int64(column))
        guard range.contains(value) else { throw Self.damage }
        return value
    }

    /// As ``int(_:_:)``, nil where the column is empty.
    final func quantity<Q: Quantity>(_ column: Int32, _ range: ClosedRange<Int>) throws(PlantError) -> Q? {
        isNull(column) ? nil : Q(try int(column, range))
    }

    /// A key or small number as a handle holds it.
    ///
    /// - Throws: `PlantError` with code `corrupt` for what no plant of ours holds.
    final func int32(_ column: Int32) throws(PlantError) -> Int32 {
        guard let value = Int32(exactly: int64(column)) else {
            throw PlantError(.corrupt, "the plant holds a key that is out of range", hint: "restore it from a copy")
        }
        return value
    }

    final func optionalInt32(_ column: Int32) throws(PlantError) -> Int32? { isNull(column) ? nil : try int32(column) }

    final func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }
    final func quantity<Q: Quantity>(_ column: Int32) -> Q? { isNull(column) ? nil : Q(int(column)) }

    /// One of the words that a column may hold.
    ///
    /// - Throws: `PlantError` with code `corrupt` and the column's name for any other.
    final func word<Word: RawRepresentable<String>>(_ column: Int32) throws(PlantError) -> Word {
        let text = text(column)
        if let word = Word(rawValue: text) { return word }
        throw unknownWord(text, column)
    }

    /// As ``word(_:)``, for words that are known by their text.
    final func word(_ column: Int32, of choices: [String]) throws(PlantError) -> String {
        let text = text(column)
        if choices.contains(text) { return text }
        throw unknownWord(text, column)
    }

    /// - Throws: `PlantError` with code `corrupt` for what is not a day.
    final func day(_ column: Int32) throws(PlantError) -> Day {
        let text = text(column)
        if let day = Day(exactly: text) { return day }
        throw unknownWord(text, column)
    }

    private func unknownWord(_ text: String, _ column: Int32) -> PlantError {
        let name = name(ofColumn: column)
        return PlantError(
            .corrupt, "column \(name) holds \(quoted(text)), which no plant of ours holds",
            hint: "restore it from a copy")
    }

    final func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
}

internal import CSQLite
import FiberModel

/// A prepared statement over the C interface, for the loops that read or write whole plants.
///
/// One statement at a time is stepped; none outlives its connection.
final class Statement {
    private let handle: OpaquePointer
    private let database: OpaquePointer
    /// Whether a number was read that no plant of ours holds; the next step fails with it.
    private(set) var isOutOfRange = false

    init(_ sql: String, on database: OpaquePointer) throws(PlantError) {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
        guard code == SQLITE_OK, let handle else { throw PlantError(database) }
        self.handle = handle
        self.database = database
    }

    deinit { sqlite3_finalize(handle) }

    // MARK: Binding, by place from 1

    func bind(_ value: Int64?, at place: Int32) {
        if let value { sqlite3_bind_int64(handle, place, value) } else { sqlite3_bind_null(handle, place) }
    }
    func bind(_ value: Int, at place: Int32) { sqlite3_bind_int64(handle, place, Int64(value)) }
    func bind(_ value: (some Quantity)?, at place: Int32) { bind(value.map { Int64($0.rawValue) }, at: place) }

    func bind(_ value: String?, at place: Int32) {
        guard var value else {
            sqlite3_bind_null(handle, place)
            return
        }
        // SQLITE_TRANSIENT: SQLite copies the bytes before withUTF8 ends.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        value.withUTF8 { bytes in
            _ = bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(handle, place, $0.baseAddress, Int32($0.count), transient)
            }
        }
    }

    /// Bytes of UTF-8, as text.
    func bind(bytes: [UInt8]?, at place: Int32) {
        guard let bytes else {
            sqlite3_bind_null(handle, place)
            return
        }
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        bytes.withUnsafeBytes {
            _ = sqlite3_bind_text(
                handle, place, $0.assumingMemoryBound(to: CChar.self).baseAddress, Int32($0.count), transient)
        }
    }

    // MARK: Stepping

    /// Moves to the next row; false at the end.
    func step() throws(PlantError) -> Bool {
        try checkRange()
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            // Resetting reports the same failure again; it is on its way already.
            let failure = PlantError(database)
            sqlite3_reset(handle)
            throw failure
        }
    }

    /// Runs to the end and makes ready for the next binding.
    func run() throws(PlantError) {
        while try step() {}
        reset()
    }

    func reset() { sqlite3_reset(handle) }

    // MARK: Columns, by place from 0

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    /// A number; one beyond ``range`` reads as its end, and the next step fails.
    func int(_ column: Int32) -> Int {
        let value = Int(sqlite3_column_int64(handle, column))
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
    func checkRange() throws(PlantError) { if isOutOfRange { throw Self.damage } }

    /// A number of which the rest of the program relies on its range.
    ///
    /// - Throws: `PlantError` with code `corrupt` for one outside.
    func int(_ column: Int32, _ range: ClosedRange<Int>) throws(PlantError) -> Int {
        let value = Int(sqlite3_column_int64(handle, column))
        guard range.contains(value) else { throw Self.damage }
        return value
    }

    /// As ``int(_:_:)``, nil where the column is empty.
    func quantity<Q: Quantity>(_ column: Int32, _ range: ClosedRange<Int>) throws(PlantError) -> Q? {
        isNull(column) ? nil : Q(try int(column, range))
    }
    func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// A key or small number as a handle holds it.
    ///
    /// - Throws: `PlantError` with code `corrupt` for what no plant of ours holds.
    func int32(_ column: Int32) throws(PlantError) -> Int32 {
        guard let value = Int32(exactly: sqlite3_column_int64(handle, column)) else {
            throw PlantError(.corrupt, "the plant holds a key that is out of range", hint: "restore it from a copy")
        }
        return value
    }

    func optionalInt32(_ column: Int32) throws(PlantError) -> Int32? { isNull(column) ? nil : try int32(column) }

    func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }
    func quantity<Q: Quantity>(_ column: Int32) -> Q? { isNull(column) ? nil : Q(int(column)) }

    /// One of the words that a column may hold.
    ///
    /// - Throws: `PlantError` with code `corrupt` and the column's name for any other.
    func word<Word: RawRepresentable<String>>(_ column: Int32) throws(PlantError) -> Word {
        let text = text(column)
        if let word = Word(rawValue: text) { return word }
        throw unknownWord(text, column)
    }

    /// As ``word(_:)``, for words that are known by their text.
    func word(_ column: Int32, of choices: [String]) throws(PlantError) -> String {
        let text = text(column)
        if choices.contains(text) { return text }
        throw unknownWord(text, column)
    }

    /// - Throws: `PlantError` with code `corrupt` for what is not a day.
    func day(_ column: Int32) throws(PlantError) -> Day {
        let text = text(column)
        if let day = Day(exactly: text) { return day }
        throw unknownWord(text, column)
    }

    private func unknownWord(_ text: String, _ column: Int32) -> PlantError {
        let name = sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
        return PlantError(
            .corrupt, "column \(name) holds \(quoted(text)), which no plant of ours holds",
            hint: "restore it from a copy")
    }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    /// The bytes of a text, good until the next step.
    func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        let start = sqlite3_column_text(handle, column)
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
}

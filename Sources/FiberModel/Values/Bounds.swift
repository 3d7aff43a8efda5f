/// How long the texts of a plant may be: one table for every entry, so that what is exported can be imported.
public enum Bounds {
    /// Free text, in bytes.
    public static let freeText = 65_536
    /// The metadata of an object, and the facts of a catalogue row, in bytes.
    public static let json = 1 << 20
    /// Labels in a list, such as the segments of a route.
    public static let labels = 10_000
    /// The events that are kept of an OTDR trace: with these its metadata stays within ``json``.
    public static let traceEvents = 4096

    /// Places in a hall, in millimetres.
    static let coordinates = -100_000_000...100_000_000
    /// Lengths of cables and segments, in millimetres.
    package static let lengths = 0...100_000_000
    /// Losses, in thousandths of a dB.
    static let losses = -100_000...100_000

    /// The longest text of a column, by the column's name, and whether it is counted in characters instead of bytes.
    public static func most(_ column: String) -> (count: Int, isCharacters: Bool) {
        switch column {
        case "metadata", "body": (json, false)
        case "colour": (32, true)
        case "subject": (200, true)
        case "allowed_cables": (4096, true)
        default: (freeText, false)
        }
    }

    /// Checks a text against the table.
    ///
    /// - Throws: ``PlantError`` with code `badValue` and both numbers.
    public static func check(_ text: String, column: String) throws(PlantError) {
        let most = most(column)
        // Characters are never more than bytes, and most texts are short.
        guard text.utf8.count > most.count else { return }
        let count = most.isCharacters ? text.unicodeScalars.count : text.utf8.count
        guard count > most.count else { return }
        throw PlantError(
            .badValue,
            "text of \(count) \(most.isCharacters ? "characters" : "bytes"), expected at most \(most.count)",
            field: column)
    }
}

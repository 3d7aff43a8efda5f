import FiberModel

/// A text for people, written from the top down.
public struct TextPage {
    let sink: ByteSink
    /// The rows of its tables.
    var rows = 0

    init(to sink: @escaping ByteSink) { self.sink = sink }

    /// Lines of text, cleaned for a terminal.
    public mutating func say(_ lines: [String]) throws(PlantError) {
        guard !lines.isEmpty else { return }
        try raw(lines.map(TerminalText.clean).joined(separator: "\n") + "\n")
    }

    /// Text that is clean already, with its line ends.
    public mutating func raw(_ text: String) throws(PlantError) { try sink(Array(text.utf8)) }
}

/// What every object of the plant carries besides its own facts.
public struct Remarks: Hashable, Sendable {
    /// A JSON object, kept to the byte as it was given. `{}` is none.
    public var metadata: String
    /// Free text.
    public var note: String

    /// Metadata as a JSON object, and a note.
    public init(metadata: String = "{}", note: String = "") {
        self.metadata = metadata
        self.note = note
    }
}

/// A place in a text that somebody wrote: what an editor jumps to.
public struct SourcePlace: Hashable, Sendable, CustomStringConvertible {
    /// The name of the file.
    public var file: String
    /// Line, counted from 1.
    public var line: Int
    /// Column in characters, counted from 1.
    public var column: Int

    /// A place in a file.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// As editors jump to it: `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}

/// The one shape of every failure: what is wrong, where, and what to do about it.
public struct PlantError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for programs.
    public enum Code: String, Sendable {
        /// A text that does not parse as what it should be.
        case badValue
        /// A name or address that the plant or catalogue does not have.
        case notFound
        /// A label or address that exists already.
        case duplicate
        /// A port or rear connector that holds something else.
        case portTaken
        /// An object that others stand on.
        case inUse
        /// The file is not a plant, or one of a newer fiberplan.
        case foreignFile
        case busy
        case readOnly
        case diskFull
        case corrupt
        /// A hook said no.
        case vetoed
        case io
    }

    /// What went wrong.
    public var code: Code
    /// What is wrong, in words.
    public var message: String
    /// What to do; printed after the message.
    public var hint: String?
    /// The column of the record that is at fault, as its CSV names it.
    public var field: String?
    /// Where in a file it is.
    public var place: SourcePlace?
    /// Further faults of the same record, for who wants to tell them all.
    public var others: [PlantError] = []
    /// The kind and name of the object that is not there, with code `notFound`.
    public package(set) var missing: String?
    /// What of a database's own rules an edit broke, until it is told in the terms of the plant.
    package var violation: Violation?

    package enum Violation: Sendable { case unique, foreignKey, check }

    /// A failure with what to do about it.
    public init(
        _ code: Code, _ message: String, hint: String? = nil, field: String? = nil, place: SourcePlace? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.field = field
        self.place = place
    }

    /// The place or column, the message, and the hint in brackets.
    public var description: String {
        var text = place.map { "\($0): " } ?? ""
        if place == nil, let field { text += "\(field): " }
        text += message
        if let hint { text += " (\(hint))" }
        return text
    }

    /// The same failure, said of a column.
    public func at(field: String) -> PlantError {
        var copy = self
        copy.field = copy.field ?? field
        return copy
    }
}

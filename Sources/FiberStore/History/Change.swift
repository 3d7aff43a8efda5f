import FiberModel
import Platform

/// Who makes a change, with what, and for which work order: what history keeps besides the edits.
public struct ChangeMetadata: Sendable {
    /// Who made it.
    public var author: String
    /// What the author ran.
    public var command: String
    /// The work order that cords and trunks of this change go to.
    public var workOrder: String?
    /// Do everything, find every fault, keep nothing.
    public var dryRun: Bool
    /// When it is made.
    public var time: Date
    /// Off only where a benchmark wants to know what recording costs.
    package var isRecorded = true

    /// In characters, as the database counts them.
    private static let maxAuthor = 200
    private static let maxCommand = 2000

    private static func prefix(_ text: String, _ count: Int) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
    }

    /// A note; author and command are cut to the lengths that history keeps.
    public init(
        author: String, command: String, workOrder: String? = nil, dryRun: Bool = false, at time: Date = Date()
    ) {
        self.author = Self.prefix(author, Self.maxAuthor)
        self.command = Self.prefix(command, Self.maxCommand)
        self.workOrder = workOrder
        self.dryRun = dryRun
        self.time = time
    }
}

/// A committed change, without its edits.
public struct Change: Hashable, Sendable {
    /// Counted from 1 in the order of commits.
    public var id: Int
    /// UTC, `2026-11-25T18:30:00Z`.
    public var time: String
    /// Who made it.
    public var author: String
    /// What was run.
    public var command: String
    /// The work order that it belongs to.
    public var workOrder: String?
    /// The change that this one takes back.
    public var undoes: Int?
    /// The change, still in force, that reverts this one.
    public var undoneBy: Int?
    /// Edits that were applied.
    public var edits: Int
    /// Nil for changes of a fiberplan that kept no history.
    public var hash: String?

    /// A change as history has it.
    public init(
        id: Int, time: String, author: String, command: String, workOrder: String? = nil, undoes: Int? = nil,
        undoneBy: Int? = nil, edits: Int, hash: String? = nil
    ) {
        self.id = id
        self.time = time
        self.author = author
        self.command = command
        self.workOrder = workOrder
        self.undoes = undoes
        self.undoneBy = undoneBy
        self.edits = edits
        self.hash = hash
    }
}

/// What a change did to one object.
public struct ObjectChange: Hashable, Sendable {
    /// The number of the change.
    public var change: Int
    /// The kind of the object.
    public var kind: RecordKind
    /// What the object is called afterwards; before, where it was removed.
    public var name: String
    /// What it was called before, where that is another name.
    public var former: String?
    /// It reads differently only because an object that it refers to was renamed.
    public var isImplied: Bool
    /// Nil where it was added.
    public var before: Record?
    /// Nil where it was removed.
    public var after: Record?

    /// What a change did to an object, before and after.
    public init(
        change: Int, kind: RecordKind, name: String, former: String?, isImplied: Bool, before: Record?, after: Record?
    ) {
        self.change = change
        self.kind = kind
        self.name = name
        self.former = former
        self.isImplied = isImplied
        self.before = before
        self.after = after
    }
}

/// A moment of a plant's history.
public enum Moment: Hashable, Sendable {
    /// After the last change up to this time, UTC, `2026-11-25T18:30:00Z`.
    case time(String)
    /// After this change.
    case change(Int)

    /// As ``init(_:)``, but a day is its beginning: what happened on it comes after.
    public init(startingAt text: String) throws(PlantError) {
        let moment = try Moment(text)
        if case .time = moment, text.utf8.count == 10 { self = .time("\(text)T00:00:00Z") } else { self = moment }
    }

    /// Reads `12` or `#12`, a day (its end), or a time of a day in UTC to the minute or second.
    public init(_ text: String) throws(PlantError) {
        if let number = Int(text.hasPrefix("#") ? String(text.dropFirst()) : text), number >= 0 {
            self = .change(number)
            return
        }
        let full: String? =
            switch text.utf8.count {
            case 10: "\(text)T23:59:59Z"
            case 16: "\(text):59Z"
            case 17 where text.hasSuffix("Z"): "\(text.dropLast()):59Z"
            case 19: "\(text)Z"
            case 20: text
            default: nil
            }
        let shape = Array("0000-00-00T00:00:00Z".utf8)
        guard let full = full.map({ $0.replacing(" ", with: "T") }), full.utf8.count == shape.count,
            zip(full.utf8, shape).allSatisfy({ $1 == UInt8(ascii: "0") ? (0x30...0x39).contains($0) : $0 == $1 }),
            (try? MeasuredTime(full)) != nil
        else {
            throw PlantError(
                .badValue, "\(quoted(text)) is not a moment",
                hint: "a day such as 2026-11-25, a time in UTC such as 2026-11-25T18:30, or the number of a change")
        }
        self = .time(full)
    }
}

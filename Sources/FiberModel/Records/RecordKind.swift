/// What a kind of object is called. Its fields are said by the one class that inherits from this.
public class KindNames: @unchecked Sendable {
    let singular: String
    let plural: String
    let noun: String

    init(singular: String, plural: String, noun: String) {
        (self.singular, self.plural, self.noun) = (singular, plural, noun)
    }
}

/// A kind of object.
public struct RecordKind: Hashable, Sendable {
    let names: KindNames

    /// The kind that a description is of.
    init(_ names: KindNames) { self.names = names }

    /// The kind of a name such as `trunk`.
    public init?(rawValue: String) {
        guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = kind
    }

    /// Its name in files, in history and on the command line.
    public var rawValue: String { names.singular }
    /// Several of them: the name of their file and list.
    public var plural: String { names.plural }
    /// One of them, in a sentence.
    public var noun: String { names.noun }

    /// Two kinds are the same if one description says them.
    public static func == (a: RecordKind, b: RecordKind) -> Bool { a.names === b.names }
    /// Over the description.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(names)) }

    /// Every kind, in the order in which they stand on one another: what one names is of a kind before it.
    public static var allCases: [RecordKind] { further.isEmpty ? builtIn : builtIn + further }

    private static let builtIn: [RecordKind] = [
        .catalogueEntry, .hall, .rack, .node, .segment, .cassette, .device, .devicePort, .trunk, .strand, .measurement,
        .splice, .cord, .link, .waiver, .workOrder, .task,
    ]

    /// Kinds that a test has besides the built-in ones.
    @TaskLocal package static var further: [RecordKind] = []
}

extension RecordKind: CustomStringConvertible {
    /// Its name.
    public var description: String { rawValue }
}

/// Something for each kind. Records come in runs of one kind, so the last kind is looked at first.
package struct PerKind<Element> {
    private var kinds: [RecordKind] = []
    private var elements: [Element] = []
    private var last = 0
    private let initial: () -> Element

    package init(_ initial: @escaping @autoclosure () -> Element) { self.initial = initial }

    private mutating func place(_ kind: RecordKind) -> Int {
        if last < kinds.count, kinds[last] == kind { return last }
        if let known = kinds.firstIndex(of: kind) {
            last = known
        } else {
            last = kinds.count
            kinds.append(kind)
            elements.append(initial())
        }
        return last
    }

    package subscript(kind: RecordKind) -> Element {
        mutating get { elements[place(kind)] }
        _modify {
            let place = place(kind)
            yield &elements[place]
        }
    }

    /// Forgets everything.
    package mutating func removeAll() {
        kinds = []
        elements = []
        last = 0
    }
}

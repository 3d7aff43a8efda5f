/// One object of the plant, in the terms that people use: labels and addresses, no keys.
///
/// It is what its fields hold. Imports, exports and history go through whole plants by these alone; who wants to work
/// with an object takes it as a ``value``.
public struct Record: Sendable {
    /// The kind of the object.
    public let kind: RecordKind
    /// What its fields hold, in the order of their description.
    package let values: [FieldValue]

    /// A record of a value of some kind.
    public init(_ value: some RecordValue) {
        kind = type(of: value).kind
        values = value.fieldValues
    }

    /// A record of a kind with these fields.
    ///
    /// - Parameters:
    ///   - base: what holds for every other field; nil is the default of each.
    ///   - new: what the fields are to hold, by their places; nil leaves one as it is.
    package init(_ kind: RecordKind, from base: Record? = nil, setting new: [FieldValue?]) {
        let (fields, old) = (kind.about.fields, base?.values ?? kind.about.defaults)
        // Whichever is said of those of which one holds something takes the place of the others.
        let chosen = kind.about.oneOf.first { place in new[place].map { $0 != .none } ?? false }
        let emptied = chosen.map { place in kind.about.oneOf.filter { $0 != place } } ?? []
        let held = [FieldValue](unsafeUninitializedCapacity: fields.count) { buffer, count in
            for place in fields.indices {
                let held: FieldValue =
                    switch new[place] {
                    case nil: emptied.contains(place) ? .none : old[place]
                    case .some(.none): fields[place].nothing ?? old[place]
                    case let value?: value
                    }
                buffer.initializeElement(at: place, to: held)
                count += 1
            }
        }
        self.init(kind, holding: held)
    }

    /// A record of a kind whose fields hold these, in the order of their description.
    package init(_ kind: RecordKind, holding values: [FieldValue]) {
        self.kind = kind
        self.values = kind.about.oneOf.isEmpty ? values : kind.about.value(values).fieldValues
    }

    /// The object itself. O(fields).
    public var value: any RecordValue { kind.about.value(values) }

    /// The object itself, if it is of this type.
    public func `as`<Value: RecordValue>(_ type: Value.Type) -> Value? {
        kind == Value.kind ? Value(fieldValues: values) : nil
    }

    /// The text that names this object among those of its kind.
    public var name: String {
        let about = kind.about
        guard about.identity.count > 1 else { return values[about.identity[0]].description }
        var name = ""
        for (index, place) in about.identity.enumerated() where !about.fields[place].isOfStore {
            name += values[place].description
            if index == 0, let mark = about.mark { name.append(mark) }
        }
        return name
    }

    /// Holds it to the grammar of names, to ``Bounds``, and to what must hold between its fields.
    package func check() throws(PlantError) {
        let fields = kind.about.fields
        for place in fields.indices { try fields[place].check(values[place]) }
        try kind.about.check(values)
    }
}

/// One change of the plant: the only way in which it is written.
public enum Edit: Hashable, Sendable {
    case add(Record)
    /// Puts `record` where the object called `name` of the same kind stands; it may carry another name.
    case replace(name: String, with: Record)
    case remove(RecordKind, name: String)

    /// Adds a value.
    public static func add(_ value: some RecordValue) -> Edit { .add(Record(value)) }
    /// Puts a value where the object called `name` of its kind stands.
    public static func replace(name: String, with value: some RecordValue) -> Edit {
        .replace(name: name, with: Record(value))
    }
}

extension PlantError {
    /// The same failure, with what it missed: `rack DC1.A01`.
    package func missing(_ kind: RecordKind, _ name: String) -> PlantError {
        var copy = self
        copy.missing = PlantError.key(kind, name)
        return copy
    }

    /// How ``missing`` names an object; cassettes and devices share one space of addresses.
    public static func key(_ kind: RecordKind, _ name: String) -> String {
        "\((kind == .device ? .cassette : kind).rawValue) \(name)"
    }
}

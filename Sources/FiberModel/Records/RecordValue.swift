/// A value of some kind of record: everything has a default but what names it.
public protocol RecordValue: Hashable, Sendable {
    /// One with every default.
    init()
    /// All that is said of this kind.
    static var description: RecordDescription<Self> { get }

    /// What its fields hold, in the order of the description.
    var fieldValues: [FieldValue] { get }
    /// The value whose fields hold these, in the order of the description.
    init(fieldValues: [FieldValue])
}

extension RecordValue {
    /// A value with some of its facts: `Trunk { $0.label = "T0001" }`.
    public init<Failure: Error>(_ set: (inout Self) throws(Failure) -> Void) throws(Failure) {
        self.init()
        try set(&self)
    }

    /// The kind of this value.
    public static var kind: RecordKind { RecordKind(description) }

    // Both are requirements so that each kind gets code of its own for them: whole plants go through.

    /// What its fields hold, in the order of the description.
    public var fieldValues: [FieldValue] {
        let fields = Self.description.typedFields
        return [FieldValue](unsafeUninitializedCapacity: fields.count) { buffer, count in
            for field in fields {
                buffer.initializeElement(at: count, to: field.get(self))
                count += 1
            }
        }
    }

    /// The value whose fields hold these, in the order of the description.
    public init(fieldValues: [FieldValue]) {
        self.init()
        let fields = Self.description.typedFields
        for place in fields.indices where place < fieldValues.count { fields[place].set(&self, fieldValues[place]) }
    }
}

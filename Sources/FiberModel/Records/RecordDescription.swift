/// A description, without the type of its records.
public class AnyRecordDescription: KindNames, @unchecked Sendable {
    /// The name of its SQL table.
    package let table: String
    /// Whether the table holds other kinds too, told apart by its column `kind`.
    package let sharesTable: Bool
    package let fields: [FieldInfo]
    /// The places of the fields by which a record is told from the others of its kind.
    package let identity: [Int]
    /// The field that is told of where a name is taken.
    package let nameField: String
    /// What every name of this kind has in it, where it has no form of an address.
    package let mark: Character?
    /// Fields of which one holds something and the others nothing: to set one empties them.
    package let oneOf: [Int]

    fileprivate init(
        _ names: (singular: String, plural: String, noun: String?), table: String?, sharesTable: Bool,
        fields: [FieldInfo], identity: [Int], nameField: String?, mark: Character?, oneOf: [Int]
    ) {
        self.table = table ?? names.singular
        self.sharesTable = sharesTable
        self.fields = fields
        self.identity = identity
        self.nameField = nameField ?? fields[identity[identity.count - 1]].name
        self.mark = mark
        self.oneOf = oneOf
        super.init(singular: names.singular, plural: names.plural, noun: names.noun ?? names.singular)
    }

    // What depends on the type of the records; ``RecordDescription`` says it.

    /// What the fields of one with every default hold.
    package var defaults: [FieldValue] { [] }
    /// What a name says of the fields of the identity.
    package func identity(of name: String) throws(PlantError) -> [FieldValue] { [try fields[identity[0]].value(name)] }
    /// The value whose fields hold these.
    package func value(_ fields: [FieldValue]) -> any RecordValue { preconditionFailure("no kind of record") }
    /// Holds the fields to what must hold between them.
    package func check(_ fields: [FieldValue]) throws(PlantError) {}
    /// What is said where no record has a name, if that is something of its own.
    package func absence(of name: String) -> PlantError? { nil }
    /// Turns the fields of an earlier fiberplan's history into these.
    package func upgrade(_ fields: inout [String: HistoryValue]) {}
}

extension RecordKind {
    /// All that is said of this kind.
    package var about: AnyRecordDescription {
        // Nothing else inherits from the names.
        unsafeDowncast(names, to: AnyRecordDescription.self)
    }
}

/// All that is said of a kind of record, once. Its files, its JSON, its history, its tables, its references and its
/// options on the command line follow from this.
public final class RecordDescription<Value: RecordValue>: AnyRecordDescription, @unchecked Sendable {
    let typedFields: [Field<Value>]
    private let defaultValues: [FieldValue]
    private let parseName: (@Sendable (String) throws(PlantError) -> [FieldValue])?
    private let checkValue: (@Sendable (Value) throws(PlantError) -> Void)?
    private let sayAbsent: @Sendable (String) -> PlantError?
    private let upgradeHistory: @Sendable (inout [String: HistoryValue]) -> Void

    /// - Parameters:
    ///   - singular: its name in `--kind`, `show` and JSON; ``RecordKind/rawValue``.
    ///   - plural: the name of its CSV, and of its list.
    ///   - noun: one of them in a sentence, where that is not `singular`.
    ///   - table: the name of its SQL table, where that is not `singular`.
    ///   - sharesTable: whether the table holds other kinds too, told apart by its column `kind`.
    ///   - identity: the fields by which one is told from the others; the first where none are named.
    ///   - named: the field that is told of where a name is taken; the last of `identity` where none is given.
    ///   - mark: what every name of this kind has in it, where it has no form of an address: `@`, `#` or `/`.
    ///   - parse: what a name says of the fields of the identity, where these are several.
    ///   - absent: what is said where none has a name; nil is the usual message.
    ///   - oneOf: fields of which one holds something and the others nothing: to set one empties them.
    ///   - check: what must hold between its fields.
    ///   - upgrade: turns the fields of an earlier fiberplan's history into these.
    init(
        _ singular: String, plural: String, noun: String? = nil, table: String? = nil, sharesTable: Bool = false,
        identity: [String] = [], named: String? = nil, mark: Character? = nil,
        parse: (@Sendable (String) throws(PlantError) -> [FieldValue])? = nil,
        absent: @escaping @Sendable (String) -> PlantError? = { _ in nil },
        oneOf: [String] = [], check: (@Sendable (Value) throws(PlantError) -> Void)? = nil,
        upgrade: @escaping @Sendable (inout [String: HistoryValue]) -> Void = { _ in },
        fields: [Field<Value>]
    ) {
        let infos = fields.map(\.info)
        let empty = Value()
        typedFields = fields
        defaultValues = fields.map { $0.get(empty) }
        parseName = parse
        checkValue = check
        sayAbsent = absent
        upgradeHistory = upgrade
        super.init(
            (singular, plural, noun), table: table, sharesTable: sharesTable, fields: infos,
            identity: identity.isEmpty ? [0] : identity.compactMap { field in infos.firstIndex { $0.name == field } },
            nameField: named, mark: mark, oneOf: infos.indices.filter { oneOf.contains(infos[$0].name) })
    }

    package override var defaults: [FieldValue] { defaultValues }

    package override func identity(of name: String) throws(PlantError) -> [FieldValue] {
        if let parseName { return try parseName(name) }
        return try super.identity(of: name)
    }

    package override func value(_ fields: [FieldValue]) -> any RecordValue { Value(fieldValues: fields) }

    package override func check(_ fields: [FieldValue]) throws(PlantError) {
        if let checkValue { try checkValue(Value(fieldValues: fields)) }
    }

    package override func absence(of name: String) -> PlantError? { sayAbsent(name) }

    package override func upgrade(_ fields: inout [String: HistoryValue]) { upgradeHistory(&fields) }
}

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

/// All that is said of a kind of record, once. Its files, its JSON, its history, its tables, its references and its
/// options on the command line follow from this.
public final class RecordDescription<Value: RecordValue>: Sendable {
    package let singular: String
    package let plural: String
    package let noun: String
    package let table: String
    package let sharesTable: Bool
    package let fields: [FieldInfo]
    package let identity: [Int]
    package let nameField: String
    package let mark: Character?
    let typedFields: [Field<Value>]
    private let parseName: (@Sendable (String) throws(PlantError) -> [FieldValue])?
    package let defaults: [FieldValue]
    package let fieldsExclude: Bool
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
    ///   - fieldsExclude: whether setting one field may empty another.
    ///   - check: what must hold between its fields.
    ///   - upgrade: turns the fields of an earlier fiberplan's history into these.
    init(
        _ singular: String, plural: String, noun: String? = nil, table: String? = nil, sharesTable: Bool = false,
        identity: [String] = [], named: String? = nil, mark: Character? = nil,
        parse: (@Sendable (String) throws(PlantError) -> [FieldValue])? = nil,
        absent: @escaping @Sendable (String) -> PlantError? = { _ in nil },
        fieldsExclude: Bool = false, check: (@Sendable (Value) throws(PlantError) -> Void)? = nil,
        upgrade: @escaping @Sendable (inout [String: HistoryValue]) -> Void = { _ in },
        fields: [Field<Value>]
    ) {
        self.singular = singular
        self.plural = plural
        self.noun = noun ?? singular
        self.table = table ?? singular
        self.sharesTable = sharesTable
        self.mark = mark
        typedFields = fields
        let empty = Value()
        defaults = fields.map { $0.get(empty) }
        let infos = fields.map(\.info)
        self.fields = infos
        let places: [Int] =
            identity.isEmpty ? [0] : identity.compactMap { field in infos.firstIndex { $0.name == field } }
        self.identity = places
        nameField = named ?? infos[places[places.count - 1]].name
        parseName = parse
        checkValue = check
        self.fieldsExclude = fieldsExclude
        sayAbsent = absent
        upgradeHistory = upgrade
    }
}

/// A description, without the type of its records.
package protocol AnyRecordDescription: AnyObject, Sendable {
    var singular: String { get }
    var plural: String { get }
    var noun: String { get }
    var table: String { get }
    var sharesTable: Bool { get }
    var fields: [FieldInfo] { get }
    /// The places of the fields by which a record is told from the others of its kind.
    var identity: [Int] { get }
    var nameField: String { get }
    var mark: Character? { get }

    /// What a name says of the fields of the identity.
    func identity(of name: String) throws(PlantError) -> [FieldValue]
    /// What the fields of one with every default hold.
    var defaults: [FieldValue] { get }
    /// Whether setting one field may empty another.
    var fieldsExclude: Bool { get }
    /// The value whose fields hold these.
    func value(_ fields: [FieldValue]) -> any RecordValue
    /// Holds the fields to what must hold between them.
    func check(_ fields: [FieldValue]) throws(PlantError)
    /// What is said where no record has a name, if that is something of its own.
    func absence(of name: String) -> PlantError?
    /// Turns the fields of an earlier fiberplan's history into these.
    func upgrade(_ fields: inout [String: HistoryValue])
}

extension RecordDescription: AnyRecordDescription {
    package func identity(of name: String) throws(PlantError) -> [FieldValue] {
        if let parseName { return try parseName(name) }
        return [try fields[identity[0]].value(name)]
    }

    package func value(_ fields: [FieldValue]) -> any RecordValue { Value(fieldValues: fields) }

    package func check(_ fields: [FieldValue]) throws(PlantError) {
        if let checkValue { try checkValue(Value(fieldValues: fields)) }
    }

    package func absence(of name: String) -> PlantError? { sayAbsent(name) }

    package func upgrade(_ fields: inout [String: HistoryValue]) { upgradeHistory(&fields) }
}

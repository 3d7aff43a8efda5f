/// A field of a kind of record: what is known of it, and how it is taken from a value and put into one.
package struct Field<Value>: Sendable {
    package let info: FieldInfo
    package let get: @Sendable (Value) -> FieldValue
    /// Puts what ``FieldInfo/value(_:)`` read, or what the store or history held, into a value. Nothing empties what may
    /// be empty and leaves all else as it is.
    package let set: @Sendable (inout Value, FieldValue) -> Void

    init(
        _ info: FieldInfo, get: @escaping @Sendable (Value) -> FieldValue,
        set: @escaping @Sendable (inout Value, FieldValue) -> Void
    ) {
        self.info = info
        self.get = get
        self.set = set
    }

    private func with(_ info: FieldInfo) -> Field { Field(info, get: get, set: set) }
    /// A field that a new record must have.
    var required: Field { with(info.with(.required)) }
    /// A field that the store alone keeps.
    private var ofStore: Field { with(info.with(.ofStore)) }
    /// A field that fiberplan counts.
    var counted: Field { with(info.with(.counted)) }
    /// A field whose SQL column has a name of its own.
    func column(_ name: String) -> Field { with(info.with(column: name)) }
    /// A field of a number in a unit.
    func unit(_ unit: String?) -> Field { with(info.with(unit: unit)) }
    /// A field that holds something else where it is empty.
    func whenEmpty(_ text: String) -> Field { with(info.with(whenEmpty: text)) }
    /// A field that is said of a record that is there.
    var saidLater: Field { with(info.with(.saidLater)) }
    /// A record that goes when what this field names goes.
    var goesWithIt: Field { with(info.with(.goesWithIt)) }
}

/// Where a field is kept in a value.
typealias Path<Value, Stored> = WritableKeyPath<Value, Stored> & Sendable

/// A stored property, reached by its offset: a key path costs ten times as much, and whole plants are read and written
/// through these.
private struct Slot<Value, Stored>: Sendable {
    private let path: Path<Value, Stored>
    private let offset: Int?

    init(_ path: Path<Value, Stored>) {
        self.path = path
        offset = MemoryLayout<Value>.offset(of: path)
    }

    @inline(__always) func read(_ value: Value) -> Stored {
        guard let offset else { return value[keyPath: path] }
        return withUnsafePointer(to: value) {
            UnsafeRawPointer($0).advanced(by: offset).assumingMemoryBound(to: Stored.self).pointee
        }
    }

    @inline(__always) func write(_ new: Stored, _ value: inout Value) {
        guard let offset else {
            value[keyPath: path] = new
            return
        }
        withUnsafeMutablePointer(to: &value) {
            UnsafeMutableRawPointer($0).advanced(by: offset).assumingMemoryBound(to: Stored.self).pointee = new
        }
    }
}

// MARK: The forms that fields take

extension Field {
    /// A text as it stands, of whatever type it is read.
    private static func string(_ info: FieldInfo, _ path: Path<Value, String>) -> Field {
        let slot = Slot(path)
        return Field(
            info, get: { .text(slot.read($0)) },
            set: { value, new in
                switch new {
                case .text(let text): slot.write(text, &value)
                case .none: slot.write("", &value)
                default: break
                }
            })
    }

    private static func string(_ info: FieldInfo, _ path: Path<Value, String?>) -> Field {
        let slot = Slot(path)
        return Field(
            info.with(.optional), get: { slot.read($0).map { .text($0) } ?? .none },
            set: { value, new in
                if case .text(let text) = new { slot.write(text, &value) } else { slot.write(nil, &value) }
            })
    }

    /// A value of a type that has a case of its own.
    private static func typed<T>(
        _ info: FieldInfo, _ path: Path<Value, T>, _ wrap: @escaping @Sendable (T) -> FieldValue,
        _ unwrap: @escaping @Sendable (FieldValue) -> T?
    ) -> Field {
        let slot = Slot(path)
        return Field(
            info, get: { wrap(slot.read($0)) },
            set: { value, new in if let new = unwrap(new) { slot.write(new, &value) } })
    }

    private static func typed<T>(
        _ info: FieldInfo, _ path: Path<Value, T?>, _ wrap: @escaping @Sendable (T) -> FieldValue,
        _ unwrap: @escaping @Sendable (FieldValue) -> T?
    ) -> Field {
        let slot = Slot(path)
        return Field(
            info.with(.optional), get: { slot.read($0).map(wrap) ?? .none },
            set: { value, new in slot.write(unwrap(new), &value) })
    }

    static func text(_ name: String, _ path: Path<Value, String>, _ help: String) -> Field {
        string(FieldInfo(name, .text, help), path)
    }

    static func label(
        _ name: String, _ path: Path<Value, String>, _ help: String, of kind: RecordKind? = nil
    ) -> Field { string(FieldInfo(name, .label(of: kind), help), path).required }

    static func label(
        _ name: String, _ path: Path<Value, String?>, _ help: String, of kind: RecordKind? = nil
    ) -> Field { string(FieldInfo(name, .label(of: kind), help), path) }

    static func labels(
        _ name: String, _ path: Path<Value, [String]>, _ help: String, of kind: RecordKind? = nil,
        in table: String? = nil, isSorted: Bool = false
    ) -> Field {
        let list = FieldType.LabelList(kind: kind, table: table, isSorted: isSorted)
        let slot = Slot(path)
        return Field(
            FieldInfo(name, .labels(list), help), get: { .texts(slot.read($0)) },
            set: { value, new in
                if case .texts(let texts) = new { slot.write(texts, &value) } else { slot.write([], &value) }
            })
    }

    static func catalogue(
        _ kind: CatalogueKind, _ name: String, _ path: Path<Value, String>, _ help: String
    ) -> Field { string(FieldInfo(name, .catalogue(kind), help), path) }

    static func catalogue(
        _ kind: CatalogueKind, _ name: String, _ path: Path<Value, String?>, _ help: String
    ) -> Field { string(FieldInfo(name, .catalogue(kind), help), path) }

    static func word(_ name: String, _ type: FieldType, _ path: Path<Value, String>, _ help: String) -> Field {
        string(FieldInfo(name, type, help), path).required
    }

    static func day(_ name: String, _ path: Path<Value, Day>, _ help: String) -> Field {
        typed(
            FieldInfo(name, .day, "\(help), as YYYY-MM-DD"), path, { .text($0.description) },
            { if case .text(let text) = $0 { Day(exactly: text) } else { nil } }
        ).required
    }

    static func day(_ name: String, _ path: Path<Value, Day?>, _ help: String) -> Field {
        typed(
            FieldInfo(name, .day, "\(help), as YYYY-MM-DD"), path, { .text($0.description) },
            { if case .text(let text) = $0 { Day(exactly: text) } else { nil } })
    }

    static func int(
        _ name: String, _ path: Path<Value, Int>, _ range: ClosedRange<Int>, _ help: String, unit: String? = nil
    ) -> Field {
        typed(
            FieldInfo(name, .int(range), help), path, { .int($0) },
            { if case .int(let value) = $0 { value } else { nil } }
        )
        .unit(unit)
    }

    static func int(
        _ name: String, _ path: Path<Value, Int?>, _ range: ClosedRange<Int>, _ help: String
    ) -> Field {
        typed(
            FieldInfo(name, .int(range), help), path, { .int($0) },
            { if case .int(let value) = $0 { value } else { nil } })
    }

    static func quantity<Q: Quantity>(
        _ name: String, _ path: Path<Value, Q>, _ range: ClosedRange<Int>, _ help: String
    ) -> Field {
        typed(
            FieldInfo(name, .int(range), help), path, { .int($0.rawValue) },
            { if case .int(let value) = $0 { Q(value) } else { nil } }
        ).required.unit(Q.unit)
    }

    static func quantity<Q: Quantity>(
        _ name: String, _ path: Path<Value, Q?>, _ range: ClosedRange<Int>, _ help: String
    ) -> Field {
        typed(
            FieldInfo(name, .int(range), help), path, { .int($0.rawValue) },
            { if case .int(let value) = $0 { Q(value) } else { nil } }
        ).unit(Q.unit)
    }

    static func choice<C: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: Path<Value, C>, _ help: String
    ) -> Field {
        typed(
            FieldInfo(name, .choice(C.allCases.map(\.rawValue)), help), path, { .text($0.rawValue) },
            { if case .text(let text) = $0 { C(rawValue: text) } else { nil } })
    }

    static func choice<C: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: Path<Value, C?>, _ help: String, whenEmpty: String = "unknown"
    ) -> Field {
        typed(
            FieldInfo(name, .choice(C.allCases.map(\.rawValue)), help), path, { .text($0.rawValue) },
            { if case .text(let text) = $0 { C(rawValue: text) } else { nil } }
        ).whenEmpty(whenEmpty)
    }

    static func rack(_ name: String, _ path: Path<Value, RackAddress>, _ help: String) -> Field {
        typed(
            FieldInfo(name, .rack, help), path, { .rack($0) }, { if case .rack(let value) = $0 { value } else { nil } }
        )
        .required
    }

    static func rack(_ name: String, _ path: Path<Value, RackAddress?>, _ help: String) -> Field {
        typed(
            FieldInfo(name, .rack, help), path, { .rack($0) }, { if case .rack(let value) = $0 { value } else { nil } })
    }

    static func unit(_ path: Path<Value, UnitAddress>) -> Field {
        typed(
            FieldInfo("address", .unit, "a unit address such as DC1.C03-14, by its uppermost U"), path, { .unit($0) },
            { if case .unit(let value) = $0 { value } else { nil } }
        ).required
    }

    static func port(
        _ name: String, _ path: Path<Value, PortAddress>, _ help: String, _ use: FieldType.PortUse,
        of owner: FieldType.PortOwner
    ) -> Field {
        typed(
            FieldInfo(name, .port(use, of: owner), help), path, { .port($0) },
            { if case .port(let value) = $0 { value } else { nil } }
        ).required
    }

    static func port(
        _ name: String, _ path: Path<Value, PortAddress?>, _ help: String, _ use: FieldType.PortUse,
        of owner: FieldType.PortOwner
    ) -> Field {
        typed(
            FieldInfo(name, .port(use, of: owner), help), path, { .port($0) },
            { if case .port(let value) = $0 { value } else { nil } })
    }

    static func ports(
        _ name: String, _ path: Path<Value, [PortAddress?]>, _ help: String, _ side: PortAddress.Side, in table: String
    ) -> Field {
        let slot = Slot(path)
        return Field(
            FieldInfo(name, .ports(table: table, side), help), get: { .ports(slot.read($0)) },
            set: { value, new in
                if case .ports(let ports) = new { slot.write(ports, &value) } else { slot.write([], &value) }
            })
    }

    static func strand(_ name: String, _ path: Path<Value, StrandAddress>, _ help: String) -> Field {
        typed(
            FieldInfo(name, .strand, help), path, { .strand($0) },
            { if case .strand(let value) = $0 { value } else { nil } }
        ).required
    }

    static func strand(_ path: Path<Value, StrandAddress>) -> Field {
        typed(
            FieldInfo("strand", .strand, "a strand such as T0042:17"), path, { .strand($0) },
            { if case .strand(let value) = $0 { value } else { nil } }
        ).required
    }

    static func end(_ name: String, _ path: Path<Value, End?>, _ help: String) -> Field {
        typed(
            FieldInfo(name, .end, help), path, { .text($0.rawValue) },
            { if case .text(let text) = $0 { End(rawValue: text) } else { nil } })
    }

    static func flag(_ name: String, _ path: Path<Value, Bool>) -> Field {
        typed(
            FieldInfo(name, .flag, ""), path, { .int($0 ? 1 : 0) },
            { if case .int(let value) = $0 { value != 0 } else { nil } }
        ).ofStore
    }
}

/// A value with metadata and a note.
protocol Remarked: SendableMetatype {
    var remarks: Remarks { get set }
}

extension Field where Value: Remarked {
    /// The fields that every object of the plant ends in.
    static var remarks: [Field] {
        [
            Field(
                FieldInfo("metadata", .metadata, "a JSON object of your own", .optional),
                get: { $0.remarks.metadata == "{}" ? .none : .text($0.remarks.metadata) },
                set: { value, new in
                    if case .text(let text) = new {
                        value.remarks.metadata = text
                    } else {
                        value.remarks.metadata = "{}"
                    }
                }),
            Field(
                FieldInfo("note", .text, "free text"), get: { .text($0.remarks.note) },
                set: { value, new in
                    if case .text(let text) = new { value.remarks.note = text } else { value.remarks.note = "" }
                }),
        ]
    }
}

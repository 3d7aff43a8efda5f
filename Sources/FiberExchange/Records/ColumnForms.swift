import FiberModel
import Platform

// The forms that columns take: each reads and writes one type, and says what it expected.

extension Column {
    static func text(
        _ name: String, _ path: WritableKeyPath<Value, String> & Sendable, _ help: String, required: Bool = false
    )
        -> Column
    {
        Column(
            name: name, form: .text, help: help, isRequired: required, get: { $0[keyPath: path] },
            set: { value, text throws(PlantError) in
                guard !required || text.contains(where: { !$0.isWhitespace }) else {
                    throw PlantError(.badValue, "is empty, expected \(help)")
                }
                try Bounds.check(text, column: name)
                guard !text.utf8.contains(0) else { throw PlantError(.badValue, "a NUL byte, expected text") }
                value[keyPath: path] = text
            })
    }

    /// A label of the address grammar; its letters are checked by the store, which names the column.
    static func label(_ name: String, _ path: WritableKeyPath<Value, String> & Sendable, _ help: String) -> Column {
        Column(
            name: name, form: .word, help: help, isRequired: true, get: { $0[keyPath: path] },
            set: { value, text throws(PlantError) in
                try Address.checkLabel(text)
                value[keyPath: path] = text
            })
    }

    static func optionalLabel(_ name: String, _ path: WritableKeyPath<Value, String?> & Sendable, _ help: String)
        -> Column
    {
        Column(
            name: name, form: .word, help: help, isRequired: false, get: { $0[keyPath: path] ?? "" },
            set: { value, text throws(PlantError) in
                if !text.isEmpty { try Address.checkLabel(text) }
                value[keyPath: path] = text.isEmpty ? nil : text
            })
    }

    /// Labels with spaces between them; with `isSorted` their order means nothing, and each counts once.
    static func labels(
        _ name: String, _ path: WritableKeyPath<Value, [String]> & Sendable, _ help: String, isSorted: Bool = false
    ) -> Column {
        Column(
            name: name, form: .word, help: help, isRequired: false, get: { $0[keyPath: path].joined(separator: " ") },
            set: { value, text throws(PlantError) in
                let labels = text.split(separator: " ").map(String.init)
                guard labels.count <= Bounds.labels else {
                    throw PlantError(.badValue, "\(labels.count) labels, expected at most \(Bounds.labels)")
                }
                try Bounds.check(text, column: name == "allowed_cables" ? name : "metadata")
                for label in labels { try Address.checkLabel(label) }
                value[keyPath: path] = isSorted ? Set(labels).sorted(by: naturallyPrecedes) : labels
            })
    }

    /// The name of a catalogue row.
    static func type(_ name: String, _ path: WritableKeyPath<Value, String> & Sendable, _ help: String) -> Column {
        Column(
            name: name, form: .word, help: help, isRequired: false, get: { $0[keyPath: path] },
            set: { value, text throws(PlantError) in
                guard !text.isEmpty else {
                    throw PlantError(.badValue, "is empty, expected the name of a catalogue row")
                }
                value[keyPath: path] = text
            })
    }

    static func optionalType(_ name: String, _ path: WritableKeyPath<Value, String?> & Sendable, _ help: String)
        -> Column
    {
        Column(
            name: name, form: .word, help: help, isRequired: false, get: { $0[keyPath: path] ?? "" },
            set: { value, text throws(PlantError) in value[keyPath: path] = text.isEmpty ? nil : text })
    }

    static func integer(
        _ name: String, _ path: WritableKeyPath<Value, Int> & Sendable, _ range: ClosedRange<Int>, _ help: String
    ) -> Column {
        Column(
            name: name, form: .number, help: help, isRequired: false, get: { String($0[keyPath: path]) },
            set: { value, text throws(PlantError) in value[keyPath: path] = try whole(text, range) })
    }

    static func quantity<Q: Quantity>(
        _ name: String, _ path: WritableKeyPath<Value, Q> & Sendable, _ range: ClosedRange<Int>, _ help: String
    ) -> Column {
        Column(
            name: name, form: .number, help: help, isRequired: true, get: { String($0[keyPath: path].rawValue) },
            set: { value, text throws(PlantError) in value[keyPath: path] = Q(try whole(text, range)) })
    }

    static func optionalQuantity<Q: Quantity>(
        _ name: String, _ path: WritableKeyPath<Value, Q?> & Sendable, _ range: ClosedRange<Int>, _ help: String
    ) -> Column {
        Column(
            name: name, form: .number, help: help, isRequired: false,
            get: { $0[keyPath: path].map { String($0.rawValue) } ?? "" },
            set: { value, text throws(PlantError) in
                value[keyPath: path] = text.isEmpty ? nil : Q(try whole(text, range))
            })
    }

    static func choice<C: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: WritableKeyPath<Value, C> & Sendable, _ help: String
    ) -> Column {
        Column(
            name: name, form: .word, help: "\(help): \(choices(C.self))", isRequired: false,
            choices: C.allCases.map(\.rawValue), get: { $0[keyPath: path].rawValue },
            set: { value, text throws(PlantError) in value[keyPath: path] = try choice(text) })
    }

    static func optionalChoice<C: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: WritableKeyPath<Value, C?> & Sendable, _ help: String, whenEmpty: String = "unknown"
    ) -> Column {
        Column(
            name: name, form: .word, help: "\(help): \(choices(C.self)); \(whenEmpty) if empty", isRequired: false,
            choices: C.allCases.map(\.rawValue), get: { $0[keyPath: path]?.rawValue ?? "" },
            set: { value, text throws(PlantError) in value[keyPath: path] = text.isEmpty ? nil : try choice(text) })
    }

    /// Anything with a parser and a printer of its own.
    static func parsed<T: Sendable>(
        _ name: String, _ path: WritableKeyPath<Value, T> & Sendable, _ help: String, required: Bool = true,
        print: @escaping @Sendable (T) -> String, parse: @escaping @Sendable (String) throws(PlantError) -> T
    ) -> Column {
        Column(
            name: name, form: .word, help: help, isRequired: required, get: { print($0[keyPath: path]) },
            set: { value, text throws(PlantError) in
                guard !required || !text.isEmpty else { throw PlantError(.badValue, "is empty, expected \(help)") }
                value[keyPath: path] = try parse(text)
            })
    }

    static func metadata(_ path: WritableKeyPath<Value, String> & Sendable) -> Column {
        Column(
            name: "metadata", form: .json, help: "a JSON object of your own", isRequired: false,
            get: { $0[keyPath: path] == "{}" ? "" : $0[keyPath: path] },
            set: { value, text throws(PlantError) in
                guard !text.isEmpty, text != "{}" else {
                    value[keyPath: path] = "{}"
                    return
                }
                try Bounds.check(text, column: "metadata")
                guard let json = try? JSONValue(parsing: text) else {
                    throw PlantError(
                        .badValue, "\(quoted(text)) is no JSON, expected an object such as {\"ticket\":\"X-1\"}")
                }
                guard case .object = json else {
                    throw PlantError(.badValue, "JSON that is not an object, expected {…}")
                }
                value[keyPath: path] = text
            })
    }

    private static func choices<C: RawRepresentable<String> & CaseIterable>(_ type: C.Type) -> String {
        C.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private static func choice<C: RawRepresentable<String> & CaseIterable>(_ text: String) throws(PlantError) -> C {
        if let choice = C(rawValue: text) { return choice }
        let near = nearestName(to: text, among: C.allCases.map(\.rawValue))
        throw PlantError(
            .badValue, "\(quoted(text)) is none of \(choices(C.self))", hint: near.map { "did you mean '\($0)'?" })
    }

    private static func whole(_ text: String, _ range: ClosedRange<Int>) throws(PlantError) -> Int {
        guard let value = Int(text), range.contains(value) else {
            throw PlantError(
                .badValue, "\(quoted(text)) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }
}

import FiberModel
import Platform

/// The catalogue as rows, and one row with the source of every figure.
package enum CatalogueReport {
    package static func list(_ catalogue: Catalogue, _ kind: CatalogueKind?) -> Answer {
        Answer(["kind", "name", "built_in", "trust", "source"]) { add throws(PlantError) in
            for kind in kind.map({ [$0] }) ?? CatalogueKind.allCases {
                for (entry, _) in catalogue.rows(kind) {
                    try add([
                        .word(entry.kind.rawValue), .word(entry.name), .bool(entry.isBuiltIn),
                        .word(entry.trust.rawValue), .text(entry.source),
                    ])
                }
            }
        }
    }

    package static func show(_ entry: CatalogueEntry) -> Answer {
        Answer(["fact", "value", "trust", "source"]) { add throws(PlantError) in
            try add([
                .word("\(entry.kind.rawValue)"), .word(entry.name), .word(entry.trust.rawValue), .text(entry.source),
            ])
            for fact in CatalogueText.facts(entry.body) {
                try add([.word(fact.key), .text(fact.value), .word(fact.trust), .text(fact.source)])
            }
        }.whole {
            .object([
                ("kind", .word(entry.kind.rawValue)), ("name", .word(entry.name)), ("built_in", .bool(entry.isBuiltIn)),
                ("source", .text(entry.source)), ("trust", .word(entry.trust.rawValue)), ("body", .json(entry.body)),
            ])
        }
    }
}

/// The JSON of a catalogue row as facts, and changes to single ones.
package enum CatalogueText {
    struct Fact {
        var key: String
        var value: String
        var trust: String
        var source: String
    }

    /// One fact a leaf, figures with their trust and source; keys joined by dots, in alphabetical order.
    static func facts(_ body: String) -> [Fact] {
        guard let json = try? JSONValue(parsing: body) else { return [] }
        var facts: [Fact] = []
        collect(json, "", &facts)
        return facts
    }

    private static func collect(_ value: JSONValue, _ key: String, _ facts: inout [Fact]) {
        switch value {
        case .object(let object):
            if let figure = object["value"], case .text(let trust)? = object["trust"] {
                let source = object["source"].map(text) ?? ""
                facts.append(Fact(key: key, value: text(figure), trust: trust, source: source))
                return
            }
            for (name, value) in object.sorted(by: { $0.key < $1.key }) {
                collect(value, key.isEmpty ? name : "\(key).\(name)", &facts)
            }
        case .list(let list) where list.contains(where: \.isObject):
            for (index, item) in list.enumerated() { collect(item, "\(key).\(index)", &facts) }
        default: facts.append(Fact(key: key, value: text(value), trust: "", source: ""))
        }
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .number(let value): "\(value)"
        case .text(let value): value
        case .list(let values): values.map(text).joined(separator: " ")
        case .object: (try? value.line()) ?? ""
        }
    }

    /// A body with one fact changed; a figure gets the new source and trust.
    ///
    /// - Parameter path: a key, or keys and list positions joined by dots: `lanes.0.wavelength_pm`.
    /// - Throws: `PlantError` with code `badValue` where the path leads nowhere.
    package static func setting(
        _ path: String, to value: String, in body: String, source: String, trust: Trust
    ) throws(PlantError) -> String {
        guard let json = try? JSONValue(parsing: body) else {
            throw PlantError(.badValue, "the facts are no JSON object")
        }
        let keys = path.split(separator: ".").map(String.init)
        guard !keys.isEmpty else { throw PlantError(.badValue, "\(quoted(path)) names no fact") }
        let setting = Setting(path: path, value: scalar(value), source: source, trust: trust)
        let changed = try setting.set(json, keys[...])
        do { return try changed.line() } catch {
            throw PlantError(.badValue, "\(quoted(value)) is a number that JSON cannot hold")
        }
    }

    /// A number, a truth, a JSON list, object or string, `null` for what is not known, or else text.
    private static func scalar(_ text: String) -> JSONValue {
        if let number = Int(text) { return .int(number) }
        if text == "null" { return .null }
        if text == "true" || text == "false" { return .bool(text == "true") }
        if let first = text.first, "-0123456789".contains(first), let number = Double(text), number.isFinite {
            return .number(number)
        }
        if let first = text.first, "[{\"".contains(first), let json = try? JSONValue(parsing: text) { return json }
        return .text(text)
    }
}

/// One fact that is to have another value.
private struct Setting {
    let path: String
    let value: JSONValue
    let source: String
    let trust: Trust

    private var figure: JSONValue {
        .object(["value": value, "trust": .text(trust.rawValue), "source": .text(source)])
    }

    func set(_ base: JSONValue, _ keys: ArraySlice<String>) throws(PlantError) -> JSONValue {
        guard let key = keys.first else { return replacement(of: base) }
        switch base {
        case .object(var object):
            if value == .null, keys.count == 1 {
                object[key] = nil
            } else if let old = object[key] {
                object[key] = try set(old, keys.dropFirst())
            } else if keys.count == 1 {
                // Keys that end in a unit are figures, and an absent one is an unknown that becomes known.
                object[key] = value.isInt && Self.isFigureKey(key) ? figure : value
            } else {
                throw PlantError(.badValue, "\(quoted(path)) leads nowhere: no key \(quoted(key))")
            }
            return .object(object)
        case .list(var list):
            guard let index = Int(key), list.indices.contains(index) else { break }
            list[index] = try set(list[index], keys.dropFirst())
            return .list(list)
        default: break
        }
        throw PlantError(.badValue, "\(quoted(path)) leads nowhere at \(quoted(key))")
    }

    /// What stands in the place of a fact: a list of words as a list, a figure with its source.
    private func replacement(of base: JSONValue) -> JSONValue {
        if case .list = base, case .text(let text) = value {
            return .list(text.split(separator: " ").map { word in Int(word).map { .int($0) } ?? .text(String(word)) })
        }
        if case .object(let object) = base, object["value"] != nil { return figure }
        return value
    }

    /// Keys that end in a unit are figures with a source; so are a few counts.
    private static func isFigureKey(_ key: String) -> Bool {
        ["_um", "_mdB", "_mdBm", "_m", "_N", "_gPerM", "_thousandths"].contains { key.hasSuffix($0) }
            || ["pullTurns", "matedPairs"].contains(key)
    }
}

extension JSONValue {
    fileprivate var isObject: Bool { if case .object = self { true } else { false } }
    fileprivate var isInt: Bool { if case .int = self { true } else { false } }
}

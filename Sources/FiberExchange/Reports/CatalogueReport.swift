import FiberModel
import Foundation

/// The catalogue as rows, and one row with the source of every figure.
public enum CatalogueReport {
    public static func list(
        _ catalogue: Catalogue, _ kind: CatalogueKind?, _ format: OutputFormat, to sink: @escaping ByteSink
    ) throws(PlantError) {
        var table = TableWriter(["kind", "name", "built_in", "trust", "source"], format, to: sink)
        for kind in kind.map({ [$0] }) ?? CatalogueKind.allCases {
            for (entry, _) in catalogue.rows(kind) {
                try table.add([
                    .word(entry.kind.rawValue), .word(entry.name), .bool(entry.isBuiltIn), .word(entry.trust.rawValue),
                    .text(entry.source),
                ])
            }
        }
        try table.finish()
    }

    public static func show(
        _ entry: CatalogueEntry, _ format: OutputFormat, to sink: @escaping ByteSink
    ) throws(PlantError) {
        guard format != .json else {
            let object = DataValue.object([
                ("kind", .word(entry.kind.rawValue)), ("name", .word(entry.name)), ("built_in", .bool(entry.isBuiltIn)),
                ("source", .text(entry.source)), ("trust", .word(entry.trust.rawValue)), ("body", .json(entry.body)),
            ])
            return try sink(Array(object.prettyJSON.utf8))
        }
        var table = TableWriter(["fact", "value", "trust", "source"], format, to: sink)
        try table.add([
            .word("\(entry.kind.rawValue)"), .word(entry.name), .word(entry.trust.rawValue), .text(entry.source),
        ])
        for fact in CatalogueText.facts(entry.body) {
            try table.add([.word(fact.key), .text(fact.value), .word(fact.trust), .text(fact.source)])
        }
        try table.finish()
    }
}

/// The JSON of a catalogue row as facts, and changes to single ones.
public enum CatalogueText {
    struct Fact {
        var key: String
        var value: String
        var trust: String
        var source: String
    }

    /// One fact a leaf, figures with their trust and source; keys joined by dots, in alphabetical order.
    static func facts(_ body: String) -> [Fact] {
        guard let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) else { return [] }
        var facts: [Fact] = []
        collect(object, "", &facts)
        return facts
    }

    private static func collect(_ value: Any, _ key: String, _ facts: inout [Fact]) {
        if let object = value as? [String: Any] {
            if let figure = object["value"], let trust = object["trust"] as? String {
                let source = object["source"] as? String ?? ""
                facts.append(Fact(key: key, value: text(figure), trust: trust, source: source))
                return
            }
            for name in object.keys.sorted() {
                collect(object[name] ?? NSNull(), key.isEmpty ? name : "\(key).\(name)", &facts)
            }
        } else if let list = value as? [Any], list.contains(where: { $0 is [String: Any] }) {
            for (index, item) in list.enumerated() { collect(item, "\(key).\(index)", &facts) }
        } else {
            facts.append(Fact(key: key, value: text(value), trust: "", source: ""))
        }
    }

    private static func text(_ value: Any) -> String {
        if let list = value as? [Any] { return list.map(text).joined(separator: " ") }
        return value is NSNull ? "null" : "\(value)"
    }

    /// A body with one fact changed; a figure gets the new source and trust.
    ///
    /// - Parameter path: a key, or keys and list positions joined by dots: `lanes.0.wavelength_pm`.
    /// - Throws: ``PlantError`` with code `badValue` where the path leads nowhere.
    public static func setting(
        _ path: String, to value: String, in body: String, source: String, trust: Trust
    ) throws(PlantError) -> String {
        do {
            let object = try JSONSerialization.jsonObject(with: Data(body.utf8))
            let keys = path.split(separator: ".").map(String.init)
            guard !keys.isEmpty else { throw PlantError(.badValue, "\(quoted(path)) names no fact") }
            let changed = try set(object, keys[...], scalar(value), path, source, trust)
            let data = try JSONSerialization.data(
                withJSONObject: changed, options: [.sortedKeys, .withoutEscapingSlashes])
            return String(decoding: data, as: UTF8.self)
        } catch let error as PlantError {
            throw error
        } catch {
            throw PlantError(.badValue, "the facts are no JSON object: \(error.localizedDescription)")
        }
    }

    private static func set(
        _ base: Any, _ keys: ArraySlice<String>, _ value: Any, _ path: String, _ source: String, _ trust: Trust
    ) throws(PlantError) -> Any {
        guard let key = keys.first else {
            if base is [Any], let text = value as? String {
                return text.split(separator: " ").map { Int($0).map { $0 as Any } ?? String($0) }
            }
            let isFigure = (base as? [String: Any])?["value"] != nil
            return isFigure ? ["value": value, "trust": trust.rawValue, "source": source] : value
        }
        if var object = base as? [String: Any] {
            if value is NSNull, keys.count == 1 {
                object[key] = nil
            } else if let old = object[key] {
                object[key] = try set(old, keys.dropFirst(), value, path, source, trust)
            } else if keys.count == 1 {
                // Keys that end in a unit are figures, and an absent one is an unknown that becomes known.
                let isFigure = isFigureKey(key) && value is Int
                object[key] = isFigure ? ["value": value, "trust": trust.rawValue, "source": source] : value
            } else {
                throw PlantError(.badValue, "\(quoted(path)) leads nowhere: no key \(quoted(key))")
            }
            return object
        }
        if var list = base as? [Any], let index = Int(key), list.indices.contains(index) {
            list[index] = try set(list[index], keys.dropFirst(), value, path, source, trust)
            return list
        }
        throw PlantError(.badValue, "\(quoted(path)) leads nowhere at \(quoted(key))")
    }

    /// Keys that end in a unit are figures with a source; so are a few counts.
    private static func isFigureKey(_ key: String) -> Bool {
        ["_um", "_mdB", "_m", "_N", "_gPerM", "_thousandths"].contains { key.hasSuffix($0) }
            || ["pullTurns", "matedPairs"].contains(key)
    }

    /// A number, a JSON list, object or string, `null` for what is not known, or else text.
    private static func scalar(_ text: String) -> Any {
        if let number = Int(text) { return number }
        if text == "null" { return NSNull() }
        if let first = text.first, "[{\"".contains(first),
            let json = try? JSONSerialization.jsonObject(with: Data(text.utf8))
        {
            return json
        }
        return text
    }
}

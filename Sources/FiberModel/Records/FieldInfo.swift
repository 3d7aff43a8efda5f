/// What is said of a field once, and holds in every format.
package final class FieldInfo: Sendable {
    /// Its name in CSV, JSON, history and `set`.
    package let name: String
    package let type: FieldType
    /// What it holds, in words: without its unit, its choices and its default, which are told from the type.
    package let help: String
    /// The unit of its number; nil for what has none.
    package let unit: String?
    /// What holds where it is nothing or left out, in words; nil where that goes without saying.
    package let whenEmpty: String?
    /// The name of its SQL column, where it is another than follows from the name.
    package let column: String?
    private let traits: Traits
    /// What it holds where it is emptied; nil where that leaves it as it is.
    let nothing: FieldValue?
    /// Whether its text is kept as it stands, and not a key or a code in its place.
    package let isPlain: Bool
    /// Whether its text has a grammar of its own.
    private let hasGrammar: Bool

    /// Whether a new record must say it.
    package var isRequired: Bool { traits.contains(.required) }
    /// Whether it may be nothing.
    package var isOptional: Bool { traits.contains(.optional) }
    /// Whether fiberplan counts it: a file brings it in, nobody sets it, it never goes down, and two records that
    /// differ in nothing else are the same.
    package var isCounted: Bool { traits.contains(.counted) }
    /// Whether it is kept by the store alone, and is part of no file.
    package var isOfStore: Bool { traits.contains(.ofStore) }
    /// Whether it is said of a record that is there, and not when one is added on the command line.
    package var isSaidLater: Bool { traits.contains(.saidLater) }
    /// Whether the record goes when what this field names is removed; otherwise it stands in the way.
    package var goesWithIt: Bool { traits.contains(.goesWithIt) }

    package struct Traits: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }
        static let required = Traits(rawValue: 1)
        static let optional = Traits(rawValue: 2)
        static let counted = Traits(rawValue: 4)
        static let ofStore = Traits(rawValue: 8)
        static let saidLater = Traits(rawValue: 16)
        static let goesWithIt = Traits(rawValue: 32)
    }

    init(
        _ name: String, _ type: FieldType, _ help: String, unit: String? = nil, whenEmpty: String? = nil,
        column: String? = nil, _ traits: Traits = []
    ) {
        self.name = name
        self.type = type
        self.help = help
        self.unit = unit
        self.whenEmpty = whenEmpty
        self.column = column
        self.traits = traits
        (isPlain, hasGrammar) =
            switch type {
            case .label(let kind): (kind == nil, kind == nil && traits.contains(.required))
            case .catalogue, .end: (false, false)
            case .catalogueName: (true, true)
            default: (true, false)
            }
        nothing =
            switch type {
            case .labels: .texts([])
            case .ports: .ports([])
            case .text, .label, .catalogue, .body, .catalogueName, .rule:
                traits.contains(.optional) ? FieldValue.none : .text("")
            default: traits.contains(.optional) ? FieldValue.none : nil
            }
    }

    /// The same with more said of it.
    func with(
        unit: String? = nil, whenEmpty: String? = nil, column: String? = nil, _ traits: Traits = []
    ) -> FieldInfo {
        FieldInfo(
            name, type, help, unit: unit ?? self.unit, whenEmpty: whenEmpty ?? self.whenEmpty,
            column: column ?? self.column, self.traits.union(traits))
    }

    /// What it may hold, where that is a fixed choice.
    package var choices: [String]? { if case .choice(let choices) = type { choices } else { nil } }

    /// Everything that is known of it, in a sentence: `length in mm, from its nodes if empty`.
    package var fullHelp: String {
        let measured = unit.map { $0.isEmpty ? help : "\(help) in \($0)" } ?? help
        let chosen = choices.map { "\(measured): \($0.joined(separator: ", "))" } ?? measured
        return whenEmpty.map { "\(chosen)\(choices == nil ? "," : ";") \($0) if empty" } ?? chosen
    }
}

extension FieldInfo {
    /// Reads a cell or an option.
    ///
    /// - Throws: ``PlantError`` with code `badValue` that says what was expected.
    package func value(_ text: String) throws(PlantError) -> FieldValue {
        switch type {
        case .text: return .text(try checked(text))
        case .labels(let list): return .texts(try labels(text, list))
        case .ports(_, let side): return .ports(try Self.ports(text, side))
        default: break
        }
        if text.isEmpty {
            if isOptional { return .none }
            if isRequired { throw PlantError(.badValue, "is empty, expected \(fullHelp)") }
        }
        switch type {
        case .metadata: return try metadata(text)
        case .body:
            guard text.first == "{" else { throw PlantError(.badValue, "\(quoted(text)) is not a JSON object") }
            return .text(text)
        case .label:
            try Address.checkLabel(text)
            return .text(text)
        case .catalogue:
            guard !text.isEmpty else {
                throw PlantError(.badValue, "is empty, expected the name of a catalogue row")
            }
            return .text(text)
        case .int(let range): return .int(try Self.whole(text, range))
        case .choice(let choices):
            if choices.contains(text) { return .text(text) }
            throw PlantError(
                .badValue, "\(quoted(text)) is none of \(choices.joined(separator: ", "))",
                hint: nearestName(to: text, among: choices).map { "did you mean '\($0)'?" })
        case .rack: return .rack(try RackAddress(text))
        case .unit: return .unit(try UnitAddress(text))
        case .port(let use, _): return .port(try Self.port(text, use))
        case .strand: return .strand(try StrandAddress(text))
        case .end:
            guard End(rawValue: text) != nil else {
                throw PlantError(.badValue, "\(quoted(text)) is none of A, Z")
            }
            return .text(text)
        case .day: return .text(try Day(text).description)
        case .flag: return .int(text == "1" ? 1 : 0)
        case .catalogueName, .rule, .text, .labels, .ports: return .text(text)
        }
    }

    private func checked(_ text: String) throws(PlantError) -> String {
        guard !isRequired || text.contains(where: { !$0.isWhitespace }) else {
            throw PlantError(.badValue, "is empty, expected \(fullHelp)")
        }
        try Bounds.check(text, column: name)
        guard !text.utf8.contains(0) else { throw PlantError(.badValue, "a NUL byte, expected text") }
        return text
    }

    private func labels(_ text: String, _ list: FieldType.LabelList) throws(PlantError) -> [String] {
        let labels = text.split(separator: " ").map(String.init)
        guard labels.count <= Bounds.labels else {
            throw PlantError(.badValue, "\(labels.count) labels, expected at most \(Bounds.labels)")
        }
        try Bounds.check(text, column: list.table == nil ? name : "metadata")
        for label in labels { try Address.checkLabel(label) }
        return list.isSorted ? Set(labels).sorted(by: naturallyPrecedes) : labels
    }

    private static func port(_ text: String, _ use: FieldType.PortUse) throws(PlantError) -> PortAddress {
        switch use {
        case .leg: return try PortAddress(front: text)
        case .plug(let side): return try PortAddress(text, meaning: side).plugged
        case .place:
            let port = try PortAddress(front: text)
            guard port.part == 0 else {
                throw PlantError(.badValue, "\(quoted(text)) is a part of a port, expected the whole, \(port.whole)")
            }
            return port
        }
    }

    /// `DC1.C03-14:R2 DC1.C03-14:R3 -`, and `DC1.C03-14:R2-R12` for all from the one to the other.
    private static func ports(_ text: String, _ side: PortAddress.Side) throws(PlantError) -> [PortAddress?] {
        var ports: [PortAddress?] = []
        for word in text.split(separator: " ").map(String.init) {
            if word == "-" {
                ports.append(nil)
            } else if let range = range(word) {
                ports += range
            } else {
                ports.append(try PortAddress(word, meaning: side).plugged)
            }
            guard ports.count < PortHandle.mostParts else {
                throw PlantError(.badValue, "more than \(PortHandle.mostParts - 1) ports, expected no more")
            }
        }
        return ports
    }

    private static func range(_ word: String) -> [PortAddress]? {
        guard let colon = word.lastIndex(of: ":"), let dash = word[colon...].lastIndex(of: "-") else { return nil }
        guard let first = try? PortAddress(String(word[..<dash])), first.part == 0 else { return nil }
        let end = word[word.index(after: dash)...].drop { $0 == "R" || $0 == "r" }
        guard let last = Int(end), last >= first.port, last - first.port < PortHandle.mostParts else { return nil }
        return (first.port...last).map { PortAddress(unit: first.unit, side: first.side, port: $0) }
    }

    private func metadata(_ text: String) throws(PlantError) -> FieldValue {
        if text.isEmpty || text == "{}" { return .none }
        try Bounds.check(text, column: name)
        let json: JSONValue
        do { json = try JSONValue(parsing: text) } catch {
            throw PlantError(
                .badValue, "\(quoted(text)) is not JSON, expected an object such as {\"ticket\":\"X-1\"}")
        }
        guard case .object = json else {
            throw PlantError(.badValue, "JSON that is not an object, expected {…}")
        }
        return .text(text)
    }

    /// What people write behind a number.
    private static let units: Set<String> = ["m", "mm", "cm", "km", "dB", "mdB", "nm", "U", "%", "°"]

    private static func whole(_ text: String, _ range: ClosedRange<Int>) throws(PlantError) -> Int {
        guard let value = Int(text), range.contains(value) else {
            throw PlantError(
                .badValue, "\(quoted(text)) is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                hint: units.contains(String(text.drop { $0.isNumber || ".,- ".contains($0) }))
                    && text.first?.isNumber == true
                    ? "the number alone, in the unit that the column names" : nil)
        }
        return value
    }
}

extension FieldInfo {
    /// Holds a value that came by another way than ``value(_:)`` to the same bounds.
    package func check(_ value: FieldValue) throws(PlantError) {
        switch value {
        case .text(let text):
            if hasGrammar { try checkGrammar(text) }
            // The smallest bound of the table.
            if text.utf8.count > 32 { try Bounds.check(text, column: name) }
            guard !text.utf8.contains(0) else { throw PlantError(.badValue, "a NUL byte, expected text", field: name) }
        case .texts(let labels):
            guard labels.count <= Bounds.labels else {
                throw PlantError(
                    .badValue, "\(labels.count) labels, expected at most \(Bounds.labels)", field: name)
            }
            if case .labels(let list) = type, list.table == nil, !labels.isEmpty {
                try Bounds.check(labels.joined(separator: " "), column: name)
            }
        case .ports(let ports):
            guard ports.count < PortHandle.mostParts else {
                throw PlantError(
                    .badValue, "\(ports.count) ports, expected at most \(PortHandle.mostParts - 1)", field: name)
            }
        case .none, .int, .rack, .unit, .port, .strand: break
        }
    }

    private func checkGrammar(_ text: String) throws(PlantError) {
        guard case .catalogueName = type else {
            do { try Address.checkLabel(text) } catch { throw error.at(field: name) }
            return
        }
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") }
        guard (1...64).contains(text.utf8.count), isPlain else {
            throw PlantError(
                .badValue,
                "\(quoted(text)) is not a catalogue name, expected up to 64 visible ASCII characters without '/'",
                field: name)
        }
    }
}

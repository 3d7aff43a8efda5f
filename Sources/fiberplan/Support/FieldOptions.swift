import ArgumentParser
import FiberExchange
import FiberModel

/// The arguments and options of a command that adds a record: what names it, then one option for each field that its
/// kind describes. Their names, their help and their defaults are those of the description.
struct FieldOptions<Value: RecordValue>: ParsableArguments {
    /// The texts that were given, by the names of their fields.
    private(set) var given: [(column: String, value: String)] = []

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: FieldOption.Key.self)
        for option in FieldOption.all(Value.kind) {
            if let text = try option.text(in: container) { given.append((option.field.name, text)) }
        }
    }

    /// The record that was described.
    ///
    /// - Parameter naming: who knows the names by which places may be called.
    func record(naming: (any PlaceNaming)? = nil) throws(PlantError) -> Record {
        try Schema(Value.kind).record(from: nil, setting: given, naming: naming)
    }

    /// The value that was described.
    func value(naming: (any PlaceNaming)? = nil) throws(PlantError) -> Value {
        guard let value = try record(naming: naming).as(Value.self) else { return Value() }
        return value
    }
}

// The parser looks at the properties of a group; these are as many as the kind has fields.
extension FieldOptions: CustomReflectable {
    var customMirror: Mirror {
        Mirror(self, children: FieldOption.all(Value.kind).map { (label: $0.field.name, value: $0.wrapper) })
    }
}

/// One field, as it is given on a command line.
private struct FieldOption {
    let field: FieldInfo
    /// Whether it stands without a name: it says which record is meant.
    let isArgument: Bool

    struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Those of a kind, in the order of its fields.
    static func all(_ kind: RecordKind) -> [FieldOption] {
        kind.about.fields.enumerated().compactMap { place, field in
            guard !field.isCounted, !field.isOfStore, !field.isSaidLater else { return nil }
            return FieldOption(field: field, isArgument: kind.about.identity.contains(place))
        }
    }

    private var isLength: Bool { field.unit == Millimetres.unit }

    /// `service_loop_mm` is `service-loop`: a length on a command line has its unit with it.
    private var name: String {
        var parts = field.name.split(separator: "_")
        if field.unit != nil, parts.count > 1 { parts.removeLast() }
        return parts.joined(separator: "-")
    }

    private var help: ArgumentHelp {
        var text = field.help.prefix(1).uppercased() + field.help.dropFirst()
        if let choices = field.choices {
            text += ": \(choices.dropLast().joined(separator: ", ")) or \(choices.last ?? "")"
        }
        if isLength {
            if !text.contains("such as") { text += ", such as 3m or 300mm" }
        } else if let unit = field.unit, !unit.isEmpty {
            text += " in \(unit)"
        }
        if let whenEmpty = field.whenEmpty {
            let isNumber = isLength && Int(whenEmpty) != nil
            text += " (default: \(whenEmpty)\(isNumber ? Millimetres.unit : ""))"
        }
        return ArgumentHelp("\(text).", valueName: isLength ? "length" : nil)
    }

    private var completion: CompletionKind { field.choices.map { .list($0) } ?? .default }

    /// What the parser asks for names, help and how to parse.
    var wrapper: Any {
        let names: NameSpecification = .customLong(name)
        if isArgument { return Argument<String>(help: help, completion: completion) }
        switch (field.isRequired, isLength) {
        case (true, true):
            return Option<Millimetres>(
                name: names, help: help, completion: completion, transform: LengthArgument.parse)
        case (false, true):
            return Option<Millimetres?>(
                name: names, help: help, completion: completion, transform: LengthArgument.parse)
        case (true, false): return Option<String>(name: names, help: help, completion: completion)
        case (false, false): return Option<String?>(name: names, help: help, completion: completion)
        }
    }

    /// What was given for it, as its column holds it.
    func text(in container: KeyedDecodingContainer<Key>) throws -> String? {
        let key = Key(stringValue: field.name)
        if isArgument { return try container.decode(Argument<String>.self, forKey: key).wrappedValue }
        return switch (field.isRequired, isLength) {
        case (true, true): try container.decode(Option<Millimetres>.self, forKey: key).wrappedValue.text
        case (false, true): try container.decode(Option<Millimetres?>.self, forKey: key).wrappedValue?.text
        case (true, false): try container.decode(Option<String>.self, forKey: key).wrappedValue
        case (false, false): try container.decode(Option<String?>.self, forKey: key).wrappedValue
        }
    }
}

/// The kinds of object, as an argument takes them.
enum KindArgument {
    /// `halls, racks … or tasks.`
    static func help(plural: Bool) -> ArgumentHelp {
        let names = names(plural: plural)
        return ArgumentHelp("\(names.dropLast().joined(separator: ", ")) or \(names.last ?? "").")
    }

    static func names(plural: Bool) -> [String] { RecordKind.allCases.map { plural ? $0.plural : $0.rawValue } }
}

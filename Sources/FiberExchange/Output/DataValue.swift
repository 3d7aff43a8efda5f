import FiberModel

/// A value on its way out: a cell of a table, a field of a CSV, a piece of JSON.
public indirect enum DataValue: Sendable, Hashable {
    case null
    /// Free text, of which nothing may be obeyed by whoever shows it.
    case text(String)
    /// An address, label or keyword of our own grammar.
    case word(String)
    case int(Int)
    /// A decimal number, × 1000.
    case thousandths(Int)
    case bool(Bool)
    /// JSON that was checked when it came in.
    case json(String)
    case list([DataValue])
    case object([(key: String, value: DataValue)])

    /// A text, or null.
    public static func optional(_ text: String?) -> DataValue { text.map { .text($0) } ?? .null }

    /// Whether both are the same as JSON.
    public static func == (a: DataValue, b: DataValue) -> Bool { a.compactJSON == b.compactJSON }
    /// Over the same JSON that makes two equal.
    public func hash(into hasher: inout Hasher) { hasher.combine(compactJSON) }

    /// As a cell for people; ``TerminalText`` still has to clean it.
    var plain: String {
        switch self {
        case .null: ""
        case .text(let text), .word(let text): text
        case .int(let value): String(value)
        case .thousandths(let value): decimal(thousandths: value)
        case .bool(let value): value ? "yes" : "no"
        case .json(let json): json == "{}" ? "" : json
        case .list(let values): values.map(\.plain).joined(separator: " ")
        case .object: compactJSON
        }
    }

    var isNumber: Bool {
        switch self {
        case .int, .thousandths: true
        default: false
        }
    }

    var compactJSON: String {
        var out = ""
        write(to: &out, indent: nil)
        return out
    }

    /// JSON with two spaces of indentation and a line end.
    public var prettyJSON: String {
        var out = ""
        write(to: &out, indent: 0)
        return out + "\n"
    }

    func write(to out: inout String, indent: Int?) {
        switch self {
        case .null: out += "null"
        case .text(let text), .word(let text): Self.write(text, to: &out)
        case .int(let value): out += String(value)
        case .thousandths(let value): out += decimal(thousandths: value)
        case .bool(let value): out += value ? "true" : "false"
        case .json(let json): out += Self.oneLine(json)
        case .list(let values):
            Self.write(values.map { (nil, $0) }, "[", "]", to: &out, indent: indent)
        case .object(let fields):
            Self.write(fields.map { ($0.key, $0.value) }, "{", "}", to: &out, indent: indent)
        }
    }

    private static func write(
        _ items: [(key: String?, value: DataValue)], _ open: String, _ close: String, to out: inout String, indent: Int?
    ) {
        guard !items.isEmpty else {
            out += open + close
            return
        }
        let inner = indent.map { $0 + 2 }
        let separator = inner.map { "\n" + String(repeating: " ", count: $0) } ?? ""
        out += open
        for (index, item) in items.enumerated() {
            out += (index == 0 ? "" : ",") + separator
            if let key = item.key {
                write(key, to: &out)
                out += indent == nil ? ":" : ": "
            }
            item.value.write(to: &out, indent: inner)
        }
        if let indent { out += "\n" + String(repeating: " ", count: indent) }
        out += close
    }

    /// A JSON string: quotes, backslashes and controls escaped.
    private static func write(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default:
                escape(scalar, to: &out)
            }
        }
        out += "\""
    }

    /// What a terminal would obey goes out as its escape, which means the same in a JSON string.
    private static func escape(_ scalar: Unicode.Scalar, to out: inout String) {
        guard scalar.isInvisible else {
            out.unicodeScalars.append(scalar)
            return
        }
        for unit in String(scalar).utf16 {
            let hex = String(unit, radix: 16)
            out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
    }

    /// JSON that was given: line ends and tabs stand between tokens only (inside strings they are escaped), so
    /// they become spaces; whatever else is invisible stands inside strings.
    private static func oneLine(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: \.isInvisible) else { return json }
        var out = ""
        for scalar in json.unicodeScalars {
            if "\n\r\t".unicodeScalars.contains(scalar) { out += " " } else { escape(scalar, to: &out) }
        }
        return out
    }
}

/// A value of a line of history.
package indirect enum HistoryValue: Hashable {
    case null
    case bool(Bool)
    case int(Int)
    case text(String)
    case texts([String])
    case object([String: HistoryValue])
}

/// Reads the JSON lines of history back.
///
/// Our own, because what was written has to come back to the byte: Foundation's parser drops a U+FEFF at the start of a
/// text, and every text with one looked like tampering. It reads what ``RecordWriter`` writes and refuses all else.
package struct HistoryParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var at = 0
    /// Objects stand in a line and in nothing deeper.
    private static let maxDepth = 4

    package init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The one value that the text holds; nil for what is none.
    package mutating func value() -> HistoryValue? {
        guard let value = next(depth: 0), at == bytes.count else { return nil }
        return value
    }

    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func take(_ expected: StaticString) -> Bool {
        let count = expected.utf8CodeUnitCount
        guard at + count <= bytes.count, expected.withUTF8Buffer({ $0.elementsEqual(bytes[at..<at + count]) }) else {
            return false
        }
        at += count
        return true
    }

    private mutating func next(depth: Int) -> HistoryValue? {
        guard depth <= Self.maxDepth else { return nil }
        switch byte {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return texts()
        case UInt8(ascii: "\""): return text().map { .text($0) }
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
        default: return int()
        }
    }

    private mutating func object(_ depth: Int) -> HistoryValue? {
        at += 1
        var fields: [String: HistoryValue] = [:]
        if take("}") { return .object(fields) }
        repeat {
            guard byte == UInt8(ascii: "\""), let key = text(), take(":"), let value = next(depth: depth + 1),
                fields.updateValue(value, forKey: key) == nil
            else { return nil }
        } while take(",")
        return take("}") ? .object(fields) : nil
    }

    private mutating func texts() -> HistoryValue? {
        at += 1
        var texts: [String] = []
        if take("]") { return .texts(texts) }
        repeat {
            guard byte == UInt8(ascii: "\""), let text = text() else { return nil }
            texts.append(text)
        } while take(",")
        return take("]") ? .texts(texts) : nil
    }

    private mutating func int() -> HistoryValue? {
        let start = at
        if byte == UInt8(ascii: "-") { at += 1 }
        while let digit = byte, digit.isDigit { at += 1 }
        return Int(String(decoding: bytes[start..<at], as: UTF8.self)).map { .int($0) }
    }

    private mutating func text() -> String? {
        at += 1
        let start = at
        while let next = byte, next != UInt8(ascii: "\""), next != UInt8(ascii: "\\") { at += 1 }
        if take("\"") { return String(decoding: bytes[start..<at - 1], as: UTF8.self) }
        var out = Array(bytes[start..<at])
        while let next = byte {
            at += 1
            if next == UInt8(ascii: "\"") { return String(decoding: out, as: UTF8.self) }
            guard next == UInt8(ascii: "\\") else {
                out.append(next)
                continue
            }
            guard let escaped = escape() else { return nil }
            out.append(escaped)
        }
        return nil
    }

    /// The byte behind a backslash: a quote, a backslash, or a control as `u00` and two digits.
    private mutating func escape() -> UInt8? {
        guard let kind = byte else { return nil }
        at += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return kind
        case UInt8(ascii: "u"):
            guard take("00"), at + 2 <= bytes.count else { return nil }
            defer { at += 2 }
            return UInt8(String(decoding: bytes[at..<at + 2], as: UTF8.self), radix: 16)
        default: return nil
        }
    }
}

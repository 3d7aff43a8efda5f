/// Reads decimal numbers: the whole text is a number, or it is none. The one number parser of people's and testers' texts.
public enum DecimalText {
    /// What is done with digits beyond the last that the scale keeps.
    public enum Excess: Sendable {
        /// The text is refused.
        case refused
        /// Rounded half away from zero, as instruments print more digits than anybody needs.
        case rounded
    }

    /// No number of the trade needs more digits on either side of its point.
    static let maxDigits = 15

    /// A decimal number times `scale`.
    ///
    /// - Parameters:
    ///   - text: an optional sign, digits, and at most one point with digits behind it: `-0.42`, `.5`, `1500`.
    ///   - scale: a power of ten, at most 1000.
    ///   - excess: what becomes of digits beyond `scale`.
    ///   - comma: a comma may stand for the point.
    /// - Returns: nil for anything else, and for more than 15 digits before or behind the point.
    public static func scaled(
        _ text: some StringProtocol, by scale: Int, excess: Excess = .refused, comma: Bool = false
    ) -> Int? {
        var bytes = Array(text.utf8)[...]
        guard bytes.count <= 2 * maxDigits + 2 else { return nil }
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        let whole = bytes.prefix(while: \.isDigit)
        bytes = bytes.dropFirst(whole.count)
        var fraction: ArraySlice<UInt8> = []
        if let point = bytes.first {
            guard point == UInt8(ascii: ".") || (comma && point == UInt8(ascii: ",")) else { return nil }
            fraction = bytes.dropFirst()
            guard !fraction.isEmpty, fraction.allSatisfy(\.isDigit) else { return nil }
        }
        guard whole.count + fraction.count > 0, whole.count <= maxDigits, fraction.count <= maxDigits else {
            return nil
        }
        var value = whole.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
        var left = scale
        for (index, digit) in fraction.enumerated() {
            guard left > 1 else {
                guard excess == .rounded else {
                    return fraction[(fraction.startIndex + index)...].allSatisfy({ $0 == 0x30 })
                        ? signed(value, isNegative) : nil
                }
                return signed(digit >= 0x35 ? value + 1 : value, isNegative)
            }
            value = value * 10 + Int(digit &- 0x30)
            left /= 10
        }
        return signed(value * left, isNegative)
    }

    private static func signed(_ value: Int, _ isNegative: Bool) -> Int { isNegative ? -value : value }
}

/// Reads lengths with their unit, as people type them.
public enum LengthText {
    /// The farthest that a length or coordinate may be from zero: 100 km.
    public static let range = -100_000_000...100_000_000

    /// Reads `35m`, `2.5 m`, `850mm` or `0`. A number without a unit could be either, and is refused.
    ///
    /// - Throws: ``PlantError`` with code `badValue`.
    public static func parse(_ argument: String) throws(PlantError) -> Millimetres {
        // Blanks around it and before the unit are nothing; one between digits would join two numbers.
        func trimmed(_ text: some StringProtocol) -> Substring {
            let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
            return Substring(text[..<end].drop { $0 == " " })
        }
        let text = trimmed(argument.lowercased())
        let millimetres: Int?
        if text == "0" {
            millimetres = 0
        } else if text.hasSuffix("mm") {
            millimetres = DecimalText.scaled(trimmed(text.dropLast(2)), by: 1)
        } else if text.hasSuffix("m") {
            millimetres = DecimalText.scaled(trimmed(text.dropLast()), by: 1000)
        } else if DecimalText.scaled(text, by: 1000, excess: .rounded) != nil {
            throw PlantError(.badValue, "\(quoted(argument)) has no unit: \(text)m or \(text)mm?")
        } else {
            millimetres = nil
        }
        guard let millimetres else {
            throw PlantError(
                .badValue,
                "not a valid length: \(quoted(argument)), expected m or mm with a decimal point, such as 2.5m or 850mm")
        }
        guard range.contains(millimetres) else {
            throw PlantError(.badValue, "\(quoted(argument)) is out of range, expected at most 100 km")
        }
        return Millimetres(millimetres)
    }
}

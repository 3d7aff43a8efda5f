/// A moment at which a tester measured, as testers write it: with or without a zone, to the minute or second.
///
/// Written as `2026-11-25T08:00:00`, or `…Z` where the zone is known, so that two can be ordered.
public struct MeasuredTime: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// In which order a date with slashes has its day and month.
    public enum DateOrder: String, Sendable, CaseIterable {
        case monthFirst = "mdy"
        case dayFirst = "dmy"
    }

    /// The order of a locale such as `en_US`, `en-GB` or `de`; nil for what is none, and for those of which it is not plain in
    /// which order they write a date with slashes: the year first, or both in use.
    ///
    /// After the short dates of CLDR.
    public static func order(ofLocale name: String) -> DateOrder? {
        let base = name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? ""
        let parts = base.split(omittingEmptySubsequences: false) { "_-".contains($0) }.map { $0.lowercased() }
        guard (1...2).contains(parts.count) else { return nil }
        guard parts.count == 2 else { return dayFirstLanguages.contains(parts[0]) ? .dayFirst : nil }
        if parts[0] == "en", monthFirstRegions.contains(parts[1]) { return .monthFirst }
        let isKnown = parts[0] == "en" || parts[0] == "es" || dayFirstLanguages.contains(parts[0])
        return isKnown && dayFirstRegions.contains(parts[1]) ? .dayFirst : nil
    }

    private static let monthFirstRegions: Set = ["us", "as", "gu", "mh", "mp", "um", "vi"]
    private static let dayFirstRegions: Set = [
        "gb", "ie", "au", "nz", "in", "de", "at", "ch", "li", "lu", "be", "nl", "fr", "mc", "it", "sm", "es", "ad",
        "pt",
        "br", "mx", "ar", "cl", "co", "pe", "uy", "dk", "no", "fi", "pl", "cz", "sk", "si", "hr", "rs", "ro", "bg",
        "gr",
        "cy", "mt", "tr", "ru", "ua", "is", "ee", "lv", "il", "ae", "sg", "hk", "my", "ng",
    ]
    private static let dayFirstLanguages: Set = [
        "de", "fr", "it", "nl", "pt", "da", "nb", "nn", "no", "fi", "pl", "cs", "sk", "sl", "hr", "sr", "ro", "bg",
        "el",
        "tr", "ru", "uk", "is", "et", "lv", "he",
    ]

    /// Seconds since 1970; without a zone as if the clock showed UTC.
    public let seconds: Int
    /// Whether the zone was stated.
    public let hasZone: Bool

    /// Orders by the moment.
    public static func < (a: MeasuredTime, b: MeasuredTime) -> Bool { a.seconds < b.seconds }

    /// Seconds since 1970 in UTC.
    public init(seconds: Int) {
        self.seconds = seconds
        hasZone = true
    }

    /// Reads `2026-11-25T08:15:00+02:00`, `2026-11-25 08:15`, `2026-11-25`, `25.11.2026 08:15`, `11/25/2026 08:15 AM`.
    ///
    /// - Parameters:
    ///   - text: a date, with a time and its zone or without.
    ///   - order: how a date with slashes is meant; without it only one that can be read in one way is taken.
    /// - Throws: ``PlantError`` with code `badValue` for what is not a time, and for a date that can be read in two ways.
    public init(_ text: String, order: DateOrder? = nil) throws(PlantError) {
        var parser = TimeParser(text)
        let date = try parser.date(order)
        let time = try parser.time()
        let zone = try parser.zone()
        guard parser.isAtEnd else { throw parser.wrong }
        seconds = date.number * 86_400 + time - (zone ?? 0)
        hasZone = zone != nil
    }

    /// As people and files write it.
    public var description: String {
        let day = Day(secondsSince1970: seconds)
        let rest = seconds - day.number * 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day)T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))\(hasZone ? "Z" : "")"
    }
}

extension Day {
    /// Reads `YYYY-MM-DD`; as spreadsheets write it too, `25.11.2026` or `11/25/2026`, where that can be read in one way
    /// only.
    ///
    /// - Throws: ``PlantError`` with code `badValue`.
    ///
    /// - Parameter order: how a date with slashes is meant; without it only one that can be read in one way is taken.
    public init(_ text: String, order: MeasuredTime.DateOrder? = nil) throws(PlantError) {
        if let day = Day(exactly: text) {
            self = day
            return
        }
        let isOther = text.utf8.count <= 10 && text.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
        if isOther, let time = try? MeasuredTime(text, order: order) {
            self.init(secondsSince1970: time.seconds)
            return
        }
        let days = MeasuredTime.DateOrder.allCases.compactMap { try? MeasuredTime(text, order: $0) }
            .map { Day(secondsSince1970: $0.seconds).description }
        if isOther, days.count == 2 {
            throw PlantError(
                .badValue, "\(quoted(text)) can be read in two ways, as \(days[0]) or \(days[1])",
                hint: "write it so")
        }
        throw PlantError(.badValue, "\(quoted(text)) is not a day, expected YYYY-MM-DD such as 2027-03-31")
    }
}

private struct TimeParser {
    private let text: String
    private let bytes: [UInt8]
    private var at = 0

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8.prefix(64))
    }

    var isAtEnd: Bool { at == bytes.count }
    private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

    var wrong: PlantError {
        PlantError(
            .badValue, "not a valid time: \(quoted(text)), expected one such as 2026-11-25T08:15:00 or 25.11.2026 08:15"
        )
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func number(_ digits: ClosedRange<Int>) throws(PlantError) -> Int {
        var value = 0
        var count = 0
        while let digit = byte, digit.isDigit, count < digits.upperBound {
            value = value * 10 + Int(digit &- 0x30)
            count += 1
            at += 1
        }
        guard digits.contains(count) else { throw wrong }
        return value
    }

    mutating func date(_ order: MeasuredTime.DateOrder?) throws(PlantError) -> Day {
        let isYearFirst = bytes.prefix(while: \.isDigit).count == 4
        let first = try number(1...4)
        guard let mark = byte, [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/")].contains(mark) else {
            throw wrong
        }
        at += 1
        let second = try number(1...2)
        guard byte == mark else { throw wrong }
        at += 1
        let third = try number(isYearFirst ? 1...2 : 4...4)
        let date: (year: Int, month: Int, day: Int)
        if isYearFirst {
            date = (first, second, third)
        } else if mark == UInt8(ascii: "/") {
            date = try slashed(first, second, third, order)
        } else {
            date = (third, second, first)
        }
        guard date.year >= 1970, let day = Day(year: date.year, month: date.month, day: date.day) else { throw wrong }
        return day
    }

    private func slashed(
        _ first: Int, _ second: Int, _ year: Int, _ order: MeasuredTime.DateOrder?
    ) throws(PlantError) -> (year: Int, month: Int, day: Int) {
        switch order {
        case .monthFirst: return (year, first, second)
        case .dayFirst: return (year, second, first)
        case nil:
            if first > 12 { return (year, second, first) }
            if second > 12 || first == second { return (year, first, second) }
            throw PlantError(
                .badValue, "\(quoted(text)) can be read with the month or the day first",
                hint: "state which: --date-order mdy or --date-order dmy")
        }
    }

    /// Seconds of the day; midnight where only a date is given.
    mutating func time() throws(PlantError) -> Int {
        if isAtEnd { return 0 }
        guard take("T") || take("t") || take(" ") else { throw wrong }
        while take(" ") {}
        var hour = try number(1...2)
        guard take(":") else { throw wrong }
        let minute = try number(2...2)
        var second = 0
        if take(":") {
            second = try number(2...2)
            if take(".") || take(",") { _ = try number(1...9) }
        }
        let mark = at
        _ = take(" ")
        if let half = byte.map({ $0 | 0x20 }), half == UInt8(ascii: "a") || half == UInt8(ascii: "p"),
            at + 1 < bytes.count,
            bytes[at + 1] | 0x20 == UInt8(ascii: "m")
        {
            guard (1...12).contains(hour) else { throw wrong }
            at += 2
            hour = hour % 12 + (half == UInt8(ascii: "p") ? 12 : 0)
        } else {
            at = mark
        }
        guard hour < 24, minute < 60, second < 60 else { throw wrong }
        return hour * 3600 + minute * 60 + second
    }

    /// Seconds east of UTC; nil where no zone is given.
    mutating func zone() throws(PlantError) -> Int? {
        _ = take(" ")
        if isAtEnd { return nil }
        if take("Z") || take("z") { return 0 }
        if bytes[at...].elementsEqual("UTC".utf8) || bytes[at...].elementsEqual("GMT".utf8) {
            at = bytes.count
            return 0
        }
        let isWest = take("-")
        guard isWest || take("+") else { throw wrong }
        let hours = try number(2...2)
        _ = take(":")
        let minutes = isAtEnd ? 0 : try number(2...2)
        guard hours <= 14, minutes < 60 else { throw wrong }
        return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
}

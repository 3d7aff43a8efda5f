/// Days of the calendar, as texts `YYYY-MM-DD`.
package enum Day {
    /// A day as `YYYY-MM-DD`; as spreadsheets write it too, `25.11.2026` or `11/25/2026`, where that can be read in one
    /// way only.
    package static func text(_ text: String) throws(PlantError) -> String {
        if isDay(text) { return text }
        let isOther = text.utf8.count <= 10 && text.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
        if isOther, let time = try? MeasuredTime(text) {
            let day = String(time.description.prefix(10))
            if isDay(day) { return day }
        }
        throw PlantError(.badValue, "\(quoted(text)) is not a day, expected YYYY-MM-DD such as 2027-03-31")
    }

    private static func isDay(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(part) : nil }
        return parts.map(\.count) == [4, 2, 2] && numbers.count == 3 && (1...12).contains(numbers[1])
            && (1...daysIn(month: numbers[1], year: numbers[0])).contains(numbers[2])
    }

    private static func daysIn(month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}

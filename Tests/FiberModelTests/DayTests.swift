import FiberModel
import Foundation
import Testing

struct DayTests {
    /// Held against the calendar of Foundation, which is Julian before 1582.
    @Test func everyDayIsThatOfTheCalendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        for number in stride(from: -130_000, through: 400_000, by: 173) {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            let day = Day(secondsSince1970: number * 86_400 + 86_399)
            let text = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            #expect(day.description == text)
            // There and back is the identity.
            #expect(try Day(text) == day)
        }
        #expect(try Day("0000-01-01") < Day("9999-12-31"))
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "", "2026-01-01 ", "01/02/2026",
    ])
    func whatIsNotADayIsRefused(_ text: String) {
        #expect(throws: PlantError.self) { try Day(text) }
    }

    /// Both days are named, so that whoever wrote it can say which was meant.
    @Test func aDayThatCanBeReadInTwoWaysIsToldWithBoth() {
        let error = #expect(throws: PlantError.self) { try Day("04/12/2026") }
        #expect(error?.message == "'04/12/2026' can be read in two ways, as 2026-04-12 or 2026-12-04")
    }

    @Test func spreadsheetsWriteDaysInTheirWay() throws {
        #expect(try Day("25.11.2026") == Day("2026-11-25") && Day("11/25/2026") == Day("2026-11-25"))
    }
}

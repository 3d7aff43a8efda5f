import Foundation
import TestSupport
import Testing

@testable import FiberModel

/// Every figure of the catalogue at the least and at the greatest that is accepted, through every command that reads it.
///
/// What a command says is its own affair; it ends by itself, in time, and never in a trap.
struct ExtremeFigureTests {
    /// A number somewhere in the body of a row: the keys and places that lead to it.
    struct Figure: CustomTestStringConvertible, Sendable {
        var row: Int
        var path: [String]
        var testDescription: String { "\(ExtremeHall.rows[row].name) \(path.joined(separator: "."))" }
    }

    private static let figures = ExtremeHall.rows.indices.flatMap { row in
        paths(in: object(ExtremeHall.rows[row].body)).map { Figure(row: row, path: $0) }
    }

    @Test(arguments: figures)
    func everyCommandBearsIt(_ figure: Figure) throws {
        let row = ExtremeHall.rows[figure.row]
        let given = try #require(Self.number(in: Self.object(row.body), figure.path))
        // A number that is bound by the shape of the row stays as it is.
        let extremes = Set([Int.min, .max].map { Self.farthest(row, figure.path, from: given, to: $0) })
        for extreme in extremes.subtracting([given]) {
            var bodies = ExtremeHall.rows.map(\.body)
            bodies[figure.row] = Self.body(row, figure.path, extreme)
            try Self.runAll(bodies, ExtremeHall.reckoning, "\(figure.testDescription) is \(extreme)")
        }
    }

    /// All at once: sums of what is each within its range.
    ///
    /// Each alone goes through what reckons; together they go through everything.
    @Test(arguments: [Int.min, Int.max])
    func everyCommandBearsThemTogether(_ end: Int) throws {
        let bodies = ExtremeHall.rows.map { row in
            var changed = row
            for path in Self.paths(in: Self.object(row.body)) {
                guard let given = Self.number(in: Self.object(changed.body), path) else { continue }
                changed.body = Self.body(changed, path, Self.farthest(changed, path, from: given, to: end))
            }
            return changed.body
        }
        let commands = ExtremeHall.reckoning + ExtremeHall.showing
        try Self.runAll(bodies, commands, "all figures are at their \(end < 0 ? "least" : "greatest")")
    }

    @Test func noKeyOfACatalogueRowIsLeftOut() {
        for kind in CatalogueKind.allCases {
            let rows = ExtremeHall.rows.filter { $0.kind == kind }
            let used = Set(rows.flatMap { Self.object($0.body).keys })
            #expect(Set(CatalogueItem.keys(kind)).subtracting(used) == ExtremeHall.textsLeftOut[kind] ?? [], "\(kind)")
        }
    }

    private static func runAll(_ bodies: [String], _ commands: [[String]], _ what: String) throws {
        let tool = try Tool()
        try ExtremeHall.write(bodies, into: tool.scratch.path)
        #expect(try tool.run("init").code == 0)
        let report = try tool.run("import", "hall")
        try #require(report.code == 0, "\(what): \(report.err)")
        for command in commands {
            let result = try tool.run(arguments: command)
            #expect(
                (0...2).contains(result.code) && !result.err.contains("Fatal error"),
                "\(command.joined(separator: " ")), where \(what): exit \(result.code), \(result.err.suffix(400))")
        }
    }

    // MARK: The farthest that is accepted

    /// The value nearest to `end` that the row takes, found by halving: what is in range lies around what is given. Where
    /// the other rows of the hall do not go with it, what is given.
    private static func farthest(
        _ row: ExtremeHall.Row, _ path: [String], from given: Int, to end: Int
    ) -> Int {
        func isTaken(_ value: Int) -> Bool {
            (try? CatalogueItem(kind: row.kind, body: body(row, path, value))) != nil
        }
        var (taken, refused) = (given, end)
        if isTaken(end) { taken = end }
        while taken != refused {
            let middle = taken / 2 + refused / 2 + (taken % 2 + refused % 2) / 2
            if middle == taken || middle == refused { break }
            if isTaken(middle) { taken = middle } else { refused = middle }
        }
        return taken == given || ExtremeHall.fits(row, body(row, path, taken)) ? taken : given
    }

    // MARK: Numbers in JSON

    private static func object(_ body: String) -> [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]) ?? [:]
    }

    private static func paths(in value: Any) -> [[String]] {
        switch value {
        case let object as [String: Any]:
            object.keys.sorted().flatMap { key in paths(in: object[key] ?? 0).map { [key] + $0 } }
        case let list as [Any]: list.indices.flatMap { index in paths(in: list[index]).map { ["\(index)"] + $0 } }
        case is NSNumber: [[]]
        default: []
        }
    }

    private static func number(in value: Any, _ path: [String]) -> Int? {
        guard let key = path.first else { return (value as? NSNumber)?.intValue }
        let rest = Array(path.dropFirst())
        if let object = value as? [String: Any] { return object[key].flatMap { number(in: $0, rest) } }
        if let list = value as? [Any], let index = Int(key), list.indices.contains(index) {
            return number(in: list[index], rest)
        }
        return nil
    }

    private static func body(_ row: ExtremeHall.Row, _ path: [String], _ number: Int) -> String {
        let changed = replacing(path, in: object(row.body), by: number)
        let data = (try? JSONSerialization.data(withJSONObject: changed, options: .sortedKeys)) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    private static func replacing(_ path: [String], in value: Any, by number: Int) -> Any {
        guard let key = path.first else { return number }
        let rest = Array(path.dropFirst())
        if var object = value as? [String: Any], let old = object[key] {
            object[key] = replacing(rest, in: old, by: number)
            return object
        }
        if var list = value as? [Any], let index = Int(key) {
            list[index] = replacing(rest, in: list[index], by: number)
            return list
        }
        return value
    }
}

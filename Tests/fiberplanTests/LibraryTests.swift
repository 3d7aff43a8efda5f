import Foundation
import TestSupport
import Testing

/// The library for planning, used by a program that has nothing else of this package.
struct LibraryTests {
    @Test func theExampleOfTheDocsDoesWhatTheySay() throws {
        let tool = try Tool(program: "planning-example")
        let result = try tool.run()
        #expect(result.code == 0, "\(result.err)")
        let page = """
            # Planning from Swift

            `FiberPlanning` is a library without a database: whatever describes a plant in records of `FiberModel` can
            trace it, route it, compute its light and validate it. This program is `Examples/Planning/main.swift`; it
            needs the product `FiberPlanning` of this package and nothing else.

            ```swift
            \(try Checkout.text("Examples/Planning/main.swift").trimmingCharacters(in: .newlines))
            ```

            `swift run planning-example` prints:

            ```
            \(result.out.trimmingCharacters(in: .newlines))
            ```

            A plant that is kept in a file comes from `FiberStore`:
            `try Store.open(at: "plant.sqlite", for: .reading).snapshot()`. `FiberExchange` reads and writes its CSVs, sheets
            and reports.

            """
        let difference = try Golden.difference(page, "docs/library.md")
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func itLinksNoDatabaseAndNoCryptography() throws {
        let program = try Data(contentsOf: URL(fileURLWithPath: try Tool(program: "planning-example").program))
        for name in ["sqlite3_open", "libsqlite3", "BoringSSL"] {
            #expect(program.range(of: Data(name.utf8)) == nil, "\(name)")
        }
    }

    /// Which modules a module may import: the arrows of ARCHITECTURE.md.
    @Test(arguments: [
        ("FiberModel", ["Platform"]), ("FiberPlanning", ["FiberModel", "Platform", "HeapModule", "Dispatch"]),
        ("FiberStore", ["FiberModel", "Platform", "Migrations", "CSQLite", "Crypto", "Synchronization"]),
        (
            "FiberExchange",
            [
                "FiberModel", "FiberPlanning", "FiberStore", "Platform", "CXLSXWriter", "CQREncode", "CExpat", "CZlib",
                "Crypto",
            ]
        ),
        (
            "fiberplan",
            ["FiberModel", "FiberPlanning", "FiberStore", "FiberExchange", "Platform", "ArgumentParser"]
        ),
    ])
    func arrowsPointOneWay(_ module: String, _ allowed: [String]) throws {
        let folder = Checkout.root.appendingPathComponent("Sources/\(module)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        for case let file as URL in try #require(files) where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where line.first != " " {
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), place <= 1, words.count > place + 1 else { continue }
                #expect(allowed.contains(String(words[place + 1])), "\(file.lastPathComponent): \(line)")
            }
        }
    }
}

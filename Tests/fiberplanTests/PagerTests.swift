import Foundation
import TestSupport
import Testing

/// The program on a real terminal, which `script` makes.
@Suite(.enabled(if: Peer.path(of: ["script"]) != nil, "script is not installed"))
struct PagerTests {
    let tool: Tool
    init() throws {
        tool = try Tool()
        try tool.sample("two-row-hall")
    }

    /// What a terminal of so many columns and lines shows.
    private func shown(_ command: String, _ environment: String, columns: Int = 80, lines: Int = 20) throws -> [String]
    {
        let script = try #require(Peer.path(of: ["script"]))
        let line =
            "stty cols \(columns) rows \(lines); env -u NO_COLOR TERM=xterm \(environment) '\(tool.program)' \(command)"
        let result = try Peer.run(script, ["-qec", line, "/dev/null"], in: tool.scratch.path)
        return result.out.replacingOccurrences(of: "\r\n", with: "\n").split(separator: "\n").map(String.init)
    }

    @Test func whatIsLongGoesThroughThePager() throws {
        let whole = try shown("list cords", "PAGER=")
        #expect(whole.count == 229)
        #expect(try shown("list cords", "PAGER='head -3'").count == 3)
        #expect(try shown("list cords", "PAGER='sed s/^/page:/'").allSatisfy { $0.hasPrefix("page:") })
        // What fits is shown as it is; a pager that is not there hides nothing; other formats are for programs.
        #expect(try shown("list halls", "PAGER='head -1'").count == 2)
        #expect(try shown("list cords", "PAGER=/nonexistent").count >= 229)
        #expect(try shown("list cords --format csv", "PAGER='head -1'").count == 229)
    }

    /// Bars where the locale has their characters, and no line wider than the terminal.
    @Test(arguments: [80, 100, 120])
    func barsAreDrawnWhereTheyFit(_ columns: Int) throws {
        let drawn = try shown("fill", "PAGER= LC_ALL=C.UTF-8", columns: columns, lines: 60)
        #expect(drawn.contains { $0.contains("█") } && drawn.contains { $0.contains("░") })
        #expect(drawn.contains { $0.contains("\u{1b}[33mover plan\u{1b}[0m") })
        for line in drawn {
            let plain = line.replacingOccurrences(of: "\u{1b}\\[[0-9]*m", with: "", options: .regularExpression)
            #expect(plain.count <= columns, "\(plain)")
        }
        #expect(try !shown("fill", "PAGER= LC_ALL=C", columns: columns).contains { $0.contains("█") })
        #expect(try !shown("fill", "PAGER= NO_COLOR=1", columns: columns).contains { $0.contains("\u{1b}") })
    }

    @Test func findingsFitTheTerminal() throws {
        try FileManager.default.removeItem(atPath: tool.scratch.file("plant.sqlite"))
        try tool.sample("faulty-hall")
        for columns in [60, 80, 120] {
            for line in try shown("validate", "PAGER=", columns: columns) {
                let plain = line.replacingOccurrences(of: "\u{1b}\\[[0-9]*m", with: "", options: .regularExpression)
                // A name is never broken in mid-word, however long it is.
                let word = plain.split(separator: " ").map(\.count).max() ?? 0
                #expect(plain.count <= max(columns, 17 + word), "\(plain)")
            }
        }
    }
}

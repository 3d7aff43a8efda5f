import Foundation
import TestSupport
import Testing

/// The README's commands are run as they stand there, and print what it says they print.
///
/// A line `…` stands for any lines. A command without output in the README is only run. `make golden` writes what is
/// printed now.
struct ReadmeTests {
    private struct Example {
        /// The first of its lines, and the one behind its last.
        var lines: Range<Int>
        var section: String
    }

    @Test func everyCommandDoesWhatItSays() throws {
        var text = try Checkout.text("README.md").components(separatedBy: "\n")
        let examples = Self.examples(text)
        #expect(examples.count >= 7)
        let introduction = try Tool()
        try introduction.sample("two-row-hall")
        let rest = try Tool()
        for tool in [introduction, rest] {
            try FileManager.default.createSymbolicLink(
                atPath: tool.scratch.file("samples"), withDestinationPath: Checkout.path("samples"))
        }
        // In their order, as a reader comes by them; replaced from the end, so that the places stay.
        var changes: [(Range<Int>, [String])] = []
        for example in examples {
            let tool = example.section.isEmpty ? introduction : rest
            changes.append((example.lines, try Self.run(Array(text[example.lines]), with: tool)))
        }
        for (lines, now) in changes.reversed() { text.replaceSubrange(lines, with: now) }
        let difference = try Golden.difference(text.joined(separator: "\n"), "README.md")
        #expect(difference == nil, "\(difference ?? "")")
    }

    /// The fenced blocks with commands of the program.
    private static func examples(_ text: [String]) -> [Example] {
        var examples: [Example] = []
        var section = ""
        var start: Int?
        for (number, line) in text.enumerated() {
            if line.hasPrefix("## ") { section = line }
            guard line.hasPrefix("```") else { continue }
            if let first = start {
                let isOurs = text[first..<number].contains { $0.hasPrefix("$ ") || $0.hasPrefix("fiberplan ") }
                if isOurs { examples.append(Example(lines: first..<number, section: section)) }
                start = nil
            } else {
                start = number + 1
            }
        }
        return examples
    }

    /// Runs the commands of a block; answers the block as it would be now.
    private static func run(_ block: [String], with tool: Tool) throws -> [String] {
        guard block.contains(where: { $0.hasPrefix("$ ") }) else {
            let (code, out) = try shell(block.joined(separator: "\n"), with: tool)
            #expect(code == 0, "\(block): \(out)")
            return block
        }
        var now: [String] = []
        var rest = block[...]
        while let line = rest.popFirst() {
            let wanted = Array(rest.prefix { !$0.hasPrefix("$ ") })
            rest = rest.dropFirst(wanted.count)
            let command = String(line.dropFirst(2))
            now.append(line)
            if command.hasPrefix("cat ") {
                try tool.scratch.write(String(command.dropFirst(4)), wanted.joined(separator: "\n") + "\n")
                now += wanted
                continue
            }
            if command.hasPrefix("fiberplan sign-off ") { try fillIn("sheet.csv", of: tool) }
            let (code, out) = try shell(command, with: tool)
            // 1: something was found.
            #expect(code == 0 || code == 1, "\(command): \(out)")
            now += wanted.isEmpty ? [] : merged(wanted, out, command)
        }
        return now
    }

    /// What is printed now; around a `…` only what stands in the README is compared.
    private static func merged(_ wanted: [String], _ out: [String], _ command: String) -> [String] {
        guard let gap = wanted.firstIndex(of: "…") else { return out }
        let (head, tail) = (wanted[..<gap].count, wanted[(gap + 1)...].count)
        guard out.count >= head + tail else { return out }
        return out.prefix(head) + ["…"] + out.suffix(tail)
    }

    private static func shell(_ command: String, with tool: Tool) throws -> (code: Int32, lines: [String]) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-eu", "-o", "pipefail", "-c", command]
        process.currentDirectoryURL = URL(fileURLWithPath: tool.scratch.path)
        let folder = URL(fileURLWithPath: tool.program).deletingLastPathComponent().path
        process.environment = ["PATH": "\(folder):/usr/bin:/bin", "USER": "tester"]
        let file = tool.scratch.file("\(UUID().uuidString).out")
        try Data().write(to: URL(fileURLWithPath: file))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        // Both streams through one descriptor that appends, in the order in which they are written.
        (process.standardOutput, process.standardError) = (handle, handle)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        var lines = String(decoding: try Checkout.bytes(file), as: UTF8.self).components(separatedBy: "\n")
        if lines.last == "" { lines.removeLast() }
        return (process.terminationStatus, lines)
    }

    /// What the README says that the installer does: all done, one cord with another length.
    private static func fillIn(_ sheet: String, of tool: Tool) throws {
        var lines = String(decoding: try Checkout.bytes(tool.scratch.file(sheet)), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: true).map { $0.components(separatedBy: ",") }
        let header = try #require(lines.first)
        func column(_ name: String) throws -> Int { try #require(header.firstIndex(of: name)) }
        let (cord, length, status) = (try column("cord"), try column("length_m"), try column("status"))
        let (installer, date) = (try column("installer"), try column("date"))
        for index in lines.indices.dropFirst() {
            let isOther = lines[index][cord] == "C0230"
            lines[index][status] = isOther ? "different" : "done"
            if isOther { lines[index][length] = "3" }
            lines[index][installer] = "kim"
            lines[index][date] = "2026-11-25"
        }
        try tool.scratch.write(sheet, lines.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n")
    }
}

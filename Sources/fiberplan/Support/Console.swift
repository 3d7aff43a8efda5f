import ArgumentParser
import FiberExchange
import FiberModel
import Platform

/// The terminal: data goes to standard output, messages to standard error.
enum Console {
    static let isColoured = TerminalLook.current.isColoured

    /// Writes data to standard output. On a terminal nothing in it is obeyed; into files and pipes it goes as it is.
    static func write(_ bytes: [UInt8]) throws(PlantError) {
        let isPlain = bytes.allSatisfy { ($0 >= 0x20 && $0 < 0x7f) || $0 == 0x0a }
        guard !isPlain, isatty(1) == 1 else { return try writeAsIs(bytes) }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        try writeAsIs(Array(lines.map { TerminalText.clean(String($0)) }.joined(separator: "\n").utf8))
    }

    /// Writes an answer to standard output; answers with the number of its rows.
    @discardableResult
    static func write(_ answer: Answer, _ format: OutputFormat) throws(PlantError) -> Int {
        try checkIsForTerminal(format.rawValue)
        // What the user has asked for, up to the first option: `budget L0001`.
        let words = CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") }
        let answer = answer.titled(ifNone: words.joined(separator: " "))
        if format == .table { return try paged { sink throws(PlantError) in try answer.write(format, to: sink) } }
        return if format == .xlsx { try answer.write(format, to: writeAsIs) } else {
            try answer.write(format, to: write)
        }
    }

    /// Writes text for people to standard output, through a pager where it is long: in our own colours, and nothing else in it
    /// is obeyed by a terminal.
    static func paged<Value>(_ body: (@escaping ByteSink) throws(PlantError) -> Value) throws(PlantError) -> Value {
        guard isatty(1) == 1 else { return try body(writeAsIs) }
        let pager = Pager()
        let value = try body { bytes throws(PlantError) in
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            let clean = Array(lines.map { TerminalText.cleanButColours(String($0)) }.joined(separator: "\n").utf8)
            if let pager { try pager.write(clean) } else { try writeAsIs(clean) }
        }
        try pager?.finish()
        return value
    }

    /// - Throws: `PlantError` where bytes that are no text would go to a terminal.
    static func checkIsForTerminal(_ format: String) throws(PlantError) {
        guard format == OutputFormat.xlsx.rawValue, isatty(1) == 1 else { return }
        throw PlantError(
            .badValue, "a workbook cannot be shown on a terminal", hint: "write it to a file, such as > findings.xlsx")
    }

    /// Writes bytes to standard output, all of them; for text that is clean already and has colours.
    static func writeAsIs(_ bytes: [UInt8]) throws(PlantError) {
        guard putAll(bytes, on: 1) else {
            if errno == ENOSPC { throw PlantError(.diskFull, "the disk is full; the output is cut short") }
            throw PlantError(.io, "standard output cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    /// Tells the user something. Where nobody can be told, the work is done all the same.
    static func say(_ message: String) { _ = putAll(Array((TerminalText.clean(message) + "\n").utf8), on: 2) }

    static func report(_ error: PlantError) {
        say("error: \(error.description)")
    }

    /// Reports what went wrong and ends with exit code 2.
    static func fail(_ error: PlantError) -> Never {
        report(error)
        Platform.exit(Failed.code)
    }
}

/// Exit codes besides 0 and 64, which the argument parser gives to wrong usage.
enum Failed {
    static let validation = ExitCode(1)
    static let code: Int32 = 2
    static let command = ExitCode(code)
}

/// A bar on the terminal for work that takes longer than a second.
final class ProgressBar {
    private let title: String
    private let start = Date()
    private let isShown = isatty(2) == 1
    private var drawn = -1

    init(_ title: String) { self.title = title }

    func update(_ share: Double) {
        let percent = Int((min(max(share, 0), 1) * 100).rounded(.down))
        guard isShown, percent != drawn, Date().timeIntervalSince(start) > 1 else { return }
        drawn = percent
        let filled = percent * 30 / 100
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
        _ = putAll(Array("\r\(title) \(bar) \(percent) %".utf8), on: 2)
    }

    /// Takes the bar off the line again.
    func finish() {
        guard drawn >= 0 else { return }
        _ = putAll(Array("\r\u{1b}[K".utf8), on: 2)
    }
}

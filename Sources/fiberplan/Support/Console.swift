import ArgumentParser
import FiberExchange
import FiberModel
import Foundation

/// The terminal: data goes to standard output, messages to standard error.
enum Console {
    static let isColoured: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return isatty(1) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }()

    /// Writes bytes to standard output, all of them.
    static func write(_ bytes: [UInt8]) throws(PlantError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                if errno == ENOSPC { throw PlantError(.diskFull, "the disk is full; the output is cut short") }
                throw PlantError(.io, "standard output cannot be written: \(String(cString: strerror(errno)))")
            }
        }
    }

    static func say(_ message: String) { FileHandle.standardError.write(Data((message + "\n").utf8)) }

    static func report(_ error: PlantError) {
        say("error: \(TerminalText.clean(error.description))")
    }

    /// Reports what went wrong and ends with exit code 2.
    static func fail(_ error: PlantError) -> Never {
        report(error)
        Foundation.exit(Failed.code)
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
        FileHandle.standardError.write(Data("\r\(title) \(bar) \(percent) %".utf8))
    }

    /// Takes the bar off the line again.
    func finish() {
        guard drawn >= 0 else { return }
        FileHandle.standardError.write(Data("\r\u{1b}[K".utf8))
    }
}

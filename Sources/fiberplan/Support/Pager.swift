import FiberExchange
import FiberModel
import Platform

/// What people read on a terminal, handed to `$PAGER` as soon as it is longer than the screen. Without one, or where it cannot
/// be started, it goes to the terminal itself.
final class Pager {
    private let command: [String]
    private let lines: Int
    private var waiting: [UInt8] = []
    private var count = 0
    private var isPassing = false
    private var process: Program?
    private var pipe: Int32?

    /// - Returns: nil where there is nobody to page for.
    init?() {
        guard let height = TerminalText.height, let room = TerminalText.room, room > 0, isatty(0) == 1 else {
            return nil
        }
        let words = (ProcessInfo.processInfo.environment["PAGER"] ?? "").split(separator: " ").map(String.init)
        guard let program = words.first, program != "cat" else { return nil }
        command = words
        lines = height - 1
    }

    func write(_ bytes: [UInt8]) throws(PlantError) {
        if isPassing { return try pass(bytes) }
        waiting += bytes
        count += bytes.count { $0 == UInt8(ascii: "\n") }
        guard count > lines else { return }
        begin()
        isPassing = true
        let all = waiting
        waiting = []
        try pass(all)
    }

    /// Shows what is left, and waits until it is read.
    func finish() throws(PlantError) {
        if !isPassing { try Console.writeAsIs(waiting) }
        if let pipe { close(pipe) }
        pipe = nil
        process?.wait()
    }

    private func pass(_ bytes: [UInt8]) throws(PlantError) {
        guard process != nil else { return try Console.writeAsIs(bytes) }
        guard let pipe else { return }
        // Whoever has read enough leaves the pager, and nobody wants the rest.
        guard putAll(bytes, on: pipe) else {
            close(pipe)
            self.pipe = nil
            return
        }
    }

    private func begin() {
        var ends: [Int32] = [0, 0]
        guard Platform.pipe(&ends) == 0 else { return }
        // The pager alone holds the end that is read: it is told when there is no more.
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        signal(SIGPIPE, SIG_IGN)
        if getenv("LESS") == nil { setenv("LESS", "FRX", 1) }
        guard let started = Program(command, input: ends[0]) else {
            for end in ends { close(end) }
            return
        }
        close(ends[0])
        (process, pipe) = (started, ends[1])
    }
}

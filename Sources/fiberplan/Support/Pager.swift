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
    /// What was handed over first, for a pager that turns out not to be there.
    private var kept: [UInt8] = []
    private static let mostKept = 8 << 20
    private var process: Program?
    private var pipe: Int32?

    /// - Returns: nil where there is nobody to page for.
    init?() {
        guard let height = TerminalText.height, let room = TerminalText.room, room > 0, isatty(0) == 1 else {
            return nil
        }
        let pager = ProcessInfo.processInfo.environment["PAGER"] ?? ""
        guard pager.contains(where: { !$0.isWhitespace }), pager != "cat" else { return nil }
        // It is a line for a shell, as everybody who pages takes it: `less -P 'a b'`.
        command = ["/bin/sh", "-c", pager]
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
        guard let process else { return }
        let code = process.wait()
        // A shell that finds no such program, and one that cannot run it, say so by these.
        if code == 126 || code == 127 { try Console.writeAsIs(kept) }
    }

    private func pass(_ bytes: [UInt8]) throws(PlantError) {
        guard process != nil else { return try Console.writeAsIs(bytes) }
        if kept.count < Self.mostKept { kept += bytes }
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

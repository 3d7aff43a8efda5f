import FiberModel
import Platform

/// What came of running one script.
package struct HookOutcome: Sendable {
    package enum End: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
        case timedOut(seconds: Int)
        case notStarted(String)
    }
    package var file: HookFile
    package var end: End
    /// What it printed, both streams as they came, cut after ``HookScript/maxOutput``.
    package var output = ""
    package var isCut = false
    package var seconds = 0.0
    package var isGood: Bool { end == .exited(0) }

    package var text: String {
        switch end {
        case .exited(let code): "ended with exit code \(code)"
        case .signalled(let signal): "was ended by signal \(signal)"
        case .timedOut(let seconds): "took longer than \(seconds) s and was ended"
        case .notStarted(let why): "could not be started: \(why)"
        }
    }
}

/// Runs one script of a hooks folder: itself, never through a shell, in a process group of its own, with a time limit.
///
/// It is run by the descriptor that was judged. Only the script is waited for: what it leaves behind in the background
/// neither counts as late nor holds the plant.
struct HookScript {
    /// Of what a script prints the first 64 KiB are kept, the rest is read and thrown away.
    static let maxOutput = 1 << 16
    /// Of these so many lines are shown.
    static let maxLines = 1000
    /// Where the script finds itself, on Linux.
    private static let ownDescriptor: Int32 = 9

    private var outcome: HookOutcome
    private var bytes: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    private init(_ file: HookFile) { outcome = HookOutcome(file: file, end: .exited(0)) }

    /// - Parameters:
    ///   - script: what was judged.
    ///   - arguments: object, event, phase.
    ///   - input: a file; the script gets its own opening of it as standard input, from the start.
    static func run(
        _ file: HookFile, _ script: TrustedFile, _ arguments: [String], input: String,
        environment: [String: String], seconds: Int
    ) -> HookOutcome {
        var run = HookScript(file)
        let start = Date()
        run.run(script, arguments, input, environment, seconds)
        run.outcome.seconds = Date().timeIntervalSince(start)
        run.outcome.isCut = run.bytes.count > maxOutput
        run.outcome.output = String(decoding: run.bytes.prefix(maxOutput), as: UTF8.self)
        return run.outcome
    }

    private mutating func run(
        _ script: TrustedFile, _ arguments: [String], _ input: String, _ environment: [String: String], _ seconds: Int
    ) {
        var pipes: [Int32] = [0, 0]
        guard pipe(&pipes) == 0 else {
            outcome.end = .notStarted(String(cString: strerror(errno)))
            return
        }
        defer { close(pipes[0]) }
        for end in pipes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(pipes[0], F_SETFL, O_NONBLOCK)
        let (process, code) = Self.spawn(script, arguments, input, environment, output: pipes[1])
        close(pipes[1])
        guard code == 0 else {
            outcome.end = .notStarted(
                code == ENOENT || code == ENOEXEC
                    ? "it has no #! line, or one that names no program that is there" : String(cString: strerror(code)))
            return
        }
        outcome.end = wait(process, pipes[0], until: Date() + Double(seconds)) ?? stop(process, pipes[0], seconds)
        drain(pipes[0])
    }

    private static func spawn(
        _ script: TrustedFile, _ arguments: [String], _ input: String, _ environment: [String: String], output: Int32
    ) -> (pid_t, Int32) {
        #if os(Linux)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
            let path = "/proc/self/fd/\(ownDescriptor)"
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
            let path = script.path
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        posix_spawn_file_actions_adddup2(&actions, script.descriptor, ownDescriptor)
        let folder = URL(fileURLWithPath: script.path).deletingLastPathComponent().path
        guard addFolder(&actions, folder) else { return (0, ENOSYS) }
        closeOthers(&actions)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var own = environment
        own["FIBERPLAN_HOOK_FILE"] = script.path
        var process = pid_t()
        let code = withCStrings([path] + arguments) { arguments in
            withCStrings(own.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }) { variables in
                posix_spawn(&process, path, &actions, &attributes, arguments, variables)
            }
        }
        return (process, code)
    }

    #if os(Linux)
        private typealias AddFolder =
            @convention(c) (
                UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>
            ) -> Int32

        /// Every libc has this, but its header shows it only to programs that ask for GNU's extensions, which Swift's
        /// module of it does not.
        private static func addFolder(_ actions: inout posix_spawn_file_actions_t, _ folder: String) -> Bool {
            guard let symbol = dlsym(nil, "posix_spawn_file_actions_addchdir_np") else { return false }
            return unsafeBitCast(symbol, to: AddFolder.self)(&actions, folder) == 0
        }

        private typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

        /// What whoever started us left open is nothing to a script; from glibc 2.34 on all of it can be closed.
        private static func closeOthers(_ actions: inout posix_spawn_file_actions_t) {
            for descriptor in 3..<ownDescriptor { posix_spawn_file_actions_addclose(&actions, descriptor) }
            guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
            _ = unsafeBitCast(symbol, to: CloseFrom.self)(&actions, ownDescriptor + 1)
        }
    #else
        private static func addFolder(_ actions: inout posix_spawn_file_actions_t?, _ folder: String) -> Bool {
            posix_spawn_file_actions_addchdir_np(&actions, folder) == 0
        }
        private static func closeOthers(_ actions: inout posix_spawn_file_actions_t?) {}
    #endif

    private static func withCStrings<Value>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }

    /// Reads what the script prints until it ends; nil where it has not by `deadline`.
    private mutating func wait(_ process: pid_t, _ output: Int32, until deadline: Date) -> HookOutcome.End? {
        var pause: Int32 = 1
        while true {
            if let end = Self.end(of: process) { return end }
            guard Date() < deadline else { return nil }
            var wanted = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            // A closed pipe is always ready, so it is not waited on.
            if poll(&wanted, 1, pause) > 0, !readOnce(output) { usleep(UInt32(pause) * 1000) }
            pause = min(20, pause * 2)
        }
    }

    private static func end(of process: pid_t) -> HookOutcome.End? {
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return nil }
        return status & 0x7f == 0 ? .exited((status >> 8) & 0xff) : .signalled(status & 0x7f)
    }

    /// Reads what there is; false where there is nothing more to come.
    private mutating func readOnce(_ output: Int32) -> Bool {
        let count = read(output, &buffer, buffer.count)
        if count > 0 { bytes += buffer.prefix(count).prefix(max(0, Self.maxOutput + 1 - bytes.count)) }
        return count > 0
    }

    /// What the script had printed when it ended; what others go on printing is nobody's business.
    private mutating func drain(_ output: Int32) {
        while bytes.count <= Self.maxOutput, readOnce(output) {}
    }

    /// Ends a script and whatever it started: asked first, then without asking.
    private mutating func stop(_ process: pid_t, _ output: Int32, _ seconds: Int) -> HookOutcome.End {
        kill(-process, SIGTERM)
        let ended = wait(process, output, until: Date() + 1)
        kill(-process, SIGKILL)
        if ended == nil { _ = wait(process, output, until: Date() + 5) }
        return .timedOut(seconds: seconds)
    }
}

/// Another program that is run, found in `PATH`; its words go to it as they are, and no shell reads them.
public struct Program: Sendable {
    private let process: pid_t

    /// Starts it.
    ///
    /// - Parameters:
    ///   - words: its name and arguments.
    ///   - input: what it reads; nil is what we read ourselves.
    ///   - isQuiet: whether what it tells is thrown away.
    /// - Returns: nil where it cannot be started, which `errno` tells.
    public init?(_ words: [String], input: Int32? = nil, isQuiet: Bool = false) {
        #if os(Linux)
            var actions = posix_spawn_file_actions_t()
        #else
            var actions: posix_spawn_file_actions_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
            posix_spawn_file_actions_addclose(&actions, input)
        }
        if isQuiet {
            for descriptor in 1...2 as ClosedRange<Int32> {
                posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
            }
        }
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        let code = posix_spawnp(&process, words[0], &actions, nil, arguments, environ)
        guard code == 0 else {
            errno = code
            return nil
        }
        self.process = process
    }

    /// Waits until it ends; answers with its exit code, or -1 where a signal ended it.
    @discardableResult
    public func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 { if errno != EINTR { return -1 } }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : -1
    }
}

import Dispatch
import FiberModel
import Foundation

/// What came of running one script.
public struct HookOutcome: Sendable {
    public enum End: Hashable, Sendable {
        case exited(Int32)
        case signalled(Int32)
        case timedOut(seconds: Int)
        case notStarted(String)
    }
    public var file: HookFile
    public var end: End
    /// What it printed, both streams as they came, cut after ``HookScript/mostOutput``.
    public var output: String
    public var isCut: Bool
    public var seconds: Double
    public var isGood: Bool { end == .exited(0) }

    public var words: String {
        switch end {
        case .exited(let code): "ended with exit code \(code)"
        case .signalled(let signal): "was ended by signal \(signal)"
        case .timedOut(let seconds): "took longer than \(seconds) s and was ended"
        case .notStarted(let why): "could not be started: \(why)"
        }
    }
}

/// Runs one script of a hooks folder: itself, never through a shell, in a process group of its own, with a time limit.
enum HookScript {
    static let mostOutput = 1 << 16

    /// - Parameters:
    ///   - arguments: object, event, phase.
    ///   - input: a file; the script gets its own opening of it as standard input, from the start.
    static func run(
        _ file: HookFile, _ arguments: [String], input: String, environment: [String: String], seconds: Int
    ) -> HookOutcome {
        var outcome = HookOutcome(file: file, end: .exited(0), output: "", isCut: false, seconds: 0)
        let start = Date()
        let out = FileManager.default.temporaryDirectory.appendingPathComponent("fiberplan-hook-\(UUID().uuidString)")
        guard FileManager.default.createFile(atPath: out.path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let sink = FileHandle(forWritingAtPath: out.path), let source = FileHandle(forReadingAtPath: input)
        else {
            outcome.end = .notStarted("no temporary file could be made")
            return outcome
        }
        defer { try? FileManager.default.removeItem(at: out) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: file.path)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: file.path).deletingLastPathComponent()
        process.standardInput = source
        process.standardOutput = sink
        process.standardError = sink
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do { try process.run() } catch {
            // What the system says of it tells nobody anything.
            outcome.end = .notStarted("it has no #! line, or one that names no program that is there")
            return outcome
        }
        if ended.wait(timeout: .now() + .seconds(seconds)) == .success {
            outcome.end =
                process.terminationReason == .exit
                ? .exited(process.terminationStatus) : .signalled(process.terminationStatus)
        } else {
            stop(process.processIdentifier, ended)
            outcome.end = .timedOut(seconds: seconds)
        }
        outcome.seconds = Date().timeIntervalSince(start)
        if let read = FileHandle(forReadingAtPath: out.path) {
            let bytes = (try? read.read(upToCount: mostOutput + 1)) ?? Data()
            outcome.isCut = bytes.count > mostOutput
            outcome.output = String(decoding: bytes.prefix(mostOutput), as: UTF8.self)
        }
        return outcome
    }

    /// Ends a script and whatever it started: asked first, then without asking.
    private static func stop(_ process: Int32, _ ended: DispatchSemaphore) {
        kill(-process, SIGTERM)
        if ended.wait(timeout: .now() + .seconds(1)) == .timedOut {
            kill(-process, SIGKILL)
            _ = ended.wait(timeout: .now() + .seconds(5))
        } else {
            kill(-process, SIGKILL)
        }
    }
}

import FiberModel
import FiberStore
import Platform

/// Runs the hooks beside a plant for what one command does.
package final class Hooks {
    package static let defaultSeconds = 30
    /// Tells a fiberplan that a hook runs in which phase it does.
    package static let phaseName = "FIBERPLAN_HOOK_PHASE"
    private static let depthName = "FIBERPLAN_HOOK_DEPTH"
    private static let secondsName = "FIBERPLAN_HOOK_SECONDS"

    private let folder: HookFolder
    private let environment: [String: String]
    private let seconds: Int
    /// Whether a hook runs this: what it changes is still asked about, but tells no hooks afterwards.
    private let isInside: Bool
    private let say: (String) -> Void
    /// What scripts read, kept from `prepare` to `done`.
    private var input: String?
    private var events: [(event: HookEvent, object: String)] = []

    /// Nil without hooks.
    ///
    /// - Parameter say: where messages and the output of scripts go, a line at a time.
    /// - Throws: `PlantError` where the time limit in the environment is none.
    package init?(besides plant: String, environment: [String: String], say: @escaping (String) -> Void)
        throws(PlantError)
    {
        guard let folder = HookFolder(besides: plant) else { return nil }
        self.folder = folder
        isInside = environment[Self.depthName] != nil
        self.say = say
        seconds = try Self.limit(environment)
        self.environment = environment.merging(["FIBERPLAN_PLANT": folder.plant, Self.depthName: "1"]) { $1 }
    }

    deinit { if let input { unlink(input) } }

    /// How long the scripts that may say no take altogether, at most, and each of the others.
    ///
    /// - Throws: `PlantError` where the environment says something else than 1 to 3600 seconds.
    package static func limit(_ environment: [String: String]) throws(PlantError) -> Int {
        guard let text = environment[secondsName], !text.isEmpty else { return defaultSeconds }
        guard let seconds = Int(text), (1...3600).contains(seconds) else {
            throw PlantError(.badValue, "\(secondsName) is \(quoted(text)), expected 1 to 3600 seconds")
        }
        return seconds
    }

    // MARK: Changes

    /// Lets the scripts of a change say no.
    ///
    /// - Throws: `PlantError` with code `vetoed`; nothing is kept then.
    package func prepare(_ pending: PendingChange) throws(PlantError) {
        var text = ChangeText()
        let file = try makeInput()
        try file.write { sink throws(PlantError) in try text.write(pending, to: sink) }
        events = text.events
        let deadline = Date() + Double(seconds)
        for (event, object) in events { try prepare(event, object, until: deadline) }
    }

    /// Tells the scripts of a change that it is kept; what goes wrong is only said.
    package func done() {
        guard !isInside else { return }
        for (event, object) in events { done(event, object) }
    }

    // MARK: Single events

    /// Runs both phases of a validation around `body`, which answers with what was found, as JSON.
    ///
    /// Within a hook there are none, or a hook that validates would never end.
    package func validating(_ body: () throws -> DataValue) throws {
        guard !isInside else {
            _ = try body()
            return
        }
        let plant = URL(fileURLWithPath: folder.plant).lastPathComponent
        try makeInput().write { sink throws(PlantError) in
            try sink(Array("\(DataValue.object([("plant", .text(folder.plant))]).compactJSON)\n".utf8))
        }
        try prepare(.validate, plant, until: Date() + Double(seconds))
        let found = try body()
        try makeInput().write { sink throws(PlantError) in try sink(Array(found.prettyJSON.utf8)) }
        done(.validate, plant)
    }

    /// Runs the scripts of one event with this input, whatever comes of each.
    package func trial(
        _ event: HookEvent, _ phase: HookPhase, object: String, input text: DataValue
    ) throws(PlantError) -> [HookOutcome] {
        try makeInput().write { sink throws(PlantError) in try sink(Array(text.prettyJSON.utf8)) }
        var outcomes: [HookOutcome] = []
        for file in try folder.files(event, phase) {
            if case .runs(let script) = file.opened() { outcomes.append(run(file, script, object, seconds)) }
        }
        return outcomes
    }

    private func prepare(_ event: HookEvent, _ object: String, until deadline: Date) throws(PlantError) {
        for file in try folder.files(event, .prepare) {
            // Each is judged when its turn has come: the one before may have changed it.
            switch file.opened() {
            case .skipped(let why): say("note: \(file.place) is skipped: \(why)")
            case .refused(let why):
                throw PlantError(.vetoed, "\(file.place) is refused, and with it the change: \(why)")
            case .runs(let script):
                // Others wait for the plant meanwhile, so all together have the time of one.
                let left = max(1, Int(deadline.timeIntervalSinceNow.rounded(.up)))
                let outcome = run(file, script, object, left)
                show(outcome)
                guard outcome.isGood else {
                    throw PlantError(
                        .vetoed, "\(file.place) \(outcome.text), which is a no: nothing was changed",
                        hint: outcome.output.isEmpty ? "it printed nothing" : "its words are above")
                }
            }
        }
    }

    private func done(_ event: HookEvent, _ object: String) {
        do throws(PlantError) {
            for file in try folder.files(event, .done) {
                switch file.opened() {
                case .skipped(let why): say("note: \(file.place) is skipped: \(why)")
                case .refused(let why): say("warning: \(file.place) is refused: \(why)")
                case .runs(let script):
                    let outcome = run(file, script, object, seconds)
                    show(outcome)
                    if !outcome.isGood { say("warning: \(file.place) \(outcome.text); the change is kept") }
                }
            }
        } catch {
            say("warning: \(error.description)")
        }
    }

    private func run(_ file: HookFile, _ script: TrustedFile, _ object: String, _ seconds: Int) -> HookOutcome {
        HookScript.run(
            file, script, [object, file.event.rawValue, file.phase.rawValue], input: input ?? "/dev/null",
            environment: environment.merging([Self.phaseName: file.phase.rawValue]) { $1 }, seconds: seconds)
    }

    private func show(_ outcome: HookOutcome) {
        let lines = outcome.output.split(separator: "\n")
        for line in lines.prefix(HookScript.maxLines) { say("\(outcome.file.name): \(line)") }
        if lines.count > HookScript.maxLines {
            say("\(outcome.file.name): … (only the first \(HookScript.maxLines) lines are shown)")
        } else if outcome.isCut {
            say("\(outcome.file.name): … (only the first \(HookScript.maxOutput) bytes are shown)")
        }
    }

    private func makeInput() throws(PlantError) -> InputFile {
        if let input { unlink(input) }
        let file = try InputFile()
        input = file.path
        return file
    }
}

extension Store {
    /// Commits with the hooks of the plant before and after the change is kept.
    @discardableResult
    package func commit<Value>(
        _ note: ChangeMetadata, hooks: Hooks?, _ body: (Transaction) throws(PlantError) -> Value
    ) throws(PlantError) -> Outcome<Value> {
        let outcome = try commit(
            note, prepare: { pending throws(PlantError) in try hooks?.prepare(pending) }, body)
        if outcome.change != nil { hooks?.done() }
        return outcome
    }
}

/// A file that only the user may read, filled once.
private struct InputFile {
    let path: String
    private let file: OpenFile

    init() throws(PlantError) {
        path =
            FileManager.default.temporaryDirectory.appendingPathComponent("fiberplan-change-\(UUID().uuidString)").path
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard descriptor >= 0 else {
            throw PlantError(.io, "no temporary file for hooks can be made: \(String(cString: strerror(errno)))")
        }
        file = OpenFile(descriptor, path)
    }

    func write(_ body: (ByteSink) throws(PlantError) -> Void) throws(PlantError) {
        try body { bytes throws(PlantError) in
            guard file.put(bytes) else {
                throw PlantError(.io, "\(quoted(path)) cannot be written: \(String(cString: strerror(errno)))")
            }
        }
    }
}

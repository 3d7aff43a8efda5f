import ArgumentParser
import FiberExchange
import FiberModel
import FiberStore
import Platform

/// Which plant a command works on.
struct PlantOptions: ParsableArguments {
    @Option(
        name: .customLong("plant"),
        help: ArgumentHelp("The plant's file (default: FIBERPLAN_PLANT, or plant.sqlite).", valueName: "file"))
    var file: String?

    var path: String {
        let variable = ProcessInfo.processInfo.environment["FIBERPLAN_PLANT"] ?? ""
        let path = file ?? (variable.isEmpty ? "plant.sqlite" : variable)
        // A quoted ~ reaches us as it is written.
        guard path.hasPrefix("~/"), let home = User.home else { return path }
        return home + path.dropFirst()
    }

    /// - Parameter checksSchema: only what reports on a changed schema itself leaves the check out.
    func open(_ access: Store.Access, checksSchema: Bool = true) throws(PlantError) -> Store {
        // The change that asks is still open: waiting for it would be waiting for oneself.
        let phase = ProcessInfo.processInfo.environment[Hooks.phaseName]
        guard access == .reading || phase != HookPhase.prepare.rawValue else {
            throw PlantError(
                .busy, "a hook may only read the plant before a change is kept", hint: "write to it in the phase done")
        }
        let store = try Store.open(at: path, for: access, wait: try Self.wait(), checksSchema: checksSchema)
        if access == .reading, store.foundVersion < Store.currentVersion {
            Console.say(
                "note: \(path) is of an older fiberplan and is read as a copy; 'fiberplan migrate' brings it up to date"
            )
        }
        return store
    }

    /// Longer than the hooks of another change may take, which hold the plant meanwhile.
    private static func wait() throws(PlantError) -> WaitPolicy {
        let hooks = try Hooks.limit(ProcessInfo.processInfo.environment)
        return WaitPolicy(seconds: max(WaitPolicy.defaultSeconds, Double(hooks + 30))) {
            Console.say("waiting: another program writes to the plant")
        }
    }
}

/// What every command that changes the plant takes.
struct WriteOptions: ParsableArguments {
    @OptionGroup var plant: PlantOptions

    @Flag(help: "Check everything, change nothing.")
    var dryRun = false

    @Option(help: "Who makes the change (default: FIBERPLAN_AUTHOR, or the user's name).")
    var author: String?

    @Option(help: ArgumentHelp("The work order that planned and retired cords and trunks go to.", valueName: "label"))
    var workOrder: String?

    private var authorName: String {
        let environment = ProcessInfo.processInfo.environment
        let names = [
            author, environment["FIBERPLAN_AUTHOR"], environment["USER"], environment["LOGNAME"], User.name,
        ]
        let name = names.compactMap { $0 }.first { !$0.isEmpty } ?? "unknown"
        return String(name.prefix(200))
    }

    /// What history is to say of the change.
    var note: ChangeMetadata {
        let command = String(CommandLine.arguments.dropFirst().joined(separator: " ").prefix(2000))
        return ChangeMetadata(author: authorName, command: command, workOrder: workOrder, dryRun: dryRun)
    }

    /// Runs `body` in one transaction, with the hooks beside the plant before and after it is kept.
    ///
    /// - Parameter note: what history is to say, where it is not the usual.
    @discardableResult
    func transact<Value>(
        _ store: Store? = nil, _ note: ChangeMetadata? = nil, _ body: (Transaction) throws(PlantError) -> Value
    ) throws(PlantError) -> Store.Outcome<Value> {
        let opened: Store
        if let store { opened = store } else { opened = try plant.open(.writing) }
        return try opened.commit(note ?? self.note, hooks: try plant.hooks(), body)
    }

    /// Commits edits and says what was done.
    func commit(_ edits: [Edit], _ done: String) throws(PlantError) {
        try transact { transaction throws(PlantError) in
            for edit in edits { try transaction.apply(edit) }
        }
        Console.say(dryRun ? "would have \(done)" : done)
    }
}

extension PlantOptions {
    /// The hooks beside the plant, if there are any.
    func hooks() throws(PlantError) -> Hooks? {
        try Hooks(besides: path, environment: ProcessInfo.processInfo.environment, say: Console.say)
    }
}

extension OutputFormat: ExpressibleByArgument {}

/// How a command that reads hands out its data.
struct FormatOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "How to print: table, csv, json, html or xlsx.")
    var format = OutputFormat.table

    /// Prints an answer; answers with the number of its rows.
    @discardableResult
    func show(_ answer: Answer) throws(PlantError) -> Int { try Console.write(answer, format) }
}

/// Metadata and note, which every object has.
struct RemarkOptions: ParsableArguments {
    @Option(help: "A JSON object of your own.")
    var metadata: String?

    @Option(help: "Free text.")
    var note: String?

    var values: [(String, String?)] { [("metadata", metadata), ("note", note)] }
}

/// A length on the command line: `35m`, `2.5 m`, `850mm`.
enum LengthArgument {
    static func parse(_ text: String) throws -> Millimetres {
        do { return try LengthText.parse(text) } catch { throw ValidationError(error.description) }
    }
}

extension Millimetres {
    /// As a column of a CSV holds it.
    var text: String { String(rawValue) }
}

/// A number of dB on the command line.
enum DecibelArgument {
    static func parse(_ text: String, _ what: String, in range: ClosedRange<Int>, such example: String) throws
        -> MilliDecibels
    {
        guard let value = DecimalText.scaled(text, by: 1000), range.contains(value) else {
            throw ValidationError("'\(text)' is not a \(what) in dB, expected a number such as \(example).")
        }
        return MilliDecibels(value)
    }

    /// What is to be left of a loss limit: 0 to 100 dB.
    static func margin(_ text: String) throws -> MilliDecibels {
        try parse(text, "margin", in: 0...100_000, such: "0.5")
    }
}

extension Console {
    /// Writes what a change is told by, once it is kept: a failure then says so.
    static func afterKeeping(_ write: WriteOptions, _ body: () throws(PlantError) -> Void) throws(PlantError) {
        do throws(PlantError) { try body() } catch {
            guard !write.dryRun else { throw error }
            throw PlantError(error.code, "\(error.message); the change was kept", hint: error.hint)
        }
    }
}

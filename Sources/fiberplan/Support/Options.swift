import ArgumentParser
import FiberExchange
import FiberModel
import Foundation

/// Which plant a command works on.
struct PlantOptions: ParsableArguments {
    @Option(
        name: .customLong("plant"),
        help: ArgumentHelp("The plant's file (default: FIBERPLAN_PLANT, or plant.sqlite).", valueName: "file"))
    var file: String?

    var path: String {
        if let file { return file }
        let variable = ProcessInfo.processInfo.environment["FIBERPLAN_PLANT"] ?? ""
        return variable.isEmpty ? "plant.sqlite" : variable
    }

    func open(_ access: Store.Access) throws(PlantError) -> Store {
        // The change that asks is still open: waiting for it would be waiting for oneself.
        let phase = ProcessInfo.processInfo.environment[Hooks.phaseName]
        guard access == .reading || phase != HookPhase.prepare.rawValue else {
            throw PlantError(
                .busy, "a hook may only read the plant before a change is kept", hint: "write to it in the phase done")
        }
        return try Store.open(at: path, for: access)
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
        let names = [author, environment["FIBERPLAN_AUTHOR"], environment["USER"], environment["LOGNAME"]]
        let name = names.compactMap { $0 }.first { !$0.isEmpty } ?? "unknown"
        return String(name.prefix(200))
    }

    /// What history is to say of the change.
    var note: ChangeNote {
        let command = String(CommandLine.arguments.dropFirst().joined(separator: " ").prefix(2000))
        return ChangeNote(author: authorName, command: command, workOrder: workOrder, dryRun: dryRun)
    }

    /// Runs `body` in one transaction, with the hooks beside the plant before and after it is kept.
    ///
    /// - Parameter note: what history is to say, where it is not the usual.
    @discardableResult
    func transact<Value>(
        _ store: Store? = nil, _ note: ChangeNote? = nil, _ body: (Transaction) throws(PlantError) -> Value
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
    @Option(name: .shortAndLong, help: "How to print: table, csv or json.")
    var format = OutputFormat.table
}

/// Metadata and note, which every object has.
struct RemarkOptions: ParsableArguments {
    @Option(help: "A JSON object of your own.")
    var metadata: String?

    @Option(help: "Free text.")
    var note: String?

    var values: [(String, String?)] { [("metadata", metadata), ("note", note)] }
}

/// A length as people write it: `35m`, `2.5 m`, `850mm`. A number without a unit could be either, and is refused.
struct LengthArgument {
    let millimetres: Int

    static func parse(_ argument: String) throws -> LengthArgument {
        let text = argument.replacingOccurrences(of: " ", with: "").lowercased()
        if text == "0" { return LengthArgument(millimetres: 0) }
        if text.hasSuffix("mm"), let value = Int(text.dropLast(2)) { return LengthArgument(millimetres: value) }
        if text.hasSuffix("m"), !text.hasSuffix("mm"), let value = wholeThousandths(String(text.dropLast())) {
            return LengthArgument(millimetres: value)
        }
        if Double(text) != nil { throw ValidationError("'\(argument)' has no unit: \(text)m or \(text)mm?") }
        throw ValidationError("'\(argument)' is no length, expected one such as 2.5m or 850mm.")
    }

    var text: String { String(millimetres) }
}

/// A decimal number × 1000, or nil where it is none or has more than three places.
func wholeThousandths(_ text: String) -> Int? {
    guard text.allSatisfy({ "0123456789.-".contains($0) }),
        let value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX"))
    else { return nil }
    var scaled = value * 1000
    var rounded = Decimal()
    NSDecimalRound(&rounded, &scaled, 0, .plain)
    guard rounded == scaled, abs(rounded) <= 100_000_000 else { return nil }
    return NSDecimalNumber(decimal: rounded).intValue
}

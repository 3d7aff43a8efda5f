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

    func open(_ access: Store.Access) throws(PlantError) -> Store { try Store.open(at: path, for: access) }
}

/// What every command that changes the plant takes.
struct WriteOptions: ParsableArguments {
    @OptionGroup var plant: PlantOptions

    @Flag(help: "Check everything, change nothing.")
    var dryRun = false

    @Option(help: "Who makes the change (default: FIBERPLAN_AUTHOR, or the user's name).")
    var author: String?

    var authorName: String {
        let environment = ProcessInfo.processInfo.environment
        let names = [author, environment["FIBERPLAN_AUTHOR"], environment["USER"], environment["LOGNAME"]]
        let name = names.compactMap { $0 }.first { !$0.isEmpty } ?? "unknown"
        return String(name.prefix(200))
    }

    static var commandLine: String {
        String(CommandLine.arguments.dropFirst().joined(separator: " ").prefix(2000))
    }

    /// Commits edits and says what was done.
    func commit(_ edits: [Edit], _ done: String) throws(PlantError) {
        let store = try plant.open(.writing)
        try store.commit(edits, author: authorName, command: Self.commandLine, dryRun: dryRun)
        Console.say(dryRun ? "would have \(done)" : done)
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

/// A length as people write it: `35m`, `2.5 m`, `850mm`, or plain millimetres.
struct LengthArgument: ExpressibleByArgument {
    let millimetres: Int

    init?(argument: String) {
        let text = argument.replacingOccurrences(of: " ", with: "").lowercased()
        if text.hasSuffix("mm") {
            guard let value = Int(text.dropLast(2)) else { return nil }
            millimetres = value
        } else if text.hasSuffix("m") {
            guard let value = Decimal(string: String(text.dropLast()), locale: Locale(identifier: "en_US_POSIX")) else {
                return nil
            }
            var scaled = value * 1000
            var rounded = Decimal()
            NSDecimalRound(&rounded, &scaled, 0, .plain)
            guard rounded == scaled, abs(rounded) <= 100_000_000 else { return nil }
            millimetres = NSDecimalNumber(decimal: rounded).intValue
        } else {
            guard let value = Int(text) else { return nil }
            millimetres = value
        }
    }

    var text: String { String(millimetres) }
}

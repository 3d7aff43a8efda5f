import ArgumentParser
import FiberModel
import Platform

@main
struct Fiberplan: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "fiberplan",
        abstract: "Plans structured fibre in data halls: describes, routes, checks, traces, and issues sheets.",
        discussion: paragraphs(
            """
            A plant is one SQLite file: --plant FILE, or FIBERPLAN_PLANT, or plant.sqlite here.

            EXAMPLES
              fiberplan init
              fiberplan import samples/two-row-hall
              fiberplan validate
              fiberplan trace DC1.A02-42:01
              fiberplan route DC1.A02-40 DC1.B05-40 --explain
              fiberplan export patch-sheet --rack DC1.A02 > sheet.csv

            EXIT CODES
              0   fine
              1   something was found: validate, polarity, budget, verify-history,
                  suggest-trunks, reroute --partial, hooks test
              2   the command failed
              64  wrong usage
            """),
        version: version,
        subcommands: [],
        groupedSubcommands: HelpSection.allCases.map { section in
            let own = listedCommands.map(\.command).filter { $0.place.section == section }
            return CommandGroup(
                name: section.rawValue, subcommands: own.sorted { $0.place.order < $1.place.order })
        })

    /// How a command is called from the top: `fiberplan export patch-sheet`.
    private static func path(to wanted: any ParsableCommand.Type, in command: any ParsableCommand.Type) -> String? {
        if wanted == command { return command._commandName }
        for child in command.configuration.subcommands + command.configuration.groupedSubcommands.flatMap(\.subcommands)
        {
            if let path = path(to: wanted, in: child) { return "\(command._commandName) \(path)" }
        }
        return nil
    }

    /// Prints text that was asked for, and ends.
    private static func printed(_ text: String) -> Never {
        do throws(PlantError) { try Console.write(Array((text + "\n").utf8)) } catch { Console.fail(error) }
        Platform.exit(0)
    }

    static func main() {
        // A name that is not UTF-8 would be another one by the time it is used.
        for argument in UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)) {
            guard let argument, String(validatingCString: argument) == nil else { continue }
            Console.fail(
                PlantError(.badValue, "\(quoted(String(cString: argument))) is not UTF-8, expected UTF-8 names"))
        }
        var failing: any ParsableCommand.Type = Self.self
        do {
            let arguments = numbersJoined(plantLast(Array(CommandLine.arguments.dropFirst())))
            // Neither needs the tree of commands.
            if arguments == ["--version"] { printed(version) }
            var command = try parse(arguments, &failing)
            failing = type(of: command)
            try command.run()
        } catch let error as PlantError {
            Console.fail(error)
        } catch {
            // Wrong usage that is found late still shows the usage of its own command.
            let code = failing.exitCode(for: error)
            // Help that does not reach whoever asked for it has failed.
            let name = failing._commandName
            let path = path(to: failing, in: Self.self) ?? name
            if code == .success {
                let help = failing.fullMessage(for: error).replacing("USAGE: \(name) ", with: "USAGE: \(path) ")
                printed(wrappedUsage(help))
            }
            guard code == .validationFailure else { failing.exit(withError: error) }
            let message = wrappedUsage(
                failing.fullMessage(for: error)
                    .replacing("Usage: \(name)", with: "Usage: \(path)")
                    .replacing("See '\(name)", with: "See '\(path)")
                    .replacing(#/^Error: /#, with: "error: "))
            for line in message.split(separator: "\n", omittingEmptySubsequences: false) { Console.say(String(line)) }
            failing.exit(withError: code)
        }
    }
}

import ArgumentParser
import FiberModel

// What is looked at on the command line before it is parsed.

extension Fiberplan {
    /// The arguments with a `--plant` that stands before the command behind it, where commands take it.
    static func plantLast(_ arguments: [String]) -> [String] {
        guard let first = arguments.first, first == "--plant" || first.hasPrefix("--plant=") else { return arguments }
        let count = first == "--plant" ? 2 : 1
        guard arguments.count > count else { return arguments }
        let rest = arguments.dropFirst(count)
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end] + arguments.prefix(count) + rest[end...])
    }

    /// The arguments with every negative number joined to the option before it, so that it is not taken for an option
    /// itself: `--x -3m` is `--x=-3m`.
    static func numbersJoined(_ arguments: [String]) -> [String] {
        var joined: [String] = []
        for argument in arguments {
            // Behind a bare `--` nothing is an option.
            if !joined.contains("--"), let last = joined.last, last.hasPrefix("--"), !last.contains("="),
                argument.first == "-", argument.dropFirst().first?.isNumber == true
            {
                joined[joined.count - 1] = "\(last)=\(argument)"
            } else {
                joined.append(argument)
            }
        }
        return joined
    }

    /// The command that is meant, and what is for it to parse.
    ///
    /// Only what asks for help is for the whole tree of commands, which takes longer to build than most commands to run.
    /// - Parameter command: becomes the command that the words lead to.
    /// - Throws: `ValidationError` that names the command that was probably meant, where a word is not a command.
    static func find(_ arguments: [String], _ command: inout any ParsableCommand.Type) throws -> [String] {
        var place = 0
        // The first word is looked up in the list, so that no other command is even described.
        if let first = arguments.first, let listed = listedCommands.first(where: { $0.name == first }) {
            command = listed.command
            place = 1
        }
        while place < arguments.count {
            let word = arguments[place]
            let children =
                command.configuration.subcommands
                + command.configuration.groupedSubcommands.flatMap(\.subcommands)
            guard !children.isEmpty else { return Array(arguments[place...]) }
            guard !word.hasPrefix("-"), word != "help" else { break }
            if let child = children.first(where: { $0.configuration.commandName == word }) {
                command = child
                place += 1
                continue
            }
            guard command.configuration.defaultSubcommand == nil else { break }
            throw unknown(word, among: children.compactMap { $0.configuration.commandName })
        }
        let isLeaf = command.configuration.subcommands.isEmpty && command.configuration.groupedSubcommands.isEmpty
        if isLeaf { return [] }
        command = Self.self
        return arguments
    }

    private static func unknown(_ word: String, among names: [String]) -> ValidationError {
        let near = nearestName(to: word, among: names).map { " Did you mean '\($0)'?" }
        // All of a group fit in a line or two; those of the first level are what the help is for.
        let choices = names.count > 12 ? "" : " There are: \(names.joined(separator: ", "))."
        return ValidationError("Unknown command '\(word)'.\(near ?? choices)")
    }

    /// Parses what is for a command, or for the whole tree where help is asked for.
    static func parse(
        _ arguments: [String], _ command: inout any ParsableCommand.Type
    ) throws -> any ParsableCommand {
        let rest = try find(arguments, &command)
        let asksForHelp = rest.contains { ["-h", "--help", "-help", "help"].contains($0) || $0.hasPrefix("--help-") }
        if rest.first == "help" {
            // `help add-rak` is as wrong as `add-rak`.
            var asked: any ParsableCommand.Type = Self.self
            _ = try find(rest.dropFirst().filter { !$0.hasPrefix("-") }, &asked)
        }
        if command == Self.self || asksForHelp { return try parseAsRoot(arguments) }
        // A root without arguments that it needs answers with its whole help; the tree says in a line what is missing.
        guard rest.isEmpty else { return try command.parseAsRoot(rest) }
        do { return try command.parseAsRoot(rest) } catch { return try parseAsRoot(arguments) }
    }
}

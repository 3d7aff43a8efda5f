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

    /// - Throws: `ValidationError` that names the command that was probably meant, where there is no such command.
    ///
    /// - Parameter command: becomes the command that the words lead to.
    static func checkCommand(_ arguments: [String], _ command: inout any ParsableCommand.Type) throws {
        for (place, word) in arguments.enumerated() {
            let children =
                command.configuration.subcommands
                + command.configuration.groupedSubcommands.flatMap(\.subcommands)
            guard !children.isEmpty, !word.hasPrefix("-"), place > 0 || word != "help" else { return }
            if let child = children.first(where: { $0._commandName == word || $0.configuration.aliases.contains(word) })
            {
                command = child
                continue
            }
            guard command.configuration.defaultSubcommand == nil else { return }
            let near = nearestName(to: word, among: children.map { $0._commandName })
            let hint = near.map { " Did you mean '\($0)'?" } ?? ""
            throw ValidationError("There is no command '\(word)'.\(hint)")
        }
    }
}

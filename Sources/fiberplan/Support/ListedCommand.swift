import ArgumentParser

/// The sections of the help.
enum HelpSection: String, CaseIterable {
    case describe = "Describe"
    case look = "Look"
    case route = "Route"
    case light = "Light"
    case check = "Check"
    case plan = "Plan"
    case issue = "Issue"
    case history = "History"
}

/// Where a command stands in the help: its section, and its place among the commands there.
struct HelpPlace {
    let section: HelpSection
    let order: Int

    init(_ section: HelpSection, _ order: Int) {
        self.section = section
        self.order = order
    }
}

/// A command of the first level. It says itself where it stands; ``listedCommands`` is made from the sources.
protocol ListedCommand: ParsableCommand {
    static var place: HelpPlace { get }
}

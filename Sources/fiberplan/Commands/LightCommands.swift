import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore

struct PolarityCommand: ListedCommand {
    static let place = HelpPlace(.light, 1)
    static let configuration = CommandConfiguration(
        commandName: "polarity",
        abstract: "Follows the fibres of a link, counts where their legs are swapped, and names what would fix it.",
        discussion: paragraphs(
            """
            An A-to-B cord swaps, an A-to-A cord does not, and a trunk with its cassettes does or does not. The sum
            has to be odd. Whether port k comes out at port k is told apart. A fix is proved by working the link
            out again with the change applied, and every other link over the same trunk as well. Exit code 1 where
            the polarity is wrong.

            EXAMPLES
              fiberplan polarity L0001
              fiberplan polarity L0001 --format json
            """))

    @Argument(help: "A link.") var link: String
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let plant = try plant.open(.reading).neighbourhood(ofLink: link)
        let report = PolarityReport(try plant.link(labelled: link), in: plant)
        try format.show(report.answer)
        if !report.isRight { throw Failed.validation }
    }
}

struct Lanes: ListedCommand {
    static let place = HelpPlace(.light, 2)
    static let configuration = CommandConfiguration(
        commandName: "lanes",
        abstract: "Shows every lane of a link: wavelength, strands and colours, loss and margin.",
        discussion: paragraphs(
            """
            A lane is told in both directions: FROM is the end that sends. PLACE_A and PLACE_Z are row and column in
            the array connectors at the A end and the Z end of each trunk, whichever way the light goes.

            EXAMPLES
              fiberplan lanes L0001
              fiberplan lanes L0001 --format csv
            """))

    @Argument(help: "A link.") var link: String
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let plant = try plant.open(.reading).neighbourhood(ofLink: link)
        let report = BudgetReport(try plant.link(labelled: link), in: plant)
        guard report.hasLanes else { throw report.absence }
        try format.show(report.lanes)
    }
}

struct BudgetCommand: ListedCommand {
    static let place = HelpPlace(.light, 3)
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Adds up what a link loses, item by item with its source, and holds it against the limits.",
        discussion: paragraphs(
            """
            The waterfall is that of the weakest lane; JSON has all. Worst case takes every item at its maximum;
            expected takes typical values, and their spreads as the root of their squares; measured takes what was
            measured in the place of what it consists of. A limit that is not specified stays unknown. Exit code 1 where
            a link loses more than the limit that applies.

            EXAMPLES
              fiberplan budget L0001
              fiberplan budget --all --format csv > budgets.csv
              fiberplan budget L0001 --with tap=70/30 --with 'bend=90 radius=10mm'
              fiberplan budget L0001 --with 'cord=C0001 length=20m'
              fiberplan budget --limit-for-tester --format csv > limits.csv
            """))

    @Argument(help: "A link.") var link: String?
    @Flag(help: "A row for every link of the plant.") var all = false
    @Flag(
        help:
            "Print what the field tester is to be set to, for each trunk and link; with a link, for it and its trunks.")
    var limitForTester = false
    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "Suppose something without writing it: tap=70/30, 'bend=90 radius=10mm', 'cord=C0001 type=LC-AA-SM length=20m' (repeatable).",
            valueName: "change"))
    var supposed: [String] = []
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        if all, let link { throw ValidationError("Name a link ('\(link)') or say --all, not both.") }
        if link == nil, !all, !limitForTester { throw ValidationError("Name a link, or say --all.") }
        if all || limitForTester, !supposed.isEmpty { throw ValidationError("--with is for the budget of one link.") }
    }

    func run() throws {
        let store = try plant.open(.reading)
        guard let link else {
            let bar = ProgressBar("loading")
            let plant = try store.snapshot(bar.update)
            bar.finish()
            if limitForTester {
                try format.show(TesterLimits(plant).answer(nil))
                return
            }
            let table = BudgetTable(plant)
            if try format.show(table.answer) == 0 { Console.say("no links") }
            guard table.overLimit > 0 else { return }
            Console.say("\(counted(table.overLimit, "link")) over the limit that applies")
            throw Failed.validation
        }
        let plant = try store.neighbourhood(ofLink: link)
        if limitForTester {
            try format.show(TesterLimits(plant).answer(try plant.link(labelled: link)))
            return
        }
        var changes = Hypothesis()
        for text in supposed {
            try changes.add(text, in: plant.catalogue)
        }
        let handle = try plant.link(labelled: link)
        let cords = Set(handle.cords(in: plant).map { plant.label(of: $0) })
        for (label, _, _) in changes.cords where !cords.contains(label) {
            throw PlantError(
                .notFound, "link \(link) runs over no cord \(quoted(label))", hint: "see 'fiberplan trace \(link)'")
        }
        let report = BudgetReport(handle, in: plant, with: changes)
        try format.show(try report.waterfall())
        if report.isOverLimit { throw Failed.validation }
    }
}

extension Store {
    /// A link and whatever runs over the same trunks.
    func neighbourhood(ofLink label: String) throws(PlantError) -> Plant {
        try withKeyedPlant { plant throws(PlantError) in
            guard let link = try plant.record(.link, label).as(Link.self) else {
                throw PlantError(.notFound, "no such link: \(quoted(label))")
            }
            return try plant.neighbourhood(of: link)
        }
    }
}

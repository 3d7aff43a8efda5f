import ArgumentParser
import FiberExchange
import FiberModel
import FiberStore

struct Ports: ListedCommand {
    static let place = HelpPlace(.look, 6)
    static let configuration = CommandConfiguration(
        commandName: "ports",
        abstract: "Lists the ports of a cassette or device: what is plugged in, where it leads, what lies behind.",
        discussion: paragraphs(
            """
            A port is free where nothing is plugged into it and no link is meant for it. BEHIND are the strands of
            the trunk that a port of a cassette leads to.

            EXAMPLES
              fiberplan ports leaf-07
              fiberplan ports DC1.C03-14 --free
              fiberplan ports leaf-07 --format json
            """))

    @Argument(help: "A cassette or device, by its address or label.") var unit: String
    @Flag(help: "Only ports that are free.") var free = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try plant.open(.reading)
        let report = try store.withKeyedPlant { plant throws(PlantError) in
            try PortsReport(unit, free: free, on: plant)
        }
        try format.show(report.answer)
        Console.say(report.summary)
    }
}

struct Strands: ListedCommand {
    static let place = HelpPlace(.look, 7)
    static let configuration = CommandConfiguration(
        commandName: "strands",
        abstract: "Lists the strands of a trunk: colour, state, and what runs on them from end to end.",
        discussion: paragraphs(
            """
            A strand is lit where a link is meant for a port in which it ends, patched where it has a cord at an end and no
            link, else free. --free leaves out broken and reserved ones.

            EXAMPLES
              fiberplan strands T0042
              fiberplan strands T0042 --free
              fiberplan strands T0042 --link L0001 --format json
            """))

    @Argument(help: "The label of a trunk.") var trunk: String
    @Flag(help: "Only sound strands without a cord.") var free = false
    @Flag(help: "Only strands that a link runs on.") var lit = false
    @Flag(help: "Only broken strands.") var broken = false
    @Option(help: "Only strands that this link runs on.") var link: String?
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        if free, lit { throw ValidationError("--free and --lit exclude each other.") }
        if free, broken { throw ValidationError("--free leaves out broken strands.") }
        if free, link != nil { throw ValidationError("--free and --link exclude each other.") }
    }

    func run() throws {
        var filter = StrandsReport.Filter()
        (filter.free, filter.lit, filter.broken, filter.link) = (free, lit, broken, link)
        let store = try plant.open(.reading)
        let report = try store.withKeyedPlant { plant throws(PlantError) in try StrandsReport(trunk, filter, on: plant)
        }
        try format.show(report.answer)
        Console.say(report.summary)
    }
}

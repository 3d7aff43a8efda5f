import ArgumentParser
import FiberExchange
import FiberModel
import FiberStore

/// Where a drawing goes, and for which background it is made.
struct DrawingOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.") var output: String?
    @Option(help: "For which background: light, dark, or auto, which is light unless the viewer asks for dark.")
    var theme = DrawingTheme.auto
    @OptionGroup var plant: PlantOptions

    func write(_ drawing: some Drawing) throws(PlantError) {
        let bytes = drawing.svg(theme)
        guard let output else { return try Console.write(bytes) }
        let file = try AtomicFile(path: output)
        try file.write(bytes)
        try file.commit()
        Console.say("wrote \(drawing.title) to \(output)")
    }
}

extension DrawingTheme: ExpressibleByArgument {}

struct Draw: ListedCommand {
    static let place = HelpPlace(.issue, 3)
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: "Draws a rack or a module as an SVG file.",
        discussion: paragraphs(
            """
            The drawings are SVG 1.1: any browser opens them, and documents take them in. Where a pointer rests on a shape,
            it says what it is.

            EXAMPLES
              fiberplan draw rack DC1.C03 -o rack.svg
              fiberplan draw module DC1.C03-14 -o module.svg --theme light
            """),
        subcommands: [DrawRack.self, DrawModule.self])
}

struct DrawRack: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rack",
        abstract: "Draws a rack from the front and from the rear.",
        discussion: paragraphs(
            """
            Every unit stands where it is, with its name and each of its ports: free, planned, in use, with a broken or a
            reserved strand behind it, or out of range.

            EXAMPLES
              fiberplan draw rack DC1.C03 -o rack.svg
            """))

    @Argument(help: "The address or name of a rack.") var rack: String
    @OptionGroup var options: DrawingOptions

    func run() throws {
        let store = try options.plant.open(.reading)
        let address = try store.place(rack) { name throws(PlantError) in try RackAddress(name) }
        let plant = try store.snapshot()
        try options.write(RackDrawing(try plant.rack(address), in: plant))
    }
}

struct DrawModule: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "module",
        abstract: "Draws what is inside a cassette, panel, splitter, mux, closure or chassis.",
        discussion: paragraphs(
            """
            A cassette is drawn with the fibres between its connectors behind and its ports in front; a splice closure
            tray by tray, with the strands that each splice joins, in their colours; a chassis with its bays.

            EXAMPLES
              fiberplan draw module DC1.C03-14 -o module.svg
            """))

    @Argument(help: "The address or label of a cassette.") var unit: String
    @OptionGroup var options: DrawingOptions

    func run() throws {
        let store = try options.plant.open(.reading)
        let address = try store.place(unit) { name throws(PlantError) in try UnitAddress(name) }
        var trays: [String: String] = [:]
        try store.forEachRecord(of: [.splice]) { record throws(PlantError) in
            if let splice = record.as(Splice.self) { trays[splice.label] = splice.tray }
        }
        let plant = try store.snapshot()
        try options.write(ModuleDrawing(try plant.unit(address), in: plant, trays: trays))
    }
}

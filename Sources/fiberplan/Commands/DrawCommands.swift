import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Platform

/// Where a drawing goes, and for which background it is made.
struct DrawingOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.") var output: String?
    @Option(help: "For which background: light, dark, or auto, which is light unless the viewer asks for dark.")
    var theme = DrawingTheme.auto
    @Option(help: "How to write it: svg, or png where a converter is installed (default: as --output ends, else svg).")
    var format: DrawingFormat?
    @OptionGroup var plant: PlantOptions

    func write(_ drawing: some Drawing) throws(PlantError) {
        let output = output == "-" ? nil : output
        let ending = output.flatMap {
            $0.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased()
        }
        let own = ending.flatMap(DrawingFormat.init(rawValue:))
        if let ending, own == nil,
            ["pdf", "gif", "jpg", "jpeg", "webp", "eps", "html", "tif", "tiff", "bmp"].contains(ending)
        {
            throw PlantError(
                .badValue, "a drawing is written as .svg or .png, and \(quoted(output ?? "")) ends otherwise",
                hint: "rsvg-convert and Inkscape make other formats of the .svg")
        }
        let format = format ?? own ?? .svg
        var bytes = drawing.svg(theme)
        if format == .png {
            guard output != nil || isatty(1) != 1 else {
                throw PlantError(
                    .badValue, "a picture cannot be shown on a terminal", hint: "write it to a file with --output")
            }
            bytes = try PictureConverter.png(ofSVG: bytes)
        }
        guard let output else { return format == .png ? try Console.writeAsIs(bytes) : try Console.write(bytes) }
        let file = try AtomicFile(path: output)
        try file.write(bytes)
        try file.commit()
        Console.say("wrote \(drawing.title.prefix(120)) to \(output)")
    }
}

/// How a drawing is written.
enum DrawingFormat: String, CaseIterable, ExpressibleByArgument { case svg, png }

extension DrawingTheme: ExpressibleByArgument {}

struct Draw: ListedCommand {
    static let place = HelpPlace(.issue, 4)
    static let configuration = CommandConfiguration(
        commandName: "draw",
        abstract: "Draws halls, racks, modules, connectors, links, trays and routes as SVG files.",
        discussion: paragraphs(
            """
            The drawings are SVG 1.1: any browser opens them, and documents take them in. Where a pointer rests on a shape,
            it says what it is. A name that ends in .png makes a picture, by rsvg-convert, Inkscape or ImageMagick.

            EXAMPLES
              fiberplan draw hall DC1 -o hall.svg
              fiberplan draw rack DC1.C03 -o rack.svg
              fiberplan draw connector T0042:Z -o plug.svg
              fiberplan draw tray TR1 -o tray.svg --theme dark
              fiberplan draw rack DC1.C03 -o rack.png
            """),
        subcommands: [
            DrawHall.self, DrawRack.self, DrawConnector.self, DrawModule.self, DrawLink.self, DrawTray.self,
            DrawRoute.self,
        ])
}

struct DrawHall: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hall",
        abstract: "Draws the floor plan of a hall.",
        discussion: paragraphs(
            """
            Racks and pathways lie to scale, pathways in colours for how full they are; bends that are tighter than a cable
            may lie are marked with both radii. --link and --cable show one way above the others, --findings pins what
            'validate' finds to where it is.

            EXAMPLES
              fiberplan draw hall DC1 -o hall.svg
              fiberplan draw hall DC1 --link L0001 -o way.svg
              fiberplan draw hall DC1 --findings -o findings.svg
            """))

    @Argument(help: "The label or name of a hall; it may be left out where there is only one.") var hall: String?
    @Option(help: "Show the ways of the cables of this link.") var link: String?
    @Option(help: "Show the way of this trunk or cord.") var cable: String?
    @Flag(help: "Pin the findings of 'validate' to where they are.") var findings = false
    @OptionGroup var options: DrawingOptions

    func validate() throws {
        if link != nil, cable != nil { throw ValidationError("--link and --cable exclude each other.") }
    }

    func run() throws {
        let store = try options.plant.open(.reading)
        let name = try hall.map { try store.canonical($0) }
        let plant = try store.snapshot()
        var shown = HallDrawing.Options()
        if let link {
            shown.highlighted = plant.cables(under: try plant.link(labelled: link))
            shown.highlightName = "link \(link)"
        }
        if let cable {
            shown.highlighted += [try plant.row(ofCable: cable)]
            shown.highlightName = "cable \(cable)"
        }
        if findings {
            shown.findings = Validator.validate(plant, ValidationOptions(today: Validate.todayUTC())).findings
        }
        try options.write(HallDrawing(try plant.hall(orOnly: name), in: plant, shown))
    }
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

struct DrawConnector: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connector",
        abstract: "Draws the faces of a plug of a cable.",
        discussion: paragraphs(
            """
            Every position has the colour of its strand and its number; what carries light is ringed. The plug is seen from
            the side that mates and from the side of the cable, with its key and its pins. A plug is named by its end and
            number, such as T0042:A1 or T0042:Z3; without one it is the first at A.

            EXAMPLES
              fiberplan draw connector T0042 -o plug.svg
              fiberplan draw connector T0042:Z3 -o plug.svg
            """))

    @Argument(help: "The label of a trunk or cord, with a plug or without.") var cable: String
    @OptionGroup var options: DrawingOptions

    func run() throws {
        let parts = cable.split(separator: ":", maxSplits: 1).map(String.init)
        guard let label = parts.first, let plug = ConnectorDrawing.Plug(parts.count > 1 ? parts[1] : "A") else {
            throw ValidationError("\(quoted(cable)) names no plug: say CABLE, CABLE:A2 or CABLE:Z.")
        }
        let plant = try options.plant.open(.reading).snapshot()
        try options.write(ConnectorDrawing(try plant.cable(label), plug, in: plant))
    }
}

struct DrawLink: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Draws what a link passes and what it loses.",
        discussion: paragraphs(
            """
            A strip shows every fibre through transceivers, cords, modules and trunks, with its crossings; below it the lane
            that loses most is told item by item against its limit, then every lane.

            EXAMPLES
              fiberplan draw link L0001 -o link.svg
            """))

    @Argument(help: "The label of a link.") var link: String
    @OptionGroup var options: DrawingOptions

    func run() throws {
        let plant = try options.plant.open(.reading).neighbourhood(ofLink: link)
        try options.write(LinkDrawing(try plant.link(labelled: link), in: plant))
    }
}

struct DrawTray: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tray",
        abstract: "Draws a segment cut across, with its cables to scale.",
        discussion: paragraphs(
            """
            Cables have the size of their outer diameter, planned ones are hatched; lines show up to where the segment is
            planned to be filled, and up to where it may be.

            EXAMPLES
              fiberplan draw tray TR1 -o tray.svg
            """))

    @Argument(help: "The label of a segment.") var segment: String
    @OptionGroup var options: DrawingOptions

    func run() throws {
        let plant = try options.plant.open(.reading).snapshot(of: .pathways)
        try options.write(TrayDrawing(try plant.segment(segment), in: plant))
    }
}

struct DrawRoute: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route",
        abstract: "Draws the way of a cable, unrolled: lengths, heights and bends.",
        discussion: paragraphs(
            """
            Bends that are tighter than the cable may be are marked, with both radii.

            EXAMPLES
              fiberplan draw route T0042 -o way.svg
            """))

    @Argument(help: "The label of a trunk, or of a cord on pathways.") var cable: String
    @OptionGroup var options: DrawingOptions

    func run() throws {
        let plant = try options.plant.open(.reading).snapshot()
        let row = try plant.row(ofCable: cable)
        try options.write(RouteDrawing(row, in: plant))
    }
}

extension Plant {
    /// The row of a trunk, or of a cord on pathways, among the cables that lie there.
    fileprivate func row(ofCable label: String) throws(PlantError) -> TrunkHandle {
        switch try cable(label) {
        case .trunk(let trunk): return trunk
        case .cord(let cord):
            guard let row = pathwayRow(of: cord) else {
                throw PlantError(.badValue, "\(label) lies on no pathway", hint: "it stays in its rack")
            }
            return row
        }
    }

    /// The hall of a label; the only one where none is named.
    fileprivate func hall(orOnly label: String?) throws(PlantError) -> HallHandle {
        guard let label else {
            guard halls.count == 1 else {
                throw PlantError(
                    .badValue, "there are \(counted(halls.count, "hall")), say which",
                    hint: halls.isEmpty ? "add one with 'fiberplan add-hall'" : "such as \(halls[0].label)")
            }
            return HallHandle(index: 0)
        }
        return try hall(label)
    }
}

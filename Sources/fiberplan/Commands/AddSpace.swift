import ArgumentParser
import FiberModel

struct AddHall: AddCommand {
    static let kind = RecordKind.hall
    static let configuration = CommandConfiguration(
        commandName: "add-hall",
        abstract: "Adds a data hall.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-hall DC1
              fiberplan add-hall DC1 --service-loop 3m --note "Building 4, ground floor"
            """))

    @Argument(help: "Its label: letters, digits and '_', such as DC1.") var label: String
    @Option(help: "Coil kept at each end of a trunk (default: 1m).", transform: LengthArgument.parse)
    var serviceLoop: Millimetres?
    @Option(help: "Slack added to a trunk's way in % (default: 5).") var slack: Int?
    @Option(help: "By how much a trunk may be longer than it needs in % (default: 25).") var overlength: Int?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [
            ("label", label), ("service_loop_mm", serviceLoop?.text), ("slack_pct", slack.map(String.init)),
            ("overlength_pct", overlength.map(String.init)),
        ] + remarks.values
    }
}

struct AddRack: AddCommand {
    static let kind = RecordKind.rack
    static let configuration = CommandConfiguration(
        commandName: "add-rack",
        abstract: "Adds a rack to a hall.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-rack DC1.C03
              fiberplan add-rack DC1.C03 --height-u 48 --x 4800mm --y 2.4m
            """))

    @Argument(help: "Its address, HALL.GRID, such as DC1.C03.") var address: String
    @Option(help: "Height in rack units (default: 42).") var heightU: Int?
    @Option(
        parsing: .unconditional, help: "Place in the hall, such as 4.8m or 4800mm.", transform: LengthArgument.parse)
    var x: Millimetres?
    @Option(
        parsing: .unconditional, help: "Place in the hall, such as 2.4m or 2400mm.", transform: LengthArgument.parse)
    var y: Millimetres?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [("address", address), ("height_u", heightU.map(String.init)), ("x_mm", x?.text), ("y_mm", y?.text)]
            + remarks.values
    }
}

struct AddPathway: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-pathway",
        abstract: "Adds a node or a segment of the pathways on which trunks run.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-pathway node N1 --hall DC1 --x 0m --y 0m --z 2.7m
              fiberplan add-pathway segment TR1 --a N1 --z N2 --length 6m --bend-radius 300mm
            """),
        subcommands: [AddNode.self, AddSegment.self])
}

struct AddNode: AddCommand {
    static let kind = RecordKind.node
    static let configuration = CommandConfiguration(
        commandName: "node", abstract: "Adds a node: where segments meet, or where one enters a rack.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-pathway node N1 --hall DC1 --x 0m --y 0m --z 2.7m --bend-radius 300mm
              fiberplan add-pathway node E-C03 --hall DC1 --kind rack-entry --rack DC1.C03 --x 4.8m --y 0m --z 2.4m
            """))

    @Argument(help: "Its label.") var label: String
    @Option(help: "The hall it is in.") var hall: String
    @Option(help: "junction, waterfall, sleeve or rack-entry (default: junction).") var kind: String?
    @Option(parsing: .unconditional, help: "Place, such as 4.8m or 4800mm.", transform: LengthArgument.parse)
    var x: Millimetres
    @Option(parsing: .unconditional, help: "Place, such as 2.4m or 2400mm.", transform: LengthArgument.parse)
    var y: Millimetres
    @Option(
        parsing: .unconditional, help: "Height above the floor, such as 2.7m, or -300mm below it.",
        transform: LengthArgument.parse)
    var z: Millimetres
    @Option(help: "The rack that is entered here, for kind rack-entry.") var rack: String?
    @Option(help: "top or bottom: where the rack is entered (default: top).") var entry: String?
    @Option(help: "Radius to which the fitting here holds a cable.", transform: LengthArgument.parse) var bendRadius:
        Millimetres?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [
            ("label", label), ("hall", hall), ("kind", kind), ("x_mm", x.text), ("y_mm", y.text), ("z_mm", z.text),
            ("rack", rack), ("entry", entry), ("bend_radius_mm", bendRadius?.text),
        ] + remarks.values
    }
}

struct AddSegment: AddCommand {
    static let kind = RecordKind.segment
    static let configuration = CommandConfiguration(
        commandName: "segment", abstract: "Adds a straight run of tray, ladder, conduit, drop or vertical manager.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-pathway segment TR1 --a N1 --z N2 --length 6m --width 300mm --depth 100mm
              fiberplan add-pathway segment DROP-C03 --a N4 --z E-C03 --kind drop --length 300mm --bend-radius 200mm
              fiberplan add-pathway segment TR2 --a N2 --z N3 --kind ladder --tags "zone-F1 wall-3" --plan-fill 30
            """))

    @Argument(help: "Its label.") var label: String
    @Option(help: "The node at its A end.") var a: String
    @Option(help: "The node at its Z end.") var z: String
    @Option(help: "tray, ladder, conduit, drop or vertical (default: tray).") var kind: String?
    @Option(help: "Measured length, such as 6m (default: from its nodes).", transform: LengthArgument.parse) var length:
        Millimetres?
    @Option(help: "Inner width, such as 300mm.", transform: LengthArgument.parse) var width: Millimetres?
    @Option(help: "Inner depth, such as 100mm.", transform: LengthArgument.parse) var depth: Millimetres?
    @Option(help: "Radius of the fittings by which it turns into its neighbours.", transform: LengthArgument.parse)
    var bendRadius: Millimetres?
    @Option(help: "Share of its cross-section that is planned for in % (default: 40).") var planFill: Int?
    @Option(help: "Share of its cross-section that is never passed in % (default: 50).") var hardFill: Int?
    @Option(help: "Trunk types or kinds of cable that may lie here (default: any).") var allowedCables: String?
    @Option(help: "What it shares its fate with, such as 'zone-F1 wall-3'.") var tags: String?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [
            ("label", label), ("a", a), ("z", z), ("kind", kind), ("length_mm", length?.text),
            ("width_mm", width?.text),
            ("depth_mm", depth?.text), ("bend_radius_mm", bendRadius?.text),
            ("plan_fill_pct", planFill.map(String.init)), ("hard_fill_pct", hardFill.map(String.init)),
            ("allowed_cables", allowedCables), ("tags", tags),
        ] + remarks.values
    }
}

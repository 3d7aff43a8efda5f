import ArgumentParser
import FiberModel

struct AddHall: AddCommand {
    static let kind = RecordKind.hall
    static let configuration = CommandConfiguration(
        abstract: "Adds a data hall.",
        discussion: """
            EXAMPLES
              fiberplan add-hall DC1
              fiberplan add-hall DC1 --note "Building 4, ground floor"
            """)

    @Argument(help: "Its label: letters, digits and '_', such as DC1.") var label: String
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] { [("label", label)] + remarks.values }
}

struct AddRack: AddCommand {
    static let kind = RecordKind.rack
    static let configuration = CommandConfiguration(
        abstract: "Adds a rack to a hall.",
        discussion: """
            EXAMPLES
              fiberplan add-rack DC1.C03
              fiberplan add-rack DC1.C03 --height-u 48 --x 4800mm --y 2.4m
            """)

    @Argument(help: "Its address, HALL.GRID, such as DC1.C03.") var address: String
    @Option(help: "Height in rack units (default: 42).") var heightU: Int?
    @Option(help: "Place in the hall, such as 4.8m or 4800mm.", transform: LengthArgument.parse) var x: LengthArgument?
    @Option(help: "Place in the hall, such as 2.4m or 2400mm.", transform: LengthArgument.parse) var y: LengthArgument?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [("address", address), ("height_u", heightU.map(String.init)), ("x_mm", x?.text), ("y_mm", y?.text)]
            + remarks.values
    }
}

struct AddPathway: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Adds a node or a segment of the pathways on which trunks run.",
        discussion: """
            EXAMPLES
              fiberplan add-pathway node N1 --hall DC1 --x 0m --y 0m --z 2.7m
              fiberplan add-pathway segment TR1 --a N1 --z N2 --length 6m --bend-radius 300mm
            """,
        subcommands: [AddNode.self, AddSegment.self])
}

struct AddNode: AddCommand {
    static let kind = RecordKind.node
    static let configuration = CommandConfiguration(
        commandName: "node", abstract: "Adds a node: where segments meet, or where one enters a rack.",
        discussion: """
            EXAMPLES
              fiberplan add-pathway node N1 --hall DC1 --x 0m --y 0m --z 2.7m --bend-radius 300mm
              fiberplan add-pathway node E-C03 --hall DC1 --kind rack-entry --rack DC1.C03 --x 4.8m --y 0m --z 2.4m
            """)

    @Argument(help: "Its label.") var label: String
    @Option(help: "The hall it is in.") var hall: String
    @Option(help: "junction, waterfall, sleeve or rack-entry (default: junction).") var kind: String?
    @Option(help: "Place, such as 4.8m or 4800mm.", transform: LengthArgument.parse) var x: LengthArgument
    @Option(help: "Place, such as 2.4m or 2400mm.", transform: LengthArgument.parse) var y: LengthArgument
    @Option(help: "Height above the floor, such as 2.7m.", transform: LengthArgument.parse) var z: LengthArgument
    @Option(help: "The rack that is entered here, for kind rack-entry.") var rack: String?
    @Option(help: "Radius to which the fitting here holds a cable.", transform: LengthArgument.parse) var bendRadius:
        LengthArgument?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [
            ("label", label), ("hall", hall), ("kind", kind), ("x_mm", x.text), ("y_mm", y.text), ("z_mm", z.text),
            ("rack", rack), ("bend_radius_mm", bendRadius?.text),
        ] + remarks.values
    }
}

struct AddSegment: AddCommand {
    static let kind = RecordKind.segment
    static let configuration = CommandConfiguration(
        commandName: "segment", abstract: "Adds a straight run of tray, ladder, conduit, drop or vertical manager.",
        discussion: """
            EXAMPLES
              fiberplan add-pathway segment TR1 --a N1 --z N2 --length 6m --width 300mm --depth 100mm
              fiberplan add-pathway segment DROP-C03 --a N4 --z E-C03 --kind drop --length 300mm --bend-radius 200mm
            """)

    @Argument(help: "Its label.") var label: String
    @Option(help: "The node at its A end.") var a: String
    @Option(help: "The node at its Z end.") var z: String
    @Option(help: "tray, ladder, conduit, drop or vertical (default: tray).") var kind: String?
    @Option(help: "Length, such as 6m or 6000mm.", transform: LengthArgument.parse) var length: LengthArgument?
    @Option(help: "Inner width, such as 300mm.", transform: LengthArgument.parse) var width: LengthArgument?
    @Option(help: "Inner depth, such as 100mm.", transform: LengthArgument.parse) var depth: LengthArgument?
    @Option(help: "Radius of the fittings by which it turns into its neighbours.", transform: LengthArgument.parse)
    var bendRadius: LengthArgument?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [
            ("label", label), ("a", a), ("z", z), ("kind", kind), ("length_mm", length?.text),
            ("width_mm", width?.text),
            ("depth_mm", depth?.text), ("bend_radius_mm", bendRadius?.text),
        ] + remarks.values
    }
}

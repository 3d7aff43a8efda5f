import ArgumentParser
import FiberModel

struct AddHall: AddCommand, ListedCommand {
    static let place = HelpPlace(.describe, 4)
    static let configuration = CommandConfiguration(
        commandName: "add-hall",
        abstract: "Adds a data hall.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-hall DC1
              fiberplan add-hall DC1 --service-loop 3m --note "Building 4, ground floor"
            """))

    @OptionGroup var fields: FieldOptions<Hall>
    @OptionGroup var write: WriteOptions
}

struct AddRack: AddCommand, ListedCommand {
    static let place = HelpPlace(.describe, 5)
    static let configuration = CommandConfiguration(
        commandName: "add-rack",
        abstract: "Adds a rack to a hall.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-rack DC1.C03
              fiberplan add-rack DC1.C03 --height-u 48 --x 4800mm --y 2.4m
            """))

    @OptionGroup var fields: FieldOptions<Rack>
    @OptionGroup var write: WriteOptions
}

struct AddPathway: ListedCommand {
    static let place = HelpPlace(.describe, 6)
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
    static let configuration = CommandConfiguration(
        commandName: "node", abstract: "Adds a node: where segments meet, or where one enters a rack.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-pathway node N1 --hall DC1 --x 0m --y 0m --z 2.7m --bend-radius 300mm
              fiberplan add-pathway node E-C03 --hall DC1 --kind rack-entry --rack DC1.C03 --x 4.8m --y 0m --z 2.4m
            """))

    @OptionGroup var fields: FieldOptions<PathwayNode>
    @OptionGroup var write: WriteOptions
}

struct AddSegment: AddCommand {
    static let configuration = CommandConfiguration(
        commandName: "segment", abstract: "Adds a straight run of tray, ladder, conduit, drop or vertical manager.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-pathway segment TR1 --a N1 --z N2 --length 6m --width 300mm --depth 100mm
              fiberplan add-pathway segment DROP-C03 --a N4 --z E-C03 --kind drop --length 300mm --bend-radius 200mm
              fiberplan add-pathway segment TR2 --a N2 --z N3 --kind ladder --tags "zone-F1 wall-3" --plan-fill 30
            """))

    @OptionGroup var fields: FieldOptions<PathwaySegment>
    @OptionGroup var write: WriteOptions
}

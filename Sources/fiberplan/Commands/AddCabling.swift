import ArgumentParser
import FiberModel

struct AddTrunk: AddCommand {
    static let kind = RecordKind.trunk
    static let configuration = CommandConfiguration(
        abstract: "Adds a trunk between the rears of two cassettes.",
        discussion: """
            EXAMPLES
              fiberplan add-trunk T0042 --a DC1.A01-40 --z DC1.B05-40
              fiberplan add-trunk T0042 --a DC1.A01-40:R1 --z DC1.B05-40:R1 --type MXC-64-FLIP \\
                --length 35m --route "DROP-A01 TR1 TR2 DROP-B05" --status installed
            """)

    @Argument(help: "Its label, such as T0042.") var label: String
    @Option(help: "The rear connector of its A end: UNIT, or UNIT:Rn.") var a: String
    @Option(help: "The rear connector of its Z end: UNIT, or UNIT:Rn.") var z: String
    @Option(help: "A trunk type of the catalogue (default: MXC-64-FLIP).") var type: String?
    @Option(help: "Length, such as 35m.", transform: LengthArgument.parse) var length: LengthArgument?
    @Option(help: "Segments in order from A to Z, separated by spaces.") var route: String?
    @Option(help: "planned, installed, tested or retired (default: planned).") var status: String?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [
            ("label", label), ("a", a), ("z", z), ("type", type), ("length_mm", length?.text), ("route", route),
            ("status", status),
        ] + remarks.values
    }
}

struct AddCord: AddCommand {
    static let kind = RecordKind.cord
    static let configuration = CommandConfiguration(
        abstract: "Adds a patch cord between two ports.",
        discussion: """
            EXAMPLES
              fiberplan add-cord C0001 --a DC1.A01-42:01 --z DC1.A01-40:01 --length 2m --colour yellow
              fiberplan add-cord C0002 --a DC1.A01-42:02 --type LC-AA-SM
            """)

    @Argument(help: "Its label, such as C0001.") var label: String
    @Option(help: "The port of its A end: UNIT:PORT.") var a: String
    @Option(help: "The port of its Z end; leave out while it hangs loose.") var z: String?
    @Option(help: "A cord type of the catalogue (default: LC-AB-SM).") var type: String?
    @Option(help: "Length, such as 2m.", transform: LengthArgument.parse) var length: LengthArgument?
    @Option(help: "Its colour.") var colour: String?
    @Option(help: "planned, installed, tested or retired (default: planned).") var status: String?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [
            ("label", label), ("a", a), ("z", z), ("type", type), ("length_mm", length?.text), ("colour", colour),
            ("status", status),
        ] + remarks.values
    }
}

struct AddLink: AddCommand {
    static let kind = RecordKind.link
    static let configuration = CommandConfiguration(
        abstract: "Adds a link: the wish for light between two device ports.",
        discussion: """
            Its way over cords, cassettes and trunks is found, never stored: see 'fiberplan trace'.

            EXAMPLES
              fiberplan add-link L0001 --a DC1.A01-42:01 --z DC1.B05-42:01
              fiberplan add-link L0002 --a DC1.A01-42:02 --z DC1.B05-42:02 --optic 100G-CWDM4 --fec on
            """)

    @Argument(help: "Its label, such as L0001.") var label: String
    @Option(help: "The device port of its A end: UNIT:PORT.") var a: String
    @Option(help: "The device port of its Z end: UNIT:PORT.") var z: String
    @Option(help: "An optic of the catalogue (default: 100G-CLR4).") var optic: String?
    @Option(help: "Whether forward error correction runs at both ends: on or off.") var fec: String?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [("label", label), ("a", a), ("z", z), ("optic", optic), ("fec", fec)] + remarks.values
    }
}

import ArgumentParser
import FiberModel

struct AddCassette: AddCommand {
    static let kind = RecordKind.cassette
    static let configuration = CommandConfiguration(
        commandName: "add-cassette",
        abstract: "Adds a fan-out cassette to a rack.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-cassette DC1.C03-14
              fiberplan add-cassette DC1.C03-14.2 --type MPO-12-LC-6 --label "panel 2"
            """))

    @Argument(help: "Where it stands: RACK-U, or RACK-U.SLOT where several share the U.") var address: String
    @Option(help: "A cassette type of the catalogue (default: MXC-64-LC-32).") var type: String?
    @Option(help: "A name to show.") var label: String?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] { [("address", address), ("type", type), ("label", label)] + remarks.values }
}

struct AddDevice: AddCommand {
    static let kind = RecordKind.device
    static let configuration = CommandConfiguration(
        commandName: "add-device",
        abstract: "Adds a switch or server with optical ports.",
        discussion: paragraphs(
            """
            A port that differs from the others is said with 'set': its connector or optic.

            EXAMPLES
              fiberplan add-device DC1.C03-42 --label leaf-07 --optic 100G-CLR4
              fiberplan add-device DC1.C03-36 --height-u 4 --ports 64 --label spine-1
              fiberplan set DC1.C03-42:31 optic=100G-LR4
            """))

    @Argument(help: "Where it stands, by its uppermost U: RACK-U.") var address: String
    @Option(help: "A name to show.") var label: String?
    @Option(help: "Rack units taken, downwards (default: 1).") var heightU: Int?
    @Option(help: "Number of optical ports (default: 32).") var ports: Int?
    @Option(help: "Connector of its ports (default: LC-duplex).") var connector: String?
    @Option(help: "Optic in its ports.") var optic: String?
    @OptionGroup var remarks: RemarkOptions
    @OptionGroup var write: WriteOptions

    var values: [(String, String?)] {
        [
            ("address", address), ("label", label), ("height_u", heightU.map(String.init)),
            ("ports", ports.map(String.init)), ("connector", connector), ("optic", optic),
        ] + remarks.values
    }
}

import ArgumentParser
import FiberModel

struct AddCassette: AddCommand, ListedCommand {
    static let place = HelpPlace(.describe, 7)
    static let configuration = CommandConfiguration(
        commandName: "add-cassette",
        abstract: "Adds a fan-out cassette to a rack.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan add-cassette DC1.C03-14
              fiberplan add-cassette DC1.C03-14.2 --type MPO-12-LC-6 --label "panel 2"
            """))

    @OptionGroup var fields: FieldOptions<Cassette>
    @OptionGroup var write: WriteOptions
}

struct AddDevice: AddCommand, ListedCommand {
    static let place = HelpPlace(.describe, 9)
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

    @OptionGroup var fields: FieldOptions<Device>
    @OptionGroup var write: WriteOptions
}

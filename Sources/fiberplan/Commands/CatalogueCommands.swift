import ArgumentParser
import FiberExchange
import FiberModel
import Platform

struct CatalogueCommand: ListedCommand {
    static let place = HelpPlace(.look, 8)
    static let configuration = CommandConfiguration(
        commandName: "catalogue", abstract: "Shows and extends the catalogue of fibres, connectors, cables and optics.",
        discussion: paragraphs(
            """
            Every figure has a source and says how sure it is: published, vendor, assumed or user.

            EXAMPLES
              fiberplan catalogue list
              fiberplan catalogue show trunk-type MXC-64-FLIP
              fiberplan catalogue add optic 100G-CLR4 --like 100G-CLR4 --set lossLimitWithFEC_mdB=5000 \\
                --source "data sheet of 2026"
            """),
        subcommands: [CatalogueList.self, CatalogueShow.self, CatalogueAdd.self])
}

extension CatalogueKind: ExpressibleByArgument {}
extension Trust: ExpressibleByArgument {}

struct CatalogueList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the rows of the catalogue; a row of your own hides a built-in one of its name.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan catalogue list
              fiberplan catalogue list optic --format json
            """))

    @Argument(help: "fibre-class, connector, colour-scheme, trunk-type, cassette-type, cord-type or optic.")
    var kind: CatalogueKind?
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let catalogue = try plant.open(.reading).catalogue()
        try format.show(CatalogueReport.list(catalogue, kind))
    }
}

struct CatalogueShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows a row of the catalogue with the source of every figure.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan catalogue show fibre-class G.657.B
              fiberplan catalogue show optic 100G-CLR4 --format json
            """))

    @Argument(help: "The kind of row.") var kind: CatalogueKind
    @Argument(help: "Its name.") var name: String
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let catalogue = try plant.open(.reading).catalogue()
        try format.show(CatalogueReport.show(try catalogue.row(kind, name).entry))
    }
}

struct CatalogueAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Adds a row of your own, or overrides a built-in one in this plant.",
        discussion: paragraphs(
            """
            The facts come from a JSON file (docs/formats.md), from standard input with '-', or from another row
            with --like, changed by --set. A figure that is set gets your --source and --trust;
            null makes one unknown.

            EXAMPLES
              fiberplan catalogue add optic 100G-CLR4 --like 100G-CLR4 --set lossLimitWithFEC_mdB=5000 \\
                --source "data sheet of 2026"
              fiberplan catalogue add trunk-type ACME-64 --like MXC-64-FLIP --set outerDiameter_um=7600 \\
                --source "ACME data sheet" --trust vendor
              fiberplan catalogue add cassette-type MY-CASSETTE --file cassette.json --source "own drawing"
            """))

    @Argument(help: "The kind of row.") var kind: CatalogueKind
    @Argument(help: "Its name.") var name: String
    @Option(help: "A file with its facts as a JSON object, or - for standard input.") var file: String?
    @Option(help: "The row of the same kind to begin from.") var like: String?
    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A fact to change (repeatable); parts of a key are joined by dots.", valueName: "key=value"))
    var changes: [String] = []
    @Option(help: "Where the figures come from.") var source: String
    @Option(help: "How sure they are: published, vendor, assumed or user.") var trust = Trust.user
    @OptionGroup var write: WriteOptions

    func validate() throws {
        guard (file == nil) != (like == nil) else {
            throw ValidationError("Give the facts with either --file or --like.")
        }
    }

    func run() throws {
        // Read to its end before the plant is held: it may come from a pipe.
        let given = try file.map(Self.read)
        let changes = try changes.map(assignment)
        let row = "\(kind.rawValue)/\(name)"
        let own = try write.transact { transaction throws(PlantError) in
            var body: String
            if let given { body = given } else { body = try transaction.catalogue().row(kind, like ?? "").entry.body }
            for change in changes {
                body = try CatalogueText.setting(
                    change.column, to: change.value, in: body, source: source, trust: trust)
            }
            let entry = Record(
                CatalogueEntry(kind: kind, name: name, source: source, trust: trust, body: body))
            let own = try transaction.recordIfAny(.catalogueEntry, row) != nil
            try transaction.apply(own ? .replace(name: row, with: entry) : .add(entry))
            return own
        }.value
        Console.say("\(write.dryRun ? "would have " : "")\(own ? "changed" : "added") \(kind.rawValue) \(name)")
    }

    private static func read(_ path: String) throws(PlantError) -> String {
        var source = path == "-" ? FileSource() : try FileSource(path: path)
        guard let bytes = try source.all(upTo: CatalogueItem.longestBody) else {
            throw PlantError(
                .badValue, "\(path): more than \(CatalogueItem.longestBody) bytes, expected a JSON object")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PlantError(.badValue, "\(path): no UTF-8 text, expected a JSON object")
        }
        return text
    }
}

extension Catalogue {
    /// The row of a kind and name.
    ///
    /// - Throws: ``PlantError`` with code `notFound` and the nearest name.
    func row(_ kind: CatalogueKind, _ name: String) throws(PlantError) -> (entry: CatalogueEntry, item: CatalogueItem) {
        let rows = rows(kind)
        if let row = rows.first(where: { $0.entry.name == name }) { return row }
        let near = nearestName(to: name, among: rows.map(\.entry.name))
        throw PlantError(
            .notFound, "the catalogue has no \(kind.rawValue) \(quoted(name))",
            hint: near.map { "did you mean '\($0)'?" } ?? "see 'fiberplan catalogue list \(kind.rawValue)'")
    }
}

import ArgumentParser
import FiberExchange
import FiberModel
import Foundation

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a new, empty plant with the built-in catalogue.",
        discussion: """
            EXAMPLES
              fiberplan init
              fiberplan init --plant dc1.sqlite
            """)

    @Flag(help: "Check that it can be made, make nothing.") var dryRun = false
    @OptionGroup var plant: PlantOptions

    func run() throws {
        if dryRun {
            try Store.checkFree(plant.path)
            return Console.say("would have made \(plant.path)")
        }
        try Store.create(at: plant.path).close()
        Console.say("made \(plant.path); next: fiberplan import DIR, or fiberplan add-hall DC1")
    }
}

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads a folder of CSVs, one a kind of thing, into the plant: all of it or nothing.",
        discussion: """
            The files are those that 'fiberplan export plant' writes (docs/formats.md). Every fault is printed
            with its file, line and column, and nothing is imported while there is one.

            EXAMPLES
              fiberplan import samples/two-row-hall
              fiberplan import cords.csv
              fiberplan import - --kind cords < cords.csv
              fiberplan import samples/two-row-hall --dry-run
            """)

    @Argument(help: "A folder, a file named after its kind, or - for standard input.") var source: String
    @Option(help: "What a single file or standard input holds, such as cords.") var kind: String?
    @OptionGroup var write: WriteOptions

    func run() throws {
        var reader = try files()
        let store = try write.plant.open(.writing)
        let bar = ProgressBar("importing")
        let report: ImportReport
        do throws(PlantError) {
            report = try reader.run(
                into: store, author: write.authorName, command: WriteOptions.commandLine, dryRun: write.dryRun,
                onProgress: bar.update)
        } catch {
            bar.finish()
            throw error
        }
        bar.finish()
        guard report.faults.isEmpty else {
            for fault in report.faults { Console.say(TerminalText.clean(fault.description)) }
            let known = report.faults.count { $0.code == .duplicate }
            if known > 4 {
                Console.say(
                    "note: \(known) objects exist already; an import adds and never changes: for the whole folder, make a new plant"
                )
            }
            let count = report.faults.count + report.furtherFaults
            let more = report.furtherFaults > 0 ? " (the first \(report.faults.count) are shown)" : ""
            Console.say("error: \(count) fault\(count == 1 ? "" : "s")\(more); nothing was imported")
            throw Failed.command
        }
        let parts = report.counts.filter { $0.rows > 0 }.map { "\($0.rows) \($0.rows == 1 ? $0.singular : $0.plural)" }
        Console.say(
            "\(write.dryRun ? "would have " : "")imported \(parts.isEmpty ? "nothing" : parts.joined(separator: ", "))")
    }

    private func files() throws -> PlantImport {
        if source == "-" {
            guard let kind else { throw ValidationError("Say what standard input holds, such as --kind cords.") }
            return PlantImport([.init(name: "-", schema: try Schemas.named(kind), source: FileSource())])
        }
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: source, isDirectory: &isFolder)
        guard exists else { throw PlantError(.notFound, "there is no file or folder \(quoted(source))") }
        if isFolder.boolValue {
            guard kind == nil else {
                throw ValidationError("--kind is for a single file; a folder's files are named after their kinds.")
            }
            return try PlantImport(folder: source)
        }
        let stem = URL(fileURLWithPath: source).deletingPathExtension().lastPathComponent
        guard let schema = try? Schemas.named(kind ?? stem) else {
            if let kind { _ = try Schemas.named(kind) }
            throw PlantError(
                .badValue, "\(quoted(source)): its name tells no kind of object",
                hint: "say what it holds, such as --kind cords")
        }
        return PlantImport([try PlantImport.file(source, schema)])
    }
}

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the plant as CSVs, or the patch sheet for installers.",
        discussion: """
            EXAMPLES
              fiberplan export plant plan/
              fiberplan export patch-sheet --rack DC1.C03 > sheet.csv
            """,
        subcommands: [ExportPlant.self, ExportPatchSheet.self])
}

struct ExportPlant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plant", abstract: "Writes the plant as a folder of CSVs that 'import' reads back.",
        discussion: """
            The same plant gives the same bytes, so the folder belongs in git.

            EXAMPLES
              fiberplan export plant plan/
            """)

    @Argument(help: "The folder; it is made where it does not exist.") var folder: String
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try plant.open(.reading)
        let written = try PlantExport.write(store, to: folder)
        let rows = written.reduce(0) { $0 + $1.rows }
        Console.say(
            "wrote \(rows) row\(rows == 1 ? "" : "s") in \(written.count) file\(written.count == 1 ? "" : "s") to \(folder)"
        )
    }
}

struct ExportPatchSheet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patch-sheet",
        abstract: "Writes one row a cord, in the order in which an installer walks the hall.",
        discussion: """
            Rows go by hall, row and rack, from the top down. Filters of different kinds narrow each other.

            EXAMPLES
              fiberplan export patch-sheet > sheet.csv
              fiberplan export patch-sheet --rack DC1.C03 --status planned --output sheet.csv
              fiberplan export patch-sheet --trunk T0042 --format table
            """)

    @Option(help: "Only cords with an end in this rack (repeatable).") var rack: [String] = []
    @Option(help: "Only cords with an end in this device or cassette (repeatable).") var device: [String] = []
    @Option(help: "Only cords on strands of this trunk (repeatable).") var trunk: [String] = []
    @Option(help: "Only cords that carry this link (repeatable).") var link: [String] = []
    @Option(help: "Only cords that are planned, installed, tested or retired (repeatable).") var status: [String] = []
    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.") var output: String?
    @Option(name: .shortAndLong, help: "How to print: csv, json or table.") var format = OutputFormat.csv
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let filter = try filter()
        let store = try plant.open(.reading)
        let bar = ProgressBar("loading")
        let sheet = PatchSheet(try store.snapshot(bar.update))
        bar.finish()
        let rows: Int
        if let output {
            let file = try AtomicFile(path: output)
            rows = try sheet.write(filter, format) { bytes throws(PlantError) in try file.write(bytes) }
            try file.commit()
        } else {
            rows = try sheet.write(filter, format, to: Console.write)
        }
        if rows == 0 {
            Console.say("no cord matches")
        } else if let output {
            Console.say("wrote \(rows) row\(rows == 1 ? "" : "s") to \(output)")
        }
    }

    private func filter() throws -> PatchSheet.Filter {
        var filter = PatchSheet.Filter()
        filter.racks = try rack.map { try RackAddress($0) }
        filter.units = try device.map { try UnitAddress($0) }
        filter.trunks = trunk
        filter.links = link
        filter.statuses = try status.map { text in
            guard let status = Status(rawValue: text) else {
                throw ValidationError(
                    "'\(text)' is no status: \(Status.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return status
        }
        return filter
    }
}

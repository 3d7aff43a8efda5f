import ArgumentParser
import FiberExchange
import FiberModel
import FiberStore
import Platform

struct Init: ListedCommand {
    static let place = HelpPlace(.describe, 1)
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a new, empty plant with the built-in catalogue.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan init
              fiberplan init --plant dc1.sqlite
            """))

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

struct Migrate: ListedCommand {
    static let place = HelpPlace(.describe, 2)
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings a plant of an older fiberplan up to date.",
        discussion: paragraphs(
            """
            Commands that write do the same before they write; commands that read leave the file as it is. All steps are
            one transaction. An older fiberplan cannot open the plant afterwards: keep a copy if you need one.

            EXAMPLES
              fiberplan migrate
              fiberplan migrate --dry-run --plant dc1.sqlite
            """))

    @Flag(help: "Tell the versions, change nothing.") var dryRun = false
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try Store.open(at: plant.path, for: dryRun ? .reading : .writing)
        let (found, current) = (store.foundVersion, Store.currentVersion)
        store.close()
        guard found < current else { return Console.say("\(plant.path) is up to date: schema version \(current)") }
        Console.say(
            "\(dryRun ? "would bring" : "brought") \(plant.path) from schema version \(found) to \(current)")
    }
}

struct Import: ListedCommand {
    static let place = HelpPlace(.describe, 3)
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Reads a folder of CSVs, one a kind of thing, into the plant: all of it or nothing.",
        discussion: paragraphs(
            """
            The files are those that 'fiberplan export plant' writes (docs/formats.md). Every fault is printed
            with its file, line and column, and nothing is imported while there is one.

            EXAMPLES
              fiberplan import samples/two-row-hall
              fiberplan import cords.csv
              fiberplan import - --kind cords < cords.csv
              fiberplan import samples/two-row-hall --dry-run
              fiberplan import trunks.csv --auto-route
            """))

    @Argument(help: "A folder, a file named after its kind, or - for standard input.") var source: String
    @Option(help: "What a single file or standard input holds, such as cords.") var kind: String?
    @Flag(help: "Find a route for every trunk that comes without one, and a length to order where none is stated.")
    var autoRoute = false
    @OptionGroup var write: WriteOptions

    func run() throws {
        var reader = try files()
        let store = try write.plant.open(.writing)
        let hooks = try write.plant.hooks()
        let bar = ProgressBar("importing")
        let report: ImportReport
        do throws(PlantError) {
            report = try reader.run(
                into: store, write.note, prepare: { pending throws(PlantError) in try hooks?.prepare(pending) },
                fillsRoutes: autoRoute, onProgress: bar.update)
        } catch {
            bar.finish()
            throw error
        }
        bar.finish()
        if report.change != nil { hooks?.done() }
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
            Console.say("error: \(counted(count, "fault"))\(more); nothing was imported")
            throw Failed.command
        }
        let parts = report.counts.filter { $0.rows > 0 }.map { "\($0.rows) \($0.rows == 1 ? $0.singular : $0.plural)" }
        Console.say(
            "\(write.dryRun ? "would have " : "")imported \(parts.isEmpty ? "nothing" : parts.joined(separator: ", "))")
        for remark in report.remarks { Console.say("note: \(remark)") }
        if autoRoute {
            Console.say(
                "\(write.dryRun ? "would have " : "")routed \(counted(report.routed, "trunk"))")
        }
    }

    private func files() throws -> PlantImport {
        if source == "-" {
            guard let kind else { throw ValidationError("Say what standard input holds, such as --kind cords.") }
            return PlantImport([.init(name: "-", schema: try Schema.named(kind), source: try FileSource().spooled())])
        }
        guard access(source, F_OK) == 0 else {
            throw PlantError(.notFound, "no such file or folder: \(quoted(source))")
        }
        if isFolder(source) {
            guard kind == nil else {
                throw ValidationError("--kind is for a single file; a folder's files are named after their kinds.")
            }
            return try PlantImport(folder: source)
        }
        let stem = URL(fileURLWithPath: source).deletingPathExtension().lastPathComponent
        guard let schema = try? Schema.named(kind ?? stem) else {
            if let kind { _ = try Schema.named(kind) }
            throw PlantError(
                .badValue, "\(quoted(source)): its name tells no kind of object",
                hint: "say what it holds, such as --kind cords")
        }
        return PlantImport([try PlantImport.file(source, schema)])
    }
}

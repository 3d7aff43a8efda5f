import ArgumentParser
import FiberExchange
import FiberModel
import Foundation

struct ImportResults: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads what a tester measured: a CSV with the columns that you name, or an OTDR trace (SOR).",
        discussion: """
            A measured loss is that between the front ports of the cassettes at both ends of a strand. A newer value
            replaces the one of the same strand and wavelength, and keeps its file, time and instrument. Of a CSV
            every row is read or none.

            Of a trace the loss is what the instrument states from end to end; --launch takes the launch fibre off
            its length.

            The fields are strand (or trunk and fibre), wavelength_nm, loss_db, length_m, measured_at, instrument;
            columns of these names need no map.

            EXAMPLES
              fiberplan import-results results.csv
              fiberplan import-results fluke.csv --map 'strand=Cable ID' --map 'loss_db=Loss (dB)' --set wavelength_nm=1310
              fiberplan import-results T0042-17.sor --strand T0042:17 --launch 150m
              fiberplan import-results unknown.sor --show --format json
            """)

    @Argument(help: "A CSV, a .sor file, or - for a CSV on standard input.") var file: String
    @Option(
        name: .customLong("map"),
        help: ArgumentHelp("Their column for our field (repeatable).", valueName: "field=column"))
    var columns: [String] = []
    @Option(name: .customLong("set"), help: ArgumentHelp("What no column says (repeatable).", valueName: "field=value"))
    var constants: [String] = []
    @Option(help: "The strand that a trace was made of; else its cable and fibre name it.") var strand: String?
    @Option(help: "Fibre between the instrument and the A end, such as 150m.", transform: LengthArgument.parse)
    var launch: LengthArgument?
    @Flag(help: "Only print what a trace says; nothing is kept, and no plant is needed.") var show = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var write: WriteOptions

    private var isTrace: Bool { file.lowercased().hasSuffix(".sor") }

    func validate() throws {
        if isTrace, !(columns + constants).isEmpty { throw ValidationError("--map and --set are for a CSV.") }
        if show, strand != nil || launch != nil {
            throw ValidationError("--show prints a trace by itself; leave out --strand and --launch.")
        }
        if !isTrace, strand != nil || launch != nil || show {
            throw ValidationError("--strand, --launch and --show are for a trace, a file that ends in .sor.")
        }
    }

    func run() throws { if isTrace { try readTrace() } else { try readTable() } }

    private func readTrace() throws {
        let trace = try SORTrace(path: file)
        guard !show else { return try SORReport(trace).write(format.format, to: Console.write) }
        let address = try strandOfTrace(trace)
        let name = URL(fileURLWithPath: file).lastPathComponent
        var measurement = try StrandMeasurement(trace, strand: address, file: name)
        if let launch, let length = measurement.length {
            measurement.length = Millimetres(max(0, length.rawValue - launch.millimetres))
        }
        let store = try write.plant.open(.writing)
        guard case .trunk(let trunk) = try store.record(.trunk, address.trunk) else { return }
        let outcome = try keep([(measurement, nil)], in: store)
        if let fault = outcome.faults.first { throw fault }
        let report = SORReport(trace, launch: Millimetres(launch?.millimetres ?? 0), trunk: trunk)
        try report.write(format.format, to: Console.write)
        say(outcome)
    }

    private func strandOfTrace(_ trace: SORTrace) throws(PlantError) -> StrandAddress {
        if let strand { return try StrandAddress(strand) }
        if let address = try? StrandAddress(trace.fibre) { return address }
        if let address = try? StrandAddress("\(trace.cable):\(trace.fibre)") { return address }
        throw PlantError(
            .badValue,
            "the trace names cable \(quoted(trace.cable)) and fibre \(quoted(trace.fibre)), which is no strand",
            hint: "say which with --strand T0042:17")
    }

    private func readTable() throws {
        var results = ResultImport()
        for text in columns { try results.map(text) }
        for text in constants { try results.set(text) }
        let source = file == "-" ? FileSource() : try FileSource(path: file)
        let (rows, faults) = try results.read(file == "-" ? "standard-input" : file, source)
        let store = try write.plant.open(.writing)
        // With faults in the text the rest is looked at all the same, so that all are told together.
        let outcome = try keep(rows.map { ($0, $1) }, in: store, isTrial: !faults.isEmpty)
        try refuse((faults + outcome.faults).sorted { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) })
        say(outcome)
    }

    /// Writes all or nothing.
    private func keep(_ rows: [(StrandMeasurement, SourcePlace?)], in store: Store, isTrial: Bool = false)
        throws(PlantError)
        -> ResultImport.Outcome
    {
        var outcome = ResultImport.Outcome()
        let undo = PlantError(.badValue, "the results have faults")
        do throws(PlantError) {
            var note = write.note
            note.dryRun = note.dryRun || isTrial
            try write.transact(store, note) { transaction throws(PlantError) in
                outcome = try ResultImport.write(rows, transaction)
                if !outcome.faults.isEmpty { throw undo }
            }
        } catch {
            guard error == undo else { throw error }
        }
        return outcome
    }

    private func refuse(_ faults: [PlantError]) throws {
        guard !faults.isEmpty else { return }
        for fault in faults { Console.say(fault.description) }
        Console.say("error: \(faults.count) fault\(faults.count == 1 ? "" : "s"); no result was kept")
        throw Failed.command
    }

    private func say(_ outcome: ResultImport.Outcome) {
        let sum = outcome.added + outcome.replaced
        Console.say(
            "\(write.dryRun ? "would have " : "")kept \(sum) measurement\(sum == 1 ? "" : "s"), \(outcome.replaced) of them in the place of an older one\(outcome.older > 0 ? "; \(outcome.older) older than what is kept were left" : "")"
        )
    }
}

import ArgumentParser
import FiberExchange
import FiberModel
import FiberStore
import Platform

struct ImportResults: ListedCommand {
    static let place = HelpPlace(.light, 4)
    static let configuration = CommandConfiguration(
        commandName: "import-results",
        abstract: "Reads what a tester measured: a CSV with the columns that you name, or an OTDR trace (SOR).",
        discussion: paragraphs(
            """
            A measured loss is that between the front ports of the cassettes at both ends of a strand. A newer value
            replaces the one of the same strand, wavelength and end, and keeps its file, time and instrument. Values
            from A and from Z stand beside each other; the greater loss counts. Of a CSV every row is read or none.

            Of a trace the loss is what the instrument states from end to end, and unknown where it states none;
            --launch takes the launch fibre off its length, once, where the instrument has not done so itself.

            The fields are strand (or trunk and fibre), wavelength_nm, loss_db, length_m, measured_at, instrument,
            end; columns of these names need no map. Dates may be 2026-11-26, 26.11.2026 or, with --date-order,
            11/26/2026; losses 0.42, 0,42 or 0.42 dB.

            EXAMPLES
              fiberplan import-results results.csv
              fiberplan import-results fluke.csv --map 'strand=Cable ID' --map 'loss_db=Loss (dB)' --set wavelength_nm=1310
              fiberplan import-results linkware.csv --map 'strand=Cable Label' --date-order mdy --set wavelength_nm=1310
              fiberplan import-results T0042-17.sor --strand T0042:17 --launch 150m
              fiberplan import-results unknown.sor --show --format json
            """))

    @Argument(help: "A CSV, a .sor file, or - for a CSV on standard input.") var file: String
    @Option(
        name: .customLong("map"),
        help: ArgumentHelp("Their column for our field (repeatable).", valueName: "field=column"))
    var columns: [String] = []
    @Option(name: .customLong("set"), help: ArgumentHelp("What no column says (repeatable).", valueName: "field=value"))
    var constants: [String] = []
    @Option(help: "How dates with slashes are written: mdy (11/26/2026) or dmy (26/11/2026).")
    var dateOrder: MeasuredTime.DateOrder?
    @Option(name: .customLong("end"), help: "The end of the trunk that the tester stood at for a trace: A or Z.")
    var fromEnd: End?
    @Option(help: "The strand that a trace was made of; else its cable and fibre name it.") var strand: String?
    @Option(help: "Fibre between the instrument and the A end, such as 150m.", transform: LengthArgument.parse)
    var launch: Millimetres?
    @Flag(help: "Only print what a trace says; nothing is kept, and no plant is needed.") var show = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var write: WriteOptions

    private var isTrace: Bool { file.lowercased().hasSuffix(".sor") }

    func validate() throws {
        if isTrace, !(columns + constants).isEmpty || dateOrder != nil {
            throw ValidationError("--map, --set and --date-order are for a CSV.")
        }
        let isNamed = strand != nil || launch != nil || fromEnd != nil
        if show, isNamed {
            throw ValidationError("--show prints a trace by itself; leave out --strand, --launch and --end.")
        }
        if !isTrace, isNamed || show {
            throw ValidationError("--strand, --launch, --end and --show are for a trace, a file that ends in .sor.")
        }
        if let launch, !(0...100_000_000).contains(launch.rawValue) {
            throw ValidationError("--launch is \(launch), expected 0 to 100 km.")
        }
    }

    func run() throws { if isTrace { try readTrace() } else { try readTable() } }

    private func readTrace() throws {
        let trace = try SORTrace(path: file)
        if show {
            try format.show(SORReport(trace).answer)
            return
        }
        let address = try strandOfTrace(trace)
        let name = URL(fileURLWithPath: file).lastPathComponent
        var measurement = try StrandMeasurement(trace, strand: address, file: name)
        measurement.end = fromEnd
        // What the instrument took off already is not taken off again.
        let rest = launch.map { max(0, $0.rawValue - trace.launch.rawValue) } ?? 0
        if let length = measurement.length {
            guard length.rawValue > rest else {
                throw PlantError(
                    .badValue,
                    "the launch fibre of \(Millimetres(rest)) is not shorter than the whole trace, \(length)",
                    hint: "see the trace with 'fiberplan import-results \(file) --show'")
            }
            measurement.length = Millimetres(length.rawValue - rest)
        }
        let store = try write.plant.open(.writing)
        guard let trunk = try store.record(.trunk, address.trunk).as(Trunk.self) else { return }
        let outcome = try keep([(measurement, nil)], in: store)
        if let fault = outcome.faults.first { throw fault }
        let report = SORReport(trace, launch: Millimetres(rest), trunk: trunk)
        try Console.afterKeeping(write) { () throws(PlantError) in try format.show(report.answer) }
        if launch != nil, trace.launch.rawValue > 0 {
            Console.say(
                "note: the instrument has taken \(trace.launch) of launch fibre off itself; that is not done twice")
        }
        if trace.totalLoss == nil {
            Console.say("note: the trace states no loss from end to end, so the loss is kept as unknown")
        }
        say(outcome)
    }

    private func strandOfTrace(_ trace: SORTrace) throws(PlantError) -> StrandAddress {
        if let strand { return try StrandAddress(strand) }
        if let address = try? StrandAddress(trace.fibre) { return address }
        if let address = try? StrandAddress("\(trace.cable):\(trace.fibre)") { return address }
        throw PlantError(
            .badValue,
            "the trace names cable \(quoted(trace.cable)) and fibre \(quoted(trace.fibre)), which is not a strand",
            hint: "say which with --strand T0042:17")
    }

    private func readTable() throws {
        var results = ResultImport()
        for text in columns { try results.map(text) }
        for text in constants { try results.set(text) }
        results.dateOrder = dateOrder
        let source = file == "-" ? FileSource() : try FileSource(path: file)
        let (rows, paired, faults) = try results.read(file == "-" ? "standard-input" : file, source)
        let store = try write.plant.open(.writing)
        // With faults in the text the rest is looked at all the same, so that all are told together.
        let outcome = try keep(rows.map { ($0, $1) }, in: store, isTrial: !faults.isEmpty)
        let all = faults + outcome.faults
        try refuse(all.sorted { a, z in (a.place?.line ?? 0) < (z.place?.line ?? 0) })
        say(outcome)
        if let first = paired.first {
            let others = paired.count > 1 ? " and \(paired.count - 1) more" : ""
            Console.say(
                "note: \(first)\(others) \(paired.count > 1 ? "stand" : "stands") twice: taken as measured from A, then from Z"
            )
        }
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
        Console.say("error: \(counted(faults.count, "fault")); no result was kept")
        throw Failed.command
    }

    private func say(_ outcome: ResultImport.Outcome) {
        let sum = outcome.added + outcome.replaced
        Console.say(
            "\(write.dryRun ? "would have " : "")kept \(counted(sum, "measurement")), \(outcome.replaced) of them in the place of an older one\(outcome.older > 0 ? "; \(outcome.older) older than what is kept were left" : "")"
        )
    }
}

extension MeasuredTime.DateOrder: ExpressibleByArgument {}
extension End: ExpressibleByArgument {}

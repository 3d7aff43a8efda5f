import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore

/// Where a sheet goes, and in which form.
struct SheetOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.") var output: String?
    @Option(
        name: .shortAndLong,
        help: "How to write it: csv, xlsx, html, json or table (default: as --output ends, else csv).")
    var format: OutputFormat?

    /// Writes an answer to where it is asked for.
    ///
    /// - Parameter none: what to say of one without rows.
    func write(none: String, _ answer: Answer) throws(PlantError) {
        let format = format ?? output.flatMap(OutputFormat.init(ofFile:)) ?? .csv
        let rows: Int
        let output = output == "-" ? nil : output
        if let output {
            let file = try AtomicFile(path: output)
            rows = try answer.write(format) { bytes throws(PlantError) in try file.write(bytes) }
            try file.commit()
        } else {
            rows = try Console.write(answer, format)
        }
        if rows == 0 {
            Console.say(none)
        } else if let output {
            Console.say("wrote \(counted(rows, "row")) to \(output)")
        }
    }
}

extension Status {
    /// Reads a status from the command line.
    init(argument text: String) throws {
        guard let status = Status(rawValue: text) else {
            throw ValidationError(
                "'\(text)' is not a status: \(Status.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        self = status
    }
}

struct Export: ListedCommand {
    static let place = HelpPlace(.issue, 2)
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the plant as CSVs, the sheets for installers, or what has to be bought.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan export plant plan/
              fiberplan export patch-sheet --rack DC1.C03 > sheet.csv
              fiberplan export pull-sheet --status planned > pulls.csv
              fiberplan export work-pack WO-0001 -o pack.html
              fiberplan export bill-of-materials --spares 5
            """),
        subcommands: [
            ExportPlant.self, ExportPatchSheet.self, ExportPullSheet.self, ExportLabels.self, ExportWorkPack.self,
            ExportBillOfMaterials.self,
        ])
}

struct ExportPlant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plant", abstract: "Writes the plant as a folder of CSVs that 'import' reads back.",
        discussion: paragraphs(
            """
            The same plant gives the same bytes, so the folder belongs in git.

            EXAMPLES
              fiberplan export plant plan/
            """))

    @Argument(help: "The folder; it is made where it does not exist.") var folder: String
    @OptionGroup var plant: PlantOptions

    func run() throws {
        guard !folder.isEmpty else { throw ValidationError("The name of the folder is empty.") }
        let store = try plant.open(.reading)
        let written = try PlantExport.write(store, to: folder)
        let rows = written.reduce(0) { $0 + $1.rows }
        Console.say(
            "wrote \(counted(rows, "row")) in \(counted(written.count, "file")) to \(folder)"
        )
    }
}

struct ExportPatchSheet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patch-sheet",
        abstract: "Writes one row per cord, in the order in which an installer walks the hall.",
        discussion: paragraphs(
            """
            Rows go by hall, row and rack, from the top down. Filters of different kinds narrow each other.

            EXAMPLES
              fiberplan export patch-sheet > sheet.csv
              fiberplan export patch-sheet --rack DC1.C03 --status planned --output sheet.csv
              fiberplan export patch-sheet --trunk T0042 --format table
              fiberplan export patch-sheet --work-order WO-0001 --output sheet.csv
            """))

    @Option(help: "Only cords with an end in this rack (repeatable).") var rack: [String] = []
    @Option(help: "Only cords with an end in this device or cassette (repeatable).") var device: [String] = []
    @Option(help: "Only cords on strands of this trunk (repeatable).") var trunk: [String] = []
    @Option(help: "Only cords that carry this link (repeatable).") var link: [String] = []
    @Option(help: "Only cords that are planned, installed, tested or retired (repeatable).") var status: [String] = []
    @Option(help: "Only what this work order still asks for: removals first, with what may be measured.")
    var workOrder: String?
    @OptionGroup var sheet: SheetOptions
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        if workOrder != nil, !(rack + device + trunk + link + status).isEmpty {
            throw ValidationError("A sheet of a work order has no other filters.")
        }
    }

    func run() throws {
        let store = try plant.open(.reading)
        let filter = try filter(store)
        if let workOrder {
            let report = try WorkOrderSheet(workOrder, store)
            return try sheet.write(none: "no cord of \(workOrder) is open", report.patches)
        }
        let bar = ProgressBar("loading")
        let report = PatchSheet(try store.snapshot(bar.update))
        bar.finish()
        try sheet.write(none: "no cord matches", try report.answer(filter))
    }

    private func filter(_ store: Store) throws -> PatchSheet.Filter {
        var filter = PatchSheet.Filter()
        filter.racks = try rack.map { try store.place($0) { name throws(PlantError) in try RackAddress(name) } }
        filter.units = try device.map { try store.place($0) { name throws(PlantError) in try UnitAddress(name) } }
        filter.trunks = trunk
        filter.links = link
        filter.statuses = try status.map(Status.init(argument:))
        return filter
    }
}

struct ExportPullSheet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull-sheet",
        abstract: "Writes one row per trunk: its way, its length, and what it may go through while it is pulled.",
        discussion: paragraphs(
            """
            The longest pulls come first. FILL_AFTER_PCT is that of the fullest segment of the way once the trunk
            lies there, with everything installed and the pulls before it. Tension is told where the type
            states a weight.

            EXAMPLES
              fiberplan export pull-sheet > pulls.csv
              fiberplan export pull-sheet --rack DC1.C03 --status planned --output pulls.csv
              fiberplan export pull-sheet --trunk T0042 --format json
              fiberplan export pull-sheet --work-order WO-0001 --output pulls.csv
            """))

    @Option(help: "Only trunks with an end in this rack (repeatable).") var rack: [String] = []
    @Option(help: "Only this trunk (repeatable).") var trunk: [String] = []
    @Option(help: "Only trunks that are planned, installed, tested or retired (repeatable).") var status: [String] = []
    @Option(help: "Only what this work order still asks for: removals first, with what may be measured.")
    var workOrder: String?
    @OptionGroup var sheet: SheetOptions
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        if workOrder != nil, !(rack + trunk + status).isEmpty {
            throw ValidationError("A sheet of a work order has no other filters.")
        }
    }

    func run() throws {
        if let workOrder {
            let report = try WorkOrderSheet(workOrder, try plant.open(.reading))
            return try sheet.write(none: "no trunk of \(workOrder) is open", report.pulls)
        }
        let store = try plant.open(.reading)
        var filter = PullSheet.Filter()
        filter.racks = try rack.map { try store.place($0) { name throws(PlantError) in try RackAddress(name) } }
        filter.trunks = trunk
        filter.statuses = try status.map(Status.init(argument:))
        let report = PullSheet(try store.snapshot(of: .pathways))
        try sheet.write(none: "no trunk matches", try report.answer(filter))
    }
}

struct ExportBillOfMaterials: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bill-of-materials",
        abstract: "Writes what has to be bought: trunks, cassettes and cords by type, length and colour.",
        discussion: paragraphs(
            """
            Lengths are those that are stated, cords rounded up to a stock length; a trunk without one counts
            with what its route asks for. Retired trunks and cords are left out.

            EXAMPLES
              fiberplan export bill-of-materials --format table
              fiberplan export bill-of-materials --status planned --spares 10 --output order.csv
            """))

    @Option(help: "Spares in % of each line, rounded up to whole pieces.") var spares = 0
    @Option(help: "Only trunks and cords that are planned, installed, tested or retired (repeatable).")
    var status: [String] = []
    @OptionGroup var sheet: SheetOptions
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        guard (0...1000).contains(spares) else { throw ValidationError("--spares is \(spares), expected 0 to 1000.") }
    }

    func run() throws {
        let statuses = try status.map(Status.init(argument:))
        let report = BillOfMaterials(try plant.open(.reading).snapshot(), statuses: statuses)
        try sheet.write(none: "nothing to buy", report.answer(spares: Percent(spares)))
    }
}

struct ExportLabels: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labels",
        abstract: "Writes what a label printer is fed: two labels a cord and a trunk, near end first.",
        discussion: paragraphs(
            """
            --qr adds a column with the text of a QR code. What stands in braces is put in: {object}, {kind}, {end},
            {near}, {far}, {near_name}, {far_name}, {text}.

            EXAMPLES
              fiberplan export labels --work-order WO-0001 > labels.csv
              fiberplan export labels --status planned --qr 'https://plant.example/{object}?end={end}'
            """))

    @Option(help: "Only what this work order puts in.") var workOrder: String?
    @Option(help: "Only this cord (repeatable).") var cord: [String] = []
    @Option(help: "Only this trunk (repeatable).") var trunk: [String] = []
    @Option(help: "Only what is planned, installed, tested or retired (repeatable).") var status: [String] = []
    @Option(help: ArgumentHelp("Add a column qr with this text.", valueName: "template")) var qr: String?
    @OptionGroup var sheet: SheetOptions
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        if workOrder != nil, !(cord + trunk).isEmpty {
            throw ValidationError("--work-order and --cord or --trunk exclude each other.")
        }
    }

    func run() throws {
        var filter = LabelSheet.Filter()
        filter.workOrder = workOrder
        filter.cords = cord
        filter.trunks = trunk
        filter.statuses = try status.map(Status.init(argument:))
        let labels = try LabelSheet(try plant.open(.reading), filter, payload: qr)
        try sheet.write(none: "no label", labels.answer)
    }
}

struct ExportWorkPack: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work-pack",
        abstract: "Writes what a crew takes into the hall for a work order.",
        discussion: paragraphs(
            """
            As .html it is a page to print, on A4 or Letter, one rack a sheet: a sketch of the rack with the ports to touch,
            what to do there with boxes to tick, the way of every pull, what the tester may read, labels with QR codes, and
            a record to fill in. As .xlsx it has the same as sheets; 'sign-off' reads the filled-in workbook back.

            --qr is the text of the codes; what stands in braces is put in, as for 'export labels'.

            EXAMPLES
              fiberplan export work-pack WO-0001 -o pack.html
              fiberplan export work-pack WO-0001 -o pack.xlsx
              fiberplan export work-pack WO-0001 -o pack.html --qr 'https://plant.example/{object}'
            """))

    @Argument(help: "A work order with open tasks.") var order: String
    @Option(name: .shortAndLong, help: "Write to this file, .html or .xlsx.") var output: String
    @Option(help: ArgumentHelp("The text of the QR code of a label.", valueName: "template"))
    var qr = "{object}:{end}"
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        guard let format = OutputFormat(ofFile: output), [.html, .xlsx].contains(format) else {
            throw ValidationError("A work pack is written as .html or .xlsx, and \(quoted(output)) ends otherwise.")
        }
    }

    func run() throws {
        let pack = try WorkPack(order, try plant.open(.reading), payload: qr)
        let file = try AtomicFile(path: output)
        if OutputFormat(ofFile: output) == .xlsx {
            try pack.workbook { bytes throws(PlantError) in try file.write(bytes) }
        } else {
            try file.write(try pack.page())
        }
        try file.commit()
        Console.say("wrote the work pack of \(order) to \(output)")
    }
}

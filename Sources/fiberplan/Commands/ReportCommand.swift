import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore

struct ReportCommand: ListedCommand {
    static let place = HelpPlace(.issue, 5)
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes the whole plant as one page that opens without a network.",
        discussion: paragraphs(
            """
            The page has the counts, what is in use, findings, margins, fill and capacity; a search over every label, name
            and note; drawings that lead from the hall to racks, modules, cables and links; and the open work orders with
            boxes to tick, whose sheet 'sign-off' reads. It needs a browser of 2023 or later and nothing else.

            EXAMPLES
              fiberplan report -o report.html
              fiberplan report --today 2026-12-04 -o report.html
            """))

    @Option(name: .shortAndLong, help: "Write to this file.") var output: String
    @Option(help: "The day on which waivers expire (default: today, UTC).") var today: String?
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let options = ValidationOptions(today: try today.map { try Day($0) } ?? Validate.todayUTC())
        let store = try plant.open(.reading)
        let bar = ProgressBar("putting it together")
        let report = try PlantReport(store, options, bar.update)
        bar.finish()
        let file = try AtomicFile(path: output)
        var size = 0
        try report.page(.file) { bytes throws(PlantError) in
            size += bytes.count
            try file.write(bytes)
        }
        try file.commit()
        Console.say("wrote the report to \(output), \(decimal(thousandths: (size + 999) / 1000)) MB")
    }
}

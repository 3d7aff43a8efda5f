import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Platform

struct List: ListedCommand {
    static let place = HelpPlace(.look, 1)
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the objects of a kind.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan list trunks
              fiberplan list cords --where status=planned --format csv
              fiberplan list links --format json
            """))

    @Argument(help: KindArgument.help(plural: true), completion: .list(KindArgument.names(plural: true)))
    var kind: String
    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("Only those whose column has this value (repeatable).", valueName: "column=value"))
    var conditions: [String] = []
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let schema = try Schema.named(kind)
        let columns = schema.columns
        let conditions = try conditions.map(assignment).map { name, value in
            let index = try schema.index(of: name)
            if let choices = columns[index].choices, !value.isEmpty, !choices.contains(value) {
                throw PlantError(
                    .badValue, "\(quoted(value)) is none of \(choices.joined(separator: ", "))",
                    hint: nearestName(to: value, among: choices).map { "did you mean '\($0)'?" }, field: name)
            }
            return (index, value)
        }
        let store = try plant.open(.reading)
        // A table is for reading: metadata and catalogue bodies are long and shown by 'show'.
        let shown = columns.map { column in
            Answer.Heading(
                column.name, for: column.type.isMetadata || column.name == "body" ? [.sheets, .programs] : .everyone,
                tones: column.name == "status" ? ["planned": .warning, "retired": .muted] : [:])
        }
        let answer = Answer(shown) { add throws(PlantError) in
            try store.forEachRecord(schema.kind) { record throws(PlantError) in
                let cells = schema.cells(of: record)
                guard conditions.allSatisfy({ cells[$0.0] == $0.1 }) else { return }
                try add(zip(columns, cells).map { DataValue(cell: $1, $0) })
            }
        }
        let rows = try format.show(answer)
        if rows == 0 { Console.say("no \(schema.kind.plural)\(conditions.isEmpty ? "" : " match")") }
    }
}

struct Show: ListedCommand {
    static let place = HelpPlace(.look, 2)
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one object, and what stands in it or is plugged into it.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan show T0042
              fiberplan show DC1.C03
              fiberplan show DC1.C03-14 --format json
              fiberplan show T0042 --at 2026-11-25
            """))

    @Argument(help: "An address or label.") var object: String
    @Option(help: "The kind of object, where a label means several.") var kind: String?
    @Option(
        help: ArgumentHelp(
            "As it was at a moment: a day (its end), a time in UTC, or after a change.", valueName: "moment"))
    var at: String?
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try plant.open(.reading)
        if let at { return try showPast(store, try Moment(at)) }
        let object = try store.canonical(object)
        let record = try store.onlyRecord(named: object, kind: kind) ?? port(object)
        let report = try store.withKeyedPlant { plant throws(PlantError) in try RecordReport(record, on: plant) }
        try format.show(report.answer)
    }

    private func showPast(_ store: Store, _ moment: Moment) throws {
        var found = try store.records(named: object, at: moment)
        if let kind {
            let wanted = try Schema.named(kind).kind
            found = found.filter { $0.kind == wanted }
        }
        guard let record = found.first else {
            throw PlantError(
                .notFound, "there was no \(quoted(object)) at \(quoted(at ?? ""))",
                hint: "see 'fiberplan history \(object)'")
        }
        guard found.count == 1 else {
            throw PlantError(
                .badValue,
                "\(object) was the name of several objects: \(found.map(\.kind.rawValue).joined(separator: ", "))",
                hint: "say which with --kind")
        }
        try format.show(RecordReport(record).answer)
    }

    /// A port of which nothing is said has no row; it is what its unit says, and what is plugged into it.
    private func port(_ object: String) throws(PlantError) -> Record {
        var port = DevicePort()
        port.address = try PortAddress(front: object)
        return Record(port)
    }
}

struct Trace: ListedCommand {
    static let place = HelpPlace(.look, 3)
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Follows the fibres of a port, strand, link, cable or unit, hop by hop.",
        discussion: paragraphs(
            """
            Works on dark fibre as well. A link or cord is followed from its A end. For a link the lanes are shown
            with their strands.

            EXAMPLES
              fiberplan trace DC1.C03-42:04
              fiberplan trace leaf-07:Ethernet5/1
              fiberplan trace DC1.C03-14:04
              fiberplan trace T0042:17
              fiberplan trace L0001 --format json
              fiberplan trace L0001 --loss
              fiberplan trace leaf-07
            """))

    @Argument(help: "A port, strand, link, cord, trunk or unit; by its address or by the names on it.") var address:
        String
    @Flag(help: "Show what each part of the weakest lane loses, with its trays, distance and sum.") var loss = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try plant.open(.reading)
        let answer = try store.withKeyedPlant { plant throws(PlantError) in
            let report = try TraceReport(address, on: plant)
            return loss ? try LossTrace(report, on: plant).answer : report.answer
        }
        try format.show(answer)
    }
}

struct Stats: ListedCommand {
    static let place = HelpPlace(.look, 5)
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Counts what is in the plant, and how much of it is in use.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan stats
              fiberplan stats --format json
            """))

    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try plant.open(.reading)
        let counts = try store.counts()
        let bar = ProgressBar("loading")
        let usage = PlantUsage(try store.snapshot(bar.update))
        bar.finish()
        let answer = Answer(["what", "count"]) { add throws(PlantError) in
            for (kind, count) in counts {
                let name =
                    switch kind {
                    case .catalogueEntry: "catalogue rows of your own"
                    case .devicePort: "ports that differ from their device"
                    case .strand: "strands with a note"
                    default: kind.plural
                    }
                try add([.word(name), .int(count)])
            }
            for (name, count) in usage.rows { try add([.word(name), .int(count)]) }
        }
        try format.show(answer)
    }
}

import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Platform

extension Severity: ExpressibleByArgument {}

extension FindingFormat: ExpressibleByArgument {}

/// From which severity on a validation fails.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warning, info, never

    var severity: Severity? { Severity(rawValue: rawValue) }
}

struct Validate: ListedCommand {
    static let place = HelpPlace(.check, 1)
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Finds what is wrong with the plant, or with a folder of CSVs; fails where there is an error.",
        discussion: paragraphs(
            """
            Of a folder, as 'fiberplan export plant' writes it, findings tell the file and line; no plant is made.
            The formats sarif, junit and github are for code hosts and build servers.

            EXAMPLES
              fiberplan validate
              fiberplan validate --only BND,STR --format json
              fiberplan validate --severity info --each
              fiberplan validate --ignore LIM001 --today 2027-01-01
              fiberplan validate plan/ --fail-on warning --format github
              fiberplan validate plan/ --output findings.sarif
            """))

    @Argument(help: "A folder of CSVs to validate in the place of the plant.") var folder: String?
    @Option(help: "Only rules whose codes begin so, separated by commas: BND or BND001.") var only: String?
    @Option(help: "Leave out rules whose codes begin so, separated by commas.") var ignore: String?
    @Option(help: "The least severity to report: error, warning or info.") var severity = Severity.warning
    @Option(help: "The least severity that makes it fail (exit code 1): error, warning, info or never.")
    var failOn = FailOn.error
    @Option(help: "The loss margin in dB under which a budget is thin (default: 0.5).") var margin: String?
    @Option(help: "The day on which waivers are judged, YYYY-MM-DD (default: today, UTC).") var today: String?
    @Flag(help: "Tell each finding by itself; a table else tells more than four that are alike as one.") var each =
        false
    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.") var output: String?
    @Option(
        name: .shortAndLong,
        help:
            "How to write it: table, csv, json, html, xlsx, sarif, junit or github (default: as --output ends, else table)."
    )
    var format: FindingFormat?
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        if folder != nil, plant.file != nil { throw ValidationError("Name a folder or --plant, not both.") }
        if folder == "" { throw ValidationError("The name of the folder is empty.") }
    }

    func run() throws {
        var options = ValidationOptions(today: try today.map { try Day($0) } ?? Self.todayUTC())
        options.only = try codes(only)
        options.ignore = try codes(ignore)
        options.severity = min(severity, failOn.severity ?? severity)
        if let margin { options.margin = try DecibelArgument.margin(margin) }
        if folder == nil, let hooks = try plant.hooks() {
            var isBad = false
            try hooks.validating {
                let report = try report(options)
                isBad = fails(report)
                return report.json
            }
            if isBad { throw Failed.validation }
            return
        }
        if fails(try report(options)) { throw Failed.validation }
    }

    private func fails(_ report: FindingReport) -> Bool {
        !report.isRead || failOn.severity.map { report.has(atLeast: $0) } ?? false
    }

    /// Validates, and writes what was found.
    private func report(_ options: ValidationOptions) throws -> FindingReport {
        let bar = ProgressBar("validating")
        let colour = Console.isColoured && output == nil && (format ?? .table) == .table
        let report: FindingReport
        if let folder {
            report = try self.report(ofFolder: folder, options, bar, colour)
        } else {
            let plant = try plant.open(.reading).snapshot { bar.update($0 * 0.7) }
            report = FindingReport(findings(plant, options, bar), colour: colour, isGrouped: !each)
        }
        bar.finish()
        let format = format ?? output.flatMap(FindingFormat.init(ofFile:)) ?? .table
        let context = FindingContext(
            version: Fiberplan.version, source: folder ?? plant.path, rules: Rules.all.filter(options.runs),
            failing: failOn.severity)
        if let output {
            let file = try AtomicFile(path: output)
            try report.write(format, context) { bytes throws(PlantError) in try file.write(bytes) }
            try file.commit()
        } else {
            try Console.checkIsForTerminal(format.rawValue)
            switch format {
            case .table:
                try Console.paged { sink throws(PlantError) in try report.write(format, context, to: sink) }
            case .xlsx: try report.write(format, context, to: Console.writeAsIs)
            default: try report.write(format, context, to: Console.write)
            }
        }
        Console.say(report.summary + (output.map { "; written to \($0)" } ?? ""))
        return report
    }

    private func report(
        ofFolder folder: String, _ options: ValidationOptions, _ bar: ProgressBar, _ colour: Bool
    ) throws -> FindingReport {
        let store = try Store.inMemory()
        var files = try PlantImport(folder: folder)
        let note = ChangeMetadata(author: "validate", command: "validate")
        let read = try files.run(into: store, note, keepsPlaces: true) { bar.update($0 * 0.7) }
        guard read.faults.isEmpty else {
            return FindingReport(
                ValidationResult(), faults: read.faults, furtherFaults: read.furtherFaults, colour: colour)
        }
        return FindingReport(
            findings(try store.snapshot(), options, bar), places: read.places, colour: colour, isGrouped: !each)
    }

    private func findings(_ plant: Plant, _ options: ValidationOptions, _ bar: ProgressBar) -> ValidationResult {
        Validator.validate(plant, options) { bar.update(0.7 + $0 * 0.3) }
    }

    static func todayUTC() -> Day { Day(secondsSince1970: Int(Date().timeIntervalSince1970)) }

    private func codes(_ text: String?) throws -> [String] {
        let codes = (text ?? "").split(separator: ",").map { $0.trimmed.uppercased() }
        for code in codes where !Rules.all.contains(where: { $0.code.hasPrefix(code) }) {
            let near = nearestName(to: code, among: Rules.all.map(\.code))
            let hint = near.map { "Did you mean '\($0)'?" } ?? "'fiberplan explain' lists them."
            throw ValidationError("No such rule: '\(code)'. \(hint)")
        }
        return codes
    }
}

struct Explain: ListedCommand {
    static let place = HelpPlace(.check, 2)
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tells what a rule checks and why, with an example that breaks it; lists the rules without a code.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan explain BND002
              fiberplan explain
              fiberplan explain --format json
            """))

    @Argument(help: "The code of a rule, such as BND002.") var code: String?
    @Flag(help: ArgumentHelp("Print docs/rules.md.", visibility: .hidden)) var markdown = false
    @OptionGroup var format: FormatOptions

    func run() throws {
        if markdown { return try Console.write(Array(RuleText.markdown.utf8)) }
        guard let code else { return try list() }
        let family = Rules.all.filter { $0.code.hasPrefix(code.uppercased()) }
        if family.count > 1 { return try list(family) }
        guard let rule = Rules.rule(code) else {
            let near = nearestName(to: code, among: Rules.all.map(\.code))
            throw PlantError(
                .notFound, "no such rule: \(quoted(code))",
                hint: near.map { "did you mean '\($0)'?" } ?? "'fiberplan explain' lists them")
        }
        try list([rule], text: RuleText.explanation(of: rule))
    }

    /// - Parameter text: what people read in the place of the list.
    private func list(_ rules: [any DocumentedRule] = Rules.all, text: String? = nil) throws {
        let columns = ["code", "name", "severity", "summary"].map { Answer.Heading($0) }
        let why = Answer.Heading("why", for: [.sheets, .programs])
        let answer = Answer(columns + [why]) { add throws(PlantError) in
            for rule in rules {
                try add([
                    .word(rule.code), .word(rule.name), .word(rule.severity.rawValue), .text(rule.summary),
                    .text(rule.why),
                ])
            }
        }
        try format.show(text.map { text in answer.reading { page throws(PlantError) in try page.raw(text) } } ?? answer)
    }
}

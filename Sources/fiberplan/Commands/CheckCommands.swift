import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import Platform

extension Severity: ExpressibleByArgument {}

struct Validate: ListedCommand {
    static let place = HelpPlace(.check, 1)
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Finds what is wrong with the plant; fails where there is an error.",
        discussion: paragraphs(
            """
            EXAMPLES
              fiberplan validate
              fiberplan validate --only BND,STR --format json
              fiberplan validate --severity info
              fiberplan validate --ignore LIM001 --today 2027-01-01
            """))

    @Option(help: "Only rules whose codes begin so, separated by commas: BND or BND001.") var only: String?
    @Option(help: "Leave out rules whose codes begin so, separated by commas.") var ignore: String?
    @Option(help: "The least severity to report: error, warning or info.") var severity = Severity.warning
    @Option(help: "The loss margin in dB under which a budget is thin (default: 0.5).") var margin: String?
    @Option(help: "The day on which waivers are judged, YYYY-MM-DD (default: today, UTC).") var today: String?
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        var options = ValidationOptions(today: try today.map { try Day($0) } ?? Self.todayUTC())
        options.only = try codes(only)
        options.ignore = try codes(ignore)
        options.severity = severity
        if let margin { options.margin = try DecibelArgument.margin(margin) }
        if let hooks = try self.plant.hooks() {
            var result: ValidationResult?
            try hooks.validating {
                let found = try validate(options)
                result = found
                return FindingReport(found, colour: false).json
            }
            if result?.hasErrors == true { throw Failed.validation }
            return
        }
        if try validate(options).hasErrors { throw Failed.validation }
    }

    private func validate(_ options: ValidationOptions) throws -> ValidationResult {
        let store = try plant.open(.reading)
        let bar = ProgressBar("validating")
        let plant = try store.snapshot { bar.update($0 * 0.7) }
        let result = Validator.validate(plant, options) { bar.update(0.7 + $0 * 0.3) }
        bar.finish()
        let report = FindingReport(result, colour: Console.isColoured)
        // A report in colour is clean already.
        let isClean = Console.isColoured && format.format == .table
        try report.answer.write(format.format) { bytes throws(PlantError) in
            if isClean { try Console.writeAsIs(bytes) } else { try Console.write(bytes) }
        }
        Console.say(report.summary)
        return result
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

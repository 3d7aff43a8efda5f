import FiberModel

/// Which rules run and what of their findings is kept.
public struct ValidationOptions: Sendable {
    /// Codes or their beginnings (`BND`, `BND001`); empty is all.
    public var only: [String] = []
    public var ignore: [String] = []
    /// The least severity that is kept.
    public var severity = Severity.warning
    /// `YYYY-MM-DD`: waivers that end before it do not hold.
    public var today: String
    /// Under this margin a loss budget is reported as thin.
    public var margin = Survey.defaultMargin

    /// - Parameter today: the day on which waivers are judged, `YYYY-MM-DD`. There is no default: a waiver that has ended
    ///   must not hide anything from anybody.
    public init(today: String) { self.today = today }
}

/// What validation found.
public struct ValidationResult: Sendable {
    /// Severest first.
    public var findings: [Finding] = []
    /// Findings that a waiver in force accepts.
    public var waived: [(finding: Finding, waiver: Waiver)] = []

    public var hasErrors: Bool { findings.contains { $0.severity == .error } }
    public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}

extension ValidationOptions {
    func runs(_ code: String) -> Bool {
        (only.isEmpty || only.contains { code.hasPrefix($0) }) && !ignore.contains { code.hasPrefix($0) }
    }
}

public enum Validator {
    /// Runs those of `rules` that the options choose.
    static func validate(
        _ plant: Plant, _ options: ValidationOptions, _ rules: [any Rule], _ onProgress: (Double) -> Void
    ) -> ValidationResult {
        let survey = Survey(plant, today: options.today, margin: options.margin)
        let rules = rules.filter { options.runs($0.code) && $0.severity >= options.severity }
        var found: [Finding] = []
        for (index, rule) in rules.enumerated() {
            var report = Report(rule)
            rule.check(survey, &report)
            found += report.findings.filter { $0.severity >= options.severity }
            onProgress(Double(index + 1) / Double(rules.count))
        }
        return sort(found, plant.waivers, options)
    }

    private static func sort(
        _ found: [Finding], _ waivers: [Waiver], _ options: ValidationOptions
    ) -> ValidationResult {
        struct Key: Hashable {
            var code: String
            var subject: String
        }
        let inForce = waivers.filter { $0.until >= options.today }
        let byKey = Dictionary(
            inForce.map { (Key(code: $0.code, subject: Address.canonical($0.subject)), $0) },
            uniquingKeysWith: { first, _ in first })
        var result = ValidationResult()
        for finding in found.sorted(by: Finding.precedes) {
            if let waiver = byKey[Key(code: finding.code, subject: finding.subject)] {
                result.waived.append((finding, waiver))
            } else {
                result.findings.append(finding)
            }
        }
        return result
    }
}

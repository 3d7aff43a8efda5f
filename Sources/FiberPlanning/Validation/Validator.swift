import Dispatch
import FiberModel
import Platform

/// Which rules run and what of their findings is kept.
public struct ValidationOptions: Sendable {
    /// Codes or their beginnings (`BND`, `BND001`); empty is all.
    public var only: [String] = []
    /// Codes or their beginnings that do not run.
    public var ignore: [String] = []
    /// The least severity that is kept.
    public var severity = Severity.warning
    /// `YYYY-MM-DD`: waivers that end before it do not hold.
    public var today: Day
    /// Under this margin a loss budget is reported as thin.
    public var margin = ValidationContext.defaultMargin

    /// - Parameter today: the day on which waivers are judged. It has to be given: a waiver that has ended
    ///   must not hide anything from anybody.
    public init(today: Day) { self.today = today }
}

/// What validation found.
public struct ValidationResult: Sendable {
    /// Severest first.
    public var findings: [Finding] = []
    /// Findings that a waiver in force accepts.
    public var waived: [(finding: Finding, waiver: Waiver)] = []

    /// Nothing found.
    public init() {}

    /// Whether a finding is an error.
    public var hasErrors: Bool { findings.contains { $0.severity == .error } }
    /// How many findings are of a severity.
    public func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}

extension ValidationOptions {
    /// Whether a rule is among those that the options choose.
    public func runs(_ rule: any Rule) -> Bool { runs(rule.code) && rule.severity >= severity }

    func runs(_ code: String) -> Bool {
        (only.isEmpty || only.contains { code.hasPrefix($0) }) && !ignore.contains { code.hasPrefix($0) }
    }
}

/// Runs rules over a plant.
public enum Validator {
    /// Runs those of `rules` that the options choose.
    static func validate(
        _ plant: Plant, _ options: ValidationOptions, _ rules: [any Rule], _ onProgress: (Double) -> Void
    ) -> ValidationResult {
        let survey = ValidationContext(plant, today: options.today, margin: options.margin)
        let rules = rules.filter(options.runs)
        let runs = RuleRuns(rules, survey)
        let others = DispatchGroup()
        for _ in 1..<max(1, min(rules.count, ProcessInfo.processInfo.activeProcessorCount)) {
            DispatchQueue.global().async(group: others) { while runs.runNext() != nil {} }
        }
        while let done = runs.runNext() { onProgress(Double(done) / Double(rules.count)) }
        others.wait()
        let found = named(ofCords(runs.findings.filter { $0.severity >= options.severity }, plant), plant)
        return sort(found, plant.waivers, options)
    }

    /// What is found of a cable on pathways is of a cord where that is one.
    private static func ofCords(_ found: [Finding], _ plant: Plant) -> [Finding] {
        let cords = Set(plant.trunks.filter { $0.isCord }.map(\.label))
        guard !cords.isEmpty else { return found }
        return found.map { finding in
            guard finding.kind == .trunk, cords.contains(finding.subject) else { return finding }
            var finding = finding
            finding.kind = .cord
            return finding
        }
    }

    /// Findings with what people call their places.
    private static func named(_ found: [Finding], _ plant: Plant) -> [Finding] {
        guard !found.isEmpty, plant.units.contains(where: { !$0.label.isEmpty }) || !plant.devicePorts.isEmpty else {
            return found
        }
        let units = Dictionary(
            plant.units.indices.map { (plant.address(of: UnitHandle(index: $0)), UnitHandle(index: $0)) },
            uniquingKeysWith: { first, _ in first })
        return found.map { finding in
            var finding = finding
            let name: String? =
                switch try? Address(finding.place ?? finding.subject) {
                case .unit(let unit): units[unit].map { plant.units[$0.index].label }
                case .port(let port):
                    units[port.unit].map { unit in
                        port.side == .rear
                            ? plant.units[unit.index].label
                            : plant.name(of: PortHandle(unit, Int32(clamping: port.port)))
                    }
                default: nil
                }
            finding.name = name.flatMap { $0.isEmpty ? nil : $0 }
            return finding
        }
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

/// The rules of a validation, each run by whichever thread is free; what they find is in the order of the rules.
private final class RuleRuns: @unchecked Sendable {
    private let rules: [any Rule]
    private let survey: ValidationContext
    private let lock = Lock()
    private var next = 0
    private var reports: [Report?]

    init(_ rules: [any Rule], _ survey: ValidationContext) {
        self.rules = rules
        self.survey = survey
        reports = Array(repeating: nil, count: rules.count)
    }

    /// Runs a rule that nobody else has taken; answers how many have been taken, or nil where none is left.
    func runNext() -> Int? {
        let index = lock.withLock { () -> Int? in
            guard next < rules.count else { return nil }
            next += 1
            return next - 1
        }
        guard let index else { return nil }
        var report = Report(rules[index])
        rules[index].check(survey, &report)
        lock.withLock { reports[index] = report }
        return index + 1
    }

    /// What all rules have found, once all threads are done.
    var findings: [Finding] { lock.withLock { reports.flatMap { $0?.findings ?? [] } } }
}

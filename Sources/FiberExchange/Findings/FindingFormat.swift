import FiberModel
import FiberPlanning

/// How findings are handed out: as every other answer, or as what checkers of code speak. A format is its case here and
/// the file that writes it.
public enum FindingFormat: String, Sendable, CaseIterable {
    case table, csv, json, html, xlsx, sarif, junit, github

    /// The same as other answers are written; nil for a format that only findings have.
    public var plain: OutputFormat? { OutputFormat(rawValue: rawValue) }

    /// The format that the ending of a file's name asks for; nil for any other ending.
    public init?(ofFile name: String) {
        if name.lowercased().hasSuffix(".xml") {
            self = .junit
        } else if name.lowercased().hasSuffix(".sarif") || name.lowercased().hasSuffix(".sarif.json") {
            self = .sarif
        } else {
            guard let plain = OutputFormat(ofFile: name) else { return nil }
            self.init(rawValue: plain.rawValue)
        }
    }
}

/// What formats for other programs need to know besides the findings.
public struct FindingContext: Sendable {
    /// The version of fiberplan.
    public var version: String
    /// The file or folder of the plant.
    public var source: String
    /// The rules that ran.
    public var rules: [any DocumentedRule]
    /// The least severity that makes a validation fail; nil where nothing does.
    public var failing: Severity?

    /// What is known of a validation.
    public init(version: String, source: String, rules: [any DocumentedRule], failing: Severity?) {
        self.version = version
        self.source = source
        self.rules = rules
        self.failing = failing
    }
}

extension FindingReport {
    /// Writes the findings in a format.
    public func write(
        _ format: FindingFormat, _ context: FindingContext, to sink: @escaping ByteSink
    ) throws(PlantError) {
        switch format {
        case .sarif: try sink(Array(sarif(context).prettyJSON.utf8))
        case .junit: try sink(Array(junit(context).utf8))
        case .github: try sink(Array(annotations.utf8))
        default: if let plain = format.plain { try write(plain, to: sink) }
        }
    }
}

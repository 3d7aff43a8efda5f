import FiberModel

/// How much a finding matters: an error makes `fiberplan validate` fail.
public enum Severity: String, Sendable, CaseIterable, Comparable {
    case info, warning, error

    private var rank: Int { self == .info ? 0 : self == .warning ? 1 : 2 }
    /// Orders from note to error.
    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

/// One side of a comparison: a number with its unit.
public struct Measure: Hashable, Sendable, CustomStringConvertible {
    /// The value × 1000, so that half millimetres stay exact.
    public var thousandths: Int
    /// The unit: `mm`, `dB`, `%`.
    public var unit: String
    private var isName = false
    /// The value is the least that it can be: part of it is not known.
    public private(set) var isAtLeast = false

    /// A measure in the unit that people use for it.
    public init(_ radius: Micrometres) {
        thousandths = radius.rawValue
        unit = "mm"
    }
    /// A measure in the unit that people use for it.
    public init(_ length: Millimetres) {
        thousandths = length.rawValue.multipliedClamped(by: 1000)
        unit = "mm"
    }
    /// A length that people read in metres.
    public init(metres length: Millimetres, isAtLeast: Bool = false) {
        thousandths = length.rawValue
        unit = "m"
        self.isAtLeast = isAtLeast
    }
    /// A measure in the unit that people use for it.
    public init(_ loss: MilliDecibels, isAtLeast: Bool = false) {
        thousandths = loss.rawValue
        unit = "dB"
        self.isAtLeast = isAtLeast
    }
    /// A measure in the unit that people use for it.
    public init(count: Int, _ unit: String) {
        thousandths = count.multipliedClamped(by: 1000)
        self.unit = unit
    }

    /// A share of something, 1 being all of it: in hundredths, rounded up to a tenth, so that a limit which is
    /// passed by a hair does not read as met.
    public init(share: Double) {
        thousandths = Int(clamping: share * 1000, rounding: .up).multipliedClamped(by: 100)
        unit = "%"
    }
    /// A measure in the unit that people use for it.
    public init(thousandths: Int, _ unit: String) {
        self.thousandths = thousandths
        self.unit = unit
    }

    /// A number that names rather than counts: `port 33`.
    public init(number: Int, of unit: String) {
        thousandths = number * 1000
        self.unit = unit
        isName = true
    }

    /// The number, for sorting and charts.
    public var value: Double { Double(thousandths) / 1000 }
    /// The number with its unit; one that is only a bound with `at least` before it.
    public var description: String {
        if isName { return unit.count == 1 ? "\(unit)\(thousandths / 1000)" : "\(unit) \(thousandths / 1000)" }
        return "\(isAtLeast ? "at least " : "")\(decimal(thousandths: thousandths)) \(unit)"
    }
}

/// Something that is wrong with a plant, or worth knowing: what a linter says of a line.
public struct Finding: Hashable, Sendable {
    /// The stable code of the rule, such as BND001.
    public var code: String
    /// How severe it is.
    public var severity: Severity
    /// The kind of the object.
    public var kind: RecordKind
    /// The label or address of the object that is at fault.
    public var subject: String
    /// Where on the object, if that is narrower than the object.
    public var place: String?
    /// What people call the place, or the object where no place is said: `leaf-07 Ethernet5/1`; nil where nobody says.
    public var name: String?
    /// What is wrong, in words.
    public var message: String
    /// What was found, and what was to be held.
    public var actual: Measure?
    /// What was to be held.
    public var limit: Measure?
    /// What to do about it.
    public var advice: String

    /// Severest first, then by code, subject and place as people order them.
    public static func precedes(_ a: Finding, _ b: Finding) -> Bool {
        if a.severity != b.severity { return a.severity > b.severity }
        if a.code != b.code { return a.code < b.code }
        if a.subject != b.subject { return naturallyPrecedes(a.subject, b.subject) }
        if a.place != b.place { return naturallyPrecedes(a.place ?? "", b.place ?? "") }
        return a.message < b.message
    }
}

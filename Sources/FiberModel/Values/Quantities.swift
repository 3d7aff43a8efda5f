/// An integer with a unit: adds to its own kind only.
public protocol Quantity: RawRepresentable<Int>, Hashable, Comparable, Sendable, Codable {
    init(rawValue: Int)
    /// The unit as it stands behind a number.
    static var unit: String { get }
    /// What a figure of it may be.
    static var figures: ClosedRange<Int> { get }
}

extension Quantity {
    /// No length, loss or count of this trade is negative or reaches a thousand million of its unit.
    public static var figures: ClosedRange<Int> { 0...1_000_000_000 }
    /// A quantity of a number of its unit.
    public init(_ value: Int) { self.init(rawValue: value) }
    /// Orders by the number.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    /// The sum, held to what an integer holds.
    public static func + (a: Self, b: Self) -> Self { Self(a.rawValue.addingClamped(b.rawValue)) }
    /// The difference, held to what an integer holds.
    public static func - (a: Self, b: Self) -> Self { Self(a.rawValue.subtractingClamped(b.rawValue)) }
    /// The product, held to what an integer holds.
    public static func * (factor: Int, b: Self) -> Self { Self(factor.multipliedClamped(by: b.rawValue)) }
}

extension Int {
    // Ranges are checked where numbers come in; a sum that passes the range of the machine all the same stays at its
    // end, far beyond every limit, instead of ending the program.

    /// `self + other`, at the end of the range where it passes it.
    @inlinable @inline(__always) package func addingClamped(_ other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? (other < 0 ? .min : .max) : sum
    }
    /// `self - other`, at the end of the range where it passes it.
    @inlinable @inline(__always) package func subtractingClamped(_ other: Int) -> Int {
        let (difference, overflows) = subtractingReportingOverflow(other)
        return overflows ? (other < 0 ? .max : .min) : difference
    }
    /// `self × other`, at the end of the range where it passes it.
    @inlinable @inline(__always) package func multipliedClamped(by other: Int) -> Int {
        let (product, overflows) = multipliedReportingOverflow(by: other)
        return overflows ? ((self < 0) == (other < 0) ? .max : .min) : product
    }
    /// A floating number as a whole one: rounded up or down as asked, at the end of the range where it passes it; 0 for
    /// what is not a number.
    @inlinable package init(clamping value: Double, rounding rule: FloatingPointRoundingRule) {
        let rounded = value.rounded(rule)
        self = rounded.isNaN ? 0 : rounded >= 0x1p63 ? .max : rounded <= -0x1p63 ? .min : Int(rounded)
    }
}

/// A length in whole millimetres: the unit of the plant.
public struct Millimetres: Quantity {
    /// The number itself, in the unit of its type.
    public var rawValue: Int
    /// A quantity of a number of its unit.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The unit that is printed behind it.
    public static var unit: String { "mm" }
    /// The same length in micrometres.
    public var micrometres: Micrometres { Micrometres(rawValue.multipliedClamped(by: 1000)) }
}

/// A length in whole micrometres: radii and diameters of fibre and cable, some of which are half millimetres.
public struct Micrometres: Quantity {
    /// The number itself, in the unit of its type.
    public var rawValue: Int
    /// A quantity of a number of its unit.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The unit that is printed behind it.
    public static var unit: String { "µm" }
}

/// A loss in thousandths of a decibel.
public struct MilliDecibels: Quantity {
    /// The number itself, in the unit of its type.
    public var rawValue: Int
    /// A quantity of a number of its unit.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The unit that is printed behind it.
    public static var unit: String { "mdB" }
}

/// A power in thousandths of a dBm, which may be less than a milliwatt.
public struct MilliDBm: Quantity {
    /// The number itself, in the unit of its type.
    public var rawValue: Int
    /// A quantity of a number of its unit.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The unit that is printed behind it.
    public static var unit: String { "mdBm" }
    /// What a figure of it may be.
    public static var figures: ClosedRange<Int> { -1_000_000...1_000_000 }
}

/// A share in whole hundredths.
public struct Percent: Quantity {
    /// The number itself, in the unit of its type.
    public var rawValue: Int
    /// A quantity of a number of its unit.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The unit that is printed behind it.
    public static var unit: String { "%" }
}

/// A wavelength in whole picometres.
public struct Picometres: Quantity {
    /// The number itself, in the unit of its type.
    public var rawValue: Int
    /// A quantity of a number of its unit.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The unit that is printed behind it.
    public static var unit: String { "pm" }
}

/// `thousandths` of a unit as a decimal without trailing zeros: 7500 is `7.5`.
public func decimal(thousandths value: Int) -> String {
    let magnitude = value.magnitude
    let sign = value < 0 ? "-" : ""
    let fraction = magnitude % 1000
    if fraction == 0 { return "\(sign)\(magnitude / 1000)" }
    if fraction % 100 == 0 { return "\(sign)\(magnitude / 1000).\(fraction / 100)" }
    let digits = fraction % 10 == 0 ? String(fraction / 10 + 100) : String(fraction + 1000)
    return "\(sign)\(magnitude / 1000).\(digits.dropFirst())"
}

extension Millimetres: CustomStringConvertible {
    /// `850 mm`, or metres from one metre up: `12.5 m`.
    public var description: String {
        rawValue.magnitude < 1000 ? "\(rawValue) mm" : "\(decimal(thousandths: rawValue)) m"
    }
}

extension Micrometres: CustomStringConvertible {
    /// In millimetres: `7.5 mm`.
    public var description: String { "\(decimal(thousandths: rawValue)) mm" }
}

extension Percent: CustomStringConvertible {
    /// As people and files write it.
    public var description: String { "\(rawValue) %" }
}

extension MilliDecibels: CustomStringConvertible {
    /// In decibels: `0.75 dB`.
    public var description: String { "\(decimal(thousandths: rawValue)) dB" }
}

extension Picometres: CustomStringConvertible {
    /// In nanometres: `1295.56 nm`.
    public var description: String { "\(decimal(thousandths: rawValue)) nm" }
}

/// What somebody knows of a figure, from a measured table to a guess.
public enum Trust: String, Codable, Sendable, CaseIterable {
    /// Read in a public text.
    case published
    /// Read in a maker's or other secondary text.
    case vendor
    /// A planning default that nobody published: results built on it say so.
    case assumed
    /// Given by the user of the plant.
    case user
}

/// A figure of the catalogue with its provenance; its unit is that of the key under which it stands.
public struct Figure<Unit: Quantity>: Codable, Hashable, Sendable {
    /// The figure.
    public var value: Unit
    /// How sure the figure is.
    public var trust: Trust
    /// Where the figure comes from.
    public var source: String

    /// A figure with its trust and source.
    public init(_ value: Unit, trust: Trust, source: String) {
        self.value = value
        self.trust = trust
        self.source = source
    }
}

extension Figure {
    /// No length, loss or count of this trade is negative or reaches a thousand million of its unit.
    static var range: ClosedRange<Int> { Unit.figures }

    private enum Keys: String, CodingKey { case value, trust, source }

    /// A figure with its trust and source.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let value = try container.decode(Int.self, forKey: .value)
        guard Self.range.contains(value) else {
            throw DecodingError.dataCorruptedError(
                forKey: .value, in: container,
                debugDescription:
                    "\(value) is out of range, expected \(Self.range.lowerBound) to \(Self.range.upperBound)")
        }
        let trust = try container.decode(Trust.self, forKey: .trust)
        self.init(Unit(value), trust: trust, source: try container.decode(String.self, forKey: .source))
    }
}

/// A plain count with a unit in its key, such as metres of reach or newtons of pull.
public struct Count: Quantity {
    /// The number itself, in the unit of its type.
    public var rawValue: Int
    /// A quantity of a number of its unit.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The unit that is printed behind it.
    public static var unit: String { "" }
}

/// A height in halves of a rack unit of 44.45 mm; written as `1`, `1.5`.
public struct RackUnits: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// In halves of a rack unit.
    public var halves: Int

    /// So many halves.
    public init(halves: Int) { self.halves = halves }
    /// So many whole units.
    public init(_ whole: Int) { halves = whole.multipliedClamped(by: 2) }

    /// Whole units that it takes, the last of them perhaps in part.
    public var roundedUp: Int { halves.addingClamped(1) / 2 }
    /// As it is written.
    public var description: String { halves % 2 == 0 ? String(halves / 2) : "\(halves / 2).5" }
    /// Orders by the height.
    public static func < (a: Self, b: Self) -> Bool { a.halves < b.halves }

    /// Reads a number that is a whole number of halves.
    public init(from decoder: any Decoder) throws {
        let number = try decoder.singleValueContainer().decode(Double.self)
        let doubled = Int(clamping: number * 2, rounding: .toNearestOrAwayFromZero)
        guard Double(doubled) == number * 2 else {
            throw PlantError(
                .badValue, "height_u is \(number), expected a whole number of half rack units, such as 1.5")
        }
        halves = doubled
    }

    /// Writes the number.
    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        if halves % 2 == 0 { try value.encode(halves / 2) } else { try value.encode(Double(halves) / 2) }
    }
}

/// An angle in whole degrees.
public struct Degrees: Quantity {
    /// The number itself, in the unit of its type.
    public var rawValue: Int
    /// A quantity of a number of its unit.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The unit that is printed behind it.
    public static var unit: String { "°" }
}

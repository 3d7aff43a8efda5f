/// The rack at a grid place of a hall: `DC1.C03`.
public struct RackAddress: Hashable, Sendable {
    /// The label of the hall.
    public var hall: String
    /// The place in the hall: `A01`.
    public var grid: String

    /// The place of a rack in a hall.
    public init(hall: String, grid: String) {
        self.hall = hall
        self.grid = grid
    }
}

/// A cassette or device in a rack: `DC1.C03-14`, or `DC1.C03-14s2` where several share the U side by side.
///
/// `u` is the uppermost rack unit that it takes, as it is printed on the rails: counted from the bottom (TIA-606) where the
/// rack does not say otherwise. `DC1.C03-14h` has its top at the middle of that unit. `DC1.C03-14r` is at the rear face of that unit, `DC1.C03-V2` the second place beside the
/// rails. A module in a bay of a chassis has the number of the bay as its slot.
public struct UnitAddress: Hashable, Sendable {
    /// The rack that it stands in.
    public var rack: RackAddress
    /// The rack unit of its top, counted from the bottom.
    public var u: Int
    /// The place within the unit where several share it, counted from 1; 0 is the only one. From 100 on the same at the
    /// rear face; 200 beside the rails, where `u` counts the places; 300 more where the top is at the middle of the unit.
    public var slot: Int

    /// A unit of a rack; without a slot the only one there.
    public init(rack: RackAddress, u: Int, slot: Int = 0) {
        self.rack = rack
        self.u = u
        self.slot = slot
    }
}

/// A port of a unit: `DC1.C03-14:04` in front, `DC1.C03-14:R1` a rear connector of a cassette. `DC1.C03-42:04/2` is the
/// second connector of a port that has two, or its second leg where it is broken out.
public struct PortAddress: Hashable, Sendable {
    /// The face of a unit that a port is on.
    public enum Side: Sendable { case front, rear }
    /// The unit that it is a port of.
    public var unit: UnitAddress
    /// The face that it is on.
    public var side: Side
    /// The number of the port or rear connector, counted from 1.
    public var port: Int
    /// For a cable the connector of the port, where it has several; for a link the leg of a port that is broken out;
    /// 0 is the first connector, or the whole port.
    public var part: Int

    /// A port of a unit, in front unless it says otherwise.
    public init(unit: UnitAddress, side: Side = .front, port: Int, part: Int = 0) {
        self.unit = unit
        self.side = side
        self.port = port
        self.part = part
    }

    /// As a plug is said to be in it: the first connector goes without a number.
    package var plugged: PortAddress { part == 1 ? whole : self }

    /// The port without its connector or leg.
    public var whole: PortAddress { PortAddress(unit: unit, side: side, port: port) }
}

/// A strand of a trunk: `T0042:17`. Strands are numbered by their position at the trunk's A end.
public struct StrandAddress: Hashable, Sendable {
    /// The label of the trunk.
    public var trunk: String
    /// The strand, counted from 1.
    public var strand: Int

    /// A strand of a trunk, counted from 1.
    public init(trunk: String, strand: Int) {
        self.trunk = trunk
        self.strand = strand
    }
}

/// Any place of a plant as people write it, after the style of TIA-606. The one parser and printer of addresses.
///
/// A label alone (`T0042`, `DC1`) names a hall, trunk, cord, link, node or segment.
public enum Address: Hashable, Sendable {
    case label(String)
    case rack(RackAddress)
    case unit(UnitAddress)
    case port(PortAddress)
    case strand(StrandAddress)
}

// MARK: Printing

extension Address {
    /// Appends a whole number in decimal.
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        var digits: (UInt64, Int) = (UInt64(number.magnitude), bytes.count)
        if number < 0 {
            bytes.append(UInt8(ascii: "-"))
            digits.1 += 1
        }
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(digits.0 % 10))
            digits.0 /= 10
        } while digits.0 > 0
        bytes[digits.1...].reverse()
    }

    /// Appends a port or strand, of two digits at least.
    fileprivate static func append(padded number: Int, to bytes: inout [UInt8]) {
        if (0..<10).contains(number) { bytes.append(UInt8(ascii: "0")) }
        append(number, to: &bytes)
    }

    static func text(_ body: (inout [UInt8]) -> Void) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        body(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension RackAddress: CustomStringConvertible {
    /// As people and files write it.
    public var description: String { Address.text { append(to: &$0) } }

    func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: hall.utf8)
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: grid.utf8)
    }
}

extension UnitAddress: CustomStringConvertible {
    /// As people and files write it.
    public var description: String { Address.text { append(to: &$0) } }

    func append(to bytes: inout [UInt8]) {
        rack.append(to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        appendPlace(to: &bytes)
    }

    private func appendPlace(to bytes: inout [UInt8]) {
        if isBesideRails { bytes.append(UInt8(ascii: "V")) }
        Address.append(u, to: &bytes)
        if isInLowerHalf { bytes.append(UInt8(ascii: "h")) }
        guard slot != 0, !isBesideRails else { return }
        if slotNumber != 0 {
            // Not a point: a spreadsheet takes 14.10 for a number and makes 14.1 of it.
            bytes.append(UInt8(ascii: "s"))
            Address.append(slotNumber, to: &bytes)
        }
        if isAtRear { bytes.append(UInt8(ascii: "r")) }
    }

    /// The unit and slot without the rack: `14`, `14s2`, `14r`, `V2`.
    public var place: String { Address.text { appendPlace(to: &$0) } }

    /// What a slot beside the rails is.
    public static let besideRails = 200
    /// Whether it is beside the rails, in no rack unit.
    public var isBesideRails: Bool { slot == Self.besideRails }
    /// Whether it is at the rear face of the rack.
    public var isAtRear: Bool { !isBesideRails && slot / 100 % 3 == 1 }
    /// What is added to a slot where the top is at the middle of the rack unit.
    public static let lowerHalf = 300
    /// The highest slot that there is.
    public static let mostSlot = 499
    /// Whether its top is at the middle of its rack unit.
    public var isInLowerHalf: Bool { slot >= Self.lowerHalf }
    /// The place within the unit at its face, counted from 1; 0 is the only one.
    public var slotNumber: Int { isBesideRails ? 0 : slot % 100 }
}

extension PortAddress: CustomStringConvertible {
    /// As people and files write it.
    public var description: String { Address.text { append(to: &$0) } }

    func append(to bytes: inout [UInt8]) {
        unit.append(to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        switch side {
        case .front:
            Address.append(padded: port, to: &bytes)
            guard part != 0 else { return }
            bytes.append(UInt8(ascii: "/"))
            Address.append(part, to: &bytes)
        case .rear:
            bytes.append(UInt8(ascii: "R"))
            Address.append(port, to: &bytes)
        }
    }
}

extension StrandAddress: CustomStringConvertible {
    /// As people and files write it.
    public var description: String { Address.text { append(to: &$0) } }

    func append(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: trunk.utf8)
        bytes.append(UInt8(ascii: ":"))
        Address.append(padded: strand, to: &bytes)
    }
}

extension Address: CustomStringConvertible {
    /// As people and files write it.
    public var description: String {
        switch self {
        case .label(let label): label
        case .rack(let address): address.description
        case .unit(let address): address.description
        case .port(let address): address.description
        case .strand(let address): address.description
        }
    }

    /// The longest label that the plant takes, in bytes.
    public static let longestLabel = 64
}

/// The rack at a grid place of a hall: `DC1.C03`.
public struct RackAddress: Hashable, Sendable {
    public var hall: String
    public var grid: String

    public init(hall: String, grid: String) {
        self.hall = hall
        self.grid = grid
    }
}

/// A cassette or device in a rack: `DC1.C03-14`, or `DC1.C03-14.2` where several share the U side by side.
///
/// `u` is the uppermost rack unit that it takes, counted from the bottom (TIA-606); slot 0 is the whole width.
public struct UnitAddress: Hashable, Sendable {
    public var rack: RackAddress
    public var u: Int
    public var slot: Int

    public init(rack: RackAddress, u: Int, slot: Int = 0) {
        self.rack = rack
        self.u = u
        self.slot = slot
    }
}

/// A port of a unit: `DC1.C03-14:04` in front, `DC1.C03-14:R1` a rear connector of a cassette.
public struct PortAddress: Hashable, Sendable {
    public enum Side: Sendable { case front, rear }
    public var unit: UnitAddress
    public var side: Side
    public var port: Int

    public init(unit: UnitAddress, side: Side = .front, port: Int) {
        self.unit = unit
        self.side = side
        self.port = port
    }
}

/// A strand of a trunk: `T0042:17`. Strands are numbered by their position at the trunk's A end.
public struct StrandAddress: Hashable, Sendable {
    public var trunk: String
    public var strand: Int

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

extension RackAddress: CustomStringConvertible {
    public var description: String { "\(hall).\(grid)" }
}

extension UnitAddress: CustomStringConvertible {
    public var description: String { slot == 0 ? "\(rack)-\(u)" : "\(rack)-\(u).\(slot)" }
}

extension PortAddress: CustomStringConvertible {
    public var description: String {
        switch side {
        case .front: "\(unit):\(Address.padded(port))"
        case .rear: "\(unit):R\(port)"
        }
    }
}

extension StrandAddress: CustomStringConvertible {
    public var description: String { "\(trunk):\(Address.padded(strand))" }
}

extension Address: CustomStringConvertible {
    public var description: String {
        switch self {
        case .label(let label): label
        case .rack(let address): address.description
        case .unit(let address): address.description
        case .port(let address): address.description
        case .strand(let address): address.description
        }
    }

    static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// The longest label that the plant takes, in bytes.
    public static let longestLabel = 64
}

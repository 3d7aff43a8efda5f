/// A kind of pluggable optic: how many lanes it sends on which wavelengths over which fibres.
public struct Optic: Codable, Hashable, Sendable {
    /// Whether an optic needs forward error correction.
    public enum FEC: String, Codable, Sendable {
        /// Runs without forward error correction and has none.
        case none
        /// Runs with and without.
        case optional
        case required
    }

    /// One optical lane: its band, and the connector positions that send and receive it.
    public struct Lane: Hashable, Sendable {
        /// Its number, counted from 0.
        public var lane: Int
        /// The centre of its wavelength.
        public var wavelength_pm: Picometres
        /// The shortest that it may send.
        public var low_pm: Picometres
        /// The longest that it may send.
        public var high_pm: Picometres
        /// The fibre position that it sends on, a ``FibrePosition``.
        public var tx: Int
        /// The fibre position that it receives on, a ``FibrePosition``.
        public var rx: Int
        /// The band that it hears, where it sends in another: bidirectional optics on one fibre. Both or neither.
        public var receiveLow_pm: Picometres?
        /// The longest that it receives; nil is what it sends.
        public var receiveHigh_pm: Picometres?

        /// The middle of the band that it hears.
        public var middleHeard: Picometres {
            Picometres((hears.lowerBound.rawValue + hears.upperBound.rawValue) / 2)
        }

        /// The band that it hears.
        public var hears: ClosedRange<Picometres> {
            let (low, high) = (receiveLow_pm ?? low_pm, receiveHigh_pm ?? high_pm)
            // A band that is turned round hears nothing; the check of the row refuses it.
            return low <= high ? low...high : Picometres(0)...Picometres(0)
        }
    }

    /// What mated pairs may throw back where so many do.
    public struct Reflection: Codable, Hashable, Sendable {
        /// Up to how many throw back more than ``noticeable``.
        public var count: Int
        /// By how much less than what comes there, at least.
        public var returnLoss_mdB: Figure<MilliDecibels>

        /// Mated pairs with a return loss of so much or more are not counted.
        public static let noticeable = MilliDecibels(55_000)
    }

    /// A way to run it as several ports: which of its lanes make up each leg.
    public struct Breakout: Codable, Hashable, Sendable {
        /// Its name, such as `4x100G-DR`.
        public var name: String
        /// The optic that each leg is like.
        public var optic: String
        /// The lanes of each leg, leg 1 first.
        public var legs: [[Int]]
    }

    /// The name of the type of its connector.
    public var connector: String
    /// How many connectors of that type it has; one where nothing is said.
    public var connectors: Int?
    /// Whether its array connectors have guide pins; nil is not known, or none for a connector without pins.
    public var pinned: Bool?
    /// The cages that it goes into, such as `QSFP-DD`; nil is not known.
    public var formFactors: [String]?
    /// Fibres that carry light; an array connector may have more positions.
    public var fibres: Int
    /// Single-mode or multimode.
    public var mode: FibreMode
    /// Its lanes, in order.
    public var lanes: [Lane]
    /// Symbol rate of one lane in thousands of baud.
    public var laneRate_kBd: Int
    /// How a lane is modulated: `NRZ`, `PAM4`.
    public var modulation: String
    /// Whether it needs forward error correction.
    public var fec: FEC
    /// The code that `required` and `optional` mean, such as KR4; both ends must run the same one.
    public var fecCode: String?
    /// A further code inside the first, which both ends run or neither does.
    public var innerFEC: String?
    /// Whether the code runs in the host rather than in the optic.
    public var fecInHost: Bool?
    /// How far it is specified, in metres; nil is not known.
    public var reach_m: Figure<Count>?
    /// The most mated pairs that a channel may have, where somebody states it.
    public var matedPairs: Figure<Count>?
    /// The most that a channel may lose with forward error correction; nil is not known.
    public var lossLimitWithFEC_mdB: Figure<MilliDecibels>?
    /// The most that a channel may lose without; nil is not known.
    public var lossLimitWithoutFEC_mdB: Figure<MilliDecibels>?
    /// The most that its mated pairs and splices may lose of that, where somebody states it.
    public var connectionLoss_mdB: Figure<MilliDecibels>?
    /// The least that a lane is launched with, in thousandths of a dBm; nil is not known.
    public var launchLeast_mdBm: Figure<MilliDBm>?
    /// The most that a lane is launched with; nil is not known.
    public var launchMost_mdBm: Figure<MilliDBm>?
    /// The least that a lane has to arrive with; nil is not known.
    public var receiveLeast_mdBm: Figure<MilliDBm>?
    /// The most that a lane may arrive with; nil is not known.
    public var receiveMost_mdBm: Figure<MilliDBm>?
    /// How much each mated pair may throw back, by how many do so noticeably; nil is not known.
    public var reflections: [Reflection]?
    /// Ways to run it as several ports.
    public var breakouts: [Breakout]?
    /// What a module tells of its medium, after SFF-8024.
    public var mediaCode: String?
    /// Of one leg of a broken-out optic, the optic that it is like; no row of the catalogue says it.
    public internal(set) var actsAs: String?
    /// Your own numbers for ordering it.
    public var partNumbers: [String]?

    /// Positions that send, in the order of the lanes, each once.
    public var transmitPositions: [Int] { unique(lanes.map(\.tx)) }
    /// Positions that receive, in the order of the lanes, each once.
    public var receivePositions: [Int] { unique(lanes.map(\.rx)) }

    /// Whether it sends or listens at a position.
    public func uses(_ position: Int) -> Bool { lanes.contains { $0.tx == position || $0.rx == position } }

    private func unique(_ positions: [Int]) -> [Int] {
        var seen: Set<Int> = []
        return positions.filter { seen.insert($0).inserted }
    }

    /// How it is broken out: as it is said of its port, else the way whose legs are the optic that a link wants.
    public func breakout(said: String?, wanted: String) -> Breakout? {
        let ways = breakouts ?? []
        return said.map { name in ways.first { $0.name == name } } ?? ways.first { $0.optic == wanted }
    }

    /// The lanes of a leg of the way that holds; nil where it cannot be run that way.
    public func leg(_ number: Int, said: String?, wanted: String) -> Optic? {
        breakout(said: said, wanted: wanted).flatMap { leg(number, of: $0) }
    }

    /// The optic with the lanes of one leg only, counted from 1; nil where the way has no such leg.
    public func leg(_ number: Int, of breakout: Breakout) -> Optic? {
        guard breakout.legs.indices.contains(number - 1) else { return nil }
        var leg = self
        let own = Set(breakout.legs[number - 1])
        leg.lanes = lanes.filter { own.contains($0.lane) }
        for index in leg.lanes.indices { leg.lanes[index].lane = index }
        leg.fibres = Set(leg.lanes.flatMap { [$0.tx, $0.rx] }).count
        leg.breakouts = nil
        leg.actsAs = breakout.optic
        return leg
    }
}

extension Optic.Lane: Codable {
    private enum Keys: String, CodingKey {
        case lane, wavelength_pm, low_pm, high_pm, connector, tx, rx, receiveLow_pm, receiveHigh_pm
    }

    /// Reads a lane; `connector` tells which connector of the optic its positions are of.
    public init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: Keys.self)
        lane = try row.decode(Int.self, forKey: .lane)
        wavelength_pm = try row.decode(Picometres.self, forKey: .wavelength_pm)
        low_pm = try row.decode(Picometres.self, forKey: .low_pm)
        high_pm = try row.decode(Picometres.self, forKey: .high_pm)
        let connector = try row.decodeIfPresent(Int.self, forKey: .connector) ?? 1
        let places = (tx: try row.decode(Int.self, forKey: .tx), rx: try row.decode(Int.self, forKey: .rx))
        guard (1...PortHandle.mostParts).contains(connector), (1...9999).contains(places.tx),
            (1...9999).contains(places.rx)
        else {
            throw PlantError(
                .badValue,
                "lane \(lane) has tx \(places.tx) and rx \(places.rx) of connector \(connector), expected a connector position"
            )
        }
        tx = FibrePosition.code(connector: connector, position: places.tx)
        rx = FibrePosition.code(connector: connector, position: places.rx)
        receiveLow_pm = try row.decodeIfPresent(Picometres.self, forKey: .receiveLow_pm)
        receiveHigh_pm = try row.decodeIfPresent(Picometres.self, forKey: .receiveHigh_pm)
    }

    /// Writes a lane as it is read.
    public func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: Keys.self)
        try row.encode(lane, forKey: .lane)
        try row.encode(wavelength_pm, forKey: .wavelength_pm)
        try row.encode(low_pm, forKey: .low_pm)
        try row.encode(high_pm, forKey: .high_pm)
        let connector = FibrePosition.connector(of: tx)
        if connector > 1 { try row.encode(connector, forKey: .connector) }
        try row.encode(FibrePosition.position(of: tx), forKey: .tx)
        try row.encode(FibrePosition.position(of: rx), forKey: .rx)
        try row.encodeIfPresent(receiveLow_pm, forKey: .receiveLow_pm)
        try row.encodeIfPresent(receiveHigh_pm, forKey: .receiveHigh_pm)
    }
}

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
    public struct Lane: Codable, Hashable, Sendable {
        /// Its number, counted from 0.
        public var lane: Int
        /// The centre of its wavelength.
        public var wavelength_pm: Picometres
        /// The shortest that it may send.
        public var low_pm: Picometres
        /// The longest that it may send.
        public var high_pm: Picometres
        /// The fibre position that it sends on, counted from 1.
        public var tx: Int
        /// The fibre position that it receives on, counted from 1.
        public var rx: Int
        /// The band that it hears, where it sends in another: bidirectional optics on one fibre. Both or neither.
        public var receiveLow_pm: Picometres?
        /// The longest that it receives; nil is what it sends.
        public var receiveHigh_pm: Picometres?

        /// The band that it hears.
        public var hears: ClosedRange<Picometres> {
            let (low, high) = (receiveLow_pm ?? low_pm, receiveHigh_pm ?? high_pm)
            // A band that is turned round hears nothing; the check of the row refuses it.
            return low <= high ? low...high : Picometres(0)...Picometres(0)
        }
    }

    /// The name of the type of its connector.
    public var connector: String
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
    /// How far it is specified, in metres; nil is not known.
    public var reach_m: Figure<Count>?
    /// The most mated pairs that a channel may have, where somebody states it.
    public var matedPairs: Figure<Count>?
    /// The most that a channel may lose with forward error correction; nil is not known.
    public var lossLimitWithFEC_mdB: Figure<MilliDecibels>?
    /// The most that a channel may lose without; nil is not known.
    public var lossLimitWithoutFEC_mdB: Figure<MilliDecibels>?

    /// Positions that send, in the order of the lanes, each once.
    public var transmitPositions: [Int] { unique(lanes.map(\.tx)) }
    /// Positions that receive, in the order of the lanes, each once.
    public var receivePositions: [Int] { unique(lanes.map(\.rx)) }

    private func unique(_ positions: [Int]) -> [Int] {
        var seen: Set<Int> = []
        return positions.filter { seen.insert($0).inserted }
    }
}

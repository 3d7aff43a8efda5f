/// Whether light travels in one mode or many: the two never mix on one path.
public enum FibreMode: String, Codable, Sendable {
    case single = "single-mode"
    case multi = "multimode"
}

/// A class of fibre after ITU-T G.652/G.657 or ISO/IEC 11801.
public struct FibreClass: Codable, Hashable, Sendable {
    /// The most that a number of turns around a radius may lose.
    public struct BendLoss: Codable, Hashable, Sendable {
        public var radius_um: Micrometres
        public var turns: Int
        public var at1550_mdB: Figure<MilliDecibels>?
        public var at1625_mdB: Figure<MilliDecibels>?
    }
    public struct Attenuation: Codable, Hashable, Sendable {
        public var from_nm: Int
        public var to_nm: Int
        public var perKm_mdB: Figure<MilliDecibels>
    }

    public var mode: FibreMode
    public var minimumBendRadius_um: Figure<Micrometres>?
    public var bendLoss: [BendLoss]
    public var attenuation: [Attenuation]
    /// The class that an ambiguous name is read as: `G.657.B` as `G.657.B2`.
    public var meaning: String?
}

/// A connector: its geometry, its polish, and what a mated pair of it loses.
public struct Connector: Codable, Hashable, Sendable {
    public enum Polish: String, Codable, Sendable { case UPC, APC, PC, lens }
    public struct Grade: Codable, Hashable, Sendable {
        public var name: String
        public var pairLossMax_mdB: Figure<MilliDecibels>?
        public var pairLossTypical_mdB: Figure<MilliDecibels>?
    }

    public var family: String
    public var rows: Int
    public var columns: Int
    public var polish: Polish
    public var grades: [Grade]

    /// Fibre positions, numbered row by row from 1.
    public var positions: Int { rows * columns }
}

/// The order of strand colours; beyond it the colours repeat with a tracer.
public struct ColourScheme: Codable, Hashable, Sendable {
    public var colours: [String]
    public var tracer: String
    public var tracerOnBlack: String

    /// The colour of a strand, from 1, of a cable with `count` strands.
    ///
    /// Up to ``tracedRounds`` rounds of the colours repeat with tracers in one bundle: `blue`, `blue/black tracer`,
    /// `blue/2 black tracers`. A larger cable has its strands in tubes of one round each, which take the same colours in
    /// turn: strand 288 of 288 is `tube 24, aqua`.
    public func colour(ofStrand strand: Int, of count: Int) -> String {
        guard strand >= 1, !colours.isEmpty else { return "" }
        let colour = colours[(strand - 1) % colours.count]
        let round = (strand - 1) / colours.count
        if count > Self.tracedRounds * colours.count { return "tube \(round + 1), \(colour)" }
        let stripe = colour == "black" ? tracerOnBlack : tracer
        switch round {
        case 0: return colour
        case 1: return "\(colour)/\(stripe) tracer"
        default: return "\(colour)/\(round) \(stripe) tracers"
        }
    }

    /// More tracers than five on one strand cannot be told apart.
    static let tracedRounds = 6
}

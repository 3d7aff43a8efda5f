/// Whether light travels in one mode or many: the two never mix on one path.
public enum FibreMode: String, Codable, Sendable {
    case single = "single-mode"
    case multi = "multimode"
}

/// A class of fibre after ITU-T G.652/G.657 or ISO/IEC 11801.
public struct FibreClass: Codable, Hashable, Sendable {
    /// The most that a number of turns around a radius may lose.
    public struct BendLoss: Codable, Hashable, Sendable {
        /// The radius of the turns.
        public var radius_um: Micrometres
        /// How many turns are measured.
        public var turns: Int
        /// The most that they lose at 1550 nm.
        public var at1550_mdB: Figure<MilliDecibels>?
        /// The most that they lose at 1625 nm.
        public var at1625_mdB: Figure<MilliDecibels>?
    }
    /// What fibre loses over a kilometre, in a range of wavelengths.
    public struct Attenuation: Codable, Hashable, Sendable {
        /// Where the range begins, in nanometres.
        public var from_nm: Int
        /// Where the range ends, in nanometres.
        public var to_nm: Int
        /// The most that a kilometre loses.
        public var perKm_mdB: Figure<MilliDecibels>
    }

    /// Single-mode or multimode.
    public var mode: FibreMode
    /// The tightest that is specified; nil is not known.
    public var minimumBendRadius_um: Figure<Micrometres>?
    /// What turns of a radius lose.
    public var bendLoss: [BendLoss]
    /// What a length loses, by wavelength.
    public var attenuation: [Attenuation]
    /// The class that an ambiguous name is read as: `G.657.B` as `G.657.B2`.
    public var meaning: String?
}

/// A connector: its geometry, its polish, and what a mated pair of it loses.
public struct Connector: Codable, Hashable, Sendable {
    /// How the end face is ground.
    public enum Polish: String, Codable, Sendable { case UPC, APC, PC, lens, none }
    /// What a mated pair loses in one grade.
    public struct Grade: Codable, Hashable, Sendable {
        /// The name of the grade.
        public var name: String
        /// The most that a mated pair loses; nil is not known.
        public var pairLossMax_mdB: Figure<MilliDecibels>?
        /// What a mated pair loses usually; nil is not known.
        public var pairLossTypical_mdB: Figure<MilliDecibels>?
        /// By how much less a mated pair throws back than comes there, at least; nil is not known.
        public var returnLoss_mdB: Figure<MilliDecibels>?
    }

    /// What mates with it: `LC`, `MPO`, `MXC`.
    public var family: String
    /// Rows of fibres in its face.
    public var rows: Int
    /// Fibres in a row.
    public var columns: Int
    /// How its end face is ground.
    public var polish: Polish
    /// The grades that it is made in.
    public var grades: [Grade]
    /// Where its key stands: an offset one never goes into an adapter for a centred one; nil is not known.
    public var key: Key?
    /// Whether its plugs are made with guide pins and without; a connector that has none says so with `false`.
    public var pins: Bool?
    /// The connector that new plants use in its place.
    public var supersededBy: String?

    /// Where a key stands on a plug.
    public enum Key: String, Codable, Sendable { case centred, offset }

    /// Fibre positions, numbered row by row from 1.
    public var positions: Int { rows * columns }
}

/// The order of strand colours; beyond it the colours repeat with a tracer.
public struct ColourScheme: Codable, Hashable, Sendable {
    /// The colours of a row, in order.
    public var colours: [String]
    /// What marks the second round of colours.
    public var tracer: String
    /// What marks black in the second round.
    public var tracerOnBlack: String

    /// The colour of a strand, from 1, of a cable with `count` strands.
    ///
    /// Up to `tracedRounds` rounds of the colours repeat with tracers in one bundle: `blue`, `blue/black tracer`,
    /// `blue/2 black tracers`. A larger cable has its strands in tubes of one round each, which take the same colours in
    /// turn: strand 288 of 288 is `tube 24, aqua`.
    ///
    /// - Parameter tube: how many strands a tube has, where that is not one round of the colours.
    public func colour(ofStrand strand: Int, of count: Int, tube: Int? = nil) -> String {
        guard strand >= 1, !colours.isEmpty else { return "" }
        if let tube, tube >= 1, tube <= colours.count, count > tube {
            return "tube \((strand - 1) / tube + 1), \(colours[(strand - 1) % tube])"
        }
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

    /// The colour of a strand of a cable: where it has several plugs, the strands of each are a tube.
    public func colour(ofStrand strand: Int, of type: CableType) -> String {
        let isEven = type.plugsA > 1 && type.strands % type.plugsA == 0
        return colour(ofStrand: strand, of: type.strands, tube: isEven ? type.strands / type.plugsA : nil)
    }

    /// More tracers than five on one strand cannot be told apart.
    static let tracedRounds = 6
}

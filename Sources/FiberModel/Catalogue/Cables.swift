/// A kind of trunk: a cable with one array connector at each end.
public struct TrunkType: Codable, Hashable, Sendable {
    /// The name of the array connector at both ends.
    public var connector: String
    /// The grade of its connectors, by which a mated pair loses more or less.
    public var grade: String
    /// How many fibres it has.
    public var strands: Int
    /// The far position of each near position.
    public var strandMap: StrandMap
    /// The name of the class of its fibre.
    public var fibreClass: String
    /// Of its jacket; nil is not known.
    public var outerDiameter_um: Figure<Micrometres>?
    /// As the data sheet states it; nil leaves the rule of the trade, 10 × the outer diameter.
    public var bendRadiusAtRest_um: Figure<Micrometres>?
    /// As the data sheet states it; nil leaves the rule of the trade, 20 × the outer diameter.
    public var bendRadiusUnderPull_um: Figure<Micrometres>?
    /// The most that it may be pulled with, in newtons; nil is not known.
    public var pullTension_N: Figure<Count>?
    /// Right angles that one pull may go round, added up over its bends.
    public var pullTurns: Figure<Count>?
    /// In grams a metre: with the friction it tells the tension of a pull.
    public var weight_gPerM: Figure<Count>?
    /// Of the jacket on the pathway, in thousandths.
    public var friction_thousandths: Figure<Count>?
    /// What else it counts as where a segment names the cables that it allows, such as `plenum`.
    public var cableKinds: [String]?
    /// Splices that light passes from end to end; none where nothing is said.
    public var splices: Int?
    /// The name of the scheme in which its strands are coloured.
    public var colourScheme: String
    /// The lengths that are made, ascending.
    public var stockLengths_mm: [Millimetres]

    /// The least radius of the resting cable, or nil where neither a radius nor a diameter is known.
    public var radiusAtRest: Figure<Micrometres>? {
        bendRadiusAtRest_um ?? multipleOfDiameter(10)
    }

    /// The least radius of the cable while it is pulled, or nil where neither a radius nor a diameter is known.
    public var radiusUnderPull: Figure<Micrometres>? {
        bendRadiusUnderPull_um ?? multipleOfDiameter(20)
    }

    private func multipleOfDiameter(_ factor: Int) -> Figure<Micrometres>? {
        outerDiameter_um.map {
            Figure(factor * $0.value, trust: $0.trust, source: "\(factor) × outer diameter of \($0.value)")
        }
    }
}

/// A kind of cassette: array connectors behind, ports in front, and which position is which.
public struct CassetteType: Codable, Hashable, Sendable {
    /// One face of a cassette: connectors of one kind.
    public struct Face: Codable, Hashable, Sendable {
        /// The name of the type of its connector.
        public var connector: String
        /// How many connectors there are.
        public var count: Int
        /// The grade of its connectors, by which a mated pair loses more or less.
        public var grade: String
    }

    /// The face that trunks go into.
    public var rear: Face
    /// The face that cords go into.
    public var front: Face
    /// For each front position (port 1 position 1, port 1 position 2, port 2 position 1, …) the rear
    /// position behind it, rear connectors counted through.
    public var strandMap: StrandMap
    /// The name of the class of its fibre.
    public var fibreClass: String
    /// Rack units that it takes.
    public var height_u: Int
    /// Splices that light passes between front and rear; none where nothing is said.
    public var splices: Int?
}

/// A kind of patch cord.
public struct CordType: Codable, Hashable, Sendable {
    /// The name of the connector at its A end.
    public var connectorA: String
    /// The name of the connector at its Z end.
    public var connectorZ: String
    /// The grade of its connectors, by which a mated pair loses more or less.
    public var grade: String
    /// How strands run from one end to the other.
    public var strandMap: StrandMap
    /// What it is sold as: `A-to-B` swaps the two fibres, `A-to-A` does not.
    public var polarity: String
    /// The name of the class of its fibre.
    public var fibreClass: String
    /// How tightly it may lie; nil is not known.
    public var bendRadiusAtRest_um: Figure<Micrometres>?
    /// The lengths that are made, ascending.
    public var stockLengths_mm: [Millimetres]
}

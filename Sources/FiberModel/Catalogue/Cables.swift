/// A kind of trunk: a cable with one array connector at each end.
public struct TrunkType: Codable, Hashable, Sendable {
    public var connector: String
    public var grade: String
    public var strands: Int
    /// The far position of each near position.
    public var strandMap: StrandMap
    public var fibreClass: String
    public var outerDiameter_um: Figure<Micrometres>?
    /// As the data sheet states it; nil leaves the rule of the trade, 10 × the outer diameter.
    public var bendRadiusAtRest_um: Figure<Micrometres>?
    /// As the data sheet states it; nil leaves the rule of the trade, 20 × the outer diameter.
    public var bendRadiusUnderPull_um: Figure<Micrometres>?
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
    public var colourScheme: String
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
    public struct Face: Codable, Hashable, Sendable {
        public var connector: String
        public var count: Int
        public var grade: String
    }

    public var rear: Face
    public var front: Face
    /// For each front position (port 1 position 1, port 1 position 2, port 2 position 1, …) the rear
    /// position behind it, rear connectors counted through.
    public var strandMap: StrandMap
    public var fibreClass: String
    public var height_u: Int
    /// Splices that light passes between front and rear; none where nothing is said.
    public var splices: Int?
}

/// A kind of patch cord.
public struct CordType: Codable, Hashable, Sendable {
    public var connectorA: String
    public var connectorZ: String
    public var grade: String
    public var strandMap: StrandMap
    /// What it is sold as: `A-to-B` swaps the two fibres, `A-to-A` does not.
    public var polarity: String
    public var fibreClass: String
    public var bendRadiusAtRest_um: Figure<Micrometres>?
    public var stockLengths_mm: [Millimetres]
}

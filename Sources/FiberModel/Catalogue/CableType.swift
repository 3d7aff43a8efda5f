/// A kind of cable: plugs at its A end and at its Z end, and how the fibres run from one to the other.
///
/// Trunks, patch cords, harnesses, shuffles and the direct-attach cables of copper or with active optics are all of this
/// shape; a row of kind `trunk-type` is pulled over pathways, one of kind `cord-type` is patched.
public struct CableType: Hashable, Sendable {
    /// What carries the signal.
    public enum Medium: String, Codable, Sendable, CaseIterable {
        case fibre
        /// Direct attach: two copper ends in the cages of two devices.
        case copper
        /// Fibre that is fixed to a transceiver at each end.
        case activeOptical = "active-optical"
    }

    /// The name of the connector of its plugs at A.
    public var connectorA: String
    /// The name of the connector of its plugs at Z.
    public var connectorZ: String
    /// How many plugs it has at A.
    public var plugsA = 1
    /// How many plugs it has at Z: the legs of a harness.
    public var plugsZ = 1
    /// Whether the plugs at A have guide pins; nil is not known, or none for a connector that has no pins.
    public var pinnedA: Bool?
    /// Whether the plugs at Z have guide pins.
    public var pinnedZ: Bool?
    /// The grade of its connectors, by which a mated pair loses more or less.
    public var grade: String
    /// The far position of each near position, plugs counted through; 0 has no fibre.
    public var strandMap: StrandMap
    /// What it is sold as: `A-to-B` swaps the two fibres, `A-to-A` does not; empty where that says nothing.
    public var polarity: String
    /// What carries the signal.
    public var medium: Medium
    /// The name of the class of its fibre; empty for copper.
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
    /// The name of the scheme in which its strands are coloured; empty where nobody needs one.
    public var colourScheme: String
    /// How long a link over it may be in all, where its maker bounds that; nil is not said.
    public var reach_m: Figure<Count>?
    /// What its legs are marked with, in the order of its plugs at Z; nil is their numbers.
    public var legLabels: [String]?
    /// How far its legs are free of the common jacket.
    public var legLength_mm: Millimetres?
    /// The lengths that are made, ascending.
    public var stockLengths_mm: [Millimetres]

    /// How many fibres it has.
    public var strands: Int { strandMap.positions.count { $0 != 0 } }

    /// The connector of its plugs at an end.
    public func connector(at end: End) -> String { end == .a ? connectorA : connectorZ }
    /// How many plugs it has at an end.
    public func plugs(at end: End) -> Int { end == .a ? plugsA : plugsZ }
    /// Whether its plugs at an end have pins.
    public func isPinned(at end: End) -> Bool? { end == .a ? pinnedA : pinnedZ }
    /// Whether it has several plugs at an end.
    public var hasLegs: Bool { plugsA > 1 || plugsZ > 1 }

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

extension CableType: Decodable {
    private enum Keys: String, CodingKey, CaseIterable {
        case connector, connectorA, connectorZ, plugsA, plugsZ, pinnedA, pinnedZ, grade, strands, strandMap, polarity,
            medium, fibreClass, outerDiameter_um, bendRadiusAtRest_um, bendRadiusUnderPull_um, pullTension_N, pullTurns,
            weight_gPerM, friction_thousandths, cableKinds, splices, colourScheme, reach_m, legLabels, legLength_mm,
            stockLengths_mm
    }

    /// Every key of a row.
    static let keys = Keys.allCases.map(\.rawValue)

    /// Reads a row. `connector` stands for both ends; `strands` is told for people, and has to be as many as the map joins.
    public init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: Keys.self)
        func connector(_ key: Keys) throws -> String {
            if let own = try row.decodeIfPresent(String.self, forKey: key) { return own }
            return try row.decode(
                String.self, forKey: row.contains(.connectorA) || row.contains(.connectorZ) ? key : .connector)
        }
        connectorA = try connector(.connectorA)
        connectorZ = try connector(.connectorZ)
        plugsA = try row.decodeIfPresent(Int.self, forKey: .plugsA) ?? 1
        plugsZ = try row.decodeIfPresent(Int.self, forKey: .plugsZ) ?? 1
        pinnedA = try row.decodeIfPresent(Bool.self, forKey: .pinnedA)
        pinnedZ = try row.decodeIfPresent(Bool.self, forKey: .pinnedZ)
        grade = try row.decode(String.self, forKey: .grade)
        strandMap = try row.decode(StrandMap.self, forKey: .strandMap)
        polarity = try row.decodeIfPresent(String.self, forKey: .polarity) ?? ""
        medium = try row.decodeIfPresent(Medium.self, forKey: .medium) ?? .fibre
        fibreClass =
            medium == .copper
            ? try row.decodeIfPresent(String.self, forKey: .fibreClass) ?? ""
            : try row.decode(String.self, forKey: .fibreClass)
        outerDiameter_um = try row.decodeIfPresent(Figure.self, forKey: .outerDiameter_um)
        bendRadiusAtRest_um = try row.decodeIfPresent(Figure.self, forKey: .bendRadiusAtRest_um)
        bendRadiusUnderPull_um = try row.decodeIfPresent(Figure.self, forKey: .bendRadiusUnderPull_um)
        pullTension_N = try row.decodeIfPresent(Figure.self, forKey: .pullTension_N)
        pullTurns = try row.decodeIfPresent(Figure.self, forKey: .pullTurns)
        weight_gPerM = try row.decodeIfPresent(Figure.self, forKey: .weight_gPerM)
        friction_thousandths = try row.decodeIfPresent(Figure.self, forKey: .friction_thousandths)
        cableKinds = try row.decodeIfPresent([String].self, forKey: .cableKinds)
        splices = try row.decodeIfPresent(Int.self, forKey: .splices)
        colourScheme = try row.decodeIfPresent(String.self, forKey: .colourScheme) ?? ""
        reach_m = try row.decodeIfPresent(Figure.self, forKey: .reach_m)
        legLabels = try row.decodeIfPresent([String].self, forKey: .legLabels)
        legLength_mm = try row.decodeIfPresent(Millimetres.self, forKey: .legLength_mm)
        stockLengths_mm = try row.decode([Millimetres].self, forKey: .stockLengths_mm)
        if let stated = try row.decodeIfPresent(Int.self, forKey: .strands), stated != strands {
            throw PlantError(
                .badValue, "strandMap has \(strands) positions with a fibre, expected as many as strands, \(stated)")
        }
    }
}

extension CableShape {
    /// The shape of a cable type, or nil where the catalogue lacks one of its connectors.
    public convenience init?(_ type: CableType, in catalogue: Catalogue) {
        guard let a = catalogue.connector(named: type.connectorA), let z = catalogue.connector(named: type.connectorZ)
        else { return nil }
        self.init(
            type.strandMap, plugs: (type.plugsA, type.plugsZ), positions: (a.positions, z.positions))
    }
}

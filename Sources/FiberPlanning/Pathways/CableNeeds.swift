import FiberModel

/// What a trunk type asks of its way.
public struct CableNeeds: Sendable {
    /// A radius below which it must not be bent, and why.
    public struct RadiusLimit: Sendable {
        /// The figure.
        public var figure: Figure<Micrometres>
        /// What it comes from, in words.
        public var why: String
    }

    /// The name of the cable.
    public let name: String
    /// The square of the outer diameter in µm²; nil where it is not known.
    public let diameterSquared: Int?
    /// Of the fibre, of the cable at rest, of the cable under pull, as far as they are known.
    public let limits: [RadiusLimit]
    /// Every word by which a segment may allow it.
    public let kinds: Set<String>
    /// The lengths that are made, ascending.
    public let stockLengths: [Millimetres]
    /// The type of the cable.
    public let type: CableType

    /// - Throws: `PlantError` with code `notFound` for a type that the catalogue does not have.
    public init(type name: String, in catalogue: Catalogue) throws(PlantError) {
        guard let key = catalogue.key(.trunkType, name) ?? catalogue.key(.cordType, name),
            let type = catalogue.cable(key)
        else {
            let near = nearestName(to: name, among: catalogue.rows(.trunkType).map(\.entry.name))
            throw PlantError(
                .notFound, "the catalogue has no trunk-type \(quoted(name))",
                hint: near.map { "did you mean '\($0)'?" } ?? "see 'fiberplan catalogue list trunk-type'")
        }
        self.init(name, type, in: catalogue)
    }

    init(_ name: String, _ type: CableType, in catalogue: Catalogue) {
        let fibre = catalogue.fibreClass(named: type.fibreClass)
        self.name = name
        self.type = type
        diameterSquared = type.diameterSquared
        limits = [
            (fibre?.minimumBendRadius_um, "its fibre class \(type.fibreClass) allows"),
            (type.radiusAtRest, "the cable may lie at rest"), (type.radiusUnderPull, "the cable may be pulled"),
        ].compactMap { figure, why in figure.map { RadiusLimit(figure: $0, why: why) } }
        kinds = Set(type.cableKinds ?? []).union([name]).union(fibre.map { [$0.mode.rawValue] } ?? [])
        stockLengths = type.stockLengths_mm.sorted()
    }

    /// The least radius that satisfies every known limit, in whole millimetres rounded up; 0 where none is known.
    public var radius: Millimetres {
        Millimetres(((governing?.figure.value.rawValue ?? 0) + 999) / 1000)
    }

    /// Whether every limit is known: of the fibre, at rest and under pull.
    public var isFullyKnown: Bool { limits.count == 3 }

    /// The limit that asks for most.
    public var governing: RadiusLimit? { limits.max { $0.figure.value < $1.figure.value } }

    /// Whether a segment that names the cables which it allows allows this one.
    func isAllowed(by segment: Plant.SegmentRow) -> Bool {
        segment.allowedCables.isEmpty || segment.allowedCables.contains(where: kinds.contains)
    }
}

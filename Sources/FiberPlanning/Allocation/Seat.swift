import FiberModel

/// A place for one end of a link: a device port, or one leg of a port that is run as several.
struct Seat: Hashable, Sendable {
    /// What the light of a link goes through at its port.
    enum Plug: Hashable, Sendable {
        /// A cable of its own for each connector, from this one on.
        case own(connector: Int)
        /// A leg of a harness in a connector.
        case harness(BrokenOut, connector: Int)
        /// A leg that hangs loose of a harness that is there.
        case loose(CordHandle, plug: Int, swaps: Bool)
    }
    var port: PortHandle
    /// Counted from 1; 0 is the whole port.
    var leg = 0
    var plug = Plug.own(connector: 1)

    /// The connector of its port that a cable of the link goes into, the first of them being 1.
    func handle(_ number: Int) -> PortHandle {
        let first = if case .own(let connector) = plug { connector } else { 1 }
        return PortHandle(port.unit, port.port, connector: first + number - 1)
    }
}

/// An optic that is run as several ports in one of its ways.
struct BrokenOut: Hashable, Sendable {
    var optic: Catalogue.Key
    /// The place of the way among those of the optic.
    var way: Int
}

/// The harnesses of a catalogue that let each leg of a broken-out optic out by a plug of its own.
struct HarnessChooser: Sendable {
    struct Choice: Sendable {
        var type: Catalogue.Key
        /// Whether light that would go straight to the optic that the leg is like arrives turned round.
        var swaps: Bool
        /// By leg of the optic, counted from 0: the leg of the harness, counted from 1.
        var plugs: [Int: Int]
        var isPinned: Bool?
        var stock: [Millimetres]
        /// How far its legs are free of the common jacket.
        var legLength: Millimetres
    }
    private let catalogue: Catalogue
    private var known: [BrokenOut: [Int: [Choice]]] = [:]

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// The connector that all lanes of a leg are on; nil where they are on several.
    static func connector(of leg: Optic) -> Int? {
        let connectors = Set(leg.lanes.flatMap { [$0.tx, $0.rx] }.map(FibrePosition.connector(of:)))
        return connectors.count == 1 ? connectors.first : nil
    }

    /// Whether the leg is on its connector what the optic that it is like is on its own.
    static func isAlone(_ leg: Optic, _ like: Optic, _ whole: Optic) -> Bool {
        whole.connector == like.connector && like.connectors ?? 1 == 1 && leg.lanes.count == like.lanes.count
            && connector(of: leg) != nil
            && zip(leg.lanes, like.lanes).allSatisfy {
                FibrePosition.position(of: $0.tx) == $1.tx && FibrePosition.position(of: $0.rx) == $1.rx
            }
    }

    /// The harnesses for a connector of the optic, in the order of their names. They are looked up once.
    mutating func choices(_ broken: BrokenOut, connector: Int) -> [Choice] {
        if let found = known[broken]?[connector] { return found }
        var found: [Choice] = []
        if let whole = catalogue.optic(broken.optic), let ways = whole.breakouts, ways.indices.contains(broken.way),
            let like = catalogue.key(.optic, ways[broken.way].optic).flatMap({ catalogue.optic($0) })
        {
            let legs = ways[broken.way].legs.indices.compactMap { index in
                whole.leg(index + 1, of: ways[broken.way]).map { (index, $0) }
            }.filter { Self.connector(of: $0.1) == connector }
            for (entry, _) in catalogue.rows(.cordType) {
                guard let key = catalogue.key(.cordType, entry.name), let type = catalogue.cable(key),
                    let choice = Self.choice(key, type, legs, whole, like, catalogue)
                else { continue }
                found.append(choice)
            }
        }
        known[broken, default: [:]][connector] = found
        return found
    }

    private static func choice(
        _ key: Catalogue.Key, _ type: CableType, _ legs: [(Int, Optic)], _ whole: Optic, _ like: Optic,
        _ catalogue: Catalogue
    ) -> Choice? {
        guard type.medium == .fibre, type.plugsA == 1, type.plugsZ > 1, type.connectorA == whole.connector,
            type.connectorZ == like.connector, like.connectors ?? 1 == 1,
            catalogue.fibreClass(named: type.fibreClass)?.mode == whole.mode,
            // Pins meet holes; where either says nothing it may be.
            type.pinnedA == nil || whole.pinned == nil || type.pinnedA != whole.pinned,
            let shape = CableShape(type, in: catalogue), !legs.isEmpty
        else { return nil }
        var plugs: [Int: Int] = [:]
        var turned: Bool?
        for (number, leg) in legs {
            guard let way = way(leg, like, shape), turned ?? way.swaps == way.swaps else { return nil }
            (plugs[number], turned) = (way.plug, way.swaps)
        }
        guard Set(plugs.values).count == plugs.count else { return nil }
        return Choice(
            type: key, swaps: turned ?? false, plugs: plugs, isPinned: type.pinnedZ, stock: type.stockLengths_mm,
            legLength: type.legLength_mm ?? Millimetres(0))
    }

    /// The leg of a harness by which a leg of an optic comes out as the optic that it is like, straight or turned round.
    private static func way(_ leg: Optic, _ like: Optic, _ shape: CableShape) -> (plug: Int, swaps: Bool)? {
        guard leg.lanes.count == like.lanes.count else { return nil }
        let last = shape.positions(at: .z) + 1
        var plug: Int?
        var (isStraight, isTurned) = (true, true)
        for (lane, other) in zip(leg.lanes, like.lanes) {
            for (own, its) in [(lane.tx, other.tx), (lane.rx, other.rx)] {
                guard let out = shape.cross(from: .a, plug: 1, position: FibrePosition.position(of: own)),
                    plug ?? out.plug == out.plug
                else { return nil }
                plug = out.plug
                isStraight = isStraight && out.position == its
                isTurned = isTurned && out.position == last - its
            }
        }
        guard let plug, isStraight || isTurned else { return nil }
        return (plug, isTurned)
    }
}

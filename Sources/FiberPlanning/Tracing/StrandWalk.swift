import FiberModel

/// One step of light along a strand.
public enum Hop: Hashable, Sendable {
    /// The path begins or ends in a device port, at this ``FibrePosition``.
    case device(PortHandle, position: Int)
    /// Through a patch cord, entered at this end.
    case cord(CordHandle, from: End)
    /// Through a cassette, from its front to its rear (`inward`) or back.
    case cassette(UnitHandle, port: Int, position: Int, rear: Int, rearPosition: Int, inward: Bool)
    /// Through a splice closure, from a position of one cable's end to that of another.
    case splice(UnitHandle, rear: Int, position: Int, toRear: Int, toPosition: Int)
    /// Through a trunk, entered at this end; the strand is numbered as at the trunk's A end.
    case trunk(TrunkHandle, strand: Int, from: End)

    /// The same step, walked the other way.
    public var reversed: Hop {
        switch self {
        case .device: self
        case .cord(let cord, let from): .cord(cord, from: from.other)
        case .cassette(let unit, let port, let position, let rear, let rearPosition, let inward):
            .cassette(unit, port: port, position: position, rear: rear, rearPosition: rearPosition, inward: !inward)
        case .splice(let unit, let rear, let position, let toRear, let toPosition):
            .splice(unit, rear: toRear, position: toPosition, toRear: rear, toPosition: position)
        case .trunk(let trunk, let strand, let from): .trunk(trunk, strand: strand, from: from.other)
        }
    }
}

/// Why a strand goes no further.
public enum PathEnd: Hashable, Sendable {
    /// In a device port: the light is received.
    case device(PortHandle, position: Int)
    /// A front port without a cord.
    case noCord(PortHandle)
    /// A cable whose far end, or the leg that is concerned, is plugged nowhere.
    case loose(Cable)
    /// A rear connector without a trunk.
    case noTrunk(PortHandle)
    /// A cable that has no strand at this position of its plug.
    case noStrand(Cable, position: Int)
    /// A port, or a position of it, that the unit does not have.
    case noSuchPort(PortHandle)
    /// A position of a rear connector that the cassette does not have.
    case noSuchPosition(PortHandle, position: Int)
    /// A splitter sends it on to all of its ports at once, or a mux to one that depends on its wavelength.
    case splits(PortHandle)
    /// A mux lets no light of its wavelength through here.
    case stopsAtMux(PortHandle)
    /// A strand that is spliced to none in the closure where it ends.
    case noSplice(PortHandle, position: Int)
    /// Back where it began: the strand is a ring.
    case ring
}

/// Follows one strand hop by hop. Each joint is a permutation, so a walk either ends or comes back to its start; where a
/// strand is spliced twice, against ``SpliceNowhere``'s rule, it may go round elsewhere, which is found as well.
///
/// O(1) a hop over a snapshot, O(log n) over the store; allocates nothing. The plant is handed in at every hop
/// rather than kept, because a copy of a snapshot touches the count of every one of its arrays.
public struct StrandWalk {
    /// Where the light is and which way it goes.
    public enum Place: Hashable, Sendable {
        /// At a port, about to leave by the cable in it. Of a device port the position is a ``FibrePosition``.
        case leaving(PortHandle, position: Int)
        /// At a port, coming from the cable in it.
        case entering(PortHandle, position: Int)
    }

    private let start: Place
    private var place: Place
    /// What is followed: it decides which way a mux sends it. Nil is any light, which goes as far as all light does.
    private let wavelength: Picometres?
    private var hasMoved = false
    private var hops = 0
    /// Where it was a while ago. A strand that is spliced twice may go round without coming back to its start.
    private var mark: Place
    /// Set once `next(on:)` has answered nil.
    public private(set) var end: PathEnd?

    /// A walk that begins at a place.
    public init(from start: Place, wavelength: Picometres? = nil) {
        self.start = start
        self.wavelength = wavelength
        place = start
        mark = start
    }

    /// The next hop, or nil where the strand ends; ``end`` then says why.
    public mutating func next<T: Topology>(on plugs: borrowing T) throws(T.Failure) -> Hop? {
        guard end == nil else { return nil }
        if hasMoved, place == start || (hops > Self.longestWay && place == mark) { return stop(.ring) }
        hasMoved = true
        hops += 1
        // At every power of two, so that each ring is gone round at most twice more.
        if hops > Self.longestWay, hops & (hops - 1) == 0 { mark = place }
        switch place {
        case .leaving(let port, let position): return try throughCable(plugs, port, position)
        case .entering(let port, let position): return try into(port, position, plugs)
        }
    }

    /// Walks to the end without looking at the hops.
    public mutating func finish<T: Topology>(on plugs: borrowing T) throws(T.Failure) -> PathEnd {
        while try next(on: plugs) != nil {}
        return end ?? .ring
    }

    /// More hops than any cabling has; a longer walk is looked at for rings.
    private static let longestWay = 63

    private mutating func stop(_ end: PathEnd) -> Hop? {
        self.end = end
        return nil
    }

    private mutating func throughCable<T: Topology>(
        _ plugs: borrowing T, _ port: PortHandle, _ code: Int
    ) throws(T.Failure) -> Hop? {
        let connector = FibrePosition.connector(of: code)
        let plug = connector == 1 ? port : PortHandle(port.unit, port.port, connector: connector)
        let position = connector == 1 ? code : FibrePosition.position(of: code)
        if !port.isRear, try !plugs.hasFront(port) { return stop(.noSuchPort(port)) }
        guard let joint = try plugs.cable(at: plug) else { return stop(port.isRear ? .noTrunk(port) : .noCord(plug)) }
        guard let leaves = joint.shape.cross(from: joint.from, plug: joint.plug, position: position) else {
            return stop(.noStrand(joint.cable, position: position))
        }
        if let far = joint.far(plug: leaves.plug) {
            place = .entering(far, position: leaves.position)
        } else {
            end = .loose(joint.cable)
        }
        switch joint.cable {
        case .cord(let cord): return .cord(cord, from: joint.from)
        case .trunk(let trunk): return .trunk(trunk, strand: leaves.strand, from: joint.from)
        }
    }

    private mutating func into<T: Topology>(
        _ port: PortHandle, _ position: Int, _ plugs: borrowing T
    ) throws(T.Failure) -> Hop? {
        guard let shape = try plugs.cassette(port.unit) else {
            let whole = port.whole
            guard try plugs.hasFront(whole) else { return stop(.noSuchPort(port)) }
            let code = FibrePosition.code(connector: port.connector, position: position)
            end = .device(whole, position: code)
            return .device(whole, position: code)
        }
        if shape.inside == .splices { return try throughSplice(plugs, port, position) }
        return port.isRear ? outward(shape, port, position) : inward(shape, port, position)
    }

    private mutating func inward(_ shape: CassetteShape, _ port: PortHandle, _ position: Int) -> Hop? {
        guard let rear = shape.rear(port: port.number, position: position) else { return stop(.noSuchPort(port)) }
        if let wavelength, shape.branches.indices.contains(port.number - 1),
            !shape.branches[port.number - 1].passes(wavelength)
        {
            return stop(.stopsAtMux(port))
        }
        place = .leaving(PortHandle(port.unit, rear: Int32(rear.connector)), position: rear.position)
        return .cassette(
            port.unit, port: port.number, position: position, rear: rear.connector, rearPosition: rear.position,
            inward: true)
    }

    private mutating func outward(_ shape: CassetteShape, _ rear: PortHandle, _ position: Int) -> Hop? {
        if !shape.branches.isEmpty { return split(shape, rear, position) }
        guard let front = shape.front(connector: rear.number, position: position) else {
            return stop(.noSuchPosition(rear, position: position))
        }
        place = .leaving(PortHandle(rear.unit, Int32(front.port)), position: front.position)
        return .cassette(
            rear.unit, port: front.port, position: front.position, rear: rear.number, rearPosition: position,
            inward: false)
    }

    /// From the common port of a splitter or mux.
    private mutating func split(_ shape: CassetteShape, _ rear: PortHandle, _ position: Int) -> Hop? {
        guard shape.inside == .mux, let wavelength else { return stop(.splits(rear)) }
        guard let port = shape.branch(for: wavelength) else { return stop(.stopsAtMux(rear)) }
        place = .leaving(PortHandle(rear.unit, Int32(port)), position: position)
        return .cassette(
            rear.unit, port: port, position: position, rear: rear.number, rearPosition: position, inward: false)
    }

    /// From the strand of one cable to that of another, which ends in the same closure.
    private mutating func throughSplice<T: Topology>(
        _ plugs: borrowing T, _ port: PortHandle, _ position: Int
    ) throws(T.Failure) -> Hop? {
        guard let joint = try plugs.cable(at: port), let trunk = joint.trunk,
            let strand = joint.shape.strand(at: joint.from, plug: joint.plug, position: position)
        else { return stop(.noSplice(port, position: position)) }
        for other in try plugs.splices(of: TrunkStrand(trunk, strand)) {
            let shape = try plugs.trunk(other.trunk).shape
            for end in [End.a, .z] {
                guard let at = shape.place(ofStrand: other.number, at: end),
                    let far = try plugs.port(of: other.trunk, end, plug: at.plug), far.unit == port.unit, far != port
                else { continue }
                place = .leaving(far, position: at.position)
                return .splice(
                    port.unit, rear: port.number, position: position, toRear: far.number, toPosition: at.position)
            }
        }
        return stop(.noSplice(port, position: position))
    }
}

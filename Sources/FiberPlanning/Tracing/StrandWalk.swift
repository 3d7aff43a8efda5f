import FiberModel

/// One step of light along a strand.
public enum Hop: Hashable, Sendable {
    /// The path begins or ends in a device port, at this fibre position of its connector.
    case device(PortHandle, position: Int)
    /// Through a patch cord, entered at this end.
    case cord(CordHandle, from: End)
    /// Through a cassette, from its front to its rear (`inward`) or back.
    case cassette(UnitHandle, port: Int, position: Int, rear: Int, rearPosition: Int, inward: Bool)
    /// Through a trunk, entered at this end; the strand is numbered as at the trunk's A end.
    case trunk(TrunkHandle, strand: Int, from: End)

    /// The same step, walked the other way.
    public var reversed: Hop {
        switch self {
        case .device: self
        case .cord(let cord, let from): .cord(cord, from: from.other)
        case .cassette(let unit, let port, let position, let rear, let rearPosition, let inward):
            .cassette(unit, port: port, position: position, rear: rear, rearPosition: rearPosition, inward: !inward)
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
    /// A cord whose far end is plugged nowhere.
    case looseCord(CordHandle)
    /// A rear connector without a trunk.
    case noTrunk(PortHandle)
    /// A trunk that has no strand at this position of the connector.
    case noStrand(TrunkHandle, position: Int)
    /// A port, or a position of it, that the unit does not have.
    case noSuchPort(PortHandle)
    /// A position of a rear connector that the cassette does not have.
    case noSuchPosition(PortHandle, position: Int)
    /// Back where it began: the strand is a ring.
    case ring
}

/// Follows one strand hop by hop. Each joint is a permutation, so a walk either ends or comes back to its start.
///
/// O(1) a hop over a snapshot, O(log n) over the store; allocates nothing. The plant is handed in at every hop
/// rather than kept, because a copy of a snapshot touches the count of every one of its arrays.
public struct StrandWalk {
    /// Where the light is and which way it goes.
    public enum Place: Hashable, Sendable {
        /// At a front port, about to leave by the cord.
        case leavingFront(PortHandle, position: Int)
        /// At a front port, coming from the cord.
        case enteringFront(PortHandle, position: Int)
        /// At a rear connector, about to leave by the trunk.
        case leavingRear(PortHandle, position: Int)
        /// At a rear connector, coming from the trunk.
        case enteringRear(PortHandle, position: Int)
    }

    private let start: Place
    private var place: Place
    private var hasMoved = false
    /// Set once `next(on:)` has answered nil.
    public private(set) var end: PathEnd?

    /// A walk that begins at a place.
    public init(from start: Place) {
        self.start = start
        place = start
    }

    /// The next hop, or nil where the strand ends; ``end`` then says why.
    public mutating func next<T: Topology>(on plugs: borrowing T) throws(T.Failure) -> Hop? {
        guard end == nil else { return nil }
        if hasMoved, place == start { return stop(.ring) }
        hasMoved = true
        switch place {
        case .leavingFront(let port, let position): return try throughCord(plugs, port, position)
        case .enteringFront(let port, let position): return try inward(plugs, port, position)
        case .leavingRear(let rear, let position): return try throughTrunk(plugs, rear, position)
        case .enteringRear(let rear, let position): return try outward(plugs, rear, position)
        }
    }

    /// Walks to the end without looking at the hops.
    public mutating func finish<T: Topology>(on plugs: borrowing T) throws(T.Failure) -> PathEnd {
        while try next(on: plugs) != nil {}
        return end ?? .ring
    }

    private mutating func stop(_ end: PathEnd) -> Hop? {
        self.end = end
        return nil
    }

    private mutating func throughCord<T: Topology>(_ plugs: borrowing T, _ port: PortHandle, _ position: Int) throws(T
        .Failure) -> Hop?
    {
        guard try plugs.hasFront(port) else { return stop(.noSuchPort(port)) }
        guard let joint = try plugs.cord(at: port) else { return stop(.noCord(port)) }
        guard let leaves = joint.from == .a ? joint.map.far(position) : joint.map.near(position) else {
            return stop(.noSuchPort(port))
        }
        if let far = joint.far {
            place = .enteringFront(far, position: leaves)
        } else {
            end = .looseCord(joint.cord)
        }
        return .cord(joint.cord, from: joint.from)
    }

    private mutating func inward<T: Topology>(_ plugs: borrowing T, _ port: PortHandle, _ position: Int) throws(T
        .Failure) -> Hop?
    {
        guard let shape = try plugs.cassette(port.unit) else {
            guard try plugs.hasFront(port) else { return stop(.noSuchPort(port)) }
            end = .device(port, position: position)
            return .device(port, position: position)
        }
        guard let rear = shape.rear(port: Int(port.port), position: position) else { return stop(.noSuchPort(port)) }
        place = .leavingRear(PortHandle(port.unit, Int32(rear.connector)), position: rear.position)
        return .cassette(
            port.unit, port: Int(port.port), position: position, rear: rear.connector, rearPosition: rear.position,
            inward: true)
    }

    private mutating func throughTrunk<T: Topology>(_ plugs: borrowing T, _ rear: PortHandle, _ position: Int) throws(T
        .Failure) -> Hop?
    {
        guard let joint = try plugs.trunk(at: rear) else { return stop(.noTrunk(rear)) }
        let isFromA = joint.from == .a
        guard let leaves = isFromA ? joint.map.far(position) : joint.map.near(position) else {
            return stop(.noStrand(joint.trunk, position: position))
        }
        place = .enteringRear(joint.far, position: leaves)
        return .trunk(joint.trunk, strand: isFromA ? position : leaves, from: joint.from)
    }

    private mutating func outward<T: Topology>(_ plugs: borrowing T, _ rear: PortHandle, _ position: Int) throws(T
        .Failure) -> Hop?
    {
        guard let shape = try plugs.cassette(rear.unit),
            let front = shape.front(connector: Int(rear.port), position: position)
        else { return stop(.noSuchPosition(rear, position: position)) }
        place = .leavingFront(PortHandle(rear.unit, Int32(front.port)), position: front.position)
        return .cassette(
            rear.unit, port: front.port, position: front.position, rear: Int(rear.port), rearPosition: position,
            inward: false)
    }
}

import FiberModel

/// Where the fibres of a link's A port really lead.
public enum LinkOutcome: Hashable, Sendable {
    /// Every fibre ends in the Z port.
    case connected
    /// A fibre stops on the way.
    case stops(PathEnd)
    /// Every fibre ends in one port, but not the Z port.
    case reaches(PortHandle)
    /// The fibres end in different ports.
    case splits(PortHandle, PortHandle)
}

/// The outcome of every link, and which cords carry one. O(links × hops).
public struct LinkTraces: Sendable {
    public private(set) var outcomes: [LinkOutcome] = []
    /// By link: whether a fibre on which the A end sends ends where the Z end sends as well.
    public private(set) var sendsMeet: [Bool] = []
    /// By cord: the link that runs through it, or -1.
    private var linkOfCord: [Int32]

    /// The link that runs through a cord.
    public func link(over cord: CordHandle) -> LinkHandle? {
        linkOfCord[cord.index] < 0 ? nil : LinkHandle(linkOfCord[cord.index])
    }

    public init(_ plant: Plant) {
        linkOfCord = Array(repeating: -1, count: plant.cords.count)
        outcomes.reserveCapacity(plant.links.count)
        sendsMeet = Array(repeating: false, count: plant.links.count)
        var positionsOf: [Catalogue.Key: [Int]] = [:]
        var sendsOf: [Catalogue.Key: [Int]] = [:]
        func sends(_ port: PortHandle, _ link: Int) -> [Int] {
            let optic = plant.opticKey(at: port) ?? plant.links.optic[link]
            if let known = sendsOf[optic] { return known }
            let sends = plant.catalogue.optic(optic)?.transmitPositions ?? [1]
            sendsOf[optic] = sends
            return sends
        }
        for link in 0..<plant.links.count {
            let a = plant.links.a[link]
            let optic = plant.opticKey(at: a) ?? plant.links.optic[link]
            let positions = positionsOf[optic] ?? Self.positions(of: plant.catalogue.optic(optic))
            positionsOf[optic] = positions
            let z = plant.links.z[link]
            let outcome = trace(Int32(link), from: a, positions, to: z, plant, sends: (sends(a, link), sends(z, link)))
            outcomes.append(outcome)
            // The cords beyond a fault still belong to the link: they are found from its other end.
            if outcome != .connected { _ = trace(Int32(link), from: z, positions, to: a, plant, sends: ([], [])) }
        }
    }

    /// The fibre positions that an optic sends and receives on.
    public static func positions(of optic: Optic?) -> [Int] {
        guard let optic else { return [1, 2] }
        return Set(optic.transmitPositions + optic.receivePositions).sorted()
    }

    private mutating func trace(
        _ link: Int32, from a: PortHandle, _ positions: [Int], to z: PortHandle, _ plant: Plant,
        sends: (a: [Int], z: [Int])
    ) -> LinkOutcome {
        var first: PortHandle?
        var split: PortHandle?
        var stop: PathEnd?
        for position in positions {
            var walk = StrandWalk(from: .leavingFront(a, position: position))
            while let hop = walk.next(on: plant) {
                if case .cord(let cord, _) = hop { linkOfCord[cord.index] = link }
            }
            switch walk.end ?? .ring {
            case .device(let port, let arrives):
                if port == z, sends.a.contains(position), sends.z.contains(arrives) { sendsMeet[Int(link)] = true }
                if first == nil { first = port } else if first != port { split = split ?? port }
            case let end: stop = stop ?? end
            }
        }
        if let stop { return .stops(stop) }
        guard let first else { return .stops(.ring) }
        if let split { return .splits(first, split) }
        return first == z ? .connected : .reaches(first)
    }
}

import FiberModel

/// Where the fibres of a link really lead, seen from one of its ends.
public struct LinkView: Hashable, Sendable {
    /// The first fibre that stops on the way.
    public var stop: PathEnd?
    /// The port in which fibres end although it is not that of the other end; nil where they end there, or nowhere.
    public var other: PortHandle?
    /// Two ports in which fibres of this end come out.
    public var split: (PortHandle, PortHandle)?

    var isRight: Bool { stop == nil && other == nil && split == nil }

    /// Whether both ends see the same.
    public static func == (a: LinkView, b: LinkView) -> Bool {
        a.stop == b.stop && a.other == b.other && a.split?.0 == b.split?.0 && a.split?.1 == b.split?.1
    }
    /// Over what is seen.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(stop)
        hasher.combine(other)
    }
}

/// Everything that is wrong with where the light of a link goes: each fault by itself, so that none hides another.
public struct LinkFaults: Sendable {
    /// What the A end sees.
    public var a = LinkView()
    /// What the Z end sees.
    public var z = LinkView()
    /// Whether a fibre on which one end sends comes to where the other end sends as well, and does not listen.
    public var sendsMeet = false
    /// A position of the right port at which light arrives and nothing receives, and the end that sends it.
    public var unlit: (from: End, position: Int)?

    /// The view in which `fault` is seen, that of the A end first.
    public func view<Fault>(_ fault: (LinkView) -> Fault?) -> (from: End, fault: Fault)? {
        fault(a).map { (.a, $0) } ?? fault(z).map { (.z, $0) }
    }
}

/// Where the light of every link goes, and which cords carry one. O(links × hops).
public struct LinkTraces: Sendable {
    /// Links of which anything is wrong, by their place.
    public private(set) var faults: [Int32: LinkFaults] = [:]
    /// By cord: the link that runs through it, or -1.
    private var linkOfCord: [Int32]
    private let count: Int

    /// The link that runs through a cord.
    public func link(over cord: CordHandle) -> LinkHandle? {
        linkOfCord[cord.index] < 0 ? nil : LinkHandle(linkOfCord[cord.index])
    }

    /// Links of which every fibre of both ends comes to the port at the other end, whatever it does there.
    public var connected: Int { count - faults.values.count { !($0.a.isRight && $0.z.isRight) } }

    /// The links with a fault, in their order.
    public var faulty: [(link: LinkHandle, faults: LinkFaults)] {
        faults.sorted { $0.key < $1.key }.map { (LinkHandle($0.key), $0.value) }
    }

    /// Follows every link of a plant.
    public init(_ plant: Plant) {
        linkOfCord = Array(repeating: -1, count: plant.cords.count)
        count = plant.links.count
        var faces: [Catalogue.Key: OpticFace] = [:]
        func face(_ port: PortHandle, _ link: Int) -> OpticFace {
            let optic = plant.opticKey(at: port) ?? plant.links.optic[link]
            if let known = faces[optic] { return known }
            let face = OpticFace(plant.catalogue.optic(optic))
            faces[optic] = face
            return face
        }
        var arrivals = Arrivals()
        for link in 0..<plant.links.count {
            let (a, z) = (plant.links.a[link], plant.links.z[link])
            let (near, far) = (face(a, link), face(z, link))
            var faults = LinkFaults()
            faults.a = follow(Int32(link), from: a, near, to: z, plant, &arrivals)
            judge(from: .a, near, far, arrivals, &faults)
            // Fibres are the same from both sides: only where one of the far end's was not come upon is it followed.
            let covers = faults.a.isRight && far.positions.allSatisfy { arrivals.far.contains($0) }
            if covers {
                judgeBack(near, far, arrivals, &faults)
            } else {
                faults.z = follow(Int32(link), from: z, far, to: a, plant, &arrivals)
                judge(from: .z, far, near, arrivals, &faults)
            }
            guard !faults.a.isRight || !faults.z.isRight || faults.sendsMeet || faults.unlit != nil else { continue }
            self.faults[Int32(link)] = faults
        }
    }

    /// The fibre positions that an optic sends and receives on; those of a pair for an unknown optic.
    public static func positions(of optic: Optic?) -> [Int] { OpticFace(optic).positions }

    /// Where the fibres of one end came out in the right port; kept from link to link, so that nothing is allocated.
    private struct Arrivals {
        var near: [Int] = []
        var far: [Int] = []
    }

    private mutating func follow(
        _ link: Int32, from port: PortHandle, _ face: OpticFace, to other: PortHandle, _ plant: Plant,
        _ arrivals: inout Arrivals
    ) -> LinkView {
        arrivals.near.removeAll(keepingCapacity: true)
        arrivals.far.removeAll(keepingCapacity: true)
        var view = LinkView()
        var first: PortHandle?
        for position in face.positions {
            var walk = StrandWalk(from: .leavingFront(port, position: position))
            while let hop = walk.next(on: plant) {
                if case .cord(let cord, _) = hop { linkOfCord[cord.index] = link }
            }
            switch walk.end ?? .ring {
            case .device(let reached, let arrives):
                if reached == other {
                    arrivals.near.append(position)
                    arrivals.far.append(arrives)
                }
                if let first, first != reached, view.split == nil { view.split = (first, reached) }
                if first == nil { first = reached }
            case let end: view.stop = view.stop ?? end
            }
        }
        if let first, view.split == nil, first != other { view.other = first }
        return view
    }

    private func judge(
        from end: End, _ near: OpticFace, _ far: OpticFace, _ arrivals: Arrivals, _ faults: inout LinkFaults
    ) {
        for (position, arrives) in zip(arrivals.near, arrivals.far) where near.transmit.contains(position) {
            note(arrives, end, far, &faults)
        }
    }

    private func judgeBack(
        _ near: OpticFace, _ far: OpticFace, _ arrivals: Arrivals, _ faults: inout LinkFaults
    ) {
        for (position, sent) in zip(arrivals.near, arrivals.far) where far.transmit.contains(sent) {
            note(position, .z, near, &faults)
        }
    }

    /// Light that an end sends comes to a position of the right port.
    private func note(_ position: Int, _ end: End, _ face: OpticFace, _ faults: inout LinkFaults) {
        guard !face.receive.contains(position) else { return }
        if face.transmit.contains(position) {
            faults.sendsMeet = true
        } else if faults.unlit == nil {
            faults.unlit = (end, position)
        }
    }
}

/// The positions on which an optic sends and receives. Few, so that looking through them beats hashing.
struct OpticFace: Sendable {
    let positions: [Int]
    let transmit: [Int]
    let receive: [Int]

    init(_ optic: Optic?) {
        transmit = optic?.transmitPositions ?? [1]
        receive = optic?.receivePositions ?? [2]
        positions = Set(transmit + receive).sorted()
    }
}

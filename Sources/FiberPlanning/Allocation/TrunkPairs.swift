import FiberModel

/// What of a trunk can be patched to at both ends: pairs by duplex cords, whole plugs by array cords.
struct TrunkPairs: Sendable {
    struct Pair: Hashable, Sendable {
        /// Front ports of the cassettes at the trunk's A and Z ends.
        var a: Int32
        var z: Int32
        /// Whether the two fibres change legs on the way.
        var swaps: Bool
        /// The strands that it runs on.
        var strands: [Int]
        /// Of a plug, the positions of the port at A that have a fibre.
        var lit: [Int] = [1, 2]
    }

    let pairs: [Pair]

    private init() { pairs = [] }

    /// Pairs in the order of the A end's ports, whether they are free or not: every port of which both fibres come out in
    /// one port of the far cassette.
    init(_ a: CassetteShape, _ trunk: StrandMap, _ z: CassetteShape, rears: (a: Int, z: Int)) {
        var pairs: [Pair] = []
        for port in 1...max(1, a.frontCount) where a.frontPositions == 2 && z.frontPositions == 2 {
            var ends: [(port: Int, leg: Int)] = []
            var strands: [Int] = []
            for leg in 1...2 {
                guard let rear = a.rear(port: port, position: leg), rear.connector == rears.a,
                    let far = trunk.far(rear.position), let front = z.front(connector: rears.z, position: far)
                else { continue }
                ends.append((front.port, front.position))
                strands.append(rear.position)
            }
            guard ends.count == 2, ends[0].port == ends[1].port else { continue }
            pairs.append(Pair(a: Int32(port), z: Int32(ends[0].port), swaps: ends[0].leg == 2, strands: strands))
        }
        self.pairs = pairs
    }

    /// The pairs of a trunk of a plant; none where its cassettes or type are not known.
    ///
    /// Between panels of array adapters a pair is a whole plug: what runs over it is a parallel optic.
    init(_ trunk: TrunkHandle, in plant: Plant) {
        let joint = plant.trunk(trunk)
        guard let far = joint.far, joint.near.isRear, far.isRear, let a = plant.cassette(joint.near.unit),
            let z = plant.cassette(far.unit)
        else {
            self.init()
            return
        }
        if a.frontPositions > 2, a.frontPositions == z.frontPositions, a.isAdapter, z.isAdapter {
            self.init(plugs: trunk, a, z, in: plant)
        } else if joint.shape.plugs == (1, 1) {
            self.init(a, joint.shape.map, z, rears: (joint.near.number, far.number))
        } else {
            self.init()
        }
    }

    /// The plugs of a trunk that go whole from one panel to another, straight or turned round.
    private init(plugs trunk: TrunkHandle, _ a: CassetteShape, _ z: CassetteShape, in plant: Plant) {
        let row = plant.trunks[trunk.index]
        var pairs: [Pair] = []
        for case let port? in plant.ports(of: trunk, .a) where port.isRear && port.unit == row.a.unit {
            guard let joint = plant.cable(at: port), joint.trunk == trunk else { continue }
            var ends: [(port: Int, from: Int, to: Int)] = []
            var strands: [Int] = []
            for position in 1...a.frontPositions {
                guard let near = a.front(connector: port.number, position: position),
                    let way = joint.shape.cross(from: .a, plug: joint.plug, position: position),
                    let far = joint.far(plug: way.plug), far.isRear, far.unit == row.z.unit,
                    let front = z.front(connector: far.number, position: way.position)
                else { continue }
                ends.append((front.port, near.position, front.position))
                strands.append(way.strand)
            }
            guard let first = ends.first, ends.allSatisfy({ $0.port == first.port }),
                let own = a.front(connector: port.number, position: 1)
            else { continue }
            let isReversed = ends.allSatisfy { $0.from + $0.to == a.frontPositions + 1 }
            guard isReversed || ends.allSatisfy({ $0.from == $0.to }) else { continue }
            pairs.append(
                Pair(
                    a: Int32(own.port), z: Int32(first.port), swaps: isReversed, strands: strands, lit: ends.map(\.from)
                ))
        }
        self.pairs = pairs.sorted { $0.a < $1.a }
    }
}

import FiberModel

/// The pairs of a trunk that a duplex cord can be patched to at both ends.
struct TrunkPairs: Sendable {
    struct Pair: Hashable, Sendable {
        /// Front ports of the cassettes at the trunk's A and Z ends.
        var a: Int32
        var z: Int32
        /// Whether the two fibres change legs on the way.
        var swaps: Bool
        /// The strands that it runs on.
        var strands: [Int]
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
    init(_ trunk: TrunkHandle, in plant: Plant) {
        let joint = plant.trunk(trunk)
        guard let far = joint.far, joint.near.isRear, far.isRear, let a = plant.cassette(joint.near.unit),
            let z = plant.cassette(far.unit), joint.shape.plugs == (1, 1)
        else {
            self.init()
            return
        }
        self.init(a, joint.shape.map, z, rears: (joint.near.number, far.number))
    }
}

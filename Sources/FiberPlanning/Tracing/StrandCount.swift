import FiberModel

/// How many strands trunks have, and how many of them are taken up at both ends.
package struct StrandCount: Sendable {
    package private(set) var strands = 0
    package private(set) var patched = 0
    /// Broken or reserved, and not patched.
    package private(set) var withheld = 0
    package var free: Int { strands - patched - withheld }

    package init() {}

    /// Those of one trunk. O(its strands).
    package init(_ trunk: TrunkHandle, in plant: Plant, notes: [TrunkStrand: StrandException.State] = [:]) {
        let joint = plant.trunk(trunk)
        strands = joint.shape.strands
        for number in 1...max(1, strands) {
            if Self.isPatched(number, trunk, joint, plant) {
                patched += 1
            } else if notes[TrunkStrand(trunk, number)] != nil {
                withheld += 1
            }
        }
    }

    package static func += (sum: inout StrandCount, more: StrandCount) {
        sum.strands += more.strands
        sum.patched += more.patched
        sum.withheld += more.withheld
    }

    private static func isPatched(_ strand: Int, _ trunk: TrunkHandle, _ joint: CableJoint, _ plant: Plant) -> Bool {
        [End.a, .z].allSatisfy { end in
            guard let place = joint.shape.place(ofStrand: strand, at: end) else { return false }
            let ports = plant.ports(of: trunk, end)
            return ports.indices.contains(place.plug - 1)
                && goesOn(from: ports[place.plug - 1], place.position, TrunkStrand(trunk, strand), plant)
        }
    }

    /// Whether a cable or a device takes up the light of a strand behind a port.
    private static func goesOn(from port: PortHandle?, _ position: Int, _ strand: TrunkStrand, _ plant: Plant) -> Bool {
        guard let port else { return false }
        guard let shape = plant.cassette(port.unit) else { return true }
        if shape.inside == .splices { return !plant.splices(of: strand).isEmpty }
        if port.isRear {
            guard let front = shape.front(connector: port.number, position: position) else { return false }
            return plant.cableInPort(PortHandle(port.unit, Int32(front.port))) != nil
        }
        guard let rear = shape.rear(port: port.number, position: position) else { return false }
        return plant.cableInPort(PortHandle(port.unit, rear: Int32(rear.connector))) != nil
    }
}

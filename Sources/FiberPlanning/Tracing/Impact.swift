import FiberModel

/// What is affected by losing a part of the plant.
///
/// Follows every strand of the trunks that are lost and every cord that is lost, and nothing else: the cost is
/// that of what is hit, whatever the size of the plant.
package struct Impact {
    package private(set) var trunks: [(trunk: TrunkHandle, strandsInUse: Int, strands: Int)] = []
    private var lost: Set<TrunkHandle> = []
    package private(set) var cords: Set<CordHandle> = []
    /// Device ports that lose their light.
    package private(set) var darkPorts: Set<PortHandle> = []

    package init() {}

    /// Counts a trunk as lost, with every cord that its strands run on over.
    package mutating func markLost<T: Topology>(_ trunk: TrunkHandle, on plugs: T) throws(T.Failure) {
        guard lost.insert(trunk).inserted else { return }
        let count = try plugs.trunk(trunk).shape.strands
        var used = 0
        for strand in 1...max(1, count) {
            guard let path = try Trace.fromStrand(strand, of: trunk, on: plugs) else { continue }
            if markLost(path) { used += 1 }
        }
        trunks.append((trunk, used, count))
    }

    /// Counts whatever is patched to a front port as lost.
    package mutating func markLost<T: Topology>(_ port: PortHandle, on plugs: T) throws(T.Failure) {
        guard let joint = try plugs.cable(at: port) else { return }
        if let cord = joint.cord { cords.insert(cord) }
        let isCassette = try plugs.cassette(port.unit) != nil
        for position in 1...max(1, joint.shape.positions(at: joint.from)) {
            let code = FibrePosition.code(connector: port.connector, position: position)
            let path =
                isCassette
                ? try Trace.fromCassette(port, position: position, on: plugs)
                : try Trace.fromDevice(port.whole, position: code, on: plugs)
            _ = markLost(path)
        }
    }

    /// Counts a device port as dark although nothing may be patched to it.
    package mutating func markDark(_ port: PortHandle) { darkPorts.insert(port) }

    /// Whether any cord is on the path.
    private mutating func markLost(_ path: StrandPath) -> Bool {
        var isUsed = false
        for case .cord(let cord, _) in path.hops {
            cords.insert(cord)
            isUsed = true
        }
        darkPorts.formUnion(path.devicePorts)
        return isUsed
    }
}

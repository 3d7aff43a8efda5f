import FiberModel

/// What is affected by losing a part of the plant.
///
/// Follows every strand of the trunks that are lost and every cord that is lost, and nothing else: the cost is
/// that of what is hit, whatever the size of the plant.
package struct Impact {
    package private(set) var trunks: [(trunk: TrunkHandle, strandsInUse: Int, strands: Int)] = []
    private var lost: Set<TrunkHandle> = []
    package private(set) var cords: Set<CordHandle> = []
    /// The links that lose their light, by their labels.
    package private(set) var links: [String: Link] = [:]

    package init() {}

    /// Counts a trunk as lost, with every cord that its strands run on over.
    package mutating func markLost(_ trunk: TrunkHandle, on plugs: some PlantLookup) throws(PlantError) {
        guard lost.insert(trunk).inserted else { return }
        let count = try plugs.trunk(trunk).shape.strands
        var used = 0
        for strand in 1...max(1, count) {
            guard let path = try Trace.fromStrand(strand, of: trunk, on: plugs) else { continue }
            if try markLost(path, plugs) { used += 1 }
        }
        trunks.append((trunk, used, count))
    }

    /// Counts whatever is patched to a front port as lost.
    package mutating func markLost(_ port: PortHandle, on plugs: some PlantLookup) throws(PlantError) {
        guard let joint = try plugs.cable(at: port) else { return }
        if let cord = joint.cord { cords.insert(cord) }
        let isCassette = try plugs.cassette(port.unit) != nil
        for position in 1...max(1, joint.shape.positions(at: joint.from)) {
            let code = FibrePosition.code(connector: port.connector, position: position)
            let path =
                isCassette
                ? try Trace.fromCassette(port, position: position, on: plugs)
                : try Trace.fromDevice(port.whole, position: code, on: plugs)
            _ = try markLost(path, plugs)
        }
    }

    /// Counts a link as dark although nothing may be patched to its port.
    package mutating func markDark(_ link: Link) { links[link.label] = link }

    /// Whether anything uses the path.
    private mutating func markLost(_ path: StrandPath, _ plugs: some PlantLookup) throws(PlantError) -> Bool {
        for case .cord(let cord, _) in path.hops { cords.insert(cord) }
        let use = try plugs.use(of: path)
        for link in use.links { markDark(link) }
        return use.isUsed
    }
}

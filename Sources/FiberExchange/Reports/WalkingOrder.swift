import FiberModel

/// The order in which an installer passes the ports of a hall: by hall, row and rack, from the top down, from
/// left to right.
struct WalkingOrder: Sendable {
    private let ranks: [Int32]

    init(_ plant: Plant) {
        let racks = plant.racks.indices.sorted {
            let (a, b) = (plant.racks[$0].address, plant.racks[$1].address)
            return a.hall != b.hall ? naturallyPrecedes(a.hall, b.hall) : naturallyPrecedes(a.grid, b.grid)
        }
        var rackRank = Array(repeating: 0, count: racks.count)
        for (rank, rack) in racks.enumerated() { rackRank[rack] = rank }
        let order = plant.units.indices.sorted {
            let (a, b) = (plant.units[$0], plant.units[$1])
            return (rackRank[a.rack.index], -a.u, a.slot) < (rackRank[b.rack.index], -b.u, b.slot)
        }
        var ranks = [Int32](repeating: 0, count: order.count)
        for (rank, unit) in order.enumerated() { ranks[unit] = Int32(rank) }
        self.ranks = ranks
    }

    /// Where a port comes: its unit, then the front by number and connector, then the rear.
    func place(_ port: PortHandle) -> UInt64 {
        let side: UInt64 = port.isRear ? 1 << 31 : 0
        return UInt64(ranks[port.unit.index]) << 32 | side | UInt64(port.number) << 8 | UInt64(port.connector)
    }
}

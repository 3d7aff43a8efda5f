import FiberModel

/// How much of a plant is in use.
package struct PlantUsage: Sendable {
    /// What is counted, in words, and the count.
    package private(set) var rows: [(name: String, count: Int)] = []

    /// O(plant).
    package init(_ plant: Plant) {
        let traces = LinkTraces(plant)
        var strands = 0
        var patched = 0
        var millimetres = 0
        for (index, trunk) in plant.trunks.enumerated() where trunk.status != .retired && !trunk.isCord {
            let count = StrandCount(TrunkHandle(index: index), in: plant)
            strands += count.strands
            patched += count.patched
            millimetres += trunk.length?.rawValue ?? 0
        }
        let ends = plant.strands
        var ports = (device: 0, deviceFree: 0, cassette: 0, cassetteFree: 0)
        for (index, unit) in plant.units.enumerated() where unit.ports > 0 {
            let free = (1...unit.ports).count {
                plant.cableInPort(PortHandle(UnitHandle(index: index), Int32($0))) == nil
            }
            if unit.cassetteType == nil {
                ports.device += unit.ports
                ports.deviceFree += free
            } else {
                ports.cassette += unit.ports
                ports.cassetteFree += free
            }
        }
        rows = [
            ("device ports", ports.device), ("device ports without a cord", ports.deviceFree),
            ("cassette ports", ports.cassette), ("cassette ports without a cord", ports.cassetteFree),
            ("strands in trunks", strands), ("strands patched at both ends", patched),
            ("strands broken", ends.count { $0.state == .broken }),
            ("strands reserved", ends.count { $0.state == .reserved }), ("metres of trunk", millimetres / 1000),
            ("links that reach their port", traces.connected),
        ]
        for status in Status.allCases {
            rows.append(("cords \(status.rawValue)", plant.cords.status.count { $0 == status }))
        }
    }
}

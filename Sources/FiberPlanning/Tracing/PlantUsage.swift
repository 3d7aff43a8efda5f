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
            let joint = plant.trunk(TrunkHandle(index: index))
            strands += joint.shape.strands
            patched += (1...max(1, joint.shape.strands)).count {
                isPatched($0, TrunkHandle(index: index), joint, plant)
            }
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

    private func isPatched(_ strand: Int, _ trunk: TrunkHandle, _ joint: CableJoint, _ plant: Plant) -> Bool {
        [End.a, .z].allSatisfy { end in
            guard let place = joint.shape.place(ofStrand: strand, at: end) else { return false }
            let ports = plant.ports(of: trunk, end)
            return ports.indices.contains(place.plug - 1)
                && goesOn(from: ports[place.plug - 1], place.position, TrunkStrand(trunk, strand), plant)
        }
    }

    /// Whether a cable or a device takes up the light of a strand behind a port.
    private func goesOn(from port: PortHandle?, _ position: Int, _ strand: TrunkStrand, _ plant: Plant) -> Bool {
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

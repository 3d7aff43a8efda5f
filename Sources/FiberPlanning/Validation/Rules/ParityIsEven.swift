import FiberModel

struct ParityIsEven: DocumentedRule {
    let code = "POL003"
    let name = "parity-is-even"
    let severity = Severity.error
    let subject = RecordKind.link
    let summary = "Between parallel optics an odd number of cables and adapters reverses the positions."
    let why = """
        Transmit stands at 1 to 4 and receive at 12 to 9: each Type-B cable or adapter turns them round, and an even number of turns brings transmit to transmit. This is counted apart from following the strands, and proves the same.
        """
    var triggeringExample: TinyHall { .parallel { $0.trunk.type = "MPO-12-A-M" } }
    var nonTriggeringExample: TinyHall { .parallel() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var sizes: [Catalogue.Key: Int] = [:]
        for key in plant.opticKeys { sizes[key] = parallelSize(plant.catalogue.optic(key), plant.catalogue) }
        guard !sizes.isEmpty else { return }
        for link in 0..<plant.links.count {
            let handle = LinkHandle(index: link)
            let keys = survey.optics(of: link)
            guard let size = sizes[keys.a], sizes[keys.z] == size,
                let parity = Parity(of: handle, size, in: plant), parity.reversals.count % 2 == 0
            else { continue }
            let what =
                parity.reversals.isEmpty
                ? "nothing on the way reverses" : "\(parity.reversals.joined(separator: ", ")) reverse"
            report.add(
                plant.label(of: handle), "\(what): an even number, so transmit meets transmit",
                actual: Measure(count: parity.reversals.count, "reversals"),
                advice:
                    "make one Type-A cable of the way a Type-B one, or the other way round: fiberplan polarity \(plant.label(of: handle))"
            )
        }
    }

    /// The positions of the connector of a parallel optic that sends at k and hears at n + 1 - k; nil for any other.
    private func parallelSize(_ optic: Optic?, _ catalogue: Catalogue) -> Int? {
        guard let optic, optic.connectors ?? 1 == 1, let size = catalogue.connector(named: optic.connector)?.positions,
            size > 2, optic.lanes.allSatisfy({ $0.tx + $0.rx == size + 1 && $0.tx <= size / 2 })
        else { return nil }
        return size
    }
}

/// What reverses the positions on the way of a link over array cables; nil where the way has anything but whole plugs that
/// run straight or turned round.
struct Parity {
    private(set) var reversals: [String] = []

    init?(of link: LinkHandle, _ size: Int, in plant: Plant) {
        var port = plant.links.a[link.index]
        for _ in 0..<64 {
            guard let joint = plant.cable(at: port), let far = joint.farPlug(of: size) else { return nil }
            if far.isReversed { reversals.append("\(joint.cable.noun) \(plant.label(of: joint.cable))") }
            guard let next = joint.far(plug: far.plug) else { return nil }
            if plant.isDevice(next.unit) {
                guard next == plant.links.z[link.index] else { return nil }
                return
            }
            guard let shape = plant.cassette(next.unit), shape.isAdapter, let passed = shape.passing(next) else {
                return nil
            }
            if passed.isReversed { reversals.append("panel \(plant.address(of: next.unit))") }
            port = passed.port
        }
        return nil
    }
}

extension CableJoint {
    /// The plug at the other end that takes the whole of this one, straight or turned round; dark positions aside.
    fileprivate func farPlug(of size: Int) -> (plug: Int, isReversed: Bool)? {
        guard shape.positions(at: from) == size, shape.positions(at: from.other) == size else { return nil }
        let ways = (1...size).compactMap { position in
            shape.cross(from: from, plug: plug, position: position).map { (position, $0.plug, $0.position) }
        }
        guard let first = ways.first, ways.allSatisfy({ $0.1 == first.1 }) else { return nil }
        if ways.allSatisfy({ $0.0 == $0.2 }) { return (first.1, false) }
        return ways.allSatisfy { $0.0 + $0.2 == size + 1 } ? (first.1, true) : nil
    }
}

extension CassetteShape {
    /// The port at the other face of an adapter, and whether it turns the positions round.
    fileprivate func passing(_ port: PortHandle) -> (port: PortHandle, isReversed: Bool)? {
        if port.isRear {
            guard let front = front(connector: port.number, position: 1) else { return nil }
            return (PortHandle(port.unit, Int32(front.port)), front.position != 1)
        }
        guard let rear = rear(port: port.number, position: 1) else { return nil }
        return (PortHandle(port.unit, rear: Int32(rear.connector)), rear.position != 1)
    }
}

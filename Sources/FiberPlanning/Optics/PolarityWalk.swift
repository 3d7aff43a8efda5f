import FiberModel

/// The way of one fibre of a link in the steps by which its leg may change: cords, and permanent links, which are
/// a trunk with the cassettes at its ends.
///
/// A leg is the fibre position in a port. Whether cassettes pair 1 with 2 or 1 with 64 behind their ports makes no
/// difference here: a permanent link swaps the legs or it does not.
package struct PolarityWalk: Sendable {
    package struct Step: Hashable, Sendable {
        package enum What: Hashable, Sendable {
            case cord(CordHandle)
            case trunk(TrunkHandle, strand: Int)
        }
        package var what: What
        package var from: PortHandle
        package var leg: Int
        /// Nil where the fibre ends on the way.
        package var to: PortHandle?
        package var farLeg: Int?

        /// Whether an odd leg becomes even, or the other way round.
        package var swaps: Bool { farLeg.map { ($0 - leg) % 2 != 0 } ?? false }
        /// Whether it is a permanent link from front to front, whose ports can be compared by their numbers.
        package var joinsFronts: Bool {
            if case .trunk = what, let to { return !to.isRear && !from.isRear }
            return false
        }
        /// Whether a permanent link brings a port to that of another number.
        package var movesPort: Bool { joinsFronts && to?.port != from.port }

        /// The same, walked the other way; nil where the fibre ends on the way.
        fileprivate var reversed: Step? {
            guard let to, let farLeg else { return nil }
            return Step(what: what, from: to, leg: farLeg, to: from, farLeg: leg)
        }
    }

    package let from: End
    package let position: Int
    package private(set) var steps: [Step] = []
    package private(set) var end: PathEnd

    /// How often the legs are swapped: odd brings a transmitter to a receiver.
    package var swaps: Int { steps.count { $0.swaps } }

    /// - Parameter wavelength: what is followed, so that a mux sends it on.
    init<T: Topology>(
        _ end: End, _ port: PortHandle, position: Int, wavelength: Picometres? = nil, on plugs: borrowing T
    ) where T.Failure == Never {
        from = end
        self.position = position
        var walk = StrandWalk(from: .leaving(port, position: position), wavelength: wavelength)
        var place = (port: port, leg: position)
        var open: Step?
        func close(_ step: inout Step?, _ port: PortHandle, _ leg: Int) -> Step? {
            guard var done = step else { return nil }
            (done.to, done.farLeg) = (port, leg)
            step = nil
            return done
        }
        while let hop = walk.next(on: plugs) {
            switch hop {
            case .device(let port, let position):
                if let done = close(&open, port, position) { steps.append(done) }
            case .cord(let cord, _): open = Step(what: .cord(cord), from: place.port, leg: place.leg)
            case .cassette(let unit, let port, let position, let rear, let rearPosition, let isInward):
                // A permanent link is told by the front ports of its cassettes, whatever comes behind.
                let front = (port: PortHandle(unit, Int32(port)), leg: position)
                let behind = (port: PortHandle(unit, rear: Int32(rear)), leg: rearPosition)
                place = front
                let isOfTrunk = if case .trunk = open?.what { true } else { false }
                let reached = isOfTrunk || isInward ? front : behind
                if let done = close(&open, reached.port, reached.leg) { steps.append(done) }
            case .splice(let unit, let rear, let position, let toRear, let toPosition):
                if let done = close(&open, PortHandle(unit, rear: Int32(rear)), position) { steps.append(done) }
                place = (PortHandle(unit, rear: Int32(toRear)), toPosition)
            case .trunk(let trunk, let strand, _):
                open = Step(what: .trunk(trunk, strand: strand), from: place.port, leg: place.leg)
            }
        }
        if let open { steps.append(open) }
        self.end = walk.end ?? .ring
    }
}

extension PolarityWalk {
    /// The fibres on which the two ends of a link send, those of the A end first.
    package static func all(of link: LinkHandle, in plant: Plant) -> [PolarityWalk] {
        let (a, z) = (plant.links.a[link.index], plant.links.z[link.index])
        return [(End.a, a, z), (.z, z, a)].flatMap { end, port, other in
            let optic = plant.catalogue.optic(plant.opticKey(of: link, end))
            let far = LinkTraces.positions(of: plant.catalogue.optic(plant.opticKey(of: link, end.other)))
            return (optic?.transmitPositions ?? [1]).map { position in
                let wavelength = optic?.lanes.first { $0.tx == position }?.wavelength_pm
                let walk = PolarityWalk(end, port, position: position, wavelength: wavelength, on: plant)
                guard case .splits = walk.end else { return walk }
                // What a splitter parts is walked from where the link wants it.
                let back = far.lazy.map {
                    ($0, PolarityWalk(end.other, other, position: $0, wavelength: wavelength, on: plant))
                }
                let own = back.first { $0.1.end == .device(port, position: position) }
                return own?.1.reversed(to: .device(other, position: own?.0 ?? 1), position) ?? walk
            }
        }
    }

    /// The same fibre, walked the other way.
    private func reversed(to end: PathEnd, _ position: Int) -> PolarityWalk? {
        let steps = steps.reversed().compactMap(\.reversed)
        guard steps.count == self.steps.count else { return nil }
        return PolarityWalk(from: from.other, position: position, steps: steps, end: end)
    }

    private init(from: End, position: Int, steps: [Step], end: PathEnd) {
        (self.from, self.position, self.steps, self.end) = (from, position, steps, end)
    }
}

extension LinkHandle {
    /// The cords that the light of a link passes.
    package func cords(in plant: Plant) -> Set<CordHandle> {
        let steps = PolarityWalk.all(of: self, in: plant).flatMap(\.steps)
        return Set(steps.compactMap { if case .cord(let cord) = $0.what { cord } else { nil } })
    }
}

extension Polarity {
    /// What one fibre's end says, where the far optic sends and receives so at the wanted port.
    init(of end: PathEnd, wanted: PortHandle, _ face: OpticFace) {
        switch end {
        case .device(let port, _) where port != wanted: self = .otherPort(port)
        case .device(_, let arrives) where face.receive.contains(arrives): self = .right
        case .device(_, let arrives):
            self = face.transmit.contains(arrives) ? .transmitMeetsTransmit : .unlitPosition(arrives)
        default: self = .stops(end)
        }
    }

    /// Of several fibres the one that goes farthest astray decides.
    static func worse(_ a: Polarity, _ b: Polarity) -> Polarity { b.severity > a.severity ? b : a }

    private var severity: Int {
        switch self {
        case .right: 0
        case .transmitMeetsTransmit: 1
        case .unlitPosition: 2
        case .otherPort: 3
        case .stops: 4
        }
    }

    /// Where light that a splitter parts arrives at the port that is wanted, found from there; nil where it does not.
    private static func partedEnd<T: Topology>(
        _ from: PortHandle, _ position: Int, _ to: PortHandle, _ face: OpticFace, _ wavelength: Picometres?,
        on plugs: borrowing T
    ) -> PathEnd? where T.Failure == Never {
        for arrives in face.positions {
            var walk = StrandWalk(from: .leaving(to, position: arrives), wavelength: wavelength)
            if walk.finish(on: plugs) == .device(from, position: position) { return .device(to, position: arrives) }
        }
        return nil
    }

    /// Judges a link on a topology: every fibre that either optic sends on, followed to its end.
    static func judge<T: Topology>(
        _ a: PortHandle, _ z: PortHandle, _ optics: (a: Optic, z: Optic), on plugs: borrowing T
    ) -> Polarity where T.Failure == Never {
        var polarity = Polarity.right
        for (from, to, near, far) in [(a, z, optics.a, optics.z), (z, a, optics.z, optics.a)] {
            let face = OpticFace(far)
            for position in near.transmitPositions {
                let wavelength = near.lanes.first { $0.tx == position }?.wavelength_pm
                var walk = StrandWalk(from: .leaving(from, position: position), wavelength: wavelength)
                var end = walk.finish(on: plugs)
                if case .splits = end { end = partedEnd(from, position, to, face, wavelength, on: plugs) ?? end }
                polarity = .worse(polarity, Polarity(of: end, wanted: to, face))
            }
        }
        return polarity
    }
}

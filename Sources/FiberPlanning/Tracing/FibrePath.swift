import FiberModel

/// What a fibre of a link is made of, from the device that sends to the one that receives.
package struct FibrePath: Sendable {
    /// A part of the way that takes some of the light.
    package enum Element: Hashable, Sendable {
        case cord(CordHandle)
        /// A plug in a face of a cassette.
        case pair(CablePlug, UnitHandle, PortAddress.Side)
        /// Two plugs that meet in an adapter panel, the first in front, the second behind: one mated pair.
        case adapterPair(CablePlug, CablePlug, UnitHandle)
        case splices(UnitHandle)
        /// The fibre of a trunk, with its splices and the bends of its route.
        case trunk(TrunkHandle, strand: Int)
    }

    package private(set) var elements: [(element: Element, trunk: Int)] = []
    /// Where the light arrives, if it does.
    package private(set) var end: PathEnd = .ring

    package init() {}

    /// The unit that the light comes through, and the plug by which it came.
    private struct Passage {
        var unit: UnitHandle
        var plug: CablePlug?
        var isInward: Bool
        var isAdapter: Bool
        /// Where its elements begin.
        var start: Int
    }

    /// Follows the fibre at a position of a device port. O(hops); keeps its memory from one call to the next.
    ///
    /// With each element goes the number of the trunk, counted along the way, whose permanent link it belongs to: a trunk
    /// with the cassettes in whose rears it is. What is plugged in otherwise belongs to none, -1.
    package mutating func follow(_ port: PortHandle, position: Int, in plant: borrowing Plant) {
        elements.removeAll(keepingCapacity: true)
        var walk = StrandWalk(from: .leaving(port, position: position))
        var plug: CablePlug?
        var passage: Passage?
        var trunks = 0
        while let hop = walk.next(on: plant) {
            switch hop {
            case .device: break
            case .cord(let cord, let from):
                pass(&passage, to: CablePlug(.cord(cord), from), ofTrunk: -1)
                elements.append((.cord(cord), -1))
                plug = CablePlug(.cord(cord), from.other)
            case .cassette(let unit, _, _, _, _, let isInward):
                let isAdapter = plant.isAdapter(unit)
                passage = Passage(
                    unit: unit, plug: plug, isInward: isInward, isAdapter: isAdapter, start: elements.count)
                guard !isAdapter else { break }
                // What stands behind a trunk's own cassette belongs to it.
                let own = if !isInward, case .trunk = plug?.cable { trunks - 1 } else { -1 }
                if let plug { elements.append((.pair(plug, unit, isInward ? .front : .rear), own)) }
                elements.append((.splices(unit), own))
            case .trunk(let trunk, let strand, let from):
                pass(&passage, to: CablePlug(.trunk(trunk), from), ofTrunk: trunks)
                elements.append((.trunk(trunk, strand: strand), trunks))
                plug = CablePlug(.trunk(trunk), from.other)
                trunks += 1
            }
        }
        end = walk.end ?? .ring
    }

    /// Out of a unit by the plug of the next cable.
    private mutating func pass(_ passage: inout Passage?, to plug: CablePlug, ofTrunk number: Int) {
        guard let through = passage else { return }
        passage = nil
        // The trunk behind the unit: the one that comes where the light goes inward, the one that came where it goes out.
        let own = through.isInward ? number : elements.last(where: { $0.trunk >= 0 })?.trunk ?? -1
        let isBehind: Bool = if through.isInward { number >= 0 } else if case .trunk = through.plug?.cable { true } else { false }
        let trunk = isBehind ? own : -1
        if through.isAdapter {
            guard let near = through.plug else { return }
            let (front, rear) = through.isInward ? (near, plug) : (plug, near)
            elements.append((.adapterPair(front, rear, through.unit), trunk))
            return
        }
        if through.isInward {
            for place in through.start..<elements.count { elements[place].trunk = trunk }
        }
        elements.append((.pair(plug, through.unit, through.isInward ? .rear : .front), trunk))
    }
}

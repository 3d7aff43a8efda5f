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
        /// The way between the common port of a splitter or mux and one in front; inward is to the common port.
        case branch(UnitHandle, port: Int, isInward: Bool)
        /// A splice in a closure.
        case splice(TrunkStrand, TrunkStrand)
        /// The fibre of a trunk, with its splices and the bends of its route.
        case trunk(TrunkHandle, strand: Int)

        /// The same, passed the other way.
        var reversed: Element {
            switch self {
            case .branch(let unit, let port, let isInward): .branch(unit, port: port, isInward: !isInward)
            case .splice(let a, let z): .splice(z, a)
            default: self
            }
        }
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
    ///
    /// - Parameter wavelength: what is followed; it matters where the plant has a mux.
    package mutating func follow(
        _ port: PortHandle, position: Int, wavelength: Picometres? = nil, in plant: borrowing Plant
    ) {
        elements.removeAll(keepingCapacity: true)
        var walk = StrandWalk(from: .leaving(port, position: position), wavelength: wavelength)
        var strand: TrunkStrand?
        var plug: CablePlug?
        var passage: Passage?
        var trunks = 0
        var isSpliced = false
        while let hop = walk.next(on: plant) {
            switch hop {
            case .device: break
            case .cord(let cord, let from):
                pass(&passage, to: CablePlug(.cord(cord), from), ofTrunk: -1)
                elements.append((.cord(cord), -1))
                plug = CablePlug(.cord(cord), from.other)
            case .splice: isSpliced = true
            case .cassette(let unit, let port, _, _, _, let isInward):
                let isAdapter = plant.isAdapter(unit)
                passage = Passage(
                    unit: unit, plug: plug, isInward: isInward, isAdapter: isAdapter, start: elements.count)
                guard !isAdapter else { break }
                // What stands behind a trunk's own cassette belongs to it.
                let own = if !isInward, case .trunk = plug?.cable { trunks - 1 } else { -1 }
                if let plug { elements.append((.pair(plug, unit, isInward ? .front : .rear), own)) }
                elements.append(
                    plant.isBranched(unit)
                        ? (.branch(unit, port: port, isInward: isInward), own) : (.splices(unit), own))
            case .trunk(let trunk, let number, let from):
                let own = TrunkStrand(trunk, number)
                if isSpliced, let strand { elements.append((.splice(strand, own), -1)) }
                (isSpliced, strand) = (false, own)
                pass(&passage, to: CablePlug(.trunk(trunk), from), ofTrunk: trunks)
                elements.append((.trunk(trunk, strand: number), trunks))
                plug = CablePlug(.trunk(trunk), from.other)
                trunks += 1
            }
        }
        end = walk.end ?? .ring
    }

    /// Takes a fibre that a splitter parts from the port at which it is wanted, and reads it from where it is sent.
    mutating func turn(
        from far: PortHandle, to near: PortHandle, _ position: Int, _ wavelength: Picometres?, in plant: Plant
    ) {
        var back = FibrePath()
        for connector in plant.positions(at: far) {
            back.follow(far, position: connector, wavelength: wavelength, in: plant)
            guard back.end == .device(near, position: position) else { continue }
            elements = back.elements.reversed().map { element, trunk in (element.reversed, trunk) }
            end = .device(far, position: connector)
            return
        }
    }

    /// Out of a unit by the plug of the next cable.
    private mutating func pass(_ passage: inout Passage?, to plug: CablePlug, ofTrunk number: Int) {
        guard let through = passage else { return }
        passage = nil
        // The trunk behind the unit: the one that comes where the light goes inward, the one that came where it goes out.
        let own = through.isInward ? number : elements.last(where: { $0.trunk >= 0 })?.trunk ?? -1
        let isBehind: Bool =
            if through.isInward { number >= 0 } else if case .trunk = through.plug?.cable { true } else { false }
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

import FiberModel

/// What a fibre of a link is made of, from the device that sends to the one that receives.
package struct FibrePath: Sendable {
    /// A part of the way that takes some of the light.
    package enum Element: Hashable, Sendable {
        case cord(CordHandle)
        /// The plug of a cord in a front port of a cassette; the end of the cord.
        case frontPair(CordHandle, End, UnitHandle)
        /// The plug of a trunk in the rear of a cassette.
        case rearPair(TrunkHandle, UnitHandle)
        /// The plug of a cord, this end of it, and that of a trunk, which meet in an adapter panel: one mated pair.
        case adapterPair(CordHandle, End, TrunkHandle, UnitHandle)
        case splices(UnitHandle)
        /// The fibre of a trunk, with its splices and the bends of its route.
        case trunk(TrunkHandle, strand: Int)
    }

    package private(set) var elements: [(element: Element, trunk: Int)] = []
    /// Where the light arrives, if it does.
    package private(set) var end: PathEnd = .ring

    package init() {}

    /// Follows the fibre at a position of a device port. O(hops); keeps its memory from one call to the next.
    ///
    /// With each element goes the number of the trunk, counted along the way, whose permanent link it belongs to:
    /// everything between the front ports of its two cassettes. Cords belong to none, -1.
    package mutating func follow(_ port: PortHandle, position: Int, in plant: borrowing Plant) {
        elements.removeAll(keepingCapacity: true)
        var walk = StrandWalk(from: .leavingFront(port, position: position))
        var cord: (cord: CordHandle, from: End)?
        var unit: UnitHandle?
        var trunks = 0
        var trunk: TrunkHandle?
        while let hop = walk.next(on: plant) {
            switch hop {
            case .device: break
            case .cord(let handle, let from):
                // Behind a cassette, its own plug in the front port comes first.
                if let unit, let trunk {
                    elements.append(
                        plant.isAdapter(unit)
                            ? (.adapterPair(handle, from, trunk, unit), trunks - 1)
                            : (.frontPair(handle, from, unit), trunks - 1))
                }
                elements.append((.cord(handle), -1))
                cord = (handle, from)
            case .cassette(let handle, _, _, _, _, let inward):
                unit = handle
                guard !plant.isAdapter(handle) else { break }
                if inward {
                    if let cord { elements.append((.frontPair(cord.cord, cord.from.other, handle), trunks)) }
                    elements.append((.splices(handle), trunks))
                } else if let trunk {
                    elements.append((.rearPair(trunk, handle), trunks - 1))
                    elements.append((.splices(handle), trunks - 1))
                }
            case .trunk(let handle, let strand, _):
                if let unit {
                    if !plant.isAdapter(unit) {
                        elements.append((.rearPair(handle, unit), trunks))
                    } else if let cord {
                        elements.append((.adapterPair(cord.cord, cord.from.other, handle, unit), trunks))
                    }
                }
                elements.append((.trunk(handle, strand: strand), trunks))
                trunk = handle
                trunks += 1
            }
        }
        end = walk.end ?? .ring
    }
}

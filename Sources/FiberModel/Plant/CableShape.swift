/// A cable of a plant: one that is pulled over pathways, or one that is patched from port to port.
public enum Cable: Hashable, Sendable {
    case cord(CordHandle)
    case trunk(TrunkHandle)
}

/// A plug of a cable, by the end that it is at and its number there, counted from 1.
public struct CablePlug: Hashable, Sendable {
    /// The cable.
    public var cable: Cable
    /// The end that it is at.
    public var end: End
    /// Counted from 1.
    public var number: Int

    /// A plug of a cable.
    public init(_ cable: Cable, _ end: End, _ number: Int = 1) {
        self.cable = cable
        self.end = end
        self.number = number
    }
}

/// How the fibres of a kind of cable run between the plugs at its two ends.
///
/// A class, since every hop of a walk hands one on and a struct would count up each of its arrays.
public final class CableShape: Sendable {
    /// From the positions of the plugs at A, plug after plug, to those at Z.
    public let map: StrandMap
    /// Plugs at A and at Z.
    public let plugs: (a: Int, z: Int)
    /// Fibre positions of each plug at A and at Z.
    public let positions: (a: Int, z: Int)
    /// How many fibres it has: positions of A that none is behind are not counted.
    public let strands: Int
    /// The positions of A that have a fibre, in order; empty where each has one.
    private let lit: [UInt16]
    /// By position of A: the number of the fibre; empty where that is the position.
    private let numbers: [UInt16]

    /// A shape of plugs that are alike at each end.
    public init(_ map: StrandMap, plugs: (a: Int, z: Int) = (1, 1), positions: (a: Int, z: Int)) {
        self.map = map
        self.plugs = plugs
        self.positions = positions
        let joined = (1...map.count).filter { map.far($0) != nil }
        strands = joined.count
        guard joined.count < map.count else {
            (lit, numbers) = ([], [])
            return
        }
        lit = joined.map { UInt16($0) }
        var numbers = [UInt16](repeating: 0, count: map.count)
        for (index, position) in joined.enumerated() { numbers[position - 1] = UInt16(index + 1) }
        self.numbers = numbers
    }

    /// One plug at each end.
    public convenience init(_ map: StrandMap) { self.init(map, positions: (map.count, map.farCount)) }

    /// How many plugs an end has.
    public func plugs(at end: End) -> Int { end == .a ? plugs.a : plugs.z }
    /// How many positions each plug of an end has.
    public func positions(at end: End) -> Int { end == .a ? positions.a : positions.z }

    /// Where the light leaves that enters a plug of an end at a position, and on which fibre; nil where no fibre is.
    @inline(__always)
    public func cross(from end: End, plug: Int, position: Int) -> (plug: Int, position: Int, strand: Int)? {
        let (near, far) = end == .a ? (positions.a, positions.z) : (positions.z, positions.a)
        guard position >= 1, position <= near, let leaves = map.joined(end, (plug - 1) * near + position) else {
            return nil
        }
        let atA = end == .a ? (plug - 1) * near + position : leaves
        let strand = numbers.isEmpty ? atA : Int(numbers[atA - 1])
        // Nearly every cable has one plug at each end, and a division is dear.
        if leaves <= far { return (1, leaves, strand) }
        return ((leaves - 1) / far + 1, (leaves - 1) % far + 1, strand)
    }

    /// The plug and position at which a fibre begins at an end; nil where the cable has no such fibre.
    public func place(ofStrand strand: Int, at end: End) -> (plug: Int, position: Int)? {
        guard strand >= 1, strand <= strands else { return nil }
        let atA = lit.isEmpty ? strand : Int(lit[strand - 1])
        guard let at = end == .a ? atA : map.far(atA) else { return nil }
        let count = positions(at: end)
        return ((at - 1) / count + 1, (at - 1) % count + 1)
    }

    /// The fibre at a position of a plug; nil where none is.
    public func strand(at end: End, plug: Int, position: Int) -> Int? {
        cross(from: end, plug: plug, position: position)?.strand
    }
}

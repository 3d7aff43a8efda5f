/// How fibre positions of one side are joined to those of another: where the light that enters at position p (from 1)
/// leaves.
///
/// No two positions lead to one, so there and back is the identity. A position may lead nowhere: it has no fibre. Where
/// every position of both sides is joined it is a permutation.
public struct StrandMap: Hashable, Sendable {
    private let forward: [UInt16]
    private let backward: [UInt16]

    /// - Parameters:
    ///   - positions: the far position of near position 1, 2, …; 0 where it has no fibre.
    ///   - farCount: the positions of the far side; nil is as many as the greatest that is named, and no fewer than the near
    ///     side has where each of its own is joined.
    /// - Throws: ``PlantError`` with code `badValue` that names the position at fault.
    public init(_ positions: [Int], farCount: Int? = nil) throws(PlantError) {
        guard (1...9999).contains(positions.count) else {
            throw PlantError(.badValue, "strand map of \(positions.count) positions, expected 1 to 9999")
        }
        let isPartial = positions.contains(0)
        // Every position of a cassette may lead to a connector that has more.
        let count = farCount ?? max(1, positions.max() ?? 0, isPartial ? 0 : positions.count)
        guard (1...9999).contains(count) else {
            throw PlantError(.badValue, "strand map that leads to \(count) positions, expected 1 to 9999")
        }
        var backward = [UInt16](repeating: 0, count: count)
        for (near, far) in positions.enumerated() where far != 0 {
            guard (1...count).contains(far) else {
                throw PlantError(
                    .badValue,
                    "strand map sends position \(near + 1) to \(far), expected 1 to \(count)")
            }
            guard backward[far - 1] == 0 else {
                throw PlantError(
                    .badValue,
                    "strand map sends positions \(backward[far - 1]) and \(near + 1) both to \(far), expected each once"
                )
            }
            backward[far - 1] = UInt16(near + 1)
        }
        forward = positions.map { UInt16($0) }
        self.backward = backward
    }

    /// The map of `count` (1…9999) positions that leaves each where it is.
    public static func straight(_ count: Int) -> StrandMap {
        let identity = (1...UInt16(count)).map { $0 }
        return StrandMap(forward: identity, backward: identity)
    }

    /// The map of `sides` rows of `count` positions each that turns every row round: p becomes count + 1 − p.
    public static func reversed(_ count: Int, times rows: Int = 1) -> StrandMap {
        let turned = (0..<rows * count).map { UInt16($0 / count * count + count - $0 % count) }
        return StrandMap(forward: turned, backward: turned)
    }

    /// The same with more positions at the far side, to which none leads.
    func padded(to count: Int) -> StrandMap {
        guard count > backward.count else { return self }
        return StrandMap(
            forward: forward, backward: backward + [UInt16](repeating: 0, count: count - backward.count))
    }

    /// How many positions its near side has.
    public var count: Int { forward.count }
    /// How many positions its far side has.
    public var farCount: Int { backward.count }
    /// The far position of each near position; 0 where it has no fibre.
    public var positions: [Int] { forward.map(Int.init) }
    /// Whether every position of both sides is joined.
    public var isPermutation: Bool { forward.count == backward.count && !forward.contains(0) }

    /// The far position of near position `p`, or nil where no fibre is.
    public func far(_ p: Int) -> Int? { Self.joined(forward, p) }
    /// The near position of far position `p`, or nil where no fibre is.
    public func near(_ p: Int) -> Int? { Self.joined(backward, p) }
    /// The position at the other side of `p` of an end: A is the near side.
    @inline(__always)
    func joined(_ end: End, _ p: Int) -> Int? { end == .a ? Self.joined(forward, p) : Self.joined(backward, p) }

    @inline(__always)
    private static func joined(_ side: [UInt16], _ p: Int) -> Int? {
        guard p >= 1, p <= side.count, side[p - 1] != 0 else { return nil }
        return Int(side[p - 1])
    }

    /// The same map read from the other end.
    public var inverse: StrandMap { StrandMap(forward: backward, backward: forward) }

    /// This map and then `next`; nil where the sides that meet differ.
    public func then(_ next: StrandMap) -> StrandMap? {
        guard next.count == farCount else { return nil }
        return StrandMap(
            forward: forward.map { $0 == 0 ? 0 : next.forward[Int($0) - 1] },
            backward: next.backward.map { $0 == 0 ? 0 : backward[Int($0) - 1] })
    }

    private init(forward: [UInt16], backward: [UInt16]) {
        self.forward = forward
        self.backward = backward
    }
}

extension StrandMap: Codable {
    /// Reads a list of positions.
    ///
    /// - Throws: `DecodingError` for a list that is none.
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode([Int].self))
    }

    /// Writes the list of positions.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(positions)
    }
}

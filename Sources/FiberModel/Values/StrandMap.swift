/// A permutation of fibre positions: where the light that enters at position p (from 1) leaves.
///
/// There and back is the identity; construction refuses anything that is not a permutation of 1…n.
public struct StrandMap: Hashable, Sendable {
    private let forward: [UInt16]
    private let backward: [UInt16]

    /// - Parameter positions: the far position of near position 1, 2, …
    /// - Throws: ``PlantError`` with code `badValue` that names the position at fault.
    public init(_ positions: [Int]) throws(PlantError) {
        guard (1...9999).contains(positions.count) else {
            throw PlantError(.badValue, "strand map of \(positions.count) positions, expected 1 to 9999")
        }
        var backward = [UInt16](repeating: 0, count: positions.count)
        for (near, far) in positions.enumerated() {
            guard (1...positions.count).contains(far) else {
                throw PlantError(
                    .badValue,
                    "strand map sends position \(near + 1) to \(far), expected 1 to \(positions.count)")
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

    /// How many positions it joins.
    public var count: Int { forward.count }
    /// Reads a list of positions.
    ///
    /// - Throws: `DecodingError` for a list that is not a permutation.
    public var positions: [Int] { forward.map(Int.init) }

    /// The far position of near position `p`, or nil where the map has no such position.
    public func far(_ p: Int) -> Int? { (1...forward.count).contains(p) ? Int(forward[p - 1]) : nil }
    /// The near position of far position `p`, or nil where the map has no such position.
    public func near(_ p: Int) -> Int? { (1...backward.count).contains(p) ? Int(backward[p - 1]) : nil }

    /// The same map read from the other end.
    public var inverse: StrandMap { StrandMap(forward: backward, backward: forward) }

    /// This map and then `next`; nil where their counts differ.
    public func then(_ next: StrandMap) -> StrandMap? {
        guard next.count == count else { return nil }
        return StrandMap(
            forward: forward.map { next.forward[Int($0) - 1] },
            backward: next.backward.map { backward[Int($0) - 1] })
    }

    private init(forward: [UInt16], backward: [UInt16]) {
        self.forward = forward
        self.backward = backward
    }
}

extension StrandMap: Codable {
    /// Reads a list of positions.
    ///
    /// - Throws: `DecodingError` for a list that is not a permutation.
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode([Int].self))
    }

    /// Writes the list of positions.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(positions)
    }
}

import FiberModel

/// Whether the light of a link gets where it should.
package enum Polarity: Hashable, Sendable {
    /// Every fibre on which one end sends ends where the other end receives.
    case right
    /// A fibre on which one end sends ends where the other sends as well.
    case transmitMeetsTransmit
    /// It ends at a position of the right port where nothing receives.
    case unlitPosition(Int)
    /// It ends in another port.
    case otherPort(PortHandle)
    case stops(PathEnd)
}

/// What a lane loses in one direction, in thousandths of a dB.
package protocol LaneSum {
    /// Everything at its worst; nil where a figure is not known.
    var worst: Int? { get }
    /// What is known of it at its worst: all of it where ``worst`` is known, else the least that is lost.
    var atLeast: Int { get }
    /// With measured values where there are any, else nil.
    var measured: Int? { get }
}

extension LaneSum {
    /// Whether it loses more than a limit, at worst or when it was measured; what is not known can only add to it.
    package func exceeds(_ limit: Int) -> Bool { atLeast > limit || (measured ?? 0) > limit }
}

extension [LaneLoss] {
    /// The lane of which most is known to be lost.
    package var leastKnown: LaneLoss? { leastKnownLane(self) }
    /// The lane that decides.
    package func weakest(under limit: Int?) -> LaneLoss? { weakestLane(self, under: limit) }
}

extension [Budget] {
    /// The lane that decides.
    package func weakest(under limit: Int?) -> Budget? { weakestLane(self, under: limit) }
}

// Said once for both, and called with either, so that neither pays for what is generic: this runs for every link.

private func leastKnownLane<Lane: LaneSum>(_ lanes: [Lane]) -> Lane? { lanes.max { $0.atLeast < $1.atLeast } }

/// The lane that decides: one that is known to lose more than the limit, whatever is not known of others; else the one
/// that loses most at worst, and of equal ones at most when it was measured. Unknown ones come first.
private func weakestLane<Lane: LaneSum>(_ lanes: [Lane], under limit: Int?) -> Lane? {
    if let limit, let known = leastKnownLane(lanes), known.atLeast > limit { return known }
    return lanes.max { a, b in
        guard let x = a.worst, let y = b.worst else { return a.worst != nil && b.worst == nil }
        return (x, a.measured ?? .min) < (y, b.measured ?? .min)
    }
}

/// The sums of one lane in one direction, in thousandths of a dB.
package struct LaneLoss: LaneSum, Hashable, Sendable {
    /// Place among the lanes of the optic that sends.
    package var lane: Int
    package var from: End
    /// Everything at its worst; nil where a figure is not known.
    package var worst: Int?
    /// What is known of it at its worst: all of it where ``worst`` is known, else the least that is lost.
    package var atLeast = 0
    package var expected: Int?
    /// With measured values where there are any, else nil.
    package var measured: Int?
}

/// The light of one link: where it goes and what it loses.
package struct LinkLight: Sendable {
    package let link: LinkHandle
    package let optics: (a: Catalogue.Key, z: Catalogue.Key)
    package var polarity = Polarity.right
    package var lanes: [LaneLoss] = []
    /// Whether every lane of both ends comes to the port that the link wants.
    package var arrives = true
    /// The longest fibre in mm; nil where a length is not known.
    package var length: Int? { isLengthKnown ? knownLength : nil }
    /// What is known of the longest fibre in mm: it is at least as long.
    package var knownLength = 0
    var isLengthKnown = true
    /// Mated pairs on the fibre that has most.
    package var matedPairs = 0
    /// What pairs and splices lose on the fibre on which they lose most, in mdB, as far as it is known.
    package var connectionLoss = 0
    /// The shortest that a cable on the way bounds a link to, in mm; nil where none does.
    package var cableReach: Int?
    /// Mated pairs that throw back noticeably, on the fibre that has most, and the least return loss of any, in mdB; counted
    /// only where an optic says what it bears.
    package var reflections = (count: 0, least: Int.max)

    init(_ link: LinkHandle, _ optics: (a: Catalogue.Key, z: Catalogue.Key)) {
        self.link = link
        self.optics = optics
    }

    /// The most that a lane lost when it was measured.
    package var measured: Int? { lanes.compactMap(\.measured).max() }
    /// Whether the whole of every lane is known from what was measured and stated.
    package var isMeasured: Bool { !lanes.isEmpty && lanes.allSatisfy { $0.measured != nil } }
    /// How many lanes it has: those of the end that has more.
    package var laneCount: Int { max(lanes.count { $0.from == .a }, lanes.count { $0.from == .z }) }
}

extension FibrePath.Element {
    /// Whether what it loses counts as that of a connection.
    var isConnection: Bool {
        switch self {
        case .pair, .adapterPair, .splices, .splice: true
        default: false
        }
    }

    var isPair: Bool {
        switch self {
        case .pair, .adapterPair: true
        default: false
        }
    }
}

/// Measured losses of strands, between the front ports of the cassettes at both ends of their trunk.
package struct MeasuredLosses: Sendable {
    private var values: [UInt64: [(wavelength: Int?, loss: Int, source: String)]] = [:]
    var isEmpty: Bool { values.isEmpty }

    package init(_ plant: Plant) {
        for row in plant.strands {
            guard let loss = row.measuredLoss else { continue }
            let value = (wavelength: nil as Int?, loss: loss.rawValue, source: "measured, wavelength not noted")
            values[Self.key(row.trunk, row.strand), default: []].append(value)
        }
        for row in plant.measurements {
            guard let loss = row.loss else { continue }
            let origin = [row.file, row.time].filter { !$0.isEmpty }.joined(separator: ", ")
            let end = row.end.map { " from the \($0.rawValue) end" } ?? ""
            let source = "measured at \(row.wavelength_nm) nm\(end)\(origin.isEmpty ? "" : ": \(origin)")"
            values[Self.key(row.trunk, row.strand), default: []].append((row.wavelength_nm, loss.rawValue, source))
        }
    }

    private static func key(_ trunk: TrunkHandle, _ strand: Int) -> UInt64 {
        UInt64(UInt32(bitPattern: trunk.rawValue)) << 32 | UInt64(strand)
    }

    /// The value measured nearest to a wavelength, within ``reach``; else one whose wavelength nobody noted. Of several at
    /// one wavelength, from both ends or equally near, the one that lost most.
    package func value(_ trunk: TrunkHandle, _ strand: Int, _ wavelength: Picometres) -> (loss: Int, source: String)? {
        guard let known = values[Self.key(trunk, strand)] else { return nil }
        func distance(_ value: (wavelength: Int?, loss: Int, source: String)) -> Int? {
            value.wavelength.map { abs($0 * 1000 - wavelength.rawValue) }
        }
        let near = known.filter { distance($0).map { $0 <= Self.reach } ?? false }
            .min { a, b in (distance(a) ?? .max, -a.loss) < (distance(b) ?? .max, -b.loss) }
        return (near ?? known.first { $0.wavelength == nil }).map { ($0.loss, $0.source) }
    }

    /// How far a measured wavelength may lie from that of a lane, in picometres.
    static let reach = 60_000
}

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

/// The sums of one lane in one direction, in thousandths of a dB.
package struct LaneLoss: Hashable, Sendable {
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

    init(_ link: LinkHandle, _ optics: (a: Catalogue.Key, z: Catalogue.Key)) {
        self.link = link
        self.optics = optics
    }

    /// The lane that loses most at worst, and of equal ones at most when it was measured; unknown ones come first.
    package var weakest: LaneLoss? {
        lanes.max { a, b in
            guard let x = a.worst, let y = b.worst else { return a.worst != nil && b.worst == nil }
            return (x, a.measured ?? .min) < (y, b.measured ?? .min)
        }
    }
    /// The most that a lane lost when it was measured.
    package var measured: Int? { lanes.compactMap(\.measured).max() }
    /// Whether the whole of every lane is known from what was measured and stated.
    package var isMeasured: Bool { !lanes.isEmpty && lanes.allSatisfy { $0.measured != nil } }
    /// The lane of which most is known to be lost.
    package var leastKnown: LaneLoss? { lanes.max { $0.atLeast < $1.atLeast } }
}

/// Follows and sums the light of links. Keeps its memory from one link to the next; one for each thread.
struct LightTracer {
    let model: LossModel
    private var path = FibrePath()
    private let facesOf: [Catalogue.Key: Face]
    private let measured: MeasuredLosses

    /// What the tracer needs of an optic: wavelength and sending position of each lane, and who listens where.
    private struct Face: Sendable {
        var lanes: [(wavelength: Int, transmit: Int)]
        var transmit: Set<Int>
        var receive: Set<Int>
    }

    init(_ model: LossModel, _ measured: MeasuredLosses) {
        self.model = model
        self.measured = measured
        var facesOf: [Catalogue.Key: Face] = [:]
        let plant = model.plant
        let keys = Set(plant.links.optic).union(plant.units.compactMap(\.optic))
            .union(plant.devicePorts.values.compactMap(\.optic))
        for key in keys {
            guard let optic = plant.catalogue.optic(key) else { continue }
            let lanes = optic.lanes.map { lane in
                (wavelength: model.wavelengths.firstIndex(of: lane.wavelength_pm) ?? 0, transmit: lane.tx)
            }
            facesOf[key] = Face(
                lanes: lanes, transmit: Set(optic.transmitPositions), receive: Set(optic.receivePositions))
        }
        self.facesOf = facesOf
    }

    /// The light of one link. O(lanes × hops).
    ///
    /// - Parameter plant: that of the model: handed in, since to take it from there is to copy it.
    mutating func light(_ link: LinkHandle, in plant: Plant) -> LinkLight {
        let (a, z) = (plant.links.a[link.index], plant.links.z[link.index])
        let wanted = plant.links.optic[link.index]
        let optics = (plant.opticKey(at: a) ?? wanted, plant.opticKey(at: z) ?? wanted)
        var light = LinkLight(link, optics)
        trace(from: a, to: z, optics, .a, plant, &light)
        trace(from: z, to: a, (optics.1, optics.0), .z, plant, &light)
        return light
    }

    private mutating func trace(
        from port: PortHandle, to other: PortHandle, _ optics: (Catalogue.Key, Catalogue.Key), _ end: End,
        _ plant: Plant, _ light: inout LinkLight
    ) {
        guard let face = facesOf[optics.0], let far = facesOf[optics.1] else { return }
        var position = -1
        for (number, lane) in face.lanes.enumerated() {
            if lane.transmit != position {
                position = lane.transmit
                path.follow(port, position: position, in: plant)
                note(path.end, other, far, &light)
                light.matedPairs = max(light.matedPairs, path.elements.count { $0.element.isPair })
                measureLength(&light)
            }
            guard case .device(other, _) = path.end else {
                light.lanes.append(LaneLoss(lane: number, from: end))
                continue
            }
            light.lanes.append(sum(number, end, lane.wavelength))
        }
    }

    private func note(
        _ end: PathEnd, _ other: PortHandle, _ far: Face, _ light: inout LinkLight
    ) {
        if case .device(other, _) = end {} else { light.arrives = false }
        light.polarity = .worse(
            light.polarity, Polarity(of: end, wanted: other, transmit: far.transmit, receive: far.receive))
    }

    private func measureLength(_ light: inout LinkLight) {
        var sum = 0
        for (element, _) in path.elements {
            let own: Int?
            switch element {
            case .cord(let cord): own = model.plant.cords.length[cord.index]?.rawValue
            case .trunk(let trunk, _): own = model.lengths[trunk.index]
            default: continue
            }
            if let own { sum = sum.addingClamped(own) } else { light.isLengthKnown = false }
        }
        light.knownLength = max(light.knownLength, sum)
    }

    private func sum(_ lane: Int, _ end: End, _ wavelength: Int) -> LaneLoss {
        var sum = LossSum()
        for (element, _) in path.elements { model.add(element, wavelength, to: &sum) }
        var loss = LaneLoss(lane: lane, from: end)
        loss.atLeast = sum.max
        if sum.isKnown { (loss.worst, loss.expected) = (sum.max, sum.expected) }
        if !measured.isEmpty { loss.measured = measuredSum(wavelength) }
        return loss
    }

    /// Permanent links that were measured count with that, everything else at its worst; nil where none was.
    private func measuredSum(_ wavelength: Int) -> Int? {
        var values: [Int: Int] = [:]
        for case (.trunk(let trunk, let strand), let number) in path.elements {
            values[number] = measured.value(trunk, strand, model.wavelengths[wavelength])?.loss
        }
        guard !values.isEmpty else { return nil }
        var rest = LossSum()
        for (element, trunk) in path.elements where trunk < 0 || values[trunk] == nil {
            model.add(element, wavelength, to: &rest)
        }
        return rest.isKnown ? values.values.reduce(rest.max) { $0.addingClamped($1) } : nil
    }
}

extension FibrePath.Element {
    var isPair: Bool {
        switch self {
        case .frontPair, .rearPair, .adapterPair: true
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
    func value(_ trunk: TrunkHandle, _ strand: Int, _ wavelength: Picometres) -> (loss: Int, source: String)? {
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

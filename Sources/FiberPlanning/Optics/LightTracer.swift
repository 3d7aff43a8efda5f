import FiberModel

/// Follows and sums the light of links. Keeps its memory from one link to the next; one for each thread.
struct LightTracer {
    let model: LossModel
    /// The fibres of the link that was asked about last.
    private(set) var follower = LinkFollower()
    private let faces: OpticFaces
    private let lanesOf: [Catalogue.Key: [Lane]]
    private let measured: MeasuredLosses
    /// Whether an optic says what its mated pairs and splices may lose.
    private let limitsConnections: Bool
    /// Whether an optic says what may be thrown back.
    private let limitsReflections: Bool
    /// Whether a cable bounds how long a link over it may be.
    private let boundsReach: Bool
    /// Whether something is lost behind a port.
    private let hasExternalEnds: Bool
    /// Whether lanes on one fibre may part.
    private let hasMux: Bool

    private struct Lane: Sendable {
        /// Place among the wavelengths of the model.
        var wavelength: Int
        var transmit: Int
    }

    init(_ model: LossModel, _ measured: MeasuredLosses) {
        self.model = model
        self.measured = measured
        let plant = model.plant
        faces = OpticFaces(plant)
        hasMux = plant.hasMux
        var lanesOf: [Catalogue.Key: [Lane]] = [:]
        for key in plant.opticKeys {
            lanesOf[key] = plant.catalogue.optic(key)?.lanes.map { lane in
                Lane(wavelength: model.wavelengths.firstIndex(of: lane.wavelength_pm) ?? 0, transmit: lane.tx)
            }
        }
        self.lanesOf = lanesOf
        limitsConnections = lanesOf.keys.contains { plant.catalogue.optic($0)?.connectionLoss_mdB != nil }
        boundsReach = !model.cableReaches.isEmpty
        limitsReflections = lanesOf.keys.contains { plant.catalogue.optic($0)?.reflections != nil }
        hasExternalEnds = plant.devicePorts.values.contains { $0.beyond != nil }
    }

    /// The light of one link. O(lanes × hops).
    ///
    /// - Parameter plant: that of the model: handed in, since to take it from there is to copy it.
    mutating func light(_ link: LinkHandle, in plant: Plant) -> LinkLight {
        let optics = (plant.opticKey(of: link, .a), plant.opticKey(of: link, .z))
        let sides = faces.sides(of: link.index, in: plant)
        follower.follow(sides.a, sides.z, in: plant)
        var light = LinkLight(link, optics)
        if plant.isDirect(link) {
            // No light leaves the cable: where it leads is all that there is to say.
            for (end, near, far) in [(End.a, sides.a, sides.z), (.z, sides.z, sides.a)] {
                for position in near.face.transmit {
                    note(follower.fibre(from: end, position: position)?.end ?? .ring, far, &light)
                }
            }
            if follower.count > 0 { measure(0, plant, &light) }
            return light
        }
        // Of a link with an optic that nobody knows nothing can be said.
        guard let lanesOfA = lanesOf[optics.0], let lanesOfZ = lanesOf[optics.1] else { return light }
        light.lanes.reserveCapacity(lanesOfA.count + lanesOfZ.count)
        let behind =
            hasExternalEnds ? [sides.a.port, sides.z.port].compactMap { model.beyond($0)?.max }.reduce(0, +) : 0
        trace(lanesOfA, .a, to: sides.z, behind, plant, &light)
        trace(lanesOfZ, .z, to: sides.a, behind, plant, &light)
        return light
    }

    /// What a tester may find at a wavelength, by its place, on the fibre of a link that loses most; nil where light does not
    /// arrive, or a figure is not known.
    mutating func testLimit(_ link: LinkHandle, at wavelength: Int, in plant: Plant) -> (limit: Int, expected: Int)? {
        let sides = faces.sides(of: link.index, in: plant)
        follower.follow(sides.a, sides.z, in: plant)
        var worst: (limit: Int, expected: Int)?
        for (end, near) in [(End.a, sides.a), (.z, sides.z)] {
            for light in near.face.lights where near.face.transmit.contains(light.position) {
                let found = follower.fibre(from: end, position: light.position, wavelength: light.wavelength)
                guard let found, case .device = found.end else { return nil }
                let sum = sum(found.place, wavelength, 0)
                guard sum.isKnown else { return nil }
                if sum.max > worst?.limit ?? -1 { worst = (sum.max, sum.expected) }
            }
        }
        return worst
    }

    /// - Parameter behind: what is lost behind the two ports.
    private func trace(
        _ lanes: [Lane], _ end: End, to far: LinkSide, _ behind: Int, _ plant: Plant, _ light: inout LinkLight
    ) {
        var position = -1
        var fibre = (place: 0, end: PathEnd.ring)
        // Of the lane before, if on the same fibre.
        var before: (like: Int, sum: LossSum)?
        for (number, lane) in lanes.enumerated() {
            if lane.transmit != position || hasMux {
                position = lane.transmit
                before = nil
                let wavelength = hasMux ? model.wavelengths[lane.wavelength] : nil
                guard let found = follower.fibre(from: end, position: position, wavelength: wavelength) else {
                    continue
                }
                fibre = found
                note(fibre.end, far, &light)
                measure(fibre.place, plant, &light)
            }
            guard case .device(far.port, _) = fibre.end else {
                light.lanes.append(LaneLoss(lane: number, from: end))
                continue
            }
            let like = model.likeWavelengths[lane.wavelength]
            let sum = before?.like == like ? before?.sum ?? LossSum() : sum(fibre.place, lane.wavelength, behind)
            before = (like, sum)
            light.lanes.append(loss(sum, number, end, fibre.place, lane.wavelength, behind))
        }
    }

    private func note(_ end: PathEnd, _ far: LinkSide, _ light: inout LinkLight) {
        if case .device(far.port, _) = end {} else { light.arrives = false }
        light.polarity = .worse(light.polarity, Polarity(of: end, wanted: far.port, far.face))
    }

    /// Pairs and length of a fibre.
    private func measure(_ place: Int, _ plant: Plant, _ light: inout LinkLight) {
        var (sum, pairs) = (0, 0)
        var connections = LossSum()
        var reflections = (count: 0, least: Int.max)
        follower.forEachElement(of: place) { element, _ in
            if element.isPair { pairs += 1 }
            if limitsReflections, let own = model.returnLoss(element), own < Optic.Reflection.noticeable.rawValue {
                reflections = (reflections.count + 1, min(reflections.least, own))
            }
            // Pairs and splices lose the same at every wavelength.
            if limitsConnections, element.isConnection { model.add(element, 0, to: &connections) }
            let own: Int?
            if boundsReach, let reach = reach(of: element, plant) {
                light.cableReach = min(light.cableReach ?? reach, reach)
            }
            switch element {
            case .cord(let cord): own = plant.cords.length[cord.index]?.rawValue
            case .trunk(let trunk, _): own = model.lengths[trunk.index]
            default: return
            }
            if let own { sum = sum.addingClamped(own) } else { light.isLengthKnown = false }
        }
        light.matedPairs = max(light.matedPairs, pairs)
        light.reflections.count = max(light.reflections.count, reflections.count)
        light.reflections.least = min(light.reflections.least, reflections.least)
        light.connectionLoss = max(light.connectionLoss, connections.max)
        light.knownLength = max(light.knownLength, sum)
    }

    private func reach(of element: FibrePath.Element, _ plant: Plant) -> Int? {
        switch element {
        case .cord(let cord): model.cableReaches[plant.cords.type[cord.index]]
        case .trunk(let trunk, _): model.cableReaches[plant.trunks[trunk.index].type]
        default: nil
        }
    }

    private func sum(_ place: Int, _ wavelength: Int, _ behind: Int) -> LossSum {
        var sum = LossSum()
        sum.add(LossAmount(behind))
        follower.forEachElement(of: place) { element, _ in model.add(element, wavelength, to: &sum) }
        return sum
    }

    private func loss(
        _ sum: LossSum, _ lane: Int, _ end: End, _ place: Int, _ wavelength: Int, _ behind: Int
    ) -> LaneLoss {
        var loss = LaneLoss(lane: lane, from: end)
        loss.atLeast = sum.max
        if sum.isKnown { (loss.worst, loss.expected) = (sum.max, sum.expected) }
        if !measured.isEmpty { loss.measured = measuredSum(place, wavelength).map { $0.addingClamped(behind) } }
        return loss
    }

    /// Permanent links that were measured count with that, everything else at its worst; nil where none was.
    private func measuredSum(_ place: Int, _ wavelength: Int) -> Int? {
        var values: [Int: Int] = [:]
        follower.forEachElement(of: place) { element, number in
            guard case .trunk(let trunk, let strand) = element else { return }
            values[number] = measured.value(trunk, strand, model.wavelengths[wavelength])?.loss
        }
        guard !values.isEmpty else { return nil }
        var rest = LossSum()
        follower.forEachElement(of: place) { element, trunk in
            if trunk < 0 || values[trunk] == nil { model.add(element, wavelength, to: &rest) }
        }
        return rest.isKnown ? values.values.reduce(rest.max) { $0.addingClamped($1) } : nil
    }
}

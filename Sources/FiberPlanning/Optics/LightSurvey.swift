import FiberModel

/// The limits that a link is held to. A class, since many links share few.
package final class LinkLimits: Sendable {
    /// In mdB, the tighter of the two optics'; nil where one is not known. With FEC it is nil as well where an
    /// optic has none.
    package let withFEC: Int?
    package let withoutFEC: Int?
    /// In metres, the shorter of the two; nil where none is known.
    package let reach: Int?
    /// The fewest mated pairs that either allows; nil where none says so.
    package let matedPairs: Int?
    /// The least that either leaves for mated pairs and splices, in mdB; nil where none says so.
    package let connectionLoss: Int?
    /// Whether both optics can run with FEC, and whether both can run without.
    package let canRunWithFEC: Bool
    package let canRunWithoutFEC: Bool
    /// Whether FEC is on; nil where not specified.
    package let isFECOn: Bool?

    /// The limit that holds: with FEC where it is on, without where it is off or may be.
    package var applying: Int? { isFECOn == true ? withFEC : withoutFEC }

    package init(_ a: Optic, _ z: Optic, fec: Link.FEC?) {
        let optics = [a, z]
        func least(_ values: [Int?]) -> Int? { values.contains(nil) ? nil : values.compactMap { $0 }.min() }
        // Two codes are no more in common than none.
        canRunWithFEC = !optics.contains { $0.fec == .none } && a.fecCode == z.fecCode
        canRunWithoutFEC = !optics.contains { $0.fec == .required }
        withFEC =
            !canRunWithFEC ? nil : least(optics.map { $0.lossLimitWithFEC_mdB?.value.rawValue })
        withoutFEC =
            optics.contains { $0.fec == .required }
            ? nil : least(optics.map { $0.lossLimitWithoutFEC_mdB?.value.rawValue })
        reach = optics.compactMap { $0.reach_m?.value.rawValue }.min()
        matedPairs = optics.compactMap { $0.matedPairs?.value.rawValue }.min()
        connectionLoss = optics.compactMap { $0.connectionLoss_mdB?.value.rawValue }.min()
        let isNeeded = optics.contains { $0.fec == .required }
        let isNone = optics.contains { $0.fec == .none }
        isFECOn = isNone ? false : fec.map { $0 == .on } ?? (isNeeded ? true : nil)
    }

    /// The same, with the reach that a cable on the way leaves.
    private init(_ own: LinkLimits, reach: Int) {
        (withFEC, withoutFEC, self.reach) = (own.withFEC, own.withoutFEC, min(own.reach ?? reach, reach))
        (matedPairs, connectionLoss) = (own.matedPairs, own.connectionLoss)
        (canRunWithFEC, canRunWithoutFEC, isFECOn) = (own.canRunWithFEC, own.canRunWithoutFEC, own.isFECOn)
    }

    func bounded(by cableReach: Int?) -> LinkLimits {
        cableReach.map { LinkLimits(self, reach: $0 / 1000) } ?? self
    }
}

/// The light of every link of a plant.
package struct LightSurvey: Sendable {
    package let model: LossModel
    package let measured: MeasuredLosses
    private let limits: [UInt64: LinkLimits]
    package var plant: Plant { model.plant }

    /// - Parameter extra: types that are supposed in the place of those that are there.
    package init(_ plant: Plant, taking extra: [Catalogue.Key] = []) {
        let optics = plant.opticKeys.sorted().compactMap { key in plant.catalogue.optic(key).map { (key, $0) } }
        let lanes = optics.flatMap { $0.1.lanes.map(\.wavelength_pm) }
        let tested =
            FibreMode.single.testWavelengths_nm + FibreMode.multi.testWavelengths_nm
            + plant.measurements.map(\.wavelength_nm)
        let wavelengths = Set(lanes + tested.map { Picometres($0 * 1000) }).sorted()
        model = LossModel(plant, wavelengths, taking: extra)
        measured = MeasuredLosses(plant)
        var limits: [UInt64: LinkLimits] = [:]
        for (a, optic) in optics {
            for (z, other) in optics {
                for (code, fec) in [(UInt64(0), nil), (1, .on), (2, .off)] as [(UInt64, Link.FEC?)] {
                    limits[Self.key(a, z, code)] = LinkLimits(optic, other, fec: fec)
                }
            }
        }
        self.limits = limits
    }

    private static func key(_ a: Catalogue.Key, _ z: Catalogue.Key, _ fec: UInt64) -> UInt64 {
        UInt64(a) << 34 | UInt64(z) << 2 | fec
    }

    /// What a link is held to; nil where one of its optics is not in the catalogue, and over a direct cable, which is proved
    /// by itself.
    package func limits(of light: LinkLight) -> LinkLimits? {
        guard !model.plant.isDirect(light.link) else { return nil }
        let fec: UInt64 =
            // Not by the survey's own: to call that is to copy the plant.
            switch model.plant.links.fec[light.link.index] {
            case nil: 0
            case .on: 1
            case .off: 2
            }
        // The dictionary hands out the same object for the same optics.
        return limits[Self.key(light.optics.a, light.optics.z, fec)]?.bounded(by: light.cableReach)
    }

    /// The most that a tester may find on a strand of a trunk at a wavelength, and what is to be expected, in mdB;
    /// nil where a figure is not known.
    package func testLimit(_ trunk: TrunkHandle, wavelength_nm: Int) -> (limit: Int, expected: Int)? {
        guard let place = model.place(of: Picometres(wavelength_nm * 1000)) else { return nil }
        let sum = model.permanentLink(trunk, place)
        return sum.isKnown ? (sum.max, sum.expected) : nil
    }

    package func light(of link: LinkHandle) -> LinkLight { tracer().light(of: link) }

    /// Follows the light of one link after the other, which costs less than asking for each by itself. For one thread.
    package final class Tracer {
        private var tracer: LightTracer
        private let plant: Plant
        private let model: LossModel
        fileprivate init(_ survey: LightSurvey) {
            model = survey.model
            tracer = LightTracer(survey.model, survey.measured)
            plant = survey.plant
        }
        package func light(of link: LinkHandle) -> LinkLight { tracer.light(link, in: plant) }
        /// What a tester may find and what is to be expected over a whole link, in mdB, from the plug in one device to that
        /// in the other: its fibre that loses most. Nil where a figure is not known, and over a direct cable.
        package func testLimit(_ link: LinkHandle, wavelength_nm: Int) -> (limit: Int, expected: Int)? {
            guard !plant.isDirect(link), let place = model.place(of: Picometres(wavelength_nm * 1000)) else {
                return nil
            }
            return tracer.testLimit(link, at: place, in: plant)
        }
    }

    package func tracer() -> Tracer { Tracer(self) }

    /// Hands over the light of every link in order, worked out by all cores. O(links × lanes × hops).
    ///
    /// Links are taken in blocks, so memory does not grow with the plant.
    package func forEachLight<Failure: Error>(_ body: (LinkLight) throws(Failure) -> Void) throws(Failure) {
        let fresh = LightTracer(model, measured)
        try plant.forEachLinkBlock { range in
            var tracer = fresh
            return range.map { tracer.light(LinkHandle(index: $0), in: model.plant) }
        } body: { lights throws(Failure) in
            for light in lights { try body(light) }
        }
    }
}

extension FibreMode {
    /// The wavelengths at which field testers measure fibre of a mode.
    package var testWavelengths_nm: [Int] { self == .single ? [1310, 1550] : [850, 1300] }
}

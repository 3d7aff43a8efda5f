import FiberModel

/// What two optics at the ends of one link make of each other: facts are compared, never names.
public struct OpticMatch: Sendable {
    /// A lane of one end whose light falls outside every free band of the other.
    public struct Stray: Hashable, Sendable {
        public var wavelength: Picometres
        public var low: Picometres
        public var high: Picometres
    }

    public let a: Optic
    public let z: Optic

    public init(_ a: Optic, _ z: Optic) {
        self.a = a
        self.z = z
    }

    public var differsInFibres: Bool { a.fibres != z.fibres }
    public var differsInSignal: Bool { a.laneRate_kBd != z.laneRate_kBd || a.modulation != z.modulation }
    public var differsInLanes: Bool { a.lanes.count != z.lanes.count }

    /// The first lane, by wavelength, that the other end does not hear, in either direction.
    ///
    /// Lanes are paired in order of wavelength: 100GbE binds no electrical lane to an optical one.
    public var stray: Stray? {
        for (x, y) in zip(byWavelength(a), byWavelength(z)) {
            if x.wavelength_pm < y.low_pm || x.wavelength_pm > y.high_pm {
                return Stray(wavelength: x.wavelength_pm, low: y.low_pm, high: y.high_pm)
            }
            if y.wavelength_pm < x.low_pm || y.wavelength_pm > x.high_pm {
                return Stray(wavelength: y.wavelength_pm, low: x.low_pm, high: x.high_pm)
            }
        }
        return nil
    }

    /// For each lane of A, in its order, the lane number at Z that hears it.
    public var lanePairs: [(a: Int, z: Int)] {
        zip(byWavelength(a), byWavelength(z)).map { ($0.lane, $1.lane) }.sorted { $0.a < $1.a }
    }

    public enum FECVerdict: Hashable, Sendable {
        case agrees
        /// One end needs it and the other has none, or another code.
        case cannotAgree
        /// One end needs it, and the link is said to run without.
        case mustBeOn
        /// One end needs it, the other only may, and nobody has said whether it is on.
        case unknown
    }

    /// Whether forward error correction can be the same at both ends, given what is known of the link.
    public func fec(_ setting: Link.FEC?) -> FECVerdict {
        let needs = [a.fec, z.fec]
        if needs.contains(.required) {
            if needs.contains(.none) || a.fecCode != z.fecCode { return .cannotAgree }
            if setting == .off { return .mustBeOn }
            return needs.contains(.optional) && setting == nil ? .unknown : .agrees
        }
        if setting == .on, needs.contains(.none) { return .cannotAgree }
        return .agrees
    }

    private func byWavelength(_ optic: Optic) -> [Optic.Lane] {
        optic.lanes.sorted { ($0.wavelength_pm, $0.lane) < ($1.wavelength_pm, $1.lane) }
    }
}

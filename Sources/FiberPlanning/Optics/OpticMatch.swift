import FiberModel

/// What two optics at the ends of one link make of each other: facts are compared, never names.
///
/// A class, because one is shared by every link of its kinds and a struct would copy two whole optics each time.
public final class OpticMatch: Sendable {
    /// A lane of one end whose light falls outside every free band of the other.
    public struct Stray: Hashable, Sendable {
        public var wavelength: Picometres
        public var low: Picometres
        public var high: Picometres
    }

    public let a: Optic
    public let z: Optic
    /// The connectors of the two optics.
    public let faceA: String
    public let faceZ: String
    public let differsInFibres: Bool
    public let differsInSignal: Bool
    public let differsInLanes: Bool
    /// The first lane, by wavelength, that the other end does not hear, in either direction.
    ///
    /// Lanes are paired in order of wavelength: 100GbE binds no electrical lane to an optical one.
    public let stray: Stray?
    /// For each lane of A, in its order, the lane number at Z that hears it.
    public let lanePairs: [(a: Int, z: Int)]

    public init(_ a: Optic, _ z: Optic) {
        self.a = a
        self.z = z
        (faceA, faceZ) = (a.connector, z.connector)
        differsInFibres = a.fibres != z.fibres
        differsInSignal = a.laneRate_kBd != z.laneRate_kBd || a.modulation != z.modulation
        differsInLanes = a.lanes.count != z.lanes.count
        let pairs = Array(zip(Self.byWavelength(a), Self.byWavelength(z)))
        stray = pairs.lazy.compactMap { Self.stray($0, $1) ?? Self.stray($1, $0) }.first
        lanePairs = pairs.map { ($0.lane, $1.lane) }.sorted { $0.a < $1.a }
    }

    /// `sent` where its wavelength lies outside the band of `heard`.
    private static func stray(_ sent: Optic.Lane, _ heard: Optic.Lane) -> Stray? {
        guard sent.wavelength_pm < heard.low_pm || sent.wavelength_pm > heard.high_pm else { return nil }
        return Stray(wavelength: sent.wavelength_pm, low: heard.low_pm, high: heard.high_pm)
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

    private static func byWavelength(_ optic: Optic) -> [Optic.Lane] {
        optic.lanes.sorted { ($0.wavelength_pm, $0.lane) < ($1.wavelength_pm, $1.lane) }
    }
}

import FiberModel

/// What two optics at the ends of one link make of each other: facts are compared, never names.
///
/// A class, because one is shared by every link of its kinds and a struct would copy two whole optics each time.
package final class OpticMatch: Sendable {
    /// A lane of one end whose light falls outside every free band of the other.
    package struct Stray: Hashable, Sendable {
        package var wavelength: Picometres
        package var low: Picometres
        package var high: Picometres
    }

    package let a: Optic
    package let z: Optic
    /// The connectors of the two optics.
    package let faceA: String
    package let faceZ: String
    package let differsInFibres: Bool
    package let differsInSignal: Bool
    package let differsInLanes: Bool
    /// The first lane, by wavelength, that the other end does not hear, in either direction.
    ///
    /// Lanes are paired in order of wavelength: 100GbE binds no electrical lane to an optical one. Where the two have
    /// different numbers of lanes lanes have no partners, and a lane has to be heard by any.
    package let stray: Stray?
    /// For each lane of A, in its order, the lane number at Z that hears it.
    package let lanePairs: [(a: Int, z: Int)]

    package init(_ a: Optic, _ z: Optic) {
        self.a = a
        self.z = z
        (faceA, faceZ) = (a.connector, z.connector)
        differsInFibres = a.fibres != z.fibres
        differsInSignal = a.laneRate_kBd != z.laneRate_kBd || a.modulation != z.modulation
        differsInLanes = a.lanes.count != z.lanes.count
        stray = Self.stray(from: a, to: z) ?? Self.stray(from: z, to: a)
        lanePairs = zip(Self.bySent(a), Self.byHeard(z)).map { ($0.lane, $1.lane) }.sorted { $0.a < $1.a }
    }

    private static func stray(from sender: Optic, to receiver: Optic) -> Stray? {
        let (sent, heard) = (bySent(sender), byHeard(receiver))
        guard sent.count == heard.count else {
            let lost = sent.first { lane in !heard.contains { $0.hears.contains(lane.wavelength_pm) } }
            return lost.flatMap { lane in
                heard.min { distance(lane, $0) < distance(lane, $1) }.flatMap { stray(lane, $0) }
            }
        }
        return zip(sent, heard).lazy.compactMap { stray($0, $1) }.first
    }

    private static func distance(_ sent: Optic.Lane, _ heard: Optic.Lane) -> Int {
        let (wavelength, band) = (sent.wavelength_pm, heard.hears)
        return max(0, (band.lowerBound - wavelength).rawValue, (wavelength - band.upperBound).rawValue)
    }

    /// `sent` where its wavelength lies outside the band of `heard`.
    private static func stray(_ sent: Optic.Lane, _ heard: Optic.Lane) -> Stray? {
        let band = heard.hears
        guard !band.contains(sent.wavelength_pm) else { return nil }
        return Stray(wavelength: sent.wavelength_pm, low: band.lowerBound, high: band.upperBound)
    }

    package enum FECVerdict: Hashable, Sendable {
        case agrees
        /// One end needs it and the other has none, or another code.
        case cannotAgree
        /// One end needs it, and the link is said to run without.
        case mustBeOn
        /// One end needs it, the other only may, and it is not specified whether it is on.
        case unknown
    }

    /// Whether forward error correction can be the same at both ends, given what is known of the link.
    package func fec(_ setting: Link.FEC?) -> FECVerdict {
        // A code inside the code is spoken by both ends or by neither.
        if a.innerFEC != z.innerFEC { return .cannotAgree }
        let needs = [a.fec, z.fec]
        if needs.contains(.required) {
            if needs.contains(.none) || a.fecCode != z.fecCode { return .cannotAgree }
            if setting == .off { return .mustBeOn }
            return needs.contains(.optional) && setting == nil ? .unknown : .agrees
        }
        if setting == .on, needs.contains(.none) || a.fecCode != z.fecCode { return .cannotAgree }
        return .agrees
    }

    private static func bySent(_ optic: Optic) -> [Optic.Lane] {
        optic.lanes.sorted { ($0.wavelength_pm, $0.lane) < ($1.wavelength_pm, $1.lane) }
    }

    private static func byHeard(_ optic: Optic) -> [Optic.Lane] {
        optic.lanes.sorted { ($0.hears.lowerBound, $0.lane) < ($1.hears.lowerBound, $1.lane) }
    }
}

import FiberModel

/// A strand from one of its ends to the other.
public struct StrandPath: Hashable, Sendable {
    /// What it comes through, in order.
    public var hops: [Hop]
    /// What lies before the first hop; the strand was walked there from where the trace began.
    public var nearEnd: PathEnd
    /// What lies behind the last hop.
    public var farEnd: PathEnd

    /// The strand read from its other end.
    public var reversed: StrandPath {
        StrandPath(hops: hops.reversed().map(\.reversed), nearEnd: farEnd, farEnd: nearEnd)
    }

    /// The device port in which it ends on either side, where it does.
    public var devicePorts: [PortHandle] {
        [nearEnd, farEnd].compactMap { if case .device(let port, _) = $0 { port } else { nil } }
    }
}

/// Follows strands from wherever they are picked up, to both ends.
public enum Trace {
    /// From a device port, at one ``FibrePosition``.
    ///
    /// - Parameter wavelength: what is followed, so that a mux sends it on; nil goes as far as all light does.
    public static func fromDevice<T: Topology>(
        _ port: PortHandle, position: Int, wavelength: Picometres? = nil, on plugs: T
    ) throws(T.Failure) -> StrandPath {
        let out = try walk(.leaving(port, position: position), wavelength, on: plugs)
        // What is not there is no place to begin.
        if out.end == .noSuchPort(port), out.hops.isEmpty {
            return StrandPath(hops: [], nearEnd: out.end, farEnd: out.end)
        }
        let here = Hop.device(port, position: position)
        return StrandPath(hops: [here] + out.hops, nearEnd: .device(port, position: position), farEnd: out.end)
    }

    /// A fibre that a splitter parts, from a device port to the other at which it is wanted: found from there, since only that
    /// way is certain. Nil where it does not come from any of its positions.
    ///
    /// - Parameter positions: those at which the other port may receive it.
    public static func parted<T: Topology>(
        from port: PortHandle, position: Int, to far: PortHandle, at positions: [Int], wavelength: Picometres?,
        on plugs: T
    ) throws(T.Failure) -> StrandPath? {
        for arrives in positions {
            let back = try fromDevice(far, position: arrives, wavelength: wavelength, on: plugs)
            if back.farEnd == .device(port, position: position) { return back.reversed }
        }
        return nil
    }

    /// From a port of a cassette, in front or behind: what comes by its cable first, then what lies behind it.
    public static func fromCassette<T: Topology>(
        _ port: PortHandle, position: Int, on plugs: T
    ) throws(T.Failure) -> StrandPath {
        let cordSide = try walk(.leaving(port, position: position), on: plugs)
        if cordSide.end == .ring { return StrandPath(hops: cordSide.hops, nearEnd: .ring, farEnd: .ring) }
        return join(cordSide, try walk(.entering(port, position: position), on: plugs), between: [])
    }

    /// From a strand of a trunk, lit or not; read from the trunk's A end to its Z end.
    ///
    /// Nil where the trunk has no such strand.
    public static func fromStrand<T: Topology>(
        _ strand: Int, of trunk: TrunkHandle, on plugs: T
    ) throws(T.Failure) -> StrandPath? {
        let joint = try plugs.trunk(trunk)
        guard let atA = joint.shape.place(ofStrand: strand, at: .a),
            let atZ = joint.shape.place(ofStrand: strand, at: .z)
        else { return nil }
        let toA = try walk(try plugs.port(of: trunk, .a, plug: atA.plug), atA.position, .trunk(trunk), on: plugs)
        if toA.end == .ring { return StrandPath(hops: toA.hops, nearEnd: .ring, farEnd: .ring) }
        let toZ = try walk(joint.far(plug: atZ.plug), atZ.position, .trunk(trunk), on: plugs)
        return join(toA, toZ, between: [.trunk(trunk, strand: strand, from: .a)])
    }

    /// Into the unit that a plug is in; one that hangs loose leads nowhere.
    private static func walk<T: Topology>(
        _ port: PortHandle?, _ position: Int, _ cable: Cable, on plugs: T
    ) throws(T.Failure) -> (hops: [Hop], end: PathEnd) {
        guard let port else { return ([], .loose(cable)) }
        return try walk(.entering(port, position: position), on: plugs)
    }

    private static func walk<T: Topology>(
        _ place: StrandWalk.Place, _ wavelength: Picometres? = nil, on plugs: T
    ) throws(T.Failure) -> (hops: [Hop], end: PathEnd) {
        var walk = StrandWalk(from: place, wavelength: wavelength)
        var hops: [Hop] = []
        while let hop = try walk.next(on: plugs) { hops.append(hop) }
        return (hops, walk.end ?? .ring)
    }

    private static func join(
        _ near: (hops: [Hop], end: PathEnd), _ far: (hops: [Hop], end: PathEnd), between: [Hop]
    ) -> StrandPath {
        StrandPath(
            hops: near.hops.reversed().map(\.reversed) + between + far.hops, nearEnd: near.end, farEnd: far.end)
    }
}

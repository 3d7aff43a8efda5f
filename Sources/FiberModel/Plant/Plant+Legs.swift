extension Plant {
    /// An end of a link.
    package struct LinkEnd: Hashable, Sendable {
        var link: LinkHandle
        var end: End
    }

    /// Works out the optic of every leg: the lanes of the optic in the port that belong to it, as a row of its own.
    ///
    /// A leg whose optic cannot be run that way has no row; what is wrong with it is for validation to say.
    mutating func indexLegs() {
        links.legOptics = [:]
        var known: [LegKey: Catalogue.Key] = [:]
        for (end, leg) in links.legs.sorted(by: {
            ($0.key.link, $0.key.end == .z ? 1 : 0) < ($1.key.link, $1.key.end == .z ? 1 : 0)
        }) {
            let port = end.end == .a ? links.a[end.link.index] : links.z[end.link.index]
            guard let key = opticKey(at: port), let optic = catalogue.optic(key),
                let way = breakout(at: port, optic, wanted: links.optic[end.link.index])
            else { continue }
            let id = LegKey(optic: key, way: way.name, leg: leg)
            if let row = known[id] {
                links.legOptics[end] = row
            } else if let own = optic.leg(leg, of: way) {
                let row = catalogue.insertLeg(own, named: "\(catalogue.name(key)) \(way.name) leg \(leg)")
                known[id] = row
                links.legOptics[end] = row
            }
        }
    }

    private struct LegKey: Hashable {
        var optic: Catalogue.Key
        var way: String
        var leg: Int
    }

    /// How a port is broken out: as it is said of the port, else the way whose legs are the optic that a link wants.
    package func breakout(at port: PortHandle, _ optic: Optic, wanted: Catalogue.Key) -> Optic.Breakout? {
        optic.breakout(said: devicePorts[port]?.breakout, wanted: catalogue.name(wanted))
    }
}

extension Plant {
    /// Works out the optic of every leg: the lanes of the optic in the port that belong to it, as a row of its own.
    ///
    /// A leg whose optic cannot be run that way has no row; what is wrong with it is for validation to say.
    mutating func indexLegs() {
        links.legOptics = LinkEndColumn()
        var known: [LegKey: Catalogue.Key?] = [:]
        for (link, end, leg) in links.legs.set {
            let port = end == .a ? links.a[link.index] : links.z[link.index]
            let wanted = links.optic[link.index]
            guard let key = opticKey(at: port) else { continue }
            let said = devicePorts.isEmpty ? nil : devicePorts[port]?.breakout
            let id = LegKey(optic: key, said: said, wanted: wanted, leg: Int(leg))
            if let row = known[id] {
                if let row { links.legOptics[link, end] = row + 1 }
                continue
            }
            known[id] = .some(nil)
            guard let optic = catalogue.optic(key),
                let way = optic.breakout(said: said, wanted: catalogue.name(wanted)),
                let own = optic.leg(Int(leg), of: way)
            else { continue }
            let row = catalogue.insertLeg(own, named: "\(catalogue.name(key)) \(way.name) leg \(leg)")
            known[id] = row
            links.legOptics[link, end] = row + 1
        }
    }

    private struct LegKey: Hashable {
        var optic: Catalogue.Key
        var said: String?
        var wanted: Catalogue.Key
        var leg: Int
    }

    /// How a port is broken out: as it is said of the port, else the way whose legs are the optic that a link wants.
    package func breakout(at port: PortHandle, _ optic: Optic, wanted: Catalogue.Key) -> Optic.Breakout? {
        optic.breakout(said: devicePorts[port]?.breakout, wanted: catalogue.name(wanted))
    }
}

import FiberModel

/// What a fibre is used for, from one of its ends to the other.
package enum FibreUse<Link: Hashable> {
    /// Light of these links runs on it.
    case lit([Link])
    /// Cords are on it, but the optics at its ends neither send nor listen there: positions 5 to 8 of a DR4, say.
    case dark
    /// Cords are on it, or a device takes it up, and no link ends where it does.
    case patched
    /// No cord is on it, and no device.
    case free

    /// Whether losing it takes something away.
    package var isUsed: Bool {
        switch self {
        case .lit, .patched: true
        case .dark, .free: false
        }
    }
    /// The links whose light runs on it.
    package var links: [Link] { if case .lit(let links) = self { links } else { [] } }

    /// - Parameter linksAt: of a device port: how many links end there, and those of which light runs at the position.
    fileprivate init<Failure: Error>(
        _ path: StrandPath, ends: [(PortHandle, Int)],
        linksAt: (PortHandle, Int) throws(Failure) -> (known: Int, lit: [Link])
    ) throws(Failure) {
        var lit: [Link] = []
        var known = 0
        for (port, position) in ends {
            let found = try linksAt(port, position)
            known += found.known
            lit += found.lit
        }
        if !lit.isEmpty {
            // A link of which both ends are met stands there once. They are few: comparing them costs less than a set.
            var each: [Link] = []
            for link in lit where !each.contains(link) { each.append(link) }
            self = .lit(each)
        } else if path.devicePorts.isEmpty,
            !path.hops.contains(where: { if case .cord = $0 { true } else { false } })
        {
            self = .free
        } else {
            self = known > 0 ? .dark : .patched
        }
    }
}

extension PlantLookup {
    /// What runs on a fibre.
    package func use(of path: StrandPath) throws(PlantError) -> FibreUse<Link> {
        try FibreUse<Link>(path, ends: try path.deviceEnds(on: self)) { port, position throws(PlantError) in
            let links = try self.opticalLinks(at: port)
            return (links.count, links.filter { $0.optic?.uses(position) ?? true }.map(\.link))
        }
    }
}

extension Plant {
    /// What runs on a fibre.
    package func use(of path: StrandPath) -> FibreUse<LinkHandle> {
        FibreUse<LinkHandle>(path, ends: path.deviceEnds(on: self)) { port, position in
            let links = self.links(at: port)
            let lit = links.filter { link in
                let end = self.links.a[link.index] == port ? End.a : .z
                return isDirect(link) || (catalogue.optic(opticKey(of: link, end))?.uses(position) ?? (position <= 2))
            }
            return (links.count, lit)
        }
    }
}

extension StrandPath {
    /// The device ports in which the light ends, with the positions: behind a splitter or mux those of all its branches.
    func deviceEnds<T: Topology>(on plugs: T) throws(T.Failure) -> [(PortHandle, Int)] {
        var found: [(PortHandle, Int)] = []
        var open = [nearEnd, farEnd]
        var parted: Set<PortHandle> = []
        while let end = open.popLast() {
            switch end {
            case .device(let port, let position): found.append((port, position))
            case .splits(let common):
                guard parted.insert(common).inserted, let shape = try plugs.cassette(common.unit) else { continue }
                for port in 1...max(1, shape.frontCount) {
                    var walk = StrandWalk(from: .leaving(PortHandle(common.unit, Int32(port)), position: 1))
                    open.append(try walk.finish(on: plugs))
                }
            default: break
            }
        }
        return found
    }
}

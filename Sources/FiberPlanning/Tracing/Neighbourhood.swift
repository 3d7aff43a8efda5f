import FiberModel

extension PlantLookup {
    /// The plant cut down to a link and whatever runs over the same trunks: enough to judge the link, and what a
    /// change of a trunk or cassette would do to the others. The cost is that of what it holds.
    package func neighbourhood(of link: Link) throws(PlantError) -> Plant {
        var found = Neighbourhood()
        found.links.insert(link.label)
        for port in [link.a, link.z] {
            let handle = PortHandle(try unit(port.unit), port.whole)
            for position in try lightPositions(of: handle) {
                try add(try Trace.fromDevice(handle, position: position, on: self), to: &found)
            }
        }
        for trunk in found.trunks {
            for strand in 1...max(1, try self.trunk(trunk).shape.strands) {
                // Whatever the fibre of this strand runs over was followed from another of its trunks.
                guard !found.strands.contains(Neighbourhood.Strand(trunk: trunk, number: strand)),
                    let path = try Trace.fromStrand(strand, of: trunk, on: self)
                else { continue }
                try add(path, to: &found)
            }
        }
        return try excerpt(trunks: found.trunks, cords: found.cords, links: found.links, withRacks: false)
    }

    /// Every position of a device port that a cable is at, connector after connector; those of a pair where none is.
    private func lightPositions(of port: PortHandle) throws(PlantError) -> [Int] {
        var positions: [Int] = []
        for connector in 1...PortHandle.mostParts {
            let plug = PortHandle(port.unit, port.port, connector: connector)
            guard let joint = try cable(at: plug) else {
                if connector > 2 { break }
                continue
            }
            positions += (1...joint.shape.positions(at: joint.from)).map {
                FibrePosition.code(connector: connector, position: $0)
            }
        }
        return positions.isEmpty ? [1, 2] : positions
    }

    /// Adds a fibre with the links at its ends.
    private func add(_ path: StrandPath, to found: inout Neighbourhood) throws(PlantError) {
        found.add(path)
        for port in path.devicePorts {
            for other in try links(at: port) { found.links.insert(other.label) }
        }
    }
}

extension PlantLookup {
    /// The plant cut down to what a sheet for these tasks tells: their cords with the links and trunks that they are
    /// part of, their trunks with whatever lies on the same segments. The cost is that of what it holds.
    ///
    /// - Parameter withRacks: whether all that stands in the racks of their ends is in it as well.
    package func excerpt(for tasks: [WorkTask], withRacks: Bool) throws(PlantError) -> Plant {
        var found = Neighbourhood()
        var segments: Set<String> = []
        for task in tasks {
            switch (task.subject, try record(task.subject.kind, task.subject.label).value) {
            case (.cord(let label), let cord as Cord):
                found.cords.insert(try self.cord(labelled: label))
                if cord.status != .retired { try follow(cord, into: &found) }
            case (.trunk(let label), let trunk as Trunk):
                found.trunks.insert(try self.trunk(labelled: label))
                segments.formUnion(trunk.actualRoute)
            default: break
            }
        }
        for segment in segments { found.trunks.formUnion(try trunks(onSegment: segment)) }
        return try excerpt(trunks: found.trunks, cords: found.cords, links: found.links, withRacks: withRacks)
    }

    /// Adds the whole way of every fibre of a cord, and the links at its ends.
    private func follow(_ cord: Cord, into found: inout Neighbourhood) throws(PlantError) {
        let port = PortHandle(try unit(cord.actualA.unit), cord.actualA)
        let isCassette = try cassette(port.unit) != nil
        let joint = try cable(at: port)
        for position in 1...max(1, joint.map { $0.shape.positions(at: $0.from) } ?? 1) {
            let code = FibrePosition.code(connector: port.connector, position: position)
            let path =
                isCassette
                ? try Trace.fromCassette(port, position: position, on: self)
                : try Trace.fromDevice(port.whole, position: code, on: self)
            found.add(path)
            for end in path.devicePorts {
                for link in try links(at: end) {
                    found.links.insert(link.label)
                    // The cords beyond a gap belong to the link as well.
                    for other in [link.a, link.z] {
                        let handle = PortHandle(try unit(other.unit), other.whole)
                        found.add(try Trace.fromDevice(handle, position: 1, on: self))
                    }
                }
            }
        }
    }
}

/// What paths run over.
private struct Neighbourhood {
    struct Strand: Hashable { var trunk: TrunkHandle, number: Int }
    var trunks: Set<TrunkHandle> = []
    var cords: Set<CordHandle> = []
    var links: Set<String> = []
    /// Strands of which the whole fibre was followed, by their numbers at A.
    var strands: Set<Strand> = []

    mutating func add(_ path: StrandPath) {
        for hop in path.hops {
            switch hop {
            case .cord(let cord, _): cords.insert(cord)
            case .trunk(let trunk, let strand, _):
                trunks.insert(trunk)
                strands.insert(Strand(trunk: trunk, number: strand))
            case .cassette, .device, .splice: break
            }
        }
    }
}

extension Plant {
    /// - Throws: `PlantError` with code `notFound`. O(links).
    package func link(labelled label: String) throws(PlantError) -> LinkHandle {
        guard let index = (0..<links.count).first(where: { links.labels[$0] == label }) else {
            let near = nearestName(to: label, among: (0..<min(links.count, 20_000)).map { links.labels[$0] })
            throw PlantError(
                .notFound, "no such link: \(quoted(label))", hint: near.map { "did you mean '\($0)'?" })
        }
        return LinkHandle(index: index)
    }
}

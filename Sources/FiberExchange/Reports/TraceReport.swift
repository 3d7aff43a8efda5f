import FiberModel
import FiberPlanning
import FiberStore

/// What lies on the strands behind a port or strand, in words: every hop in both directions, and the lanes
/// of the link that runs there.
package struct TraceReport: Sendable {
    /// One hop of one strand.
    package struct Row: Sendable {
        package var fibre: String
        package var hop: Int
        package var kind: String
        package var at: String
        /// What people call the port; empty where it is not said, and for a cable.
        package var name = ""
        package var what: String
        package var strand: String?
        package var colour: String?
        package var isStart: Bool
    }
    package struct Lane: Sendable {
        package var lane: Int
        package var wavelength: Picometres
        /// Strands that carry it from the near port to the far one, trunk by trunk.
        package var out: [String]
        /// Strands that bring the same lane of the far end back.
        package var back: [String]
    }
    package struct Fibre: Sendable {
        package var name: String
        package var rows: [Row]
        package var nearEnd: String
        package var farEnd: String
    }

    package var start: String
    package var link: Link?
    /// The links of a port that is broken out, where no single one is asked about.
    package var severalLinks: [String] = []
    /// Whether a unit or a cable was traced, and not one port or strand of it.
    package var isWhole: Bool { !start.contains(":") }
    /// The optic at the port that the link is followed from, where it is said.
    package var fittedOptic: String?
    package var fibres: [Fibre] = []
    package var lanes: [Lane] = []

    /// Traces from a device port, a cassette port, a strand, or the A port of a link. O(hops × log n): reads
    /// what it passes and nothing else.
    ///
    /// - Throws: `PlantError` with code `notFound` or `badValue` where `text` names no such place.
    package init(_ text: String, on plant: KeyedPlant) throws(PlantError) {
        let address = try plant.place(text) { name throws(PlantError) in try Self.place(name, plant) }
        start = address.description
        switch address {
        case .port(let port):
            // A link or cord may name a port that is not there: where it stops is the answer.
            if case .port? = try? Address(try plant.canonical(text)) { try check(port, plant) }
            try trace(port, on: plant)
        case .strand(let strand): try trace(strand, on: plant)
        case .unit(let unit): try trace(unit, on: plant)
        case .label(let label): try trace(trunk: label, on: plant)
        default:
            throw PlantError(
                .badValue, "\(quoted(text)) cannot be traced, expected a port, a strand, a link or a cord",
                hint: "such as DC1.C03-14:04, T0042:17 or L0001")
        }
    }

    /// A label means a link, from its A port.
    private static func place(_ text: String, _ plant: KeyedPlant) throws(PlantError) -> Address {
        let address = try Address(text)
        guard case .label(let label) = address else { return address }
        do throws(PlantError) {
            if let cord = try plant.recordIfAny(.cord, label)?.as(Cord.self) { return .port(cord.a) }
            guard let link = try plant.record(.link, label).as(Link.self) else { return address }
            return .port(link.a)
        } catch  where error.code == .notFound {
            do { _ = try plant.trunk(labelled: label) } catch let absent where absent.code == .notFound {
                var helpful = error
                helpful.hint =
                    error.hint
                    ?? "a trace begins at a port, a strand, a link or a cord: DC1.C03-14:04, T0042:17 or L0001"
                throw helpful
            }
            return address
        }
    }

    /// Every port of a unit that holds a cable, one after the other.
    private mutating func trace(_ unit: UnitAddress, on plant: KeyedPlant) throws(PlantError) {
        var seen: Set<PortAddress> = []
        for plug in try plant.plugs(of: unit) where plug.kind != .link && seen.insert(plug.port.whole).inserted {
            // What runs through a cassette from behind to the front is the same fibre.
            guard plug.port.side == .front || seen.allSatisfy({ $0.side == .rear }) else { continue }
            let before = fibres.count
            try trace(plug.port.whole, on: plant)
            for index in before..<fibres.count {
                let name = "\(plug.port.whole) \(fibres[index].name)"
                fibres[index].name = name
                for row in fibres[index].rows.indices { fibres[index].rows[row].fibre = name }
            }
            (link, lanes) = (nil, [])
        }
    }

    /// Every strand of a trunk.
    private mutating func trace(trunk label: String, on plant: KeyedPlant) throws(PlantError) {
        let shape = try plant.trunk(try plant.trunk(labelled: label)).shape
        for strand in 1...max(1, shape.strands) {
            try trace(StrandAddress(trunk: label, strand: strand), on: plant)
            (link, lanes) = (nil, [])
        }
    }

    /// Refuses a port that its unit does not have.
    private func check(_ port: PortAddress, _ plant: KeyedPlant) throws(PlantError) {
        let faces = try plant.faces(of: try plant.unit(port.unit))
        let ports = port.side == .front ? faces.front : faces.rear
        guard port.port > ports else { return }
        throw PlantError(
            .notFound,
            ports == 0
                ? "\(port.unit) has no ports" : "\(port.unit) has no port \(port.port), expected 1 to \(ports)")
    }

    private mutating func trace(_ port: PortAddress, on plant: KeyedPlant) throws(PlantError) {
        let unit = try plant.unit(port.unit)
        if let shape = try plant.cassette(unit) {
            let handle = PortHandle(unit, port)
            var paths: [StrandPath] = []
            for position in 1...(port.side == .front ? shape.frontPositions : shape.rearPositions) {
                let path = try Trace.fromCassette(handle, position: position, on: plant)
                try add(path, named: "position \(position)", start: port.description, plant)
                paths.append(path)
            }
            return try findLinks(paths, plant)
        }
        let handle = PortHandle(unit, port.whole)
        let links = try plant.links(at: handle)
        link = links.first { ($0.a.whole == port.whole ? $0.a : $0.z).part == port.part } ?? links.first
        if try plant.isDirect(handle) {
            let path = try Trace.fromDevice(handle, position: 1, on: plant)
            return try add(path, named: "cable", start: port.whole.description, plant)
        }
        var optic: Optic?
        if port.part == 0, links.count > 1, let fitted = try plant.fittedOptic(at: port.whole) {
            // The whole of a port that is broken out carries several links.
            link = nil
            severalLinks = links.map(\.label)
            optic = try plant.optic(fitted)
        } else if let link {
            optic = try self.optic(of: link, link.a.whole == port.whole ? .a : .z, plant)
        } else if let fitted = try plant.fittedOptic(at: port.whole) {
            optic = try plant.optic(fitted)
        }
        let positions = LinkTraces.positions(of: optic)
        let sends = Set(optic?.transmitPositions ?? [1])
        var paths: [Int: StrandPath] = [:]
        for position in positions {
            let lane = optic?.lanes.first { $0.tx == position } ?? optic?.lanes.first { $0.rx == position }
            let wavelength = lane.map { $0.tx == position ? $0.wavelength_pm : $0.middleHeard }
            var path = try Trace.fromDevice(handle, position: position, wavelength: wavelength, on: plant)
            if case .splits = path.farEnd, let link {
                path = try parted(handle, position, wavelength, link, plant) ?? path
            }
            paths[position] = path
            let direction = sends.contains(position) ? "out" : "back"
            try add(
                path, named: positions.count == 2 ? direction : "\(direction) \(FibrePosition.text(of: position))",
                start: port.whole.description, plant)
        }
        if let optic, link != nil || !severalLinks.isEmpty { try addLanes(optic, paths, plant) }
    }

    /// A fibre that a splitter parts, found from the end at which its link wants it; nil where it does not come there.
    private func parted(
        _ port: PortHandle, _ position: Int, _ wavelength: Picometres?, _ link: Link, _ plant: KeyedPlant
    ) throws(PlantError) -> StrandPath? {
        let end: End = link.a.whole == (try plant.address(of: port)) ? .z : .a
        let other = end == .a ? link.a : link.z
        let far = PortHandle(try plant.unit(other.unit), other.whole)
        return try Trace.parted(
            from: port, position: position, to: far,
            at: LinkTraces.positions(of: try plant.optic(of: link, end)), wavelength: wavelength, on: plant)
    }

    private mutating func trace(_ strand: StrandAddress, on plant: KeyedPlant) throws(PlantError) {
        let trunk = try plant.trunk(labelled: strand.trunk)
        guard let path = try Trace.fromStrand(strand.strand, of: trunk, on: plant) else {
            let count = try plant.trunk(trunk).shape.strands
            throw PlantError(.notFound, "trunk \(strand.trunk) has no strand \(strand.strand), expected 1 to \(count)")
        }
        try add(path, named: "strand \(strand.strand)", start: strand.description, plant)
        try findLinks([path], plant)
    }

    /// The link whose light runs on what was traced; several where a panel port carries those of a breakout.
    private mutating func findLinks(_ paths: [StrandPath], _ plant: KeyedPlant) throws(PlantError) {
        var found: [String: Link] = [:]
        for path in paths { for link in try plant.use(of: path).links { found[link.label] = link } }
        if found.count > 1 { severalLinks = found.keys.sorted(by: naturallyPrecedes) }
        guard found.count == 1, let only = found.values.first else { return }
        link = only
        try addLanes(of: only, plant)
    }

    private mutating func add(
        _ path: StrandPath, named name: String, start: String, _ plant: KeyedPlant
    ) throws(PlantError) {
        var rows: [Row] = []
        for (index, hop) in path.hops.enumerated() {
            rows.append(try row(hop, fibre: name, number: index + 1, start: start, plant))
        }
        fibres.append(
            Fibre(
                name: name, rows: rows, nearEnd: try path.nearEnd.reason(in: plant),
                farEnd: try path.farEnd.reason(in: plant)))
    }

    private func row(
        _ hop: Hop, fibre: String, number: Int, start: String, _ plant: KeyedPlant
    ) throws(PlantError) -> Row {
        var row = Row(fibre: fibre, hop: number, kind: "", at: "", what: "", isStart: false)
        switch hop {
        case .device(let port, let code):
            let position = FibrePosition.text(of: code)
            row.kind = "device"
            row.at = try plant.address(of: port).description
            row.name = try plant.name(of: port)
            row.what = "\(row.name.isEmpty ? "device" : row.name), position \(position)"
        case .cord(let cord, let from):
            row.kind = "cord"
            row.at = try plant.label(of: cord)
            guard let record = try plant.record(.cord, row.at).as(Cord.self) else { break }
            let length = record.length.map { " \($0)" } ?? ""
            row.what = "\(record.type)\(length), \(record.status.rawValue), \(from.rawValue) → \(from.other.rawValue)"
        case .cassette(let unit, let port, let position, let rear, let rearPosition, let inward):
            row.kind = "cassette"
            row.at = PortAddress(unit: try plant.address(of: unit), port: port).description
            row.name = try plant.name(of: PortHandle(unit, Int32(port)))
            let (front, back) = ("position \(position)", "R\(rear) position \(rearPosition)")
            let label = row.name.isEmpty ? "" : "\(row.name), "
            row.what = label + (inward ? "\(front) → \(back)" : "\(back) → \(front)")
        case .splice(let unit, let rear, let position, let toRear, let toPosition):
            row.kind = "splice"
            row.at = try plant.address(of: PortHandle(unit, rear: Int32(rear))).description
            row.what = "R\(rear) position \(position) → R\(toRear) position \(toPosition)"
        case .trunk(let trunk, let strand, let from):
            row.kind = "trunk"
            let label = try plant.label(of: trunk)
            row.at = StrandAddress(trunk: label, strand: strand).description
            row.strand = row.at
            guard let record = try plant.record(.trunk, label).as(Trunk.self) else { break }
            let type = try plant.trunkType(record.type)
            if !type.colourScheme.isEmpty {
                row.colour = try plant.colourScheme(type.colourScheme).colour(ofStrand: strand, of: type)
            }
            let state = try plant.strand(strand, of: trunk).flatMap { $0.state == .ok ? nil : ", \($0.state.rawValue)" }
            row.what =
                "\(record.type), \(record.status.rawValue), \(from.rawValue) → \(from.other.rawValue)\(state ?? "")"
        }
        row.isStart = row.at == start
        return row
    }

    /// The lanes of a link that was come upon from one of its strands.
    private mutating func addLanes(of link: Link, _ plant: KeyedPlant) throws(PlantError) {
        let optic = try self.optic(of: link, .a, plant)
        let port = PortHandle(try plant.unit(link.a.unit), link.a.whole)
        var paths: [Int: StrandPath] = [:]
        for position in LinkTraces.positions(of: optic) {
            paths[position] = try Trace.fromDevice(port, position: position, on: plant)
        }
        try addLanes(optic, paths, plant)
    }

    /// The optic whose lanes are followed, as 'lanes' and 'budget' do: the one that is fitted, or else the one that the link
    /// asks for.
    private mutating func optic(
        of link: Link, _ end: End, _ plant: KeyedPlant
    ) throws(PlantError) -> Optic {
        fittedOptic = try plant.fittedOptic(at: (end == .a ? link.a : link.z).whole)
        return try plant.optic(of: link, end)
    }

    private mutating func addLanes(_ optic: Optic, _ paths: [Int: StrandPath], _ plant: KeyedPlant) throws(PlantError) {
        for lane in optic.lanes {
            lanes.append(
                Lane(
                    lane: lane.lane, wavelength: lane.wavelength_pm, out: try strands(paths[lane.tx], plant),
                    back: try strands(paths[lane.rx]?.reversed, plant)))
        }
    }

    private func strands(_ path: StrandPath?, _ plant: KeyedPlant) throws(PlantError) -> [String] {
        var strands: [String] = []
        for case .trunk(let trunk, let strand, _) in path?.hops ?? [] {
            strands.append(StrandAddress(trunk: try plant.label(of: trunk), strand: strand).description)
        }
        return strands
    }
}

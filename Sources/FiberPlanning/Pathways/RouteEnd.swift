import FiberModel

/// One end of a route: a node, or a rack with its entries and perhaps the unit that the trunk goes to.
public struct RouteEnd: Sendable {
    /// What it was called.
    public let name: String
    /// The rack; nil for a node.
    public let rack: RackHandle?
    /// The unit; nil for a rack or node.
    public let unit: UnitHandle?
    /// Where a way may begin or end, in the order of their labels, with what the cable runs inside the rack.
    public let nodes: [(node: NodeHandle, vertical: Millimetres)]

    /// The end that a trunk has in a unit.
    ///
    /// - Throws: `PlantError` with code `notFound` where the rack of the unit has no entry.
    public init(unit: UnitHandle, in plant: Plant) throws(PlantError) {
        try self.init(plant.address(of: unit).description, plant.units[unit.index].rack, unit, plant)
    }

    /// Reads a rack, a unit, a port or the label of a node.
    ///
    /// - Throws: `PlantError` with code `notFound` for what is not there, and for a rack without an entry.
    public init(_ text: String, in plant: Plant) throws(PlantError) {
        switch try Address(text) {
        case .rack(let address): try self.init(text, try plant.rack(address), nil, plant)
        case .unit(let address): try self.init(text, try plant.rack(address.rack), try plant.unit(address), plant)
        case .port(let port): try self.init(text, try plant.rack(port.unit.rack), try plant.unit(port.unit), plant)
        case .label(let label): self.init(node: try plant.node(label), in: plant)
        case .strand:
            throw PlantError(
                .badValue, "\(quoted(text)) is a strand, expected a rack, a unit or a node",
                hint: "such as DC1.C03, DC1.C03-14 or N12")
        }
    }

    private init(node: NodeHandle, in plant: Plant) {
        name = plant.nodes[node.index].label
        rack = nil
        unit = nil
        nodes = [(node, Millimetres(0))]
    }

    private init(_ name: String, _ rack: RackHandle, _ unit: UnitHandle?, _ plant: Plant) throws(PlantError) {
        self.name = name
        self.rack = rack
        self.unit = unit
        nodes = plant.entries(of: rack).map { node in
            (node, plant.vertical(in: rack, from: plant.nodes[node.index].entry, to: unit))
        }
        guard !nodes.isEmpty else {
            let address = plant.racks[rack.index].address
            throw PlantError(
                .notFound, "rack \(address) has no entry to the pathways",
                hint:
                    "add one with 'fiberplan add-pathway node E-\(address.grid) --hall \(address.hall) --kind rack-entry --rack \(address) --x … --y … --z …'"
            )
        }
    }
}

extension Plant {
    private func missing(_ what: String, _ name: String, among names: () -> [String]) -> PlantError {
        PlantError(
            .notFound, "no such \(what): \(quoted(name))",
            hint: nearestName(to: name, among: names()).map { "did you mean '\($0)'?" })
    }

    /// - Throws: `PlantError` with code `notFound`. O(nodes).
    public func node(_ label: String) throws(PlantError) -> NodeHandle {
        guard let index = nodes.firstIndex(where: { $0.label == label }) else {
            throw missing("node", label) { nodes.map(\.label) }
        }
        return NodeHandle(index: index)
    }

    /// - Throws: `PlantError` with code `notFound`. O(trunks).
    public func trunk(_ label: String) throws(PlantError) -> TrunkHandle {
        guard let index = trunks.firstIndex(where: { $0.label == label }) else {
            throw missing("trunk", label) { trunks.map(\.label) }
        }
        return TrunkHandle(index: index)
    }

    /// - Throws: `PlantError` with code `notFound`. O(halls).
    package func hall(_ label: String) throws(PlantError) -> HallHandle {
        guard let index = halls.firstIndex(where: { $0.label == label }) else {
            throw missing("hall", label) { halls.map(\.label) }
        }
        return HallHandle(index: index)
    }

    package func rack(_ address: RackAddress) throws(PlantError) -> RackHandle {
        guard let index = racks.firstIndex(where: { $0.address == address }) else {
            throw missing("rack", address.description) { racks.map(\.address.description) }
        }
        return RackHandle(index: index)
    }

    /// A segment by its label. O(segments).
    ///
    /// - Throws: `PlantError` with code `notFound`.
    package func segment(_ label: String) throws(PlantError) -> SegmentHandle {
        guard let index = segments.firstIndex(where: { $0.label == label }) else {
            throw missing("segment", label) { segments.map(\.label) }
        }
        return SegmentHandle(index: index)
    }

    /// A trunk or cord by its label. O(cords).
    ///
    /// - Throws: `PlantError` with code `notFound`.
    package func cable(_ label: String) throws(PlantError) -> Cable {
        if let index = trunks.firstIndex(where: { !$0.isCord && $0.label == label }) {
            return .trunk(TrunkHandle(index: index))
        }
        if let index = (0..<cords.count).first(where: { cords.labels[$0] == label }) {
            return .cord(CordHandle(index: index))
        }
        throw missing("trunk or cord", label) {
            trunks.map(\.label) + (0..<min(cords.count, 20_000)).map { cords.labels[$0] }
        }
    }

    /// The port of an address. O(units).
    ///
    /// - Throws: `PlantError` with code `notFound` where no unit stands there.
    public func port(_ address: PortAddress) throws(PlantError) -> PortHandle {
        PortHandle(try unit(address.unit), address)
    }

    package func unit(_ address: UnitAddress) throws(PlantError) -> UnitHandle {
        let rack = try rack(address.rack)
        guard
            let index = units.firstIndex(where: {
                $0.rack == rack && $0.printedU == address.u && $0.slot == address.slot
            })
        else {
            let near = units.indices.filter { units[$0].rack == rack }
                .sorted { (abs(units[$0].u - address.u), -units[$0].u) < (abs(units[$1].u - address.u), -units[$1].u) }
                .map { self.address(of: UnitHandle(index: $0)) }
            throw PlantError(
                .notFound, "no cassette or device at \(address)",
                hint: near.isEmpty
                    ? "rack \(address.rack) is empty; name the rack itself"
                    : "nearest in that rack: \(near.prefix(4).map(\.description).joined(separator: ", "))")
        }
        return UnitHandle(index: index)
    }

    /// The segments that a label or a shared-risk tag names; a name may be both.
    ///
    /// - Throws: `PlantError` with code `notFound`. O(segments).
    public func segments(named name: String) throws(PlantError) -> [SegmentHandle] {
        let tag = tags.firstIndex(of: name).map(Int32.init)
        let found = segments.indices.filter { index in
            segments[index].label == name || tag.map(segments[index].tags.contains) ?? false
        }
        guard !found.isEmpty else { throw missing("segment or tag", name) { segments.map(\.label) + tags } }
        return found.map { SegmentHandle(index: $0) }
    }
}

/// Builds a ``Plant`` of records in memory, for programs that plan without a database.
///
/// Records may come in any order; what they name is looked up when the plant is made. Their bounds are those of a store,
/// and what the catalogue lacks is an unknown name. Work orders and tasks are not part of a plant and are refused.
public struct PlantBuilder: Sendable {
    private var catalogue: Catalogue
    private var nextKey: Catalogue.Key
    private var records: [RecordKind: [Record]] = [:]

    /// - Parameter catalogue: what records may name besides rows of their own.
    public init(catalogue: Catalogue = .builtIn) {
        self.catalogue = catalogue
        nextKey = catalogue.highestKey + 1
    }

    /// - Throws: ``PlantError`` with code `badValue` for a value out of bounds, `duplicate` for a catalogue row that is
    ///   there already.
    public mutating func add(_ record: Record) throws(PlantError) {
        try record.check()
        if let entry = record.as(CatalogueEntry.self) {
            let item = try CatalogueItem(kind: entry.kind, body: entry.body)
            if let known = catalogue.key(entry.kind, entry.name), catalogue.entry(known)?.isBuiltIn == false {
                throw PlantError(.duplicate, "catalogue row \(record.name) exists already", field: "name")
            }
            catalogue.insert(entry, item, key: nextKey)
            nextKey += 1
            return
        }
        guard PlantDraft.kinds.contains(record.kind) else {
            throw PlantError(.badValue, "\(record.kind.noun) \(record.name) is not part of a plant")
        }
        records[record.kind, default: []].append(record)
    }

    /// Adds a value.
    ///
    /// - Throws: as ``add(_:)-(Record)``.
    public mutating func add(_ value: some RecordValue) throws(PlantError) { try add(Record(value)) }

    /// The plant. O(records).
    ///
    /// - Throws: ``PlantError`` with code `notFound` for a name that nothing has, `duplicate` or `portTaken` where two
    ///   records want one place.
    public func plant() throws(PlantError) -> Plant {
        var draft = PlantDraft(catalogue)
        for kind in PlantDraft.kinds {
            for record in records[kind] ?? [] { try draft.place(record) }
        }
        return draft.finished()
    }
}

/// A plant into which records are put, in the order of their kinds.
private struct PlantDraft {
    var plant = Plant()
    private var halls: [String: HallHandle] = [:]
    private var racks: [RackAddress: RackHandle] = [:]
    private var nodes: [String: NodeHandle] = [:]
    private var segments: [String: SegmentHandle] = [:]
    private var units: [UnitAddress: UnitHandle] = [:]
    private var trunks: [String: TrunkHandle] = [:]
    private var colours: [[UInt8]: Int32] = [:]
    private var labels: Set<String> = []
    private var usedPorts: Set<PortHandle> = []
    private var usedLegs: [PortHandle: Set<Int>] = [:]

    init(_ catalogue: Catalogue) { plant.catalogue = catalogue }

    mutating func place(_ record: Record) throws(PlantError) {
        guard labels.insert("\(PlantError.key(record.kind, record.name))").inserted else {
            throw PlantError(
                .duplicate, "\(record.kind.noun) \(record.name) exists already", field: record.kind.about.nameField)
        }
        switch record.value {
        case let hall as Hall: place(hall)
        case let rack as Rack: try place(rack)
        case let node as PathwayNode: try place(node)
        case let segment as PathwaySegment: try place(segment)
        case let cassette as Cassette: try place(cassette)
        case let device as Device: try place(device)
        case let port as DevicePort: try place(port)
        case let trunk as Trunk: try place(trunk)
        case let strand as StrandException: try place(strand)
        case let measurement as StrandMeasurement: try place(measurement)
        case let splice as Splice: try place(splice)
        case let cord as Cord: try place(cord)
        case let link as Link: try place(link)
        case let waiver as Waiver: plant.waivers.append(waiver)
        default: break
        }
    }

    /// What a plant is made of, in the order in which it is put in.
    static let kinds: [RecordKind] = [
        .hall, .rack, .node, .segment, .cassette, .device, .devicePort, .trunk, .strand, .measurement, .splice, .cord,
        .link,
        .waiver,
    ]

    mutating func finished() -> Plant {
        plant.strands.sort { ($0.trunk, $0.strand) < ($1.trunk, $1.strand) }
        plant.measurements.sort {
            ($0.trunk, $0.strand, $0.wavelength_nm, StrandMeasurement.code(of: $0.end))
                < ($1.trunk, $1.strand, $1.wavelength_nm, StrandMeasurement.code(of: $1.end))
        }
        sortTags()
        plant.builtOtherwise.sort {
            $0.kind == $1.kind ? naturallyPrecedes($0.name, $1.name) : $0.kind == .trunk
        }
        plant.waivers.sort { $0.code == $1.code ? naturallyPrecedes($0.subject, $1.subject) : $0.code < $1.code }
        plant.index()
        return plant
    }

    /// Tags are numbered in the order of their names, and each segment has its own ascending.
    private mutating func sortTags() {
        let order = plant.tags.indices.sorted { naturallyPrecedes(plant.tags[$0], plant.tags[$1]) }
        var places = [Int32](repeating: 0, count: order.count)
        for (new, old) in order.enumerated() { places[old] = Int32(new) }
        plant.tags = order.map { plant.tags[$0] }
        for index in plant.segments.indices {
            plant.segments[index].tags = plant.segments[index].tags.map { places[Int($0)] }.sorted()
        }
    }

    // MARK: Space

    private mutating func place(_ hall: Hall) {
        halls[hall.label] = HallHandle(index: plant.halls.count)
        plant.halls.append(
            .init(
                label: hall.label, serviceLoop: hall.serviceLoop ?? Hall.defaultServiceLoop,
                slack: hall.slack ?? Hall.defaultSlack, overlength: hall.overlength ?? Hall.defaultOverlength,
                pins: hall.pins, site: hall.site, name: hall.name, place: hall.place))
    }

    private mutating func place(_ rack: Rack) throws(PlantError) {
        racks[rack.address] = RackHandle(index: plant.racks.count)
        plant.racks.append(
            .init(
                hall: try found(halls[rack.address.hall], .hall, rack.address.hall), address: rack.address, x: rack.x,
                y: rack.y, heightU: rack.heightU, countsFromTop: rack.unitsFrom == .top, firstUnit: rack.firstUnit ?? 1,
                name: rack.name))
    }

    private mutating func place(_ node: PathwayNode) throws(PlantError) {
        nodes[node.label] = NodeHandle(index: plant.nodes.count)
        let rack = try node.rack.map { address throws(PlantError) in
            try found(racks[address], .rack, address.description)
        }
        plant.nodes.append(
            .init(
                label: node.label, hall: try found(halls[node.hall], .hall, node.hall), x: node.x, y: node.y, z: node.z,
                rack: rack, entry: node.entry ?? .top, bendRadius: node.bendRadius))
    }

    private mutating func place(_ segment: PathwaySegment) throws(PlantError) {
        segments[segment.label] = SegmentHandle(index: plant.segments.count)
        var tags: [Int32] = []
        for tag in segment.tags {
            let known = plant.tags.firstIndex(of: tag)
            if known == nil { plant.tags.append(tag) }
            tags.append(Int32(known ?? plant.tags.count - 1))
        }
        plant.segments.append(
            .init(
                label: segment.label, a: try found(nodes[segment.a], .node, segment.a),
                z: try found(nodes[segment.z], .node, segment.z), kind: segment.kind, length: segment.length,
                width: segment.width, depth: segment.depth, bendRadius: segment.bendRadius,
                planFill: segment.planFill ?? PathwaySegment.defaultPlanFill,
                hardFill: segment.hardFill ?? PathwaySegment.defaultHardFill, allowedCables: segment.allowedCables,
                tags: tags))
    }

    // MARK: Units

    private mutating func place(_ cassette: Cassette) throws(PlantError) {
        let key = try type(.cassetteType, cassette.type)
        guard let type = plant.catalogue.cassetteType(key) else { return }
        units[cassette.address] = UnitHandle(index: plant.units.count)
        let rack = try rack(of: cassette.address)
        plant.units.append(
            .init(
                rack: rack, in: plant.racks[rack.index], u: cassette.address.u, slot: cassette.address.slot,
                height: type.height_u, label: cassette.label, cassetteType: key, ports: type.portsInFront,
                rears: type.connectorsBehind, sideBySide: type.sideBySide))
    }

    private mutating func place(_ device: Device) throws(PlantError) {
        units[device.address] = UnitHandle(index: plant.units.count)
        let rack = try rack(of: device.address)
        let key = try optional(.deviceType, device.type)
        let own = key.flatMap { plant.catalogue.deviceType($0) }
        plant.units.append(
            .init(
                rack: rack, in: plant.racks[rack.index], u: device.address.u, slot: device.address.slot,
                height: RackUnits(device.heightU, of: own), label: device.label, ports: device.ports, rears: 0,
                connector: try type(.connector, device.connector), optic: try optional(.optic, device.optic),
                deviceType: key, isFullDepth: device.depth == .full, sideBySide: own?.sideBySide,
                outside: device.outside))
    }

    private mutating func place(_ port: DevicePort) throws(PlantError) {
        plant.devicePorts[try handle(port.address)] = .init(
            label: port.label, connector: try optional(.connector, port.connector),
            optic: try optional(.optic, port.optic), breakout: port.breakout, cage: port.cage)
    }

    // MARK: Cabling

    private mutating func place(_ trunk: Trunk) throws(PlantError) {
        trunks[trunk.label] = TrunkHandle(index: plant.trunks.count)
        let start = plant.routeSegments.count
        for label in trunk.actualRoute { plant.routeSegments.append(try found(segments[label], .segment, label)) }
        let (a, z) = (try handle(trunk.actualA), try handle(trunk.actualZ))
        let further = try further(trunk.moreA, trunk.moreZ)
        if !further.isEmpty { plant.furtherPlugs[.trunk(TrunkHandle(index: plant.trunks.count))] = further }
        if trunk.status != .retired { try take([a, z] + further.a + further.z, .trunk, trunk.label) }
        plant.trunks.append(
            .init(
                label: trunk.label, type: try type(.trunkType, trunk.type), a: a, z: z, length: trunk.actualLength,
                status: trunk.status, route: start..<plant.routeSegments.count, diverseGroup: trunk.diverseGroup))
        if !trunk.built.isEmpty { plant.builtOtherwise.append(Record(trunk)) }
    }

    private mutating func place(_ strand: StrandException) throws(PlantError) {
        let trunk = try found(trunks[strand.address.trunk], .trunk, strand.address.trunk)
        plant.strands.append(
            .init(trunk: trunk, strand: strand.address.strand, state: strand.state, measuredLoss: strand.measuredLoss))
    }

    private mutating func place(_ measurement: StrandMeasurement) throws(PlantError) {
        let trunk = try found(trunks[measurement.address.trunk], .trunk, measurement.address.trunk)
        plant.measurements.append(
            .init(
                trunk: trunk, strand: measurement.address.strand, wavelength_nm: measurement.wavelength_nm,
                end: measurement.end, loss: measurement.loss, length: measurement.length, file: measurement.file,
                time: measurement.time))
    }

    private mutating func place(_ splice: Splice) throws(PlantError) {
        func strand(_ address: StrandAddress) throws(PlantError) -> TrunkStrand {
            TrunkStrand(try found(trunks[address.trunk], .trunk, address.trunk), address.strand)
        }
        plant.splices.append(
            .init(
                label: splice.label, a: try strand(splice.a), z: try strand(splice.z), count: splice.count,
                loss: splice.loss))
    }

    private mutating func place(_ cord: Cord) throws(PlantError) {
        let a = try handle(cord.actualA)
        let z = try cord.actualZ.map { port throws(PlantError) in try handle(port) }
        let further = try further(cord.moreA, cord.moreZ)
        if !further.isEmpty { plant.furtherPlugs[.cord(CordHandle(index: plant.cords.count))] = further }
        if cord.status != .retired { try take([a, z] + further.a + further.z, .cord, cord.label) }
        if !cord.actualRoute.isEmpty { try lay(cord, a, z ?? a) }
        var label = cord.label
        label.withUTF8 { plant.cords.labels.append($0) }
        plant.cords.type.append(try type(.cordType, cord.built.type ?? cord.type))
        plant.cords.a.append(a)
        plant.cords.z.append(z ?? Plant.CordColumns.loose)
        plant.cords.length.append(cord.actualLength)
        plant.cords.status.append(cord.status)
        let colour = Array(cord.colour.utf8)
        if colours[colour] == nil {
            colours[colour] = Int32(plant.cords.colours.count)
            plant.cords.colours.append(cord.colour)
        }
        plant.cords.colour.append(colours[colour] ?? 0)
        if !cord.built.isEmpty { plant.builtOtherwise.append(Record(cord)) }
    }

    /// The cables that lie on pathways have rows of one kind.
    private mutating func lay(_ cord: Cord, _ a: PortHandle, _ z: PortHandle) throws(PlantError) {
        let start = plant.routeSegments.count
        for label in cord.actualRoute { plant.routeSegments.append(try found(segments[label], .segment, label)) }
        plant.trunks.append(
            .init(
                label: cord.label, type: try type(.cordType, cord.built.type ?? cord.type), a: a, z: z,
                length: cord.actualLength, status: cord.status, route: start..<plant.routeSegments.count,
                diverseGroup: cord.diverseGroup, isCord: true))
    }

    private mutating func place(_ link: Link) throws(PlantError) {
        let (a, z) = (try handle(link.a.whole), try handle(link.z.whole))
        try takeLegs([(a, link.a.part), (z, link.z.part)], link.label)
        var label = link.label
        label.withUTF8 { plant.links.labels.append($0) }
        plant.links.a.append(a)
        plant.links.z.append(z)
        plant.links.setLegs(a: link.a.part, z: link.z.part)
        plant.links.optic.append(try type(.optic, link.optic))
        plant.links.fec.append(link.fec)
        if let group = link.diverseGroup {
            plant.links.diverseGroups[group, default: []].append(LinkHandle(index: plant.links.count - 1))
        }
    }

    // MARK: Names

    private func found<Object>(
        _ handle: Handle<Object>?, _ kind: RecordKind, _ name: String
    ) throws(PlantError) -> Handle<Object> {
        if let handle { return handle }
        throw PlantError(.notFound, "no such \(kind.noun): \(quoted(name))").missing(kind, name)
    }

    private func rack(of unit: UnitAddress) throws(PlantError) -> RackHandle {
        try found(racks[unit.rack], .rack, unit.rack.description)
    }

    private func handle(_ port: PortAddress) throws(PlantError) -> PortHandle {
        PortHandle(try found(units[port.unit], .cassette, port.unit.description), port)
    }

    private func type(_ kind: CatalogueKind, _ name: String) throws(PlantError) -> Catalogue.Key {
        if let key = plant.catalogue.key(kind, name) { return key }
        throw PlantError(.notFound, "the catalogue has no \(kind.rawValue) \(quoted(name))")
    }

    private func optional(_ kind: CatalogueKind, _ name: String?) throws(PlantError) -> Catalogue.Key? {
        guard let name else { return nil }
        return try type(kind, name)
    }

    private func further(_ a: [PortAddress?], _ z: [PortAddress?]) throws(PlantError) -> FurtherPlugs {
        func handles(_ ports: [PortAddress?]) throws(PlantError) -> [PortHandle?] {
            try ports.map { port throws(PlantError) in
                try port.map { port throws(PlantError) in try handle(port) }
            }
        }
        var plugs = FurtherPlugs()
        (plugs.a, plugs.z) = (try handles(a), try handles(z))
        return plugs
    }

    private mutating func take(_ ports: [PortHandle?], _ kind: RecordKind, _ name: String) throws(PlantError) {
        for case let port? in ports where !usedPorts.insert(port).inserted {
            throw PlantError(.portTaken, "a port of \(kind.noun) \(name) already holds another cable")
        }
    }

    /// A port carries one link, or one on each of its legs.
    private mutating func takeLegs(_ ends: [(port: PortHandle, leg: Int)], _ name: String) throws(PlantError) {
        for (port, leg) in ends {
            let used = usedLegs[port] ?? []
            guard used.isEmpty || leg > 0 && !used.contains(0) && !used.contains(leg) else {
                throw PlantError(.portTaken, "a port of link \(name) already holds another link")
            }
            usedLegs[port, default: []].insert(leg)
        }
    }
}

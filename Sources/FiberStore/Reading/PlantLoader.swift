import FiberModel
import Platform

/// Reads a whole plant into the columns of a ``Plant``: one pass over each table, in key order.
struct PlantLoader {
    /// The rows that are read, by their keys; a table that is not named is read whole.
    struct Scope {
        var keys: [String: Set<Int64>] = [:]

        /// An SQL condition over a table's own key, or over a column that refers to `other`.
        func condition(_ table: String, _ column: String = "id", of other: String? = nil) -> String {
            guard let keys = keys[other ?? table] else { return "1" }
            return "\(table).\(column) IN (\(keys.sorted().map(String.init).joined(separator: ",")))"
        }
    }

    private static let lengths = 0...100_000_000
    private static let coordinates = -100_000_000...100_000_000
    private static let losses = -100_000...100_000

    private let connection: Connection
    private let scope: Scope
    private var plant = Plant()
    private var halls = KeyIndex<Hall>()
    private var racks = KeyIndex<Rack>()
    private var nodes = KeyIndex<PathwayNode>()
    private var segments = KeyIndex<PathwaySegment>()
    private var units = KeyIndex<UnitAddress>()
    private var trunks = KeyIndex<Trunk>()

    init(_ connection: Connection, _ scope: Scope = Scope()) {
        self.connection = connection
        self.scope = scope
    }

    /// - Parameter onProgress: told after each table, with the share of rows that are read.
    mutating func load(_ extent: Plant.Extent, _ onProgress: (Double) -> Void) throws(PlantError) -> Plant {
        plant.catalogue = try Catalogue(loading: connection, condition: "1")
        try loadSpaces()
        try loadPathways()
        try loadUnits()
        try loadTrunks()
        try loadNotes()
        onProgress(0.2)
        if extent == .all {
            try loadCords()
            onProgress(0.7)
            try loadLinks()
        }
        try loadBuiltOtherwise(extent)
        plant.index()
        onProgress(1)
        return plant
    }

    private mutating func loadSpaces() throws(PlantError) {
        let hall = try connection.statement(
            "SELECT id, label, service_loop_mm, slack_pct, overlength_pct, pins, site, x_mm, y_mm, turn_deg, name FROM hall ORDER BY id"
        )
        while try hall.step() {
            halls.append(hall.int64(0))
            plant.halls.append(
                .init(
                    label: hall.text(1), serviceLoop: try hall.quantity(2, 0...100_000) ?? Hall.defaultServiceLoop,
                    slack: try hall.quantity(3, 0...100) ?? Hall.defaultSlack,
                    overlength: try hall.quantity(4, 0...1000) ?? Hall.defaultOverlength,
                    pins: hall.isNull(5) ? nil : try hall.word(5), site: hall.text(6),
                    name: hall.text(10), place: try Self.place(hall)))
        }
        let rack = try connection.statement(
            "SELECT rack.id, hall.label, grid, rack.x_mm, rack.y_mm, height_u, hall.id, units_from, first_unit, rack.name FROM rack JOIN hall ON hall.id = hall_id WHERE \(scope.condition("rack")) ORDER BY rack.id"
        )
        while try rack.step() {
            racks.append(rack.int64(0))
            plant.racks.append(
                .init(
                    hall: try halls.handle(rack.int64(6)), address: RackAddress(hall: rack.text(1), grid: rack.text(2)),
                    x: rack.quantity(3),
                    y: rack.quantity(4), heightU: try rack.int(5, 1...100),
                    countsFromTop: !rack.isNull(7) && rack.text(7) == Rack.UnitsFrom.top.rawValue,
                    firstUnit: rack.isNull(8) ? 1 : try rack.int(8, 0...99), name: rack.text(9)))
        }
    }

    /// Where a hall lies on its site; nil where that is not said.
    private static func place(_ hall: Statement) throws(PlantError) -> Hall.Place? {
        guard let x: Millimetres = try hall.quantity(7, coordinates),
            let y: Millimetres = try hall.quantity(8, coordinates),
            !hall.bytes(6).isEmpty
        else { return nil }
        return Hall.Place(x: x, y: y, turn: try hall.quantity(9, 0...359) ?? Degrees(0))
    }

    private mutating func loadPathways() throws(PlantError) {
        let node = try connection.statement(
            "SELECT id, label, x_mm, y_mm, z_mm, rack_id, bend_radius_mm, entry, hall_id FROM node WHERE \(scope.condition("node")) ORDER BY id"
        )
        while try node.step() {
            nodes.append(node.int64(0))
            plant.nodes.append(
                .init(
                    label: node.text(1), hall: try halls.handle(node.int64(8)),
                    x: Millimetres(try node.int(2, Self.coordinates)),
                    y: Millimetres(try node.int(3, Self.coordinates)),
                    z: Millimetres(try node.int(4, Self.coordinates)),
                    rack: node.isNull(5) ? nil : try racks.handle(node.int64(5)),
                    entry: node.isNull(7) ? .top : try node.word(7),
                    bendRadius: try node.quantity(6, Self.lengths)))
        }
        let segment = try connection.statement(
            """
            SELECT id, label, a_node_id, z_node_id, kind, length_mm, width_mm, depth_mm, bend_radius_mm, plan_fill_pct,
            hard_fill_pct, allowed_cables FROM segment WHERE \(scope.condition("segment")) ORDER BY id
            """)
        while try segment.step() {
            segments.append(segment.int64(0))
            plant.segments.append(
                .init(
                    label: segment.text(1), a: try nodes.handle(segment.int64(2)),
                    z: try nodes.handle(segment.int64(3)),
                    kind: try segment.word(4),
                    length: try segment.quantity(5, Self.lengths),
                    width: try segment.quantity(6, 1...100_000), depth: try segment.quantity(7, 1...100_000),
                    bendRadius: try segment.quantity(8, Self.lengths),
                    planFill: try segment.quantity(9, 1...100) ?? PathwaySegment.defaultPlanFill,
                    hardFill: try segment.quantity(10, 1...100) ?? PathwaySegment.defaultHardFill,
                    allowedCables: segment.bytes(11).isEmpty ? [] : splitLabels(segment.text(11))))
        }
        var places: [String: Int32] = [:]
        let tag = try connection.statement(
            "SELECT segment_id, tag FROM segment_tag WHERE \(scope.condition("segment_tag", "segment_id", of: "segment")) ORDER BY tag COLLATE by_label"
        )
        while try tag.step() {
            let name = tag.text(1)
            if places[name] == nil {
                places[name] = Int32(plant.tags.count)
                plant.tags.append(name)
            }
            let handle = try segments.handle(tag.int64(0))
            plant.segments[handle.index].tags.append(places[name] ?? 0)
        }
    }

    private mutating func loadUnits() throws(PlantError) {
        let unit = try connection.statement(
            "SELECT id, rack_id, u, slot, label, type_id, height_u, port_count, connector_id, optic_id, device_type_id, depth, outside FROM unit WHERE \(scope.condition("unit")) ORDER BY id"
        )
        while try unit.step() {
            units.append(unit.int64(0))
            let typeKey = try unit.optionalInt32(5)
            let type = typeKey.flatMap { plant.catalogue.cassetteType($0) }
            let deviceKey = try unit.optionalInt32(10)
            let device = deviceKey.flatMap { plant.catalogue.deviceType($0) }
            let height = RackUnits(unit.isNull(6) ? 1 : try unit.int(6, 1...100), of: device)
            let ports = unit.isNull(7) ? 0 : try unit.int(7, 0...4096)
            let rack: RackHandle = try racks.handle(unit.int64(1))
            plant.units.append(
                .init(
                    rack: rack, in: plant.racks[rack.index], u: try unit.int(2, 0...999),
                    slot: try unit.int(3, 0...UnitAddress.mostSlot),
                    height: type?.height_u ?? height, label: unit.text(4), cassetteType: typeKey,
                    ports: type?.portsInFront ?? ports, rears: type?.connectorsBehind ?? 0,
                    connector: try unit.optionalInt32(8),
                    optic: try unit.optionalInt32(9), deviceType: deviceKey,
                    isFullDepth: !unit.isNull(11) && unit.text(11) == Device.Depth.full.rawValue,
                    sideBySide: type?.sideBySide ?? device?.sideBySide, outside: unit.text(12)))
        }
        let port = try connection.statement(
            "SELECT unit_id, port, connector_id, optic_id, label, breakout, cage, beyond_mdb FROM device_port WHERE \(scope.condition("device_port", "unit_id", of: "unit"))"
        )
        while try port.step() {
            let handle = PortHandle(try units.handle(port.int64(0)), try port.int32(1))
            plant.devicePorts[handle] = .init(
                label: port.text(4), connector: try port.optionalInt32(2), optic: try port.optionalInt32(3),
                breakout: port.isNull(5) ? nil : port.text(5), cage: port.isNull(6) ? nil : port.text(6),
                beyond: try port.quantity(7, 0...100_000))
        }
    }

    private mutating func loadTrunks() throws(PlantError) {
        let trunk = try connection.statement(
            """
            SELECT id, label, type_id, coalesce(built_a_unit_id, a_unit_id), coalesce(built_a_rear, a_rear),
            coalesce(built_a_face, a_face), coalesce(built_z_unit_id, z_unit_id), coalesce(built_z_rear, z_rear),
            coalesce(built_z_face, z_face), coalesce(built_length_mm, length_mm), status, diverse_group FROM trunk WHERE \(scope.condition("trunk")) ORDER BY id
            """
        )
        let route = try connection.statement(
            """
            SELECT trunk_id, segment_id, seq FROM trunk_segment
            WHERE \(scope.condition("trunk_segment", "trunk_id", of: "trunk"))
            AND trunk_id NOT IN (SELECT trunk_id FROM trunk_built_segment)
            UNION ALL SELECT trunk_id, segment_id, seq FROM trunk_built_segment
            WHERE \(scope.condition("trunk_built_segment", "trunk_id", of: "trunk")) ORDER BY trunk_id, seq
            """
        )
        var hasRoute = try route.step()
        let units = units
        while try trunk.step() {
            let id = trunk.int64(0)
            trunks.append(id)
            let start = plant.routeSegments.count
            while hasRoute, route.int64(0) == id {
                plant.routeSegments.append(try segments.handle(route.int64(1)))
                hasRoute = try route.step()
            }
            plant.trunks.append(
                .init(
                    label: trunk.text(1), type: try trunk.int32(2), a: try Self.plugged(trunk, 3, units),
                    z: try Self.plugged(trunk, 6, units), length: try trunk.quantity(9, Self.lengths),
                    status: try Self.status(trunk, 10),
                    route: start..<plant.routeSegments.count,
                    diverseGroup: trunk.isNull(11) ? nil : trunk.text(11)))
        }
        try loadRoutedCords()
        let handles = trunks
        try loadFurtherPlugs("trunk") { key throws(PlantError) in .trunk(try handles.handle(key)) }
    }

    /// Cords that lie on pathways, beside the trunks: their rows have no keys, since nothing else refers to them there.
    private mutating func loadRoutedCords() throws(PlantError) {
        let cord = try connection.statement(
            """
            SELECT id, label, coalesce(built_type_id, type_id), coalesce(built_a_unit_id, a_unit_id),
            coalesce(built_a_port, a_port), coalesce(built_a_face, a_face), coalesce(built_z_unit_id, z_unit_id),
            coalesce(built_z_port, z_port), coalesce(built_z_face, z_face), coalesce(built_length_mm, length_mm), status,
            diverse_group FROM cord WHERE id IN (SELECT cord_id FROM cord_segment UNION SELECT cord_id FROM cord_built_segment) AND \(scope.condition("cord"))
            ORDER BY id
            """)
        let route = try connection.statement(
            """
            SELECT segment_id FROM (SELECT segment_id, seq FROM cord_built_segment WHERE cord_id = ?1
            UNION ALL SELECT segment_id, seq FROM cord_segment WHERE cord_id = ?1
            AND NOT EXISTS (SELECT 1 FROM cord_built_segment WHERE cord_id = ?1)) ORDER BY seq
            """)
        let units = units
        while try cord.step() {
            let start = plant.routeSegments.count
            route.bind(cord.int64(0), at: 1)
            while try route.step() { plant.routeSegments.append(try segments.handle(route.int64(0))) }
            route.reset()
            let a = try Self.plugged(cord, 3, units)
            plant.trunks.append(
                .init(
                    label: cord.text(1), type: try cord.int32(2), a: a,
                    z: cord.isNull(6) ? a : try Self.plugged(cord, 6, units),
                    length: try cord.quantity(9, Self.lengths), status: try Self.status(cord, 10),
                    route: start..<plant.routeSegments.count, diverseGroup: cord.isNull(11) ? nil : cord.text(11),
                    isCord: true))
        }
    }

    private mutating func loadNotes() throws(PlantError) {
        let strand = try connection.statement(
            "SELECT trunk_id, strand, state, measured_loss_mdb FROM strand WHERE \(scope.condition("strand", "trunk_id", of: "trunk")) ORDER BY trunk_id, strand"
        )
        while try strand.step() {
            plant.strands.append(
                .init(
                    trunk: try trunks.handle(strand.int64(0)), strand: try strand.int(1, 1...9999),
                    state: try strand.word(2),
                    measuredLoss: try strand.quantity(3, Self.losses)))
        }
        let measurement = try connection.statement(
            "SELECT trunk_id, strand, wavelength_nm, loss_mdb, file, measured_at, length_mm, from_end FROM measurement WHERE \(scope.condition("measurement", "trunk_id", of: "trunk")) ORDER BY trunk_id, strand, wavelength_nm, from_end"
        )
        while try measurement.step() {
            plant.measurements.append(
                .init(
                    trunk: try trunks.handle(measurement.int64(0)), strand: try measurement.int(1, 1...9999),
                    wavelength_nm: try measurement.int(2, 600...2000),
                    end: StrandMeasurement.end(code: measurement.int(7)),
                    loss: try measurement.quantity(3, Self.losses),
                    length: try measurement.quantity(6, 0...1_000_000_000), file: measurement.text(4),
                    time: measurement.text(5)))
        }
        let splice = try connection.statement(
            "SELECT label, a_trunk_id, a_strand, z_trunk_id, z_strand, count, loss_mdb FROM splice WHERE \(scope.condition("splice")) ORDER BY label COLLATE by_label"
        )
        while try splice.step() {
            plant.splices.append(
                .init(
                    label: splice.text(0),
                    a: TrunkStrand(try trunks.handle(splice.int64(1)), try splice.int(2, 1...9999)),
                    z: TrunkStrand(try trunks.handle(splice.int64(3)), try splice.int(4, 1...9999)),
                    count: try splice.int(5, 1...9999), loss: try splice.quantity(6, Self.losses)))
        }
        let names = KeyCache(connection)
        let waivers = names.table(.waiver)
        let waiver = try connection.statement(waivers.selectInOrderSQL)
        while try waiver.step() {
            if let read = try waivers.record(waiver, names).as(Waiver.self) { plant.waivers.append(read) }
        }
    }

    private mutating func loadCords() throws(PlantError) {
        let cord = try connection.statement(
            """
            SELECT label, type_id, a_unit_id, a_port, a_face, z_unit_id, z_port, z_face, length_mm, colour, status, id
            FROM cord WHERE \(scope.condition("cord")) ORDER BY id
            """
        )
        plant.cords.reserveCapacity(try count("cord"))
        // What was built otherwise stands at the end of rows, and in few of them: those are read once more.
        let isBuilt = try keys(
            "SELECT id FROM cord WHERE \(Self.cordIsBuiltOtherwise) AND \(scope.condition("cord"))")
        var built: [Int64: Int] = [:]
        // Few cords have several plugs; only of those the key is kept.
        let legged = try keysWithFurtherPlugs("cord")
        var cords: [Int64: Int32] = [:]
        // By bytes: texts that Swift calls equal may differ, and a sheet shows what was written.
        var colours: [[UInt8]: Int32] = [:]
        var lastColour: [UInt8] = []
        let units = units
        while try cord.step() {
            plant.cords.labels.append(cord.bytes(0))
            plant.cords.type.append(try cord.int32(1))
            plant.cords.a.append(try Self.plugged(cord, 2, units))
            plant.cords.z.append(cord.isNull(5) ? Plant.CordColumns.loose : try Self.plugged(cord, 5, units))
            plant.cords.length.append(try cord.quantity(8, Self.lengths))
            plant.cords.status.append(try Self.status(cord, 10))
            if !isBuilt.isEmpty, isBuilt.contains(cord.int64(11)) { built[cord.int64(11)] = plant.cords.count - 1 }
            if !legged.isEmpty, legged.contains(cord.int64(11)) { cords[cord.int64(11)] = Int32(plant.cords.count - 1) }
            // Most cords have the colour of the one before.
            if let last = plant.cords.colour.last, cord.bytes(9).hasBytes(of: lastColour) {
                plant.cords.colour.append(last)
                continue
            }
            let colour = Array(cord.bytes(9))
            lastColour = colour
            if let known = colours[colour] {
                plant.cords.colour.append(known)
            } else {
                colours[colour] = Int32(plant.cords.colours.count)
                plant.cords.colour.append(Int32(plant.cords.colours.count))
                plant.cords.colours.append(cord.text(9))
            }
        }
        try loadCordsAsBuilt(built)
        try loadFurtherPlugs("cord") { key throws(PlantError) in
            guard let cord = cords[key] else { throw PlantError(.corrupt, "a plug of a cord \(key) that is not there") }
            return .cord(CordHandle(cord))
        }
    }

    /// The condition of the index of such cords.
    private static let cordIsBuiltOtherwise = """
        (built_type_id IS NOT NULL OR built_a_unit_id IS NOT NULL OR built_z_unit_id IS NOT NULL
        OR built_length_mm IS NOT NULL)
        """

    /// Puts what was built in the place of what was designed.
    ///
    /// - Parameter built: the places of the cords, by their keys.
    private mutating func loadCordsAsBuilt(_ built: [Int64: Int]) throws(PlantError) {
        guard !built.isEmpty else { return }
        let cord = try connection.statement(
            """
            SELECT id, coalesce(built_type_id, type_id), coalesce(built_a_unit_id, a_unit_id),
            coalesce(built_a_port, a_port), coalesce(built_a_face, a_face), coalesce(built_z_unit_id, z_unit_id),
            coalesce(built_z_port, z_port), coalesce(built_z_face, z_face), coalesce(built_length_mm, length_mm)
            FROM cord WHERE \(Self.cordIsBuiltOtherwise) AND \(scope.condition("cord"))
            """)
        while try cord.step() {
            guard let index = built[cord.int64(0)] else { continue }
            plant.cords.type[index] = try cord.int32(1)
            plant.cords.a[index] = try Self.plugged(cord, 2, units)
            plant.cords.z[index] = cord.isNull(5) ? Plant.CordColumns.loose : try Self.plugged(cord, 5, units)
            plant.cords.length[index] = try cord.quantity(8, Self.lengths)
        }
    }

    /// The cables of a table that have more than one plug at an end.
    private func keysWithFurtherPlugs(_ table: String) throws(PlantError) -> Set<Int64> {
        try keys("SELECT \(table)_id FROM \(table)_more_a UNION SELECT \(table)_id FROM \(table)_more_z")
    }

    private func keys(_ selection: String) throws(PlantError) -> Set<Int64> {
        let query = try connection.statement(selection)
        var keys: Set<Int64> = []
        while try query.step() { keys.insert(query.int64(0)) }
        return keys
    }

    private mutating func loadFurtherPlugs(
        _ table: String, _ cable: (Int64) throws(PlantError) -> Cable
    ) throws(PlantError) {
        for end in [End.a, .z] {
            let list = "\(table)_more_\(end == .a ? "a" : "z")"
            let query = try connection.statement(
                "SELECT \(table)_id, unit_id, port, face FROM \(list) WHERE \(scope.condition(list, "\(table)_id", of: table)) ORDER BY \(table)_id, seq"
            )
            while try query.step() {
                let port =
                    query.isNull(1)
                    ? nil
                    : PortHandle(try units.handle(query.int64(1)), try query.int32(2), face: try query.int(3, -1...63))
                plant.furtherPlugs.append(port, to: try cable(query.int64(0)), end)
            }
        }
    }

    private mutating func loadBuiltOtherwise(_ extent: Plant.Extent) throws(PlantError) {
        let names = KeyCache(connection)
        for kind in [RecordKind.trunk, .cord] where extent == .all || kind == .trunk {
            let table = names.table(kind)
            // The condition is that of an index.
            let isOther =
                kind == .cord
                ? """
                cord.id IN (SELECT id FROM cord WHERE \(Self.cordIsBuiltOtherwise)
                UNION SELECT cord_id FROM cord_built_segment)
                """
                : """
                built_a_unit_id IS NOT NULL OR built_z_unit_id IS NOT NULL OR built_length_mm IS NOT NULL
                OR trunk.id IN (SELECT trunk_id FROM trunk_built_segment)
                """
            let query = try connection.statement(
                "\(table.selectSQL) WHERE (\(isOther)) AND \(scope.condition(table.name)) ORDER BY label COLLATE by_label"
            )
            while try query.step() { plant.builtOtherwise.append(try table.record(query, names)) }
        }
    }

    private mutating func loadLinks() throws(PlantError) {
        let link = try connection.statement(
            "SELECT label, a_unit_id, a_port, z_unit_id, z_port, optic_id, fec, diverse_group, a_leg, z_leg FROM link WHERE \(scope.condition("link")) ORDER BY id"
        )
        plant.links.reserveCapacity(try count("link"))
        while try link.step() {
            plant.links.labels.append(link.bytes(0))
            plant.links.a.append(try port(link, 1))
            plant.links.z.append(try port(link, 3))
            plant.links.optic.append(try link.int32(5))
            plant.links.fec.append(link.isNull(6) ? nil : Link.FEC(rawValue: link.text(6)))
            plant.links.setLegs(a: link.int(8), z: link.int(9))
            if !link.isNull(7) {
                plant.links.diverseGroups[link.text(7), default: []].append(
                    LinkHandle(index: plant.links.count - 1))
            }
        }
    }

    /// How many rows of a table are loaded, so that columns are made of the right size and never copied.
    private func count(_ table: String) throws(PlantError) -> Int {
        if let keys = scope.keys[table] { return keys.count }
        let query = try connection.statement("SELECT count(*) FROM \(table)")
        return try query.step() ? query.int(0) : 0
    }

    private func port(_ row: Statement, _ column: Int32) throws(PlantError) -> PortHandle {
        PortHandle(try units.handle(row.int64(column)), try row.int32(column + 1))
    }

    /// A port with its face in the column behind.
    private static func plugged(
        _ row: Statement, _ column: Int32, _ units: KeyIndex<UnitAddress>
    ) throws(PlantError) -> PortHandle {
        PortHandle(
            try units.handle(row.int64(column)), try row.int32(column + 1), face: try row.int(column + 2, -1...63))
    }

    /// Statuses differ in their first letter, which is all that is looked at of a million.
    private static func status(_ row: Statement, _ column: Int32) throws(PlantError) -> Status {
        switch row.bytes(column).first {
        case UInt8(ascii: "p"): .planned
        case UInt8(ascii: "i"): .installed
        case UInt8(ascii: "t"): .tested
        case UInt8(ascii: "r"): .retired
        default: try row.word(column)
        }
    }
}

/// Keys of the database to handles, for keys that are read in ascending order: an array while they are
/// dense, which they are unless most of the plant was removed.
private struct KeyIndex<Object> {
    private var dense: [Int32] = []
    private var sparse: [Int64: Int32] = [:]
    private var count: Int32 = 0

    mutating func append(_ key: Int64) {
        if key >= 0, key < Int64(count) * 4 + 1024 {
            while Int64(dense.count) <= key { dense.append(-1) }
            dense[Int(key)] = count
        } else {
            sparse[key] = count
        }
        count += 1
    }

    func handle(_ key: Int64) throws(PlantError) -> Handle<Object> {
        if key >= 0, key < Int64(dense.count), dense[Int(key)] >= 0 { return Handle(dense[Int(key)]) }
        if let index = sparse[key] { return Handle(index) }
        throw PlantError(
            .corrupt, "the plant refers to an object \(key) that it does not have", hint: "restore it from a copy")
    }
}

extension Plant {
    /// How much of a plant a snapshot holds.
    public enum Extent: Sendable {
        case all
        /// Everything but cords and links, which are most of a plant: enough to find routes.
        case pathways
    }
}

extension Store {
    /// Loads the plant as of one moment. O(rows); for a single object use the keyed look-ups.
    public func snapshot(
        of extent: Plant.Extent = .all, _ onProgress: (Double) -> Void = { _ in }
    ) throws(PlantError) -> Plant {
        try reading { connection throws(PlantError) in
            var loader = PlantLoader(connection)
            return try loader.load(extent, onProgress)
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func hasBytes(of other: [UInt8]) -> Bool {
        count == other.count && (isEmpty || memcmp(baseAddress!, other, count) == 0)
    }
}

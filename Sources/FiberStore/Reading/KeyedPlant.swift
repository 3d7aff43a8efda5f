import FiberModel

/// The plant by key: answers what is plugged where with one look-up each, and loads nothing else.
///
/// Handles stand for keys of the database. Good for the time of ``Store/withKeyedPlant(_:)``.
public final class KeyedPlant: PlantLookup, PlaceNaming {
    /// A look-up can fail as the file can.
    public typealias Failure = PlantError

    let names: KeyCache
    var units = HandleNumbers<UnitAddress>()
    var trunks = HandleNumbers<Trunk>()
    var cords = HandleNumbers<Cord>()
    private var types: [Int64: Catalogue] = [:]
    private var shapes: [UnitHandle: CassetteShape?] = [:]

    init(_ connection: Connection) { names = KeyCache(connection) }

    /// For a transaction, whose names it shares and with which it ends.
    init(sharing names: KeyCache) { self.names = names }

    func end() { names.end() }

    // MARK: Places

    /// The cassette or device at an address.
    public func unit(_ address: UnitAddress) throws(PlantError) -> UnitHandle {
        units.handle(try names.key(address).id)
    }
    /// The trunk of a label, in a rear connector or of a handle, with how its strands run.
    public func trunk(labelled label: String) throws(PlantError) -> TrunkHandle {
        trunks.handle(try names.key(.trunk, label))
    }
    /// Where a unit stands.
    public func address(of unit: UnitHandle) throws(PlantError) -> UnitAddress { try names.unit(units.key(unit)) }
    /// The address of what people call `text`.
    public func canonical(_ text: String) throws(PlantError) -> String { try names.canonical(text) }
    /// `did you mean …?` for a name that nothing has.
    public func suggestion(for text: String) throws(PlantError) -> String? { try names.suggestion(for: text) }
    /// What people call a front port.
    public func name(of port: PortHandle) throws(PlantError) -> String {
        let query = try names.cached(
            """
            SELECT unit.label, device_port.label FROM unit
            LEFT JOIN device_port ON unit_id = unit.id AND port = ?2 WHERE unit.id = ?1
            """)
        defer { query.reset() }
        query.bind(units.key(port.unit), at: 1)
        query.bind(Int(port.port), at: 2)
        return try query.step() ? portName(query.text(0), query.isNull(1) ? "" : query.text(1)) : ""
    }
    /// The label on a cassette or device; empty where it has none.
    public func label(ofUnit unit: UnitHandle) throws(PlantError) -> String {
        let query = try names.cached("SELECT label FROM unit WHERE id = ?")
        defer { query.reset() }
        query.bind(units.key(unit), at: 1)
        return try query.step() ? query.text(0) : ""
    }
    /// The label of a cord or trunk.
    public func label(of trunk: TrunkHandle) throws(PlantError) -> String {
        try names.label(.trunk, trunks.key(trunk))
    }
    /// The label of a cord or trunk.
    public func label(of cord: CordHandle) throws(PlantError) -> String { try names.label(.cord, cords.key(cord)) }
    /// The object of a kind by its name.
    public func record(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record { try names.record(kind, name) }

    /// The object of a kind by its name, or nil where there is none.
    public func recordIfAny(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record? {
        try names.recordIfAny(kind, name)
    }

    /// The racks of a hall, in the order of their labels.
    public func racks(in hall: String) throws(PlantError) -> [Record] {
        let query = try names.cached("SELECT grid FROM rack WHERE hall_id = ? ORDER BY grid COLLATE by_label")
        query.bind(try names.key(.hall, hall), at: 1)
        var grids: [String] = []
        while try query.step() { grids.append(query.text(0)) }
        var racks: [Record] = []
        for grid in grids { racks.append(try names.record(.rack, "\(hall).\(grid)")) }
        return racks
    }

    /// How many ports a unit has in front, and how many connectors behind.
    public func faces(of unit: UnitHandle) throws(PlantError) -> (front: Int, rear: Int) {
        if let shape = try cassette(unit) { return (shape.frontCount, shape.rearCount) }
        let query = try names.cached("SELECT coalesce(port_count, 0) FROM unit WHERE id = ?")
        query.bind(units.key(unit), at: 1)
        defer { query.reset() }
        return try query.step() ? (query.int(0), 0) : (0, 0)
    }

    /// The link that a device port belongs to.
    public func link(at port: PortHandle) throws(PlantError) -> Link? {
        let query = try names.cached("SELECT link_id FROM link_port WHERE unit_id = ? AND port = ?")
        query.bind(units.key(port.unit), at: 1)
        query.bind(Int(port.port), at: 2)
        guard try query.step() else { return nil }
        let id = query.int64(0)
        query.reset()
        return try names.record(Link.self, try names.label(.link, id))
    }

    /// What is said of a strand, if anything.
    public func strand(_ strand: Int, of trunk: TrunkHandle) throws(PlantError) -> StrandException? {
        let query = try names.cached("SELECT 1 FROM strand WHERE trunk_id = ? AND strand = ?")
        query.bind(trunks.key(trunk), at: 1)
        query.bind(strand, at: 2)
        let isThere = try query.step()
        query.reset()
        guard isThere else { return nil }
        let name = StrandAddress(trunk: try label(of: trunk), strand: strand).description
        return try names.record(StrandException.self, name)
    }

    /// What stands in a rack, from the top down.
    public func units(in rack: RackAddress) throws(PlantError) -> [Record] {
        let query = try names.cached(
            "SELECT u, slot, kind = 'cassette' FROM unit WHERE rack_id = ? ORDER BY u DESC, slot")
        query.bind(try names.key(rack), at: 1)
        var places: [(UnitAddress, Bool)] = []
        while try query.step() {
            places.append((UnitAddress(rack: rack, u: query.int(0), slot: query.int(1)), query.int(2) == 1))
        }
        var units: [Record] = []
        for (address, isCassette) in places {
            units.append(try names.record(isCassette ? .cassette : .device, address.description))
        }
        return units
    }

    /// What is plugged into the ports of a unit, front ports first: a kind of cable or link and its label.
    public func plugs(of unit: UnitAddress) throws(PlantError) -> [(port: PortAddress, kind: RecordKind, label: String)]
    {
        let id = try names.key(unit).id
        var plugs: [(port: PortAddress, kind: RecordKind, label: String)] = []
        for (kind, table, place) in [
            (RecordKind.cord, "cord_port", "port"), (.link, "link_port", "port"), (.trunk, "trunk_port", "rear"),
        ] {
            let query = try names.cached(
                """
                SELECT \(place), label FROM \(table) JOIN \(kind.rawValue) ON id = \(kind.rawValue)_id
                WHERE unit_id = ? ORDER BY \(place)
                """)
            query.bind(id, at: 1)
            while try query.step() {
                let port = PortAddress(unit: unit, side: kind == .trunk ? .rear : .front, port: query.int(0))
                plugs.append((port, kind, query.text(1)))
            }
        }
        return plugs
    }

    // MARK: An excerpt

    /// The plant cut down to these objects and what they stand on: the units that cords and trunks are plugged
    /// into, their racks, the routes of the trunks. Handles of the excerpt are its own.
    ///
    /// O(what it holds), whatever the size of the plant.
    public func excerpt(
        trunks: Set<TrunkHandle>, cords: Set<CordHandle>, links: Set<String>
    ) throws(PlantError) -> Plant {
        var scope = PlantLoader.Scope()
        scope.keys["trunk"] = Set(trunks.map { self.trunks.key($0) })
        scope.keys["cord"] = Set(cords.map { self.cords.key($0) })
        scope.keys["link"] = Set(try links.map { label throws(PlantError) in try names.key(.link, label) })
        var units: Set<Int64> = []
        for table in ["trunk", "cord", "link"] {
            for column in ["a_unit_id", "z_unit_id"] + (table == "link" ? [] : ["built_a_unit_id", "built_z_unit_id"]) {
                units.formUnion(
                    try keys("\(column) FROM \(table) WHERE \(column) IS NOT NULL AND \(scope.condition(table))"))
            }
        }
        scope.keys["unit"] = units
        scope.keys["segment"] = []
        for table in ["trunk_segment", "trunk_built_segment"] {
            let ofTrunks = scope.condition(table, "trunk_id", of: "trunk")
            scope.keys["segment"]?.formUnion(try keys("segment_id FROM \(table) WHERE \(ofTrunks)"))
        }
        scope.keys["node"] = try keys("a_node_id FROM segment WHERE \(scope.condition("segment"))")
            .union(try keys("z_node_id FROM segment WHERE \(scope.condition("segment"))"))
        scope.keys["rack"] = try keys("rack_id FROM unit WHERE \(scope.condition("unit"))")
            .union(try keys("rack_id FROM node WHERE rack_id IS NOT NULL AND \(scope.condition("node"))"))
        var loader = PlantLoader(try names.connection, scope)
        return try loader.load(.all, { _ in })
    }

    private func keys(_ selection: String) throws(PlantError) -> Set<Int64> {
        let query = try names.connection.statement("SELECT \(selection)")
        var keys: Set<Int64> = []
        while try query.step() { keys.insert(query.int64(0)) }
        return keys
    }

    // MARK: Topology

    /// Whether a unit has this front port.
    public func hasFront(_ port: PortHandle) throws(PlantError) -> Bool {
        let ports = try faces(of: port.unit).front
        return port.port >= 1 && Int(port.port) <= ports
    }

    /// The cord in a front port, seen from there.
    public func cord(at port: PortHandle) throws(PlantError) -> CordJoint? {
        let query = try names.cached(
            """
            SELECT cord.id, coalesce(built_type_id, type_id), coalesce(built_a_unit_id, a_unit_id),
            coalesce(built_a_port, a_port), coalesce(built_z_unit_id, z_unit_id), coalesce(built_z_port, z_port)
            FROM cord_port JOIN cord ON cord.id = cord_id WHERE unit_id = ? AND cord_port.port = ?
            """)
        query.bind(units.key(port.unit), at: 1)
        query.bind(Int(port.port), at: 2)
        guard try query.step() else { return nil }
        let cord = cords.handle(query.int64(0))
        let type = query.int64(1)
        let a = PortHandle(units.handle(query.int64(2)), try query.int32(3))
        let z = query.isNull(4) ? nil : PortHandle(units.handle(query.int64(4)), try query.int32(5))
        query.reset()
        let map = try cordType(type).strandMap
        return a == port
            ? CordJoint(cord: cord, from: .a, map: map, far: z) : CordJoint(cord: cord, from: .z, map: map, far: a)
    }

    /// The trunk of a label, in a rear connector or of a handle, with how its strands run.
    public func trunk(at rear: PortHandle) throws(PlantError) -> TrunkJoint? {
        let query = try names.cached("SELECT trunk_id FROM trunk_port WHERE unit_id = ? AND rear = ?")
        query.bind(units.key(rear.unit), at: 1)
        query.bind(Int(rear.port), at: 2)
        guard try query.step() else { return nil }
        let id = query.int64(0)
        query.reset()
        var joint = try trunk(trunks.handle(id))
        if joint.near != rear {
            joint.from = .z
            swap(&joint.near, &joint.far)
        }
        return joint
    }

    /// The trunk of a label, in a rear connector or of a handle, with how its strands run.
    public func trunk(_ trunk: TrunkHandle) throws(PlantError) -> TrunkJoint {
        let query = try names.cached(
            """
            SELECT type_id, coalesce(built_a_unit_id, a_unit_id), coalesce(built_a_rear, a_rear),
            coalesce(built_z_unit_id, z_unit_id), coalesce(built_z_rear, z_rear) FROM trunk WHERE id = ?
            """)
        query.bind(trunks.key(trunk), at: 1)
        guard try query.step() else { throw PlantError(.notFound, "no such trunk: \(trunks.key(trunk))") }
        let type = query.int64(0)
        let a = PortHandle(units.handle(query.int64(1)), try query.int32(2))
        let z = PortHandle(units.handle(query.int64(3)), try query.int32(4))
        query.reset()
        return TrunkJoint(trunk: trunk, from: .a, map: try trunkType(type).strandMap, near: a, far: z)
    }

    /// How a cassette joins front and rear; nil for a device.
    public func cassette(_ unit: UnitHandle) throws(PlantError) -> CassetteShape? {
        if let known = shapes[unit] { return known }
        let query = try names.cached("SELECT type_id FROM unit WHERE id = ?")
        query.bind(units.key(unit), at: 1)
        guard try query.step(), !query.isNull(0) else {
            shapes[unit] = .some(nil)
            return nil
        }
        let id = query.int64(0)
        query.reset()
        let catalogue = try loadType(id)
        guard let type = catalogue.cassetteType(Self.catalogueKey(id)),
            let shape = CassetteShape(type, in: catalogue)
        else {
            throw unknownType(id)
        }
        shapes[unit] = shape
        return shape
    }

    // MARK: Catalogue rows, each with what it names

    /// A row of the catalogue by its name.
    public func cordType(_ name: String) throws(PlantError) -> CordType { try cordType(try names.key(.cordType, name)) }
    /// A row of the catalogue by its name.
    public func trunkType(_ name: String) throws(PlantError) -> TrunkType {
        try trunkType(try names.key(.trunkType, name))
    }

    /// The optic in a device port, by what is said of it or of its device; nil where nothing is.
    public func fittedOptic(at port: PortAddress) throws(PlantError) -> String? {
        if let own = try recordIfAny(.devicePort, port.description)?.as(DevicePort.self), let optic = own.optic {
            return optic
        }
        if let device = try recordIfAny(.device, port.unit.description)?.as(Device.self) { return device.optic }
        return nil
    }

    /// A row of the catalogue by its name.
    public func optic(_ name: String) throws(PlantError) -> Optic {
        let id = try names.key(.optic, name)
        guard let optic = try loadType(id).optic(Self.catalogueKey(id)) else { throw unknownType(id) }
        return optic
    }

    /// A row of the catalogue by its name.
    public func colourScheme(_ name: String) throws(PlantError) -> ColourScheme {
        let id = try names.key(.colourScheme, name)
        guard let scheme = try loadType(id).colourScheme(named: name) else { throw unknownType(id) }
        return scheme
    }

    private func cordType(_ id: Int64) throws(PlantError) -> CordType {
        guard let type = try loadType(id).cordType(Self.catalogueKey(id)) else { throw unknownType(id) }
        return type
    }

    private func trunkType(_ id: Int64) throws(PlantError) -> TrunkType {
        guard let type = try loadType(id).trunkType(Self.catalogueKey(id)) else {
            throw unknownType(id)
        }
        return type
    }

    /// The row `id`, the user's row that shadows it, and the connectors that either may name.
    private func loadType(_ id: Int64) throws(PlantError) -> Catalogue {
        if let known = types[id] { return known }
        let catalogue = try Catalogue(
            loading: names.connection,
            condition: """
                (kind, name) IN (SELECT kind, name FROM catalogue_entry WHERE id = \(id)) OR (kind = 'connector' AND name IN \
                (SELECT value FROM catalogue_entry AS c, json_tree(c.body) WHERE (c.kind, c.name) IN \
                (SELECT kind, name FROM catalogue_entry WHERE id = \(id)) AND c.kind = 'cassette-type' \
                AND json_tree.key = 'connector'))
                """)
        types[id] = catalogue
        return catalogue
    }

    /// A key of a row as the catalogue counts them; beyond its numbers there is none.
    private static func catalogueKey(_ id: Int64) -> Catalogue.Key { Catalogue.Key(exactly: id) ?? .max }

    private func unknownType(_ id: Int64) -> PlantError {
        PlantError(
            .corrupt, "catalogue row \(id) is not of the kind that the plant takes it for",
            hint: "restore it from a copy")
    }
}

extension Store {
    /// Lends the plant by key, as of one moment, to follow a few strands.
    public func withKeyedPlant<Value>(
        _ body: (KeyedPlant) throws(PlantError) -> Value
    ) throws(PlantError) -> Value {
        try reading { connection throws(PlantError) in
            let plant = KeyedPlant(connection)
            // Whoever keeps it longer is told, and reads nothing beside the lock.
            defer { plant.end() }
            return try body(plant)
        }
    }
}

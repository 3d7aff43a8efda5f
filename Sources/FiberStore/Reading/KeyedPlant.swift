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
    private var opticsAtPorts: [PortHandle: [OpticalLink]] = [:]
    /// What was met last: the fibres of one cable are followed one after the other.
    private var lastTrunk: (trunk: TrunkHandle, joint: CableJoint)?
    private var lastCables: [PortHandle: HeldCable?] = [:]
    private static let mostLastCables = 64
    private typealias HeldCable = (joint: CableJoint, type: Int64)
    /// A link is asked for at both its ends.
    private var knownLinks: [Int64: Link] = [:]
    private var shapes: [UnitHandle: CassetteShape?] = [:]
    private var cableShapes: [Int64: CableShape] = [:]
    private var deviceTypes: [Int64: DeviceType?] = [:]

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
            SELECT unit.label, device_port.label, device_type_id FROM unit
            LEFT JOIN device_port ON unit_id = unit.id AND port = ?2 WHERE unit.id = ?1
            """)
        defer { query.reset() }
        query.bind(units.key(port.unit), at: 1)
        query.bind(port.isRear ? 0 : port.number, at: 2)
        guard try query.step() else { return "" }
        let own = query.isNull(1) ? "" : query.text(1)
        guard own.isEmpty, !port.isRear, !query.isNull(2) else { return portName(query.text(0), own) }
        let (unit, type) = (query.text(0), query.int64(2))
        return portName(unit, try deviceType(type)?.name(ofPort: port.number) ?? "")
    }
    private func deviceType(_ id: Int64) throws(PlantError) -> DeviceType? {
        if let known = deviceTypes[id] { return known }
        let type = try names.deviceType(id)
        deviceTypes[id] = type
        return type
    }

    /// What is printed beside a port of a device by its type; empty where nothing is said.
    public func printed(at port: PortAddress) throws(PlantError) -> String {
        try names.deviceType(of: port.unit)?.name(ofPort: port.port) ?? ""
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
        if let shape = try cassette(unit) {
            return shape.inside == .bays ? (0, 0) : (shape.inside == .splices ? 0 : shape.frontCount, shape.rearCount)
        }
        let query = try names.cached("SELECT coalesce(port_count, 0) FROM unit WHERE id = ?")
        query.bind(units.key(unit), at: 1)
        defer { query.reset() }
        return try query.step() ? (query.int(0), 0) : (0, 0)
    }

    /// The links of a device port: several where it is broken out, in the order of their legs.
    public func links(at port: PortHandle) throws(PlantError) -> [Link] {
        let query = try names.cached("SELECT link_id FROM link_port WHERE unit_id = ? AND port = ? ORDER BY leg")
        query.bind(units.key(port.unit), at: 1)
        query.bind(port.number, at: 2)
        var keys: [Int64] = []
        while try query.step() { keys.append(query.int64(0)) }
        query.reset()
        var links: [Link] = []
        for key in keys { links.append(try link(key)) }
        return links
    }

    private func link(_ key: Int64) throws(PlantError) -> Link {
        if let known = knownLinks[key] { return known }
        let link = try names.record(Link.self, try names.label(.link, key))
        knownLinks[key] = link
        return link
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
        for selection in [
            """
            port, face, 0, 'cord', label FROM plug JOIN cord ON cord.id = cord_id WHERE unit_id = ?
            ORDER BY face < 0, port, face
            """,
            "port, 0, leg, 'link', label FROM link_port JOIN link ON id = link_id WHERE unit_id = ? ORDER BY port, leg",
            """
            port, face, 0, 'trunk', label FROM plug JOIN trunk ON trunk.id = trunk_id WHERE unit_id = ?
            ORDER BY face < 0, port, face
            """,
        ] {
            let query = try names.cached("SELECT \(selection)")
            query.bind(id, at: 1)
            while try query.step() {
                var port = PortAddress(unit: unit, port: query.int(0), face: query.int(1))
                if query.int(2) > 0 { port.part = query.int(2) }
                plugs.append((port, RecordKind(rawValue: query.text(3)) ?? .cord, query.text(4)))
            }
        }
        return plugs
    }

    // MARK: An excerpt

    /// The plant cut down to these objects and what they stand on: the units that cords and trunks are plugged
    /// into, their racks, the routes of the trunks. Handles of the excerpt are its own.
    ///
    /// O(what it holds), whatever the size of the plant.
    ///
    /// - Parameter withRacks: whether whatever else stands in those racks is in it as well, without its cables.
    public func excerpt(
        trunks: Set<TrunkHandle>, cords: Set<CordHandle>, links: Set<String>, withRacks: Bool
    ) throws(PlantError) -> Plant {
        var scope = PlantLoader.Scope()
        scope.keys["trunk"] = Set(trunks.map { self.trunks.key($0) })
        scope.keys["cord"] = Set(cords.map { self.cords.key($0) })
        scope.keys["link"] = Set(try links.map { label throws(PlantError) in try names.key(.link, label) })
        scope.keys["splice"] = try keys(
            "id FROM splice WHERE \(scope.condition("splice", "a_trunk_id", of: "trunk")) AND \(scope.condition("splice", "z_trunk_id", of: "trunk"))"
        )
        var units: Set<Int64> = []
        for table in ["trunk", "cord", "link"] {
            for column in ["a_unit_id", "z_unit_id"] + (table == "link" ? [] : ["built_a_unit_id", "built_z_unit_id"]) {
                units.formUnion(
                    try keys("\(column) FROM \(table) WHERE \(column) IS NOT NULL AND \(scope.condition(table))"))
            }
        }
        for table in ["trunk", "cord"] {
            for list in ["\(table)_more_a", "\(table)_more_z"] {
                let ofCables = scope.condition(list, "\(table)_id", of: table)
                units.formUnion(try keys("unit_id FROM \(list) WHERE unit_id IS NOT NULL AND \(ofCables)"))
            }
        }
        scope.keys["unit"] = units
        scope.keys["segment"] = []
        for cable in ["trunk", "cord"] {
            for table in ["\(cable)_segment", "\(cable)_built_segment"] {
                let ofCables = scope.condition(table, "\(cable)_id", of: cable)
                scope.keys["segment"]?.formUnion(try keys("segment_id FROM \(table) WHERE \(ofCables)"))
            }
        }
        scope.keys["node"] = try keys("a_node_id FROM segment WHERE \(scope.condition("segment"))")
            .union(try keys("z_node_id FROM segment WHERE \(scope.condition("segment"))"))
        scope.keys["rack"] = try keys("rack_id FROM unit WHERE \(scope.condition("unit"))")
            .union(try keys("rack_id FROM node WHERE rack_id IS NOT NULL AND \(scope.condition("node"))"))
        if withRacks {
            scope.keys["unit"] = try keys("id FROM unit WHERE \(scope.condition("unit", "rack_id", of: "rack"))")
        }
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
        return !port.isRear && port.number <= ports
    }

    /// The cable in a port, seen from there.
    public func cable(at port: PortHandle) throws(PlantError) -> CableJoint? { try held(at: port)?.joint }

    private func held(at port: PortHandle) throws(PlantError) -> HeldCable? {
        if let known = lastCables[port] { return known }
        let found = try readCable(at: port)
        if lastCables.count == Self.mostLastCables { lastCables.removeAll(keepingCapacity: true) }
        lastCables[port] = .some(found)
        return found
    }

    private func readCable(at port: PortHandle) throws(PlantError) -> HeldCable? {
        let query = try names.cached("SELECT trunk_id, cord_id FROM plug WHERE unit_id = ? AND port = ? AND face = ?")
        query.bind(units.key(port.unit), at: 1)
        query.bind(port.number, at: 2)
        query.bind(port.face, at: 3)
        guard try query.step() else { return nil }
        let cable: Cable =
            query.isNull(0) ? .cord(cords.handle(query.int64(1))) : .trunk(trunks.handle(query.int64(0)))
        query.reset()
        let ends = try ends(of: cable)
        let joint = CableJoint(
            cable, shape: try shape(ends.type), a: ends.a, z: ends.z, further: try furtherPlugs(of: cable, ends.type),
            at: port)
        return joint.map { ($0, ends.type) }
    }

    /// The cables in all connectors of a port.
    public func cables(in port: PortHandle) throws(PlantError) -> [CableJoint] {
        let first = try cable(at: port)
        guard !port.isRear, try cassette(port.unit) == nil else { return first.map { [$0] } ?? [] }
        let query = try names.cached(
            "SELECT face FROM plug WHERE unit_id = ? AND port = ? AND face > 0 ORDER BY face")
        query.bind(units.key(port.unit), at: 1)
        query.bind(port.number, at: 2)
        var faces: [Int] = []
        while try query.step() { faces.append(query.int(0)) }
        query.reset()
        var joints = first.map { [$0] } ?? []
        for face in faces {
            if let joint = try cable(at: PortHandle(port.unit, port.port, face: face)) { joints.append(joint) }
        }
        return joints
    }

    /// A trunk, seen from the first plug at its A end.
    public func trunk(_ trunk: TrunkHandle) throws(PlantError) -> CableJoint {
        if let lastTrunk, lastTrunk.trunk == trunk { return lastTrunk.joint }
        let ends = try ends(of: .trunk(trunk))
        let joint = CableJoint(
            .trunk(trunk), from: .a, shape: try shape(ends.type), near: ends.a, far: ends.z,
            further: try furtherPlugs(of: .trunk(trunk), ends.type).z)
        lastTrunk = (trunk, joint)
        return joint
    }

    /// The strands that a strand is spliced to.
    public func splices(of strand: TrunkStrand) throws(PlantError) -> [TrunkStrand] {
        var found: [TrunkStrand] = []
        for (near, far) in [("a", "z"), ("z", "a")] {
            let query = try names.cached(
                """
                SELECT \(far)_trunk_id, \(far)_strand - \(near)_strand FROM splice
                WHERE \(near)_trunk_id = ?1 AND ?2 BETWEEN \(near)_strand AND \(near)_strand + count - 1 ORDER BY id
                """)
            query.bind(trunks.key(strand.trunk), at: 1)
            query.bind(strand.number, at: 2)
            while try query.step() {
                found.append(TrunkStrand(trunks.handle(query.int64(0)), strand.number + query.int(1)))
            }
            query.reset()
        }
        return found
    }

    /// The type of a cable and where its first plugs are, as built.
    func ends(of cable: Cable) throws(PlantError) -> (type: Int64, a: PortHandle, z: PortHandle?) {
        let (table, number, type, key) =
            switch cable {
            case .cord(let cord): ("cord", "port", "coalesce(built_type_id, type_id)", cords.key(cord))
            case .trunk(let trunk): ("trunk", "rear", "type_id", trunks.key(trunk))
            }
        let query = try names.cached(
            """
            SELECT \(type), coalesce(built_a_unit_id, a_unit_id), coalesce(built_a_\(number), a_\(number)),
            coalesce(built_a_face, a_face), coalesce(built_z_unit_id, z_unit_id),
            coalesce(built_z_\(number), z_\(number)), coalesce(built_z_face, z_face) FROM \(table) WHERE id = ?
            """)
        query.bind(key, at: 1)
        defer { query.reset() }
        guard try query.step() else { throw PlantError(.notFound, "no such \(table): \(key)") }
        let a = PortHandle(units.handle(query.int64(1)), try query.int32(2), face: query.int(3))
        let z = query.isNull(4) ? nil : PortHandle(units.handle(query.int64(4)), try query.int32(5), face: query.int(6))
        return (query.int64(0), a, z)
    }

    /// Where the further plugs of a cable are; nothing is asked of one that has none.
    private func furtherPlugs(of cable: Cable, _ type: Int64) throws(PlantError) -> FurtherPlugs {
        let shape = try shape(type)
        var plugs = FurtherPlugs()
        guard shape.plugs.a > 1 || shape.plugs.z > 1 else { return plugs }
        let (table, key) =
            switch cable {
            case .cord(let cord): ("cord", cords.key(cord))
            case .trunk(let trunk): ("trunk", trunks.key(trunk))
            }
        for end in [End.a, .z] {
            let query = try names.cached(
                "SELECT unit_id, port, face FROM \(table)_more_\(end == .a ? "a" : "z") WHERE \(table)_id = ? ORDER BY seq"
            )
            query.bind(key, at: 1)
            var ports: [PortHandle?] = []
            while try query.step() {
                ports.append(
                    query.isNull(0)
                        ? nil : PortHandle(units.handle(query.int64(0)), try query.int32(1), face: query.int(2)))
            }
            query.reset()
            if end == .a { plugs.a = ports } else { plugs.z = ports }
        }
        return plugs
    }

    private func shape(_ type: Int64) throws(PlantError) -> CableShape {
        if let known = cableShapes[type] { return known }
        guard let shape = CableShape(try cable(type), in: try loadType(type)) else { throw unknownType(type) }
        cableShapes[type] = shape
        return shape
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
    public func cordType(_ name: String) throws(PlantError) -> CableType { try cable(try names.key(.cordType, name)) }
    /// A row of the catalogue by its name.
    public func trunkType(_ name: String) throws(PlantError) -> CableType { try cable(try names.key(.trunkType, name)) }

    /// The optic in a device port, by what is said of it or of its device; nil where nothing is.
    public func fittedOptic(at port: PortAddress) throws(PlantError) -> String? {
        if let own = try recordIfAny(.devicePort, port.description)?.as(DevicePort.self), let optic = own.optic {
            return optic
        }
        if let device = try recordIfAny(.device, port.unit.description)?.as(Device.self) { return device.optic }
        return nil
    }

    /// The optic at an end of a link: what is fitted there, else what the link wants; of a port that is broken out the
    /// lanes of the leg. As ``FiberModel/Plant/opticKey(of:_:)`` answers of a snapshot.
    public func optic(of link: Link, _ end: End) throws(PlantError) -> Optic {
        let port = end == .a ? link.a : link.z
        let fitted = try fittedOptic(at: port.whole)
        let optic = try optic(fitted ?? link.optic)
        guard port.part > 0 else { return optic }
        let said = try recordIfAny(.devicePort, port.whole.description)?.as(DevicePort.self)?.breakout
        return optic.leg(port.part, said: said, wanted: link.optic) ?? optic
    }

    /// Whether a port holds a cable of copper, or one that its transceivers are fixed to: no strand of it can be told from
    /// another.
    public func isDirect(_ port: PortHandle) throws(PlantError) -> Bool {
        guard let held = try held(at: port) else { return false }
        return try cable(held.type).medium != .fibre
    }

    /// The links of a device port, each with the lanes that it has there. Looked up once for each port.
    public func opticalLinks(at port: PortHandle) throws(PlantError) -> [OpticalLink] {
        if let known = opticsAtPorts[port] { return known }
        let links = try links(at: port)
        var found: [OpticalLink] = []
        if !links.isEmpty {
            let isDirect = try isDirect(port)
            let fitted = isDirect ? nil : try fittedOptic(at: port)
            let address = try address(of: port)
            for link in links {
                let end: End = link.a.whole == address ? .a : .z
                guard !isDirect else {
                    found.append(OpticalLink(link, optic: nil))
                    continue
                }
                if let fitted, (end == .a ? link.a : link.z).part == 0 {
                    found.append(OpticalLink(link, optic: fitted))
                } else {
                    found.append(OpticalLink(link, optic: try optic(of: link, end)))
                }
            }
        }
        opticsAtPorts[port] = found
        return found
    }

    /// The optic in a device port, by what is said of it or of its device; nil where nothing is.
    private func fittedOptic(at port: PortHandle) throws(PlantError) -> Optic? {
        let query = try names.cached(
            """
            SELECT coalesce((SELECT optic_id FROM device_port WHERE unit_id = ?1 AND port = ?2), optic_id) FROM unit
            WHERE id = ?1
            """)
        query.bind(units.key(port.unit), at: 1)
        query.bind(port.number, at: 2)
        defer { query.reset() }
        guard try query.step(), !query.isNull(0) else { return nil }
        return try optic(query.int64(0))
    }

    /// A row of the catalogue by its name.
    public func optic(_ name: String) throws(PlantError) -> Optic {
        try optic(try names.key(.optic, name))
    }

    private func optic(_ id: Int64) throws(PlantError) -> Optic {
        guard let optic = try loadType(id).optic(Self.catalogueKey(id)) else { throw unknownType(id) }
        return optic
    }

    /// A row of the catalogue by its name.
    public func colourScheme(_ name: String) throws(PlantError) -> ColourScheme {
        let id = try names.key(.colourScheme, name)
        guard let scheme = try loadType(id).colourScheme(named: name) else { throw unknownType(id) }
        return scheme
    }

    private func cable(_ id: Int64) throws(PlantError) -> CableType {
        guard let type = try loadType(id).cable(Self.catalogueKey(id)) else { throw unknownType(id) }
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
                (SELECT kind, name FROM catalogue_entry WHERE id = \(id)) AND c.kind IN ('cassette-type', 'trunk-type', 'cord-type') \
                AND json_tree.key IN ('connector', 'connectorA', 'connectorZ')))
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

import FiberModel

// Cassettes, devices and their ports as rows. Cassettes and devices share the table `unit`.

private let unitOrder = "hall.label COLLATE by_label, rack.grid COLLATE by_label, unit.u DESC, unit.slot"
private let unitPlace = "unit JOIN rack ON rack.id = unit.rack_id JOIN hall ON hall.id = rack.hall_id"

extension Cassette: Stored {
    static var recordKind: RecordKind { .cassette }
    static var columns: [String] { ["kind", "rack_id", "u", "slot", "type_id", "label", "metadata", "note"] }
    static var selection: String {
        "unit.rack_id, unit.u, unit.slot, unit.type_id, unit.label, unit.metadata, unit.note"
    }
    static var source: String { "\(unitPlace) AND unit.kind = 'cassette'" }
    static var order: String { unitOrder }

    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64] {
        [try names.key(cassette: UnitAddress(name))]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        address = UnitAddress(rack: try names.rack(row.int64(0)), u: row.int(1), slot: row.int(2))
        type = try names.catalogueName(row.int64(3))
        label = row.text(4)
        remarks = Remarks(row: row, at: 5)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        row.bind("cassette", at: 1)
        try address.bind(to: row, at: 2, names)
        names.column("type") { () throws(PlantError) in row.bind(try names.key(.cassetteType, type), at: 5) }
        row.bind(label, at: 6)
        remarks.bind(to: row, at: 7)
    }
}

extension Device: Stored {
    static var recordKind: RecordKind { .device }
    static var columns: [String] {
        [
            "kind", "rack_id", "u", "slot", "label", "height_u", "port_count", "connector_id", "optic_id", "metadata",
            "note",
        ]
    }
    static var selection: String {
        """
        unit.rack_id, unit.u, unit.slot, unit.label, unit.height_u, unit.port_count, unit.connector_id, \
        unit.optic_id, unit.metadata, unit.note
        """
    }
    static var source: String { "\(unitPlace) AND unit.kind = 'device'" }
    static var order: String { unitOrder }

    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64] {
        [try names.key(device: UnitAddress(name))]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        address = UnitAddress(rack: try names.rack(row.int64(0)), u: row.int(1), slot: row.int(2))
        label = row.text(3)
        heightU = row.int(4)
        ports = row.int(5)
        connector = try names.catalogueName(row.int64(6))
        optic = row.isNull(7) ? nil : try names.catalogueName(row.int64(7))
        remarks = Remarks(row: row, at: 8)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        row.bind("device", at: 1)
        try address.bind(to: row, at: 2, names)
        row.bind(label, at: 5)
        row.bind(heightU, at: 6)
        row.bind(ports, at: 7)
        names.column("connector") { () throws(PlantError) in row.bind(try names.key(.connector, connector), at: 8) }
        try bindCatalogue(.optic, optic, field: "optic", to: row, at: 9, names)
        remarks.bind(to: row, at: 10)
    }
}

extension DevicePort: Stored {
    static var recordKind: RecordKind { .devicePort }
    static var columns: [String] { ["unit_id", "port", "label", "connector_id", "optic_id", "metadata", "note"] }
    static var keyColumns: [String] { ["unit_id", "port"] }
    static var selection: String {
        columns.map { "device_port.\($0)" }.joined(separator: ", ")
    }
    static var source: String { "device_port JOIN \(unitPlace) AND unit.id = device_port.unit_id" }
    static var order: String { "\(unitOrder), device_port.port" }

    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64] {
        let address = try PortAddress(front: name)
        let unit = try names.key(device: address.unit)
        let query = try names.connection.statement("SELECT 1 FROM device_port WHERE unit_id = ? AND port = ?")
        query.bind(unit, at: 1)
        query.bind(address.port, at: 2)
        guard try query.step() else {
            throw PlantError(
                .notFound, "port \(address) has no row of its own", hint: "it is what device \(address.unit) says")
        }
        return [unit, Int64(address.port)]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        address = PortAddress(unit: try names.unit(row.int64(0)), port: row.int(1))
        label = row.text(2)
        connector = row.isNull(3) ? nil : try names.catalogueName(row.int64(3))
        optic = row.isNull(4) ? nil : try names.catalogueName(row.int64(4))
        remarks = Remarks(row: row, at: 5)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        names.column("address") { () throws(PlantError) in row.bind(try names.key(device: address.unit), at: 1) }
        row.bind(address.port, at: 2)
        row.bind(label, at: 3)
        try bindCatalogue(.connector, connector, field: "connector", to: row, at: 4, names)
        try bindCatalogue(.optic, optic, field: "optic", to: row, at: 5, names)
        remarks.bind(to: row, at: 6)
    }
}

extension UnitAddress {
    fileprivate func bind(to row: Statement, at place: Int32, _ names: Names) throws(PlantError) {
        names.column("address") { () throws(PlantError) in row.bind(try names.key(rack), at: place) }
        row.bind(u, at: place + 1)
        row.bind(slot, at: place + 2)
    }
}

/// Binds the key of a catalogue row, or NULL.
private func bindCatalogue(
    _ kind: CatalogueKind, _ name: String?, field: String, to row: Statement, at place: Int32, _ names: Names
) throws(PlantError) {
    guard let name else {
        row.bind(nil as Int64?, at: place)
        return
    }
    names.column(field) { () throws(PlantError) in row.bind(try names.key(kind, name), at: place) }
}

import FiberModel

// Trunks, strands, cords and links as rows.

extension Trunk: Stored {
    static var recordKind: RecordKind { .trunk }
    static var columns: [String] {
        [
            "label", "type_id", "a_unit_id", "a_rear", "z_unit_id", "z_rear", "length_mm", "status", "diverse_group",
            "built_a_unit_id", "built_a_rear", "built_z_unit_id", "built_z_rear", "built_length_mm", "metadata", "note",
        ]
    }
    static var selection: String {
        columns.joined(separator: ", ")
            + ["trunk_segment", "trunk_built_segment"].map { table in
                """
                , (SELECT group_concat(label, ' ') FROM (SELECT segment.label FROM \(table) \
                JOIN segment ON segment.id = segment_id WHERE trunk_id = trunk.id ORDER BY seq))
                """
            }.joined()
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        label = row.text(0)
        type = try names.catalogueName(row.int64(1))
        a = PortAddress(unit: try names.unit(row.int64(2)), side: .rear, port: row.int(3))
        z = PortAddress(unit: try names.unit(row.int64(4)), side: .rear, port: row.int(5))
        length = row.quantity(6)
        status = try row.word(7)
        diverseGroup = row.isNull(8) ? nil : row.text(8)
        built.a = try names.port(row, 9, .rear)
        built.z = try names.port(row, 11, .rear)
        built.length = row.quantity(13)
        remarks = Remarks(row: row, at: 14)
        route = words(row.text(16))
        built.route = words(row.text(17))
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        row.bind(label, at: 1)
        names.column("type") { () throws(PlantError) in row.bind(try names.key(.trunkType, type), at: 2) }
        names.column("a") { () throws(PlantError) in row.bind(try names.key(cassette: a.unit), at: 3) }
        row.bind(a.port, at: 4)
        names.column("z") { () throws(PlantError) in row.bind(try names.key(cassette: z.unit), at: 5) }
        row.bind(z.port, at: 6)
        row.bind(length, at: 7)
        row.bind(status.rawValue, at: 8)
        row.bind(diverseGroup, at: 9)
        names.bind(built.a, "built_a", to: row, at: 10) { unit throws(PlantError) in try names.key(cassette: unit) }
        names.bind(built.z, "built_z", to: row, at: 12) { unit throws(PlantError) in try names.key(cassette: unit) }
        row.bind(built.length, at: 14)
        remarks.bind(to: row, at: 15)
        // The segments are written after the row; that they exist is asked with the other columns.
        for (field, labels) in [("route", route), ("built_route", built.route)] {
            for segment in labels {
                names.column(field) { () throws(PlantError) in _ = try names.key(.segment, segment) }
            }
        }
    }

    func didWrite(key: Int64, isNew: Bool, _ connection: Connection, _ names: Names) throws(PlantError) {
        try write(route, "trunk_segment", "route", key, isNew, names)
        try write(built.route, "trunk_built_segment", "built_route", key, isNew, names)
    }

    private func write(
        _ route: [String], _ table: String, _ field: String, _ key: Int64, _ isNew: Bool, _ names: Names
    ) throws(PlantError) {
        if !isNew {
            let clear = try names.cached("DELETE FROM \(table) WHERE trunk_id = ?")
            clear.bind(key, at: 1)
            try clear.run()
        }
        for (index, segment) in route.enumerated() {
            names.column(field) { () throws(PlantError) in
                let id = try names.key(.segment, segment)
                let insert = try names.cached("INSERT INTO \(table) (trunk_id, seq, segment_id) VALUES (?, ?, ?)")
                insert.bind(key, at: 1)
                insert.bind(index + 1, at: 2)
                insert.bind(id, at: 3)
                try insert.run()
            }
        }
    }
}

extension StrandException: Stored {
    static var recordKind: RecordKind { .strand }
    static var columns: [String] { ["trunk_id", "strand", "state", "measured_loss_mdb", "metadata", "note"] }
    static var keyColumns: [String] { ["trunk_id", "strand"] }
    static var selection: String { columns.map { "strand.\($0)" }.joined(separator: ", ") }
    static var source: String { "strand JOIN trunk ON trunk.id = strand.trunk_id" }
    static var order: String { "trunk.label COLLATE by_label, strand.strand" }

    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64] {
        let address = try StrandAddress(name)
        return [try names.key(.trunk, address.trunk), Int64(address.strand)]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        address = StrandAddress(trunk: try names.label(.trunk, row.int64(0)), strand: row.int(1))
        state = try row.word(2)
        measuredLoss = row.quantity(3)
        remarks = Remarks(row: row, at: 4)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        names.column("strand") { () throws(PlantError) in row.bind(try names.key(.trunk, address.trunk), at: 1) }
        row.bind(address.strand, at: 2)
        row.bind(state.rawValue, at: 3)
        row.bind(measuredLoss, at: 4)
        remarks.bind(to: row, at: 5)
    }
}

extension StrandMeasurement: Stored {
    static var recordKind: RecordKind { .measurement }
    static var columns: [String] {
        [
            "trunk_id", "strand", "wavelength_nm", "from_end", "loss_mdb", "length_mm", "measured_at", "instrument",
            "file", "metadata", "note",
        ]
    }
    static var keyColumns: [String] { ["trunk_id", "strand", "wavelength_nm", "from_end"] }
    static var selection: String { columns.map { "measurement.\($0)" }.joined(separator: ", ") }
    static var source: String { "measurement JOIN trunk ON trunk.id = measurement.trunk_id" }
    static var order: String {
        "trunk.label COLLATE by_label, measurement.strand, measurement.wavelength_nm, measurement.from_end"
    }

    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64] {
        let parts = name.split(separator: "@", omittingEmptySubsequences: false)
        var wavelength = parts.last ?? ""
        let end = End(rawValue: String(wavelength.suffix(1)))
        if end != nil { wavelength.removeLast() }
        guard parts.count == 2, let wavelength_nm = DecimalText.scaled(wavelength, by: 1) else {
            throw PlantError(
                .badValue,
                "not a measurement: \(quoted(name)), expected one such as T0042:17@1310, or T0042:17@1310A with its end"
            )
        }
        let address = try StrandAddress(String(parts[0]))
        return [
            try names.key(.trunk, address.trunk), Int64(address.strand), Int64(wavelength_nm),
            Int64(Self.code(of: end)),
        ]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        address = StrandAddress(trunk: try names.label(.trunk, row.int64(0)), strand: row.int(1))
        wavelength_nm = row.int(2)
        end = Self.end(code: row.int(3))
        loss = row.quantity(4)
        length = row.quantity(5)
        time = row.text(6)
        instrument = row.text(7)
        file = row.text(8)
        remarks = Remarks(row: row, at: 9)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        names.column("strand") { () throws(PlantError) in row.bind(try names.key(.trunk, address.trunk), at: 1) }
        row.bind(address.strand, at: 2)
        row.bind(wavelength_nm, at: 3)
        row.bind(Self.code(of: end), at: 4)
        row.bind(loss, at: 5)
        row.bind(length, at: 6)
        row.bind(time, at: 7)
        row.bind(instrument, at: 8)
        row.bind(file, at: 9)
        remarks.bind(to: row, at: 10)
    }
}

extension Cord: Stored {
    static var recordKind: RecordKind { .cord }
    static var columns: [String] {
        [
            "label", "type_id", "a_unit_id", "a_port", "z_unit_id", "z_port", "length_mm", "colour", "status",
            "built_type_id", "built_a_unit_id", "built_a_port", "built_z_unit_id", "built_z_port", "built_length_mm",
            "metadata", "note",
        ]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        label = row.text(0)
        type = try names.catalogueName(row.int64(1))
        a = PortAddress(unit: try names.unit(row.int64(2)), port: row.int(3))
        z = try names.port(row, 4, .front)
        length = row.quantity(6)
        colour = row.text(7)
        status = try row.word(8)
        built.type = row.isNull(9) ? nil : try names.catalogueName(row.int64(9))
        built.a = try names.port(row, 10, .front)
        built.z = try names.port(row, 12, .front)
        built.length = row.quantity(14)
        remarks = Remarks(row: row, at: 15)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        row.bind(label, at: 1)
        names.column("type") { () throws(PlantError) in row.bind(try names.key(.cordType, type), at: 2) }
        names.column("a") { () throws(PlantError) in row.bind(try names.key(a.unit).id, at: 3) }
        row.bind(a.port, at: 4)
        names.bind(z, "z", to: row, at: 5) { unit throws(PlantError) in try names.key(unit).id }
        row.bind(length, at: 7)
        row.bind(colour, at: 8)
        row.bind(status.rawValue, at: 9)
        if let type = built.type {
            names.column("built_type") { () throws(PlantError) in row.bind(try names.key(.cordType, type), at: 10) }
        } else {
            row.bind(nil as Int64?, at: 10)
        }
        names.bind(built.a, "built_a", to: row, at: 11) { unit throws(PlantError) in try names.key(unit).id }
        names.bind(built.z, "built_z", to: row, at: 13) { unit throws(PlantError) in try names.key(unit).id }
        row.bind(built.length, at: 15)
        remarks.bind(to: row, at: 16)
    }
}

extension Link: Stored {
    static var recordKind: RecordKind { .link }
    static var columns: [String] {
        [
            "label", "a_unit_id", "a_port", "z_unit_id", "z_port", "optic_id", "fec", "diverse_group", "metadata",
            "note",
        ]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        label = row.text(0)
        a = PortAddress(unit: try names.unit(row.int64(1)), port: row.int(2))
        z = PortAddress(unit: try names.unit(row.int64(3)), port: row.int(4))
        optic = try names.catalogueName(row.int64(5))
        fec = row.isNull(6) ? nil : FEC(rawValue: row.text(6))
        diverseGroup = row.isNull(7) ? nil : row.text(7)
        remarks = Remarks(row: row, at: 8)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        row.bind(label, at: 1)
        names.column("a") { () throws(PlantError) in row.bind(try names.key(device: a.unit), at: 2) }
        row.bind(a.port, at: 3)
        names.column("z") { () throws(PlantError) in row.bind(try names.key(device: z.unit), at: 4) }
        row.bind(z.port, at: 5)
        names.column("optic") { () throws(PlantError) in row.bind(try names.key(.optic, optic), at: 6) }
        row.bind(fec?.rawValue, at: 7)
        row.bind(diverseGroup, at: 8)
        remarks.bind(to: row, at: 9)
    }
}

extension Names {
    /// A port whose unit and number stand in two columns side by side; nil where there is none.
    fileprivate func port(_ row: Statement, _ column: Int32, _ side: PortAddress.Side) throws(PlantError)
        -> PortAddress?
    {
        row.isNull(column)
            ? nil : PortAddress(unit: try unit(row.int64(column)), side: side, port: row.int(column + 1))
    }

    /// Binds the unit and number of a port, or two NULLs.
    fileprivate func bind(
        _ port: PortAddress?, _ field: String, to row: Statement, at place: Int32,
        _ key: (UnitAddress) throws(PlantError) -> Int64
    ) {
        guard let port else {
            row.bind(nil as Int64?, at: place)
            row.bind(nil as Int64?, at: place + 1)
            return
        }
        column(field) { () throws(PlantError) in row.bind(try key(port.unit), at: place) }
        row.bind(port.port, at: place + 1)
    }
}

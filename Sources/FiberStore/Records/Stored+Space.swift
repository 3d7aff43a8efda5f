import FiberModel

// Halls, racks and pathways as rows.

extension Hall: Stored {
    static var recordKind: RecordKind { .hall }
    static var columns: [String] {
        ["label", "service_loop_mm", "slack_pct", "overlength_pct", "metadata", "note"]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init(label: row.text(0))
        serviceLoop = row.quantity(1)
        slack = row.quantity(2)
        overlength = row.quantity(3)
        remarks = Remarks(row: row, at: 4)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        row.bind(label, at: 1)
        row.bind(serviceLoop, at: 2)
        row.bind(slack, at: 3)
        row.bind(overlength, at: 4)
        remarks.bind(to: row, at: 5)
    }
}

extension Rack: Stored {
    static var recordKind: RecordKind { .rack }
    static var columns: [String] { ["hall_id", "grid", "x_mm", "y_mm", "height_u", "metadata", "note"] }
    static var selection: String {
        "hall.label, rack.grid, rack.x_mm, rack.y_mm, rack.height_u, rack.metadata, rack.note"
    }
    static var source: String { "rack JOIN hall ON hall.id = rack.hall_id" }
    static var order: String { "hall.label COLLATE by_label, rack.grid COLLATE by_label" }

    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64] {
        [try names.key(RackAddress(name))]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        address = RackAddress(hall: row.text(0), grid: row.text(1))
        x = row.quantity(2)
        y = row.quantity(3)
        heightU = row.int(4)
        remarks = Remarks(row: row, at: 5)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        names.column("address") { () throws(PlantError) in row.bind(try names.key(.hall, address.hall), at: 1) }
        row.bind(address.grid, at: 2)
        row.bind(x, at: 3)
        row.bind(y, at: 4)
        row.bind(heightU, at: 5)
        remarks.bind(to: row, at: 6)
    }
}

extension PathwayNode: Stored {
    static var recordKind: RecordKind { .node }
    static var columns: [String] {
        [
            "label", "hall_id", "kind", "x_mm", "y_mm", "z_mm", "rack_id", "entry", "bend_radius_mm", "metadata",
            "note",
        ]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        label = row.text(0)
        hall = try names.label(.hall, row.int64(1))
        kind = try row.word(2)
        x = Millimetres(row.int(3))
        y = Millimetres(row.int(4))
        z = Millimetres(row.int(5))
        rack = row.isNull(6) ? nil : try names.rack(row.int64(6))
        entry = row.isNull(7) ? nil : Entry(rawValue: row.text(7))
        bendRadius = row.quantity(8)
        remarks = Remarks(row: row, at: 9)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        row.bind(label, at: 1)
        names.column("hall") { () throws(PlantError) in row.bind(try names.key(.hall, hall), at: 2) }
        row.bind(kind.rawValue, at: 3)
        row.bind(x, at: 4)
        row.bind(y, at: 5)
        row.bind(z, at: 6)
        guard (kind == .rackEntry) == (rack != nil) else {
            throw PlantError(
                .badValue,
                rack == nil ? "a node of kind rack-entry needs its rack" : "only a node of kind rack-entry has a rack",
                field: "rack")
        }
        guard entry == nil || rack != nil else {
            throw PlantError(.badValue, "only a node of kind rack-entry has an entry", field: "entry")
        }
        names.column("rack") { () throws(PlantError) in
            row.bind(try rack.map { rack throws(PlantError) in try names.key(rack) }, at: 7)
        }
        row.bind(entry?.rawValue, at: 8)
        row.bind(bendRadius, at: 9)
        remarks.bind(to: row, at: 10)
    }
}

extension PathwaySegment: Stored {
    static var recordKind: RecordKind { .segment }
    static var columns: [String] {
        [
            "label", "a_node_id", "z_node_id", "kind", "length_mm", "width_mm", "depth_mm", "bend_radius_mm",
            "plan_fill_pct", "hard_fill_pct", "allowed_cables", "metadata", "note",
        ]
    }
    static var selection: String {
        columns.joined(separator: ", ") + """
            , (SELECT group_concat(tag, ' ') FROM (SELECT tag FROM segment_tag WHERE segment_id = segment.id \
            ORDER BY tag COLLATE by_label))
            """
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        label = row.text(0)
        a = try names.label(.node, row.int64(1))
        z = try names.label(.node, row.int64(2))
        kind = try row.word(3)
        length = row.quantity(4)
        width = row.quantity(5)
        depth = row.quantity(6)
        bendRadius = row.quantity(7)
        planFill = row.quantity(8)
        hardFill = row.quantity(9)
        allowedCables = words(row.text(10))
        remarks = Remarks(row: row, at: 11)
        tags = words(row.text(13))
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        row.bind(label, at: 1)
        names.column("a") { () throws(PlantError) in row.bind(try names.key(.node, a), at: 2) }
        names.column("z") { () throws(PlantError) in row.bind(try names.key(.node, z), at: 3) }
        row.bind(kind.rawValue, at: 4)
        row.bind(length, at: 5)
        row.bind(width, at: 6)
        row.bind(depth, at: 7)
        row.bind(bendRadius, at: 8)
        guard (planFill ?? Self.defaultPlanFill) <= (hardFill ?? Self.defaultHardFill) else {
            throw PlantError(
                .badValue,
                "planned fill of \(planFill ?? Self.defaultPlanFill) is above the hard limit of \(hardFill ?? Self.defaultHardFill)",
                hint: "set both", field: "plan_fill_pct")
        }
        row.bind(planFill, at: 9)
        row.bind(hardFill, at: 10)
        row.bind(allowedCables.joined(separator: " "), at: 11)
        remarks.bind(to: row, at: 12)
    }

    func didWrite(key: Int64, isNew: Bool, _ connection: Connection, _ names: Names) throws(PlantError) {
        if !isNew {
            let clear = try names.cached("DELETE FROM segment_tag WHERE segment_id = ?")
            clear.bind(key, at: 1)
            try clear.run()
        }
        for tag in tags {
            let insert = try names.cached("INSERT OR IGNORE INTO segment_tag (tag, segment_id) VALUES (?, ?)")
            insert.bind(tag, at: 1)
            insert.bind(key, at: 2)
            try insert.run()
        }
    }
}

/// The words of a column that holds several.
func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

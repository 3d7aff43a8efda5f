import FiberModel

extension Names {
    /// An object by its kind and key.
    struct Place: Hashable {
        var kind: RecordKind
        var key: [Int64]
    }

    /// The objects whose own words hold the name of this one: they read differently once it is renamed, and stand in
    /// the way of its removal.
    func dependents(of kind: RecordKind, key: [Int64]) throws(PlantError) -> [Place] {
        var found: [Place] = []
        var seen: Set<Place> = []
        func take(_ places: [Place]) {
            for place in places where seen.insert(place).inserted { found.append(place) }
        }
        switch kind {
        case .hall:
            take(try places(.rack, "hall_id", key[0]) + places(.node, "hall_id", key[0]))
            let racks = (" IN (SELECT id FROM rack WHERE hall_id", ")")
            take(try places(.node, "rack_id\(racks.0)", key[0], closing: racks.1))
            for kind in [RecordKind.cassette, .device] {
                take(try places(kind, "rack_id\(racks.0)", key[0], closing: racks.1))
            }
            take(try standing(in: " IN (SELECT id FROM unit WHERE rack_id\(racks.0)", key[0], closing: "))"))
        case .rack:
            take(try places(.node, "rack_id", key[0]))
            for kind in [RecordKind.cassette, .device] { take(try places(kind, "rack_id", key[0])) }
            take(try standing(in: " IN (SELECT id FROM unit WHERE rack_id", key[0], closing: ")"))
        case .cassette, .device: take(try standing(in: "", key[0]))
        case .node: take(try places(.segment, "a_node_id", key[0]) + places(.segment, "z_node_id", key[0]))
        case .segment:
            for table in ["trunk_segment", "trunk_built_segment"] {
                take(try places(.trunk, "id IN (SELECT trunk_id FROM \(table) WHERE segment_id", key[0], closing: ")"))
            }
        case .trunk:
            take(try places(.strand, "trunk_id", key[0]) + places(.measurement, "trunk_id", key[0]))
            take(try places(.task, "trunk_id", key[0]))
        case .cord: take(try places(.task, "cord_id", key[0]))
        case .workOrder: take(try places(.task, "work_order_id", key[0]))
        case .catalogueEntry:
            take(try places(.cassette, "type_id", key[0]) + places(.trunk, "type_id", key[0]))
            take(try places(.cord, "type_id", key[0]) + places(.cord, "built_type_id", key[0]))
            take(try places(.link, "optic_id", key[0]))
            for column in ["connector_id", "optic_id"] {
                take(try places(.device, column, key[0]) + places(.devicePort, column, key[0]))
            }
        case .devicePort, .strand, .measurement, .link, .waiver, .task: break
        }
        return found
    }

    /// What ends in a unit, or in any unit of a selection: one look at each table, however many units that are.
    private func standing(in selection: String, _ key: Int64, closing: String = "") throws(PlantError) -> [Place] {
        var found = try places(.devicePort, "unit_id\(selection)", key, closing: closing)
        for column in ["a_unit_id", "z_unit_id", "built_a_unit_id", "built_z_unit_id"] {
            for kind in [RecordKind.trunk, .cord, .link] where kind != .link || !column.hasPrefix("built") {
                found += try places(kind, "\(column)\(selection)", key, closing: closing)
            }
        }
        return found
    }

    private func places(
        _ kind: RecordKind, _ column: String, _ key: Int64, closing: String = ""
    ) throws(PlantError) -> [Place] {
        let columns = kind.storedType.keyColumns
        let ofKind = kind == .cassette || kind == .device ? " AND kind = '\(kind.rawValue)'" : ""
        let query = try cached(
            "SELECT \(columns.joined(separator: ", ")) FROM \(Self.table(kind)) WHERE \(column) = ?\(closing)\(ofKind)")
        query.bind(key, at: 1)
        var places: [Place] = []
        while try query.step() {
            places.append(Place(kind: kind, key: columns.indices.map { query.int64(Int32($0)) }))
        }
        return places
    }
}

import FiberModel

// What hangs on what.

extension KeyedPlant {
    /// The segments that carry a shared-risk tag; none where no segment has it.
    public func segments(tagged tag: String) throws(PlantError) -> [String] {
        let query = try names.cached(
            """
            SELECT label FROM segment_tag JOIN segment ON segment.id = segment_id WHERE tag = ?
            ORDER BY label COLLATE by_label
            """)
        query.bind(tag, at: 1)
        return try texts(query)
    }

    /// The segments that begin or end at a node.
    public func segments(atNode label: String) throws(PlantError) -> [String] {
        let query = try names.cached(
            "SELECT label FROM segment WHERE a_node_id = ?1 OR z_node_id = ?1 ORDER BY label COLLATE by_label")
        query.bind(try names.key(.node, label), at: 1)
        return try texts(query)
    }

    /// What stands in the racks of a hall.
    public func units(inHall label: String) throws(PlantError) -> [UnitHandle] {
        let query = try names.cached(
            "SELECT unit.id FROM rack JOIN unit ON unit.rack_id = rack.id WHERE hall_id = ? ORDER BY unit.id")
        query.bind(try names.key(.hall, label), at: 1)
        return try handles(query)
    }

    /// The cassettes and devices that show this label. O(units).
    public func units(labelled label: String) throws(PlantError) -> [UnitHandle] {
        let query = try names.cached("SELECT id FROM unit WHERE label = ? AND label <> '' ORDER BY id")
        query.bind(label, at: 1)
        return try handles(query)
    }

    private func handles(_ query: Statement) throws(PlantError) -> [UnitHandle] {
        var units: [UnitHandle] = []
        while try query.step() { units.append(self.units.handle(query.int64(0))) }
        return units
    }

    /// Labels of segments and trunks, and tags: for who looks for the one that was meant.
    public func pathwayNames() throws(PlantError) -> [String] {
        try texts(
            try names.cached(
                "SELECT label FROM segment UNION SELECT label FROM trunk UNION SELECT tag FROM segment_tag UNION SELECT label FROM unit WHERE label <> '' LIMIT 20000"
            )
        )
    }

    /// The cords that lie on a segment, as built.
    public func cords(onSegment label: String) throws(PlantError) -> [CordHandle] {
        try cables("cord", on: label).map { cords.handle($0) }
    }

    /// Where the first plug of a cord is at A, as built.
    public func port(ofCord cord: CordHandle) throws(PlantError) -> PortHandle {
        try ends(of: .cord(cord)).a
    }

    /// The trunks that lie on a segment, as built.
    public func trunks(onSegment label: String) throws(PlantError) -> [TrunkHandle] {
        try cables("trunk", on: label).map { trunks.handle($0) }
    }

    /// Keys of the cables of a table that are not retired and lie on a segment, as built.
    private func cables(_ table: String, on segment: String) throws(PlantError) -> [Int64] {
        let query = try names.cached(
            """
            SELECT cable.id FROM \(table)_segment JOIN \(table) AS cable ON cable.id = \(table)_id
            WHERE segment_id = ?1 AND status <> 'retired'
            AND NOT EXISTS (SELECT 1 FROM \(table)_built_segment AS built WHERE built.\(table)_id = cable.id)
            UNION SELECT cable.id FROM \(table)_built_segment JOIN \(table) AS cable ON cable.id = \(table)_id
            WHERE segment_id = ?1 AND status <> 'retired'
            """)
        query.bind(try names.key(.segment, segment), at: 1)
        var keys: [Int64] = []
        while try query.step() { keys.append(query.int64(0)) }
        return keys
    }

    private func texts(_ query: Statement) throws(PlantError) -> [String] {
        var texts: [String] = []
        while try query.step() { texts.append(query.text(0)) }
        return texts
    }

    /// The tasks of a work order, by number.
    public func tasks(of order: String) throws(PlantError) -> [WorkTask] { try names.tasks(of: order) }

    /// The key of a cord by its label.
    public func cord(labelled label: String) throws(PlantError) -> CordHandle {
        cords.handle(try names.key(.cord, label))
    }
}

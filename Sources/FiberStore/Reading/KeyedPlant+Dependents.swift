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
                "SELECT label FROM segment UNION SELECT label FROM trunk UNION SELECT tag FROM segment_tag LIMIT 20000")
        )
    }

    /// The cords that lie on a segment.
    public func cords(onSegment label: String) throws(PlantError) -> [CordHandle] {
        let query = try names.cached(
            """
            SELECT cord.id FROM cord_segment JOIN cord ON cord.id = cord_id
            WHERE segment_id = ? AND status <> 'retired' ORDER BY cord.id
            """)
        query.bind(try names.key(.segment, label), at: 1)
        var cords: [CordHandle] = []
        while try query.step() { cords.append(self.cords.handle(query.int64(0))) }
        return cords
    }

    /// Where the first plug of a cord is at A, as built.
    public func port(ofCord cord: CordHandle) throws(PlantError) -> PortHandle {
        try ends(of: .cord(cord)).a
    }

    /// The trunks that lie on a segment, as built.
    public func trunks(onSegment label: String) throws(PlantError) -> [TrunkHandle] {
        let query = try names.cached(
            """
            SELECT trunk.id FROM trunk_segment JOIN trunk ON trunk.id = trunk_id
            WHERE segment_id = ?1 AND status <> 'retired'
            AND NOT EXISTS (SELECT 1 FROM trunk_built_segment AS built WHERE built.trunk_id = trunk.id)
            UNION SELECT trunk.id FROM trunk_built_segment JOIN trunk ON trunk.id = trunk_id
            WHERE segment_id = ?1 AND status <> 'retired'
            """)
        query.bind(try names.key(.segment, label), at: 1)
        var trunks: [TrunkHandle] = []
        while try query.step() { trunks.append(self.trunks.handle(query.int64(0))) }
        return trunks
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

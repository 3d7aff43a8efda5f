extension Catalogue {
    /// Holds a row against the connectors that it names: every position has a fibre, every fibre a position.
    ///
    /// - Throws: ``PlantError`` with code `badValue` and both numbers.
    public func checkFit(of item: CatalogueItem) throws(PlantError) {
        func positions(_ connector: String) -> Int { self.connector(named: connector)?.positions ?? 0 }
        func checkGrade(_ grade: String, _ name: String) throws(PlantError) {
            let grades = self.connector(named: name)?.grades.map(\.name) ?? []
            try Self.expect(
                grades.contains(grade), "grade \(quoted(grade)) is none that \(name) has",
                grades.joined(separator: " or "))
        }
        switch item {
        case .trunkType(let type): try checkGrade(type.grade, type.connector)
        case .cassetteType(let type):
            try checkGrade(type.front.grade, type.front.connector)
            try checkGrade(type.rear.grade, type.rear.connector)
            let front = type.front.count * positions(type.front.connector)
            let rear = type.rear.count * positions(type.rear.connector)
            try Self.expect(
                front == type.strandMap.count, "front has \(front) positions",
                "as many as strandMap, \(type.strandMap.count)")
            try Self.expect(
                rear == type.strandMap.count, "rear has \(rear) positions",
                "as many as strandMap, \(type.strandMap.count)")
        case .cordType(let type):
            try checkGrade(type.grade, type.connectorA)
            for (key, connector) in [("connectorA", type.connectorA), ("connectorZ", type.connectorZ)] {
                try Self.expect(
                    positions(connector) == type.strandMap.count, "\(key) has \(positions(connector)) positions",
                    "as many as strandMap, \(type.strandMap.count)")
            }
        case .optic(let optic):
            let most = positions(optic.connector)
            for lane in optic.lanes {
                try Self.expect(
                    lane.tx <= most && lane.rx <= most, "lane \(lane.lane) uses position \(max(lane.tx, lane.rx))",
                    "1 to \(most) as its connector has")
            }
        case .fibreClass, .connector, .colourScheme: break
        }
    }

    private static func expect(_ holds: Bool, _ found: String, _ expected: String) throws(PlantError) {
        if !holds { throw PlantError(.badValue, "\(found), expected \(expected)") }
    }
}

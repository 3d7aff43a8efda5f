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
        case .trunkType(let type):
            try checkGrade(type.grade, type.connectorA)
            try checkPlugs(of: type, isWhole: false)
        case .cordType(let type):
            try checkGrade(type.grade, type.connectorA)
            try checkPlugs(of: type, isWhole: true)
        case .cassetteType(let type):
            try checkGrade(type.front.grade, type.front.connector)
            try checkGrade(type.rear.grade, type.rear.connector)
            let front = type.front.count * positions(type.front.connector)
            let rear = type.rear.count * positions(type.rear.connector)
            try Self.expect(
                front == type.strandMap.count, "front has \(front) positions",
                "as many as strandMap, \(type.strandMap.count)")
            // A rear position that no port in front leads to is dark.
            try Self.expect(
                type.strandMap.isPermutation ? rear == type.strandMap.count : rear >= type.strandMap.farCount,
                "rear has \(rear) positions", "as many as strandMap, \(type.strandMap.farCount)")
        case .optic(let optic):
            let most = positions(optic.connector)
            for lane in optic.lanes {
                let (tx, rx) = (FibrePosition.position(of: lane.tx), FibrePosition.position(of: lane.rx))
                try Self.expect(
                    tx <= most && rx <= most, "lane \(lane.lane) uses position \(max(tx, rx))",
                    "1 to \(most) as its connector has")
                let connector = FibrePosition.connector(of: lane.tx)
                try Self.expect(
                    connector <= optic.connectors ?? 1, "lane \(lane.lane) uses connector \(connector)",
                    "1 to \(optic.connectors ?? 1)")
            }
        case .fibreClass, .connector, .colourScheme, .deviceType: break
        }
    }

    /// Every position that a cable joins is one of its plugs.
    ///
    /// - Parameter isWhole: a cord has as many positions as its plugs; a trunk may fill a connector in part.
    private func checkPlugs(of type: CableType, isWhole: Bool) throws(PlantError) {
        for (key, end, count) in [
            ("connectorA", End.a, type.strandMap.count), ("connectorZ", .z, type.strandMap.farCount),
        ] {
            let plugs = type.plugs(at: end)
            let positions = plugs * (connector(named: type.connector(at: end))?.positions ?? 0)
            let isExact = plugs == 1 && isWhole && type.strandMap.isPermutation
            try Self.expect(
                isExact ? positions == count : positions >= count || plugs == 1 && !isWhole,
                "\(key) has \(positions) positions", "as many as strandMap, \(count)")
        }
    }

    private static func expect(_ holds: Bool, _ found: String, _ expected: String) throws(PlantError) {
        if !holds { throw PlantError(.badValue, "\(found), expected \(expected)") }
    }
}

import FiberModel

// Who names whom, as it follows from the descriptions: what a rename has to follow and a removal to ask for.

extension KeyCache {
    /// An object by its kind and key.
    struct Place: Hashable {
        var kind: RecordKind
        var key: [Int64]
    }

    /// A field by which the records of a table name an object of some kind.
    private struct Reference {
        var table: Table
        var field: FieldInfo
        /// The condition of the rows that do, with the key as `?1`.
        var condition: String
        /// Whether the field names the object itself, and not something that stands in it.
        var isDirect: Bool
    }

    /// The objects whose own words hold the name of this one: they read differently once it is renamed, and stand in
    /// the way of its removal.
    func dependents(of kind: RecordKind, key: [Int64]) throws(PlantError) -> [Place] {
        try places(references(to: kind), key)
    }

    /// The objects that go when this one is removed.
    func followers(of kind: RecordKind, key: [Int64]) throws(PlantError) -> [Place] {
        try places(references(to: kind).filter(\.field.goesWithIt), key)
    }

    /// How many objects name this one, by their kinds: `2 cords, 1 trunk`.
    func uses(of kind: RecordKind, key: Int64) throws(PlantError) -> String {
        var parts: [String] = []
        let direct = references(to: kind).filter(\.isDirect)
        for other in RecordKind.allCases {
            let conditions = direct.filter { $0.table.kind == other }.map(\.condition)
            guard !conditions.isEmpty else { continue }
            let table = table(other)
            let query = try cached(
                "SELECT count(*) FROM \(table.name) WHERE (\(conditions.joined(separator: " OR ")))\(table.ofKind.map { " AND \($0)" } ?? "")"
            )
            query.bind(key, at: 1)
            _ = try query.step()
            if query.int(0) > 0 { parts.append(counted(query.int(0), other.noun)) }
            query.reset()
        }
        return parts.isEmpty ? "other objects stand on it" : parts.joined(separator: ", ")
    }

    private func places(_ references: [Reference], _ key: [Int64]) throws(PlantError) -> [Place] {
        guard let own = key.first else { return [] }
        var found: [Place] = []
        var seen: Set<Place> = []
        for reference in references {
            let table = reference.table
            let query = try cached(
                "SELECT \(table.keyColumns.joined(separator: ", ")) FROM \(table.name) WHERE \(reference.condition)\(table.ofKind.map { " AND \($0)" } ?? "")"
            )
            query.bind(own, at: 1)
            while try query.step() {
                let place = Place(kind: table.kind, key: table.keyColumns.indices.map { query.int64(Int32($0)) })
                if seen.insert(place).inserted { found.append(place) }
            }
        }
        return found
    }

    /// Every field that holds the name of an object of a kind, or that of something that stands in it.
    private func references(to kind: RecordKind) -> [Reference] {
        // What lies on another object and has no key of its own is named by nothing.
        guard table(kind).keyColumns == ["id"] else { return [] }
        var found: [Reference] = []
        for other in RecordKind.allCases {
            let table = table(other)
            for (place, field) in table.fields.enumerated() {
                let named = field.type.names(isIdentity: other.about.identity.contains(place))
                guard let end = way(from: named, to: kind) else { continue }
                let condition: String
                if let list = table.lists.first(where: { $0.place == place })?.table {
                    condition = "id IN (SELECT \(list.owner) FROM \(list.name) WHERE \(list.column)\(end))"
                } else if let column = table.columnsOf[place].first {
                    condition = "\(column)\(end)"
                } else {
                    continue
                }
                found.append(
                    Reference(table: table, field: field, condition: condition, isDirect: named.contains(kind)))
            }
        }
        return found
    }

    /// What a column that names an object of these kinds is asked for, so that the object is of `kind` or stands in one.
    private func way(from named: [RecordKind], to kind: RecordKind) -> String? {
        guard let first = named.first else { return nil }
        if named.contains(kind) { return " = ?1" }
        let table = table(first)
        for place in first.about.identity {
            let further = table.fields[place].type.names(isIdentity: true)
            guard let column = table.columnsOf[place].first, let end = way(from: further, to: kind) else { continue }
            return " IN (SELECT id FROM \(table.name) WHERE \(column)\(end))"
        }
        return nil
    }
}

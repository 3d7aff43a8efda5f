import GRDB

extension Store {
    /// Runs `body` in one read transaction.
    func reading<Value>(_ body: (Connection) throws(PlantError) -> Value) throws(PlantError) -> Value {
        do {
            return try queue.read { db in try body(try Connection(db)) }
        } catch {
            throw PlantError(error)
        }
    }

    /// Hands every object of a kind to `body`, in canonical order, without holding them all.
    public func forEachRecord(
        _ kind: RecordKind, _ body: (Record) throws(PlantError) -> Void
    ) throws(PlantError) {
        try reading { connection throws(PlantError) in
            try Self.forEachRecord(kind, on: connection, names: Names(connection), body)
        }
    }

    /// As ``forEachRecord(_:_:)`` for several kinds, all of the same moment.
    public func forEachRecord(
        of kinds: [RecordKind], _ body: (Record) throws(PlantError) -> Void
    ) throws(PlantError) {
        try reading { connection throws(PlantError) in
            let names = Names(connection)
            for kind in kinds { try Self.forEachRecord(kind, on: connection, names: names, body) }
        }
    }

    private static func forEachRecord(
        _ kind: RecordKind, on connection: Connection, names: Names, _ body: (Record) throws(PlantError) -> Void
    ) throws(PlantError) {
        let type = kind.storedType
        let query = try connection.statement("\(type.selectSQL) ORDER BY \(type.order)")
        while try query.step() { try body(Record(try type.init(row: query, names))) }
    }

    /// The object of a kind by its name. O(log n).
    public func record(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record {
        try reading { connection throws(PlantError) in try Names(connection).record(kind, name) }
    }

    /// Every object that goes by `text`: an address has one answer, a label may have one of each kind.
    public func records(named text: String) throws(PlantError) -> [Record] {
        try reading { connection throws(PlantError) in
            let names = Names(connection)
            var found: [Record] = []
            for kind in try Self.kinds(of: text) {
                if let record = try names.recordIfAny(kind, text) { found.append(record) }
            }
            return found
        }
    }

    static func kinds(of text: String) throws(PlantError) -> [RecordKind] {
        if text.contains("/") { return [.catalogueEntry, .waiver] }
        if text.contains("@") { return [.measurement] }
        if text.contains("#") { return [.task] }
        switch try Address(text) {
        case .label: return [.hall, .node, .segment, .trunk, .cord, .link, .workOrder]
        case .rack: return [.rack]
        case .unit: return [.cassette, .device]
        case .port: return [.devicePort]
        case .strand: return [.strand]
        }
    }

    /// How many objects of each kind there are; catalogue rows are those of users.
    public func counts() throws(PlantError) -> [(kind: RecordKind, count: Int)] {
        try reading { connection throws(PlantError) in
            var counts: [(RecordKind, Int)] = []
            for kind in RecordKind.allCases {
                let condition: String
                switch kind {
                case .catalogueEntry: condition = "built_in = 0"
                case .cassette, .device: condition = "kind = '\(kind.rawValue)'"
                default: condition = "1"
                }
                let query = try connection.statement("SELECT count(*) FROM \(Names.table(kind)) WHERE \(condition)")
                _ = try query.step()
                counts.append((kind, query.int(0)))
            }
            return counts
        }
    }

    /// Every row of the catalogue, read and checked; the plant itself is not loaded.
    public func catalogue() throws(PlantError) -> Catalogue {
        try reading { connection throws(PlantError) in try Catalogue(loading: connection, condition: "1") }
    }
}

extension Names {
    func record(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record {
        guard let record = try record(kind, key: try kind.storedType.locate(name, self)) else {
            throw PlantError(.notFound, "there is no \(kind.noun) \(quoted(name))")
        }
        return record
    }

    /// The object of a kind whose key columns hold `key`.
    func record(_ kind: RecordKind, key: [Int64]) throws(PlantError) -> Record? {
        let type = kind.storedType
        let query = try cached(type.selectByKeySQL)
        for (index, part) in key.enumerated() { query.bind(part, at: Int32(index + 1)) }
        defer { query.reset() }
        return try query.step() ? Record(try type.init(row: query, self)) : nil
    }
}

extension Catalogue {
    /// Loads the rows that match an SQL condition over `catalogue_entry`.
    init(loading connection: Connection, condition: String) throws(PlantError) {
        self.init()
        let query = try connection.statement(
            "SELECT \(CatalogueEntry.selection), id FROM catalogue_entry WHERE \(condition) ORDER BY id")
        let names = Names(connection)
        while try query.step() {
            let entry = try CatalogueEntry(row: query, names)
            insert(entry, try CatalogueItem(kind: entry.kind, body: entry.body), key: try query.int32(6))
        }
    }
}

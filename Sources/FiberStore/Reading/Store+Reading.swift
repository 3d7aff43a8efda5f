import FiberModel

extension Store {
    /// Runs `body` in one read transaction.
    func reading<Value>(_ body: (Connection) throws(PlantError) -> Value) throws(PlantError) -> Value {
        try database.read(body)
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
        try reading { connection throws(PlantError) in try Names(connection).records(named: text) }
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

extension Store {
    /// The number of the last change; 0 where there is none.
    public func lastChange() throws(PlantError) -> Int { try changes(count: 1).first?.id ?? 0 }

    /// A copy of the plant that nobody else sees and that ends with this object: for trying something out without
    /// writing, and without the leave to write.
    public func copiedToMemory() throws(PlantError) -> Store {
        Store(try database.copiedToMemory())
    }
}

/// Who can be asked for objects by their names: a store, or a transaction, which sees what it has done.
public protocol RecordSource {
    func record(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record
    func records(named text: String) throws(PlantError) -> [Record]
}

extension Store: RecordSource {}

extension Names {
    /// Devices and cassettes by the label on them, which several may have.
    private func units(labelled label: String) throws(PlantError) -> [Record] {
        let query = try connection.statement("SELECT id FROM unit WHERE label = ?")
        query.bind(label, at: 1)
        var found: [Record] = []
        while try query.step() {
            let address = try unit(query.int64(0)).description
            for kind in [RecordKind.cassette, .device] {
                if let record = try recordIfAny(kind, address) { found.append(record) }
            }
        }
        return found
    }

    func records(named text: String) throws(PlantError) -> [Record] {
        var found: [Record] = []
        for kind in try Store.kinds(of: text) {
            if let record = try recordIfAny(kind, text) { found.append(record) }
        }
        if found.isEmpty, !text.contains(where: { "/@#".contains($0) }), case .label(let label) = try Address(text) {
            found = try units(labelled: label)
        }
        return found
    }

    func record(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record {
        guard let record = try record(kind, key: try kind.storedType.locate(name, self)) else {
            throw PlantError(.notFound, "no such \(kind.noun): \(quoted(name))")
        }
        return record
    }

    /// The object of a kind whose key columns hold `key`.
    func record(_ kind: RecordKind, key: [Int64]) throws(PlantError) -> Record? {
        let type = kind.storedType
        let query = try cached(type.selectByKeySQL)
        for (index, part) in key.enumerated() { query.bind(part, at: Int32(index + 1)) }
        defer { query.reset() }
        guard try query.step() else { return nil }
        let record = Record(try type.init(row: query, self))
        try query.checkRange()
        return record
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
            insert(
                entry, try CatalogueItem(kind: entry.kind, body: entry.body, isStored: true),
                key: Key(try query.int(6, 1...1_000_000)))
        }
    }
}

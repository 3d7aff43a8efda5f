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
            try Self.forEachRecord(kind, on: connection, names: KeyCache(connection), body)
        }
    }

    /// As ``forEachRecord(_:_:)`` for several kinds, all of the same moment.
    public func forEachRecord(
        of kinds: [RecordKind], _ body: (Record) throws(PlantError) -> Void
    ) throws(PlantError) {
        try reading { connection throws(PlantError) in
            let names = KeyCache(connection)
            for kind in kinds { try Self.forEachRecord(kind, on: connection, names: names, body) }
        }
    }

    private static func forEachRecord(
        _ kind: RecordKind, on connection: Connection, names: KeyCache, _ body: (Record) throws(PlantError) -> Void
    ) throws(PlantError) {
        let table = names.table(kind)
        let query = try connection.statement(table.selectInOrderSQL)
        while try query.step() { try body(try table.record(query, names)) }
    }

    /// The object of a kind by its name. O(log n).
    public func record(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record {
        try reading { connection throws(PlantError) in try KeyCache(connection).record(kind, name) }
    }

    /// Every object that goes by `text`: an address has one answer, a label may have one of each kind.
    public func records(named text: String) throws(PlantError) -> [Record] {
        try reading { connection throws(PlantError) in try KeyCache(connection).records(named: text) }
    }

    /// The kinds whose names have the form of a text.
    static func kinds(of text: String) throws(PlantError) -> [RecordKind] {
        let marked = RecordKind.allCases.filter { kind in kind.about.mark.map { text.contains($0) } ?? false }
        if !marked.isEmpty { return marked }
        let address = try Address(text)
        return RecordKind.allCases.filter { kind in
            guard kind.about.mark == nil else { return false }
            return switch (kind.about.fields[kind.about.identity[0]].type, address) {
            case (.label, .label), (.rack, .rack), (.unit, .unit), (.port, .port), (.strand, .strand): true
            default: false
            }
        }
    }

    /// How many objects of each kind there are; catalogue rows are those of users.
    public func counts() throws(PlantError) -> [(kind: RecordKind, count: Int)] {
        try reading { connection throws(PlantError) in
            var counts: [(RecordKind, Int)] = []
            for kind in RecordKind.allCases {
                let table = Table(kind)
                let condition = kind == .catalogueEntry ? "built_in = 0" : table.ofKind ?? "1"
                let query = try connection.statement("SELECT count(*) FROM \(table.name) WHERE \(condition)")
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

extension RecordSource {
    /// A value of a kind by its name.
    public func record<Value: RecordValue>(_ type: Value.Type, _ name: String) throws(PlantError) -> Value {
        guard let value = try record(Value.kind, name).as(type) else {
            throw PlantError(.notFound, "no such \(Value.kind.noun): \(quoted(name))")
        }
        return value
    }
}

extension Store: RecordSource {}

extension Store: PlaceNaming {
    /// The address of what people call `text`, as of now.
    public func canonical(_ text: String) throws(PlantError) -> String {
        try reading { connection throws(PlantError) in try KeyCache(connection).canonical(text) }
    }
    /// `did you mean …?` for a name that nothing has.
    public func suggestion(for text: String) throws(PlantError) -> String? {
        try reading { connection throws(PlantError) in try KeyCache(connection).suggestion(for: text) }
    }
}

extension KeyCache {
    /// Devices and cassettes by the label on them, which several may have.
    private func units(labelled label: String) throws(PlantError) -> [Record] {
        let query = try connection.statement("SELECT id FROM unit WHERE label = ? AND label <> ''")
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
        guard let record = try record(kind, key: try locate(kind, name)) else { throw try absence(of: kind, name) }
        return record
    }

    /// A value of a kind by its name.
    func record<Value: RecordValue>(_ type: Value.Type, _ name: String) throws(PlantError) -> Value {
        let record = try record(Value.kind, name)
        guard let value = record.as(type) else { throw try absence(of: Value.kind, name) }
        return value
    }

    /// The object of a kind whose key columns hold `key`.
    func record(_ kind: RecordKind, key: [Int64]) throws(PlantError) -> Record? {
        let table = table(kind)
        let query = try cached(table.selectByKeySQL)
        for (index, part) in key.enumerated() { query.bind(part, at: Int32(index + 1)) }
        defer { query.reset() }
        guard try query.step() else { return nil }
        let record = try table.record(query, self)
        try query.checkRange()
        return record
    }

    /// The key of the object of a kind that has a name.
    ///
    /// - Throws: `PlantError` with code `notFound` where none has.
    func locate(_ kind: RecordKind, _ name: String) throws(PlantError) -> [Int64] {
        let table = table(kind)
        let identity = try kind.about.identity(of: name)
        switch identity[0] {
        case .text(let label) where kind.isNamedByLabel: return [try key(kind, label)]
        case .rack(let address) where identity.count == 1: return [try key(address)]
        case .unit(let address) where identity.count == 1:
            return [try key(address, kind == .cassette ? .cassette : .device)]
        default: break
        }
        let query = try cached(table.locateSQL)
        defer { query.reset() }
        try table.bind(identity: identity, to: query, self)
        guard try query.step() else { throw try absence(of: kind, name) }
        return table.keyColumns.indices.map { query.int64(Int32($0)) }
    }

    private func absence(of kind: RecordKind, _ name: String) throws(PlantError) -> PlantError {
        if let own = kind.about.absence(of: name) { return own }
        if kind == .catalogueEntry {
            let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
            if parts.count == 2, let kind = CatalogueKind(rawValue: parts[0]) {
                return try CatalogueRow.absence(of: kind, parts[1], self)
            }
        }
        return PlantError(.notFound, "no such \(kind.noun): \(quoted(name))")
    }
}

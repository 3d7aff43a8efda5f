import FiberModel

extension Table {
    /// Binds what the fields of a record hold to an INSERT or UPDATE; faults of the columns are kept by `names`.
    func bind(_ values: [FieldValue], to row: Statement, isNew: Bool, _ names: KeyCache) {
        var place: Int32 = 1
        if isNew, kind.about.sharesTable {
            row.bind(kind.rawValue, at: place)
            place += 1
        }
        for index in values.indices {
            let field = fields[index]
            if field.isOfStore { continue }
            switch values[index] {
            case .int(let number): row.bind(number, at: place)
            case .text(let text) where field.isPlain: row.bind(text, at: place)
            default:
                do throws(PlantError) { try bind(values[index], field, index, to: row, at: place, names) } catch {
                    names.note(error.at(field: field.name))
                }
            }
            place += Int32(columnsOf[index].count)
        }
    }

    /// Binds what a name says of the fields of identity to ``locateSQL``.
    func bind(identity values: [FieldValue], to row: Statement, _ names: KeyCache) throws(PlantError) {
        var place: Int32 = 1
        for (value, index) in zip(values, kind.about.identity) {
            try bind(value, fields[index], index, to: row, at: place, names)
            place += Int32(columnsOf[index].count)
        }
    }

    private func bind(
        _ value: FieldValue, _ field: FieldInfo, _ index: Int, to row: Statement, at place: Int32, _ names: KeyCache
    ) throws(PlantError) {
        switch (field.type, value) {
        case (.end, let value):
            let text: String? = if case .text(let text) = value { text } else { nil }
            row.bind(StrandMeasurement.code(of: text.flatMap { End(rawValue: $0) }), at: place)
        case (.metadata, .none): row.bind("{}", at: place)
        case (_, .none):
            if field.isCounted { return row.bind(0, at: place) }
            for offset in columnsOf[index].indices { row.bind(nil as Int64?, at: place + Int32(offset)) }
            // The face of a port that is not there is that of a port in front.
            if field.name == "z", columnsOf[index].count == 3 { row.bind(0, at: place + 2) }
        case (_, .int(let number)): row.bind(number, at: place)
        case (.label(let kind?), .text(let label)): row.bind(try names.key(kind, label), at: place)
        case (.catalogue(let kind), .text(let name)): row.bind(try names.key(kind, name), at: place)
        case (_, .text(let text)): row.bind(text, at: place)
        case (.labels(let list), .texts(let labels)):
            if list.table == nil { return row.bind(labels.joined(separator: " "), at: place) }
            // They are written after the row; that they exist is asked with the other columns.
            guard let kind = list.kind else { return }
            for label in labels { names.column(field.name) { () throws(PlantError) in _ = try names.key(kind, label) } }
        case (_, .rack(let address)):
            guard kind.about.identity.contains(index) else { return row.bind(try names.key(address), at: place) }
            row.bind(address.grid, at: place + 1)
            row.bind(try names.key(.hall, address.hall), at: place)
        case (_, .unit(let address)):
            row.bind(address.u, at: place + 1)
            row.bind(address.slot, at: place + 2)
            row.bind(try names.key(address.rack), at: place)
        case (.ports, .ports(let ports)):
            for case let port? in ports {
                names.column(field.name) { () throws(PlantError) in _ = try names.key(port.unit) }
            }
        case (.port(let use, let owner), .port(let address)):
            row.bind(address.port, at: place + 1)
            switch use {
            case .place: break
            case .plug: row.bind(address.face, at: place + 2)
            case .leg: row.bind(address.part, at: place + 2)
            }
            row.bind(try names.key(address.unit, owner), at: place)
        case (_, .strand(let address)):
            row.bind(address.strand, at: place + 1)
            row.bind(try names.key(.trunk, address.trunk), at: place)
        default: throw PlantError(.badValue, "does not hold what it should", field: field.name)
        }
    }

    /// Empties the lists of a record that have tables of their own.
    func clearLists(key: Int64, _ names: KeyCache) throws(PlantError) {
        for (_, list) in lists {
            let clear = try names.cached("DELETE FROM \(list.name) WHERE \(list.owner) = ?")
            clear.bind(key, at: 1)
            try clear.run()
        }
    }

    /// Writes the lists of a record that have tables of their own.
    func writeLists(_ values: [FieldValue], key: Int64, _ names: KeyCache) throws(PlantError) {
        for (place, list) in lists {
            let field = fields[place]
            if case .ports(let ports) = values[place] { try write(ports, list, key, names) }
            guard case .texts(let labels) = values[place] else { continue }
            for (index, label) in labels.enumerated() {
                names.column(field.name) { () throws(PlantError) in
                    let columns = "\(list.owner), \(list.column)\(list.isOrdered ? ", seq" : "")"
                    let other = try list.kind.map { kind throws(PlantError) in try names.key(kind, label) }
                    let insert = try names.cached(
                        "INSERT OR IGNORE INTO \(list.name) (\(columns)) VALUES (?, ?\(list.isOrdered ? ", ?" : ""))")
                    insert.bind(key, at: 1)
                    if let other { insert.bind(other, at: 2) } else { insert.bind(label, at: 2) }
                    if list.isOrdered { insert.bind(index + 1, at: 3) }
                    try insert.run()
                }
            }
        }
    }
}

extension Table {
    private func write(
        _ ports: [PortAddress?], _ list: ListTable, _ key: Int64, _ names: KeyCache
    ) throws(PlantError) {
        for (index, port) in ports.enumerated() {
            let unit = try port.map { port throws(PlantError) in try names.key(port.unit).id }
            let insert = try names.cached(
                "INSERT INTO \(list.name) (\(list.owner), seq, unit_id, port, face) VALUES (?, ?, ?, ?, ?)")
            insert.bind(key, at: 1)
            insert.bind(index + 1, at: 2)
            insert.bind(unit, at: 3)
            insert.bind(port.map { Int64($0.port) }, at: 4)
            insert.bind(port?.face ?? 0, at: 5)
            try insert.run()
        }
    }
}

extension UnitAddress {
    /// What of a unit's address comes behind the rack, in SQL.
    static let placeSQL =
        "CASE slot WHEN 200 THEN 'V' || u ELSE u || CASE WHEN slot >= 300 THEN 'h' ELSE '' END || CASE slot % 100 WHEN 0 THEN '' ELSE 's' || (slot % 100) END || CASE WHEN slot / 100 IN (1, 4) THEN 'r' ELSE '' END END"
}

extension PortAddress {
    /// How the file keeps the face of a port: -1 behind, 0 in front or its first connector, 1 its second, and so on.
    var face: Int { side == .rear ? -1 : max(0, part - 1) }

    /// The port at a face, as the file keeps it.
    init(unit: UnitAddress, port: Int, face: Int) {
        self.init(unit: unit, side: face < 0 ? .rear : .front, port: port, part: face > 0 ? face + 1 : 0)
    }
}

extension PortHandle {
    /// The port at a face, as the file keeps it.
    init(_ unit: UnitHandle, _ port: Int32, face: Int) {
        self = face < 0 ? PortHandle(unit, rear: port) : PortHandle(unit, port, connector: face + 1)
    }

    /// How the file keeps its face.
    var face: Int { isRear ? -1 : connector - 1 }
}

extension KeyCache {
    /// The key of the unit that a port is of.
    func key(_ unit: UnitAddress, _ owner: FieldType.PortOwner) throws(PlantError) -> Int64 {
        switch owner {
        case .unit: try key(unit).id
        case .cassette: try key(cassette: unit)
        case .device: try key(device: unit)
        }
    }
}

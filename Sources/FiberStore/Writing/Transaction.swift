import FiberModel

/// The one door for writing: edits are applied one by one and become true together, or not at all.
///
/// An edit that throws has changed nothing that lasts; the caller may go on to find further faults, but a
/// transaction with a failed edit must end by throwing. Every edit is written down in the history.
public final class Transaction {
    let names: KeyCache
    let log: ChangeLog
    /// The work order that cords and trunks of this transaction go to.
    let workOrder: String?
    /// Cords and trunks that were written under the work order, in that order.
    var touched: [WorkTask.Subject] = []
    private var inserts = PerKind<Statement?>(nil)
    private var deviceTypes: [String: DeviceType?] = [:]
    private var strandCounts: [String: Int] = [:]
    private var cassetteTypes: Catalogue?
    /// Edits that were applied.
    public internal(set) var edits = 0
    /// Whether what it does is kept when its body ends.
    public var isKept = true

    init(_ connection: Connection, _ note: ChangeMetadata) throws(PlantError) {
        workOrder = note.workOrder
        names = KeyCache(connection)
        log = try ChangeLog(connection, isRecording: note.isRecorded)
    }

    var connection: Connection { get throws(PlantError) { try names.connection } }

    /// Applies one edit. O(log n) in the size of the plant.
    ///
    /// - Throws: `PlantError` that names the column at fault: an unknown name, a label or address that
    ///   exists, a port that is taken, an object that others stand on.
    public func apply(_ edit: Edit) throws(PlantError) {
        // Statements that are prepared would still run after the transaction.
        _ = try connection
        switch edit {
        case .add(let record): try add(record)
        case .replace(let name, let record): try replace(name, with: record)
        case .remove(let kind, let name): try remove(kind, name)
        }
        edits += 1
    }

    /// Runs `body`, and takes back what it did where it throws or says so: the transaction goes on as if it had not been.
    ///
    /// O(what it did), besides 8 KB that are set aside.
    public func attempt<Value>(
        _ body: () throws(PlantError) -> (Value, isKept: Bool)
    ) throws(PlantError) -> Value {
        let before = (log: log.mark, edits: edits, touched: touched)
        func takeBack() throws(PlantError) {
            try connection.execute("ROLLBACK TO attempt; RELEASE attempt")
            log.goBack(to: before.log)
            (edits, touched) = (before.edits, before.touched)
            // What was looked up may be gone.
            (strandCounts, deviceTypes, cassetteTypes) = ([:], [:], nil)
            names.forget()
        }
        try connection.execute("SAVEPOINT attempt")
        do throws(PlantError) {
            let (value, isKept) = try body()
            if isKept { try connection.execute("RELEASE attempt") } else { try takeBack() }
            return value
        } catch {
            // On a full disk SQLite has taken back the whole transaction by itself.
            if try connection.isInTransaction { try takeBack() }
            throw error
        }
    }

    /// The object of a kind by its name, as this transaction sees it.
    public func record(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record {
        try names.record(kind, name)
    }

    /// A cord type or trunk type of the catalogue.
    ///
    /// - Throws: `PlantError` with code `notFound` for one that is not there.
    public func cableType(_ name: String) throws(PlantError) -> CableType {
        let catalogue = try Catalogue(loading: connection, condition: "kind IN ('cord-type', 'trunk-type')")
        for kind in [CatalogueKind.cordType, .trunkType] {
            if let key = catalogue.key(kind, name), let type = catalogue.cable(key) { return type }
        }
        let names = catalogue.rows(.cordType).map(\.entry.name)
        throw PlantError(
            .notFound, "the catalogue has no cord-type \(quoted(name))",
            hint: nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
                ?? "see 'fiberplan catalogue list cord-type'")
    }

    /// A kind of device of the catalogue; nil where it is not there.
    public func deviceType(named name: String) throws(PlantError) -> DeviceType? {
        if let known = deviceTypes[name] { return known }
        let type = try names.deviceType(named: name)
        deviceTypes[name] = type
        return type
    }

    /// How many strands a trunk type has.
    public func strands(ofType name: String) throws(PlantError) -> Int {
        if let known = strandCounts[name] { return known }
        let catalogue = try Catalogue(loading: connection, condition: "kind = 'trunk-type'")
        guard let key = catalogue.key(.trunkType, name), let type = catalogue.cable(key) else {
            throw PlantError(.notFound, "the catalogue has no trunk-type \(quoted(name))")
        }
        strandCounts[name] = type.strands
        return type.strands
    }

    /// - Throws: `PlantError` with code `notFound` where a cassette or device does not have this port.
    public func checkExists(_ port: PortAddress) throws(PlantError) {
        let count: Int
        if try names.key(port.unit).isCassette {
            let cassette = try names.record(Cassette.self, port.unit.description)
            if cassetteTypes == nil {
                cassetteTypes = try Catalogue(loading: connection, condition: "kind = 'cassette-type'")
            }
            guard let key = cassetteTypes?.key(.cassetteType, cassette.type),
                let type = cassetteTypes?.cassetteType(key)
            else { return }
            count = port.side == .front ? type.front.count : type.rear.count
        } else {
            let device = try names.record(Device.self, port.unit.description)
            count = port.side == .front ? device.ports : 0
            try checkConnector(port)
        }
        guard (1...max(1, count)).contains(port.port), count > 0 else {
            throw PlantError(
                .notFound,
                count == 0
                    ? "\(port.unit) has no such ports" : "\(port.unit) has no port \(port), expected 1 to \(count)")
        }
    }

    /// Refuses a connector that the optic in a device port does not have; where no optic is said nothing is known.
    private func checkConnector(_ port: PortAddress) throws(PlantError) {
        guard port.part > 1, let name = try keyedPlant.fittedOptic(at: port.whole) else { return }
        let most = try keyedPlant.optic(name).connectors ?? 1
        guard port.part > most else { return }
        throw PlantError(
            .notFound, "\(port.whole) has no connector \(port.part), \(name) has \(counted(most, "connector"))")
    }

    /// The plant as this transaction sees it. O(rows).
    public func snapshot(of extent: Plant.Extent) throws(PlantError) -> Plant {
        var loader = PlantLoader(try connection)
        return try loader.load(extent, { _ in })
    }

    /// What is wrong with the names in a record, without writing it.
    public func faults(of record: Record) -> [PlantError] {
        do throws(PlantError) {
            _ = try connection
            try bind(record, record.values, to: try insertStatement(record.kind), isNew: true)
        } catch {
            return [error] + error.others + takenPorts(record)
        }
        return takenPorts(record)
    }

    func add(_ record: Record) throws(PlantError) {
        let values = try checked(record)
        let insert = try insertStatement(record.kind)
        try bind(record, values, to: insert, isNew: true)
        do { try insert.run() } catch { throw domainError(of: error, record, former: nil) }
        let key = try connection.lastInsertedKey
        do { try names.table(record.kind).writeLists(values, key: key, names) } catch {
            throw domainError(of: error, record, former: nil)
        }
        try names.finishColumns()
        try log.note(before: nil, after: record, values: values)
        try checkWorkOrder(before: nil, after: record)
    }

    /// What the fields of a record hold, held to their bounds.
    private func checked(_ record: Record) throws(PlantError) -> [FieldValue] {
        let values = record.values
        let fields = record.kind.about.fields
        for place in fields.indices { try fields[place].check(values[place]) }
        return values
    }

    /// Binds every column; what is wrong with any of them is told together, and of this record alone.
    private func bind(
        _ record: Record, _ values: [FieldValue], to row: Statement, isNew: Bool
    ) throws(PlantError) {
        names.table(record.kind).bind(values, to: row, isNew: isNew, names)
        do throws(PlantError) {
            try record.kind.about.check(record.values)
            if let entry = record.as(CatalogueEntry.self) { try CatalogueRow(entry: entry).check(names) }
            if let task = record.as(WorkTask.self) { try checkIsInNoOther(task) }
        } catch {
            try names.finishColumns(error)
        }
        try names.finishColumns()
    }

    private func insertStatement(_ kind: RecordKind) throws(PlantError) -> Statement {
        if let known = inserts[kind] { return known }
        let new = try connection.statement(names.table(kind).insertSQL)
        inserts[kind] = new
        return new
    }

    private func replace(_ name: String, with record: Record) throws(PlantError) {
        let values = try checked(record)
        let before = try names.record(record.kind, name)
        let table = names.table(record.kind)
        // A name that does not exist is told of before what it would do.
        let update = try names.cached(table.updateSQL)
        try bind(record, values, to: update, isNew: false)
        let notes = try liftNotes(before, record)
        let key = try names.locate(record.kind, name)
        let isRenamed = before.name != record.name
        let readers = isRenamed ? try names.dependents(of: record.kind, key: key) : []
        let read = try readers.map { place throws(PlantError) in try names.record(place.kind, key: place.key) }
        for (index, part) in key.enumerated() { update.bind(part, at: Int32(table.writtenColumns + index + 1)) }
        // Cleared first: plugs may change places among one another.
        try table.clearLists(key: key[0], names)
        do {
            try update.run()
            if isRenamed { names.forget() }
            try table.writeLists(values, key: key[0], names)
        } catch { throw domainError(of: error, record, former: before.name) }
        try names.finishColumns()
        try log.note(before: before, after: record, values: values)
        for (place, before) in zip(readers, read) {
            try log.note(before: before, after: try names.record(place.kind, key: place.key), isImplied: true)
        }
        for note in notes {
            try add(note)
            edits += 1
        }
        try checkWorkOrder(before: before, after: record)
    }

    func remove(_ kind: RecordKind, _ name: String) throws(PlantError) {
        let table = names.table(kind)
        let before = try names.record(kind, name)
        let key = try names.locate(kind, name)
        if kind == .catalogueEntry { try checkUnnamed(name) }
        try checkWorkOrder(before: before, after: nil)
        try checkUnordered(kind, name, key)
        for place in try names.followers(of: kind, key: key) {
            guard let record = try names.record(place.kind, key: place.key) else { continue }
            try remove(place.kind, record.name)
            edits += 1
        }
        let delete = try names.cached(table.deleteSQL)
        for (index, part) in key.enumerated() { delete.bind(part, at: Int32(index + 1)) }
        do { try delete.run() } catch {
            guard error.violation == .foreignKey else { throw error }
            throw PlantError(
                .inUse, "\(kind.noun) \(name) is in use: \(try names.uses(of: kind, key: key[0]))",
                hint: "remove what stands on it first")
        }
        names.forget(kind, name)
        try log.note(before: before, after: nil)
    }

    /// Refuses to remove a cord or trunk that an open work order is about.
    private func checkUnordered(_ kind: RecordKind, _ name: String, _ key: [Int64]) throws(PlantError) {
        guard let order = try openOrder(of: kind, key[0]) else { return }
        throw PlantError(
            .inUse, "\(kind.noun) \(name) is in work order \(order)",
            hint: "take it out with 'fiberplan work-order drop \(order) \(name)'")
    }

    /// Refuses to remove a row of the user's own that other rows name and no built-in row stands in for.
    private func checkUnnamed(_ name: String) throws(PlantError) {
        let catalogue = try Catalogue(loading: connection, condition: "1")
        let entry = try names.record(CatalogueEntry.self, name)
        let twin = try connection.statement(
            "SELECT 1 FROM catalogue_entry WHERE kind = ? AND name = ? AND built_in = 1")
        twin.bind(entry.kind.rawValue, at: 1)
        twin.bind(entry.name, at: 2)
        guard try !twin.step() else { return }
        for kind in CatalogueKind.allCases {
            for row in catalogue.rows(kind)
            where row.item.references.contains(where: { $0.kind == entry.kind && $0.name == entry.name }) {
                guard row.entry != entry else { continue }
                throw PlantError(
                    .inUse, "catalogue row \(name) is named by \(kind.rawValue)/\(row.entry.name)",
                    hint: "remove or change that one first")
            }
        }
    }
}

// MARK: Constraints in the terms of the plant

extension Transaction {
    /// A rule of the database that an edit broke, in the terms of the plant.
    ///
    /// - Parameter former: the name of the object that the record was to replace; nil where it was to be added.
    private func domainError(of error: PlantError, _ record: Record, former: String?) -> PlantError {
        switch error.violation {
        case .unique:
            do { return try clash(record, former: former) } catch { return error }
        case .check: return CheckFailure(error.message).map { $0.error(record, names.table(record.kind)) } ?? error
        case nil where record.kind == .link && error.message.contains("link_port"):
            // A leg of a port that another link takes as a whole.
            do { return try clash(record, former: former) } catch { return error }
        case .foreignKey, nil: return error
        }
    }

    /// What stands where a record was to go.
    private func clash(_ record: Record, former: String?) throws(PlantError) -> PlantError {
        let hasNewName = former != record.name
        let isThere = hasNewName ? try names.recordIfAny(record.kind, record.name) != nil : false
        if !isThere, let taken = try takenPort(record, own: former ?? record.name) { return taken }
        if !isThere, let task = record.as(WorkTask.self),
            let other = try self.task(of: task.subject, in: task.workOrder)
        {
            return PlantError(
                .duplicate, "\(task.subject.kind.noun) \(task.subject.label) is task \(other.name) already",
                field: task.subject.kind.rawValue)
        }
        if record.kind == .cassette || record.kind == .device {
            return PlantError(
                .duplicate, "\(record.name) is taken by another cassette or device",
                hint: "see it with 'fiberplan show \(record.name)'", field: "address")
        }
        return PlantError(
            .duplicate, "\(record.kind.noun) \(record.name) exists already",
            hint: record.kind == .waiver ? "change it with 'fiberplan set \(record.name) until=…'" : nil,
            field: record.kind.about.nameField)
    }

    private func ends(of record: Record) -> [(PortAddress?, String)] {
        switch record.value {
        case let cord as Cord:
            [
                (cord.actualA, cord.built.a == nil ? "a" : "built_a"),
                (cord.actualZ, cord.built.z == nil ? "z" : "built_z"),
            ] + cord.moreA.map { ($0, "more_a") } + cord.moreZ.map { ($0, "more_z") }
        case let link as Link: [(link.a, "a"), (link.z, "z")]
        case let trunk as Trunk:
            [
                (trunk.actualA, trunk.built.a == nil ? "a" : "built_a"),
                (trunk.actualZ, trunk.built.z == nil ? "z" : "built_z"),
            ] + trunk.moreA.map { ($0, "more_a") } + trunk.moreZ.map { ($0, "more_z") }
        default: []
        }
    }

    /// The ends of a record, not yet written, that are in ports which hold something else.
    private func takenPorts(_ record: Record) -> [PlantError] {
        guard [.cord, .link, .trunk].contains(record.kind) else { return [] }
        var faults: [PlantError] = []
        for case (let port?, let field) in ends(of: record) {
            // An end that cannot be looked up has been told of with the other columns.
            if let fault = try? holder(of: port, record, field, own: record.name) { faults.append(fault) }
        }
        return faults
    }

    private static let cableInPort = """
        SELECT label, kind FROM (SELECT coalesce(cord.label, trunk.label) AS label,
        CASE WHEN cord.label IS NULL THEN 'trunk' ELSE 'cord' END AS kind FROM plug
        LEFT JOIN cord ON cord.id = cord_id LEFT JOIN trunk ON trunk.id = trunk_id
        WHERE unit_id = ?1 AND plug.port = ?2 AND face = ?3) WHERE TRUE
        """
    /// A port that carries a link as a whole has no legs, and the other way round.
    private static let linkInPort = """
        SELECT label, kind FROM (SELECT label, 'link' AS kind FROM link_port JOIN link ON link.id = link_id
        WHERE unit_id = ?1 AND port = ?2 AND (leg = ?3 OR leg = 0 OR ?3 = 0)) WHERE TRUE
        """

    /// What else is in a port.
    ///
    /// - Parameter own: the name under which the object itself is in its ports.
    private func holder(
        of port: PortAddress, _ record: Record, _ field: String, own: String
    ) throws(PlantError) -> PlantError? {
        let query = try connection.statement(
            """
            \(record.kind == .link ? Self.linkInPort : Self.cableInPort) AND NOT (kind = ?4 AND label = ?5)
            """)
        query.bind(try names.key(port.unit).id, at: 1)
        query.bind(port.port, at: 2)
        query.bind(record.kind == .link ? port.part : port.face, at: 3)
        query.bind(record.kind.rawValue, at: 4)
        query.bind(own, at: 5)
        guard try query.step() else { return nil }
        let other = "\(query.text(1)) \(query.text(0))"
        return PlantError(
            .portTaken, "\(port) already holds \(other)", hint: "use a free port, or remove \(other) first",
            field: field)
    }

    /// The end of a record that is in a port which holds something else, or its own other end.
    private func takenPort(_ record: Record, own: String) throws(PlantError) -> PlantError? {
        let what = record.kind.rawValue
        let ends = ends(of: record)
        var seen: Set<PortAddress> = []
        for case (let port?, let field) in ends where !seen.insert(port).inserted {
            let plugs = ends.count == 2 ? "both ends" : "two plugs"
            return PlantError(
                .portTaken, "\(what) \(record.name) has \(plugs) in \(port)", hint: "its ends need two ports",
                field: field)
        }
        for case (let port?, let field) in ends {
            if let fault = try holder(of: port, record, field, own: own) { return fault }
        }
        return nil
    }
}

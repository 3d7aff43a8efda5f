import FiberModel

/// Labels and addresses to keys and back, each looked up once.
///
/// A bulk import asks for the same few thousand racks, units and types half a million times; a single edit
/// asks for two or three. Both go through here, and neither reads more than it names.
final class KeyCache {
    struct UnitKey {
        var id: Int64
        var isCassette: Bool
    }

    private let engine: Connection
    /// Set when the transaction ends that this is of: whoever took it out of there is told.
    private var isOver = false
    private var statements: [String: Statement] = [:]
    private var tables: [RecordKind: Table] = [:]
    private var labels: [RecordKind: [String: Int64]] = [:]
    private var rackIDs: [RackAddress: Int64] = [:]
    private var unitIDs: [UnitAddress: UnitKey] = [:]
    private var catalogueIDs: [CatalogueKind: [String: Int64]] = [:]
    private var labelOf: [RecordKind: [Int64: String]] = [:]
    private var rackOf: [Int64: RackAddress] = [:]
    private var unitOf: [Int64: UnitAddress] = [:]
    /// Suggestions cost a scan of a table; past this many the reader has enough of them.
    private var suggestionsLeft = 200

    /// Faults of the columns of one record, told together by ``finishColumns()``.
    private var columnFaults: [PlantError] = []

    init(_ connection: Connection) { engine = connection }

    /// The connection, for as long as the transaction lasts.
    ///
    /// - Throws: `PlantError` with code `io` after it.
    var connection: Connection {
        get throws(PlantError) {
            guard !isOver else { throw PlantError(.io, "a plant was used after the transaction that lent it") }
            return engine
        }
    }

    /// Ends the lending: nothing can be asked for any more.
    func end() {
        isOver = true
        statements = [:]
        forget()
    }

    /// Where the records of a kind are kept.
    func table(_ kind: RecordKind) -> Table {
        if let known = tables[kind] { return known }
        let new = Table(kind)
        tables[kind] = new
        return new
    }

    /// Keeps a fault of a column until ``finishColumns(_:)``.
    func note(_ fault: PlantError) { columnFaults.append(fault) }

    /// Runs what one column needs; a failure is kept, so that the other columns are looked at as well.
    func column(_ field: String, _ body: () throws(PlantError) -> Void) {
        do throws(PlantError) { try body() } catch { columnFaults.append(error.at(field: field)) }
    }

    /// Throws the faults of the columns since the last call, the first with the others attached.
    ///
    /// - Parameter last: a fault that ended the record early; it comes after those of its columns.
    func finishColumns(_ last: PlantError? = nil) throws(PlantError) {
        let faults = columnFaults + (last.map { [$0] } ?? [])
        columnFaults = []
        guard var first = faults.first else { return }
        first.others = Array(faults.dropFirst())
        throw first
    }

    /// The object of a kind by its name, or nil where there is none; looks for no name that could be meant.
    func recordIfAny(_ kind: RecordKind, _ name: String) throws(PlantError) -> Record? {
        try ifAny { () throws(PlantError) in try record(kind, name) }
    }

    /// What `body` finds, or nil where there is nothing; looks for no name that could be meant.
    func ifAny<Found>(_ body: () throws(PlantError) -> Found) throws(PlantError) -> Found? {
        let before = suggestionsLeft
        suggestionsLeft = 0
        defer { suggestionsLeft = before }
        do throws(PlantError) {
            return try body()
        } catch {
            // A name that this kind does not have, or cannot have.
            guard [.notFound, .badValue, .inUse].contains(error.code) else { throw error }
            return nil
        }
    }

    /// Forgets what was looked up, after a change that may have moved it.
    func forget() {
        labels = [:]
        rackIDs = [:]
        unitIDs = [:]
        catalogueIDs = [:]
        labelOf = [:]
        rackOf = [:]
        unitOf = [:]
    }

    /// Forgets one object that was removed; others go on bearing the names that they had.
    func forget(_ kind: RecordKind, _ name: String) {
        if kind != .hall, kind.isNamedByLabel {
            if let id = labels[kind]?.removeValue(forKey: name) { labelOf[kind]?[id] = nil }
        } else if table(kind).keyColumns == ["id"] {
            forget()
        }
    }

    /// A statement that is prepared once for this transaction, reset and ready to bind.
    func cached(_ sql: String) throws(PlantError) -> Statement {
        if let known = statements[sql] {
            known.reset()
            return known
        }
        let new = try connection.statement(sql)
        statements[sql] = new
        return new
    }

    // MARK: To keys

    /// The key of an object of a kind that is named by its label.
    func key(_ kind: RecordKind, _ label: String) throws(PlantError) -> Int64 {
        if let known = labels[kind]?[label] { return known }
        let query = try cached("SELECT id FROM \(kind.about.table) WHERE label = ?")
        query.bind(label, at: 1)
        guard try query.step() else {
            throw PlantError(
                .notFound, "no such \(kind.noun): \(quoted(label))", hint: try suggestion(kind, label)
            ).missing(kind, label)
        }
        let id = query.int64(0)
        query.reset()
        labels[kind, default: [:]][label] = id
        return id
    }

    func key(_ rack: RackAddress) throws(PlantError) -> Int64 {
        if let known = rackIDs[rack] { return known }
        let query = try cached(
            "SELECT rack.id FROM rack JOIN hall ON hall.id = hall_id WHERE hall.label = ? AND grid = ?")
        query.bind(rack.hall, at: 1)
        query.bind(rack.grid, at: 2)
        guard try query.step() else {
            throw PlantError(
                .notFound, "no such rack: \(rack)", hint: try suggestion(.rack, rack.description)
            ).missing(.rack, rack.description)
        }
        let id = query.int64(0)
        query.reset()
        rackIDs[rack] = id
        return id
    }

    func key(_ unit: UnitAddress) throws(PlantError) -> UnitKey {
        if let known = unitIDs[unit] { return known }
        let rack = try key(unit.rack)
        let query = try cached("SELECT id, kind = 'cassette' FROM unit WHERE rack_id = ? AND u = ? AND slot = ?")
        query.bind(rack, at: 1)
        query.bind(unit.u, at: 2)
        query.bind(unit.slot, at: 3)
        guard try query.step() else {
            throw PlantError(
                .notFound, "no cassette or device at \(unit)", hint: try neighbours(of: unit, rack: rack)
            ).missing(.cassette, unit.description)
        }
        let key = UnitKey(id: query.int64(0), isCassette: query.int(1) == 1)
        query.reset()
        unitIDs[unit] = key
        return key
    }

    func key(cassette unit: UnitAddress) throws(PlantError) -> Int64 {
        let key = try key(unit)
        guard key.isCassette else {
            throw PlantError(.badValue, "\(unit) is a device, expected a cassette")
        }
        return key.id
    }

    func key(device unit: UnitAddress) throws(PlantError) -> Int64 {
        let key = try key(unit)
        guard !key.isCassette else {
            throw PlantError(.badValue, "\(unit) is a cassette, expected a device")
        }
        return key.id
    }

    /// The key that new rows refer to: the built-in row where there is one, so that a user's row of the same
    /// name can come and go.
    func key(_ kind: CatalogueKind, _ name: String) throws(PlantError) -> Int64 {
        if let known = catalogueIDs[kind]?[name] { return known }
        let query = try cached(
            "SELECT id FROM catalogue_entry WHERE kind = ? AND name = ? ORDER BY built_in DESC LIMIT 1")
        query.bind(kind.rawValue, at: 1)
        query.bind(name, at: 2)
        guard try query.step() else {
            throw PlantError(
                .notFound, "the catalogue has no \(kind.rawValue) \(quoted(name))",
                hint: try suggestion(kind, name) ?? "see 'fiberplan catalogue list \(kind.rawValue)'"
            ).missing(.catalogueEntry, "\(kind.rawValue)/\(name)")
        }
        let id = query.int64(0)
        query.reset()
        catalogueIDs[kind, default: [:]][name] = id
        return id
    }

    // MARK: From keys

    /// The label of an object of a kind that is named by it.
    func label(_ kind: RecordKind, _ id: Int64) throws(PlantError) -> String {
        if let known = labelOf[kind]?[id] { return known }
        let query = try cached("SELECT label FROM \(kind.about.table) WHERE id = ?")
        let label = try text(query, id)
        labelOf[kind, default: [:]][id] = label
        return label
    }

    func catalogueName(_ id: Int64) throws(PlantError) -> String {
        if let known = labelOf[.catalogueEntry]?[id] { return known }
        let name = try text(try cached("SELECT name FROM catalogue_entry WHERE id = ?"), id)
        labelOf[.catalogueEntry, default: [:]][id] = name
        return name
    }

    func rack(_ id: Int64) throws(PlantError) -> RackAddress {
        if let known = rackOf[id] { return known }
        let query = try cached("SELECT hall.label, grid FROM rack JOIN hall ON hall.id = hall_id WHERE rack.id = ?")
        query.bind(id, at: 1)
        guard try query.step() else { throw dangling(id) }
        let address = RackAddress(hall: query.text(0), grid: query.text(1))
        query.reset()
        rackOf[id] = address
        return address
    }

    func unit(_ id: Int64) throws(PlantError) -> UnitAddress {
        if let known = unitOf[id] { return known }
        let query = try cached("SELECT rack_id, u, slot FROM unit WHERE id = ?")
        query.bind(id, at: 1)
        guard try query.step() else { throw dangling(id) }
        let place = (rack: query.int64(0), u: query.int(1), slot: query.int(2))
        query.reset()
        let address = UnitAddress(rack: try rack(place.rack), u: place.u, slot: place.slot)
        unitOf[id] = address
        return address
    }

    private func text(_ query: Statement, _ id: Int64) throws(PlantError) -> String {
        query.bind(id, at: 1)
        guard try query.step() else { throw dangling(id) }
        defer { query.reset() }
        return query.text(0)
    }

    private func dangling(_ id: Int64) -> PlantError {
        PlantError(
            .corrupt, "the plant refers to an object \(id) that it does not have", hint: "restore it from a copy")
    }
}

extension RecordKind {
    /// Whether a label alone names its records.
    var isNamedByLabel: Bool {
        if about.identity.count == 1, case .label(of: nil) = about.fields[about.identity[0]].type {
            true
        } else {
            false
        }
    }
}

// MARK: Did you mean

extension KeyCache {
    private func suggestion(_ kind: RecordKind, _ text: String) throws(PlantError) -> String? {
        let candidates =
            kind == .rack
            ? "SELECT hall.label || '.' || grid FROM rack JOIN hall ON hall.id = hall_id LIMIT 20000"
            : "SELECT label FROM \(kind.about.table) LIMIT 20000"
        return try nearest(to: text, in: try connection.statement(candidates))
    }

    private func suggestion(_ kind: CatalogueKind, _ text: String) throws(PlantError) -> String? {
        let query = try connection.statement("SELECT name FROM catalogue_entry WHERE kind = ? LIMIT 20000")
        query.bind(kind.rawValue, at: 1)
        return try nearest(to: text, in: query)
    }

    func nearest(
        to text: String, followedBy end: Substring = "", in query: Statement
    ) throws(PlantError) -> String? {
        guard suggestionsLeft > 0 else { return nil }
        suggestionsLeft -= 1
        var candidates: [String] = []
        while try query.step() { candidates.append(query.text(0)) }
        return nearestName(to: text, among: candidates).map { "did you mean '\($0)\(end)'?" }
    }

    private func neighbours(of unit: UnitAddress, rack: Int64) throws(PlantError) -> String? {
        guard suggestionsLeft > 0 else { return nil }
        suggestionsLeft -= 1
        let query = try connection.statement(
            "SELECT u, slot FROM unit WHERE rack_id = ? ORDER BY abs(u - ?), u DESC, slot LIMIT 4")
        query.bind(rack, at: 1)
        query.bind(unit.u, at: 2)
        var near: [String] = []
        while try query.step() {
            near.append(UnitAddress(rack: unit.rack, u: query.int(0), slot: query.int(1)).description)
        }
        return near.isEmpty ? "rack \(unit.rack) is empty" : "nearest in that rack: \(near.joined(separator: ", "))"
    }
}

import FiberModel

// Catalogue rows and waivers as rows.

extension CatalogueEntry: Stored {
    static var recordKind: RecordKind { .catalogueEntry }
    static var columns: [String] { ["kind", "name", "source", "trust", "body"] }
    static var selection: String { "kind, name, source, trust, body, built_in" }
    static var order: String { "kind, name COLLATE by_label, built_in DESC" }

    /// Only a user's row can be changed or removed.
    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64] {
        let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let kind = CatalogueKind(rawValue: parts[0]) else {
            throw PlantError(
                .badValue, "\(quoted(name)) is not a catalogue row, expected KIND/NAME such as optic/100G-CLR4")
        }
        let query = try names.connection.statement(
            "SELECT id FROM catalogue_entry WHERE kind = ? AND name = ? AND built_in = 0")
        query.bind(kind.rawValue, at: 1)
        query.bind(parts[1], at: 2)
        guard try query.step() else {
            _ = try names.key(kind, parts[1])
            throw PlantError(
                .inUse, "\(name) is built in and never edited in place",
                hint:
                    "'fiberplan catalogue add \(kind.rawValue) \(parts[1]) --like \(parts[1]) --set …' overrides it here"
            )
        }
        return [query.int64(0)]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        guard let kind = CatalogueKind(rawValue: row.text(0)), let trust = Trust(rawValue: row.text(3)) else {
            throw PlantError(
                .corrupt, "a catalogue row of unknown kind or trust", hint: "restore the plant from a copy")
        }
        self.init(
            kind: kind, name: row.text(1), source: row.text(2), trust: trust, isBuiltIn: row.int(5) == 1,
            body: row.text(4))
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        let item: CatalogueItem
        do { item = try CatalogueItem(kind: kind, body: body) } catch { throw error.at(field: "body") }
        for reference in item.references where !(reference.kind == kind && reference.name == name) {
            do { _ = try names.key(reference.kind, reference.name) } catch {
                var named = error
                named.message = "\(reference.key): \(error.message)"
                throw named.at(field: "body")
            }
        }
        let connectors = try Catalogue(loading: names.connection, condition: "kind = 'connector'")
        do { try connectors.checkFit(of: item) } catch { throw error.at(field: "body") }
        row.bind(kind.rawValue, at: 1)
        row.bind(name, at: 2)
        row.bind(source, at: 3)
        row.bind(trust.rawValue, at: 4)
        row.bind(body, at: 5)
    }
}

extension Waiver: Stored {
    static var recordKind: RecordKind { .waiver }
    static var columns: [String] { ["code", "subject", "reason", "until", "metadata", "note"] }
    static var order: String { "code, subject COLLATE by_label" }

    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64] {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        let query = try names.connection.statement("SELECT id FROM waiver WHERE code = ? AND subject = ?")
        query.bind(parts.first ?? "", at: 1)
        query.bind(parts.count > 1 ? parts[1] : "", at: 2)
        guard try query.step() else {
            throw PlantError(
                .notFound, "no such waiver: \(quoted(name))",
                hint: "name it as CODE/SUBJECT; see 'fiberplan list waivers'")
        }
        return [query.int64(0)]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        code = row.text(0)
        subject = row.text(1)
        reason = row.text(2)
        until = row.text(3)
        remarks = Remarks(row: row, at: 4)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        row.bind(code, at: 1)
        row.bind(subject, at: 2)
        row.bind(reason, at: 3)
        row.bind(until, at: 4)
        remarks.bind(to: row, at: 5)
    }
}

import FiberModel

/// Reads history within one transaction.
struct HistoryReader {
    let connection: Connection
    init(_ connection: Connection) { self.connection = connection }

    private static let columns = "id, at, author, command, work_order, undoes, edits, hash"

    /// What takes back what: by change, the change in force that undoes it.
    func undone() throws(PlantError) -> [Int: Int] {
        // Whatever undoes a change comes after it, so from the last one backwards each is decided by those before.
        let query = try connection.statement("SELECT id, undoes FROM change WHERE undoes IS NOT NULL ORDER BY id DESC")
        var undone: [Int: Int] = [:]
        while try query.step() {
            if undone[query.int(0)] == nil { undone[query.int(1)] = query.int(0) }
        }
        return undone
    }

    /// Changes, newest first, as many as `body` asks for by answering true.
    func forEachChange(
        _ condition: String = "1", ascending: Bool = false, _ body: (Change) throws(PlantError) -> Bool
    ) throws(PlantError) {
        let undone = try undone()
        let query = try connection.statement(
            "SELECT \(Self.columns) FROM change WHERE \(condition) ORDER BY id\(ascending ? "" : " DESC")")
        while try query.step() {
            let change = Change(
                id: query.int(0), time: query.text(1), author: query.text(2), command: query.text(3),
                workOrder: query.isNull(4) ? nil : query.text(4), undoes: query.optionalInt(5),
                undoneBy: undone[query.int(0)], edits: query.int(6), hash: query.isNull(7) ? nil : query.text(7))
            guard try body(change) else { return }
        }
    }

    func change(_ id: Int) throws(PlantError) -> Change {
        guard let change = try changes([id])[id] else {
            throw PlantError(.notFound, "no such change: \(id)", hint: "see 'fiberplan history'")
        }
        return change
    }

    /// Changes by their numbers; those that there are not are left out.
    func changes(_ ids: Set<Int>) throws(PlantError) -> [Int: Change] {
        var found: [Int: Change] = [:]
        try forEachChange("id IN (\(ids.map(String.init).joined(separator: ",")))") { change throws(PlantError) in
            found[change.id] = change
            return true
        }
        return found
    }

    /// The number of the last change up to a moment; 0 where there is none.
    func last(before moment: Moment) throws(PlantError) -> Int {
        switch moment {
        case .change(let id):
            let query = try connection.statement("SELECT coalesce(max(id), 0) FROM change")
            _ = try query.step()
            guard id <= query.int(0) else {
                throw PlantError(
                    .notFound, "no such change: \(id); the last is \(query.int(0))", hint: "see 'fiberplan history'")
            }
            return id
        case .time(let time):
            // Clocks may go back; the order of commits counts.
            let query = try connection.statement("SELECT coalesce(max(id), 0) FROM change WHERE at <= ?")
            query.bind(time, at: 1)
            _ = try query.step()
            return query.int(0)
        }
    }

    /// Hands over what a change did, edit by edit.
    func forEachEdit(
        of change: Int, descending: Bool = false, _ body: (ObjectChange) throws(PlantError) -> Void
    ) throws(PlantError) {
        try forEachEdit("change_id = \(change)", descending: descending, body)
    }

    /// Edits of the pages that meet an SQL condition, in the order in which they were made or the other way round.
    func forEachEdit(
        _ condition: String, descending: Bool = false, _ body: (ObjectChange) throws(PlantError) -> Void
    ) throws(PlantError) {
        let order = descending ? "DESC" : "ASC"
        let query = try connection.statement(
            "SELECT change_id, body FROM change_page WHERE \(condition) ORDER BY change_id \(order), page \(order)")
        while try query.step() {
            let edits = try ChangePage.edits(query.bytes(1), of: query.int(0))
            if descending {
                for edit in edits.reversed() { try body(edit) }
            } else {
                for edit in edits { try body(edit) }
            }
        }
    }

    /// Edits of whatever is called so before or afterwards, in the order in which they were made, until `body` answers
    /// false.
    private func forEachEdit(
        named name: String, after change: Int, _ body: (ObjectChange) throws(PlantError) -> Bool
    ) throws(PlantError) {
        let hashes = ChangePage.hashes(name)
        let query = try connection.statement(
            """
            SELECT DISTINCT change_id, page, body FROM change_name JOIN change_page ON id = page_id
            WHERE hash IN (\(hashes.map { _ in "?" }.joined(separator: ", "))) AND change_id > ? ORDER BY change_id, page
            """)
        for (index, hash) in hashes.enumerated() { query.bind(hash, at: Int32(index + 1)) }
        query.bind(change, at: Int32(hashes.count + 1))
        while try query.step() {
            for edit in try ChangePage.edits(query.bytes(2), of: query.int(0))
            where edit.name == name || edit.former == name {
                guard try body(edit) else { return }
            }
        }
    }

    /// The first edit after a change of an object that is called so before or afterwards.
    func first(_ kind: RecordKind, _ name: String, after change: Int) throws(PlantError) -> ObjectChange? {
        var found: ObjectChange?
        try forEachEdit(named: name, after: change) { edit throws(PlantError) in
            if edit.kind == kind { found = edit }
            return found == nil
        }
        return found
    }

    /// The edits of whatever goes or went by a name, newest first; of an object that was renamed also those under its
    /// other names.
    func edits(of name: String) throws(PlantError) -> [ObjectChange] {
        var found: [Int: [ObjectChange]] = [:]
        var open = [name]
        var seen: Set<String> = [name]
        while let name = open.popLast() {
            try forEachEdit(named: name, after: 0) { edit throws(PlantError) in
                // Found under both of its names, a renaming counts once.
                if found[edit.change]?.contains(edit) != true { found[edit.change, default: []].append(edit) }
                if let former = edit.former {
                    for other in [former, edit.name] where seen.insert(other).inserted { open.append(other) }
                }
                return true
            }
        }
        return found.sorted { $0.key > $1.key }.flatMap { $0.value.reversed() }
    }
}

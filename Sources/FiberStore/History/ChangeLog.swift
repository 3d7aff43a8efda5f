import FiberModel

/// Writes down what one transaction does, edit by edit, and closes it with the change's own row and hash.
final class ChangeLog {
    private let connection: Connection
    private let insert: Statement
    private var page = ChangePage()
    private var hash = ChangeHash()
    private var pages = 0
    /// Names and the pages that they stand in, kept to be written in the order of their index.
    private var names: [(hash: Int64, page: Int64)] = []
    /// The number that the change gets.
    let id: Int
    /// The change that this one takes back.
    var undoes: Int?
    private let isRecording: Bool

    init(_ connection: Connection, isRecording: Bool) throws(PlantError) {
        self.connection = connection
        self.isRecording = isRecording
        let last = try connection.statement("SELECT coalesce(max(id), 0) FROM change")
        _ = try last.step()
        id = last.int(0) + 1
        insert = try connection.statement("INSERT INTO change_page (change_id, page, edits, body) VALUES (?, ?, ?, ?)")
    }

    /// Writes down one object; nothing where it is the same before and after.
    func note(
        before: Record?, after: Record?, values: [FieldValue]? = nil, isImplied: Bool = false
    ) throws(PlantError) {
        guard isRecording, before != after else { return }
        try page.add(before: before, after: after, values, isImplied: isImplied)
        if page.isFull { try closePage() }
    }

    /// How far it has come, for going back to.
    struct Mark {
        fileprivate var page: ChangePage
        fileprivate var hash: ChangeHash
        fileprivate var pages: Int
        fileprivate var names: Int
        fileprivate var undoes: Int?
    }

    var mark: Mark { Mark(page: page, hash: hash, pages: pages, names: names.count, undoes: undoes) }

    /// Forgets what was noted since a mark; the pages in the database have been taken back already.
    func goBack(to mark: Mark) {
        (page, hash, pages, undoes) = (mark.page, mark.hash, mark.pages, mark.undoes)
        names.removeLast(names.count - mark.names)
    }

    private func closePage() throws(PlantError) {
        guard page.edits > 0 else { return }
        pages += 1
        page.body.withUnsafeBufferPointer { hash.add(page: $0) }
        insert.bind(id, at: 1)
        insert.bind(pages, at: 2)
        insert.bind(page.edits, at: 3)
        insert.bind(bytes: page.body, at: 4)
        try insert.run()
        let key = connection.lastInsertedKey
        for name in page.names { names.append((name, key)) }
        page.clear()
    }

    /// Closes the change. A change that did nothing leaves nothing.
    ///
    /// - Returns: the change, or nil where there is none.
    func finish(_ note: ChangeMetadata, edits: Int) throws(PlantError) -> Change? {
        try closePage()
        guard pages > 0 else { return nil }
        try writeNames()
        var change = Change(
            id: id, time: note.time.formatted(.iso8601), author: note.author, command: note.command,
            workOrder: note.workOrder, undoes: undoes, edits: edits)
        let last = try connection.statement("SELECT hash FROM change WHERE hash IS NOT NULL ORDER BY id DESC LIMIT 1")
        change.hash = hash.finish(change, after: try last.step() ? last.text(0) : "")
        let row = try connection.statement(
            "INSERT INTO change (id, at, author, command, edits, work_order, undoes, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        row.bind(change.id, at: 1)
        row.bind(change.time, at: 2)
        row.bind(change.author, at: 3)
        row.bind(change.command, at: 4)
        row.bind(change.edits, at: 5)
        row.bind(change.workOrder, at: 6)
        row.bind(change.undoes.map(Int64.init), at: 7)
        row.bind(change.hash, at: 8)
        try row.run()
        return change
    }

    /// In the order of the index, a row costs a fraction of what it does anywhere.
    private func writeNames() throws(PlantError) {
        names.sort { ($0.hash, $0.page) < ($1.hash, $1.page) }
        let row = try connection.statement("INSERT INTO change_name (hash, page_id) VALUES (?, ?)")
        var former: (Int64, Int64)?
        for name in names {
            if let former, former == (name.hash, name.page) { continue }
            former = (name.hash, name.page)
            row.bind(name.hash, at: 1)
            row.bind(name.page, at: 2)
            try row.run()
        }
    }
}

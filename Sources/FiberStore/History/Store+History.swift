import FiberModel

extension Store {
    /// The newest changes, newest first.
    public func changes(count: Int, ofWorkOrder order: String? = nil) throws(PlantError) -> [Change] {
        try reading { connection throws(PlantError) in
            var changes: [Change] = []
            guard count > 0 else { return [] }
            try HistoryReader(connection).forEachChange { change throws(PlantError) in
                if order == nil || change.workOrder == order { changes.append(change) }
                return changes.count < count
            }
            return changes
        }
    }

    /// The change of a number.
    ///
    /// - Throws: `PlantError` with code `notFound`.
    public func change(_ id: Int) throws(PlantError) -> Change {
        try reading { connection throws(PlantError) in try HistoryReader(connection).change(id) }
    }

    /// Hands over what a change did, edit by edit.
    public func forEachEdit(of change: Int, _ body: (ObjectChange) throws(PlantError) -> Void) throws(PlantError) {
        try reading { connection throws(PlantError) in try HistoryReader(connection).forEachEdit(of: change, body) }
    }

    /// Everything that happened to the objects that go or went by a name, newest first, over renamings as well.
    public func history(of name: String) throws(PlantError) -> [(change: Change, edit: ObjectChange)] {
        let name = Address.canonical(name)
        return try reading { connection throws(PlantError) in
            let reader = HistoryReader(connection)
            let edits = try reader.edits(of: name)
            let changes = try reader.changes(Set(edits.map(\.change)))
            return edits.compactMap { edit in changes[edit.change].map { ($0, edit) } }
        }
    }

    /// The number of the last change up to a moment; 0 where there is none.
    public func number(of moment: Moment) throws(PlantError) -> Int {
        try reading { connection throws(PlantError) in try HistoryReader(connection).last(before: moment) }
    }

    /// Hands over how the plant of now, or as of `until`, differs from that of an earlier moment: each object once, in the
    /// order of kinds and labels. O(edits since); of each object some hundred bytes are kept.
    public func forEachDifference(
        since moment: Moment, until: Moment? = nil, _ body: (ObjectChange) throws(PlantError) -> Void
    ) throws(PlantError) {
        try reading { connection throws(PlantError) in
            let reader = HistoryReader(connection)
            let first = try reader.last(before: moment)
            let last = try until.map { moment throws(PlantError) in try reader.last(before: moment) } ?? Int.max
            var net = NetChanges()
            let pages = try connection.statement(
                """
                SELECT id, change_id, body FROM change_page WHERE change_id > \(first) AND change_id <= \(last)
                ORDER BY change_id, page
                """)
            while try pages.step() {
                for (line, edit) in try ChangePage.edits(pages.bytes(2), of: pages.int(1)).enumerated() {
                    net.add(edit, at: .init(page: pages.int64(0), line: Int32(line)))
                }
            }
            try net.forEach(connection, body)
        }
    }

    /// The objects that went by a name at a moment.
    public func records(named text: String, at moment: Moment) throws(PlantError) -> [Record] {
        let text = Address.canonical(text)
        return try reading { connection throws(PlantError) in
            let names = KeyCache(connection)
            let reader = HistoryReader(connection)
            let last = try reader.last(before: moment)
            var found: [Record] = []
            for kind in try Self.kinds(of: text) {
                switch try reader.first(kind, text, after: last) {
                case .some(let edit):
                    if let before = edit.before, before.name == text { found.append(before) }
                case nil:
                    if let record = try names.recordIfAny(kind, text) { found.append(record) }
                }
            }
            return found
        }
    }
}

import FiberModel
import FiberStore

/// History for people and programs: changes, what happened to an object, and what is other than before.
package enum HistoryReport {
    /// One row a change.
    package static func answer(_ changes: [Change]) -> Answer {
        let columns = ["change", "at", "author", "work_order", "edits", "undoes", "undone_by", "command"]
        let hash = Answer.Heading("hash", for: [.sheets, .programs])
        return Answer(columns.map { Answer.Heading($0) } + [hash]) { add throws(PlantError) in
            for change in changes {
                try add([
                    .int(change.id), .word(change.time), .text(change.author), .optional(change.workOrder),
                    .int(change.edits), change.undoes.map { .int($0) } ?? .null,
                    change.undoneBy.map { .int($0) } ?? .null, .text(change.command), .optional(change.hash),
                ])
            }
        }
    }

    /// One row a change of an object, with who made it.
    package static func answer(_ history: [(change: Change, edit: ObjectChange)]) -> Answer {
        let head: [Answer.Heading] = ["change", "at", "author"]
        return Answer(head + editColumns) { add throws(PlantError) in
            for (change, edit) in history {
                try add(
                    [.int(change.id), .word(change.time), .text(change.author)] + cells(edit, add, after: head.count))
            }
        }
    }

    /// One row an object that is other than before.
    package static func answer(_ edits: [ObjectChange]) -> Answer {
        answer { add throws(PlantError) in
            for edit in edits { try add(edit) }
        }
    }

    /// The same for edits that come one by one.
    package static func answer(
        of body: @escaping ((ObjectChange) throws(PlantError) -> Void) throws(PlantError) -> Void
    ) -> Answer {
        Answer(editColumns) { add throws(PlantError) in
            try body { edit throws(PlantError) in try add(cells(edit, add, after: 0)) }
        }
    }

    private static let editColumns: [Answer.Heading] =
        ["what", "kind", "object", Answer.Heading("details", for: [.people, .sheets])]
        + ["former", "implied", "before", "after"].map { Answer.Heading($0, for: .programs) }

    /// The cells of ``editColumns``, which stand behind `count` others.
    private static func cells(_ edit: ObjectChange, _ rows: Answer.Rows, after count: Int) -> [DataValue] {
        let what =
            edit.before == nil ? "added" : edit.after == nil ? "removed" : edit.former == nil ? "changed" : "renamed"
        let head: [DataValue] = [.word(what), .word(edit.kind.rawValue), .text(edit.name)]
        if rows.shows(count + head.count) { return head + [.text(details(edit)), .null, .null, .null, .null] }
        return head + [
            .null, .optional(edit.former), .bool(edit.isImplied), edit.before.map { DataValue($0) } ?? .null,
            edit.after.map { DataValue($0) } ?? .null,
        ]
    }

    /// What is other, column by column: `length_mm 5000 → 10000`.
    static func details(_ edit: ObjectChange) -> String {
        let schema = Schema(edit.kind)
        let before = edit.before.map(schema.cells)
        let after = edit.after.map(schema.cells)
        var parts: [String] = []
        for (index, column) in schema.columns.enumerated() {
            let (old, new) = (before?[index] ?? "", after?[index] ?? "")
            // By bytes: texts that only look alike differ.
            guard !old.utf8.elementsEqual(new.utf8) else { continue }
            if before == nil || after == nil {
                parts.append("\(column.name)=\(new)\(old)")
            } else {
                parts.append("\(column.name) \(old.isEmpty ? "–" : old) → \(new.isEmpty ? "–" : new)")
            }
        }
        return parts.joined(separator: before == nil || after == nil ? " " : ", ")
            + (edit.isImplied ? " (what it refers to was renamed)" : "")
    }
}

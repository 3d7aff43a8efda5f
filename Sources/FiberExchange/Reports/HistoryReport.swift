import FiberModel
import FiberStore

/// History for people and programs: changes, what happened to an object, and what is other than before.
public enum HistoryReport {
    /// One row a change.
    public static func write(
        _ changes: [Change], _ format: OutputFormat, to sink: @escaping ByteSink
    ) throws(PlantError) {
        var table = TableWriter(
            ["change", "at", "author", "work_order", "edits", "undoes", "undone_by", "command", "hash"].dropLast(
                format == .table ? 1 : 0), format, to: sink)
        for change in changes {
            let row: [DataValue] = [
                .int(change.id), .word(change.time), .text(change.author), .optional(change.workOrder),
                .int(change.edits), change.undoes.map { .int($0) } ?? .null,
                change.undoneBy.map { .int($0) } ?? .null, .text(change.command), .optional(change.hash),
            ]
            try table.add(format == .table ? row.dropLast() : row)
        }
        try table.finish()
    }

    /// One row a change of an object, with who made it.
    public static func write(
        _ history: [(change: Change, edit: ObjectChange)], _ format: OutputFormat, to sink: @escaping ByteSink
    ) throws(PlantError) {
        var table = TableWriter(
            ["change", "at", "author"] + editColumns(format), format, to: sink)
        for (change, edit) in history {
            try table.add(
                [.int(change.id), .word(change.time), .text(change.author)] + cells(edit, format))
        }
        try table.finish()
    }

    /// One row an object that is other than before.
    public static func write(
        _ edits: [ObjectChange], _ format: OutputFormat, to sink: @escaping ByteSink
    ) throws(PlantError) {
        try writeEach(format, to: sink) { add throws(PlantError) in
            for edit in edits { try add(edit) }
        }
    }

    /// The same for edits that come one by one.
    public static func writeEach(
        _ format: OutputFormat, to sink: @escaping ByteSink,
        _ body: ((ObjectChange) throws(PlantError) -> Void) throws(PlantError) -> Void
    ) throws(PlantError) {
        var table = TableWriter(editColumns(format), format, to: sink)
        try body { edit throws(PlantError) in try table.add(cells(edit, format)) }
        try table.finish()
    }

    private static func editColumns(_ format: OutputFormat) -> [String] {
        ["what", "kind", "object"] + (format == .json ? ["former", "implied", "before", "after"] : ["details"])
    }

    private static func cells(_ edit: ObjectChange, _ format: OutputFormat) -> [DataValue] {
        let what =
            edit.before == nil ? "added" : edit.after == nil ? "removed" : edit.former == nil ? "changed" : "renamed"
        let head: [DataValue] = [.word(what), .word(edit.kind.rawValue), .text(edit.name)]
        guard format == .json else { return head + [.text(details(edit))] }
        return head + [
            .optional(edit.former), .bool(edit.isImplied), edit.before.map { DataValue($0) } ?? .null,
            edit.after.map { DataValue($0) } ?? .null,
        ]
    }

    /// What is other, column by column: `length_mm 5000 → 10000`.
    static func details(_ edit: ObjectChange) -> String {
        let schema = Schemas.schema(edit.kind)
        let before = edit.before.map(schema.cells)
        let after = edit.after.map(schema.cells)
        var parts: [String] = []
        for (index, column) in schema.columnInfo.enumerated() {
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

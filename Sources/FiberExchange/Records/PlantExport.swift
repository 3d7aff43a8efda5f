import FiberModel
import FiberStore
import Platform

/// Writes a plant as a folder of CSVs, which ``PlantImport`` reads back to the same plant.
public enum PlantExport {
    /// Writes every kind that has objects, in canonical order; files of kinds without any are removed.
    ///
    /// The folder is replaced as `FolderReplacement` says, so a program that is killed, or a full disk, leaves the old
    /// files or the new ones.
    /// - Returns: the files written, with their rows.
    /// - Throws: `PlantError` with code `io`, `diskFull`, or `inUse` where a file of the folder leads to a plant.
    @discardableResult
    public static func write(
        _ store: Store, to folder: String
    ) throws(PlantError) -> [(file: String, rows: Int)] {
        let replacement = try FolderReplacement(
            of: folder,
            columns: Dictionary(
                uniqueKeysWithValues: Schema.all.map { ("\($0.kind.plural).csv", $0.columns.map(\.name)) }))
        var written: [(String, Int)] = []
        var current: (schema: Schema, file: AtomicFile, rows: Int)?
        var csv = CSVWriter()

        func finish() throws(PlantError) {
            guard let done = current else { return }
            try done.file.write(csv.bytes)
            try done.file.commit()
            written.append(("\(done.schema.kind.plural).csv", done.rows))
            csv = CSVWriter()
            current = nil
        }

        try store.forEachRecord(of: RecordKind.allCases) { record throws(PlantError) in
            if record.as(CatalogueEntry.self)?.isBuiltIn == true { return }
            if current?.schema.kind != record.kind {
                try finish()
                let schema = Schema(record.kind)
                current = (schema, try AtomicFile(path: "\(replacement.draft)/\(schema.kind.plural).csv"), 0)
                header(schema, &csv)
            }
            guard let schema = current?.schema else { return }
            row(record, schema, &csv)
            current?.rows += 1
            if csv.bytes.count > 1 << 18 {
                try current?.file.write(csv.bytes)
                csv.bytes.removeAll(keepingCapacity: true)
            }
        }
        try finish()
        try replacement.publish(written.map(\.0))
        return written
    }

    static func header(_ schema: Schema, _ csv: inout CSVWriter) {
        for column in schema.columns { csv.raw(column.name) }
        csv.endRow()
    }

    static func row(_ record: Record, _ schema: Schema, _ csv: inout CSVWriter) {
        for (cell, column) in zip(schema.cells(of: record), schema.columns) {
            if column.type.isNumber { csv.raw(cell) } else { csv.text(cell) }
        }
        csv.endRow()
    }
}

import FiberModel
import Foundation

/// Writes a plant as a folder of CSVs, which ``PlantImport`` reads back to the same plant.
public enum PlantExport {
    /// Writes every kind that has objects, in canonical order; files of kinds without any are removed.
    ///
    /// Every file is written beside its place first; all are moved there at the end, so a full disk leaves the
    /// old folder as it was.
    /// - Returns: the files written, with their rows.
    /// - Throws: ``PlantError`` with code `io` or `diskFull`.
    @discardableResult
    public static func write(
        _ store: Store, to folder: String
    ) throws(PlantError) -> [(file: String, rows: Int)] {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw PlantError(.io, "folder \(quoted(folder)) cannot be made: \(error.localizedDescription)")
        }
        var written: [(String, Int)] = []
        var files: [AtomicFile] = []
        var current: (schema: any AnySchema, file: AtomicFile, rows: Int)?
        var csv = CSVWriter()

        func finish() throws(PlantError) {
            guard let done = current else { return }
            try done.file.write(csv.bytes)
            files.append(done.file)
            written.append(("\(done.schema.plural).csv", done.rows))
            csv = CSVWriter()
            current = nil
        }

        try store.forEachRecord(of: RecordKind.allCases) { record throws(PlantError) in
            if case .catalogueEntry(let entry) = record, entry.isBuiltIn { return }
            if current?.schema.kind != record.kind {
                try finish()
                let schema = Schemas.schema(record.kind)
                current = (schema, try AtomicFile(path: "\(folder)/\(schema.plural).csv"), 0)
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
        for file in files { try file.commit() }
        try removeStale(folder, keeping: written.map(\.0))
        return written
    }

    static func header(_ schema: any AnySchema, _ csv: inout CSVWriter) {
        for column in schema.columnInfo { csv.raw(column.name) }
        csv.endRow()
    }

    static func row(_ record: Record, _ schema: any AnySchema, _ csv: inout CSVWriter) {
        for (cell, column) in zip(schema.cells(of: record), schema.columnInfo) {
            if column.isNumber { csv.raw(cell) } else { csv.text(cell) }
        }
        csv.endRow()
    }

    private static func removeStale(_ folder: String, keeping files: [String]) throws(PlantError) {
        for schema in Schemas.all where !files.contains("\(schema.plural).csv") {
            let path = "\(folder)/\(schema.plural).csv"
            guard FileManager.default.fileExists(atPath: path) else { continue }
            do { try FileManager.default.removeItem(atPath: path) } catch {
                throw PlantError(.io, "\(quoted(path)) cannot be removed: \(error.localizedDescription)")
            }
        }
    }
}

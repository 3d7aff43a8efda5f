import FiberModel
import FiberPlanning
import FiberStore
import Platform

/// What an import found and did.
public struct ImportReport: Sendable {
    /// Rows read, by kind, in the order in which they were added.
    public var counts: [(singular: String, plural: String, rows: Int)] = []
    /// Everything that is wrong with the input; where there is anything, nothing was imported.
    public var faults: [PlantError] = []
    /// The change as history keeps it; nil where nothing was imported.
    public var change: Change?
    /// Trunks whose blank route was filled.
    public var routed = 0
    /// What a planner should know of routes that were filled.
    public var remarks: [String] = []
    /// Faults beyond the ``PlantImport/maxFaults`` that are kept.
    public var furtherFaults = 0
    /// Where every object stands in the files, where that was asked for.
    public var places = RowPlaces()

    /// Rows of all files together.
    public var rows: Int { counts.reduce(0) { $0 + $1.rows } }
}

/// Reads CSV, one file per kind of thing, into a plant: all of it or nothing.
public struct PlantImport {
    /// More faults are counted, and not told one by one.
    public static let maxFaults = CSVReader.maxFaults

    /// One file to read.
    public struct File {
        var name: String
        var schema: Schema
        var source: any ByteSource
        var size: Int

        package init(name: String, schema: Schema, source: any ByteSource, size: Int = 0) {
            self.name = name
            self.schema = schema
            self.source = source
            self.size = size
        }
    }

    private var files: [File]
    private var report = ImportReport()
    /// Objects whose own row is at fault: whoever refers to them is not to blame.
    private var faultyNames: Set<String> = []
    /// Catalogue rows by the row that they name and that may yet come, with what to say if it does not.
    private var waiting: [String: [(number: Int, record: Record, faults: [PlantError])]] = [:]
    /// Trunks that came without a route and are to be given one, and the rows they came in: they are written with it.
    private var unrouted: [(trunk: Trunk, place: SourcePlace)] = []
    private var fillsRoutes = false
    private var keepsPlaces = false
    /// Kinds whose file could not be read at all.
    private var faultyKinds: Set<RecordKind> = []

    /// Reads these files, in their order.
    public init(_ files: [File]) { self.files = files }

    /// The plant files of a folder, in the order in which their kinds stand on one another.
    ///
    /// - Throws: `PlantError` where the folder cannot be read, holds none, or holds a CSV of another name.
    public init(folder: String) throws(PlantError) {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            throw PlantError(
                .io, "folder \(quoted(folder)) cannot be read",
                hint: "name a folder of CSVs as 'fiberplan export plant' writes it")
        }
        try FolderReplacement.checkIsWhole(folder)
        let known = Schema.all.map { "\($0.kind.plural).csv" }
        var strays: [PlantError] = []
        for name in names.sorted() where name.lowercased().hasSuffix(".csv") && !known.contains(name) {
            let near = nearestName(to: name, among: known)
            strays.append(
                PlantError(
                    .badValue, "this is not a file of a plant, and is not read",
                    hint: near.map { "did you mean '\($0)'?" } ?? "expected \(known.joined(separator: ", "))",
                    place: SourcePlace(file: "\(folder)/\(name)", line: 1, column: 1)))
        }
        files = []
        for schema in Schema.all where names.contains("\(schema.kind.plural).csv") {
            files.append(try Self.file("\(folder)/\(schema.kind.plural).csv", schema))
        }
        if files.isEmpty, let stray = strays.first { throw stray }
        report.faults = strays
        guard !files.isEmpty else {
            throw PlantError(
                .notFound, "folder \(quoted(folder)) holds no CSV of a plant",
                hint: "expected \(known.joined(separator: ", "))")
        }
    }

    /// A single file, its kind told by its name.
    package static func file(_ path: String, _ schema: Schema) throws(PlantError) -> File {
        let source = try FileSource(path: path).spooled()
        return File(name: path, schema: schema, source: source, size: source.size)
    }

    /// Reads every file in one transaction; keeps nothing where there is any fault.
    ///
    /// - Parameters:
    ///   - store: the plant that they are read into.
    ///   - note: who reads them, and with what.
    ///   - prepare: asked before the change is kept.
    ///   - fillsRoutes: find a route for every trunk that comes without one, in the order of their labels.
    ///   - keepsPlaces: the report is to tell where every object stands.
    ///   - onProgress: told now and then, with the share of bytes read.
    /// - Throws: `PlantError` where the plant or a file cannot be used at all; faults in the input are in the
    ///   report.
    public mutating func run(
        into store: Store, _ note: ChangeMetadata, prepare: (PendingChange) throws(PlantError) -> Void = { _ in },
        fillsRoutes: Bool = false, keepsPlaces: Bool = false, onProgress: (Double) -> Void = { _ in }
    ) throws(PlantError) -> ImportReport {
        self.fillsRoutes = fillsRoutes
        self.keepsPlaces = keepsPlaces
        let total = max(1, files.reduce(0) { $0 + $1.size })
        do {
            report.change = try store.commit(note, prepare: prepare) { transaction throws(PlantError) in
                var before = 0
                for file in files {
                    try read(file, transaction) { bytes in onProgress(Double(before + bytes) / Double(total)) }
                    before += file.size
                }
                if !report.faults.isEmpty { throw Self.undo }
            }.change
        } catch  where error == Self.undo {
            return report
        }
        return report
    }

    /// What makes the store drop a transaction whose faults are already in the report.
    private static let undo = PlantError(.badValue, "the input has faults")

    private mutating func read(
        _ file: File, _ transaction: Transaction, _ onProgress: (Int) -> Void
    ) throws(PlantError) {
        var reader = CSVReader(file: file.name, source: file.source)
        guard let order = try header(&reader, file.schema) else {
            faultyKinds.insert(file.schema.kind == .device ? .cassette : file.schema.kind)
            return
        }
        var rows = 0
        var isMore = true
        while isMore {
            do throws(PlantError) {
                isMore = try reader.next()
                guard isMore, !reader.isBlank else { continue }
                rows += 1
                try add(reader, order, file.schema, transaction)
            } catch {
                guard error.place != nil else { throw error }
                note(error)
            }
            if rows & 0xFFF == 0 { onProgress(reader.bytesRead) }
        }
        noteWaiting()
        // What comes after may name them. Where there is a fault already nothing is kept, and no route is needed.
        if report.faults.isEmpty { try layUnrouted(transaction) } else { try addUnrouted(transaction) }
        report.counts.append((file.schema.kind.noun, file.schema.kind.plural, rows))
    }

    /// Adds the rows that waited for one that has come now, and those that waited for these.
    private mutating func wake(_ record: Record, _ transaction: Transaction) throws(PlantError) {
        var come = [PlantError.key(record.kind, record.name)]
        while let name = come.popLast() {
            for item in waiting.removeValue(forKey: name) ?? [] {
                do throws(PlantError) {
                    try transaction.apply(.add(item.record))
                    come.append(PlantError.key(item.record.kind, item.record.name))
                } catch {
                    guard Self.isFaultOfInput(error.code) else { throw error }
                    // It may name several; a row that fails for another reason waits for what never comes.
                    waiting[error.missing ?? name, default: []].append(item)
                }
            }
        }
    }

    /// Tells of the rows whose others never came, in their order.
    private mutating func noteWaiting() {
        for item in waiting.values.joined().sorted(by: { $0.number < $1.number }) {
            for fault in item.faults { note(fault) }
        }
        waiting = [:]
    }

    /// Gives every trunk that came without a route the best there is; each sees those before it.
    private mutating func layUnrouted(_ transaction: Transaction) throws(PlantError) {
        guard !unrouted.isEmpty else { return }
        let plant = try transaction.snapshot(of: .pathways)
        var router = AutoRouter(plant)
        var laid: [String: [String]] = [:]
        let rows = unrouted.sorted { naturallyPrecedes($0.trunk.label, $1.trunk.label) }
        unrouted = []
        for row in rows {
            var trunk = row.trunk
            do throws(PlantError) {
                let twins = trunk.diverseGroup.flatMap { laid[$0] } ?? []
                let found = try router.route(.init(trunk, plant, besides: twins))
                try trunk.take(found, keepingLength: true, in: plant)
                try transaction.apply(.add(trunk))
                if let group = trunk.diverseGroup { laid[group, default: []].append(trunk.label) }
                report.routed += 1
                report.remarks += router.remarks(on: found, trunk.label)
            } catch {
                try note(error, at: row.place)
            }
        }
    }

    /// Adds the trunks as they came, so that nothing that names them is taken for a fault.
    private mutating func addUnrouted(_ transaction: Transaction) throws(PlantError) {
        for row in unrouted {
            do throws(PlantError) { try transaction.apply(.add(row.trunk)) } catch { try note(error, at: row.place) }
        }
        unrouted = []
    }

    private mutating func note(_ error: PlantError, at place: SourcePlace) throws(PlantError) {
        guard Self.isFaultOfInput(error.code) else { throw error }
        var placed = error
        placed.place = place
        note(placed)
    }

    private mutating func add(
        _ reader: CSVReader, _ order: [Int], _ schema: Schema, _ transaction: Transaction
    ) throws(PlantError) {
        guard reader.fieldCount == order.count else {
            if reader.fieldCount > 0 { faultyNames.insert(PlantError.key(schema.kind, reader[0])) }
            throw PlantError(
                .badValue, "row of \(reader.fieldCount) fields, expected \(order.count) as in the header",
                place: reader.place(of: min(reader.fieldCount, order.count)))
        }
        var faults: [PlantError] = []
        let record = schema.record(row: reader, order: order, naming: transaction, faults: &faults)
        if faults.isEmpty {
            if keepsPlaces { report.places.note(record, at: reader.place(of: 0)) }
            if fillsRoutes, let trunk = record.as(Trunk.self), trunk.route.isEmpty, trunk.status != .retired,
                transaction.faults(of: record).isEmpty
            {
                unrouted.append((trunk, reader.place(of: 0)))
                return
            }
            do throws(PlantError) { try transaction.apply(.add(record)) } catch {
                guard Self.isFaultOfInput(error.code) else { throw error }
                if record.kind == .catalogueEntry, let missing = error.missing {
                    let faults = placed([error] + error.others, record, reader, order, schema)
                    waiting[missing, default: []].append((reader.place(of: 0).line, record, faults))
                    return
                }
                for fault in placed([error] + error.others, record, reader, order, schema) { note(fault) }
                return
            }
            if !waiting.isEmpty { try wake(record, transaction) }
        } else {
            // Whoever refers to this row by the name that it meant to have shall be told of it.
            if let first = order.firstIndex(where: { schema.columns[$0].isRequired }) {
                faultyNames.insert(PlantError.key(schema.kind, reader[first]))
            }
            // Names that do not exist are faults of their own; columns that did not read have been told of.
            let unread = faults.compactMap(\.field)
            let names = transaction.faults(of: record).filter { $0.field.map { !unread.contains($0) } ?? false }
            faults += placed(names, record, reader, order, schema)
            faults.sort { ($0.place?.column ?? 0) < ($1.place?.column ?? 0) }
            for fault in faults { note(fault) }
        }
    }

    /// Faults of a row at the places of their columns, but for those that only follow from an earlier one.
    private mutating func placed(
        _ faults: [PlantError], _ record: Record, _ reader: CSVReader, _ order: [Int], _ schema: Schema
    ) -> [PlantError] {
        if record.kind != .catalogueEntry { faultyNames.insert(PlantError.key(record.kind, record.name)) }
        return faults.compactMap { fault in
            if let missing = fault.missing, faultyNames.contains(missing) || isOfFaultyFile(missing) { return nil }
            let field = fault.field.flatMap { name in order.firstIndex { schema.columns[$0].name == name } }
            var placed = fault
            placed.hint =
                nearestFaultyName(fault).map { "did you mean '\($0)', whose own row is at fault?" } ?? fault.hint
            placed.place = reader.place(of: field ?? 0)
            if let name = fault.field { placed.message = "\(name): \(fault.message)" }
            return placed
        }
    }

    /// Among the objects whose rows are at fault, the one that a fault may have meant.
    private func nearestFaultyName(_ fault: PlantError) -> String? {
        guard let missing = fault.missing?.split(separator: " ", maxSplits: 1), missing.count == 2,
            // Every place of a rack is near every other; that is not a typing error.
            missing[0] != RecordKind.cassette.rawValue, faultyNames.count <= 1000
        else { return nil }
        let prefix = "\(missing[0]) "
        let names = faultyNames.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        return nearestName(to: String(missing[1]), among: names.sorted())
    }

    private func isOfFaultyFile(_ missing: String) -> Bool {
        faultyKinds.contains { missing.hasPrefix($0.rawValue + " ") }
    }

    private static func isFaultOfInput(_ code: PlantError.Code) -> Bool {
        [.badValue, .notFound, .duplicate, .portTaken, .inUse].contains(code)
    }

    /// The column that each field of the file stands for; nil where the header is at fault.
    private mutating func header(_ reader: inout CSVReader, _ schema: Schema) throws(PlantError) -> [Int]? {
        let columns = schema.columns.map { CSVColumn($0.name, isRequired: $0.isRequired, help: $0.help) }
        let (order, faults) = try reader.header(columns)
        for fault in faults { note(fault) }
        return faults.isEmpty ? order.compactMap { $0 } : nil
    }

    private mutating func note(_ fault: PlantError) {
        if report.faults.count < Self.maxFaults { report.faults.append(fault) } else { report.furtherFaults += 1 }
    }
}

import FiberModel
import FiberPlanning
import FiberStore

/// Reads a sheet that installers have filled in, and brings the plant and its work order up to what was built.
///
/// The design stays: what was built otherwise is kept beside it. Rows that contradict the plant are refused with their
/// line; signing the same sheet off again changes nothing.
package struct SignOff {
    package static let maxRows = 100_000

    package struct Report: Sendable {
        /// Tasks whose state or record changed, with what became of each.
        package var done = 0, different = 0, impossible = 0, unchanged = 0
        /// Rows of the sheet that the installer has not come to, and tasks of the order that are open afterwards.
        package var blank = 0, stillOpen = 0
        /// What was built otherwise, in words.
        package var deviations: [String] = []
        /// What a planner should know besides.
        package var remarks: [String] = []
        /// Findings that the plant as built has, and did not have before.
        package var findings: [Finding] = []
        package var faults: [PlantError] = []
        package var signed: Int { done + different + impossible }
    }

    private let order: String
    private let today: Day
    private let dates: MeasuredTime.DateOrder?
    private var rows: [SheetRow] = []
    private var doubled: Set<WorkTask.Subject> = []
    private var report = Report()

    /// Reads a sheet, all of it, so that nothing waits for its source while the plant is held.
    ///
    /// - Parameters:
    ///   - today: the day on which waivers and dates are judged.
    ///   - dates: how dates with slashes are meant; nil takes only what can be read in one way.
    /// - Throws: `PlantError` where it cannot be read at all; faults of rows are told by ``run(into:_:hooks:acceptsClean:)``.
    package init(
        _ order: String, sheet name: String, _ source: any ByteSource, today: Day, dates: MeasuredTime.DateOrder? = nil
    ) throws(PlantError) {
        self.order = order
        self.dates = dates
        self.today = today
        let sheets = try SheetSource.sheets(of: source)
        var seen: Set<WorkTask.Subject> = []
        // A workbook may have sheets beside those that come back: the test limits and labels of a work pack.
        var missing: [PlantError] = []
        for sheet in sheets {
            let file = sheets.count > 1 ? "\(name) (\(sheet.name))" : name
            guard let fault = try read(sheet, file: file, &seen) else { continue }
            // One that comes back and was damaged is no sheet to pass over.
            if sheets.count > 1, [WorkPack.patchTitle, WorkPack.pullTitle].contains(sheet.name) { throw fault }
            missing.append(fault)
            if !WorkPack.otherTitles.contains(sheet.name) {
                report.remarks.append("sheet \(quoted(sheet.name)) was not read: \(fault.message)")
            }
        }
        if missing.count == sheets.count, let fault = missing.first { throw fault }
        // Neither of two rows for one thing is taken: they may contradict each other.
        rows.removeAll { doubled.contains($0.subject) }
    }

    /// Reads a sheet; answers with what it lacks where it is none that comes back.
    private mutating func read(
        _ sheet: SheetSource, file name: String, _ seen: inout Set<WorkTask.Subject>
    ) throws(PlantError) -> PlantError? {
        if let remark = sheet.remark { report.remarks.append(remark) }
        var reader = CSVReader(file: name, source: sheet, countsCells: sheet.isOfWorkbook)
        // Both kinds of sheet are told apart by the columns of their header.
        let columns =
            SheetRow.columns(ofPatches: true)
            + SheetRow.columns(ofPatches: false).filter { column in
                !WorkOrderSheet.patchColumns.contains(column.name)
            }
        let known = columns.map { CSVColumn($0.name) }
        let (header, faults) = try reader.header(known, allowsOthers: true)
        let names = Set(header.compactMap { $0 }.map { known[$0].name })
        let isPatch = names.contains("cord")
        for needed in [isPatch ? "cord" : "trunk", "status"] where !names.contains(needed) {
            return PlantError(
                .badValue, "column \(needed == "trunk" ? "'cord' or 'trunk'" : "'\(needed)'") is missing",
                hint: "a sheet is what 'fiberplan export patch-sheet --work-order \(order)' writes",
                place: SourcePlace(file: name, line: 1, column: 1))
        }
        if let fault = faults.first { throw fault }
        var rows: [SheetRow] = []
        var doubled: Set<WorkTask.Subject> = []
        var blank = 0
        report.faults += try reader.forEachRow(known, header, maxRows: Self.maxRows) { cells throws(PlantError) in
            guard let row = try SheetRow(cells, isPatch: isPatch, order: order, today: today, dates: dates) else {
                blank += 1
                return
            }
            guard seen.insert(row.subject).inserted else {
                doubled.insert(row.subject)
                throw cells.fault(
                    PlantError(.duplicate, "\(row.subject.label) stands twice, and neither row is taken"),
                    at: row.subject.kind.rawValue)
            }
            rows.append(row)
        }
        self.rows += rows
        self.doubled.formUnion(doubled)
        report.blank += blank
        return nil
    }

    /// Brings it into the plant: every row, or with `acceptsClean` those without a fault; else nothing.
    ///
    /// - Throws: `PlantError` where the plant cannot be used; what is wrong with rows is in the report.
    package mutating func run(
        into store: Store, _ note: ChangeMetadata, hooks: Hooks?, acceptsClean: Bool
    ) throws(PlantError) -> Report {
        var note = note
        note.workOrder = order
        // Loaded while nobody else writes, judged when they may again.
        var plants: (before: Plant, after: Plant)?
        try store.commit(note, hooks: hooks) { transaction throws(PlantError) in
            // What the rows are held against is read in the transaction that writes them.
            let sheet = try WorkOrderSheet(order, transaction.keyedPlant, taking: { _ in true })
            let start = Step(order, sheet, transaction, today: today)
            var changesBuild = false
            for row in rows where !changesBuild { changesBuild = try start.deviates(row) }
            let before = changesBuild ? try transaction.snapshot(of: .all) : nil
            transaction.isKept = try apply(from: start, transaction, acceptsClean: acceptsClean)
            guard transaction.isKept else { return }
            if let before { plants = (before, try transaction.snapshot(of: .all)) }
            report.stillOpen = try transaction.tasks(of: order).count { $0.state == .open }
        }
        if let plants {
            let known = Set(findings(plants.before).map(Self.key))
            report.findings = findings(plants.after).filter { !known.contains(Self.key($0)) }
        }
        return report
    }

    /// Applies the rows, or with `acceptsClean` those without a fault; answers whether that is to be kept.
    private mutating func apply(
        from start: Step, _ transaction: Transaction, acceptsClean: Bool
    ) throws(PlantError) -> Bool {
        var clean = rows
        while true {
            var step = start
            let faults = try transaction.attempt { () throws(PlantError) in
                let faults = try step.apply(clean)
                return (faults, isKept: faults.isEmpty)
            }
            report.faults += faults.map(\.1)
            if faults.isEmpty {
                report.faults.sort { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) }
                guard report.faults.isEmpty || acceptsClean else { return false }
                step.report.faults = report.faults
                step.report.blank = report.blank
                step.report.remarks = report.remarks + step.report.remarks
                report = step.report
                return true
            }
            // What was lifted for a row that fails has to stay, so the others start again without it.
            let failed = Set(faults.map(\.0))
            clean = clean.indices.filter { !failed.contains($0) }.map { clean[$0] }
        }
    }

    private func findings(_ plant: Plant) -> [Finding] {
        Validator.validate(plant, ValidationOptions(today: today)).findings
    }

    private static func key(_ finding: Finding) -> [String] { [finding.code, finding.subject, finding.place ?? ""] }
}

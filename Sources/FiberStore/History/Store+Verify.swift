import FiberModel
import Migrations
import Platform

/// What `verify-history` finds.
public struct HistoryVerdict: Sendable {
    /// Changes whose hash was recomputed.
    public var changes = 0
    /// Changes of a fiberplan that kept no history.
    public var withoutHistory = 0
    /// Objects held against the last that history says of them.
    public var objects = 0
    /// The number and hash of the last change: whoever notes it elsewhere can tell later that nothing was cut off.
    public var head: (id: Int, hash: String)?
    /// What does not fit, in words, in the order of changes and objects.
    public var faults: [String] = []
    /// More faults are counted, and not told one by one.
    public static let maxFaults = 1000
    /// Whether nothing was found.
    public var isSound: Bool { faults.isEmpty }

    mutating func note(_ fault: String) { if faults.count < Self.maxFaults { faults.append(fault) } }
}

extension Store {
    /// Recomputes every hash of the history, and holds every object against the last that history says of it.
    ///
    /// O(history + plant).
    /// - Parameters:
    ///   - expected: a hash that was noted earlier; it has to be that of some change.
    ///   - onProgress: told now and then, with the share that is done.
    public func verifyHistory(
        expecting expected: String? = nil, _ onProgress: (Double) -> Void = { _ in }
    ) throws(PlantError) -> HistoryVerdict {
        try reading { connection throws(PlantError) in
            var verdict = HistoryVerdict()
            // What stands in the place of a table may never end, so nothing is read through a schema that is not ours.
            guard try Self.checkSchema(connection, &verdict) else { return verdict }
            try Self.checkChain(connection, expected, &verdict, onProgress)
            try Self.checkBuiltInRows(connection, &verdict)
            try Self.checkMigrations(connection, &verdict)
            // What refers to nothing cannot be told by its names.
            if try Self.checkReferences(connection, &verdict) {
                do throws(PlantError) {
                    try Self.checkPlant(connection, &verdict)
                } catch {
                    guard error.code == .corrupt else { throw error }
                    verdict.note(error.message)
                }
                try Self.checkPorts(connection, &verdict)
            }
            try Self.checkNameIndex(connection, &verdict)
            try Self.checkConstraints(connection, &verdict)
            return verdict
        }
    }

    /// Tells which tables, indexes and triggers are not those that the migrations make; false where rows cannot be read
    /// safely because of it.
    private static func checkSchema(
        _ connection: Connection, _ verdict: inout HistoryVerdict
    ) throws(PlantError) -> Bool {
        let differences = try SchemaCheck.differences(connection, version: Migrations.currentVersion)
        for difference in differences { verdict.note("the schema was changed: \(difference.text)") }
        return !differences.contains(where: \.changesReading)
    }

    private static func checkChain(
        _ connection: Connection, _ expected: String?, _ verdict: inout HistoryVerdict, _ onProgress: (Double) -> Void
    ) throws(PlantError) {
        var previous = ""
        var next = 1
        var isFound = expected == nil
        let pages = try connection.statement(
            "SELECT change_id, page, body, edits FROM change_page ORDER BY change_id, page")
        var hasPage = try pages.step()
        let count = try connection.statement("SELECT count(*) FROM change")
        _ = try count.step()
        let total = max(1, count.int(0))
        try HistoryReader(connection).forEachChange(ascending: true) { change throws(PlantError) in
            if change.id > next {
                verdict.note(
                    change.id == next + 1
                        ? "change \(next) is missing" : "changes \(next) to \(change.id - 1) are missing")
            }
            if change.id < 1 { verdict.note("change \(change.id) has a number that none can have") }
            next = change.id + 1
            while hasPage, pages.int(0) < change.id {
                verdict.note("a page belongs to change \(pages.int(0)), which is missing")
                hasPage = try pages.step()
            }
            var hash = ChangeHash()
            var hasOwn = false
            var number = 0
            while hasPage, pages.int(0) == change.id {
                hash.add(page: pages.bytes(2))
                number += 1
                if pages.int(1) != number {
                    verdict.note("change \(change.id): column page of its page \(number) is \(pages.int(1))")
                }
                // Every edit is a line of its page.
                if pages.bytes(2).count(where: { $0 == UInt8(ascii: "\n") }) != pages.int(3) {
                    verdict.note("page \(pages.int(1)) of change \(change.id): column edits is not its number of edits")
                }
                hasOwn = true
                hasPage = try pages.step()
            }
            guard let stored = change.hash else {
                verdict.withoutHistory += 1
                if verdict.changes > 0 || hasOwn { verdict.note("change \(change.id) has lost its hash") }
                return true
            }
            verdict.changes += 1
            if hash.finish(change, after: previous) != stored {
                verdict.note("change \(change.id) (\(change.time), \(change.author)) is not what was committed")
            }
            previous = stored
            verdict.head = (change.id, stored)
            if stored == expected { isFound = true }
            onProgress(Double(change.id) / Double(total))
            return true
        }
        if hasPage { verdict.note("a page belongs to change \(pages.int(0)), which is missing") }
        if !isFound {
            verdict.note("no change has the hash \(expected ?? ""): the history was cut off or rewritten")
        }
    }

    /// An object by its kind and name, as a number.
    private static func key(_ kind: RecordKind, _ name: String) -> Int {
        var hasher = Hasher()
        hasher.combine(kind)
        hasher.combine(name)
        return hasher.finalize()
    }

    /// Holds the objects of the plant against history, and history against the plant. Of each object only two numbers
    /// are kept, so that a large plant fits; what differs is looked at once more, so that the column can be named.
    private static func checkPlant(_ connection: Connection, _ verdict: inout HistoryVerdict) throws(PlantError) {
        let reader = HistoryReader(connection)
        var last: [Int: Int] = [:]
        var numbers = TaskNumbers()
        do throws(PlantError) {
            try reader.forEachEdit("1") { edit throws(PlantError) in
                numbers.see(edit)
                if let before = edit.before { last[key(edit.kind, before.name)] = nil }
                if let after = edit.after { last[key(edit.kind, after.name)] = after.hashValue }
            }
        } catch {
            guard error.code == .corrupt else { throw error }
            // The chain tells where; what the plant should be cannot be told any more.
            return verdict.note(error.message)
        }
        var changed: [Int: Record] = [:]
        let names = KeyCache(connection)
        for kind in RecordKind.allCases {
            let table = names.table(kind)
            let query = try connection.statement(table.selectInOrderSQL)
            while try query.step() {
                let record = try table.record(query, names)
                if record.as(CatalogueEntry.self)?.isBuiltIn == true { continue }
                let place = key(kind, record.name)
                guard let known = last.removeValue(forKey: place) else {
                    if verdict.withoutHistory == 0 {
                        verdict.note("\(kind.noun) \(record.name) is in the plant, and history does not know it")
                    }
                    continue
                }
                verdict.objects += 1
                if known != record.hashValue, changed.count < HistoryVerdict.maxFaults { changed[place] = record }
            }
        }
        try numbers.check(connection, &verdict)
        guard !last.isEmpty || !changed.isEmpty else { return }
        var left: [Int: Record] = [:]
        try reader.forEachEdit("1") { edit throws(PlantError) in
            guard let after = edit.after else { return }
            let place = key(edit.kind, after.name)
            if changed[place] != nil { left[place] = after }
            guard last.removeValue(forKey: place) != nil else { return }
            verdict.note("\(edit.kind.noun) \(after.name) is not in the plant, and history says that it is")
        }
        for (place, record) in changed.sorted(by: { $0.value.name < $1.value.name }) {
            let columns = left[place].map { record.differences(from: $0) } ?? []
            let what = columns.isEmpty ? "" : ": \(columns.joined(separator: "; "))"
            verdict.note("\(record.kind.noun) \(record.name) is not as history says that it was left\(what)")
        }
    }
}

/// The highest number that a task of each work order ever had: none is given twice, not even after its task is gone.
private struct TaskNumbers {
    private var highest: [String: Int] = [:]

    mutating func see(_ edit: ObjectChange) {
        if let task = edit.after?.as(WorkTask.self) {
            highest[task.workOrder] = max(highest[task.workOrder] ?? 0, task.number)
        }
        if let order = edit.after?.as(WorkOrder.self), let last = order.lastTask {
            highest[order.label] = max(highest[order.label] ?? 0, last)
        }
        if let former = edit.before?.as(WorkOrder.self), let order = edit.after?.as(WorkOrder.self),
            former.label != order.label, let number = highest.removeValue(forKey: former.label)
        {
            highest[order.label] = max(highest[order.label] ?? 0, number)
        }
    }

    /// A plant of a fiberplan that did not keep the number may be below what history tells, never above it.
    func check(_ connection: Connection, _ verdict: inout HistoryVerdict) throws(PlantError) {
        let query = try connection.statement(
            """
            SELECT label, last_task, (SELECT coalesce(max(number), 0) FROM task WHERE work_order_id = work_order.id)
            FROM work_order
            """)
        while try query.step() {
            let (label, last, present) = (query.text(0), query.int(1), query.int(2))
            if last < present || last > max(highest[label] ?? 0, present) {
                verdict.note(
                    "work order \(label): column last_task is \(last), the highest task was \(max(highest[label] ?? 0, present))"
                )
            }
        }
    }
}

extension Record {
    /// The columns in which it differs from another of its kind, with both values: `length_mm: 10000, was 5000`.
    func differences(from other: Record) -> [String] {
        zip(kind.about.fields, zip(values, other.values)).compactMap { field, held in
            let (now, was) = (held.0.description, held.1.description)
            let isSame = field.isCounted || field.isOfStore || now.utf8.elementsEqual(was.utf8)
            return isSame ? nil : "\(field.name) is \(quoted(now)), was \(quoted(was))"
        }
    }
}

/// What `verify-history` finds.
public struct HistoryVerdict: Sendable {
    /// Changes whose hash was computed anew.
    public var changes = 0
    /// Changes of a fiberplan that kept no history.
    public var withoutHistory = 0
    /// Objects held against the last that history says of them.
    public var objects = 0
    /// The number and hash of the last change: whoever notes it elsewhere can tell later that nothing was cut off.
    public var head: (id: Int, hash: String)?
    /// What does not fit, in words, in the order of changes and objects.
    public var faults: [String] = []
    public static let mostFaults = 1000
    public var isSound: Bool { faults.isEmpty }

    mutating func note(_ fault: String) { if faults.count < Self.mostFaults { faults.append(fault) } }
}

extension Store {
    /// Computes every hash of the history anew, and holds every object against the last that history says of it.
    ///
    /// - Parameter expected: a hash that was noted earlier; it has to be that of some change.
    /// O(history + plant).
    public func verifyHistory(
        expecting expected: String? = nil, _ onProgress: (Double) -> Void = { _ in }
    ) throws(PlantError) -> HistoryVerdict {
        try reading { connection throws(PlantError) in
            var verdict = HistoryVerdict()
            try Self.checkGuards(connection, &verdict)
            try Self.checkChain(connection, expected, &verdict, onProgress)
            try Self.checkPlant(connection, &verdict)
            return verdict
        }
    }

    /// The triggers that keep history from being edited.
    private static func checkGuards(_ connection: Connection, _ verdict: inout HistoryVerdict) throws(PlantError) {
        let query = try connection.statement(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('change', 'change_page', 'change_name')"
        )
        _ = try query.step()
        guard query.int(0) < guards else { return }
        verdict.note(
            "\(guards - query.int(0)) of the \(guards) triggers that guard history are gone: somebody took them out")
    }

    private static let guards = 6

    private static func checkChain(
        _ connection: Connection, _ expected: String?, _ verdict: inout HistoryVerdict, _ onProgress: (Double) -> Void
    ) throws(PlantError) {
        var previous = ""
        var next = 1
        var isFound = expected == nil
        let pages = try connection.statement("SELECT change_id, page, body FROM change_page ORDER BY change_id, page")
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
            next = change.id + 1
            while hasPage, pages.int(0) < change.id {
                verdict.note("a page belongs to change \(pages.int(0)), which is missing")
                hasPage = try pages.step()
            }
            var hash = ChangeHash()
            var hasOwn = false
            while hasPage, pages.int(0) == change.id {
                hash.add(page: pages.bytes(2))
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
            verdict.note("no change has the hash \(expected ?? ""): the history was cut off or written anew")
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
    /// are kept, so that a large plant fits.
    private static func checkPlant(_ connection: Connection, _ verdict: inout HistoryVerdict) throws(PlantError) {
        let reader = HistoryReader(connection)
        var last: [Int: Int] = [:]
        do throws(PlantError) {
            try reader.forEachEdit("1") { edit throws(PlantError) in
                if let before = edit.before { last[key(edit.kind, before.name)] = nil }
                if let after = edit.after { last[key(edit.kind, after.name)] = after.hashValue }
            }
        } catch {
            guard error.code == .corrupt else { throw error }
            // The chain tells where; what the plant should be cannot be told any more.
            return verdict.note(error.message)
        }
        let names = Names(connection)
        for kind in RecordKind.allCases {
            let type = kind.storedType
            let query = try connection.statement("\(type.selectSQL) ORDER BY \(type.order)")
            while try query.step() {
                let record = Record(try type.init(row: query, names))
                if case .catalogueEntry(let entry) = record, entry.isBuiltIn { continue }
                guard let known = last.removeValue(forKey: key(kind, record.name)) else {
                    if verdict.withoutHistory == 0 {
                        verdict.note("\(kind.noun) \(record.name) is in the plant, and history does not know it")
                    }
                    continue
                }
                verdict.objects += 1
                if known != record.hashValue {
                    verdict.note("\(kind.noun) \(record.name) is not as history says that it was left")
                }
            }
        }
        guard !last.isEmpty else { return }
        try reader.forEachEdit("1") { edit throws(PlantError) in
            guard let after = edit.after, last.removeValue(forKey: key(edit.kind, after.name)) != nil else { return }
            verdict.note("\(edit.kind.noun) \(after.name) is not in the plant, and history says that it is")
        }
    }
}

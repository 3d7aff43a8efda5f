import FiberExchange
import FiberModel
import Foundation
import TestSupport
import Testing

@testable import FiberStore

/// History as a law: there and back is the identity, and nothing is other than history says.
struct HistoryTests {
    private let scratch: Scratch
    init() throws { scratch = try Scratch() }

    private func export(_ store: Store, _ name: String) throws -> [String: [UInt8]] {
        try PlantExport.write(store, to: scratch.file(name))
        return try Checkout.files(scratch.file(name))
    }

    @Test(arguments: ["two-row-hall", "faulty-hall"])
    func whatIsRecordedIsWhatIsThere(_ sample: String) throws {
        let store = try Store.sample(sample)
        var there: Set<Record> = []
        try store.forEachRecord(of: RecordKind.allCases) { record in
            if record.as(CatalogueEntry.self)?.isBuiltIn == true { return }
            there.insert(record)
        }
        var recorded: Set<Record> = []
        try store.forEachEdit(of: 1) { edit in
            #expect(edit.before == nil && edit.former == nil && !edit.isImplied)
            if let after = edit.after { recorded.insert(after) }
        }
        #expect(recorded == there)
        let verdict = try store.verifyHistory()
        #expect(verdict.isSound && verdict.objects == there.count && verdict.changes == 1)
    }

    /// One random change of a plant; nil where it would have done nothing.
    private func change(_ store: Store, _ step: Int, _ dice: inout Dice) throws -> [Edit] {
        func pick(_ kind: RecordKind) throws -> Record? {
            var all: [Record] = []
            try store.forEachRecord(kind) { all.append($0) }
            return all.randomElement(using: &dice)
        }
        switch Int.random(in: 0..<10, using: &dice) {
        case 0:
            guard var rack = try pick(.rack)?.as(Rack.self) else { return [] }
            let name = rack.address.description
            rack.address.grid = "R\(step)"
            return [.replace(name: name, with: Record(rack))]
        case 1:
            guard var trunk = try pick(.trunk)?.as(Trunk.self) else { return [] }
            let name = trunk.label
            trunk.label = "N\(step)"
            trunk.remarks.note = "a \"note\"\nof two lines\u{1}"
            return [.replace(name: name, with: Record(trunk))]
        case 2: return try pick(.trunk).map { [.remove(.trunk, name: $0.name)] } ?? []
        case 3: return try pick(.link).map { [.remove(.link, name: $0.name)] } ?? []
        case 4:
            guard var cord = try pick(.cord)?.as(Cord.self) else { return [] }
            let old = cord.label
            (cord.label, cord.status, cord.colour) = ("D\(step)", .retired, "")
            return [.replace(name: old, with: Record(cord))]
        case 5:
            guard var cord = try pick(.cord)?.as(Cord.self) else { return [] }
            cord.built.length = Millimetres(step * 10)
            return [.replace(name: cord.label, with: Record(cord))]
        case 6:
            guard let trunk = try pick(.trunk)?.as(Trunk.self) else { return [] }
            var strand = StrandException()
            strand.address = StrandAddress(trunk: trunk.label, strand: 1 + step % 64)
            strand.state = .broken
            return [.add(Record(strand))]
        case 7:
            guard let cord = try pick(.cord) else { return [] }
            var task = WorkTask()
            task.workOrder = "W\(step)"
            task.subject = .cord(cord.name)
            return [.add(Record(WorkOrder(label: "W\(step)"))), .add(Record(task))]
        case 8:
            guard var hall = try pick(.hall)?.as(Hall.self) else { return [] }
            let name = hall.label
            hall.label = "H\(step)"
            return [.replace(name: name, with: Record(hall))]
        default:
            guard var segment = try pick(.segment)?.as(PathwaySegment.self) else { return [] }
            let name = segment.label
            segment.label = "S\(step)"
            segment.tags = ["z\(step)"]
            return [.replace(name: name, with: Record(segment))]
        }
    }

    @Test(arguments: 0..<4)
    func undoOfEverythingIsTheIdentity(_ seed: UInt64) throws {
        var dice = Dice(seed: seed + 1)
        let store = try Store.sample("two-row-hall")
        var states: [[String: [UInt8]]] = [try export(store, "s0")]
        while states.count < 10 {
            let edits = try change(store, states.count, &dice)
            guard !edits.isEmpty, (try? store.commit(edits, author: "t", command: "step \(states.count)")) != nil else {
                continue
            }
            states.append(try export(store, "s\(states.count)"))
        }
        #expect(try store.verifyHistory().isSound)
        // What it was is told for every moment, over renamings.
        for moment in [1, 4, 7] {
            var net: [ObjectChange] = []
            try store.forEachDifference(since: .change(moment)) { net.append($0) }
            for edit in net.filter({ $0.before != nil }).shuffled(using: &dice).prefix(6) {
                let old = try store.records(named: edit.before?.name ?? "", at: .change(moment))
                #expect(old.contains { $0 == edit.before })
            }
        }
        for state in states.dropLast().reversed() {
            let last = try store.commit(author: "t", command: "undo") { transaction throws(PlantError) in
                try transaction.undo()
            }.value
            #expect(try export(store, "u") == state, "undoing \(last.command)")
        }
        let verdict = try store.verifyHistory()
        #expect(verdict.isSound, "\(verdict.faults)")
    }

    @Test func anUndoIsRefusedWhereLaterChangesDependOnIt() throws {
        let store = try Store.sample("two-row-hall")
        func undo(_ id: Int) throws {
            try store.commit(ChangeMetadata(author: "t", command: "undo")) { transaction throws(PlantError) in
                try transaction.undo(id)
            }
        }
        var cassette = Cassette()
        cassette.address = try UnitAddress("DC1.A02-20")
        try store.commit([.add(Record(cassette))], author: "t", command: "add-cassette")
        var cord = Cord()
        (cord.label, cord.a) = ("C9000", PortAddress(unit: cassette.address, port: 1))
        try store.commit([.add(Record(cord))], author: "t", command: "add-cord")
        func refusal(_ id: Int) -> PlantError? {
            do throws(PlantError) {
                try store.commit(author: "t", command: "u") { transaction throws(PlantError) in try transaction.undo(id)
                }
                return nil
            } catch { return error }
        }
        var error = refusal(2)
        #expect(error?.code == .inUse && error?.message.contains("C9000 of change 3") == true)
        cord.colour = "blue"
        try store.commit([.replace(name: "C9000", with: Record(cord))], author: "t", command: "set")
        error = refusal(3)
        #expect(error?.hint == "take back change 4 first")
        for id in [4, 3, 2] { try undo(id) }
        #expect(throws: PlantError.self) { try undo(2) }
        // An undoing can be taken back: the cassette is there again.
        try undo(7)
        #expect(try store.record(.cassette, "DC1.A02-20").name == "DC1.A02-20")
        #expect(try store.change(2).undoneBy == nil)
        #expect(
            try store.commit(author: "t", command: "u") { transaction throws(PlantError) in try transaction.undo() }
                .value.id == 2)
    }

    @Test func whatWasNotedLaterIsNotTakenAlong() throws {
        let store = try Store.sample("two-row-hall")
        var trunk = Trunk()
        trunk.label = "T9000"
        (trunk.a.unit, trunk.z.unit) = (try UnitAddress("DC1.A02-20"), try UnitAddress("DC1.A02-21"))
        let cassettes = [trunk.a.unit, trunk.z.unit].map { address in
            var cassette = Cassette()
            cassette.address = address
            return Edit.add(Record(cassette))
        }
        try store.commit(cassettes + [.add(Record(trunk))], author: "t", command: "add-trunk")
        var strand = StrandException()
        strand.address = StrandAddress(trunk: "T9000", strand: 7)
        try store.commit([.add(Record(strand))], author: "t", command: "mark-strand")
        #expect(throws: PlantError.self) {
            try store.commit(author: "t", command: "u") { transaction throws(PlantError) in try transaction.undo(2) }
        }
        // Removed by hand, a trunk takes its strands along, and both come back.
        try store.commit([.remove(.trunk, name: "T9000")], author: "t", command: "remove")
        try store.commit(author: "t", command: "u") { transaction throws(PlantError) in try transaction.undo(4) }
        #expect(try store.record(.strand, "T9000:07").name == "T9000:07")
        #expect(try store.verifyHistory().isSound)
    }

    @Test(
        arguments: [
            ("UPDATE change SET author = 'nobody' WHERE id = 2", "change 2"),
            ("UPDATE change_page SET body = replace(body, 'leaf-01', 'leaf-99')", "change 1"),
            ("DELETE FROM change WHERE id = 2", "change 2 is missing"),
            ("DELETE FROM change_page WHERE change_id = 2", "change 2"),
            ("UPDATE cord SET colour = 'pink' WHERE label = 'C0001'", "cord C0001 is not as history"),
            ("DELETE FROM link WHERE label = 'L0003'", "link L0003 is not in the plant"),
            ("INSERT INTO hall (label) VALUES ('DC9')", "hall DC9 is in the plant"),
            ("DELETE FROM change_page WHERE change_id = 3; DELETE FROM change WHERE id = 3", "no change has the hash"),
            // The column at fault is named.
            ("UPDATE cord SET length_mm = 1 WHERE label = 'C0001'", "length_mm is '1', was '500'"),
            ("UPDATE change_page SET edits = 7 WHERE change_id = 2", "page 1 of change 2: column edits"),
            // A guard that does nothing in the place of the real one.
            ("CREATE TRIGGER change_is_fixed BEFORE UPDATE ON change BEGIN SELECT 1; END", "change_is_fixed is not as"),
            ("CREATE TRIGGER planted AFTER INSERT ON cord BEGIN DELETE FROM link; END", "trigger 'planted' was added"),
            ("DROP TRIGGER cord_moves", "trigger cord_moves is missing"),
            ("CREATE VIEW planted AS SELECT 1", "view 'planted' was added"),
            ("DELETE FROM change_name", "table change_name"),
            ("DELETE FROM change_name WHERE hash IN (SELECT hash FROM change_name LIMIT 1)", "entries are missing"),
            ("INSERT INTO change_name VALUES (1, 1)", "1 entries were added"),
            (
                "DROP TRIGGER catalogue_built_in_is_fixed; UPDATE catalogue_entry SET body = replace(body, '750', '75') WHERE name = 'MXC-64'",
                "catalogue row connector/MXC-64 was changed: body"
            ),
            (
                "DROP TRIGGER catalogue_built_in_is_fixed; DELETE FROM catalogue_entry WHERE name = 'MPO-16'",
                "catalogue row connector/MPO-16 is missing"
            ),
            (
                "PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES ('trigger', 'sqlite_evil', 'cord', 0, 'CREATE TRIGGER sqlite_evil AFTER INSERT ON cord BEGIN DELETE FROM waiver; END')",
                "trigger 'sqlite_evil' was added"
            ),
            (
                "INSERT INTO change (id, at, author, command, edits, hash) VALUES (0, '2020-01-01T00:00:00Z', 'y', 'z', 0, NULL)",
                "change 0 has a number"
            ),
            ("DELETE FROM grdb_migrations WHERE identifier LIKE '0005%'", "table grdb_migrations: 0005"),
            ("INSERT INTO grdb_migrations VALUES ('planted')", "table grdb_migrations: 'planted' was added"),
            ("UPDATE change_page SET page = page + 7 WHERE change_id = 2", "column page of its page 1 is 8"),
            (
                "PRAGMA ignore_check_constraints = ON; UPDATE segment SET kind = 'trayx' WHERE id = 1",
                "column kind holds 'trayx'"
            ),
            (
                "PRAGMA ignore_check_constraints = ON; UPDATE cord SET status = 'ix' WHERE id = 1",
                "CHECK constraint failed in cord"
            ),
            ("UPDATE cord SET a_unit_id = 99999 WHERE id = 1", "column a_unit_id refers to a unit that is not there"),
            ("DELETE FROM catalogue_entry", "refers to a catalogue_entry that is not there"),
            ("DELETE FROM plug WHERE cord_id = 1", "does not hold what is plugged there"),
            ("UPDATE plug SET port = 99 WHERE cord_id = 1 AND port = 1", "holds what is not plugged there"),
            (
                "DROP TABLE plug; CREATE TABLE plug (unit_id, face, port, trunk_id, cord_id)",
                "table plug is not as fiberplan makes it"
            ),
            (
                "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'CHECK (loss', 'CHECK (1 OR loss'), rootpage = rootpage WHERE name = 'cord'; UPDATE sqlite_master SET sql = replace(sql, ' STRICT', '') WHERE name = 'rack'",
                "table rack is not as fiberplan makes it"
            ),
        ])
    func tamperingIsFound(_ sql: String, _ found: String) throws {
        let path = scratch.file("p.sqlite")
        let store = try Store.create(at: path)
        var reader = try PlantImport(folder: Checkout.path("samples/two-row-hall"))
        _ = try reader.run(into: store, ChangeMetadata(author: "t", command: "import"))
        for step in 2...3 { try store.commit([.add(Record(Hall(label: "H\(step)")))], author: "t", command: "t") }
        let head = try #require(try store.verifyHistory().head)
        store.close()
        let raw = try SQLiteConnection(path: path, .readWrite)
        try raw.addNaturalOrder()
        // The triggers refuse; whoever wants to change history has to drop them first.
        if sql.hasPrefix("UPDATE change") || sql.hasPrefix("DELETE FROM change") {
            #expect(throws: PlantError.self) { try raw.execute(sql) }
        }
        var triggers: [String] = []
        let query = try raw.statement("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'change%'")
        while try query.step() { triggers.append(query.text(0)) }
        for trigger in triggers { try raw.execute("DROP TRIGGER \(trigger)") }
        try raw.execute(sql)
        let verdict = try Store.open(at: path, for: .reading, checksSchema: false).verifyHistory(expecting: head.hash)
        #expect(verdict.faults.contains { $0.contains(found) }, "\(verdict.faults)")
    }

    @Test(arguments: [
        "2026-11-25", "2026-11-25T18:30", "2026-11-25 18:30:15", "2026-11-25T18:30:15Z", "12", "#12", "0",
    ])
    func momentsAreRead(_ text: String) throws { _ = try Moment(text) }

    @Test(arguments: ["", "yesterday", "2026-13-01", "2026-11-25T25:00", "-1", "20261125T1830"])
    func whatIsNoMomentIsRefused(_ text: String) { #expect(throws: PlantError.self) { try Moment(text) } }
}

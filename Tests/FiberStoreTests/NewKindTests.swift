import FiberExchange
import FiberPlanning
import Foundation
import TestSupport
import Testing

@testable import FiberModel
@testable import FiberStore

/// A kind that no program has: splice closures along a trunk. All that is said of it stands here.
private struct Closure: RecordValue, Remarked {
    enum Shape: String, Sendable, CaseIterable { case dome, inline }
    var label = ""
    var rack: RackAddress?
    var trunk: String?
    var shape = Shape.dome
    var height: Millimetres?
    var segments: [String] = []
    var maker = ""
    var remarks = Remarks()

    static let description = RecordDescription<Closure>(
        "closure", plural: "closures",
        fields: [
            .label("label", \.label, "a closure label such as X1"),
            .rack("rack", \.rack, "the rack that it hangs at"),
            .label("trunk", \.trunk, "the trunk that it is in", of: .trunk).goesWithIt,
            .choice("shape", \.shape, "how it is closed").whenEmpty("dome"),
            .quantity("height_mm", \.height, 1...1000, "outer height"),
            .labels(
                "segments", \.segments, "the segments that it can be reached from", of: .segment, in: "closure_segment"),
            .text("maker", \.maker, "who makes it"),
        ] + Field.remarks)

    static let tables = """
        CREATE TABLE closure (id INTEGER PRIMARY KEY, label TEXT NOT NULL UNIQUE, rack_id INTEGER REFERENCES rack (id),
          trunk_id INTEGER REFERENCES trunk (id), shape TEXT NOT NULL, height_mm INTEGER, maker TEXT NOT NULL,
          metadata TEXT NOT NULL, note TEXT NOT NULL) STRICT;
        CREATE TABLE closure_segment (closure_id INTEGER NOT NULL REFERENCES closure (id) ON DELETE CASCADE,
          seq INTEGER NOT NULL, segment_id INTEGER NOT NULL REFERENCES segment (id), PRIMARY KEY (closure_id, seq)) STRICT;
        """
}

/// One description of a kind is all that import, export, `set`, history and undo need.
struct NewKindTests {
    private let scratch: Scratch
    init() throws { scratch = try Scratch() }

    private func store() throws -> Store {
        let store = try Store.inMemory()
        try store.database.write { connection throws(PlantError) in
            (try connection.execute(Closure.tables), isKept: true)
        }
        return store
    }

    private func read(_ csv: String, into store: Store) throws -> ImportReport {
        let file = PlantImport.File(
            name: "closures.csv", schema: Schema(Closure.kind), source: MemorySource(Array(csv.utf8)))
        var reader = PlantImport([file])
        return try reader.run(into: store, ChangeMetadata(author: "t", command: "import"))
    }

    private func export(_ store: Store, _ name: String) throws -> [String: [UInt8]] {
        try PlantExport.write(store, to: scratch.file(name))
        return try Checkout.files(scratch.file(name))
    }

    private func set(_ store: Store, _ kind: RecordKind, _ name: String, _ column: String, _ value: String) throws {
        try store.commit(ChangeMetadata(author: "t", command: "set")) { transaction throws(PlantError) in
            let old = try transaction.record(kind, name)
            let new = try Schema(kind).record(from: old, setting: [(column: column, value: value)])
            try transaction.apply(.replace(name: name, with: new))
        }
    }

    @Test func aKindInOneFileGoesThereAndBack() throws {
        try RecordKind.$further.withValue([Closure.kind]) {
            let store = try store()
            try store.commit(TinyHall().records.map(Edit.add), author: "t", command: "a hall")
            let before = try export(store, "before")

            // A file with a fault in each reference and value, every one told at its place.
            let wrong = try read(
                "label,rack,trunk,shape,height_mm,segments\nX1,DC1.Q01,T9,dom,0,S1 S9\n", into: store)
            #expect(wrong.faults.map { $0.place?.column } == [4, 12, 15, 19, 21])
            #expect(wrong.faults[2].hint == "did you mean 'dome'?")

            let rows = """
                label,rack,trunk,shape,height_mm,segments,maker,metadata,note
                X1,DC1.A01,T1,inline,240,S2 S1,"=ACME, Ltd","{""id"": 7}",a note
                X2,,,,,,,,

                """
            let report = try read(rows, into: store)
            #expect(report.faults.isEmpty && report.rows == 2)
            let first = try store.record(Closure.self, "X1")
            #expect(
                first.rack == RackAddress(hall: "DC1", grid: "A01") && first.trunk == "T1" && first.shape == .inline)
            #expect(first.height == Millimetres(240) && first.segments == ["S2", "S1"] && first.maker == "=ACME, Ltd")
            #expect(first.remarks == Remarks(metadata: "{\"id\": 7}", note: "a note"))
            #expect(try store.record(Closure.self, "X2") == Closure { $0.label = "X2" })
            #expect(try store.records(named: "X1").map(\.kind) == [Closure.kind])

            // What is exported imports to the same plant.
            let there = try export(store, "there")
            #expect(Set(there.keys).subtracting(before.keys) == ["closures.csv"])
            let twin = try self.store()
            var reader = try PlantImport(folder: scratch.file("there"))
            #expect(try reader.run(into: twin, ChangeMetadata(author: "t", command: "t")).faults.isEmpty)
            #expect(try export(twin, "twin") == there)

            try change(store)
            let verdict = try store.verifyHistory()
            // The file holds tables that no migration made; the objects are as history tells.
            #expect(verdict.faults.allSatisfy { $0.hasPrefix("the schema was changed: table 'closure") })

            // Every change taken back, last first.
            while let last = try store.changes(count: 100).first(where: { $0.undoes == nil && $0.undoneBy == nil }),
                last.command != "a hall"
            {
                try store.commit(author: "t", command: "undo") { transaction throws(PlantError) in
                    try transaction.undo(last.id)
                }
            }
            #expect(try export(store, "after") == before)
        }
    }

    /// Renames and removals of what a closure names.
    private func change(_ store: Store) throws {
        try set(store, Closure.kind, "X2", "height_mm", "300")
        #expect(throws: PlantError.self) { try set(store, Closure.kind, "X2", "height_mm", "3000") }
        #expect(throws: PlantError.self) { try set(store, Closure.kind, "X2", "rack", "DC1.Q01") }
        try set(store, Closure.kind, "X2", "label", "X3")
        try set(store, .rack, "DC1.A01", "address", "DC1.R01")
        try set(store, .segment, "S1", "label", "S7")
        try set(store, .hall, "DC1", "label", "DC5")
        let moved = try store.record(Closure.self, "X1")
        #expect(moved.rack == RackAddress(hall: "DC5", grid: "R01") && moved.segments == ["S2", "S7"])
        let implied = try store.history(of: "X1").filter(\.edit.isImplied)
        #expect(implied.count == 3)

        // A rack stays while one hangs at it; a trunk takes its own along.
        var lone = Closure { $0.label = "X4" }
        lone.rack = RackAddress(hall: "DC5", grid: "B01")
        try store.commit([.add(lone)], author: "t", command: "add")
        let refusal = #expect(throws: PlantError.self) {
            try store.commit([.remove(.rack, name: "DC5.B01")], author: "t", command: "remove")
        }
        #expect(refusal?.code == .inUse && refusal?.message.contains("1 closure") == true, "\(refusal?.message ?? "")")
        try store.commit([.remove(.trunk, name: "T1")], author: "t", command: "remove")
        #expect(throws: PlantError.self) { try store.record(Closure.self, "X1") }
    }

    /// The tables of the migrations hold every column that follows from the descriptions, and nothing else that a row
    /// has to say.
    @Test(arguments: RecordKind.allCases)
    func theTablesAreAsDescribed(_ kind: RecordKind) throws {
        let table = Table(kind)
        let columns = try Store.inMemory().reading { connection throws(PlantError) in
            let query = try connection.statement(
                "SELECT name, \"notnull\" AND dflt_value IS NULL FROM pragma_table_info('\(table.name)')")
            var columns: [String: Bool] = [:]
            while try query.step() { columns[query.text(0)] = query.int(1) == 1 }
            return columns
        }
        let described = Set(table.columnsOf.joined())
        #expect(described.isSubset(of: columns.keys))
        let others = columns.keys.filter { !described.contains($0) && columns[$0] == true }
        #expect(others.allSatisfy { ["id", "kind"].contains($0) }, "\(others)")
    }
}

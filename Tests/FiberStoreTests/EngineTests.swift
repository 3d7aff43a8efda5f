import FiberExchange
import FiberModel
import FiberPlanning
import Foundation
import TestSupport
import Testing

@testable import FiberStore

/// Another engine, as the store sees it: everything it is asked goes on to SQLite, and is counted.
private final class ForwardingConnection: Connection {
    private let inner: SQLiteConnection
    private(set) var statements = 0

    init(_ inner: SQLiteConnection) {
        self.inner = inner
        super.init()
    }

    override func statement(_ sql: String) throws(PlantError) -> Statement {
        statements += 1
        return ForwardingStatement(try inner.statement(sql))
    }
    override func execute(_ sql: String) throws(PlantError) { try inner.execute(sql) }
    override var isInTransaction: Bool { inner.isInTransaction }
    override var lastInsertedKey: Int64 { inner.lastInsertedKey }
    override var changes: Int { inner.changes }
    override func copy(to other: Connection) throws(PlantError) { try inner.copy(to: other) }
}

private final class ForwardingStatement: Statement {
    private let inner: Statement

    init(_ inner: Statement) {
        self.inner = inner
        super.init()
    }

    override func bind(_ value: Int64?, at place: Int32) { inner.bind(value, at: place) }
    override func bind(_ value: Int, at place: Int32) { inner.bind(value, at: place) }
    override func bind(_ value: String?, at place: Int32) { inner.bind(value, at: place) }
    override func bind(bytes: [UInt8]?, at place: Int32) { inner.bind(bytes: bytes, at: place) }
    override func next() throws(PlantError) -> Bool { try inner.next() }
    override func reset() { inner.reset() }
    override func isNull(_ column: Int32) -> Bool { inner.isNull(column) }
    override func int64(_ column: Int32) -> Int64 { inner.int64(column) }
    override func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> { inner.bytes(column) }
    override func name(ofColumn column: Int32) -> String { inner.name(ofColumn: column) }
}

/// History, undo, work orders, snapshots and look-ups live above the engine: with another they do the same.
struct EngineTests {
    private let scratch: Scratch
    init() throws { scratch = try Scratch() }

    private func export(_ store: Store, _ name: String) throws -> [String: [UInt8]] {
        try PlantExport.write(store, to: scratch.file(name))
        return try Checkout.files(scratch.file(name))
    }

    @Test func anotherEngineDoesTheSame() throws {
        let base = try SQLiteConnection(path: nil, .readWrite)
        try base.addNaturalOrder()
        try base.execute("PRAGMA foreign_keys = ON")
        let engine = ForwardingConnection(base)
        let database = Database(engine)
        try database.migrate()
        let (own, usual) = (Store(database), try Store.inMemory())
        for store in [own, usual] {
            var reader = try PlantImport(folder: Checkout.path("samples/two-row-hall"))
            #expect(try reader.run(into: store, ChangeMetadata(author: "t", command: "t")).faults.isEmpty)
        }
        #expect(engine.statements > 20)
        let before = try export(own, "before")
        #expect(try before == export(usual, "usual"))
        for store in [own, usual] {
            try store.commit([.add(WorkOrder(label: "W1"))], author: "t", command: "t")
            try store.commit(author: "t", command: "t") { transaction throws(PlantError) in
                var hall = try transaction.record(Hall.self, "DC1")
                hall.label = "DC9"
                try transaction.apply(.replace(name: "DC1", with: hall))
                try transaction.assign(.cord("C0001"), to: "W1")
            }
        }
        #expect(try export(own, "own") == export(usual, "usual"))
        let options = ValidationOptions(today: try Day("2026-01-01"))
        #expect(
            try Validator.validate(own.snapshot(), options).findings
                == Validator.validate(usual.snapshot(), options).findings)
        #expect(try own.withKeyedPlant { plant throws(PlantError) in try plant.racks(in: "DC9").count } > 1)
        #expect(try own.verifyHistory().isSound && own.verifyHistory().changes == 3)
        for _ in 0..<2 {
            try own.commit(author: "t", command: "undo") { transaction throws(PlantError) in try transaction.undo() }
        }
        #expect(try export(own, "after") == before)
    }
}

import FiberModel
import FiberPlanning
import Foundation
import TestSupport
import Testing

@testable import FiberStore

/// Files that are not plants, or plants of others.
struct StoreFileTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func opening(_ path: String) -> PlantError? {
        do throws(PlantError) {
            _ = try Store.open(at: path, for: .reading)
            return nil
        } catch { return error }
    }

    @Test func aPlantIsMadeOnceAndOpenedAgain() throws {
        let path = scratch.file("p.sqlite")
        try Store.create(at: path).close()
        #expect(throws: PlantError.self) { try Store.create(at: path) }
        let store = try Store.open(at: path, for: .writing)
        try store.commit([.add(Record(Hall(label: "DC1")))], author: "t", command: "t")
        store.close()
        #expect(try Store.open(at: path, for: .reading).record(.hall, "DC1").name == "DC1")
    }

    @Test func aMissingFileSaysHowToMakeOne() {
        let error = opening(scratch.file("none.sqlite"))
        #expect(error?.code == .notFound && error?.hint?.contains("fiberplan init") == true)
        #expect(opening(scratch.path)?.code == .notFound)
    }

    @Test(arguments: ["", "hello", String(repeating: "x", count: 5000), "SQLite format 3\u{0}garbage"])
    func whatIsNoDatabaseIsRefused(_ content: String) throws {
        let path = try scratch.write("x.sqlite", content)
        let code = opening(path)?.code
        #expect(code == .foreignFile || code == .corrupt)
    }

    @Test func aForeignDatabaseIsRefusedAndLeftAlone() throws {
        let path = scratch.file("other.sqlite")
        try scratch.write("other.sqlite", "")
        try SQLiteConnection(path: path, .readWrite).execute("CREATE TABLE t (a)")
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(opening(path)?.code == .foreignFile)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func aNewerPlantIsRefused() throws {
        let path = scratch.file("new.sqlite")
        try Store.create(at: path).close()
        try SQLiteConnection(path: path, .readWrite).execute("PRAGMA user_version = 99")
        let error = opening(path)
        #expect(error?.code == .foreignFile && error?.message.contains("99") == true)
    }

    @Test func aTruncatedPlantIsReportedAsDamaged() throws {
        let path = scratch.file("cut.sqlite")
        try Store.create(at: path).close()
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        try data.prefix(data.count / 3).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: PlantError.self) {
            try Store.open(at: path, for: .reading).catalogue()
        }
        #expect(error?.code == .corrupt)
    }

    @Test func theDatabaseHoldsTheLineByItself() throws {
        let path = scratch.file("raw.sqlite")
        let store = try Store.create(at: path)
        try store.commit(TinyHall().records.map(Edit.add), author: "t", command: "t")
        store.close()
        let raw = try SQLiteConnection(path: path, .readWrite)
        try raw.execute("PRAGMA foreign_keys = ON")
        for sql in [
            "INSERT INTO cord (label, type_id, a_unit_id, a_port) SELECT 'X', type_id, a_unit_id, a_port FROM cord LIMIT 1",
            "UPDATE cord SET a_unit_id = 999", "UPDATE rack SET height_u = 'tall'", "UPDATE trunk SET status = 'lost'",
            "UPDATE hall SET metadata = '[]'", "DELETE FROM unit", "UPDATE catalogue_entry SET source = 'me'",
            "UPDATE link SET a_unit_id = z_unit_id, a_port = z_port",
        ] {
            #expect(throws: PlantError.self, "\(sql)") { try raw.execute(sql) }
        }
    }

    @Test func twoWritersTakeTurnsAndNeverBookTwice() async throws {
        let path = scratch.file("two.sqlite")
        let store = try Store.create(at: path)
        try store.commit(
            TinyHall {
                $0.cords = []; $0.link.label = "L1"
            }.records.map(Edit.add), author: "t", command: "t")
        let won = await withTaskGroup(of: Int.self) { group in
            for writer in 0..<2 {
                group.addTask {
                    var won = 0
                    for port in 1...32 {
                        do {
                            let own = try Store.open(at: path, for: .writing)
                            var cord = Cord()
                            cord.label = "W\(writer)-\(port)"
                            cord.a = try PortAddress(front: "DC1.A01-40:\(port)")
                            try own.commit([.add(Record(cord))], author: "t", command: "t")
                            won += 1
                        } catch let error as PlantError where error.code == .portTaken {
                            continue
                        } catch {
                            Issue.record(error)
                        }
                    }
                    return won
                }
            }
            return await group.reduce(0, +)
        }
        #expect(won == 32)
        #expect(try store.counts().first { $0.kind == .cord }?.count == 32)
    }
}

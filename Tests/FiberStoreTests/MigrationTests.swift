import FiberModel
import Foundation
import Migrations
import TestSupport
import Testing

@testable import FiberStore

/// Plants of every earlier version open, also where several programs open one at once.
struct MigrationTests {
    private static let earlier = Array(1..<Migrations.currentVersion)

    /// A plant with one hall as a fiberplan of that schema version left it.
    private func oldPlant(_ version: Int, in folder: Scratch) throws -> String {
        let path = folder.file("plant.sqlite")
        try folder.write("plant.sqlite", "")
        let database = try Database(path: path)
        try database.withConnection { connection throws(PlantError) in
            try connection.execute("PRAGMA journal_mode = WAL")
        }
        try database.migrate(to: version)
        try database.withConnection { connection throws(PlantError) in
            try connection.execute("INSERT INTO hall (label) VALUES ('H1')")
        }
        database.close()
        return path
    }

    @Test(arguments: earlier)
    func anOldPlantOpens(_ version: Int) throws {
        let folder = try Scratch()
        let path = try oldPlant(version, in: folder)
        let before = try Checkout.bytes(path)
        let store = try Store.open(at: path, for: .reading)
        #expect(try store.snapshot().halls.count == 1)
        #expect(store.foundVersion == version)
        // Who reads changes nothing, not even the version.
        #expect(try Checkout.bytes(path) == before)
        // The hall was put in past fiberplan; nothing else may differ from what the migrations make.
        #expect(
            try Store.open(at: path, for: .writing).verifyHistory().faults
                == ["hall H1 is in the plant, and history does not know it"])
    }

    @Test(arguments: earlier)
    func sixWriteToAnOldPlantAtOnce(_ version: Int) async throws {
        let folder = try Scratch()
        let path = try oldPlant(version, in: folder)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 2...7 {
                group.addTask {
                    let store = try Store.open(at: path, for: .writing, wait: WaitPolicy(seconds: 60))
                    try store.commit([.add(Record(Hall(label: "H\(number)")))], author: "t", command: "t")
                }
            }
            try await group.waitForAll()
        }
        #expect(try Store.open(at: path, for: .reading).snapshot().halls.count == 7)
    }

    @Test(arguments: earlier)
    func sixOpenAnOldPlantAtOnce(_ version: Int) async throws {
        let folder = try Scratch()
        let path = try oldPlant(version, in: folder)
        let halls = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask { try Store.open(at: path, for: .reading).snapshot().halls.count }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(halls == [1, 1, 1, 1, 1, 1])
    }

    /// Between two reads of one program another may bring the plant up to date: the first reads the schema once more.
    @Test func theSchemaIsReadAgainWhereAnotherChangedIt() throws {
        let folder = try Scratch()
        let path = try oldPlant(1, in: folder)
        let early = try Database(path: path, isReading: true)
        let halls = { () throws(PlantError) in
            try early.read { connection throws(PlantError) in try connection.number("SELECT count(*) FROM hall") }
        }
        #expect(try halls() == 1)
        _ = try Store.open(at: path, for: .writing)
        #expect(try halls() == 1)
    }
}

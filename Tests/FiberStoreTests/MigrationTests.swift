import FiberExchange
import FiberModel
import FiberPlanning
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

    // MARK: Kept plants

    /// What the kept plants hold: two racks with a tray between them, and a link over a trunk from the schema on that
    /// brought the catalogue.
    private static let space = """
        INSERT INTO hall (id, label) VALUES (1, 'DC1');
        INSERT INTO rack (id, hall_id, grid, x_mm, y_mm, height_u) VALUES (1, 1, 'A01', 0, 0, 42), (2, 1, 'B01', 6000, 0, 42);
        INSERT INTO node (id, label, hall_id, kind, x_mm, y_mm, z_mm, rack_id) VALUES
          (1, 'NA', 1, 'rack-entry', 0, 0, 2700, 1), (2, 'NB', 1, 'rack-entry', 6000, 0, 2700, 2);
        INSERT INTO segment (id, label, a_node_id, z_node_id, kind, length_mm, width_mm, depth_mm)
          VALUES (1, 'S1', 1, 2, 'tray', 6000, 300, 100);
        """
    private static let cabling = """
        INSERT INTO unit (id, kind, rack_id, u, type_id, label) SELECT n, 'cassette', n, 40, id, 'p' || n
          FROM catalogue_entry, (SELECT 1 AS n UNION SELECT 2) WHERE kind = 'cassette-type' AND name = 'MXC-64-LC-32';
        INSERT INTO unit (id, kind, rack_id, u, label, height_u, port_count, connector_id)
          SELECT n + 2, 'device', n, 42, 's' || n, 1, 32, id
          FROM catalogue_entry, (SELECT 1 AS n UNION SELECT 2) WHERE kind = 'connector' AND name = 'LC-duplex';
        INSERT INTO trunk (id, label, type_id, a_unit_id, a_rear, z_unit_id, z_rear, length_mm, status)
          SELECT 1, 'T1', id, 1, 1, 2, 1, 15000, 'installed' FROM catalogue_entry
          WHERE kind = 'trunk-type' AND name = 'MXC-64-FLIP';
        INSERT INTO trunk_segment (trunk_id, seq, segment_id) VALUES (1, 1, 1);
        INSERT INTO strand (trunk_id, strand, state, note) VALUES (1, 9, 'broken', 'seen by the installer');
        INSERT INTO cord (id, label, type_id, a_unit_id, a_port, z_unit_id, z_port, length_mm, colour, status)
          SELECT n, 'C' || n, id, n + 2, 1, n, 1, 2000, 'yellow', 'installed'
          FROM catalogue_entry, (SELECT 1 AS n UNION SELECT 2) WHERE kind = 'cord-type' AND name = 'LC-AB-SM';
        INSERT INTO link (id, label, a_unit_id, a_port, z_unit_id, z_port, optic_id, fec)
          SELECT 1, 'L1', 3, 1, 4, 1, id, 'on' FROM catalogue_entry WHERE kind = 'optic' AND name = '100G-CWDM4';
        """
    private static let firstCatalogue = 6

    /// The kept plant of a schema version: written once, when the version is new, and never again.
    private func keptPlant(_ version: Int) throws -> String {
        let path = Checkout.path("Tests/Fixtures/plant-\(version < 10 ? "0" : "")\(version).sqlite")
        guard !FileManager.default.fileExists(atPath: path), ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
        else { return path }
        let folder = try Scratch()
        try folder.write("plant.sqlite", "")
        let database = try Database(path: folder.file("plant.sqlite"))
        try database.migrate(to: version)
        try database.withConnection { connection throws(PlantError) in
            try connection.execute(Self.space)
            if version >= Self.firstCatalogue { try connection.execute(Self.cabling) }
            try connection.execute("VACUUM")
        }
        database.close()
        try FileManager.default.copyItem(atPath: folder.file("plant.sqlite"), toPath: path)
        return path
    }

    /// A plant that was kept as each schema left it comes to what it says, whichever schema that was.
    @Test(arguments: 1...Migrations.currentVersion)
    func aKeptPlantComesToTheSame(_ version: Int) throws {
        let folder = try Scratch()
        let path = folder.file("plant.sqlite")
        try FileManager.default.copyItem(atPath: try keptPlant(version), toPath: path)
        let early = try Store.open(at: path, for: .reading)
        #expect(early.foundVersion == version)
        let found = try early.snapshot()
        let store = try Store.open(at: path, for: .writing)
        let plant = try store.snapshot()
        for plant in [found, plant] {
            #expect(plant.halls.count == 1 && plant.racks.count == 2 && plant.nodes.count == 2)
            let hasCabling = version >= Self.firstCatalogue
            #expect(plant.trunks.count == (hasCabling ? 1 : 0) && plant.cords.count == (hasCabling ? 2 : 0))
            let options = ValidationOptions(today: try Day("2026-01-01"))
            let codes = Validator.validate(plant, options).findings.map(\.code)
            #expect(codes == (hasCabling ? ["LEN002"] : []), "\(codes)")
        }
        guard version >= Self.firstCatalogue else { return }
        try PlantExport.write(store, to: folder.file("out"))
        let newest = try Scratch()
        let copy = newest.file("plant.sqlite")
        try FileManager.default.copyItem(atPath: try keptPlant(Migrations.currentVersion), toPath: copy)
        try PlantExport.write(try Store.open(at: copy, for: .reading), to: newest.file("out"))
        #expect(try Checkout.files(folder.file("out")) == Checkout.files(newest.file("out")))
        #expect(
            try store.withKeyedPlant { plant throws(PlantError) in
                try plant.strand(9, of: plant.trunk(labelled: "T1"))?.state
            } == .broken)
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

import FiberModel
import FiberPlanning
import Foundation
import TestSupport
import Testing

@testable import FiberStore

struct StoreTests {
    private func cord(_ label: String, _ a: String, _ z: String?, _ status: Status = .planned) throws -> Record {
        var cord = Cord()
        cord.label = label
        cord.a = try PortAddress(front: a)
        cord.z = try z.map { try PortAddress(front: $0) }
        cord.status = status
        return Record(cord)
    }

    private func failure(_ store: Store, _ edits: Edit...) -> PlantError? {
        do throws(PlantError) {
            try store.commit(edits, author: "test", command: "test")
            return nil
        } catch { return error }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var hall = TinyHall()
        hall.trunk.remarks = Remarks(metadata: #"{"po": 1.50}"#, note: "two\nlines, \"quoted\"")
        var strand = StrandException()
        strand.address = StrandAddress(trunk: "T1", strand: 5)
        strand.measuredLoss = MilliDecibels(-20)
        var port = DevicePort()
        port.address = PortAddress(unit: hall.devices[0].address, port: 7)
        port.optic = "100G-LR4"
        var waiver = Waiver()
        (waiver.code, waiver.subject, waiver.reason, waiver.until) = ("BND001", "T1", "why", try Day("2030-01-01"))
        hall.extra = [Record(strand), Record(port), Record(waiver)]
        let store = try Store.holding(hall.records)
        for record in hall.records { #expect(try store.record(record.kind, record.name) == record) }
    }

    /// A port is one place, whichever end of which cord, and the database itself holds that.
    @Test(arguments: [
        ("DC1.A01-42:01", "DC1.A01-40:09", "a"), ("DC1.A01-42:09", "DC1.A01-42:01", "z"),
        ("DC1.A01-40:01", "DC1.A01-40:09", "a"), ("DC1.A01-42:09", "DC1.A01-40:01", "z"),
    ])
    func aPortIsNeverBookedTwice(_ a: String, _ z: String, _ field: String) throws {
        let store = try Store.holding(TinyHall().records)
        let error = failure(store, .add(try cord("C9", a, z)))
        #expect(error?.code == .portTaken)
        #expect(error?.field == field)
        #expect(error?.message.contains("C1") == true)
        #expect(throws: PlantError.self) { try store.record(.cord, "C9") }
    }

    @Test func bothEndsOfACordNeedAPortOfTheirOwn() throws {
        let store = try Store.holding(TinyHall().records)
        #expect(failure(store, .add(try cord("C9", "DC1.A01-42:09", "DC1.A01-42:09")))?.code == .portTaken)
    }

    @Test func aRetiredCordHoldsNoPort() throws {
        let store = try Store.holding(TinyHall().records)
        try store.commit(
            [.replace(name: "C1", with: try cord("C1", "DC1.A01-42:01", "DC1.A01-40:01", .retired))], author: "t",
            command: "t")
        try store.commit([.add(try cord("C9", "DC1.A01-42:01", "DC1.A01-40:01"))], author: "t", command: "t")
        let back = failure(
            store, .replace(name: "C1", with: try cord("C1", "DC1.A01-42:01", "DC1.A01-40:01", .planned)))
        #expect(back?.code == .portTaken)
    }

    @Test func movingACordFreesItsOldPort() throws {
        let store = try Store.holding(TinyHall().records)
        try store.commit([.replace(name: "C1", with: try cord("C1", "DC1.A01-42:05", nil))], author: "t", command: "t")
        #expect(failure(store, .add(try cord("C9", "DC1.A01-42:01", "DC1.A01-40:01"))) == nil)
        #expect(failure(store, .remove(.cord, name: "C9"), .add(try cord("C10", "DC1.A01-42:01", nil))) == nil)
    }

    @Test func oneFaultUndoesTheWholeCommit() throws {
        let store = try Store.holding(TinyHall().records)
        let error = failure(store, .add(Record(Hall(label: "DC2"))), .add(Record(Hall(label: "DC1"))))
        #expect(error?.code == .duplicate)
        #expect(throws: PlantError.self) { try store.record(.hall, "DC2") }
    }

    @Test func aDryRunKeepsNothing() throws {
        let store = try Store.holding(TinyHall().records)
        #expect(try store.commit([.add(Record(Hall(label: "DC2")))], author: "t", command: "t", dryRun: true) == 1)
        #expect(throws: PlantError.self) { try store.record(.hall, "DC2") }
    }

    @Test func whatOthersStandOnStays() throws {
        let store = try Store.holding(TinyHall().records)
        let error = failure(store, .remove(.cassette, name: "DC1.A01-40"))
        #expect(error?.code == .inUse)
        #expect(error?.message.contains("1 trunk, 1 cord") == true)
        #expect(
            failure(
                store, .remove(.link, name: "L1"), .remove(.cord, name: "C1"), .remove(.trunk, name: "T1"),
                .remove(.cassette, name: "DC1.A01-40")) == nil)
    }

    @Test func anUnknownNameSuggestsTheNearest() throws {
        let store = try Store.holding(TinyHall().records)
        var trunk = TinyHall().trunk
        trunk.label = "T2"
        trunk.type = "MXC-64-FILP"
        let error = failure(store, .add(Record(trunk)))
        #expect(error?.code == .notFound && error?.field == "type")
        #expect(error?.hint == "did you mean 'MXC-64-FLIP'?")
    }

    @Test func aDeviceIsNoCassette() throws {
        let store = try Store.holding(TinyHall().records)
        var port = DevicePort()
        port.address = try PortAddress(front: "DC1.A01-40:01")
        #expect(failure(store, .add(Record(port)))?.message.contains("expected a device") == true)
    }

    @Test func builtInRowsAreNeverEdited() throws {
        let store = try Store.inMemory()
        let entry = CatalogueEntry(
            kind: .optic, name: "100G-CLR4", source: "x", trust: .user, body: try row(store, "100G-CLR4").body)
        #expect(failure(store, .replace(name: "optic/100G-CLR4", with: Record(entry)))?.code == .inUse)
        #expect(failure(store, .remove(.catalogueEntry, name: "optic/100G-CLR4"))?.code == .inUse)
        #expect(failure(store, .add(Record(entry))) == nil)
    }

    @Test func aRowOfOnesOwnShadowsTheBuiltInOneAndGoesAgain() throws {
        let store = try Store.holding(TinyHall { $0.link.optic = "100G-CLR4" }.records)
        var body = try row(store, "100G-CLR4").body
        body = body.replacingOccurrences(
            of: #""fibres":2"#, with: #""fibres":2,"lossLimitWithFEC_mdB":{"value":5000,"trust":"user","source":"x"}"#)
        try store.commit(
            [
                .add(
                    Record(
                        CatalogueEntry(kind: .optic, name: "100G-CLR4", source: "x", trust: .user, body: body)))
            ], author: "t", command: "t")
        let plant = try store.snapshot()
        #expect(plant.catalogue.optic(plant.links.optic[0])?.lossLimitWithFEC_mdB?.value == MilliDecibels(5000))
        #expect(
            try store.withKeyedPlant { plant throws(PlantError) in try plant.optic("100G-CLR4") }.lossLimitWithFEC_mdB
                != nil)
        try store.commit([.remove(.catalogueEntry, name: "optic/100G-CLR4")], author: "t", command: "t")
        #expect(try row(store, "100G-CLR4").isBuiltIn)
    }

    private func row(_ store: Store, _ optic: String) throws -> CatalogueEntry {
        try #require(try store.catalogue().rows(.optic).first { $0.entry.name == optic }).entry
    }

    @Test func catalogueRowsNameRowsThatExist() throws {
        let store = try Store.inMemory()
        let body = try row(store, "100G-CLR4").body.replacingOccurrences(of: "LC-duplex", with: "LC-duplx")
        let error = failure(
            store, .add(Record(CatalogueEntry(kind: .optic, name: "X", source: "x", trust: .user, body: body)))
        )
        #expect(error?.hint == "did you mean 'LC-duplex'?")
    }

    @Test(arguments: RecordKind.allCases)
    func everyKindIsCountedAndListed(_ kind: RecordKind) throws {
        let store = try Store.sample("faulty-hall")
        var names: [String] = []
        try store.forEachRecord(kind) { record in
            if record.as(CatalogueEntry.self)?.isBuiltIn == true { return }
            names.append(record.name)
        }
        #expect(!names.isEmpty)
        #expect(Set(names).count == names.count)
        #expect(try store.counts().first { $0.kind == kind }?.count == names.count)
    }

    /// What is taken back within a transaction has not been, for rows, history and look-ups alike; the rest stays.
    @Test(arguments: 0..<20)
    func anAttemptThatIsTakenBackLeavesNothing(_ seed: UInt64) throws {
        var dice = Dice(seed: seed + 900)
        let store = try Store.holding(TinyHall().records)
        let plain = try Store.holding(TinyHall().records)
        var kept: [Edit] = []
        let outcome = try store.commit(author: "t", command: "t") { transaction throws(PlantError) in
            for number in 0..<Int.random(in: 1...40, using: &dice) {
                let edits = (0..<Int.random(in: 1...30, using: &dice)).map { place in
                    Edit.add(
                        Record(
                            Hall {
                                ($0.label, $0.remarks.note) = (
                                    "H\(number)_\(place)", String(repeating: "x", count: 200)
                                )
                            }))
                }
                let how = Int.random(in: 0..<3, using: &dice)
                do throws(PlantError) {
                    try transaction.attempt { () throws(PlantError) in
                        for edit in edits { try transaction.apply(edit) }
                        if how == 1 { throw PlantError(.badValue, "no") }
                        return ((), isKept: how == 0)
                    }
                } catch { guard how == 1 else { throw error } }
                if how == 0 { kept += edits }
                if how == 2, let edit = edits.first {
                    try transaction.apply(edit)
                    kept.append(edit)
                }
            }
        }
        try plain.commit(kept, author: "t", command: "t")
        #expect(outcome.edits == kept.count)
        var pages: [[ObjectChange]] = []
        for store in [store, plain] {
            #expect(try store.verifyHistory().isSound)
            var edits: [ObjectChange] = []
            if !kept.isEmpty { try store.forEachEdit(of: 2) { edits.append($0) } }
            pages.append(edits)
        }
        #expect(pages[0] == pages[1])
        #expect(try store.counts().map(\.count) == plain.counts().map(\.count))
    }

    /// What stands in the way is named: the name that is taken, or the port, and never the object itself.
    @Test(
        arguments: [
            ("C1" as String?, "C2", nil as String?, PlantError.Code.duplicate, "cord C2 exists already"),
            ("C1" as String?, "C9", "DC1.B01-42:01", .portTaken, "DC1.B01-42:01 already holds cord C2"),
            ("C1" as String?, "C1", "DC1.B01-42:01", .portTaken, "DC1.B01-42:01 already holds cord C2"),
            ("C1" as String?, "C2", "DC1.B01-42:01" as String?, .duplicate, "cord C2 exists already"),
            (nil as String?, "C2", "DC1.A01-42:07", .duplicate, "cord C2 exists already"),
            (nil as String?, "C9", "DC1.B01-42:01", .portTaken, "DC1.B01-42:01 already holds cord C2"),
            (nil as String?, "C9", "DC1.A01-40:09", .portTaken, "both ends in DC1.A01-40:09"),
        ])
    func whatStandsInTheWayIsNamed(
        _ former: String?, _ name: String, _ port: String?, _ code: PlantError.Code, _ found: String
    ) throws {
        let store = try Store.holding(TinyHall().records)
        var cord = try #require(TinyHall().cords.first)
        if former == nil { cord.z = try PortAddress(front: "DC1.A01-40:09") }
        cord.label = name
        if let port { cord.a = try PortAddress(front: port) }
        let edit = former.map { Edit.replace(name: $0, with: Record(cord)) } ?? .add(Record(cord))
        let error = #expect(throws: PlantError.self) { try store.commit([edit], author: "t", command: "t") }
        #expect(error?.code == code && error?.message.contains(found) == true, "\(error?.description ?? "")")
    }

    /// A type that does not exist is what is wrong, whatever a change of type would mean for measured strands.
    @Test func anUnknownNameIsToldFirst() throws {
        let store = try Store.holding(TinyHall.measuring(300).records)
        let error = #expect(throws: PlantError.self) {
            try store.commit(author: "t", command: "t") { transaction throws(PlantError) in
                var cassette = try transaction.record(Cassette.self, "DC1.A01-40")
                cassette.type = "NOPE"
                try transaction.apply(.replace(name: "DC1.A01-40", with: cassette))
            }
        }
        #expect(error?.code == .notFound && error?.field == "type")
    }

    /// A transaction or keyed plant that is kept longer than it was lent answers nothing and writes nothing.
    @Test func whatIsLentEndsWithItsTransaction() throws {
        let store = try Store.holding(TinyHall().records)
        var keptTransaction: Transaction?
        try store.commit(author: "t", command: "t") { transaction throws(PlantError) in
            keptTransaction = transaction
            try transaction.apply(.add(Hall(label: "DC2")))
        }
        var keptPlant: KeyedPlant?
        try store.withKeyedPlant { plant throws(PlantError) in
            keptPlant = plant
            _ = try plant.trunk(labelled: "T1")
        }
        let (transaction, plant) = (try #require(keptTransaction), try #require(keptPlant))
        #expect(throws: PlantError.self) { try transaction.apply(.add(Hall(label: "DC3"))) }
        #expect(throws: PlantError.self) { try transaction.record(.hall, "DC1") }
        #expect(throws: PlantError.self) { try transaction.snapshot(of: .all) }
        #expect(throws: PlantError.self) { try plant.trunk(labelled: "T1") }
        #expect(throws: PlantError.self) { try plant.record(.hall, "DC1") }
        #expect(try store.snapshot().halls.map(\.label) == ["DC1", "DC2"])
        #expect(try store.verifyHistory().faults == [])
    }

    /// Keys are 64 bits wide: a plant whose rows are numbered beyond 32 bits is traced and loaded like any other.
    @Test func keysBeyond32BitsAreKeys() throws {
        let hall = TinyHall()
        let small = try Store.holding(hall.records)
        let large = try Store.inMemory()
        try large.commit(hall.records.prefix { $0.kind != .trunk }.map(Edit.add), author: "t", command: "t")
        try large.database.write { connection throws(PlantError) in
            for table in ["unit", "trunk", "cord"] {
                // A row with a high number; those that come after it are numbered on from there.
                let row =
                    table == "unit"
                    ? "(id, kind, rack_id, u, type_id, label) SELECT 5000000000, kind, rack_id, 1, type_id, '' FROM unit WHERE kind = 'cassette'"
                    : table == "trunk"
                        ? "(id, label, type_id, a_unit_id, a_rear, z_unit_id, z_rear, status) SELECT 5000000000, 'TX', min(catalogue_entry.id), 5000000000, 1, 5000000000, 2, 'retired' FROM catalogue_entry WHERE kind = 'trunk-type'"
                        : "(id, label, type_id, a_unit_id, a_port, status) SELECT 5000000000, 'CX', min(catalogue_entry.id), 5000000000, 1, 'retired' FROM catalogue_entry WHERE kind = 'cord-type'"
                try connection.execute("INSERT INTO \(table) \(row) LIMIT 1")
            }
            return ((), isKept: true)
        }
        // Units once more, so that theirs are beyond as well.
        for unit in hall.cassettes {
            try large.commit([.remove(.cassette, name: unit.address.description)], author: "t", command: "t")
            try large.commit([.add(unit)], author: "t", command: "t")
        }
        try large.commit(hall.records.drop { $0.kind != .trunk }.map(Edit.add), author: "t", command: "t")
        func trace(_ store: Store) throws -> [String] {
            try store.withKeyedPlant { plant throws(PlantError) in
                let trunk = try plant.trunk(labelled: "T1")
                let path = try Trace.fromStrand(1, of: trunk, on: plant)
                var told: [String] = []
                for hop in path?.hops ?? [] {
                    switch hop {
                    case .cord(let cord, _): told.append(try plant.label(of: cord))
                    case .trunk(let trunk, let strand, _): told.append("\(try plant.label(of: trunk)):\(strand)")
                    case .cassette(let unit, let port, _, _, _, _):
                        told.append("\(try plant.address(of: unit)):\(port)")
                    case .splice: break
                    case .device(let port, _): told.append("\(try plant.address(of: port.unit)):\(port.port)")
                    }
                }
                return told
            }
        }
        #expect(try trace(large) == trace(small) && trace(small).count > 4)
        let near = try large.withKeyedPlant { plant throws(PlantError) in try plant.neighbourhood(of: hall.link) }
        #expect(near.trunks.map(\.label) == ["T1"])
        #expect(try large.snapshot().trunks.map(\.label) == ["TX", "T1"])
    }

    @Test(arguments: [RecordKind.trunk, .link, .rack, .hall, .node, .segment])
    func aRenameOntoAnotherSaysSo(_ kind: RecordKind) throws {
        var hall = TinyHall()
        var records = hall.records
        var twin = try #require(hall.records.first { $0.kind == kind })
        switch twin.value {
        case var value as Trunk:
            for side in 0..<2 {
                hall.cassettes[side].address.u = 30
                records.append(Record(hall.cassettes[side]))
            }
            (value.a.unit, value.z.unit) = (hall.cassettes[0].address, hall.cassettes[1].address)
            value.label = "T9"
            twin = Record(value)
        case var value as Link:
            (value.a.port, value.z.port, value.label) = (9, 9, "L9")
            twin = Record(value)
        default: twin = try #require(hall.records.last { $0.kind == kind })
        }
        if kind == .hall { twin = Record(Hall(label: "DC9")) }
        if !records.contains(where: { $0.kind == kind && $0.name == twin.name }) { records.append(twin) }
        let store = try Store.holding(records)
        let first = try #require(hall.records.first { $0.kind == kind })
        let error = #expect(throws: PlantError.self) {
            try store.commit(author: "t", command: "t") { transaction throws(PlantError) in
                var renamed = try transaction.record(kind, twin.name)
                renamed.rename(to: first.name)
                try transaction.apply(.replace(name: twin.name, with: renamed))
            }
        }
        #expect(
            error?.code == .duplicate && error?.message.contains("exists already") == true,
            "\(error?.description ?? "")")
    }
}

extension Record {
    /// The same object under another name.
    fileprivate mutating func rename(to name: String) {
        let label = kind.about.identity[0]
        guard let renamed = try? kind.about.fields[label].value(name) else { return }
        self = Record(kind, from: self, setting: kind.about.fields.indices.map { $0 == label ? renamed : nil })
    }
}

import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Foundation
import TestSupport
import Testing

/// From demand to signed-off work, on whole plants.
struct WorkTests {
    private func demands(_ text: String, _ plant: Plant) throws -> [Demand] {
        let (demands, faults) = try DemandReader.read("d.csv", MemorySource(text), plant)
        if let fault = faults.first { throw fault }
        return demands
    }

    private func findings(_ store: Store) throws -> Set<Finding> {
        var options = ValidationOptions(today: try Day("2026-01-01"))
        options.severity = .info
        return Set(Validator.validate(try store.snapshot(), options).findings)
    }

    /// A hall with racks in two rows, trunks of random kinds and states between them, and devices.
    private func hall(_ dice: inout Dice) throws -> Store {
        let tiny = TinyHall()
        var records: [Record] = [Record(tiny.hall)]
        let racks = Int.random(in: 2...4, using: &dice)
        for rack in 0..<racks {
            var row = tiny.racks[0]
            row.address.grid = "R\(rack)"
            var device = tiny.devices[0]
            device.address = UnitAddress(rack: row.address, u: 42)
            device.label = "sw-\(rack)"
            device.ports = Int.random(in: 3...12, using: &dice)
            device.optic = ["100G-CWDM4", "100G-LR4", nil].randomElement(using: &dice) ?? nil
            var entry = tiny.nodes[0]
            (entry.label, entry.rack, entry.x) = ("E\(rack)", row.address, Millimetres(rack * 3000))
            records += [Record(row), Record(entry), Record(device)]
        }
        for rack in 1..<racks {
            for tray in ["S", "U"] {
                var segment = tiny.segments[0]
                (segment.label, segment.a, segment.z, segment.length) = (
                    "\(tray)\(rack)", "E\(rack - 1)", "E\(rack)", nil
                )
                segment.tags = Bool.random(using: &dice) ? ["zone-\(Int.random(in: 0...1, using: &dice))"] : []
                records.append(Record(segment))
            }
        }
        for number in 0..<Int.random(in: 1...5, using: &dice) {
            let a = Int.random(in: 0..<racks - 1, using: &dice)
            let z = Int.random(in: a + 1..<racks, using: &dice)
            var trunk = tiny.trunk
            trunk.label = "T\(number)"
            trunk.type = ["MXC-64-FLIP", "MXC-64-STRAIGHT", "MXC-64-REVERSED", "MXC-64-FLIP-48"].randomElement(
                using: &dice)!
            trunk.length = Millimetres(20_000)
            for (rack, end) in [(a, \Trunk.a), (z, \Trunk.z)] {
                var cassette = tiny.cassettes[0]
                cassette.address = UnitAddress(rack: RackAddress(hall: "DC1", grid: "R\(rack)"), u: 40 - number)
                trunk[keyPath: end].unit = cassette.address
                records.append(Record(cassette))
            }
            trunk.route = (a + 1...z).map { "\(Bool.random(using: &dice) ? "S" : "U")\($0)" }
            records.append(Record(trunk))
            for strand in 1...48 where Int.random(in: 0..<3, using: &dice) == 0 {
                var row = StrandException()
                row.address = StrandAddress(trunk: trunk.label, strand: strand)
                row.state = Bool.random(using: &dice) ? .broken : .reserved
                records.append(Record(row))
            }
        }
        return try Store.holding(records)
    }

    @Test(arguments: 0..<40)
    func whatIsPlacedBreaksNoRule(_ seed: UInt64) throws {
        var dice = Dice(seed: seed + 11)
        let store = try hall(&dice)
        let plant = try store.snapshot()
        let racks = plant.racks.count
        var text = "label,a,z,count,optic,fec,diverse_group\n"
        for row in 0..<5 {
            let a = Int.random(in: 0..<racks, using: &dice)
            let z = (a + Int.random(in: 1..<racks, using: &dice)) % racks
            let optic = ["100G-CWDM4", "100G-LR4"].randomElement(using: &dice)!
            let group = Int.random(in: 0..<3, using: &dice) == 0 ? "G\(row % 2)" : ""
            text +=
                "L\(row),sw-\(a),sw-\(z),\(Int.random(in: 1...4, using: &dice)),\(optic),\(optic == "100G-CWDM4" ? "on" : ""),\(group)\n"
        }
        let before = try findings(store)
        var terms = AllocationTerms()
        terms.spare = Percent(Int.random(in: 0...20, using: &dice))
        let allocation = Allocation(plant, try demands(text, plant), terms)
        #expect(allocation.links == allocation.placed.count + allocation.failures.count)
        try store.commit(
            allocation.edits { label throws(PlantError) in throw PlantError(.notFound, label) }, author: "t",
            command: "allocate")
        let new = try findings(store).subtracting(before)
        // Catalogue figures that are assumed or unknown are not faults of the placing.
        #expect(
            new.filter { !$0.code.hasPrefix("LIM") }.isEmpty,
            "seed \(seed): \(new.map { "\($0.code) \($0.subject) \($0.message)" })")
        for placed in allocation.placed { #expect(placed.margin == nil || placed.margin! >= 500) }
        // The spare of every trunk is kept.
        let used = Dictionary(grouping: allocation.placed.flatMap(\.trunks), by: \.trunk).mapValues(\.count)
        for (trunk, count) in used {
            let pairs = plant.catalogue.cable(plant.trunks[trunk.index].type)!.strands / 2
            #expect(count <= pairs - pairs * terms.spare.rawValue / 100)
        }
    }

    @Test func whyALinkIsNotPlacedIsSaid() throws {
        let store = try Store.sample("two-row-hall")
        let plant = try store.snapshot()
        let cases: [(String, AllocationFailure.Reason)] = [
            ("L,leaf-01,spine-1,40,,on,", .noPort), ("L,leaf-03,spine-1,30,,on,", .noPort),
            ("L,leaf-01,spine-1,2,,on,G", .diversity),
        ]
        for (row, reason) in cases {
            let allocation = Allocation(plant, try demands("label,a,z,count,optic,fec,diverse_group\n\(row)\n", plant))
            #expect(allocation.failures.first?.reason == reason, "\(row)")
            #expect(allocation.failures.allSatisfy { !$0.message.isEmpty && !$0.advice.isEmpty })
        }
    }

    @Test func boughtTrunksPlaceWhatWasAskedFor() throws {
        let store = try Store.sample("two-row-hall")
        let plant = try store.snapshot()
        let wanted = try demands(
            "label,a,z,count,fec\nA,leaf-03,leaf-10,28,on\nB,leaf-05,leaf-10,24,on\nC,leaf-05,spine-2,1,on\n", plant)
        var terms = AllocationTerms()
        terms.maxTrunks = 1
        #expect(!Allocation(plant, wanted, terms).failures.isEmpty)
        let plan = try TrunkPlan(plant, wanted, terms, TrunkPrices(), types: ["MXC-64-FLIP"])
        var cost = 0
        try store.commit(author: "t", command: "t") { transaction throws(PlantError) in
            cost = try TrunkPurchase(plan, TrunkPrices(), transaction).cost
        }
        #expect(plan.lowerBound > 0 && plan.lowerBound <= cost)
        // Ports of leaf-10 are the limit of what can be placed, trunks no longer.
        let after = Allocation(try store.snapshot(), wanted, terms)
        #expect(after.failures.allSatisfy { $0.reason == .noPort })
    }

    // MARK: Sheets

    private func sheet(_ order: String, _ store: Store) throws -> [[String]] {
        var bytes: [UInt8] = []
        _ = try WorkOrderSheet(order, store).patches.write(.csv) { bytes += $0 }
        var reader = CSVReader(file: "s", source: MemorySource(bytes))
        var rows: [[String]] = []
        while try reader.next() { rows.append((0..<reader.fieldCount).map { reader[$0] }) }
        return rows
    }

    private func csv(_ rows: [[String]]) -> String {
        var writer = CSVWriter()
        for row in rows {
            for cell in row { writer.raw(cell) }
            writer.endRow()
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func sign(_ store: Store, _ rows: [[String]], acceptsClean: Bool = false) throws -> SignOff.Report {
        var signOff = try SignOff("W1", sheet: "s.csv", MemorySource(csv(rows)), today: try Day("2026-01-01"))
        return try signOff.run(
            into: store, ChangeMetadata(author: "t", command: "sign-off"), hooks: nil, acceptsClean: acceptsClean)
    }

    private func order() throws -> Store {
        let store = try Store.sample("two-row-hall")
        try store.commit(author: "t", command: "work-order create") { transaction throws(PlantError) in
            try transaction.apply(.add(Record(WorkOrder(label: "W1"))))
            for subject in try transaction.plannedWithoutOrder() { try transaction.assign(subject, to: "W1") }
        }
        return store
    }

    private static func at(_ name: String) -> Int { WorkOrderSheet.patchColumns.firstIndex(of: name)! }

    /// Random answers on random sheets: the plant is always as history says, the same sheet again changes nothing, and
    /// undo of all of it is the identity.
    @Test(arguments: 0..<12)
    func signingOffIsSafe(_ seed: UInt64) throws {
        var dice = Dice(seed: seed + 3)
        let store = try order()
        let scratch = try Scratch()
        try PlantExport.write(store, to: scratch.file("before"))
        var changes = 0
        for round in 0..<3 {
            var rows = try sheet("W1", store)
            for index in rows.indices.dropFirst() {
                func set(_ name: String, _ text: String) { rows[index][Self.at(name)] = text }
                switch Int.random(in: 0..<9, using: &dice) {
                case 0, 1: continue
                case 2:
                    set("status", "not possible")
                    set("reason", "door \"locked\"")
                case 3:
                    set("status", "done")
                    set("z_port", String(Int.random(in: 60...128, using: &dice)))
                case 4:
                    set("status", "different")
                    set("length_m", "7.5")
                case 5 where index + 1 < rows.count:
                    // Two cords in each other's ports.
                    (rows[index][Self.at("z_port")], rows[index + 1][Self.at("z_port")]) = (
                        rows[index + 1][Self.at("z_port")], rows[index][Self.at("z_port")]
                    )
                    set("status", "done")
                default:
                    set("status", "done")
                    set("measured_db", ["0.4", "", "9.9"].randomElement(using: &dice)!)
                    set("installer", "Bo")
                    set("date", "2026-12-0\(1 + round)")
                }
            }
            let report = try sign(store, rows, acceptsClean: true)
            #expect(try store.verifyHistory().isSound)
            let again = try sign(store, rows, acceptsClean: true)
            #expect(again.signed == 0 && again.faults.count == report.faults.count, "seed \(seed): \(again.deviations)")
            if report.signed > 0 { changes += 1 }
        }
        for _ in 0..<changes {
            try store.commit(author: "t", command: "undo") { transaction throws(PlantError) in
                try transaction.undo()
            }
        }
        try PlantExport.write(store, to: scratch.file("after"))
        #expect(try Checkout.files(scratch.file("before")) == Checkout.files(scratch.file("after")))
    }

    @Test(
        arguments: [
            ("status", "maybe", "none of done"), ("measured_db", "-0.2", "is negative"),
            ("date", "2026-02-30", "is not a day"), ("date", "2099-01-03", "still to come"),
            ("date", "1999-12-31", "long ago"),
            ("cord", "C9999", "C9999"), ("work_order", "W2", "another work order"), ("z_port", "999", "z_port"),
            ("action", "remove", "another action"), ("z_rack", "DC1.Z99", "rack"), ("length_m", "long", "not a length"),
            ("cord_type", "LC-XX", "cord-type"), ("status", "not possible", "why it was not possible"),
            ("status", "different", "nothing on the row differs"), ("a_port", "", "where the cord ends"),
            ("link", "L0001", "is another link than"), ("polarity", "A-to-A", "is not what LC-AB-SM is"),
        ])
    func aWrongRowIsRefusedWithItsLine(_ column: String, _ text: String, _ found: String) throws {
        let store = try order()
        var rows = try sheet("W1", store)
        for index in rows.indices.dropFirst() { rows[index][Self.at("status")] = "done" }
        rows[3][Self.at(column)] = text
        let before = try store.changes(count: 100).count
        let report = try sign(store, rows)
        let fault = try #require(report.faults.first)
        #expect(fault.place?.line == 4 && fault.description.contains(found), "\(fault.description)")
        #expect(try store.changes(count: 100).count == before)
        let kept = try sign(store, rows, acceptsClean: true)
        #expect(kept.signed == rows.count - 2 && kept.faults.count == 1)
    }

    private static func cord(_ label: String, _ store: Store) throws -> Cord? {
        if let cord = try store.record(.cord, label).as(Cord.self) { cord } else { nil }
    }

    /// Two cords that were put into each other's ports, and then put right.
    @Test func crossedCordsAreKeptAndPutRight() throws {
        let store = try order()
        var rows = try sheet("W1", store)
        for index in 1...2 {
            for (name, text) in [("status", "done"), ("measured_db", "0.4"), ("installer", "Bo")] {
                rows[index][Self.at(name)] = text
            }
        }
        let planned = rows
        (rows[1][Self.at("z_port")], rows[2][Self.at("z_port")]) = (
            rows[2][Self.at("z_port")], rows[1][Self.at("z_port")]
        )
        let labels = [rows[1][Self.at("cord")], rows[2][Self.at("cord")]]
        for (sheet, isCrossed) in [(rows, true), (rows, true), (planned, false), (rows, true)] {
            #expect(try sign(store, sheet).faults.isEmpty)
            for label in labels {
                let cord = try #require(try Self.cord(label, store))
                #expect(cord.status == .tested && cord.built.isEmpty != isCrossed)
            }
        }
        #expect(try store.verifyHistory().isSound)
    }

    /// A better reading of a cord that is signed off is judged like the first; one that was retired meanwhile is refused.
    @Test func aSecondReadingIsJudgedAsWell() throws {
        let store = try order()
        var rows = Array(try sheet("W1", store).prefix(2))
        (rows[1][Self.at("status")], rows[1][Self.at("measured_db")]) = ("done", "9.9")
        let label = rows[1][Self.at("cord")]
        #expect(try sign(store, rows).remarks.contains { $0.contains("more than") })
        #expect(try Self.cord(label, store)?.status == .installed)
        rows[1][Self.at("measured_db")] = "0.4"
        #expect(try sign(store, rows).signed == 1)
        #expect(try Self.cord(label, store)?.status == .tested)
        var cord = try #require(try Self.cord(label, store))
        cord.status = .retired
        try store.commit([.replace(name: label, with: Record(cord))], author: "t", command: "t")
        #expect(try sign(store, rows).faults.first?.message.contains("is retired") == true)
    }

    @Test func measuringOverATrunkThatIsOnlyPlannedIsSaid() throws {
        let store = try Store.sample("two-row-hall")
        guard var trunk = try store.record(.trunk, "T0001").as(Trunk.self) else {
            Issue.record("no trunk")
            return
        }
        trunk.status = .planned
        var cord = try #require(try Self.cord("C0001", store))
        cord.status = .planned
        try store.commit(author: "t", command: "t") { [trunk, cord] transaction throws(PlantError) in
            try transaction.apply(.replace(name: "T0001", with: Record(trunk)))
            try transaction.apply(.replace(name: "C0001", with: Record(cord)))
            try transaction.apply(.add(Record(WorkOrder(label: "W1"))))
            try transaction.assign(.cord("C0001"), to: "W1")
        }
        var rows = try sheet("W1", store)
        (rows[1][Self.at("status")], rows[1][Self.at("measured_db")]) = ("done", "0.4")
        #expect(try sign(store, rows).remarks.contains { $0.contains("T0001, which is only planned") })
    }

    /// No bound lies above what a plan costs, on halls where it places everything.
    @Test(arguments: 0..<30)
    func theBoundIsOne(_ seed: UInt64) throws {
        var dice = Dice(seed: seed + 500)
        let store = try hall(&dice)
        let plant = try store.snapshot()
        var text = "label,a,z,count,optic\n"
        for row in 0..<4 {
            let a = Int.random(in: 0..<plant.racks.count, using: &dice)
            let z = (a + 1 + Int.random(in: 0..<plant.racks.count - 1, using: &dice)) % plant.racks.count
            text += "L\(row),sw-\(a),sw-\(z),\(Int.random(in: 1...6, using: &dice)),100G-CWDM4\n"
        }
        let wanted = try demands(text, plant)
        var terms = AllocationTerms()
        terms.maxTrunks = Int.random(in: 1...2, using: &dice)
        let plan = try TrunkPlan(plant, wanted, terms, TrunkPrices(), types: ["MXC-64-FLIP", "MXC-64-FLIP-48"])
        var cost = 0
        try store.commit(author: "t", command: "t") { transaction throws(PlantError) in
            cost = try TrunkPurchase(plan, TrunkPrices(), transaction).cost
        }
        guard Allocation(try store.snapshot(), wanted, terms).failures.allSatisfy({ $0.reason == .noPort }) else {
            return
        }
        #expect(plan.lowerBound <= cost)
    }

    @Test func aWorkOrderHoldsItsDeltaAlone() throws {
        let store = try Store.sample("two-row-hall")
        try store.commit([.add(Record(WorkOrder(label: "W1")))], author: "t", command: "t")
        var cord = try #require(try Self.cord("C0001", store))
        let note = ChangeMetadata(author: "t", command: "t", workOrder: "W1")
        cord.z?.port = 9
        #expect(throws: PlantError.self) {
            try store.commit(note) { [cord] transaction throws(PlantError) in
                try transaction.apply(.replace(name: "C0001", with: Record(cord)))
            }
        }
        var old = try #require(try Self.cord("C0001", store))
        old.status = .retired
        var new = old
        (new.label, new.status) = ("C9000", .planned)
        try store.commit(note) { [old, new] transaction throws(PlantError) in
            try transaction.apply(.replace(name: "C0001", with: Record(old)))
            try transaction.apply(.add(Record(new)))
        }
        let rows = try sheet("W1", store)
        #expect(
            rows.dropFirst().map { [$0[Self.at("action")], $0[Self.at("cord")]] } == [
                ["remove", "C0001"], ["connect", "C9000"],
            ])
        // The link over the new cord may lose what its parts may.
        #expect(rows[2][Self.at("link")] == "L0001" && rows[2][Self.at("limit_db")] == "2.006")
        #expect(rows[1][Self.at("limit_db")].isEmpty)
        #expect(throws: PlantError.self) {
            try store.commit([.remove(.cord, name: "C9000")], author: "t", command: "t")
        }
    }

    @Test func aLabelBeginsWithTheEndThatItSticksOn() throws {
        let store = try Store.sample("two-row-hall")
        var filter = LabelSheet.Filter()
        filter.cords = ["C0001"]
        var text = ""
        _ = try LabelSheet(store, filter, payload: "x:{object}:{end}").write(.csv) {
            text += String(decoding: $0, as: UTF8.self)
        }
        #expect(
            text == """
                object,kind,end,near,far,near_name,far_name,text,qr
                C0001,cord,A,DC1.A02-42:01,DC1.A02-40:01,leaf-01,to spine-1,DC1.A02-42:01/DC1.A02-40:01,x:C0001:A
                C0001,cord,Z,DC1.A02-40:01,DC1.A02-42:01,to spine-1,leaf-01,DC1.A02-40:01/DC1.A02-42:01,x:C0001:Z

                """)
        #expect(throws: PlantError.self) { try LabelSheet(store, filter, payload: "{nobody}") }
    }
}

import FiberModel
import FiberPlanning
import FiberStore
import Foundation
import TestSupport
import Testing

@testable import FiberExchange

struct ReportTests {
    private func text(_ body: (@escaping ByteSink) throws -> Void) throws -> String {
        final class Box { var bytes: [UInt8] = [] }
        let box = Box()
        try body { bytes throws(PlantError) in box.bytes += bytes }
        return String(decoding: box.bytes, as: UTF8.self)
    }

    @Test func theFaultyHallHasItsExpectedFindings() throws {
        var options = ValidationOptions(today: try Day("2026-01-01"))
        options.severity = .info
        let result = Validator.validate(try Store.sample("faulty-hall").snapshot(), options)
        let found = Set(result.findings.map { [$0.severity.rawValue, $0.code, $0.subject, $0.place ?? ""] })
        var reader = CSVReader(
            file: "f", source: try FileSource(path: Checkout.path("samples/faulty-hall/expected/findings.csv")))
        var expected: Set<[String]> = []
        _ = try reader.next()
        while try reader.next() { expected.insert((0..<reader.fieldCount).map { reader[$0] }) }
        #expect(found.subtracting(expected) == [])
        #expect(expected.subtracting(found) == [])
        #expect(Set(expected.map { $0[1] }) == Set(Rules.all.map(\.code)), "a rule has no case in the faulty hall")
    }

    @Test func theTwoRowHallIsValid() throws {
        let options = ValidationOptions(today: try Day("2026-01-01"))
        let result = Validator.validate(try Store.sample("two-row-hall").snapshot(), options)
        #expect(!result.hasErrors)
        #expect(result.findings.map(\.code) == ["FIL001", "LIM001"])
    }

    /// Every link of the pod lights up; what is not known is said.
    @Test func theAIPodIsValid() throws {
        let options = ValidationOptions(today: try Day("2026-01-01"))
        let result = Validator.validate(try Store.sample("ai-pod").snapshot(), options)
        #expect(!result.hasErrors && Set(result.findings.map(\.code)) == ["LIM001"])
    }

    @Test func findingsLookAsTheyDid() throws {
        var options = ValidationOptions(today: try Day("2026-01-01"))
        options.severity = .info
        let report = FindingReport(
            Validator.validate(try Store.sample("faulty-hall").snapshot(), options), colour: false)
        for (format, name) in [(OutputFormat.table, "findings.txt"), (.json, "findings.json"), (.csv, "findings.csv")] {
            let difference = try Golden.difference(
                try text { try report.write(format, to: $0) }, "Tests/Golden/\(name)")
            #expect(difference == nil, "\(difference ?? "")")
        }
    }

    @Test(arguments: ["DC1.A02-42:01", "T0003:64", "DC1.A02-40:02", "L0060"])
    func tracesLookAsTheyDid(_ address: String) throws {
        let store = try Store.sample("two-row-hall")
        let report = try store.withKeyedPlant { plant throws(PlantError) in try TraceReport(address, on: plant) }
        let name = address.replacingOccurrences(of: ":", with: "_")
        for (format, ending) in [(OutputFormat.table, "txt"), (.json, "json")] {
            let difference = try Golden.difference(
                try text { try report.write(format, to: $0) }, "Tests/Golden/trace-\(name).\(ending)")
            #expect(difference == nil, "\(difference ?? "")")
        }
    }

    @Test(arguments: [
        ("DC1", "a trace begins at a port"),
        ("T0003:65", "no strand 65, expected 1 to 64"),
        ("DC1.A02-42:33", "no port 33, expected 1 to 32"), ("DC1.A02-40:33", "no port 33, expected 1 to 32"),
        ("L9999", "no such link"),
        ("DC1.A02-41:01", "nearest in that rack: DC1.A02-42"), ("DC1.A99-42:01", "no such rack: DC1.A99"),
        ("DC1.A02-40:R2", "has no port 2, expected 1 to 1"),
    ])
    func whatCannotBeTracedIsSaid(_ address: String, _ why: String) throws {
        let store = try Store.sample("two-row-hall")
        let error = #expect(throws: PlantError.self) {
            try store.withKeyedPlant { plant throws(PlantError) in try TraceReport(address, on: plant) }
        }
        #expect(error?.description.contains(why) == true, "\(error?.description ?? "")")
    }

    // MARK: Patch sheets

    private func sheet(_ store: Store, _ change: (inout PatchSheet.Filter) -> Void = { _ in }) throws -> [[String]] {
        var filter = PatchSheet.Filter()
        change(&filter)
        let csv = try text { _ = try PatchSheet(try store.snapshot()).answer(filter).write(.csv, to: $0) }
        var reader = CSVReader(file: "sheet", source: MemorySource(csv))
        var rows: [[String]] = []
        while try reader.next() { rows.append((0..<reader.fieldCount).map { reader[$0] }) }
        return rows
    }

    @Test func aSheetHasOneRowACordInTheOrderOfTheWalk() throws {
        let rows = try sheet(try Store.sample("two-row-hall"))
        #expect(rows[0] == PatchSheet.columns)
        let body = rows.dropFirst()
        #expect(body.count == 228 && Set(body.map { $0[12] }).count == 228)
        #expect(body.map { $0[0] } == (1...228).map(String.init))
        // Racks A01 … A08, B01 … B08; within a rack from the top down, then port by port.
        let walk = body.map { ($0[2], -(Int($0[3]) ?? 0), Int($0[5]) ?? 0) }
        #expect(zip(walk, walk.dropFirst()).allSatisfy { $0 <= $1 })
        for row in body { #expect(row[17] == "\(row[2])-\(row[3]):\(row[5])/\(row[7])-\(row[8]):\(row[10])") }
        for row in body { #expect(row[18].split(separator: "/").reversed().joined(separator: "/") == row[17]) }
    }

    @Test func filtersNarrowEachOther() throws {
        let store = try Store.sample("two-row-hall")
        #expect(try sheet(store) { $0.racks = [RackAddress(hall: "DC1", grid: "A02")] }.count - 1 == 8)
        #expect(
            try sheet(store) { $0.units = [UnitAddress(rack: RackAddress(hall: "DC1", grid: "A01"), u: 12)] }.count - 1
                == 58)
        #expect(
            try sheet(store) { $0.trunks = ["T0001"] }.map { $0[12] }.dropFirst().sorted()
                == (1...8).map { "C000\($0)" })
        #expect(try sheet(store) { $0.links = ["L0001"] }.map { $0[12] }.dropFirst().sorted() == ["C0001", "C0002"])
        #expect(try sheet(store) { $0.statuses = [.planned] }.count - 1 == 36)
        #expect(
            try sheet(store) {
                $0.statuses = [.planned]; $0.trunks = ["T0001"]
            }.count - 1 == 0)
        let error = #expect(throws: PlantError.self) { try sheet(store) { $0.trunks = ["T001"] } }
        #expect(error?.hint == "did you mean 'T0001'?")
    }

    @Test func theSheetLooksAsItDid() throws {
        let csv = try sheet(try Store.sample("two-row-hall")) { $0.racks = [RackAddress(hall: "DC1", grid: "A02")] }
        let difference = try Golden.difference(
            csv.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n", "Tests/Golden/patch-sheet.csv")
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func aFormulaInASheetIsDefused() throws {
        let hall = TinyHall {
            $0.cords[0].colour = "=cmd()"
            $0.devices[0].label = "+evil"
        }
        let rows = try sheet(try Store.holding(hall.records))
        #expect(rows[1][15] == "'=cmd()" && rows[1][4] == "'+evil")
    }

    // MARK: Documents made from the rules

    @Test(arguments: [("docs/rules.md", RuleText.markdown), ("docs/columns.md", ColumnText.markdown)])
    func madeDocumentsAreUpToDate(_ file: String, _ text: String) throws {
        let difference = try Golden.difference(text, file)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func jsonIsJSONAndTerminalsAreSafe() throws {
        var hall = Hall(label: "H1")
        hall.remarks = Remarks(metadata: #"{"a": [1, 2.50, "\u001b"]}"#, note: "a\u{1b}[31m\u{202e}\"\\\n\u{7f}")
        let store = try Store.holding([Record(hall)])
        let report = try store.withKeyedPlant { plant throws(PlantError) in try RecordReport(Record(hall), on: plant) }
        let json = try text { try report.write(.json, to: $0) }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["note"] as? String == hall.remarks.note)
        let table = try text { try report.write(.table, to: $0) }
        #expect(
            !table.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202e || $0.value == 0x7f })
    }
}

/// What is handed out besides patch sheets.
struct SheetTests {
    private func text(_ body: (@escaping ByteSink) throws -> Void) throws -> String {
        final class Box { var bytes: [UInt8] = [] }
        let box = Box()
        try body { bytes throws(PlantError) in box.bytes += bytes }
        return String(decoding: box.bytes, as: UTF8.self)
    }

    @Test func pullSheetsLookAsTheyDid() throws {
        let plant = try Store.sample("two-row-hall").snapshot(of: .pathways)
        let csv = try text { _ = try PullSheet(plant).answer(.init()).write(.csv, to: $0) }
        let difference = try Golden.difference(csv, "Tests/Golden/pull-sheet.csv")
        #expect(difference == nil, "\(difference ?? "")")
    }

    /// Two planned trunks; 15 cables of 9 mm in a drop of 150 × 100 mm are 6.4 %.
    @Test func theFillAfterAPullCountsThoseBeforeIt() throws {
        let plant = try Store.sample("two-row-hall").snapshot(of: .pathways)
        var filter = PullSheet.Filter()
        filter.statuses = [.planned]
        let csv = try text { _ = try PullSheet(plant).answer(filter).write(.csv, to: $0) }
        var reader = CSVReader(file: "sheet", source: MemorySource(csv))
        var rows: [[String]] = []
        while try reader.next() { rows.append((0..<reader.fieldCount).map { reader[$0] }) }
        let column = Dictionary(uniqueKeysWithValues: zip(PullSheet.columns, 0...))
        func cells(_ name: String) -> [String] { rows.dropFirst().map { $0[column[name] ?? 0] } }
        #expect(cells("trunk") == ["T0030", "T0029"] && cells("action") == ["pull", "pull"])
        #expect(cells("pathway") == ["DIP-A01 UNDER-01 DIP-B01", "DROP-A01 CROSS-01 DROP-B01"])
        #expect(cells("fill_after_pct") == ["0.9", "6.4"] && cells("turns") == ["2", "2"])
    }

    @Test func theBillCountsByTypeLengthAndColour() throws {
        let plant = try Store.sample("two-row-hall").snapshot()
        let csv = try text {
            _ = try BillOfMaterials(plant, statuses: []).answer(spares: Percent(5)).write(.csv, to: $0)
        }
        let difference = try Golden.difference(csv, "Tests/Golden/bill-of-materials.csv")
        #expect(difference == nil, "\(difference ?? "")")
        // 60 cassettes and 5 % of them; 114 cords of 0.5 m as many of 2 m.
        #expect(csv.contains("cassette,MXC-64-LC-32,,,60,3,63,\n"))
    }

    @Test func impactFindsWhatHangsOnAThing() throws {
        let store = try Store.sample("two-row-hall")
        func counts(_ object: String) throws -> [String: Int] {
            let json = try text { sink in
                try store.withKeyedPlant { plant throws(PlantError) in
                    _ = try ImpactReport(object, kind: nil, on: plant).write(.json, to: sink)
                }
            }
            let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
            var counts = try #require(object?["counts"] as? [String: Int])
            counts["segments"] = nil
            return counts
        }
        // Four links a trunk, each two strands and two cords.
        #expect(
            try counts("T0001")
                == ["trunks": 1, "strands_in_use": 8, "links": 4, "cords": 8, "links_with_dead_twin": 0])
        #expect(
            try counts("TRAY-A01-A02")
                == ["trunks": 14, "strands_in_use": 112, "links": 56, "cords": 112, "links_with_dead_twin": 0])
        // Rack A02 has a leaf with eight links over two trunks.
        #expect(
            try counts("DC1.A02")
                == ["trunks": 2, "strands_in_use": 16, "links": 8, "cords": 16, "links_with_dead_twin": 0])
        #expect(
            try counts("DC1.A01-26") == [
                "trunks": 1, "strands_in_use": 2, "links": 1, "cords": 2, "links_with_dead_twin": 0,
            ])
        // The spines' own pair of links fails with the rack that both begin in.
        #expect(try counts("DC1.A01")["links_with_dead_twin"] == 2)
        #expect(try counts("zone-F0")["trunks"] == 1)
    }

    /// The same as over the whole plant, traced another way.
    @Test func impactAgreesWithTheTracesOfAllLinks() throws {
        let store = try Store.sample("two-row-hall")
        let plant = try store.snapshot()
        for trunk in plant.trunks.indices {
            var dead: Set<String> = []
            for link in 0..<plant.links.count {
                let path = Trace.fromDevice(plant.links.a[link], position: 1, on: plant)
                let trunks = path.hops.compactMap { if case .trunk(let on, _, _) = $0 { on.index } else { nil } }
                if trunks.contains(trunk) { dead.insert(plant.label(of: LinkHandle(index: link))) }
            }
            let csv = try text { sink in
                try store.withKeyedPlant { keyed throws(PlantError) in
                    _ = try ImpactReport(plant.trunks[trunk].label, kind: nil, on: keyed).write(.csv, to: sink)
                }
            }
            let found = csv.split(separator: "\n").filter { $0.hasPrefix("link,") }.map {
                String($0.split(separator: ",")[1])
            }
            #expect(Set(found) == dead)
        }
    }

    // MARK: Terminals

    @Test(arguments: [
        ("one two three", 8, ["one two", "three"]), ("one two", 7, ["one two"]), ("", 8, [""]),
        ("MXC-64-FLIP", 8, ["MXC-64-", "FLIP"]), ("a MXC-64-FLIP", 8, ["a", "MXC-64-", "FLIP"]),
        ("unbreakable", 4, ["unbreakable"]), ("DC1.A01-40:R1 x", 9, ["DC1.A01-", "40:R1 x"]),
        ("東京 東京", 5, ["東京", "東京"]),
    ])
    func cellsAreBrokenWhereNamesEnd(_ text: String, _ columns: Int, _ lines: [String]) {
        #expect(TerminalText.wrapped(text, to: columns) == lines)
    }

    /// A column without a value goes first, then the widest text is narrowed; numbers stay whole.
    @Test func aTableFitsItsTerminal() throws {
        var bytes: [UInt8] = []
        let table = TextTable(["name", "none", "what", "n"], space: 24) { bytes += $0 }
        try table.add([.word("T0001"), .null, .text("a rather long text of words"), .int(123_456)])
        try table.add([.word("T0002"), .null, .text("short"), .int(1)])
        try table.finish()
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                NAME   WHAT            N
                T0001  a rather   123456
                       long text
                       of words
                T0002  short           1

                """)
    }

    @Test(arguments: [nil, 200])
    func aTableThatFitsStaysAsItIs(_ room: Int?) throws {
        var bytes: [UInt8] = []
        let table = TextTable(["name", "none"], space: room) { bytes += $0 }
        try table.add([.word("T0001"), .null])
        try table.finish()
        #expect(String(decoding: bytes, as: UTF8.self) == "NAME   NONE\nT0001\n")
    }
}

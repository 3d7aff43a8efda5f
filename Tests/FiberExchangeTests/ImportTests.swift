import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Foundation
import TestSupport
import Testing

struct ImportTests {
    let scratch: Scratch
    init() throws { scratch = try Scratch() }

    private func run(_ store: Store) throws -> ImportReport {
        var reader = try PlantImport(folder: scratch.path)
        return try reader.run(into: store, ChangeMetadata(author: "t", command: "t"))
    }

    @Test(arguments: ["two-row-hall", "faulty-hall", "ai-pod"])
    func thereAndBackIsByteIdentical(_ sample: String) throws {
        let store = try Store.sample(sample)
        try PlantExport.write(store, to: scratch.path)
        let first = try Checkout.files(scratch.path)
        let again = try Store.inMemory()
        #expect(try run(again).faults.isEmpty)
        try PlantExport.write(again, to: scratch.path)
        #expect(try Checkout.files(scratch.path) == first)
    }

    @Test(arguments: ["two-row-hall", "faulty-hall", "ai-pod"])
    func samplesAreKeptAsTheyAreExported(_ sample: String) throws {
        try PlantExport.write(try Store.sample(sample), to: scratch.path)
        let kept = try Checkout.files(Checkout.path("samples/\(sample)")).filter { !$0.key.contains("expected") }
        #expect(try Checkout.files(scratch.path) == kept)
    }

    /// Each row names the next in the file, so each waits for all that come after it; it is tried once, not once a row.
    @Test(arguments: [false, true])
    func rowsThatNameLaterOnesWaitForThem(_ isEndless: Bool) throws {
        var writer = CSVWriter()
        for name in ["kind", "name", "source", "trust", "body"] { writer.raw(name) }
        writer.endRow()
        let count = 800
        for number in 1...count {
            let next = number == count ? (isEndless ? "NOWHERE" : "G.652.D") : "F\(number + 1)"
            let body = #"{"mode":"single-mode","bendLoss":[],"attenuation":[],"meaning":"\#(next)"}"#
            for cell in ["fibre-class", "F\(number)", "s", "user", body] { writer.text(cell) }
            writer.endRow()
        }
        let store = try Store.inMemory()
        let source = MemorySource(writer.bytes)
        var reader = PlantImport([.init(name: "catalogue.csv", schema: try Schema.named("catalogue"), source: source)])
        let report = try reader.run(into: store, ChangeMetadata(author: "t", command: "t"))
        if isEndless {
            // Only the last is at fault, but what rests on it cannot be kept either.
            #expect(report.faults.first?.place?.line == 2 && report.faults.contains { $0.message.contains("NOWHERE") })
        } else {
            #expect(report.faults.isEmpty, "\(report.faults.first?.description ?? "")")
            #expect(try store.catalogue().fibreClass(named: "F1") != nil)
        }
    }

    @Test func everyFaultIsPlacedAndNothingIsImported() throws {
        try scratch.write("halls.csv", "label,note\nDC1,\nDC-2,\n,\n")
        try scratch.write("racks.csv", "address,height_u\nDC1.A01,42\nDC9.A01,42\nDC1.A02,tall\nDC1.A03\nDC1.A01,42\n")
        try scratch.write("cassettes.csv", "address,type\nDC1.A01-40,MXC-64-LC-23\nDC1.A01-x,\n")
        try scratch.write("cords.csv", "label,a,z,metadata\nC1,DC1.A01-40:1,,[]\nC2,DC1.A01-39:1,,\n")
        let store = try Store.inMemory()
        let faults = try run(store).faults.map { $0.description.replacingOccurrences(of: scratch.path + "/", with: "") }
        #expect(
            faults == [
                "halls.csv:3:1: label: hall label 'DC-2' has a '-', expected letters, digits and '_'",
                "halls.csv:4:1: label is empty, expected a hall label such as DC1",
                "racks.csv:3:1: address: no such hall: 'DC9' (did you mean 'DC1'?)",
                "racks.csv:4:9: height_u: 'tall' is not a whole number from 1 to 100",
                "racks.csv:5:1: row of 1 fields, expected 2 as in the header",
                "racks.csv:6:1: address: rack DC1.A01 exists already",
                "cassettes.csv:2:12: type: the catalogue has no cassette-type 'MXC-64-LC-23' (did you mean 'MXC-64-LC-32'?)",
                "cassettes.csv:3:1: address: 'DC1.A01-x' has 'x' as its rack unit, expected a number from 0 to 999",
                "cords.csv:2:18: metadata: JSON that is not an object, expected {…}",
                "cords.csv:3:4: a: no cassette or device at DC1.A01-39 (rack DC1.A01 is empty)",
            ])
        #expect(try store.counts().allSatisfy { $0.count == 0 })
    }

    /// Four faults in one row are four reports, and what hangs on a faulty row is not blamed.
    @Test func aRowTellsAllItsFaultsAndOnlyItsOwn() throws {
        try scratch.write("halls.csv", "label\nH1\n")
        try scratch.write("racks.csv", "address,height\nH1.A1,42\n")
        try scratch.write("cassettes.csv", "address,type\nH1.A1-40,MXC-64-LC-32\n")
        try scratch.write(
            "cords.csv", "label,type,a,z,length_mm,status\nC1,LC-ABSM,H1.A1-40:01,H1.A1-40:1x,1.5m,planed\n")
        let faults = try run(try Store.inMemory()).faults.map {
            $0.description.replacingOccurrences(of: scratch.path + "/", with: "")
        }
        #expect(
            faults == [
                "racks.csv:1:9: column 'height' is unknown, expected address,name,x_mm,y_mm,height_u,units_from,first_unit,metadata,note (did you mean 'height_u'?)",
                "cords.csv:2:4: type: the catalogue has no cord-type 'LC-ABSM' (did you mean 'LC-AB-SM'?)",
                "cords.csv:2:24: z: 'H1.A1-40:1x' has '1x' as its port, expected a number from 1 to 9999",
                "cords.csv:2:36: length_mm: '1.5m' is not a whole number from 0 to 100000000 (the number alone, in the unit that the column names)",
                "cords.csv:2:41: status: 'planed' is none of planned, installed, tested, retired (did you mean 'planned'?)",
            ])
    }

    /// What ends a row early does not leave its other faults to the row after it.
    @Test func aFaultIsToldOfItsOwnRowOnly() throws {
        try scratch.write("halls.csv", "label\nH1\n")
        try scratch.write("nodes.csv", "label,hall,kind,x_mm,y_mm,z_mm\nN1,H2,rack-entry,0,0,0\nN2,H1,junction,0,0,0\n")
        let faults = try run(try Store.inMemory()).faults.map {
            $0.description.replacingOccurrences(of: scratch.path + "/", with: "")
        }
        #expect(
            faults == [
                "nodes.csv:2:4: hall: no such hall: 'H2' (did you mean 'H1'?)",
                "nodes.csv:2:1: rack: a node of kind rack-entry needs its rack",
            ])
    }

    /// Look-ups of every column are told together, occupied ends and missing segments as well.
    @Test func lookUpsAreToldWithTheRest() throws {
        let hall = TinyHall()
        try PlantExport.write(try Store.holding(hall.records), to: scratch.path)
        try scratch.write(
            "trunks.csv",
            "label,type,a,z,length_mm,route,status\nT1,MXC-64-FLIP,DC1.A01-40,DC1.B01-40,,S1 S2,planned\n"
                + "T2,MXC-64-FILP,DC1.A01-40,DC1.B01-41,6m,S1 SS,planned\n")
        try scratch.write("nodez.csv", "label\n")
        let faults = try run(try Store.inMemory()).faults.map {
            $0.description.replacingOccurrences(of: scratch.path + "/", with: "")
        }
        #expect(
            faults == [
                "nodez.csv:1:1: this is not a file of a plant, and is not read (did you mean 'nodes.csv'?)",
                "trunks.csv:3:4: type: the catalogue has no trunk-type 'MXC-64-FILP' (did you mean 'MXC-64-FLIP'?)",
                "trunks.csv:3:16: a: DC1.A01-40:R1 already holds trunk T1 (use a free port, or remove trunk T1 first)",
                "trunks.csv:3:27: z: no cassette or device at DC1.B01-41 (nearest in that rack: DC1.B01-42, DC1.B01-40)",
                "trunks.csv:3:38: length_mm: '6m' is not a whole number from 0 to 100000000 (the number alone, in the unit that the column names)",
                "trunks.csv:3:41: route: no such segment: 'SS' (did you mean 'S1'?)",
            ])
    }

    @Test func aNameWhoseOwnRowIsAtFaultIsTheOneThatWasMeant() throws {
        try scratch.write("halls.csv", "label\nH1\n")
        try scratch.write("racks.csv", "address,height_u\nH1.A01,42\nH1.B01,4x\nH1-C01,42\n")
        try scratch.write("cassettes.csv", "address\nH1.B01-40\nH1.B1-40\nH1.C01-40\n")
        let faults = try run(try Store.inMemory()).faults.map {
            $0.description.replacingOccurrences(of: scratch.path + "/", with: "")
        }
        #expect(
            faults == [
                "racks.csv:3:8: height_u: '4x' is not a whole number from 1 to 100",
                "racks.csv:4:1: address: 'H1-C01' is not a rack, expected HALL.GRID such as DC1.C03",
                "cassettes.csv:3:1: address: no such rack: H1.B1 (did you mean 'H1.B01', whose own row is at fault?)",
                "cassettes.csv:4:1: address: no such rack: H1.C01 (did you mean 'H1-C01', whose own row is at fault?)",
            ])
    }

    @Test(arguments: [
        ("", "no header"), ("\n", "no header"), ("lable\nDC1\n", "did you mean 'label'?"),
        ("note\nx\n", "column 'label' is missing"),
        ("label,label\na,b\n", "stands twice"), ("\u{0}\u{1}\u{2}", "NUL"),
    ])
    func aBadHeaderIsNamed(_ text: String, _ why: String) throws {
        try scratch.write("halls.csv", text)
        #expect(try run(try Store.inMemory()).faults.contains { $0.description.contains(why) })
    }

    @Test func columnsMayComeInAnyOrderAndBeLeftOut() throws {
        try scratch.write("halls.csv", "\u{FEFF}note,label\r\n\"two\r\nlines\",DC1\r\n")
        let store = try Store.inMemory()
        #expect(try run(store).faults.isEmpty)
        guard let hall = try store.record(.hall, "DC1").as(Hall.self) else { return }
        #expect(hall.remarks.note == "two\r\nlines")
    }

    @Test func aFileOfAnotherNameIsNoticed() throws {
        try scratch.write("hals.csv", "label\nDC1\n")
        let error = #expect(throws: PlantError.self) { try PlantImport(folder: scratch.path) }
        #expect(error?.hint == "did you mean 'halls.csv'?" && error?.place?.file.hasSuffix("hals.csv") == true)
        #expect(throws: PlantError.self) { try PlantImport(folder: scratch.file("none")) }
        #expect(throws: PlantError.self) { try PlantImport(folder: Checkout.path("Tests")) }
    }

    /// Bytes changed at random end in a report or a refusal, never in a crash or half a plant.
    @Test(arguments: 0..<40)
    func damagedInputIsSurvived(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        for (name, bytes) in try Checkout.files(Checkout.path("samples/faulty-hall")) {
            var bytes = bytes
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            if seed % 5 == 0 { bytes.removeLast(bytes.count / 3) }
            try Data(bytes).write(to: URL(fileURLWithPath: scratch.file(name)))
        }
        let store = try Store.inMemory()
        let report = try run(store)
        let isEmpty = try store.counts().allSatisfy { $0.count == 0 }
        #expect(report.faults.isEmpty != isEmpty)
        _ = Validator.validate(try store.snapshot(), ValidationOptions(today: try Day("2026-01-01")))
    }
}

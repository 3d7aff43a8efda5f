import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Foundation
import TestSupport
import Testing

struct MeasurementTests {
    /// A trace built byte by byte after SR-4731: two events, index 1.468, 1310 nm.
    private func trace(version: Int) -> [UInt8] { TraceBytes.make(version: version) }

    @Test(arguments: [1, 2])
    func aTraceIsReadByteByByte(_ version: Int) throws {
        let trace = try SORTrace(trace(version: version), name: "t.sor")
        #expect((trace.version, trace.cable, trace.fibre, trace.wavelength_nm) == (version, "T1", "17", 1310))
        #expect(trace.instrument == "Maker Meter SN1 M SN2" && trace.time == "2020-09-13T12:26:40Z")
        #expect(trace.totalLoss == MilliDecibels(1234))
        #expect(trace.events.map(\.loss) == [MilliDecibels(0), MilliDecibels(-120)])
        #expect(trace.events.map(\.reflectance) == [MilliDecibels(-45_000), nil])
        // 48,968 × 29.9792458 mm ÷ 1.468.
        #expect(trace.length == Millimetres(1_000_016))
        #expect(trace.events.map(\.kind) == ["reflection", "loss, end of fibre"])
    }

    /// Many instruments write 0 where they worked out no total: that is unknown, not a perfect fibre.
    @Test(arguments: [1, 2])
    func aTotalThatIsNotStatedIsUnknown(_ version: Int) throws {
        #expect(try SORTrace(TraceBytes.make(version: version, total: 0), name: "t.sor").totalLoss == nil)
    }

    /// The times are signed: an event may lie before the origin, here 100 ns or 10.211 m of fibre.
    @Test(arguments: [1, 2])
    func anEventMayLieBeforeTheOrigin(_ version: Int) throws {
        let trace = try SORTrace(TraceBytes.make(version: version, times: (-500, 48_968)), name: "t.sor")
        #expect(trace.events[0].distance == Millimetres(-10_211))
        #expect(trace.length == Millimetres(1_000_016))
    }

    @Test(arguments: [1, 2])
    func aTraceThatEndsWhereItBeginsIsDead(_ version: Int) throws {
        #expect(try SORTrace(TraceBytes.make(version: version, times: (-500, 0)), name: "t.sor").isDead)
        #expect(try !SORTrace(TraceBytes.make(version: version), name: "t.sor").isDead)
    }

    /// What the instrument has taken off is told, and not taken off once more.
    @Test(arguments: [1, 2])
    func theLaunchFibreOfTheInstrumentIsKnown(_ version: Int) throws {
        let trace = try SORTrace(TraceBytes.make(version: version, offset: 4897), name: "t.sor")
        #expect(trace.launch == Millimetres(100_006) && trace.length == Millimetres(1_000_016))
    }

    /// Cut short anywhere, or with any byte changed, a trace is refused or read; it never crashes.
    @Test(arguments: [1, 2])
    func aBrokenTraceIsRefused(_ version: Int) throws {
        let whole = trace(version: version)
        for count in 0..<whole.count {
            #expect(throws: PlantError.self) { try SORTrace(Array(whole[..<count]), name: "t.sor") }
        }
        var dice = Dice(seed: 3)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<3 {
                bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            do { _ = try SORTrace(bytes, name: "t.sor") } catch { #expect(error.code == .badValue) }
        }
    }

    private func read(_ csv: String, _ maps: [String] = [], _ sets: [String] = []) throws -> (
        rows: [StrandMeasurement], faults: [String]
    ) {
        var results = ResultImport()
        for map in maps { try results.map(map) }
        for set in sets { try results.set(set) }
        let (rows, _, faults) = try results.read("r.csv", MemorySource(csv))
        return (rows.map(\.0), faults.map(\.description))
    }

    @Test func testersNameTheirColumnsAsTheyPlease() throws {
        let plain = try read("strand,wavelength_nm,loss_db\nT1:17,1310,0.42\n")
        #expect(plain.rows.map(\.name) == ["T1:17@1310"] && plain.rows.map(\.loss) == [MilliDecibels(420)])
        let mapped = try read(
            "Cable ID;x,Fibre,Loss (dB),Length (m)\nT1,3,\"0,4256 dB\",12.5 m\n",
            ["trunk=Cable ID;x", "fibre=Fibre", "loss_db=Loss (dB)", "length_m=Length (m)"],
            ["wavelength_nm=1550", "instrument=Meter 7"])
        #expect(mapped.rows.map(\.name) == ["T1:03@1550"] && mapped.rows.map(\.loss) == [MilliDecibels(426)])
        #expect(
            mapped.rows[0].length == Millimetres(12_500) && mapped.rows[0].instrument == "Meter 7"
                && mapped.rows[0].file == "r.csv")
    }

    @Test(arguments: [
        ("strand,wavelength_nm,loss_db\nT1:17,1310,low\n", "r.csv:2:12: loss_db: 'low' is not a loss in dB"),
        ("strand,wavelength_nm,loss_db\nT1,1310,0.1\n", "r.csv:2:1"),
        ("strand,wavelength_nm,loss_db\nT1:1,13,0.1\n", "wavelength_nm"),
        ("strand,wavelength_nm,loss_db\nT1:1,1310,\n", "loss_db"),
        ("strand,wavelength_nm,loss_db\nT1:1,1310,1.2.3\n", "loss_db"),
        ("strand,wavelength_nm,loss_db\nT1:1,1310,900 dB\n", "loss_db"),
    ])
    func whatDoesNotReadIsPlaced(_ csv: String, _ message: String) throws {
        let found = try read(csv)
        #expect(found.rows.isEmpty && found.faults.count == 1 && found.faults[0].contains(message), "\(found.faults)")
    }

    @Test func aMissingColumnIsNamedWithThoseThatThereAre() throws {
        let error = #expect(throws: PlantError.self) { try read("Fiber,Loss\n", ["loss_db=Los"]) }
        #expect(error?.description.contains("did you mean 'Loss'?") == true)
        #expect(throws: PlantError.self) { try read("strand,loss_db\nT1:1,0.1\n") }
        #expect(throws: PlantError.self) { try read("loss_db,wavelength_nm\n0.1,1310\n") }
        #expect(throws: PlantError.self) { try read("strand,loss_db,wavelength_nm\n", ["los_db=x"]) }
    }

    @Test func aNewerValueTakesThePlaceOfTheOlder() throws {
        let store = try Store.holding(TinyHall().records)
        var measurement = StrandMeasurement()
        measurement.address = StrandAddress(trunk: "T1", strand: 1)
        func write(_ loss: Int, strand: Int = 1) throws -> ResultImport.Outcome {
            var row = measurement
            (row.loss, row.address.strand) = (MilliDecibels(loss), strand)
            return try store.commit(author: "t", command: "t") { transaction throws(PlantError) in
                try ResultImport.write([(row, nil)], transaction)
            }.value
        }
        #expect(try write(400).added == 1 && write(500).replaced == 1)
        #expect(try store.snapshot().measurements.map(\.loss) == [MilliDecibels(500)])
        #expect(try write(1, strand: 65).faults.first?.description.contains("no strand 65, expected 1 to 64") == true)
    }
}

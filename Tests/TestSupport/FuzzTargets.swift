import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Foundation

/// A parser that has to bear any input: it reads it, or refuses it with a ``PlantError``.
///
/// What it may not do is trap, or read what it does not write back: a body answers with what is wrong then.
package struct FuzzTarget: Sendable {
    package let name: String
    /// Inputs to begin from.
    package let corpus: [[UInt8]]
    package let body: @Sendable ([UInt8]) -> String?

    private init(_ name: String, _ corpus: [[UInt8]], _ body: @escaping @Sendable ([UInt8]) -> String?) {
        self.name = name
        self.corpus = corpus
        self.body = body
    }

    private static func texts(
        _ name: String, _ corpus: [String], _ body: @escaping @Sendable (String) -> String?
    ) -> FuzzTarget {
        FuzzTarget(name, corpus.map { Array($0.utf8) }) { body(String(decoding: $0, as: UTF8.self)) }
    }

    /// Every parser. The rows of every kind are those of the samples.
    package static func all() throws -> [FuzzTarget] {
        var targets = [addresses, numbers, times, try supposed(), traces]
        targets += try rows()
        targets += [try catalogue(), try demands(), sheets, results]
        targets += [try workbooks(), try workbookParts()]
        return targets
    }

    // MARK: Single values

    private static let addresses = texts(
        "address",
        [
            "DC1.C03-14s2:04", "DC1.C03-14:R1", "T0042:17", "DC1", "DC1.C03", "DC1.A01-30.10", "T1:01@1310A",
            "9.9-9:9999",
        ]
    ) { text in
        guard let address = try? Address(text) else { return nil }
        // A number beyond the greatest prints in the form of the last.
        guard let again = try? Address(address.description) else { return "\(address) does not read again" }
        return again == address ? nil : "\(address) reads as \(again)"
    }

    private static let numbers = texts(
        "number", ["0.42", "-12.5", "1500", "2.5m", "850mm", "0,42", "+3", ".5", "9223372036854775807", "0"]
    ) { text in
        for scale in [1, 1000] {
            for excess in [DecimalText.Excess.refused, .rounded] {
                guard let value = DecimalText.scaled(text, by: scale, excess: excess, comma: true) else { continue }
                if let double = Double(text.replacingOccurrences(of: ",", with: ".")),
                    abs(double * Double(scale) - Double(value)) > 1 + abs(Double(value)) * 1e-9
                {
                    return "\(text) times \(scale) is read as \(value)"
                }
            }
        }
        guard let length = try? LengthText.parse(text) else { return nil }
        let again = try? LengthText.parse("\(length.rawValue)mm")
        return again == length ? nil : "\(text) is read as \(length), and that as \(String(describing: again))"
    }

    private static let times = texts(
        "time",
        [
            "2026-11-25T08:15:00+02:00", "2026-11-25 08:00", "25.11.2026", "11/25/2026 08:00 AM",
            "2020-09-13T12:26:40Z",
            "12", "#12", "2026-11-25",
        ]
    ) { text in
        _ = try? Moment(text)
        for order in [nil, .monthFirst, .dayFirst] as [MeasuredTime.DateOrder?] {
            guard let time = try? MeasuredTime(text, order: order) else { continue }
            guard let again = try? MeasuredTime(time.description) else { return "\(time) does not read again" }
            if again < time || time < again { return "\(time) reads as \(again)" }
        }
        return nil
    }

    private static func supposed() throws -> FuzzTarget {
        let catalogue = try Store.inMemory().catalogue()
        let corpus = ["tap=70/30", "bend=90 radius=10mm", "cord=C0001 type=LC-AA-SM length=20m"]
        return texts("what-if", corpus) { text in
            var changes = Hypothesis()
            _ = try? changes.add(text, in: catalogue)
            return nil
        }
    }

    // MARK: Files

    private static let traces = FuzzTarget("sor", [TraceBytes.make(version: 1), TraceBytes.make(version: 2)]) { bytes in
        guard let trace = try? SORTrace(bytes, name: "t.sor") else { return nil }
        _ = try? StrandMeasurement(trace, strand: StrandAddress(trunk: "T1", strand: 1), file: "t.sor")
        _ = try? SORReport(trace, launch: Millimetres(.max)).write(.json) { _ in }
        return nil
    }

    /// An .xlsx as a whole: what is damaged is refused.
    private static func workbooks() throws -> FuzzTarget {
        let corpus = [try Workbooks.written(), Workbooks.packed(sheet: Workbooks.sheet)]
        return FuzzTarget("workbook", corpus) { bytes in
            _ = try? SheetSource.sheets(of: MemorySource(bytes))
            return nil
        }
    }

    /// The XML inside of one, in an archive that is whole.
    private static func workbookParts() throws -> FuzzTarget {
        FuzzTarget("workbook-xml", [Array(Workbooks.sheet.utf8)]) { bytes in
            for part in ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"] {
                _ = try? SheetSource.sheets(of: MemorySource(Workbooks.packed([part: bytes])))
            }
            return nil
        }
    }

    /// A row that is read is written so that it reads as the same.
    private static func rows() throws -> [FuzzTarget] {
        let files = try Checkout.files(Checkout.path("samples/faulty-hall"))
        return Schema.all.compactMap { schema in
            guard let bytes = files["\(schema.kind.plural).csv"] else { return nil }
            let lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
            let header = schema.columns.map(\.name).joined(separator: ",")
            return FuzzTarget("row-\(schema.kind.plural)", Array(lines.dropFirst().prefix(40))) { line in
                var reader = CSVReader(file: "f", source: MemorySource(line))
                guard (try? reader.next()) == true, reader.fieldCount == schema.columns.count else { return nil }
                var faults: [PlantError] = []
                let order = Array(schema.columns.indices)
                let record = schema.record(row: reader, order: order, faults: &faults)
                guard faults.isEmpty else { return nil }
                var writer = CSVWriter()
                for (cell, column) in zip(schema.cells(of: record), schema.columns) {
                    if column.type.isNumber { writer.raw(cell) } else { writer.text(cell) }
                }
                writer.endRow()
                var again = CSVReader(file: "f", source: MemorySource(writer.bytes))
                guard (try? again.next()) == true, again.fieldCount == order.count else {
                    return "\(header): what was written does not read"
                }
                let second = schema.record(row: again, order: order, faults: &faults)
                if let fault = faults.first { return "\(header): \(fault)" }
                return second == record ? nil : "\(header): another record is read"
            }
        }
    }

    private static func catalogue() throws -> FuzzTarget {
        let catalogue = try Store.inMemory().catalogue()
        let corpus = CatalogueKind.allCases.flatMap { kind in
            catalogue.rows(kind).prefix(4).map { Array("\(kind.rawValue) \($0.entry.body)".utf8) }
        }
        return FuzzTarget("catalogue", corpus) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let kind = CatalogueKind(rawValue: parts[0]) else { return nil }
            for isStored in [false, true] { _ = try? CatalogueItem(kind: kind, body: parts[1], isStored: isStored) }
            _ = try? CatalogueText.setting(
                "reach_m", to: String(parts[1].prefix(40)), in: parts[1], source: "s", trust: .user)
            return nil
        }
    }

    private static func demands() throws -> FuzzTarget {
        let plant = try Store.sample("two-row-hall").snapshot()
        let text =
            "label,a,z,count,optic,fec,diverse_group\nN,leaf-07,spine-1 spine-2,8,100G-CLR4,on,G\nM,DC1.A02-42:09,leaf-01,1,,,\n"
        return FuzzTarget("demands", [Array(text.utf8)]) { bytes in
            _ = try? DemandText("d", MemorySource(bytes)).demands(plant)
            return nil
        }
    }

    private static let sheets = FuzzTarget(
        "sheet",
        [
            Array(
                "work_order,action,cord,cord_type,a_rack,a_u,a_port,z_rack,z_u,z_port,length_m,measured_db,installer,date,status,reason\nW1,connect,C1,LC-AB-SM,DC1.A01,30s10,01,DC1.A02,40,2,1.5,0.4,Bo,2026-12-01,done,\n"
                    .utf8)
        ]
    ) { bytes in
        _ = try? SignOff("W1", sheet: "s", MemorySource(bytes), today: try Day("2026-01-01"))
        return nil
    }

    private static let results = FuzzTarget(
        "results",
        [
            Array(
                "strand,wavelength_nm,loss_db,length_m,measured_at,instrument,end\nT1:17,1310,0.42,12.5,2026-11-25T08:00,M,A\nT1:17,1310,\"0,35 dB\",,25.11.2026,,Z\n"
                    .utf8)
        ]
    ) { bytes in
        guard let (rows, _, _) = try? ResultImport().read("r", MemorySource(bytes)) else { return nil }
        return rows.first { ($0.0.loss?.rawValue ?? 0).magnitude > 100_000 }.map { "\($0.0.name) is out of range" }
    }
}

/// An OTDR trace of two events, byte by byte.
package enum TraceBytes {
    /// - Parameters:
    ///   - times: where its two events are, in tenths of a nanosecond.
    ///   - total: the loss from end to end, in mdB, 0 where the instrument states none.
    ///   - offset: the launch fibre that the instrument has taken off, in tenths of a nanosecond.
    package static func make(
        version: Int, times: (Int, Int) = (0, 48_968), total: Int = 1234, offset: Int? = nil
    ) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }
        func head(_ name: String) -> [UInt8] { version == 2 ? text(name) : [] }
        var general =
            head("GenParams") + Array("EN".utf8) + text("T1 ") + text("17")
            + (version == 2 ? number(652, 2) : []) + number(1310, 2) + text("A") + text("B")
        if let offset { general += text("") + Array("BC".utf8) + number(offset, 4) }
        let supplier = head("SupParams") + ["Maker", "Meter", "SN1", "M", "SN2", "1.0", ""].flatMap(text)
        var fixed = head("FxdParams") + number(1_600_000_000, 4) + Array("mt".utf8) + number(13100, 2)
        fixed += number(0, version == 2 ? 8 : 4) + number(1, 2) + number(100, 2) + number(5, 4) + number(1000, 4)
        fixed += number(146_800, 4)
        var events = head("KeyEvents") + number(2, 2)
        // 48,968 tenths of a nanosecond are 1,000,000.0 mm at this index, rounded.
        for (index, event) in [(times.0, 0, -45_000, "1F9999LS"), (times.1, -120, 0, "0E9999LS")].enumerated() {
            events +=
                number(index + 1, 2) + number(event.0, 4) + number(350, 2) + number(event.1, 2) + number(event.2, 4)
            events += Array(event.3.utf8) + (version == 2 ? number(0, 20) : []) + text("")
        }
        events += number(total, 4)
        let blocks = [("GenParams", general), ("SupParams", supplier), ("FxdParams", fixed), ("KeyEvents", events)]
        let entries = blocks.flatMap { name, bytes in text(name) + number(200, 2) + number(bytes.count, 4) }
        let size = (version == 2 ? 4 : 0) + 2 + 4 + 2 + entries.count
        let map =
            (version == 2 ? text("Map") : []) + number(version * 100, 2) + number(size, 4) + number(blocks.count + 1, 2)
        return map + entries + blocks.flatMap { $0.1 }
    }
}

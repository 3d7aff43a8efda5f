import FiberModel
import Testing

struct AddressTests {
    @Test(arguments: [
        "DC1", "T0042", "T-A01_b", "DC1.C03", "DC1.C03-14", "DC1.C03-14s2", "DC1.C03-14:04", "DC1.C03-14s2:128",
        "DC1.C03-14:R1", "T0042:17", "T0042:07", "9.9-9:9999",
    ])
    func printsWhatItParsed(_ text: String) throws {
        let address = try Address(text)
        #expect(try Address(address.description) == address)
        if !text.hasSuffix(":9999") { #expect(address.description == text) }
    }

    @Test(arguments: [
        ("DC1.C03-14:4", "DC1.C03-14:04"), ("T0042:7", "T0042:07"), ("DC1.C03-014:r2", "DC1.C03-14:R2"),
        // As plants before wrote it: a spreadsheet takes 30.10 for 30.1.
        ("DC1.C03-14.2", "DC1.C03-14s2"), ("DC1.A01-30.10", "DC1.A01-30s10"), ("DC1.A01-30S10:4", "DC1.A01-30s10:04"),
    ])
    func printsOneFormOnly(_ text: String, _ canonical: String) throws {
        #expect(try Address(text).description == canonical)
    }

    @Test(arguments: [
        ("", "empty"), ("DC1.", "rack"), (".C03", "hall"), ("DC1.C03-", "rack unit"), ("DC1.C03-1000", "rack unit"),
        ("DC1.C03-1000", "rack unit"), ("DC1.C03-14.", "slot"), ("DC1.C03-14.0", "slot"), ("DC1.C03-14s0", "slot"),
        ("DC1.C03-14s", "slot"), ("DC1.C03-14:", "port"),
        ("DC1.C03-14:0", "port"), ("DC1.C03-14:R", "rear connector"), ("DC1.C03-14:04x", "port"),
        ("DC1.C03:04", "rack"), ("T0042:", "strand"), ("T0042:x", "strand"), ("T0042:99999999999999999999", "strand"),
        ("DC 1.C03", "label"), ("-x", "label"), ("DC-1.C03", "hall"), ("DC1.C03-14:04\u{0}", "port"), ("ü", "label"),
        (String(repeating: "x", count: 65), "65 bytes"),
    ])
    func namesThePartThatIsWrong(_ text: String, _ part: String) {
        let error = #expect(throws: PlantError.self) { try Address(text) }
        #expect(error?.code == .badValue)
        #expect(error?.message.contains(part) == true, "\(error?.message ?? "") does not name \(part)")
    }

    @Test func aTerminalObeysNothingInAMessage() {
        let error = #expect(throws: PlantError.self) { try Address("DC1.\u{1b}[31mC03") }
        #expect(error?.description.unicodeScalars.contains("\u{1b}") == false)
    }

    @Test func aUnitAloneMeansItsFirstRearConnector() throws {
        #expect(try PortAddress(rear: "DC1.C03-14").description == "DC1.C03-14:R1")
        #expect(throws: PlantError.self) { try PortAddress(rear: "DC1.C03-14:04") }
        #expect(throws: PlantError.self) { try PortAddress(front: "DC1.C03-14:R1") }
    }
}

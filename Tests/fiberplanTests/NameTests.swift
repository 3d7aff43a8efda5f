import Foundation
import TestSupport
import Testing

/// Names that people give to halls, racks, units and ports, typed where an address is expected.
struct NameTests {
    /// Two halls: in the first a rack, a device and ports have names of every awkward form, in the second some are the same.
    private func plant() throws -> Tool {
        try SmallHall.plant { hall in
            hall.files["halls"] = "label,name,site\nDC1,Großer Saal,Nord\nDC2,Annexe,Nord\n"
            hall.files["racks"] = """
                address,name,x_mm,y_mm
                DC1.A01,Comms closet,0,0
                DC1.B01,A-01,3000,3000
                DC2.A01,Comms closet,0,0

                """
            hall.files["devices"] = """
                address,label,height_u,ports,connector,optic
                DC1.A01-42,leaf:1/a,1,32,LC-duplex,100G-CWDM4
                DC1.B01-42,b,1,32,LC-duplex,100G-CWDM4
                DC2.A01-42,b,1,32,LC-duplex,100G-CWDM4

                """
            hall.files["ports"] = """
                address,label
                DC1.A01-42:01,Ethernet1/1
                DC1.A01-42:02,0
                DC1.A01-42:03,02
                DC1.B01-42:01,swp1

                """
        }
    }

    @Test(arguments: [
        ("leaf:1/a:Ethernet1/1", "DC1.A01-42:01"), ("leaf:1/a:0", "DC1.A01-42:02"), ("leaf:1/a:4", "DC1.A01-42:04"),
        // What is printed beside a port comes before its number, but for an address.
        ("leaf:1/a:02", "DC1.A01-42:03"), ("DC1.A01-42:02", "DC1.A01-42:02"),
        ("DC1.A01-42:Ethernet1/1", "DC1.A01-42:01"), ("A-01-42:swp1", "DC1.B01-42:01"),
        ("A-01-40:7", "DC1.B01-40:07"), ("DC1/b:swp1", "DC1.B01-42:01"), ("Großer Saal/b:5", "DC1.B01-42:05"),
        ("Annexe/Comms closet-42:3", "DC2.A01-42:03"), ("DC1/Comms closet-42:9", "DC1.A01-42:09"),
    ])
    func aPortIsFoundByTheNamesOnIt(_ name: String, _ address: String) throws {
        let plant = try plant()
        let traced = try plant.run("trace", name, "--format", "json")
        #expect(traced.code == 0 && traced.out.contains(#""start": "\#(address)""#), "\(traced.err)")
        #expect(traced.out == (try plant.run("trace", address, "--format", "json").out))
    }

    @Test(arguments: [
        ("Großer Saal", "hall", "DC1"), ("Comms closet", "", ""), ("Annexe/Comms closet", "rack", "DC2.A01"),
        ("A-01", "rack", "DC1.B01"), ("leaf:1/a", "device", "DC1.A01-42"), ("Nord/A-01", "rack", "DC1.B01"),
        ("A-01-40", "cassette", "DC1.B01-40"), ("Nord/b", "", ""), ("Annexe/b", "device", "DC2.A01-42"),
        ("T1", "trunk", "T1"),
    ])
    func whatHasANameIsShownByIt(_ name: String, _ kind: String, _ address: String) throws {
        let shown = try plant().run("show", name)
        if kind.isEmpty {
            #expect(shown.code == 2 && shown.err.contains("is the name of several: DC1.") && shown.err.contains("DC2."))
        } else {
            #expect(shown.code == 0 && shown.out.contains(address), "\(shown.err)")
            #expect(shown.out.split(separator: "\n")[0].hasSuffix(kind))
        }
    }

    /// Commands that write take names as well, and files of others; what is kept are addresses.
    @Test func namesAreWrittenAsAddresses() throws {
        let plant = try plant()
        #expect(try plant.run("add-cord", "C9", "--a", "leaf:1/a:0", "--z", "A-01-42:9").code == 0)
        #expect(try plant.run("set", "C9", "z=DC1/b:8").code == 0)
        try plant.scratch.write("cords.csv", "label,a,z\nC10,leaf:1/a:02,A-01-40:12\n")
        let imported = try plant.run("import", "cords.csv")
        #expect(imported.code == 0, "\(imported.err)")
        let cords = try plant.run("list", "cords", "--format", "csv").out
        #expect(cords.contains("DC1.A01-42:02,DC1.B01-42:08") && cords.contains("DC1.A01-42:03,DC1.B01-40:12"))
        #expect(try plant.run("add-device", "A-01-20", "--label", "new").code == 0)
        #expect(try plant.run("remove", "device", "new").code == 0)
        #expect(try plant.run("set", "leaf:1/a:Ethernet1/1", "optic=100G-LR4").code == 0)
        #expect(try plant.run("list", "ports", "--format", "csv").out.contains("DC1.A01-42:01,Ethernet1/1,,100G-LR4"))
        #expect(try plant.run("history", "A-01").out.contains("DC1.B01"))
        #expect(try plant.run("impact", "A-01").err.contains("impact of"))
        #expect(try plant.run("route", "DC1/Comms closet", "A-01").code == 0)
        #expect(try plant.run("verify-history").code == 0)
    }

    /// A cord that meets its port a second time is told by the address and by what people call it.
    @Test func namesStandBesideAddresses() throws {
        let plant = try plant()
        #expect(try plant.run("trace", "L1").out.contains("leaf:1/a Ethernet1/1, position 1"))
        #expect(try plant.run("export", "patch-sheet", "--rack", "A-01").out.contains(",01,swp1,"))
        #expect(try plant.run("export", "labels", "--cord", "C1").out.contains("leaf:1/a Ethernet1/1"))
        #expect(try plant.run("set", "leaf:1/a:33", "label=Ethernet9/9").code == 0)
        let found = try plant.run("validate", "--format", "csv").out
        #expect(found.contains("DC1.A01-42:33,,leaf:1/a Ethernet9/9,"), "\(found)")
        #expect(try plant.run("validate").out.contains("DC1.A01-42:33 (leaf:1/a Ethernet9/9): "))
    }

    @Test func aNameThatNothingHasIsToldWithTheNearest() throws {
        let plant = try plant()
        let wrong = try plant.run("show", "Comms clozet")
        #expect(wrong.code == 2 && wrong.err.contains("did you mean 'Comms closet'?"), "\(wrong.err)")
    }
}

import Foundation
import TestSupport
import Testing

/// What is plugged into a unit, and what runs on a trunk.
struct OccupancyTests {
    private func rows(_ plant: Tool, _ arguments: String...) throws -> [[String]] {
        let result = try plant.run(words: arguments + ["--format", "csv"])
        #expect(result.code == 0, "\(result.err)")
        return result.out.split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The trunk flips: front port 1 of the Z cassette has the two strands of front port 1 at A.
    @Test func portsTellWhatIsPluggedInAndWhatLiesBehind() throws {
        let plant = try SmallHall.plant()
        let device = try rows(plant, "ports", "a")
        #expect(device.count == 32)
        #expect(device[0] == ["DC1.A01-42:01", "", "100G-CWDM4", "C1", "no", "DC1.A01-40:01", "", "L1", ""])
        #expect(device[1] == ["DC1.A01-42:02", "", "100G-CWDM4", "", "yes", "", "", "", ""])
        let cassette = try rows(plant, "ports", "DC1.B01-40")
        #expect(cassette.count == 33)
        #expect(cassette[0] == ["DC1.B01-40:01", "", "", "C2", "no", "DC1.B01-42:01", "b", "L1", "T1:02 T1:01"])
        #expect(cassette[32] == ["DC1.B01-40:R1", "", "", "T1", "no", "DC1.A01-40:R1", "", "", ""])
        #expect(try rows(plant, "ports", "a", "--free").map { $0[0] } == device.dropFirst().map { $0[0] })
        #expect(try plant.run("ports", "a").err.contains("32 ports of DC1.A01-42, 31 free"))
    }

    /// Two strands are lit, two more patched at one end, one is broken, one reserved; what is left of 64 is free.
    @Test func strandsAreLitPatchedOrFree() throws {
        let plant = try SmallHall.plant { $0.add("C3,LC-AB-SM,DC1.A01-42:2,DC1.A01-40:2,2000,installed", to: "cords") }
        #expect(try plant.run("mark-strand", "T1:17", "--state", "broken", "--note", "crushed").code == 0)
        #expect(try plant.run("mark-strand", "T1:18", "--state", "reserved", "--loss", "0.42").code == 0)
        let all = try rows(plant, "strands", "T1")
        #expect(all.count == 64)
        #expect(all.filter { $0[3] == "lit" }.map { $0[0] } == ["T1:01", "T1:02"])
        #expect(all.filter { $0[3] == "patched" }.map { $0[0] } == ["T1:03", "T1:04"])
        #expect(
            all[0] == ["T1:01", "blue", "ok", "lit", "DC1.A01-42:01 (a)", "DC1.B01-42:01 (b)", "L1", "", "", "1/1"])
        #expect(all[2][5] == "no cord in DC1.B01-40:02")
        #expect(all[17].suffix(3) == ["0.42", "", "1/18"] && all[16].dropLast().last == "crushed")
        #expect(try rows(plant, "strands", "T1", "--free").count == 58)
        #expect(try rows(plant, "strands", "T1", "--broken").map { $0[0] } == ["T1:17"])
        #expect(try rows(plant, "strands", "T1", "--link", "L1").count == 2)
        #expect(
            try plant.run("strands", "T1").err
                .contains("64 strands of T1: 2 lit, 2 patched, 60 free; 1 broken, 1 reserved"))
        #expect(try plant.run("strands", "T2").err.contains("did you mean 'T1'?"))
        #expect(try plant.run("strands", "T1", "--link", "L9").code == 2)
        #expect(try plant.run("strands", "T1", "--free", "--lit").code == 64)
    }
}

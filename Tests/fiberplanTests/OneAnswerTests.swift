import Foundation
import TestSupport
import Testing

/// The same link is judged the same, whichever command is asked and whichever end is called A.
struct OneAnswerTests {
    private func row(_ plant: Tool, _ link: String) throws -> [String: String] {
        let lines = try plant.run("budget", "--all", "--format", "csv").out.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let row = try #require(lines.first { $0[0] == link })
        return Dictionary(uniqueKeysWithValues: zip(lines[0], row))
    }

    /// A port that does not exist is never reached, from neither end.
    @Test(arguments: ["DC1.A01-42", "DC1.B01-42"], ["0", "1"])
    func aPortThatIsNotThereStopsTheLight(_ device: String, _ ports: String) throws {
        let plant = try SmallHall.plant {
            // With one port left the link is moved to the second, so that it is off by one.
            if ports == "1" {
                $0.replace("\(device):1", "\(device):2")
            }
        }
        #expect(try plant.run("set", device, "ports=\(ports)").code == 0)
        let port = "\(device):0\(ports == "1" ? 2 : 1)"
        let stops = "no port \(port)"
        let found = try plant.run("validate", "--only", "LNK", "--format", "csv")
        #expect(found.code == 1 && found.out.contains("LNK001") && found.out.contains(stops), "\(found.out)")
        #expect(found.out.contains("fiberplan set L1 \(device.contains("A01") ? "a" : "z")=UNIT:PORT"))
        let polarity = try plant.run("polarity", "L1")
        #expect(polarity.code == 1 && polarity.out.contains(stops), "\(polarity.out)")
        let row = try row(plant, "L1")
        #expect(row["polarity"] == "stops" && row["worst_db"] == "" && row["margin_db"] == "", "\(row)")
        #expect(try plant.run("budget", "L1").out.contains(stops))
        let lanes = try plant.run("lanes", "L1", "--format", "csv").out.split(separator: "\n").dropFirst()
        #expect(
            lanes.count == 8
                && lanes.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false)[3].isEmpty })
        let traced = try plant.run("trace", "L1")
        #expect(traced.code == 0 && traced.out.contains(stops), "\(traced.out)\(traced.err)")
        #expect(try plant.run("trace", "T1:01").out.contains(stops))
    }

    /// 50 km of trunk are more than the optic bears: every command that adds up says so, and fails.
    @Test func aLinkOverItsLimitFailsEverywhere() throws {
        let plant = try SmallHall.plant { $0.replace(",10000,", ",50000000,", in: "trunks") }
        #expect(try plant.run("validate", "--only", "BUD001").code == 1)
        #expect(try plant.run("budget", "L1").code == 1)
        let all = try plant.run("budget", "--all")
        #expect(all.code == 1 && all.err.contains("1 link over the limit that applies"), "\(all.err)")
        #expect(try SmallHall.plant().run("budget", "--all").code == 0)
    }

    @Test func aMeasurementOverTheLimitFailsEverywhere() throws {
        let plant = try SmallHall.plant()
        let rows = "strand,wavelength_nm,from_end,loss_mdb\nT1:01,1310,A,9000\n"
        #expect(try plant.run("import", "-", "--kind", "measurements", input: rows).code == 0)
        #expect(try plant.run("validate", "--only", "BUD001").code == 1)
        #expect(try plant.run("budget", "L1").code == 1 && plant.run("budget", "--all").code == 1)
    }

    /// Two lanes on a fibre, of which the second is beyond 1625 nm where no bend loss is stated: the first fails all the same.
    @Test func anUnknownLaneHidesNoFailingOne() throws {
        func plant(_ length: String) throws -> Tool {
            let plant = try SmallHall.plant { $0.replace(",10000,", ",\(length),", in: "trunks") }
            let shown = try plant.run("catalogue", "show", "optic", "100G-CWDM4", "--format", "json").out
            let json = try #require(try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [String: Any])
            var body = try #require(json["body"] as? [String: Any])
            var lanes = try #require(body["lanes"] as? [[String: Any]])
            lanes = Array(lanes.prefix(2))
            for (index, nanometres) in [1550, 1640].enumerated() {
                lanes[index]["wavelength_pm"] = nanometres * 1000
                lanes[index]["low_pm"] = nanometres * 1000 - 5000
                lanes[index]["high_pm"] = nanometres * 1000 + 5000
            }
            (body["lanes"], body["reach_m"]) = (lanes, nil)
            try plant.scratch.write(
                "optic.json", String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self))
            let added = try plant.run("catalogue", "add", "optic", "ODD", "--file", "optic.json", "--source", "x")
            #expect(added.code == 0, "\(added.err)")
            for set in [["DC1.A01-42", "optic=ODD"], ["DC1.B01-42", "optic=ODD"], ["L1", "optic=ODD"]] {
                #expect(try plant.run("set", set[0], set[1]).code == 0)
            }
            return plant
        }
        let failing = try plant("50000000")
        #expect(try failing.run("validate", "--only", "BUD001").out.contains("lane L0 from A"))
        let budget = try failing.run("budget", "L1")
        #expect(budget.code == 1 && budget.out.contains("OVER BUDGET") && budget.out.contains("1550 nm"))
        let row = try row(failing, "L1")
        #expect(row["weakest_lane"]?.hasPrefix("L0") == true && row["margin_db"]?.hasPrefix("-") == true, "\(row)")
        // Where the known lane fits, the link is not known to.
        let open = try plant("10000")
        #expect(try self.row(open, "L1")["worst_db"] == "")
        #expect(try open.run("validate", "--only", "BUD002", "--margin", "4").out.contains("lane L0"))
    }

    /// A trunk of one strand: light comes from A to Z and loses too much, and none comes back. Both are told.
    @Test func aDeadDirectionHidesNoFailingOne() throws {
        let plant = try SmallHall.plant {
            $0.replace(",10000,", ",50000000,", in: "trunks")
            $0.replace("C1,LC-AB-SM", "C1,LC-AA-SM")
        }
        let added = try plant.run(
            "catalogue", "add", "trunk-type", "MXC-64-FLIP", "--like", "MXC-64-FLIP", "--set", "strands=1", "--set",
            "strandMap=[1]", "--source", "x")
        #expect(added.code == 0, "\(added.err)")
        #expect(try plant.run("polarity", "L1").out.contains("has no strand at position 2"))
        let found = try plant.run("validate", "--format", "csv").out
        #expect(found.contains("LNK001") && found.contains("BUD001") && found.contains("lane L0 from A"), "\(found)")
        let budget = try plant.run("budget", "L1")
        #expect(budget.code == 1 && budget.out.contains("OVER BUDGET") && budget.out.contains("not every lane arrives"))
        let row = try row(plant, "L1")
        #expect(row["polarity"] == "stops" && row["weakest_lane"] == "L0 from A" && row["lanes"] == "4", "\(row)")
        #expect(try plant.run("budget", "--all").code == 1)
    }
}

import Foundation
import TestSupport
import Testing

/// Questions about array connectors, harnesses and broken-out ports, answered on `samples/ai-pod` by hand.
struct ParallelAnswerTests {
    private func pod() throws -> Tool {
        let tool = try Tool()
        for arguments in [["init"], ["import", Checkout.path("samples/ai-pod")]] {
            let result = try tool.run(arguments: arguments)
            try #require(result.code == 0, "\(result.err)")
        }
        return tool
    }

    /// The rows of a table as CSV, by the names of its columns.
    private func rows(_ tool: Tool, _ arguments: String...) throws -> [[String: String]] {
        let result = try tool.run(arguments: arguments + ["--format", "csv"])
        try #require(result.code == 0, "\(result.err)")
        let lines = result.out.split(separator: "\n").map { Self.cells(String($0)) }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    /// The cells of a line of which none has a quote or a line end in it.
    private static func cells(_ line: String) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index % 2 == 1 ? ["\u{1}\(part)"] : [String(part)]
        }.reduce(into: [""]) { cells, part in
            if part.hasPrefix("\u{1}") {
                cells[cells.count - 1] += part.dropFirst()
            } else {
                let parts = part.split(separator: ",", omittingEmptySubsequences: false)
                cells[cells.count - 1] += parts[0]
                cells += parts.dropFirst().map(String.init)
            }
        }
    }

    private func succeed(_ tool: Tool, _ arguments: String...) throws {
        let result = try tool.run(arguments: arguments)
        try #require(result.code == 0, "\(arguments): \(result.out)\(result.err)")
    }

    /// A DR4 sends on 1 to 4 and listens on 9 to 12; the strands between are patched, and dark.
    /// Of a twin port it is told which connector is free.
    @Test func aTwinPortTellsWhichConnectorIsFree() throws {
        let pod = try pod()
        let free = try rows(pod, "ports", "leaf-1", "--free").compactMap { $0["port"] }
        let port = try #require(free.last)
        #expect(try rows(pod, "ports", "leaf-1").first { $0["port"] == port }?["free"] == "yes")
        let other = try #require(rows(pod, "ports", "leaf-2", "--free").compactMap { $0["port"] }.last)
        try succeed(
            pod, "add-cord", "C0990", "--type", "MPO-12-B-SM-FF", "--a", "\(port)/2", "--z", "\(other)/2", "--length",
            "9m")
        let row = try #require(rows(pod, "ports", "leaf-1", "--free").first { $0["port"] == port })
        #expect(row["cable"] == "C0990" && row["free"] == "\(port.suffix(2))/1")
    }

    /// Losing a cord takes away the links that its row of the patch sheet names, whatever its plugs.
    @Test func losingACordTakesItsLinks() throws {
        let pod = try pod()
        var lit = 0
        for row in try rows(pod, "export", "patch-sheet") {
            let cord = try #require(row["cord"])
            let lost = try rows(pod, "impact", cord, "--kind", "cord").filter { $0["kind"] == "link" }
            let links = Set((row["link"] ?? "").split(separator: " ").map(String.init))
            #expect(Set(lost.compactMap { $0["label"] }) == links, "\(cord)")
            lit += links.count
        }
        #expect(lit > 20)
    }

    @Test func positionsBetweenTheLanesOfADR4AreDark() throws {
        let pod = try pod()
        let lit = try rows(pod, "strands", "T0003", "--lit")
        #expect(lit.count == 8 && lit.allSatisfy { $0["link"] == "L0501" })
        #expect(try pod.run("impact", "T0003").out.contains("8 of 144 strands in use"))
        let dark = try rows(pod, "strands", "T0003").filter { $0["use"] == "patched" }.compactMap { $0["strand"] }
        try #require(dark.count == 4)
        try succeed(pod, "mark-strand", dark[0], "--state", "broken")
        #expect(try pod.findings("--only", "STR004").isEmpty)
        try succeed(pod, "mark-strand", lit[0]["strand"] ?? "", "--state", "broken")
        let found = try pod.findings("--only", "STR004")
        #expect(found.count == 1 && found[0].contains("L0501"))
    }

    /// The second connectors of four twin ports lead to N01-20; the links of the first ones live on.
    @Test func onlyTheLegsOfALostDeviceDie() throws {
        let lost = try rows(pod(), "impact", "AI1.N01-20").filter { $0["kind"] == "link" }
        #expect(lost.compactMap { $0["label"] } == ["L0102", "L0104", "L0106", "L0108"])
    }

    @Test func connectorsOfAPortStandTogetherOnTheSheet() throws {
        let sheet = try rows(pod(), "export", "patch-sheet", "--rack", "AI1.L01")
        let ports = sheet.filter { $0["a_u"] == "42" && $0["a_rack"] == "AI1.L01" }.compactMap { $0["a_port"] }
        #expect(ports == ["01", "01/2", "02", "02/2", "64"])
        let units = sheet.filter { $0["a_rack"] == "AI1.L01" }.compactMap { Int($0["a_u"] ?? "") }
        #expect(units == units.sorted(by: >))
    }

    @Test func aCordBehindAPanelHasItsRow() throws {
        let tool = try Tool()
        for line in [
            "init", "add-hall D", "add-rack D.A", "add-cassette D.A-10 --type MPO-12x12-PANEL-A",
            "add-device D.A-5 --type NODE-2-QSFP112 --optic 400G-DR4",
            "add-cord C1 --type MPO-12-B-SM-FF --a D.A-5:01 --z D.A-10:R1 --length 1m",
        ] {
            #expect(try tool.run(arguments: line.split(separator: " ").map(String.init)).code == 0)
        }
        let sheet = try rows(tool, "export", "patch-sheet")
        #expect(sheet.count == 1 && sheet[0]["a_port"] == "R1" && sheet[0]["z_port"] == "01")
    }

    /// Signs the cord of a work order off, after a change of its row.
    private func signOff(
        _ pod: Tool, _ cord: String, _ change: (inout [String: String]) -> Void = { _ in }
    ) throws -> Tool.Result {
        try succeed(pod, "work-order", "create", "W1", "--cord", cord)
        let sheet = try pod.run("export", "patch-sheet", "--work-order", "W1").out
        let lines = sheet.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        var row = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
        row["status"] = "done"
        change(&row)
        let text = [lines[0], lines[0].map { row[$0] ?? "" }].map { $0.joined(separator: ",") }
        return try pod.run("sign-off", "W1", "-", input: text.joined(separator: "\n") + "\n")
    }

    @Test func aHarnessOfFourLinksIsSignedOff() throws {
        let result = try signOff(try pod(), "C0200") { #expect($0["link"] == "L0201 L0202 L0203 L0204") }
        #expect(result.code == 0, "\(result.out)\(result.err)")
    }

    @Test func aCordThatLiesOtherwiseIsKept() throws {
        let pod = try pod()
        let before = try rows(pod, "fill", "--top", "99").first { $0["segment"] == "LAD-2" }?["cables"]
        let result = try signOff(pod, "C0101") { $0["pathway"] = "DROP-L01 LAD-1 DROP-S01" }
        #expect(result.code == 0 && result.err.contains("route is DROP-L01 LAD-1 DROP-S01"), "\(result)")
        #expect(try pod.run("show", "C0101").out.contains("DROP-L01 LAD-1 DROP-S01"))
        let after = try rows(pod, "fill", "--top", "99").first { $0["segment"] == "LAD-2" }?["cables"]
        #expect(before.flatMap(Int.init) == after.flatMap(Int.init).map { $0 + 1 })
        #expect(try rows(pod, "impact", "LAD-2").allSatisfy { $0["label"] != "C0101" })
        #expect(try rows(pod, "impact", "LAD-1").contains { $0["label"] == "C0101" })
    }

    @Test func aClosureIsNamedByThePortOfEachCable() throws {
        let steps = try rows(pod(), "polarity", "L0501").filter { $0["fibre"] == "A1" }
        try #require(steps.count == 4)
        #expect(steps[1]["to"] == "AI1.X01-V1:R1" && steps[2]["from"] == "AI1.X01-V1:R2")
        #expect(steps.allSatisfy { $0["port_kept"] == "" })
    }

    @Test func aDirectCableHasALengthAndNoLimit() throws {
        let pod = try pod()
        let row = try #require(try rows(pod, "budget", "--all").first { $0["link"] == "L0301" })
        #expect(row["length_m"] == "1" && row["limit_with_fec_db"] == "" && row["reach_m"] == "")
        let limits = try rows(pod, "budget", "--all", "--limit-for-tester")
        #expect(limits.allSatisfy { $0["label"] != "L0301" })
        #expect(limits.filter { $0["label"] == "C0101" }.allSatisfy { $0["kind"] == "cord" })
    }

    /// Both directions of a lane are told by the ends of the trunk.
    @Test func placesAreThoseOfTheEndsOfTheTrunk() throws {
        let pod = try pod()
        let strands = try rows(pod, "strands", "T0001")
        for lane in try rows(pod, "lanes", "L0001") {
            let place = try #require(strands.first { $0["strand"] == lane["strand_out"] }?["plug"]).split(
                separator: "/")
            #expect(lane["place_a"] == "plug \(place[0]) row 1 column \(place[1])")
        }
    }

    @Test(arguments: [
        "AI1.N01-10:01 AI1.N01-10:02-04", "Harness end:1-4", "Harness end:1 Harness end:2 Harness end:3-4",
        "Harness end:1 AI1.N01-10:02 Harness end:3 Harness end:4",
    ])
    func listsTakeNamesWithBlanks(_ far: String) throws {
        let pod = try pod()
        try succeed(pod, "set", "AI1.N01-10", "label=Harness end")
        try succeed(pod, "remove", "cord", "C0200")
        try succeed(
            pod, "add-harness", "C0200", "MPO-12-4xLC-SM-F", "--a", "AI1.N01-8:01", "--z", far, "--length", "2m")
        #expect(
            try rows(pod, "list", "cords", "--where", "label=C0200")[0]["more_z"]?.hasSuffix("AI1.N01-10:04") == true)
        #expect(try pod.run("validate", "--only", "LNK,CON").code == 0)
    }

    @Test func aSlipInANameIsPointedOut() throws {
        let pod = try pod()
        try succeed(pod, "set", "AI1.L01-42", "label=Leaf Switch One")
        let result = try pod.run("trace", "Leaf Swich One:Ethernet1/1")
        #expect(result.code != 0 && result.err.contains("did you mean 'Leaf Switch One:Ethernet1/1'?"), "\(result.err)")
    }

    // MARK: Trunks into devices, muxes, splices

    private func run(_ pod: Tool, _ lines: String...) throws {
        for line in lines {
            let result = try pod.run(arguments: line.split(separator: " ").map(String.init))
            try #require(result.code == 0, "\(line): \(result.out)\(result.err)")
        }
    }

    /// SL1 and SL4 splice strand 1 of TL2 twice: TL1 → TL2 → TL3 has no end that is the place where it began.
    @Test func aStrandThatIsSplicedTwiceIsNotFollowedForEver() throws {
        let pod = try pod()
        try run(
            pod, "add-cassette AI1.N01-V1 --type SPLICE-144", "add-cassette AI1.N01-V2 --type SPLICE-144",
            "add-trunk TL1 --type BARE-144 --a AI1.N01-V1:R1 --z AI1.N01-V2:R1",
            "add-trunk TL2 --type BARE-144 --a AI1.N01-V1:R2 --z AI1.N01-V2:R2",
            "add-trunk TL3 --type BARE-144 --a AI1.N01-V1:R3 --z AI1.N01-V2:R3", "add-splice SL1 --a TL1:1 --z TL2:1",
            "add-splice SL4 --a TL2:1 --z TL3:1", "add-splice SL5 --a TL1:5 --z TL1:6")
        #expect(try pod.run("trace", "TL1:1").out.contains("ring"))
        #expect(try pod.run("strands", "TL1").code == 0 && pod.run("impact", "AI1.N01-V1").code == 0)
        let found = try pod.findings("--only", "SPL001")
        #expect(found.contains { $0.contains("SL5") && $0.contains("two strands of one trunk") }, "\(found)")
    }

    private func trunkIntoSwitches() throws -> Tool {
        let pod = try pod()
        try run(
            pod, "add-device AI1.N01-42 --type SWITCH-32-QSFP-DD --label sa --optic 400G-DR4",
            "add-device AI1.S01-32 --type SWITCH-32-QSFP-DD --label sb --optic 400G-DR4",
            "work-order create W")
        try succeed(
            pod, "add-trunk", "TD", "--type", "MPO-12x12-BASE8-B-F", "--a", "sa:01", "--more-a", "sa:02-12", "--z",
            "sb:01", "--more-z", "sb:02-12", "--auto-route", "--work-order", "W")
        return pod
    }

    @Test func aTrunkIntoDevicesIsSignedOff() throws {
        let pod = try trunkIntoSwitches()
        let lines = try pod.run("export", "pull-sheet", "--work-order", "W").out.split(separator: "\n").map {
            Self.cells(String($0))
        }
        var row = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
        row["status"] = "done"
        let text = [lines[0], lines[0].map { row[$0] ?? "" }].map { $0.joined(separator: ",") }
        let result = try pod.run("sign-off", "W", "-", input: text.joined(separator: "\n") + "\n")
        #expect(result.code == 0 && result.err.contains(": 1 done"), "\(result)")
    }

    @Test func strandsBetweenDevicesAreInUse() throws {
        let pod = try trunkIntoSwitches()
        try run(
            pod, "add-link LT07 --a sa:07 --z sb:07 --optic 400G-DR4 --fec on", "mark-strand TD:50 --state broken",
            "mark-strand TD:51 --state reserved", "mark-strand TD:58 --state broken")
        #expect(try pod.run("strands", "TD").err.contains("8 lit, 88 patched, 0 free"))
        let found = try pod.findings("--only", "STR")
        #expect(found.contains { $0.contains("STR004") && $0.contains("TD:50") && $0.contains("LT07") }, "\(found)")
        #expect(found.contains { $0.contains("STR005") && $0.contains("TD:51") })
        #expect(try rows(pod, "impact", "LAD-1").contains { $0["label"] == "LT07" })
    }

    @Test func linksOverAMuxAreFoundFromEverywhere() throws {
        let pod = try pod()
        try run(
            pod, "add-cassette AI1.L01-20 --type CWDM-8-MUX --label mA",
            "add-cassette AI1.S01-18 --type CWDM-8-MUX --label mB",
            "add-device AI1.L01-22 --label xa --ports 2 --connector LC-duplex --optic 10G-CWDM-1471",
            "add-device AI1.S01-16 --label xb --ports 2 --connector LC-duplex --optic 10G-CWDM-1471",
            "add-cord M1 --a mA:R1 --z mB:R1 --auto-route", "add-cord M2 --a xa:01 --z mA:01 --length 2m",
            "add-cord M3 --a xb:01 --z mB:01 --length 2m", "add-link LM1 --a xa:01 --z xb:01 --optic 10G-CWDM-1471")
        #expect(try rows(pod, "impact", "LAD-1").contains { $0["label"] == "LM1" })
        #expect(try pod.run("trace", "M1").out.contains("LM1"))
        let steps = try rows(pod, "polarity", "LM1")
        #expect(steps.filter { $0["fibre"] == "A1" }.last?["to"] == "AI1.S01-16:01", "\(steps)")
        #expect(!(try pod.run("polarity", "LM1").out.contains("stops")))
    }

    @Test func plugsThatNoCableHasAreAnError() throws {
        let pod = try pod()
        try succeed(
            pod, "add-cord", "E1", "--type", "MPO-12-B-SM-FF", "--a", "AI1.L01-42:30", "--z", "AI1.L01-40:30",
            "--more-z",
            "AI1.L01-40:31 AI1.L01-40:32")
        let found = try pod.findings("--only", "CON004")
        #expect(found.count == 1 && found[0].contains("E1") && found[0].contains("3 ports"), "\(found)")
    }

    @Test func cordsOfAGroupShareNoPathway() throws {
        let pod = try pod()
        try run(
            pod, "set C0101 diverse_group=Q", "set C0103 diverse_group=Q", "set L0101 diverse_group=G",
            "set L0103 diverse_group=G")
        let found = try pod.findings("--only", "DIV")
        #expect(found.contains { $0.contains("DIV001 C0101") } && found.contains { $0.contains("DIV002 L0101") })
    }

    /// Nobody knows how far it is between halls that do not say where they lie.
    @Test func aWayOfUnknownLengthIsNotTaken() throws {
        let pod = try pod()
        try run(pod, "set DUCT length_mm=", "set AI2 x_mm=", "set AI2 y_mm=")
        let result = try pod.run("route", "AI1.X01-40", "AI2.E01-1")
        #expect(result.code != 0 && result.err.contains("length") && result.err.contains("DUCT"), "\(result)")
        try run(pod, "set T0004 length_mm=")
        #expect(try pod.findings("--only", "LEN001,LEN002").isEmpty)
        #expect(try rows(pod, "budget", "--all").first { $0["link"] == "L0501" }?["length_m"] == "")
    }

    @Test func aConnectorWhoseTypesWouldNotFitIsRefused() throws {
        let result = try pod().run(
            "catalogue", "add", "connector", "MPO-12", "--like", "MPO-12", "--set", "columns=6", "--source", "x")
        #expect(result.code != 0 && result.err.contains("would not fit MPO-12"), "\(result)")
    }

    @Test(arguments: [("R2", "AI1.N01-40:R2"), ("R1", nil), ("02", "AI1.N01-40:02")])
    func aCordBehindAPanelIsSignedOff(_ port: String, _ built: String?) throws {
        let pod = try pod()
        try run(
            pod, "add-cassette AI1.N01-40 --type MPO-12x12-PANEL-A",
            "add-device AI1.N01-42 --type SWITCH-32-QSFP-DD --label sw --optic 400G-DR4",
            "add-cord C2001 --type MPO-12-B-SM-FF --a sw:01 --z AI1.N01-40:R1 --length 1m")
        let result = try signOff(pod, "C2001") { row in
            for end in ["a", "z"] where row["\(end)_port"] == "R1" { row["\(end)_port"] = port }
        }
        #expect(result.code == 0, "\(result)")
        #expect(try rows(pod, "list", "cords", "--where", "label=C2001")[0]["built_z"] == built ?? "")
    }

    @Test func namesOfPortsAreReadFromSheets() throws {
        let pod = try pod()
        let result = try signOff(pod, "C0001") { row in
            #expect(row["a_port"] == "01")
            row["a_port"] = "Ethernet9/1"
        }
        #expect(result.err.contains("a is AI1.L01-42:09, designed AI1.L01-42:01"), "\(result)")
        let twice = try signOff(try self.pod(), "C0001") { $0["a_port"] = "01/1" }
        #expect(twice.err.contains(": 1 done") && !twice.err.contains("built otherwise"), "\(twice)")
        let none = try signOff(try self.pod(), "C0001") { $0["a_port"] = "01/3" }
        #expect(none.code != 0 && none.err.contains("no connector 3"), "\(none)")
    }

    @Test func legsThatGoElsewhereAreNotPassedOver() throws {
        let result = try signOff(try pod(), "C0200") { $0["further_plugs"] = "Z2 AI1.N01-10:03" }
        #expect(result.code != 0 && result.err.contains("further_plugs"), "\(result)")
    }

    @Test func everyPlugOfATrunkStandsOnItsSheet() throws {
        let row = try rows(pod(), "export", "pull-sheet").first { $0["trunk"] == "T0001" }
        let further = try #require(row?["further_plugs"]).split(separator: " ")
        #expect(further.count == 44 && further.prefix(2) == ["A2", "AI1.L01-30:R2"], "\(further)")
    }

    /// Written down in the direction of the row or of the design, it is the same way.
    @Test(arguments: ["DROP-L01 LAD-2 DROP-N01", "DROP-N01 LAD-2 DROP-L01"])
    func aWayIsTheSameInBothDirections(_ pathway: String) throws {
        let pod = try pod()
        let result = try signOff(pod, "C0101") { $0["pathway"] = pathway }
        #expect(result.code == 0 && !result.err.contains("built otherwise"), "\(result)")
    }

    @Test(arguments: [
        ("Spine One Spine Two", 0, "placed 2 of 2 links"), ("Spine One Spine Tow", 2, "did you mean 'Spine Two'?"),
    ])
    func demandsTakeListsOfNamesWithBlanks(_ far: String, _ code: Int32, _ said: String) throws {
        let pod = try pod()
        try succeed(pod, "set", "AI1.S01-42", "label=Spine One")
        try succeed(pod, "set", "AI1.S01-40", "label=Spine Two")
        let demands = "label,a,z,count,optic,fec\nUP,AI1.L01-42,\(far),2,800G-2xDR4,on\n"
        let result = try pod.run("allocate", "-", "--dry-run", "--spare", "0", input: demands)
        #expect(result.code == code && result.err.contains(said), "\(result)")
        if code == 0 { #expect(result.out.contains("AI1.S01-42:") && result.out.contains("AI1.S01-40:")) }
    }
}

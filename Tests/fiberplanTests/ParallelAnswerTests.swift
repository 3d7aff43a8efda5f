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
}

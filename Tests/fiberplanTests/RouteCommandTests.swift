import Foundation
import TestSupport
import Testing

struct RouteCommandTests {
    let tool: Tool
    init() throws { tool = try Tool() }

    @Test func aTrunkFindsItsOwnWay() throws {
        try tool.sample("two-row-hall")
        #expect(try tool.run("add-cassette", "DC1.A02-30").code == 0)
        #expect(try tool.run("add-cassette", "DC1.B05-30").code == 0)
        let added = try tool.run("add-trunk", "T1", "--a", "DC1.A02-30", "--z", "DC1.B05-30", "--auto-route")
        #expect(added.code == 0 && added.err.contains("route: DROP-A02 TRAY-A01-A02 CROSS-01"))
        #expect(try tool.run("validate", "--only", "RTE,LEN,BND").code == 0)
        let moved = try tool.run("reroute", "T1", "--avoid", "zone-F1")
        #expect(moved.code == 2 && moved.err.contains("were not avoided"))
        let other = try tool.run("reroute", "T1", "--avoid", "CROSS-01")
        #expect(other.code == 0 && other.err.contains("CROSS-08"))
        #expect(try tool.run("reroute", "T1", "--avoid", "CROSS-01").err.contains("T1: stays on"))
    }

    @Test func aTwinJoinsTheGroupOfItsTrunk() throws {
        try tool.sample("two-row-hall")
        for rack in ["DC1.A01", "DC1.B01"] { #expect(try tool.run("add-cassette", "\(rack)-24").code == 0) }
        let added = try tool.run(
            "add-trunk", "T1", "--a", "DC1.A01-24", "--z", "DC1.B01-24", "--auto-route", "--diverse-from", "T0030")
        #expect(added.code == 0 && added.err.contains("not fully diverse"))
        #expect(try tool.run("show", "T1").out.contains("SPINES"))
        #expect(try tool.run("validate", "--only", "DIV").code == 1)
    }

    @Test func severalTwinsAreOfOneGroup() throws {
        try tool.sample("two-row-hall")
        for rack in ["DC1.A01", "DC1.B01"] { #expect(try tool.run("add-cassette", "\(rack)-24").code == 0) }
        let both = try tool.run(
            "add-trunk", "T1", "--a", "DC1.A01-24", "--z", "DC1.B01-24", "--diverse-from", "T0001", "--diverse-from",
            "T0002")
        #expect(both.code == 0 && both.err.contains("trunk T0002 is of diverse group T0001 now"))
        let mixed = try tool.run(
            "add-trunk", "T2", "--a", "DC1.A01-23", "--z", "DC1.B01-23", "--diverse-from", "T0001", "--diverse-from",
            "T0030")
        #expect(mixed.code == 2 && mixed.err.contains("several diverse groups: SPINES, T0001"))
    }

    @Test func aStatedLengthIsKeptOrRefused() throws {
        try tool.sample("two-row-hall")
        for unit in ["DC1.A02-30", "DC1.B02-30"] { #expect(try tool.run("add-cassette", unit).code == 0) }
        func rows(_ length: Int) -> String { "label,a,z,length_mm\nT1,DC1.A02-30,DC1.B02-30,\(length)\n" }
        let short = try tool.run("import", "-", "--kind", "trunks", "--auto-route", input: rows(3000))
        #expect(short.code == 2 && short.err.contains("-:2:1: 3 m is too short"))
        #expect(try tool.run("import", "-", "--kind", "trunks", "--auto-route", input: rows(50_000)).code == 0)
        #expect(try tool.run("show", "T1").out.contains("50000"))
    }

    @Test func importFillsBlankRoutesInOrderAndAllOrNothing() throws {
        try tool.sample("two-row-hall")
        var cassettes = "address\n"
        var trunks = "label,a,z\n"
        for number in 0..<3 {
            cassettes += "DC1.A02-\(20 + number)\nDC1.A01-\(number + 1)\n"
            trunks += "N\(2 - number),DC1.A02-\(20 + number),DC1.A01-\(number + 1)\n"
        }
        try tool.scratch.write("cassettes.csv", cassettes)
        try tool.scratch.write("trunks.csv", trunks)
        #expect(try tool.run("import", "cassettes.csv").code == 0)
        let done = try tool.run("import", "trunks.csv", "--auto-route")
        #expect(done.code == 0 && done.err.contains("routed 3 trunks"))
        let routes = try tool.run("list", "trunks", "--where", "status=planned", "--format", "csv").out
            .split(separator: "\n").filter { $0.hasPrefix("N") }.map { $0.split(separator: ",")[5] }
        // In the order of labels the first takes what is left of the narrow tray.
        #expect(
            routes[0] == "DROP-A02 TRAY-A01-A02 DROP-A01" && routes[1] == routes[2] && routes[1].contains("CROSS-08"))
        // Each is written once, with its route.
        let history = try tool.run("history", "N1", "--format", "csv").out.split(separator: "\n")
        #expect(history.count == 2 && history[1].contains("added") && history[1].contains("DROP-A02"))
        #expect(try tool.run("set", "CROSS-08", "allowed_cables=multimode").code == 0)
        try tool.scratch.write("trunks.csv", "label,a,z\nM1,DC1.A02-19,DC1.A01-19\n")
        #expect(try tool.run("add-cassette", "DC1.A02-19").code == 0)
        #expect(try tool.run("add-cassette", "DC1.A01-19").code == 0)
        let none = try tool.run("import", "trunks.csv", "--auto-route")
        #expect(none.code == 2 && none.err.contains("trunks.csv:2:1: M1: no route from DC1.A02-19 to DC1.A01-19"))
        #expect(try tool.run("show", "M1").code == 2)
    }

    @Test(arguments: [
        (["route", "DC1.A02", "DC1.Z09"], 2, "no such rack"),
        (["route", "DC1.A02", "DC1.B05-33"], 2, "nearest in that rack: "),
        (["route", "T-A02", "T-A2"], 2, "did you mean 'T-A02'?"),
        (["route", "DC1.A02", "DC1.B05", "--avoid", "CROS-01"], 2, "did you mean 'CROSS-01'?"),
        (["route", "DC1.A02", "DC1.B05", "--type", "MXC-64-FLOP"], 2, "did you mean 'MXC-64-FLIP'?"),
        (["route", "DC1.A02", "DC1.B05", "--via", "N1"], 2, "no such node"),
        (["route", "DC1.A02", "DC1.B05", "--via", "E-A05"], 2, "passes E-A05 without coming by a node twice"),
        (["route", "DC1.A02", "DC1.B05", "--explain", "--format", "csv"], 64, "has no CSV"),
        (["route", "DC1.A02", "DC1.B05", "--diverse-from", "T99"], 2, "no such trunk"),
        (["route", "DC1.A02", "DC1.B05", "--count", "0"], 64, "expected 1 to 1000"),
        (["route", "DC1.A02", "DC1.B05", "--disjoint", "--count", "2"], 64, "leave out --count"),
        (["route", "DC1.A02", "DC1.B05", "--avoid", "DROP-A02"], 2, "one would open if DROP-A02 were not avoided"),
        (["route", "T0001:01", "DC1.B05"], 2, "is a strand"), (["reroute", "T99"], 2, "no such trunk"),
        (["impact", "NOTHING"], 2, "no such segment, tag, node, trunk, cord, hall, rack, cassette or device"),
        (["impact", "zone-F3"], 2, "did you mean"),
        (["impact", "DC1.A02-42:01"], 2, "fiberplan trace"),
        (["impact", "T0001", "--kind", "link"], 2, "none of segment, tag, trunk"),
        (["fill", "--top", "0"], 64, "expected 1 or more"),
        (["fill", "--top", "-1"], 64, "--top is -1, expected 1 or more"),
        (["export", "pull-sheet", "--rack", "H7.Z"], 2, "see what there is with 'fiberplan list racks'"),
        (["help", "add-rak"], 64, "error: Unknown command 'add-rak'. Did you mean 'add-rack'?"),
        (["work-order", "cancel"], 64, "There are: create, add, drop, list, show, close."),
        (["validate", "--only", "BDN"], 64, "'fiberplan explain' lists them."),
        (["export", "pull-sheet", "--trunk", "T001"], 2, "did you mean 'T0001'?"),
        (["export", "pull-sheet", "--status", "gone"], 64, "is not a status"),
        (["export", "bill-of-materials", "--spares=-1"], 64, "expected 0 to 1000"),
    ])
    func whatCannotBeAnsweredIsSaid(_ arguments: [String], _ code: Int, _ message: String) throws {
        try tool.sample("two-row-hall")
        let result = try tool.run(arguments: arguments)
        #expect(result.code == Int32(code) && result.err.contains(message), "\(result.err)")
        #expect(result.out.isEmpty)
    }
}

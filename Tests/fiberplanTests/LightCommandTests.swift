import Foundation
import TestSupport
import Testing

struct LightCommandTests {
    let tool: Tool
    init() throws { tool = try Tool() }

    @Test func aWrongLinkIsMendedByTheCommandThatIsNamed() throws {
        try tool.sample("two-row-hall")
        #expect(try tool.run("polarity", "L0001").code == 0)
        #expect(try tool.run("set", "C0001", "type=LC-AA-SM").code == 0)
        let finding = try tool.run("validate", "--only", "POL001")
        #expect(finding.code == 1 && finding.out.contains("fiberplan set C0001 type=LC-AB-SM"))
        let wrong = try tool.run("polarity", "L0001")
        #expect(
            wrong.code == 1 && wrong.out.contains("2 swaps, even") && wrong.out.contains("make cord C0001 LC-AB-SM"))
        #expect(try tool.run("set", "C0001", "type=LC-AB-SM").code == 0)
        #expect(try tool.run("polarity", "L0001").out.contains("3 swaps, odd; every port kept"))
    }

    @Test func aBudgetIsShownAndSupposed() throws {
        try tool.sample("two-row-hall")
        let budget = try tool.run("budget", "L0001")
        #expect(
            budget.code == 0 && budget.out.contains("worst case  2.007 dB")
                && budget.out.contains("limit with FEC    unknown"))
        let supposed = try tool.run("budget", "L0001", "--with", "tap=70/30")
        #expect(supposed.out.contains("as it stands 2.007 dB") && supposed.out.contains("worst case  4.607 dB"))
        #expect(try tool.run("budget", "L0001").out == budget.out)
        #expect(try tool.run("budget", "--all", "--format", "csv").out.split(separator: "\n").count == 115)
        #expect(try tool.run("lanes", "L0001", "--format", "csv").out.split(separator: "\n").count == 9)
        let limits = try tool.run("budget", "--limit-for-tester", "--format", "csv").out
        #expect(limits.contains("trunk,T0001,DC1.A02-40,DC1.A01-40,1310,2.004,1.77,5"))
    }

    /// 6.5 dBm below a milliwatt, and the 2.007 dB of the link.
    @Test func whatArrivesOfAStatedPowerIsTold() throws {
        try tool.sample("two-row-hall")
        let added = try tool.run(
            "catalogue", "add", "optic", "MINE", "--like", "100G-CLR4", "--set", "launchLeast_mdBm=-6500", "--set",
            "receiveLeast_mdBm=-11500", "--source", "data sheet")
        #expect(added.code == 0)
        for device in ["leaf-01", "spine-1"] { #expect(try tool.run("set", device, "optic=MINE").code == 0) }
        #expect(
            try tool.run("budget", "L0001").out.contains(
                "power       -8.507 dBm arrive at least, of -6.5 dBm launched; the receiver needs -11.5 dBm"))
    }

    @Test func resultsAreKeptAllOrNone() throws {
        try tool.sample("two-row-hall")
        try tool.scratch.write("r.csv", "Cable,Fiber,Loss\nT0001,1,0.5\nT0001,2,0.6\nT9999,1,0.5\n")
        let maps = [
            "import-results", "r.csv",
            "--map", "trunk=Cable", "--map", "fibre=Fiber", "--map", "loss_db=Loss", "--set", "wavelength_nm=1310",
        ]
        let bad = try tool.run(arguments: maps)
        #expect(bad.code == 2 && bad.err.contains("r.csv:4:1") && bad.err.contains("no result was kept"))
        #expect(try tool.run("list", "measurements").err.contains("no measurements"))
        try tool.scratch.write("r.csv", "Cable,Fiber,Loss\nT0001,1,0.5\nT0001,2,2.6\n")
        #expect(try tool.run("--dry-run", arguments: maps).err.contains("would have kept 2"))
        #expect(try tool.run(arguments: maps).err.contains("kept 2 measurements, 0 of them"))
        #expect(
            try tool.run(arguments: maps).err.contains(
                "2 of them in the place of an older one"))
        #expect(try tool.run("show", "T0001:02@1310").out.contains("r.csv"))
        let found = try tool.run("validate", "--only", "MEA")
        #expect(found.code == 1 && found.out.contains("MEA002  T0001:02 at 1310 nm"))
        #expect(try tool.run("budget", "L0001").out.contains("measured    "))
        #expect(try tool.run("remove", "measurement", "T0001:02@1310").code == 0)
        #expect(try tool.run("export", "plant", "out").code == 0)
        #expect(try tool.run("init", "--plant", "again.sqlite").code == 0)
        #expect(try tool.run("import", "out", "--plant", "again.sqlite").err.contains("1 measurement"))
    }

    @Test(arguments: [
        (["budget"], 64, "Name a link, or say --all"), (["budget", "L0001", "--all"], 64, "not both"),
        (["budget", "L9999"], 2, "no such link"), (["polarity", "L001"], 2, "did you mean"),
        (["budget", "L0001", "--with", "tap=90/10"], 2, "one of 50/50"),
        (["budget", "L0001", "--with", "cord=C0100 length=2m"], 2, "runs over no cord 'C0100'"),
        (["budget", "L0001", "--with", "bend=90 radius=10"], 2, "has no unit"),
        (["lanes", "T0001"], 2, "no such link"),
        (["import-results", "no.csv"], 2, "cannot be read"),
        (["import-results", "no.sor", "--map", "a=b"], 64, "are for a CSV"),
        (["import-results", "no.csv", "--show"], 64, "are for a trace"),
        (["validate", "--margin", "much"], 64, "is not a margin"),
    ])
    func whatCannotBeAnsweredIsSaid(_ arguments: [String], _ code: Int, _ message: String) throws {
        try tool.sample("two-row-hall")
        let result = try tool.run(arguments: arguments)
        #expect(result.code == Int32(code) && result.err.contains(message), "\(result.err)")
    }
}

import FiberExchange
import FiberModel
import Foundation
import TestSupport
import Testing

/// The built program, run as its users run it.
struct Tool {
    let scratch: Scratch
    let program: String

    init(program name: String = "fiberplan") throws {
        scratch = try Scratch()
        // The tests and the program are built into one folder.
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let candidates = [bundle, Checkout.root.appendingPathComponent(".build/debug")]
        program = try #require(
            candidates.map { $0.appendingPathComponent(name).path }.first {
                FileManager.default.isExecutableFile(atPath: $0)
            })
    }

    struct Result {
        var code: Int32
        var out: String
        var err: String
    }

    func start(_ arguments: [String], environment: [String: String] = [:], input: String? = nil) throws -> (
        Process, URL, URL
    ) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: scratch.path)
        // Where coverage is measured, the program writes its own share of it.
        let inherited = ProcessInfo.processInfo.environment.filter { $0.key == "LLVM_PROFILE_FILE" }
        process.environment = ["PATH": "/usr/bin:/bin", "USER": "tester"].merging(inherited) { $1 }
            .merging(environment) { $1 }
        let name = UUID().uuidString
        let files = [
            URL(fileURLWithPath: scratch.file("\(name).out")), URL(fileURLWithPath: scratch.file("\(name).err")),
        ]
        for file in files { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        process.standardInput =
            try input.map { try FileHandle(forReadingFrom: URL(fileURLWithPath: scratch.write("\(name).in", $0))) }
            ?? FileHandle.nullDevice
        try process.run()
        return (process, files[0], files[1])
    }

    func run(_ arguments: String..., environment: [String: String] = [:], input: String? = nil) throws -> Result {
        try run(words: arguments, environment: environment, input: input)
    }

    func run(words arguments: [String], environment: [String: String] = [:], input: String? = nil) throws -> Result {
        let (process, out, err) = try start(arguments, environment: environment, input: input)
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
    }

    func sample(_ name: String) throws {
        #expect(try run("init").code == 0)
        #expect(try run("import", Checkout.path("samples/\(name)")).code == 0)
    }

    /// Every command with its subcommands, as the argument parser knows them.
    func commands() throws -> [[String]] {
        let dump = try run("--experimental-dump-help").out
        let object = try #require(try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any])
        func walk(_ command: [String: Any], _ path: [String]) -> [[String]] {
            let children = (command["subcommands"] as? [[String: Any]] ?? []).filter {
                $0["commandName"] as? String != "help"
            }
            return [path] + children.flatMap { child in walk(child, path + [child["commandName"] as? String ?? ""]) }
        }
        return walk(object["command"] as? [String: Any] ?? [:], [])
    }
}

struct CommandTests {
    let tool: Tool
    init() throws { tool = try Tool() }

    /// The list of commands is that of the sources, and no two stand in one place of the help.
    @Test func everyCommandIsListed() throws {
        let folder = Checkout.path("Sources/fiberplan/Commands")
        var entries: [(type: String, name: String)] = []
        var places: [String] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let source = String(decoding: try Checkout.bytes("\(folder)/\(file)"), as: UTF8.self)
            let pattern = /struct (\w+): (?:AddCommand, )?ListedCommand[\s\S]*?commandName: "([^"]*)"/
            for match in source.matches(of: pattern) { entries.append((String(match.1), String(match.2))) }
            places += source.matches(of: /place = HelpPlace\((.*)\)/).map { String($0.1) }
        }
        let list = entries.sorted { $0.name < $1.name }.map { "    (\"\($0.name)\", \($0.type).self),\n" }.joined()
        let text = """
            // Made from the sources by `make golden`; a test holds it to them.

            /// Every command of the first level, by its name.
            let listedCommands: [(name: String, command: any ListedCommand.Type)] = [
            \(list)]

            """
        let difference = try Golden.difference(text, "Sources/fiberplan/CommandList.swift")
        #expect(difference == nil, "\(difference ?? "")")
        #expect(entries.count == places.count && Set(places).count == places.count)
    }

    @Test func everyCommandHasHelpWithExamplesAndStandsInTheReference() throws {
        let commands = try tool.commands()
        #expect(commands.count > 25)
        var reference = """
            # Command line reference

            Made from the program's own help by `make golden`; `fiberplan help COMMAND` prints the same.

            """
        for command in commands {
            let help = try tool.run("--help", arguments: command)
            #expect(help.code == 0)
            #expect(help.out.contains("EXAMPLES"), "\(command) has no examples")
            // Each is found by its name, and refuses what it does not know in its own name.
            let refused = try tool.run(arguments: command + ["--no-such-option"])
            #expect(refused.code == 64 && !refused.err.contains("Unknown command"), "\(command): \(refused.err)")
            let wide = help.out.split(separator: "\n").filter { $0.count > 80 }
            #expect(wide.isEmpty, "\(command): \(wide)")
            reference +=
                "\n## fiberplan\(command.map { " " + $0 }.joined())\n\n```\n\(help.out.trimmingCharacters(in: .newlines))\n```\n"
        }
        let difference = try Golden.difference(reference, "docs/cli.md")
        #expect(difference == nil, "\(difference ?? "")")
    }

    /// A folder is validated without a plant, and what it fails on is said.
    @Test func aFolderIsValidatedAsItStands() throws {
        let hall = Checkout.path("samples/two-row-hall")
        let fine = try tool.run("validate", hall)
        #expect(fine.code == 0 && fine.out.contains("\(hall)/segments.csv:22: TRAY-A01-A02"))
        #expect(try tool.run("validate", hall, "--fail-on", "warning").code == 1)
        let faulty = Checkout.path("samples/faulty-hall")
        #expect(try tool.run("validate", faulty).code == 1)
        #expect(try tool.run("validate", faulty, "--fail-on", "never").code == 0)
        let lines = try tool.run("validate", faulty, "--format", "github").out.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("::error file=\(faulty)/") } > 90)
        #expect(try tool.run("validate", faulty, "--output", "f.sarif").err.contains("written to f.sarif"))
        #expect(try String(contentsOfFile: tool.scratch.file("f.sarif"), encoding: .utf8).contains("sarif-2.1.0"))
        #expect(!FileManager.default.fileExists(atPath: tool.scratch.file("plant.sqlite")))
        let broken = tool.scratch.file("broken")
        try FileManager.default.copyItem(atPath: hall, toPath: broken)
        try tool.scratch.write("broken/cords.csv", "label,type\nC1\n")
        let refused = try tool.run("validate", "broken", "--format", "github", "--fail-on", "never")
        #expect(
            refused.code == 1 && refused.out.contains("file=broken/cords.csv,line=")
                && refused.err.contains("nothing was validated"))
        #expect(try tool.run("validate", hall, "--plant", "p.sqlite").code == 64)
    }

    @Test func exitCodesTellWhatHappened() throws {
        #expect(try tool.run("list", "racks").code == 2)
        #expect(try tool.run("lst").code == 64)
        #expect(try tool.run("validate", "--severity", "loud").code == 64)
        #expect(try tool.run("validate", "--only", "XYZ").code == 64)
        try tool.sample("two-row-hall")
        #expect(try tool.run("init").code == 2)
        #expect(try tool.run("validate").code == 0)
        #expect(try tool.run("set", "T-A02", "bend_radius_mm=50").code == 0)
        let broken = try tool.run("validate")
        #expect(broken.code == 1 && broken.out.contains("BND002") && broken.err.contains("4 errors"))
    }

    @Test func dataGoesOutAndMessagesGoAside() throws {
        try tool.sample("two-row-hall")
        for command in [
            ["list", "racks"], ["show", "T0007"], ["trace", "L0001"], ["stats"], ["catalogue", "list"],
            ["route", "DC1.A02", "DC1.B05", "--count", "2"], ["route", "DC1.A02", "DC1.B05", "--why-length"],
            ["route", "DC1.A01", "DC1.B01", "--disjoint"], ["fill", "--top", "3"],
            ["impact", "TRAY-A01-A02"], ["export", "pull-sheet"], ["export", "bill-of-materials"],
            ["catalogue", "show", "optic", "100G-CLR4"], ["validate"], ["explain"],
        ] {
            let json = try tool.run("--format", "json", arguments: command)
            #expect(json.code == 0)
            #expect(throws: Never.self, "\(command)") { try JSONSerialization.jsonObject(with: Data(json.out.utf8)) }
            let csv = try tool.run("--format", "csv", arguments: command)
            #expect(csv.code == 0 && csv.out.contains(","))
            let table = try tool.run(arguments: command)
            #expect(table.code == 0 && !table.out.contains("\u{1b}"))
        }
    }

    @Test func showTellsWhatStandsInARackAndWhatIsPluggedIn() throws {
        try tool.sample("two-row-hall")
        #expect(try tool.run("show", "DC1.A02").out.contains("DC1.A02-42  device    32 × LC-duplex, leaf-01"))
        let cassette = try tool.run("show", "DC1.A02-40", "--format", "json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(cassette.out.utf8)) as? [String: Any])
        let inside = try #require(object["inside"] as? [[String: String]])
        #expect(inside.map { $0["what"] } == ["C0001", "C0003", "C0005", "C0007", "T0001"])
        #expect(inside.last?["address"] == "DC1.A02-40:R1")
        #expect(try tool.run("show", "DC1.A02-42", "--format", "csv").out.hasPrefix("address,label,height_u,ports"))
        #expect(try tool.run("show", "DC1.A02-42:01").out.contains("DC1.A02-42:01  link  L0001"))
        #expect(try tool.run("show", "T0003:63").out.contains("reserved"))
    }

    @Test func aSheetComesInEveryFormat() throws {
        try tool.sample("two-row-hall")
        let json = try tool.run("export", "patch-sheet", "--format", "json")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [[String: Any]])
        #expect(rows.count == 228 && rows[0]["step"] as? Int == 1 && rows[0]["measured_db"] is NSNull)
        #expect(try tool.run("export", "patch-sheet", "--output", "sheet.csv").err.contains("wrote 228 rows"))
        #expect(
            try tool.run("export", "patch-sheet").out
                == String(contentsOfFile: tool.scratch.file("sheet.csv"), encoding: .utf8))
    }

    @Test func aHallIsDescribedCommandByCommand() throws {
        let steps: [[String]] = [
            ["init"], ["add-hall", "H1"], ["add-rack", "H1.A1", "--x", "0m", "--y", "0m"],
            ["add-rack", "H1.B1", "--height-u", "48"],
            [
                "add-pathway", "node", "NA", "--hall", "H1", "--kind", "rack-entry", "--rack", "H1.A1", "--x", "0",
                "--y", "0", "--z", "2.4m",
            ],
            [
                "add-pathway", "node", "NB", "--hall", "H1", "--kind", "rack-entry", "--rack", "H1.B1", "--x", "3m",
                "--y", "0", "--z", "2400mm",
            ],
            ["add-pathway", "segment", "TR1", "--a", "NA", "--z", "NB", "--length", "3m"],
            ["add-cassette", "H1.A1-40"],
            ["add-cassette", "H1.B1-40"], ["add-device", "H1.A1-42", "--label", "leaf", "--optic", "100G-CWDM4"],
            ["add-device", "H1.B1-42", "--optic", "100G-CWDM4"],
            ["add-trunk", "T1", "--a", "H1.A1-40", "--z", "H1.B1-40", "--route", "TR1", "--length", "10m"],
            ["add-cord", "C1", "--a", "H1.A1-42:1", "--z", "H1.A1-40:1", "--length", "2.5m"],
            ["add-cord", "C2", "--a", "H1.B1-42:1", "--z", "H1.B1-40:1"],
            ["add-link", "L1", "--a", "H1.A1-42:1", "--z", "H1.B1-42:1", "--optic", "100G-CWDM4", "--fec", "on"],
            ["mark-strand", "T1:63", "T1:64", "--state", "reserved"], ["mark-strand", "T1:1", "--loss", "0.42"],
            ["set", "H1.A1-42:5", "optic=100G-LR4"],
            ["set", "T1", "status=installed"], ["waive", "BND003", "T1", "--reason", "why", "--until", "2099-01-01"],
            ["validate"],
        ]
        for step in steps {
            let result = try tool.run(arguments: step)
            #expect(result.code == 0, "\(step): \(result.err)")
        }
        #expect(
            try tool.run("list", "cords", "--format", "csv").out.contains("C1,LC-AB-SM,H1.A1-42:01,H1.A1-40:01,2500,"))
        #expect(try tool.run("list", "strands", "--format", "csv").out.contains("T1:01,ok,420"))
        #expect(try tool.run("list", "ports", "--format", "csv").out.contains("H1.A1-42:05,,,100G-LR4"))
        #expect(try tool.run("remove", "rack", "H1.A1").code == 2)
        #expect(try tool.run("remove", "cord", "C1", "C2").code == 0)
        #expect(try tool.run("validate").code == 1)
    }

    @Test func aDryRunChangesNothing() throws {
        try tool.sample("two-row-hall")
        #expect(try tool.run("export", "plant", "before").code == 0)
        for command in [
            ["add-hall", "X"], ["remove", "cord", "C0001"], ["set", "T0001", "status=retired"],
            ["mark-strand", "T0001:9", "--state", "broken"],
            ["waive", "BND001", "T0001", "--reason", "x", "--until", "2099-01-01"],
            ["catalogue", "add", "optic", "X", "--like", "100G-CLR4", "--source", "x"],
        ] {
            let result = try tool.run("--dry-run", arguments: command)
            #expect(result.code == 0 && result.err.contains("would have"), "\(command): \(result.err)")
        }
        #expect(try tool.run("export", "plant", "after").code == 0)
        #expect(try Checkout.files(tool.scratch.file("before")) == Checkout.files(tool.scratch.file("after")))
    }

    @Test func thePlantIsNamedThreeWays() throws {
        #expect(try tool.run("init", "--plant", "a.sqlite").code == 0)
        #expect(try tool.run("add-hall", "A", "--plant", "a.sqlite").code == 0)
        #expect(try tool.run("list", "halls", environment: ["FIBERPLAN_PLANT": "a.sqlite"]).out.contains("A"))
        #expect(try tool.run("list", "halls").code == 2)
        #expect(try tool.run("list", "halls", environment: ["FIBERPLAN_PLANT": ""]).err.contains("plant.sqlite"))
    }

    @Test func standardInputIsRead() throws {
        #expect(try tool.run("init").code == 0)
        #expect(try tool.run("import", "-", "--kind", "halls", input: "label\nDC1\nDC2\n").code == 0)
        #expect(
            try tool.run("list", "halls", "--format", "csv").out
                == "label,name,site,x_mm,y_mm,turn_deg,service_loop_mm,slack_pct,overlength_pct,pins,metadata,note\nDC1,,,,,,,,,,,\nDC2,,,,,,,,,,,\n"
        )
        #expect(try tool.run("import", "-", input: "label\n").code == 64)
        let bad = try tool.run("import", "-", "--kind", "halls", input: "label\nDC1\n")
        #expect(bad.code == 2 && bad.err.contains("-:2:1: label: hall DC1 exists already"))
        let body = #"{"colours":["blue"],"tracer":"black","tracerOnBlack":"yellow"}"#
        #expect(
            try tool.run("catalogue", "add", "colour-scheme", "MONO", "--file", "-", "--source", "x", input: body).code
                == 0)
    }

    @Test func anUnknownLimitBecomesKnownByTheCommandThatIsNamed() throws {
        try tool.sample("two-row-hall")
        #expect(try tool.run("validate").out.contains("--set lossLimitWithFEC_mdB=…"))
        let set = try tool.run(
            "catalogue", "add", "optic", "100G-CLR4", "--like", "100G-CLR4", "--set", "lossLimitWithFEC_mdB=5000",
            "--source", "sheet")
        #expect(set.code == 0, "\(set.err)")
        #expect(try tool.run("validate", "--only", "LIM").err.contains("no findings"))
        #expect(try tool.run("catalogue", "show", "optic", "100G-CLR4").out.contains("lossLimitWithFEC_mdB"))
        #expect(try tool.run("remove", "catalogue", "optic/100G-CLR4").code == 0)
        #expect(try tool.run("validate").out.contains("LIM001"))
    }

    @Test(arguments: [
        ["add-rack", "DC1.C03-14"], ["add-trunk", "T1", "--a", "DC1.A02-42", "--z", "DC1.A02-40"],
        ["add-cord", "C1", "--a", "nowhere"],
        ["set", "T9999", "status=installed"], ["set", "T0001", "staus=installed"], ["set", "T0001", "status=instaled"],
        ["set", "T0001", "metadata={"], ["show", "DC1.Z99"], ["show", "\u{1b}[31m"], ["trace", ""],
        ["remove", "trunk", "T0001", "T0001"],
        ["catalogue", "show", "optic", "100G-CLR5"],
        ["catalogue", "add", "optic", "X", "--like", "100G-CLR4", "--set", "lanes.9.tx=1", "--source", "x"],
        ["catalogue", "add", "optic", "X", "--file", "/dev/null", "--source", "x"],
        ["waive", "BND01", "T1", "--reason", "x", "--until", "2099-01-01"],
        ["waive", "BND001", "T1", "--reason", "x", "--until", "2099-02-30"], ["explain", "BND999"], ["list", "trunk5"],
        ["import", "/nonexistent"], ["list", "cords", "--where", "color=red"],
        ["mark-strand", "T0001", "--state", "broken"],
        ["export", "plant", "/proc/none"], ["export", "patch-sheet", "--output", "/nonexistent/x.csv"],
        ["export", "patch-sheet", "--rack", "DC1.Z1"],
    ])
    func wrongInputIsRefusedWithAReason(_ command: [String]) throws {
        try tool.sample("two-row-hall")
        let result = try tool.run(arguments: command)
        #expect(result.code == 2, "\(command): \(result.code) \(result.err)")
        #expect(result.err.hasPrefix("error: ") && result.out.isEmpty)
        #expect(!result.err.contains("\u{1b}"))
    }

    @Test func aKilledImportLeavesThePlantAsItWas() throws {
        try tool.sample("two-row-hall")
        #expect(try tool.run("export", "plant", "before").code == 0)
        let rows = (0..<60_000).map { "C\($0 + 10_000),DC1.A0\($0 / 9000 + 2)-42:\($0 % 9000 + 200)" }.joined(
            separator: "\n")
        _ = try tool.scratch.write("cords.csv", "label,a\n" + rows + "\n")
        let (process, _, _) = try tool.start(["import", "cords.csv"])
        // Killed as soon as it has begun to write; wherever that is, all or nothing holds.
        while process.isRunning,
            ((try? FileManager.default.attributesOfItem(atPath: tool.scratch.file("plant.sqlite-wal"))[.size] as? Int)
                ?? 0) == 0
        {}
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(try tool.run("export", "plant", "after").code == 0)
        #expect(try Checkout.files(tool.scratch.file("before")) == Checkout.files(tool.scratch.file("after")))
    }

    @Test(arguments: [
        ["add-pathway", "node", "N", "--hall", "DC1", "--x", "1,5m", "--y", "0m", "--z", "0m"],
        ["add-cord", "X", "--a", "DC1.A02-42:09", "--length", "2"],
        ["add-cord", "X", "--a", "DC1.A02-42:09", "--length", "5cm"],
        ["add-cord", "X", "--a", "DC1.A02-42:09", "--length", "0x10m"], ["mark-strand", "T0001:1", "--loss", "1,5"],
        ["mark-strand", "T0001:1", "--loss", "0.42abc"], ["set", "T0001", "status=retired", "status=tested"],
        ["import", "-"],
    ])
    func whatIsNotUnderstoodIsNotGuessed(_ command: [String]) throws {
        try tool.sample("two-row-hall")
        let result = try tool.run(arguments: command)
        #expect(result.code == 64, "\(command): \(result.code) \(result.err)")
        #expect(result.err.contains("Usage: fiberplan \(command[0])"), "\(result.err)")
    }

    @Test(arguments: ["2027-13-01", "tomorrow", "0", "2027-2-1"])
    func todayIsADay(_ day: String) throws {
        try tool.sample("two-row-hall")
        #expect(try tool.run("validate", "--today", day).code == 2)
    }

    @Test func catalogueRowsThatNameEachOtherComeBack() throws {
        #expect(try tool.run("init").code == 0)
        #expect(try tool.run("catalogue", "add", "connector", "ZZ", "--like", "MXC-64", "--source", "x").code == 0)
        #expect(
            try tool.run(
                "catalogue", "add", "cassette-type", "AA", "--like", "MXC-64-LC-32", "--set", "rear.connector=ZZ",
                "--source", "x"
            ).code == 0)
        #expect(try tool.run("remove", "catalogue", "connector/ZZ").err.contains("is named by cassette-type/AA"))
        #expect(try tool.run("export", "plant", "out").code == 0)
        #expect(try tool.run("init", "--plant", "b.sqlite").code == 0)
        let back = try tool.run("import", "out", "--plant", "b.sqlite")
        #expect(back.code == 0, "\(back.err)")
    }

    @Test(arguments: [
        (["--set", ".=1"], "names no fact"),
        (["--set", "lossLimitWithFec_mdB=5"], "did you mean 'lossLimitWithFEC_mdB'?"),
        (["--set", "reach_m=-4"], "out of range"), (["--set", "reach_m=9223372036854775807"], "out of range"),
        (["--set", "fec=maybe"], "fec is 'maybe'"), (["--set", "lanes.0.tx=3"], "as many as its lanes use, 3"),
    ])
    func aBadFactIsRefused(_ change: [String], _ why: String) throws {
        #expect(try tool.run("init").code == 0)
        let result = try tool.run(
            arguments: ["catalogue", "add", "optic", "X", "--like", "100G-CLR4", "--source", "x"] + change)
        #expect(result.code == 2 && result.err.contains(why), "\(result.err)")
    }

    @Test func theSheetGoesThroughLinksAndPipesAndLeavesDevicesAlone() throws {
        try tool.sample("two-row-hall")
        try tool.scratch.write("real.csv", "old")
        try FileManager.default.createSymbolicLink(
            atPath: tool.scratch.file("link.csv"), withDestinationPath: tool.scratch.file("real.csv"))
        #expect(try tool.run("export", "patch-sheet", "--output", "link.csv").code == 0)
        #expect(try String(contentsOfFile: tool.scratch.file("real.csv"), encoding: .utf8).hasPrefix("step,"))
        #expect(try tool.run("export", "patch-sheet", "--output", "/dev/null").code == 0)
        let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
        #expect(type == .typeCharacterSpecial)
        #expect(try tool.run("export", "patch-sheet", "--output", ".").err.contains("is a folder"))
    }

    @Test(arguments: [":memory:", "file:x?mode=memory"])
    func specialNamesAreFiles(_ name: String) throws {
        #expect(try tool.run("init", "--plant", name).code == 0)
        #expect(FileManager.default.fileExists(atPath: tool.scratch.file(name)))
        #expect(try tool.run("add-hall", "H", "--plant", name).code == 0)
        #expect(try tool.run("list", "halls", "--plant", name).out.contains("H"))
    }

    /// Where nobody can be told, the work is done all the same.
    @Test func aClosedErrorStreamIsSurvived() throws {
        #expect(try tool.run("init").code == 0)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "\"$0\" add-hall H1 2>&- && \"$0\" add-hall H2 2>/dev/full", tool.program]
        process.currentDirectoryURL = URL(fileURLWithPath: tool.scratch.path)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try tool.run("list", "halls", "--format", "csv").out.hasSuffix("H1,,,,,,,,,,,\nH2,,,,,,,,,,,\n"))
    }

    @Test func aFullDiskIsReported() throws {
        try tool.sample("two-row-hall")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "exec \"$0\" export patch-sheet > /dev/full", tool.program]
        process.currentDirectoryURL = URL(fileURLWithPath: tool.scratch.path)
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 2 && said.contains("disk is full"))
    }
}

extension Tool {
    func run(_ last: String..., arguments: [String]) throws -> Result {
        let (process, out, err) = try start(arguments + last)
        process.waitUntilExit()
        return Result(
            code: process.terminationStatus, out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
    }
}

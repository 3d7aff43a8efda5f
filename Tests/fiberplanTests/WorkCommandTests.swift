import FiberExchange
import FiberModel
import Foundation
import TestSupport
import Testing

/// Work orders, hooks and history at the command line.
struct WorkCommandTests {
    let tool: Tool
    init() throws { tool = try Tool() }

    private func hook(_ name: String, _ text: String, mode: Int = 0o755) throws {
        let path = tool.scratch.file("hooks/\(name)")
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    @Test func fromDemandToSignedOffWork() throws {
        try tool.sample("two-row-hall")
        let demands = try tool.scratch.write("demands.csv", "label,a,z,count,fec\nN7,leaf-07,spine-1 spine-2,8,on\n")
        #expect(try tool.run("allocate", demands, "--work-order", "WO-1").code == 2)
        #expect(try tool.run("work-order", "create", "WO-1", "--due", "2026-12-04").code == 0)
        #expect(
            try tool.run("allocate", demands, "--work-order", "WO-1", "--dry-run").err.contains("would have placed 8"))
        let placed = try tool.run("allocate", demands, "--work-order", "WO-1")
        #expect(placed.code == 0 && placed.err.contains("placed 8 of 8 links with 16 cords for WO-1"))
        #expect(try tool.run("validate").code == 0)
        #expect(try tool.run("work-order", "close", "WO-1").code == 2)
        #expect(try tool.run("export", "patch-sheet", "--work-order", "WO-1", "--output", "s.csv").code == 0)
        let lines = try String(contentsOfFile: tool.scratch.file("s.csv"), encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 17)
        let filled: [String] =
            [String(lines[0])] + lines.dropFirst().map { String($0.dropLast(4)) + ",Bo,2026-11-25,done," }
        try tool.scratch.write("s.csv", filled.joined(separator: "\n"))
        let signed = try tool.run("sign-off", "WO-1", "s.csv")
        #expect(signed.code == 0 && signed.err.contains("signed off 16 tasks of WO-1: 16 done; 0 still open"))
        #expect(try tool.run("sign-off", "WO-1", "s.csv").err.contains("nothing to sign off: 16 rows known already"))
        #expect(try tool.run("work-order", "close", "WO-1").code == 0)
        #expect(try tool.run("history", "--of-work-order", "WO-1").out.contains("sign-off WO-1"))
        // The same demands again: all of them are there.
        #expect(try tool.run("allocate", demands).err.contains("8 of the links are there already"))
        // Nothing that later work stands on is taken back or removed.
        #expect(try tool.run("undo", "2").err.contains("take back change"))
        #expect(try tool.run("remove", "work-order", "WO-1").err.contains("in use: 16 tasks"))
        #expect(try tool.run("verify-history").code == 0)
    }

    /// The sheet goes out as .xlsx and comes back so, with a slot and a port that look like numbers.
    @Test func aWorkbookIsSignedOff() throws {
        try tool.sample("two-row-hall")
        let demands = try tool.scratch.write("demands.csv", "label,a,z,count,fec\nN7,leaf-07,spine-1 spine-2,8,on\n")
        #expect(try tool.run("work-order", "create", "WO-1").code == 0)
        #expect(try tool.run("allocate", demands, "--work-order", "WO-1").code == 0)
        let export = ["export", "patch-sheet", "--work-order", "WO-1", "--output", "s.xlsx"]
        #expect(try tool.run(words: export).err.contains("wrote 16 rows"))
        let url = URL(fileURLWithPath: tool.scratch.file("s.xlsx"))
        let empty = try Array(Data(contentsOf: url))
        let answers = ["installer": "Bø", "date": "2026-11-25", "status": "done", "measured_db": "0,42"]
        try Data(try Workbooks.filled(empty, answers)).write(to: url)
        let signed = try tool.run("sign-off", "WO-1", "s.xlsx")
        #expect(signed.code == 0 && signed.err.contains("16 done; 0 still open"), "\(signed.err)")
        try Data(try Workbooks.filled(empty, ["status": "dnoe"])).write(to: url)
        let wrong = try tool.run("sign-off", "WO-1", "s.xlsx")
        #expect(wrong.code == 2 && wrong.err.contains("s.xlsx:2:") && wrong.err.contains("did you mean 'done'"))
    }

    /// A sheet of a pack that has lost its header is not passed over, and of two rows for one thing neither is taken.
    @Test func whatComesBackDamagedIsRefused() throws {
        try tool.sample("two-row-hall")
        let demands = try tool.scratch.write("demands.csv", "label,a,z,count,fec\nN7,leaf-07,spine-1 spine-2,8,on\n")
        #expect(try tool.run("work-order", "create", "WO-1").code == 0)
        #expect(try tool.run("allocate", demands, "--work-order", "WO-1").code == 0)
        func sign(_ sheets: [(String, [[String]])], _ options: String...) throws -> Tool.Result {
            final class Box { var bytes: [UInt8] = [] }
            let box = Box()
            let answers = sheets.map { title, rows in
                Answer(rows[0]) { add throws(PlantError) in
                    for row in rows.dropFirst() { try add(row.map { .text($0) }) }
                }.titled(title)
            }
            try Answer.writeWorkbook(answers) { bytes throws(PlantError) in box.bytes += bytes }
            try Data(box.bytes).write(to: URL(fileURLWithPath: tool.scratch.file("s.xlsx")))
            return try tool.run(words: ["sign-off", "WO-1", "s.xlsx", "--dry-run"] + options)
        }
        let done = ["cord", "status", "reason"]
        let damaged = try sign([
            ("Patches", [["Kabel", "status"], ["C0229", "done"]]), ("Mine", [done, ["C0230", "done", ""]]),
        ])
        #expect(damaged.code == 2 && damaged.err.contains("s.xlsx (Patches):1:1"), "\(damaged.err)")
        let other = try sign([("Notes", [["what"], ["x"]]), ("Mine", [done, ["C0230", "done", ""]])])
        #expect(other.code == 0 && other.err.contains("sheet 'Notes' was not read"), "\(other.err)")
        for order in [["done", "not possible"], ["not possible", "done"]] {
            let rows = order.map { [done, ["C0229", $0, "why"], ["C0230", "done", ""]] }
            let doubled = try sign([("One", rows[0]), ("Two", [done, rows[1][1]])], "--accept-clean")
            #expect(doubled.err.contains("stands twice") && doubled.err.contains("1 done"), "\(doubled.err)")
            #expect(!doubled.err.contains("not possible;"), "\(doubled.err)")
        }
    }

    /// A work pack as .xlsx has sheets for cords and trunks beside others, and comes back as it is.
    @Test func aWorkPackIsSignedOff() throws {
        try tool.sample("two-row-hall")
        let demands = try tool.scratch.write("demands.csv", "label,a,z,count,fec\nN7,leaf-07,spine-1 spine-2,8,on\n")
        for line in [
            "work-order create WO-1", "allocate \(demands) --work-order WO-1", "add-cassette DC1.A02-30",
            "add-cassette DC1.B05-30",
            "add-trunk T0031 --a DC1.A02-30 --z DC1.B05-30 --auto-route --work-order WO-1",
            "export work-pack WO-1 -o pack.xlsx",
        ] {
            let result = try tool.run(words: line.split(separator: " ").map(String.init))
            #expect(result.code == 0, "\(line): \(result.err)")
        }
        let url = URL(fileURLWithPath: tool.scratch.file("pack.xlsx"))
        let answers = ["installer": "Bo", "date": "03/04/2026", "status": "done", "measured_db": "0.5"]
        try Data(try Workbooks.filled(try Array(Data(contentsOf: url)), answers)).write(to: url)
        let twofold = try tool.run("sign-off", "WO-1", "pack.xlsx")
        #expect(twofold.code == 2 && twofold.err.contains("2026-03-04 or 2026-04-03"), "\(twofold.err)")
        let signed = try tool.run("sign-off", "WO-1", "pack.xlsx", "--locale", "en_US")
        #expect(signed.code == 0 && signed.err.contains("0 still open"), "\(signed.err)")
        #expect(!signed.err.contains("only planned"), "\(signed.err)")
        #expect(try tool.run("work-order", "show", "WO-1", "--format", "csv").out.contains("2026-03-04"))
        let none = try tool.run("export", "work-pack", "WO-1", "-o", "pack.html")
        #expect(none.code == 2 && none.err.contains("no open task"))
        #expect(try tool.run("export", "work-pack", "WO-1", "-o", "pack.pdf").code == 64)
        #expect(try tool.run("export", "work-pack", "WO-2", "-o", "pack.html").code == 2)
    }

    @Test func demandsThatDoNotReadAreToldByLine() throws {
        try tool.sample("two-row-hall")
        let text =
            "label,a,z,count,optic\nL0001,leaf-02,spine-1,1,\nX,leaf-0l,spine-1,0,100G-CLR5\nY,leaf-01,,1,\nZ,leaf-01,spine-1,1,800G-2xDR5\n"
        let result = try tool.run("allocate", "-", input: text)
        #expect(result.code == 2)
        for part in [
            ":2:1: label: link L0001 exists", ":3:3: a: no such device: 'leaf-0l'", ":4:11: z: is empty", ":5:",
            "4 faults",
        ] {
            #expect(result.err.contains(part), "\(part) in \(result.err)")
        }
        #expect(try tool.run("allocate", "-", input: "label,a,z,conut\n").err.contains("did you mean 'count'"))
    }

    @Test func hooksReadVetoAndWarn() throws {
        try tool.sample("two-row-hall")
        let see = "#!/bin/sh\ncat > seen-$2-$3\necho \"$@\"\n"
        try hook(
            "trunk-added-done.d/20_x.py",
            "#!/usr/bin/env python3\nimport json,sys\nc=json.load(sys.stdin)\nprint(c['edits'][-1]['after']['metadata']['ticket'], len(sys.argv))\n"
        )
        try hook("trunk-added-done.d/10-see", see)
        try hook("plant-changed-done.d/30-fails", "#!/bin/sh\necho oops >&2\nexit 3\n")
        try hook("plant-changed-done.d/README", "not a hook", mode: 0o644)
        let added = try tool.run(
            "add-trunk", "T0100", "--a", "DC1.A02-30", "--z", "DC1.B02-30", "--metadata", #"{"ticket": "X-1"}"#)
        #expect(added.code == 2)
        for place in ["DC1.A02-30", "DC1.B02-30"] { #expect(try tool.run("add-cassette", place).code == 0) }
        let again = try tool.run(
            "add-trunk", "T0100", "--a", "DC1.A02-30", "--z", "DC1.B02-30", "--metadata", #"{"ticket": "X-1"}"#)
        #expect(again.code == 0)
        for part in [
            "10-see: T0100 trunk-added done", "20_x.py: X-1 4", "30-fails: oops", "exit code 3; the change is kept",
            "README is skipped",
        ] {
            #expect(again.err.contains(part), "\(part) in \(again.err)")
        }
        // A copy of its own for each: the second script read all of it although the first had.
        let seen = try Data(
            contentsOf: URL(fileURLWithPath: tool.scratch.file("hooks/trunk-added-done.d/seen-trunk-added-done")))
        #expect(try JSONSerialization.jsonObject(with: seen) is [String: Any])

        // A hook reads the plant while the change waits; its no reverts the change.
        try hook(
            "plant-changed-prepare.d/10-veto",
            "#!/bin/sh\n'\(tool.program)' list halls --format csv | tail -n 1 | cut -c1-3\nexit 1\n")
        let before = try tool.run("history", "--format", "csv").out
        let vetoed = try tool.run("add-hall", "DC7")
        #expect(vetoed.code == 2 && vetoed.err.contains("10-veto: DC1") && vetoed.err.contains("nothing was changed"))
        #expect(try tool.run("history", "--format", "csv").out == before)
        #expect(try tool.run("add-hall", "DC7", "--dry-run").code == 0)
        // Whatever others may write is refused, and a veto that cannot be asked is a no.
        try hook("plant-changed-prepare.d/10-veto", "#!/bin/sh\nexit 0\n", mode: 0o777)
        let refused = try tool.run("add-hall", "DC7")
        #expect(refused.code == 2 && refused.err.contains("may be written by others"))
        #expect(try tool.run("hooks", "list").out.contains("refused"))
        try hook("plant-changed-prepare.d/10-veto", "no first line\n")
        #expect(try tool.run("add-hall", "DC7").err.contains("#! line"))
        try hook("plant-changed-prepare.d/10-veto", "#!/bin/sh\nsleep 60 & sleep 60\n")
        let late = try tool.run("add-hall", "DC7", environment: ["FIBERPLAN_HOOK_SECONDS": "1"])
        #expect(late.code == 2 && late.err.contains("longer than 1 s"))
        try hook("plant-changed-prepare.d/10-veto", "#!/bin/sh\nexit 0\n")
        #expect(try tool.run("hooks", "test", "trunk-added").out.contains("ended with exit code 0"))
        #expect(try tool.run("add-hall", "DC7").code == 0)
        #expect(try tool.run("verify-history").code == 0)
    }

    @Test func validationHasHooks() throws {
        try tool.sample("two-row-hall")
        try hook(
            "validate-done.d/10-count",
            "#!/usr/bin/env python3\nimport json,sys\nprint(json.load(sys.stdin)['summary']['warnings'], sys.argv[1:])\n"
        )
        let result = try tool.run("validate")
        #expect(result.code == 0 && result.err.contains("10-count: 2 ['plant.sqlite', 'validate', 'done']"))
        try hook("validate-prepare.d/10-no", "#!/bin/sh\nexit 9\n")
        #expect(try tool.run("validate").code == 2)
    }

    @Test func historyIsToldAndTakenBack() throws {
        try tool.sample("two-row-hall")
        #expect(try tool.run("set", "T0003", "label=T9003").code == 0)
        #expect(try tool.run("history", "T9003").out.contains("label T0003 → T9003"))
        #expect(try tool.run("show", "T0003", "--at", "1").out.contains("DC1.A03-40:R1"))
        #expect(try tool.run("show", "T0003", "--at", "2").code == 2)
        #expect(try tool.run("diff", "--since", "1").err.contains("0 added, 0 removed, 3 changed"))
        #expect(try tool.run("undo").err.contains("reverted change 2"))
        #expect(try tool.run("undo", "2").code == 2)
        #expect(try tool.run("show", "T0003").code == 0)
        let rows = try tool.run("history", "--format", "json").out
        #expect((try JSONSerialization.jsonObject(with: Data(rows.utf8)) as? [[String: Any]])?.count == 3)
        #expect(try tool.run("history", "T0OO3").code == 2)
        #expect(try tool.run("diff", "--since", "never").code == 2)
    }
}

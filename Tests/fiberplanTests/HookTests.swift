import Foundation
import TestSupport
import Testing

/// Scripts beside the plant that are not to be trusted, that do not end, or that print without end.
struct HookTests {
    let tool: Tool
    init() throws {
        tool = try Tool()
        #expect(try tool.run("init").code == 0)
    }

    private static let veto = "hooks/plant-changed-prepare.d"

    private func script(_ name: String, _ text: String, mode: Int = 0o755) throws {
        let path = tool.scratch.file(name)
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func setMode(_ name: String, _ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: tool.scratch.file(name))
    }

    @Test func whatFoldersOthersMayWriteIsRefused() throws {
        try script("\(Self.veto)/10-a", "#!/bin/sh\nexit 0\n")
        #expect(try tool.run("add-hall", "H1").code == 0)
        for folder in ["hooks", Self.veto, ""] {
            try setMode(folder, 0o777)
            let refused = try tool.run("add-hall", "H2")
            #expect(refused.code == 2 && refused.err.contains("may be written by others"), "\(folder): \(refused.err)")
            // Sticky: nobody but its owner may move what lies there.
            try setMode(folder, 0o1777)
            #expect(try tool.run("add-hall", "H2").code == 0)
            #expect(try tool.run("remove", "hall", "H2").code == 0)
            try setMode(folder, 0o755)
        }
    }

    @Test func linksAreFollowedToWhereTheyLead() throws {
        try script("outside/open/yes", "#!/bin/sh\nexit 0\n")
        try script("\(Self.veto)/10-a", "#!/bin/sh\nexit 0\n")
        try FileManager.default.createSymbolicLink(
            atPath: tool.scratch.file("\(Self.veto)/20-b"), withDestinationPath: "../../outside/open/yes")
        #expect(try tool.run("add-hall", "H1").code == 0)
        try setMode("outside/open", 0o777)
        #expect(try tool.run("add-hall", "H2").err.contains("'open' may be written by others"))
        try setMode("outside/open", 0o755)
        // By a link in a folder that others may write, they choose where it leads.
        try FileManager.default.createDirectory(
            atPath: tool.scratch.file("theirs"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: tool.scratch.file("theirs/there"), withDestinationPath: "../outside/open")
        try setMode("theirs", 0o777)
        try FileManager.default.removeItem(atPath: tool.scratch.file("\(Self.veto)/20-b"))
        try FileManager.default.createSymbolicLink(
            atPath: tool.scratch.file("\(Self.veto)/20-b"), withDestinationPath: "../../theirs/there/yes")
        #expect(try tool.run("add-hall", "H2").err.contains("'theirs' may be written by others"))
    }

    /// The first script makes the second one's file writable for all: judged at its turn, it is refused.
    @Test func eachIsJudgedWhenItsTurnHasCome() throws {
        try script("\(Self.veto)/10-a", "#!/bin/sh\nchmod 777 20-b\n")
        try script("\(Self.veto)/20-b", "#!/bin/sh\ntouch ran\n")
        #expect(try tool.run("add-hall", "H1").err.contains("20-b is refused"))
        #expect(!FileManager.default.fileExists(atPath: tool.scratch.file("\(Self.veto)/ran")))
    }

    @Test func itKnowsItsFolderAndItsFile() throws {
        try script("hooks/plant-changed-done.d/10-a", "#!/bin/sh\npwd\necho \"$FIBERPLAN_HOOK_FILE\"\n")
        let said = try tool.run("add-hall", "H1").err
        #expect(said.contains("plant-changed-done.d\n") && said.contains("plant-changed-done.d/10-a"), "\(said)")
    }

    @Test func whatIsLeftBehindIsNotWaitedFor() throws {
        try script("\(Self.veto)/10-a", "#!/bin/sh\nsleep 60 &\necho started\n")
        let start = Date()
        let added = try tool.run("add-hall", "H1")
        #expect(added.code == 0 && added.err.contains("started"), "\(added.err)")
        #expect(Date().timeIntervalSince(start) < 30)
    }

    @Test func outputIsBounded() throws {
        try script("\(Self.veto)/10-a", "#!/bin/sh\nhead -c 3000000 /dev/zero | tr '\\0' y\necho\nexit 0\n")
        let added = try tool.run("add-hall", "H1")
        #expect(added.code == 0 && added.err.utf8.count < 70_000 && added.err.contains("only the first 65536 bytes"))
        try script("\(Self.veto)/10-a", "#!/bin/sh\nyes\n")
        let endless = try tool.run("add-hall", "H2", environment: ["FIBERPLAN_HOOK_SECONDS": "1"])
        #expect(endless.code == 2 && endless.err.utf8.count < 100_000 && endless.err.contains("longer than 1 s"))
    }

    @Test func noVariableSwitchesAVetoOff() throws {
        try script("\(Self.veto)/10-a", "#!/bin/sh\nexit 1\n")
        #expect(try tool.run("add-hall", "H1", environment: ["FIBERPLAN_HOOK_DEPTH": "1"]).code == 2)
        #expect(try tool.run("list", "halls", "--format", "csv").out.split(separator: "\n").count == 1)
    }

    @Test func aHookMayChangeThePlantAfterwardsWithoutEnd() throws {
        try script(
            "hooks/plant-changed-done.d/10-a",
            "#!/bin/sh\n'\(tool.program)' add-hall \"X$1\" || true\n")
        #expect(try tool.run("add-hall", "H1").code == 0)
        #expect(try tool.run("list", "halls", "--format", "csv").out.split(separator: "\n").count == 3)
    }
}

import Foundation
import TestSupport
import Testing

/// Several at once, and outputs that lead where they must not.
struct SafetyTests {
    let tool: Tool
    init() throws { tool = try Tool() }

    /// Runs commands at the same time and answers with their results in order.
    private func atOnce(_ commands: [[String]]) throws -> [Tool.Result] {
        let started = try commands.map { try tool.start($0) }
        return try started.map { process, out, err in
            process.waitUntilExit()
            return Tool.Result(
                code: process.terminationStatus, out: String(decoding: try Data(contentsOf: out), as: UTF8.self),
                err: String(decoding: try Data(contentsOf: err), as: UTF8.self))
        }
    }

    // MARK: Output

    @Test(arguments: ["plant.sqlite", "link", "plant.sqlite-journal", "other.db"])
    func outputIsNeverWrittenOverAPlant(_ target: String) throws {
        try tool.sample("two-row-hall")
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: tool.scratch.file("link"), withDestinationPath: tool.scratch.file("plant.sqlite"))
        try files.copyItem(atPath: tool.scratch.file("plant.sqlite"), toPath: tool.scratch.file("other.db"))
        let before = try Checkout.bytes(tool.scratch.file("plant.sqlite"))
        let result = try tool.run("export", "patch-sheet", "--output", target)
        #expect(result.code == 2 && result.err.contains("nothing is written over it"), "\(result.err)")
        #expect(try Checkout.bytes(tool.scratch.file("plant.sqlite")) == before)
    }

    @Test func aFolderThatLeadsToThePlantIsRefused() throws {
        try tool.sample("two-row-hall")
        let before = try Checkout.bytes(tool.scratch.file("plant.sqlite"))
        try FileManager.default.createDirectory(atPath: tool.scratch.file("out"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: tool.scratch.file("out/cords.csv"), withDestinationPath: "../plant.sqlite")
        let result = try tool.run("export", "plant", "out")
        #expect(result.code == 2 && result.err.contains("nothing is written over it"), "\(result.err)")
        #expect(try Checkout.bytes(tool.scratch.file("plant.sqlite")) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: tool.scratch.file("out")) == ["cords.csv"])
    }

    @Test func aRewrittenSheetKeepsItsMode() throws {
        try tool.sample("two-row-hall")
        try tool.scratch.write("s.csv", "old")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o640], ofItemAtPath: tool.scratch.file("s.csv"))
        #expect(try tool.run("export", "patch-sheet", "--output", "s.csv").code == 0)
        let mode = try FileManager.default.attributesOfItem(atPath: tool.scratch.file("s.csv"))[.posixPermissions]
        #expect(mode as? Int == 0o640)
    }

    @Test func aChangeThatIsKeptSaysSoWhenItCannotBeTold() throws {
        try tool.sample("two-row-hall")
        let demands = try tool.scratch.write("d.csv", "label,a,z,count,fec\nN7,leaf-07,spine-1 spine-2,2,on\n")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "'\(tool.program)' allocate '\(demands)' > /dev/full"]
        process.currentDirectoryURL = URL(fileURLWithPath: tool.scratch.path)
        let err = tool.scratch.file("err")
        try Data().write(to: URL(fileURLWithPath: err))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: err))
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 2)
        #expect(try String(contentsOfFile: err, encoding: .utf8).contains("the change was kept"))
        #expect(try tool.run("show", "N7-1").code == 0)
    }

    // MARK: Races

    @Test func nobodysColumnIsLost() throws {
        try tool.sample("two-row-hall")
        let folder = tool.scratch.file("hooks/plant-changed-prepare.d")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        try Data("#!/bin/sh\nsleep 0.3\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/10-slow"))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/10-slow")
        let results = try atOnce([
            ["set", "C0001", "colour=pink"], ["set", "C0001", "length_mm=3000"], ["set", "C0001", "note=seen"],
        ])
        #expect(results.allSatisfy { $0.code == 0 }, "\(results.map(\.err))")
        let shown = try tool.run("list", "cords", "--where", "label=C0001", "--format", "csv").out
        #expect(shown.contains("pink") && shown.contains("3000") && shown.contains("seen"), "\(shown)")
    }

    @Test func manyAllocateAndUndoAtOnce() throws {
        try tool.sample("two-row-hall")
        let count = 6
        let demands = try (0..<count).map { number in
            try tool.scratch.write("d\(number).csv", "label,a,z,fec\nN\(number),leaf-07,spine-1 spine-2,on\n")
        }
        let placed = try atOnce(demands.map { ["allocate", $0] })
        #expect(placed.allSatisfy { $0.code == 0 }, "\(placed.map(\.err))")
        #expect(try tool.run("validate").code == 0)
        let rows = (0..<count).map { number in
            [
                "catalogue", "add", "optic", "OWN", "--like", "100G-CLR4", "--set", "reach_m=\(1000 + number)",
                "--source", "s",
            ]
        }
        let added = try atOnce(rows)
        #expect(added.allSatisfy { $0.code == 0 }, "\(added.map(\.err))")
        #expect(added.count { $0.err.contains("added optic OWN") } == 1)
        let undone = try atOnce((0..<2 * count).map { _ in ["undo"] })
        #expect(undone.allSatisfy { $0.code == 0 }, "\(undone.map(\.err))")
        #expect(try tool.run("list", "links", "--format", "csv").out.split(separator: "\n").count == 115)
        #expect(try tool.run("verify-history").code == 0)
    }

    /// While a pipe stalls the plant is free.
    @Test func inputIsReadBeforeThePlantIsHeld() throws {
        try tool.sample("two-row-hall")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool.program)
        process.arguments = ["import", "-", "--kind", "halls"]
        process.currentDirectoryURL = URL(fileURLWithPath: tool.scratch.path)
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        try pipe.fileHandleForWriting.write(contentsOf: Data("label\nDC8\n".utf8))
        let start = Date()
        #expect(try tool.run("add-hall", "DC9").code == 0)
        #expect(Date().timeIntervalSince(start) < 20)
        try pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try tool.run("list", "halls", "--format", "csv").out.split(separator: "\n").count == 4)
    }
}

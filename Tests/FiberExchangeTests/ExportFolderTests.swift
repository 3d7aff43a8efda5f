import FiberExchange
import FiberModel
import FiberStore
import Foundation
import TestSupport
import Testing

/// Folders that an export replaces.
struct ExportFolderTests {
    let scratch: Scratch
    let store: Store
    init() throws {
        scratch = try Scratch()
        store = try Store.holding([Record(Hall(label: "DC1"))])
    }

    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: scratch.file(folder)).sorted()
    }

    @Test func aFolderOfFilesIsExchangedAndKeepsWhatIsNotOurs() throws {
        try FileManager.default.createDirectory(atPath: scratch.file("out"), withIntermediateDirectories: true)
        try scratch.write("out/README.md", "mine")
        try scratch.write("out/cords.csv", "label,stale\n")
        try scratch.write("out/halls.csv", "old")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: scratch.file("out/halls.csv"))
        try PlantExport.write(store, to: scratch.file("out"))
        #expect(try names("out") == ["README.md", "halls.csv"])
        #expect(try String(contentsOfFile: scratch.file("out/README.md"), encoding: .utf8) == "mine")
        let mode = try FileManager.default.attributesOfItem(atPath: scratch.file("out/halls.csv"))[.posixPermissions]
        #expect(mode as? Int == 0o640)
        #expect(try names("") == ["out"], "nothing is left beside it")
    }

    @Test func aFolderWithFoldersIsKeptAsItIs() throws {
        try FileManager.default.createDirectory(atPath: scratch.file("out/.git"), withIntermediateDirectories: true)
        try scratch.write("out/.git/HEAD", "ref")
        try scratch.write("elsewhere.csv", "old")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("out/halls.csv"), withDestinationPath: "../elsewhere.csv")
        try scratch.write("out/cords.csv", "label,stale\n")
        try PlantExport.write(store, to: scratch.file("out"))
        #expect(try names("out") == [".git", "halls.csv"])
        #expect(try String(contentsOfFile: scratch.file("elsewhere.csv"), encoding: .utf8).contains("DC1"))
    }

    @Test func whatWasCutShortIsNotRead() throws {
        try PlantExport.write(store, to: scratch.file("out"))
        try FileManager.default.createDirectory(
            atPath: scratch.file("out/.fiberplan-export"), withIntermediateDirectories: true)
        _ = try PlantImport(folder: scratch.file("out"))
        try scratch.write("out/.fiberplan-export/complete", "")
        let error = #expect(throws: PlantError.self) { try PlantImport(folder: scratch.file("out")) }
        #expect(error?.message.contains("cut short") == true)
        try PlantExport.write(store, to: scratch.file("out"))
        _ = try PlantImport(folder: scratch.file("out"))
    }

    /// What only has the name of a draft is somebody else's, and so is a file that is not one of a plant.
    @Test func whatIsNotOursIsNeverRemoved() throws {
        let folder = try Scratch()
        let store = try Store.sample("two-row-hall")
        try FileManager.default.createDirectory(
            atPath: folder.file("plan.part-987654/keep"), withIntermediateDirectories: true)
        try folder.write("plan.part-2024000", "mine")
        for _ in 0..<2 { try PlantExport.write(store, to: folder.file("plan")) }
        #expect(FileManager.default.fileExists(atPath: folder.file("plan.part-987654/keep")))
        #expect(FileManager.default.fileExists(atPath: folder.file("plan.part-2024000")))
        #expect(!FileManager.default.fileExists(atPath: folder.file("plan/.fiberplan-draft")))
        try folder.write("plan/tasks.csv", "my own list")
        #expect(throws: PlantError.self) { try PlantExport.write(store, to: folder.file("plan")) }
        #expect(try Checkout.bytes(folder.file("plan/tasks.csv")) == Array("my own list".utf8))
        // That of an older export goes.
        try folder.write("plan/tasks.csv", "work_order,number\n")
        try PlantExport.write(store, to: folder.file("plan"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("plan/tasks.csv")))
    }
}

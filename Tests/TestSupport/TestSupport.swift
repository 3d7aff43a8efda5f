import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Foundation

/// Where things are in the checkout that is tested.
package enum Checkout {
    package static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    package static func path(_ relative: String) -> String { root.appendingPathComponent(relative).path }
    package static func text(_ relative: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(relative), encoding: .utf8)
    }
}

/// A folder that is gone when the test is over.
package final class Scratch: Sendable {
    package let path: String

    package init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("fiberplan-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func file(_ name: String) -> String { "\(path)/\(name)" }

    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }
}

/// Text that is compared with a file of the checkout; `make golden` rewrites the files.
package enum Golden {
    /// Nil where `text` is what `file` holds, else what to tell.
    package static func difference(_ text: String, _ file: String) throws -> String? {
        let url = Checkout.root.appendingPathComponent(file)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
            return nil
        }
        let wanted = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        if wanted == text { return nil }
        let pairs = zip(wanted.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
        let line = pairs.enumerated().first { $0.element.0 != $0.element.1 }
        let at =
            line.map { "line \($0.offset + 1):\n  is now  \($0.element.1)\n  was     \($0.element.0)" }
            ?? "their lengths differ"
        return "\(file) is out of date, \(at)\nread the change, then: make golden"
    }
}

/// A repeatable source of chance.
package struct Dice: RandomNumberGenerator {
    private var state: UInt64
    package init(seed: UInt64) { state = seed }

    // SplitMix64 (Steele, Lea and Flood 2014).
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Store {
    /// A plant in memory with these records.
    package static func holding(_ records: [Record]) throws -> Store {
        let store = try Store.inMemory()
        try store.commit(records.map(Edit.add), author: "test", command: "test")
        return store
    }

    /// A plant in memory with a sample of the checkout.
    package static func sample(_ name: String) throws -> Store {
        let store = try Store.inMemory()
        var reader = try PlantImport(folder: Checkout.path("samples/\(name)"))
        let report = try reader.run(into: store, ChangeMetadata(author: "test", command: "test"))
        if let fault = report.faults.first { throw fault }
        return store
    }
}

extension Checkout {
    package static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The files of a folder with their contents.
    package static func files(_ folder: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".csv") {
            files[name] = try bytes("\(folder)/\(name)")
        }
        return files
    }
}

import FiberExchange
import FiberModel
import FiberStore
import Foundation

/// Imports a folder of CSVs into new plants, in turn with and without history, and prints the seconds as JSON.
@main
enum HistoryBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let runs = Int(arguments[3]), runs > 0 else {
            FileHandle.standardError.write(Data("usage: history-bench CSV-FOLDER SCRATCH-FOLDER RUNS\n".utf8))
            exit(64)
        }
        var seconds: [Bool: [Double]] = [:]
        for _ in 0..<runs {
            for isRecorded in [true, false] {
                let path = "\(arguments[2])/history-\(isRecorded).sqlite"
                for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
                var note = ChangeMetadata(author: "bench", command: "import")
                note.isRecorded = isRecorded
                let start = Date()
                let store = try Store.create(at: path)
                var reader = try PlantImport(folder: arguments[1])
                let report = try reader.run(into: store, note)
                if let fault = report.faults.first { throw fault }
                store.close()
                seconds[isRecorded, default: []].append(Date().timeIntervalSince(start))
            }
        }
        let text = [(true, "with"), (false, "without")].map { "\"\($1)\": \(seconds[$0] ?? [])" }
        print("{\(text.joined(separator: ", "))}")
    }
}

import Foundation
import TestSupport

/// Mutates inputs of every parser: `fuzz SEED COUNT [PARSER]`.
///
/// The work is done in a process of its own, so that a trap is told with the input that made it. That is kept under
/// `Tests/Regressions`, from where a test reads it ever after.
@main
struct Fuzz {
    static func main() throws {
        let arguments = CommandLine.arguments
        if arguments.count == 5, arguments[1] == "child" {
            let only = arguments[3].hasPrefix("only ") ? Int(arguments[3].dropFirst(5)) : nil
            let numbers = only.map { [$0] } ?? Array(0..<(Int(arguments[3]) ?? 0))
            return try runChild(UInt64(arguments[2]) ?? 1, numbers, arguments[4])
        }
        guard arguments.count >= 3, let seed = UInt64(arguments[1]), let count = Int(arguments[2]) else {
            print("usage: fuzz SEED COUNT [PARSER]")
            exit(64)
        }
        var isSound = true
        for target in try FuzzTarget.all() where arguments.count < 4 || arguments[3] == target.name {
            let start = Date()
            let fault = try runParent(target, seed, count, arguments[0])
            let seconds = String(format: "%.1f", Date().timeIntervalSince(start))
            print("\(target.name): \(fault ?? "\(count) inputs held") (\(seconds) s)")
            isSound = isSound && fault == nil
        }
        exit(isSound ? 0 : 1)
    }

    /// Runs one parser in a child; answers with what went wrong.
    private static func runParent(_ target: FuzzTarget, _ seed: UInt64, _ count: Int, _ program: String) throws
        -> String?
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["child", String(seed), String(count), target.name]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_BACKTRACE"] = "enable=no"
        process.environment = environment
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus != 0 || process.terminationReason != .exit else { return nil }
        // The last line is the number of the input that was being read.
        let lines = text.split(separator: "\n")
        let number = lines.last { $0.hasPrefix("at ") }.flatMap { Int($0.dropFirst(3)) } ?? 0
        let found = try narrow(target, seed, number, count, program)
        let file = Checkout.path("Tests/Regressions/\(target.name)--\(seed)-\(found)")
        try Data(Mutation.input(target.corpus, seed: seed, number: found)).write(to: URL(fileURLWithPath: file))
        let said = lines.last { !$0.hasPrefix("at ") }.map { ": \($0)" } ?? ""
        return "FAULT at input \(found) of seed \(seed)\(said); kept as \(file)"
    }

    /// The child tells of every hundredth input; which of these it was is tried one by one.
    private static func narrow(
        _ target: FuzzTarget, _ seed: UInt64, _ from: Int, _ count: Int, _ program: String
    ) throws -> Int {
        for number in from..<min(count, from + 100) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = ["child", String(seed), "only \(number)", target.name]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            process.environment = ["SWIFT_BACKTRACE": "enable=no"]
            try process.run()
            process.waitUntilExit()
            if process.terminationStatus != 0 || process.terminationReason != .exit { return number }
        }
        return from
    }

    private static func runChild(_ seed: UInt64, _ numbers: [Int], _ name: String) throws {
        guard let target = try FuzzTarget.all().first(where: { $0.name == name }) else { exit(64) }
        for number in numbers {
            if number % 100 == 0 { FileHandle.standardOutput.write(Data("at \(number)\n".utf8)) }
            if let fault = target.body(Mutation.input(target.corpus, seed: seed, number: number)) {
                FileHandle.standardOutput.write(Data("at \(number)\n\(fault)\n".utf8))
                exit(1)
            }
        }
    }
}

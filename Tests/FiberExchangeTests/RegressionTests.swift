import Foundation
import TestSupport
import Testing

/// Inputs that once made a parser trap, or read something else than it wrote: `make fuzz` keeps them here.
struct RegressionTests {
    private static let folder = Checkout.path("Tests/Regressions")

    @Test func whatWasFoundOnceIsBorne() throws {
        let targets = Dictionary(uniqueKeysWithValues: try FuzzTarget.all().map { ($0.name, $0) })
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0.contains("--") }
        #expect(!names.isEmpty)
        for name in names.sorted() {
            let parser = String(name[..<(try #require(name.firstRange(of: "--")?.lowerBound))])
            let target = try #require(targets[parser], "\(name) is of no parser")
            #expect(target.body(try Checkout.bytes("\(Self.folder)/\(name)")) == nil, "\(name)")
        }
    }

    /// A short run of the same, so that no change goes by without one.
    @Test func mutatedInputsAreBorne() throws {
        for target in try FuzzTarget.all() {
            for number in 0..<60 {
                let input = Mutation.input(target.corpus, seed: 1, number: number)
                #expect(target.body(input) == nil, "\(target.name), input \(number) of seed 1")
            }
        }
    }
}

import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import Foundation
import TestSupport
import Testing

// The code of the first page of each library, as it stands there.

private func fiberModel() throws -> Plant {
    var builder = PlantBuilder()
    try builder.add(Hall(label: "DC1"))
    try builder.add(Rack { $0.address = RackAddress(hall: "DC1", grid: "A01") })
    let plant = try builder.plant()
    return plant
}

private func fiberPlanning(_ plant: Plant) throws -> ValidationResult {
    struct CordsOfOneMetre: Rule {
        let code = "OWN001"
        let name = "cords-of-one-metre"
        let severity = Severity.warning
        let subject = RecordKind.cord
        let summary = "No cord is longer than a metre."

        func check(_ survey: ValidationContext, _ report: inout Report) {
            for index in 0..<survey.plant.cords.count {
                guard let length = survey.plant.cords.length[index], length > Millimetres(1000) else { continue }
                report.add(
                    survey.plant.label(of: CordHandle(index: index)), "the cord is longer than a metre",
                    actual: Measure(metres: length), advice: "use a shorter one")
            }
        }
    }

    let result = Validator.validate(plant, ValidationOptions(today: try Day("2026-11-26")), own: [CordsOfOneMetre()])
    return result
}

private func fiberStore() throws -> Plant {
    let store = try Store.open(at: "plant.sqlite", for: .writing)
    try store.commit(author: "ada", command: "rename") { transaction throws(PlantError) in
        var trunk = try transaction.record(Trunk.self, "T0001")
        trunk.status = .installed
        try transaction.apply(.replace(name: "T0001", with: trunk))
    }
    let plant = try store.snapshot()
    return plant
}

private func fiberExchange(_ store: Store) throws -> ImportReport {
    var reader = try PlantImport(folder: "plan")
    let report = try reader.run(into: store, ChangeMetadata(author: "ada", command: "import"))
    for fault in report.faults { print(fault) }
    return report
}

struct PageTests {
    /// What a page shows is compiled here.
    @Test(arguments: ["FiberModel", "FiberPlanning", "FiberStore", "FiberExchange"])
    func theCodeOfAPageIsCompiled(_ library: String) throws {
        let path = Checkout.path("Sources/\(library)/\(library).docc/\(library).md")
        let page = String(decoding: try Checkout.bytes(path), as: UTF8.self)
        let own = String(decoding: try Checkout.bytes(#filePath), as: UTF8.self)
        let code = try #require(page.firstMatch(of: /```swift\n([\s\S]*?)```/)).1
        let indented = code.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
        #expect(own.contains(indented), "the page of \(library) shows other code than \(#filePath)")
    }

    @Test func itDoesWhatItSays() throws {
        let plant = try fiberModel()
        #expect(plant.halls.count == 1 && plant.racks.count == 1)
        let hall = try Store.holding(TinyHall().records).snapshot()
        #expect(try fiberPlanning(hall).findings.contains { $0.code == "OWN001" })
    }
}

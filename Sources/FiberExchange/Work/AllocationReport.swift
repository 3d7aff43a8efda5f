import FiberModel
import FiberPlanning

/// Where the links of demands went, and why others went nowhere.
package struct AllocationReport: Answering {
    static let columns = [
        "link", "a", "z", "optic", "trunks", "cords", "loss_db", "margin_db", "diverse_group", "reason", "message",
        "advice",
    ]
    private let allocation: Allocation
    private let plant: Plant

    package init(_ allocation: Allocation, _ plant: Plant) {
        self.allocation = allocation
        self.plant = plant
    }

    /// One row a link: those that were placed in the order of their demands, then those that were not.
    package var answer: Answer {
        // People are told of failures below, each reason once.
        let last = Self.columns.count - 3
        let columns = Self.columns.enumerated().map { place, name in
            let isTold = place < last || (place == last && !allocation.failures.isEmpty)
            return Answer.Heading(name, for: isTold ? .everyone : [.sheets, .programs])
        }
        return Answer(columns) { add throws(PlantError) in try addRows(add) }
    }

    /// `T0001:65-72`, or one by one where they do not follow each other: `T0001:01`, `T0001:64`.
    private static func strands(_ strands: [Int], of trunk: String) -> [String] {
        let sorted = strands.sorted()
        guard let first = sorted.first, let last = sorted.last, sorted.count > 1, last - first == sorted.count - 1
        else { return sorted.map { StrandAddress(trunk: trunk, strand: $0).description } }
        return ["\(StrandAddress(trunk: trunk, strand: first))-\(last < 10 ? "0" : "")\(last)"]
    }

    private func addRows(_ add: Answer.Rows) throws(PlantError) {
        for placed in allocation.placed {
            let trunks = placed.trunks.flatMap { Self.strands($0.strands, of: plant.label(of: $0.trunk)) }
            try add([
                .word(placed.link.label), .word(placed.link.a.description), .word(placed.link.z.description),
                .word(placed.link.optic), .list(trunks.map { .word($0) }),
                .list(placed.cords.map { .word($0.label) }), placed.loss.map { .thousandths($0) } ?? .null,
                placed.margin.map { .thousandths($0) } ?? .null, .optional(placed.link.diverseGroup), .null, .null,
                .null,
            ])
        }
        for failure in allocation.failures {
            var row = [DataValue](repeating: .null, count: Self.columns.count)
            row[0] = .word(failure.label)
            row[9] = .word(failure.reason.rawValue)
            row[10] = .text(failure.message)
            row[11] = .text(failure.advice)
            try add(row)
        }
    }

    /// What would place the rest: each distinct advice once, with how many links ask for it.
    package var summary: [String] {
        var counts: [String: Int] = [:]
        var order: [String] = []
        for failure in allocation.failures {
            let text = "\(failure.message); it would take \(failure.advice)"
            if counts[text] == nil { order.append(text) }
            counts[text, default: 0] += 1
        }
        return order.map { "\(counted(counts[$0] ?? 0, "link")): \($0)" }
    }
}

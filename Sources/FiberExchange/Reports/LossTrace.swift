import FiberModel
import FiberPlanning
import FiberStore

/// The way of one lane of a link with what every part of it loses: the trays that it lies on, and how far and how much it
/// has come to behind each part.
package struct LossTrace: Answering {
    private static let columns = [
        "step", "what", "segments", "length_m", "distance_m", "loss_db", "total_db", "trust",
    ]

    private let plant: Plant
    private let link: LinkHandle
    private let budget: Budget

    /// The weakest lane of the link that a trace runs on.
    ///
    /// - Throws: `PlantError` with code `notFound` where no link runs there, or it has no lanes.
    package init(_ trace: TraceReport, on keyed: KeyedPlant) throws(PlantError) {
        guard let own = trace.link else {
            throw PlantError(
                .notFound,
                trace.severalLinks.isEmpty
                    ? trace.isWhole
                        ? "\(trace.start) is more than one link" : "no link runs through \(trace.start)"
                    : "several links run through \(trace.start): \(trace.severalLinks.joined(separator: " "))",
                hint: "--loss is told of one link: name it, or a port, strand or cord that it runs through")
        }
        let plant = try keyed.neighbourhood(of: own)
        let link = try plant.link(labelled: own.label)
        let survey = LightSurvey(plant)
        let light = survey.light(of: link)
        let limit = survey.limits(of: light)?.applying
        let budgets = light.lanes.compactMap { survey.budget(of: link, lane: $0.lane, from: $0.from) }
        guard let weakest = budgets.weakest(under: limit) else {
            throw PlantError(
                .notFound, "link \(own.label) has no lanes that lose light",
                hint: "it runs over a direct cable, or its optic is not in the catalogue")
        }
        (self.plant, self.link, budget) = (plant, link, weakest)
    }

    package var answer: Answer {
        Answer(Self.columns) { add throws(PlantError) in
            var distance: Int? = 0
            var total: Int? = 0
            for (index, item) in budget.items.enumerated() {
                let length = length(item.what)
                if case .some(let own) = length {
                    distance = distance.flatMap { sum in own.map { sum.addingClamped($0) } }
                }
                total = total.flatMap { sum in item.loss.max.map { sum.addingClamped($0) } }
                try add([
                    .int(index + 1), .text(BudgetReport.name(item.what, plant)),
                    .list(segments(item.what).map { .word($0) }),
                    length.flatMap { $0 }.map { .thousandths($0) } ?? .null,
                    distance.map { .thousandths($0) } ?? .null, item.loss.max.map { .thousandths($0) } ?? .null,
                    total.map { .thousandths($0) } ?? .null,
                    item.loss.max == nil ? .word("unknown") : .word(item.loss.trust.rawValue),
                ])
            }
        }.below { ["", summary] }
    }

    /// Of a part that takes up way: its length where that is known; nil for one that takes none.
    private func length(_ what: BudgetItem.What) -> Int?? {
        switch what {
        case .cord(let cord): .some(plant.cords.length[cord.index]?.rawValue)
        case .fibre(let trunk): .some(plant.orderedLength(of: trunk)?.rawValue)
        default: .none
        }
    }

    private func segments(_ what: BudgetItem.What) -> [String] {
        let row: TrunkHandle? =
            switch what {
            case .cord(let cord): plant.pathwayRow(of: cord)
            case .fibre(let trunk): trunk
            default: nil
            }
        return row.map { plant.route(of: $0).map { plant.segments[$0.index].label } } ?? []
    }

    private var summary: String {
        let lane = "lane L\(budget.lane) at \(budget.wavelength), sent by the \(budget.from.rawValue) end"
        if case .device = budget.end { return "\(plant.label(of: link)): \(lane), the weakest" }
        return "\(plant.label(of: link)): \(lane); the light does not arrive: \(budget.end.reason(in: plant))"
    }
}

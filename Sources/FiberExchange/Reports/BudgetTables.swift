import FiberModel
import FiberPlanning

/// The budget of every link in a row each. A class, since whether any is over its limit is known once all are written.
package final class BudgetTable: Answering {
    static let columns = [
        "link", "polarity", "lanes", "weakest_lane", "worst_db", "expected_db", "measured_db", "limit_with_fec_db",
        "limit_without_fec_db", "fec", "margin_db", "length_m", "reach_m", "mated_pairs",
    ]
    private let survey: LightSurvey
    /// How many of the links that were written lose more than the limit that applies.
    package private(set) var overLimit = 0

    package init(_ plant: Plant) { survey = LightSurvey(plant) }

    package var answer: Answer {
        Answer(Self.columns) { add throws(PlantError) in
            self.overLimit = 0
            try self.survey.forEachLight { light throws(PlantError) in
                let limits = self.survey.limits(of: light)
                if let limit = limits?.applying, light.lanes.contains(where: { $0.exceeds(limit) }) {
                    self.overLimit += 1
                }
                try add(self.values(light, limits))
            }
        }
    }

    private func values(_ light: LinkLight, _ limits: LinkLimits?) -> [DataValue] {
        func decibels(_ value: Int?) -> DataValue { value.map { .thousandths($0) } ?? .null }
        let weakest = light.lanes.weakest(under: limits?.applying)
        let margin = limits?.applying.flatMap { limit in weakest?.worst.map { limit - $0 } }
        let fec: DataValue = limits?.isFECOn.map { .word($0 ? "on" : "off") } ?? .null
        return [
            .word(survey.plant.label(of: light.link)), .word(light.polarity.word), .int(light.laneCount),
            weakest.map { .word("L\($0.lane) from \($0.from.rawValue)") } ?? .null, decibels(weakest?.worst),
            decibels(weakest?.expected), decibels(light.measured), decibels(limits?.withFEC),
            decibels(limits?.withoutFEC), fec, decibels(margin), light.length.map { .thousandths($0) } ?? .null,
            limits?.reach.map { .int($0) } ?? .null, .int(light.matedPairs),
        ]
    }
}

/// What a field tester should be set to: for each trunk between the front ports of its cassettes, for each link
/// from plug to plug.
package struct TesterLimits {
    static let columns = ["kind", "label", "from", "to", "wavelength_nm", "limit_db", "expected_db", "length_m"]
    private let survey: LightSurvey
    private var plant: Plant { survey.plant }

    package init(_ plant: Plant) { survey = LightSurvey(plant) }

    /// - Parameter link: only this link and the trunks that it runs over; nil is all.
    package func answer(_ link: LinkHandle?) -> Answer {
        Answer(Self.columns) { add throws(PlantError) in
            try addTrunks(under: link, add)
            try addLinks(link, add)
        }
    }

    private func addTrunks(under link: LinkHandle?, _ add: Answer.Rows) throws(PlantError) {
        for trunk in trunks(under: link) {
            let row = plant.trunks[trunk.index]
            let type = plant.catalogue.cable(row.type)
            let mode = type.flatMap { plant.catalogue.fibreClass(named: $0.fibreClass)?.mode } ?? .single
            for wavelength in mode.testWavelengths_nm {
                try add(
                    [
                        .word(row.isCord ? "cord" : "trunk"), .word(row.label),
                        .word(plant.address(of: row.a.unit).description),
                        .word(plant.address(of: row.z.unit).description), .int(wavelength),
                    ] + values(survey.testLimit(trunk, wavelength_nm: wavelength))
                        + [row.length.map { .thousandths($0.rawValue) } ?? .null])
            }
        }
    }

    private func addLinks(_ link: LinkHandle?, _ add: Answer.Rows) throws(PlantError) {
        let tracer = survey.tracer()
        for handle in link.map({ [$0] }) ?? (0..<plant.links.count).map({ LinkHandle(index: $0) }) {
            // What the transceivers are fixed to has no end to put a tester on.
            guard !plant.isDirect(handle) else { continue }
            let index = handle.index
            let optic = plant.catalogue.optic(plant.links.optic[index])
            let length = tracer.light(of: handle).length
            for wavelength in (optic?.mode ?? .single).testWavelengths_nm {
                try add(
                    [
                        .word("link"), .word(plant.label(of: handle)),
                        .word(plant.address(of: plant.links.a[index]).description),
                        .word(plant.address(of: plant.links.z[index]).description), .int(wavelength),
                    ] + values(tracer.testLimit(handle, wavelength_nm: wavelength))
                        + [length.map { .thousandths($0) } ?? .null])
            }
        }
    }

    private func values(_ known: (limit: Int, expected: Int)?) -> [DataValue] {
        [known.map { .thousandths($0.limit) } ?? .null, known.map { .thousandths($0.expected) } ?? .null]
    }

    private func trunks(under link: LinkHandle?) -> [TrunkHandle] {
        let all = plant.trunks.indices.map { TrunkHandle(index: $0) }.filter {
            plant.trunks[$0.index].status != .retired
        }
        guard let link else { return all.sorted { naturallyPrecedes(plant.label(of: $0), plant.label(of: $1)) } }
        let hops = PolarityWalk.all(of: link, in: plant).flatMap(\.steps)
        let used = Set(hops.compactMap { if case .trunk(let trunk, _) = $0.what { trunk } else { nil } })
        return all.filter(used.contains)
    }
}

extension Polarity {
    /// One word for a column.
    var word: String {
        switch self {
        case .right: "right"
        case .transmitMeetsTransmit: "crossed"
        case .unlitPosition: "unlit"
        case .otherPort: "other-port"
        case .stops: "stops"
        }
    }
}

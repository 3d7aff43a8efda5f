import FiberModel
import FiberPlanning

/// What a link loses: the waterfall of its weakest lane, and the sums of all.
package struct BudgetReport {
    static let itemColumns = ["item", "what", "worst_db", "typical_db", "trust", "source"]
    static let laneColumns = [
        "lane", "from", "wavelength_nm", "worst_db", "expected_db", "measured_db", "margin_db", "strand_out",
        "strand_back", "colour", "place_a", "place_z",
    ]

    private let survey: LightSurvey
    private let link: LinkHandle
    private let light: LinkLight
    private let budgets: [Budget]
    private let changes: Hypothesis
    private var plant: Plant { survey.plant }

    package init(_ link: LinkHandle, in plant: Plant, with changes: Hypothesis = Hypothesis()) {
        let survey = LightSurvey(plant, taking: changes.cords.compactMap(\.type))
        self.survey = survey
        self.link = link
        self.changes = changes
        light = survey.light(of: link)
        budgets = light.lanes.compactMap { survey.budget(of: link, lane: $0.lane, from: $0.from, with: changes) }
    }

    private var limits: LinkLimits? { survey.limits(of: light) }

    private var weakest: Budget? { budgets.weakest(under: limits?.applying) }

    /// Whether a lane loses more than the limit that applies, at worst or when measured.
    package var isOverLimit: Bool {
        guard let limit = limits?.applying else { return false }
        return budgets.contains { $0.exceeds(limit) }
    }

    private var length: Int? { light.length == nil ? nil : knownLength }
    /// What is known of the length: it is at least that.
    private var knownLength: Int {
        light.knownLength.addingClamped(changes.lengthening(link.cords(in: plant), plant))
    }
    private var matedPairs: Int { light.matedPairs + 2 * changes.taps.count }

    /// Why there is nothing to add up.
    package var absence: PlantError {
        let isDirect = plant.isDirect(link)
        return PlantError(
            .notFound, "link \(plant.label(of: link)) has no lanes",
            hint: isDirect
                ? "it runs over a direct cable, which is proved by itself" : "its optic is not in the catalogue")
    }
    package var hasLanes: Bool { !budgets.isEmpty }

    // MARK: The waterfall

    /// The items of the weakest lane, with the sum below.
    ///
    /// - Throws: `PlantError` with code `notFound` for a link without lanes.
    package func waterfall() throws(PlantError) -> Answer {
        guard let budget = weakest else {
            throw absence
        }
        return Answer(Self.itemColumns) { add throws(PlantError) in
            for (index, item) in budget.items.enumerated() { try add(values(item, index + 1)) }
        }.pictured("worst_db", .waterfall(of: Double(max(budget.atLeast, budget.worst ?? 0)) / 1000)).whole { json }
            .below { [""] + summary(budget) }
    }

    /// What an item is, in words.
    static func name(_ what: BudgetItem.What, _ plant: Plant, _ changes: Hypothesis = Hypothesis()) -> String {
        switch what {
        case .cord(let cord):
            let length = changes.length(of: cord, plant).map { " of \($0)" } ?? ""
            let bends = plant.pathwayRow(of: cord) == nil ? "" : " and its bends"
            return "fibre of cord \(plant.label(of: cord))\(length)\(bends)"
        case .pair(let plug, let unit, _):
            return "pair of \(plug.cable.noun) \(plant.label(of: plug.cable)) and \(plant.address(of: unit))"
        case .adapterPair(let front, let rear, let unit):
            let plugs = [front, rear].map { "\($0.cable.noun) \(plant.label(of: $0.cable))" }
            return "pair of \(plugs[0]) and \(plugs[1]) in \(plant.address(of: unit))"
        case .splices(let where_): return "splices in \(where_)"
        case .branch(let where_): return "branch to \(where_)"
        case .fibre(let trunk):
            let length = plant.trunks[trunk.index].length.map { " of \($0)" } ?? ", length after its route"
            return "fibre of trunk \(plant.label(of: trunk))\(length)"
        case .bends(let trunk): return "bends of trunk \(plant.label(of: trunk))"
        case .measured(let trunk, let strand):
            return "measured: \(StrandAddress(trunk: plant.label(of: trunk), strand: strand)) with its pairs"
        case .beyond(let port): return "behind \(plant.address(of: port))"
        case .assumed(let text): return "supposed: \(text)"
        }
    }

    private func values(_ item: BudgetItem, _ number: Int) -> [DataValue] {
        [
            .int(number), .text(Self.name(item.what, plant, changes)), item.loss.max.map { .thousandths($0) } ?? .null,
            item.loss.typical.map { .thousandths($0) } ?? .null,
            item.loss.max == nil ? .word("unknown") : .word(item.loss.trust.rawValue), .text(item.loss.source),
        ]
    }

    private static func decibels(_ value: Int?, atLeast: Int = 0) -> String {
        if let value { return "\(decimal(thousandths: value)) dB" }
        return atLeast > 0 ? "at least \(decimal(thousandths: atLeast)) dB" : "unknown"
    }

    /// What arrives of the power that is launched, where the optics state it.
    private func power(_ budget: Budget) -> [String] {
        let sender = plant.catalogue.optic(plant.opticKey(of: link, budget.from))
        let receiver = plant.catalogue.optic(plant.opticKey(of: link, budget.from.other))
        func dBm(_ value: Int) -> String { "\(decimal(thousandths: value)) dBm" }
        var lines: [String] = []
        if let least = sender?.launchLeast_mdBm?.value.rawValue, let worst = budget.worst {
            let arrives = least.subtractingClamped(worst)
            let needs = receiver?.receiveLeast_mdBm?.value.rawValue
            lines.append(
                "power       \(dBm(arrives)) arrive at least, of \(dBm(least)) launched\(needs.map { "; the receiver needs \(dBm($0))" } ?? "")"
            )
        }
        if let most = sender?.launchMost_mdBm?.value.rawValue, let bears = receiver?.receiveMost_mdBm?.value.rawValue,
            most > bears
        {
            lines.append("power       up to \(dBm(most)) may be launched, and the receiver bears \(dBm(bears))")
        }
        return lines
    }

    private func summary(_ budget: Budget) -> [String] {
        var lines = [
            "lane L\(budget.lane) at \(budget.wavelength), sent by the \(budget.from.rawValue) end, the weakest of \(budgets.count)"
        ]
        let wanted = (budget.from == .a ? plant.links.z : plant.links.a)[link.index]
        guard case .device(wanted, _) = budget.end else {
            guard case .device(let port, _) = budget.end else {
                return lines + ["the light does not arrive: \(budget.end.reason(in: plant))"]
            }
            return lines + [
                "the light comes to \(plant.address(of: port)), not to where the link wants it: see 'fiberplan polarity \(plant.label(of: link))'"
            ]
        }
        if !light.arrives {
            lines.append("not every lane arrives: see 'fiberplan polarity \(plant.label(of: link))'")
        } else if PolarityFix.polarity(link, in: plant, supposing: changes) != .right {
            lines.append(
                "light \(changes.isEmpty ? "meets" : "would meet") no receiver: see 'fiberplan polarity \(plant.label(of: link))'"
            )
        }
        if !changes.isEmpty {
            let now = survey.budget(of: link, lane: budget.lane, from: budget.from)?.worst
            lines.append("as it stands \(Self.decibels(now)); supposed, and written nowhere:")
        }
        lines.append("worst case  \(Self.decibels(budget.worst, atLeast: budget.atLeast))")
        lines.append(
            "expected    \(Self.decibels(budget.expected))  (typical values; spreads as the root of their squares)")
        if let measured = budget.measured {
            lines.append("measured    \(Self.decibels(measured))  (where measured; the rest at its worst)")
        }
        lines += power(budget)
        if let limits { lines += limitLines(limits, budget) }
        if let weakest = budget.weakest {
            lines.append("weakest item: \(Self.name(weakest.what, plant, changes)), \(Self.decibels(weakest.loss.max))")
        }
        if budget.restsOnAssumptions { lines.append("some figures are assumed: see the column TRUST") }
        if budget.items.contains(where: { if case .bends = $0.what { $0.loss.max != nil } else { false } }),
            budget.wavelength.rawValue < 1_500_000
        {
            lines.append("bend loss is that of 1550 nm, more than at \(budget.wavelength): conservative")
        }
        return lines
    }

    private func limitLines(_ limits: LinkLimits, _ budget: Budget) -> [String] {
        func line(_ name: String, _ limit: Int?, _ holds: Bool, _ isPossible: Bool) -> String {
            guard isPossible else { return "\(name) does not apply: the optics do not run so" }
            func margin(_ name: String, _ sum: Int?) -> String {
                guard let limit, let sum else { return "" }
                return ", \(name) \(decimal(thousandths: limit - sum)) dB\(limit < sum ? ", OVER BUDGET" : "")"
            }
            let isOver = budget.worst == nil && limit.map { budget.atLeast > $0 } ?? false
            let text =
                (isOver ? ", OVER BUDGET" : "") + margin("margin", budget.worst)
                + margin("measured margin", budget.measured)
            return "\(name) \(Self.decibels(limit))\(text)\(holds ? "  ← applies" : "")"
        }
        var lines = [
            line("limit with FEC   ", limits.withFEC, limits.isFECOn == true, limits.canRunWithFEC),
            line("limit without FEC", limits.withoutFEC, limits.isFECOn != true, limits.canRunWithoutFEC),
        ]
        let far =
            length.map { "\(Millimetres($0))" }
            ?? (knownLength > 0 ? "at least \(Millimetres(knownLength))" : "unknown")
        let isTooFar = limits.reach.map { knownLength > $0.multipliedClamped(by: 1000) } ?? false
        let reach = limits.reach.map { "\($0) m" } ?? "unknown"
        lines.append("length \(far), reach \(reach)\(isTooFar ? ", TOO FAR" : ""), \(matedPairs) mated pairs")
        return lines
    }

    // MARK: Lanes

    package var lanes: Answer {
        Answer(Self.laneColumns) { add throws(PlantError) in
            for budget in budgets { try add(values(budget)) }
        }
    }

    private func values(_ budget: Budget) -> [DataValue] {
        func decibels(_ value: Int?) -> DataValue { value.map { .thousandths($0) } ?? .null }
        let margin = limits?.applying.flatMap { limit in budget.worst.map { limit - $0 } }
        let way = strands(budget, back: false)
        let back = strands(budget, back: true)
        return [
            .word("L\(budget.lane)"), .word(budget.from.rawValue), .thousandths(budget.wavelength.rawValue),
            decibels(budget.worst), decibels(budget.expected), decibels(budget.measured), decibels(margin),
            .list(way.map { .word($0.strand) }), .list(back.map { .word($0.strand) }),
            .text(way.map(\.colour).joined(separator: ", ")),
            .text(way.map(\.near).joined(separator: ", ")), .text(way.map(\.far).joined(separator: ", ")),
        ]
    }

    /// The strands that a lane takes out, or on which its answer comes back, with their colours and the row and column in the array connector at each end.
    private func strands(_ budget: Budget, back: Bool) -> [(strand: String, colour: String, near: String, far: String)]
    {
        let ports = budget.from == .a ? plant.links.a[link.index] : plant.links.z[link.index]
        let key = plant.opticKey(of: link, budget.from)
        guard let optic = plant.catalogue.optic(key), optic.lanes.indices.contains(budget.lane) else { return [] }
        let lane = optic.lanes[budget.lane]
        let path = Trace.fromDevice(
            ports, position: back ? lane.rx : lane.tx, wavelength: back ? lane.middleHeard : lane.wavelength_pm,
            on: plant)
        return path.hops.compactMap { hop in
            guard case .trunk(let trunk, let strand, _) = hop else { return nil }
            let type = plant.catalogue.cable(plant.trunks[trunk.index].type)
            let shape = plant.shape(plant.trunks[trunk.index].type)
            let colour =
                type.flatMap { type in
                    plant.catalogue.colourScheme(named: type.colourScheme)?.colour(ofStrand: strand, of: type)
                } ?? ""
            func place(_ end: End) -> String {
                guard let place = shape.place(ofStrand: strand, at: end),
                    let columns = type.flatMap({ plant.catalogue.connector(named: $0.connector(at: end)) })?.columns
                else { return "" }
                let plug = shape.plugs(at: end) > 1 ? "plug \(place.plug) " : ""
                return "\(plug)row \((place.position - 1) / columns + 1) column \((place.position - 1) % columns + 1)"
            }
            return (
                StrandAddress(trunk: plant.label(of: trunk), strand: strand).description, colour, place(.a),
                place(.z)
            )
        }
    }

    // MARK: JSON

    private static func value(_ decibels: Int?) -> DataValue { decibels.map { .thousandths($0) } ?? .null }

    private var json: DataValue {
        let limits = limits
        let held = DataValue.object([
            ("with_fec_db", Self.value(limits?.withFEC)), ("without_fec_db", Self.value(limits?.withoutFEC)),
            ("fec_on", limits?.isFECOn.map { .bool($0) } ?? .null), ("applying_db", Self.value(limits?.applying)),
            ("reach_m", limits?.reach.map { .int($0) } ?? .null),
        ])
        return .object([
            ("link", .word(plant.label(of: link))), ("limits", held),
            ("length_m", length.map { .thousandths($0) } ?? .null), ("mated_pairs", .int(matedPairs)),
            ("lanes", .list(budgets.map(object))),
        ])
    }

    private func object(_ budget: Budget) -> DataValue {
        let items = budget.items.enumerated().map { index, item in
            DataValue.object(Array(zip(Self.itemColumns, values(item, index + 1)).map { ($0, $1) }))
        }
        let lane: [(key: String, value: DataValue)] = Array(zip(Self.laneColumns, values(budget)).map { ($0, $1) })
        return .object(lane + [("items", .list(items))])
    }
}

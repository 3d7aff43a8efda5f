import FiberModel

/// The loss of one lane as a sum whose terms can be told, with their sources.
package struct Budget: LaneSum, Sendable {
    package let lane: Int
    package let from: End
    package let wavelength: Picometres
    package let items: [BudgetItem]
    /// Where light does not arrive, why; the items then are those up to there.
    package let end: PathEnd

    /// Everything at its worst, in thousandths of a dB; nil where an item is not known.
    package let worst: Int?
    /// What is known of it, at its worst: it loses at least this much where the rest is not known.
    package let atLeast: Int
    package let expected: Int?
    /// Items with measured permanent links in the place of what they consist of; nil where nothing was measured.
    package let measured: Int?
    package let measuredItems: [BudgetItem]

    /// The item that loses most.
    package var weakest: BudgetItem? {
        items.filter { $0.loss.max != nil }.max { ($0.loss.max ?? 0) < ($1.loss.max ?? 0) }
    }
    /// Whether anything in it is only assumed.
    package var restsOnAssumptions: Bool { items.contains { $0.loss.trust == .assumed && $0.loss.max != 0 } }
}

extension LightSurvey {
    /// The sum of one lane of a link, item by item; nil where the lane does not exist.
    ///
    /// - Parameter changes: what is supposed to be otherwise.
    package func budget(of link: LinkHandle, lane: Int, from end: End, with changes: Hypothesis = Hypothesis())
        -> Budget?
    {
        let plant = model.plant
        let ports =
            end == .a
            ? (plant.links.a[link.index], plant.links.z[link.index])
            : (plant.links.z[link.index], plant.links.a[link.index])
        let key = plant.opticKey(of: link, end)
        guard let optic = plant.catalogue.optic(key), optic.lanes.indices.contains(lane),
            let wavelength = model.wavelengths.firstIndex(of: optic.lanes[lane].wavelength_pm)
        else { return nil }
        var path = FibrePath()
        let sent = plant.hasMux ? optic.lanes[lane].wavelength_pm : nil
        path.follow(ports.0, position: optic.lanes[lane].tx, wavelength: sent, in: plant)
        if case .splits = path.end { path.turn(from: ports.1, to: ports.0, optic.lanes[lane].tx, sent, in: plant) }
        let groups = path.elements.map { element, trunk in (parts(of: element, wavelength, changes), trunk) }
        let supposed = changes.items(model.wavelengths[wavelength], path, plant)
        let behind = [ports.0, ports.1].compactMap { port in
            model.beyond(port).map { BudgetItem(what: .beyond(port), loss: $0) }
        }
        let items = groups.flatMap { $0.0 } + behind + supposed
        let isDone = if case .device(ports.1, _) = path.end { true } else { false }
        let sum = Self.sum(items)
        let replaced = measuredItems(path, groups, wavelength).map { $0 + behind + supposed }
        return Budget(
            lane: lane, from: end, wavelength: model.wavelengths[wavelength], items: items, end: path.end,
            worst: isDone && sum.isKnown ? sum.max : nil, atLeast: isDone ? sum.max : 0,
            expected: isDone && sum.isKnown ? sum.expected : nil,
            measured: isDone ? replaced.flatMap(Self.measuredSum) : nil,
            measuredItems: replaced ?? [])
    }

    private static func sum(_ items: [BudgetItem]) -> LossSum {
        var sum = LossSum()
        for item in items { sum.add(LossAmount(item.loss)) }
        return sum
    }

    /// Measured values may be below nothing, which no stated loss is.
    private static func measuredSum(_ items: [BudgetItem]) -> Int? {
        func isMeasured(_ item: BudgetItem) -> Bool { if case .measured = item.what { true } else { false } }
        let rest = sum(items.filter { !isMeasured($0) })
        return rest.isKnown ? items.filter(isMeasured).reduce(rest.max) { $0.addingClamped($1.loss.max ?? 0) } : nil
    }

    private func parts(
        of element: FibrePath.Element, _ wavelength: Int, _ changes: Hypothesis
    ) -> [BudgetItem] {
        let plant = model.plant
        let loss = changes.loss(element, wavelength, model) ?? model.loss(element, wavelength)
        switch element {
        case .cord(let cord): return [.init(what: .cord(cord), loss: loss)]
        case .pair(let plug, let unit, let side): return [.init(what: .pair(plug, unit, side), loss: loss)]
        case .adapterPair(let front, let rear, let unit):
            return [.init(what: .adapterPair(front, rear, unit), loss: loss)]
        case .branch(let unit, let port, _):
            return [.init(what: .branch("port \(port) of \(plant.address(of: unit))"), loss: loss)]
        case .splice(let a, let z):
            let strands = [a, z].map { StrandAddress(trunk: plant.label(of: $0.trunk), strand: $0.number).description }
            return [.init(what: .splices("\(strands[0]) to \(strands[1])"), loss: loss)]
        case .splices(let unit):
            return loss.max == 0 ? [] : [.init(what: .splices(plant.address(of: unit).description), loss: loss)]
        case .trunk(let trunk, _):
            let parts: [(BudgetItem.What, Loss)] = [
                (.fibre(trunk), model.fibreOfTrunk(trunk, wavelength)),
                (.bends(trunk), model.bendsOfTrunk(trunk, wavelength)),
                (.splices(plant.label(of: trunk)), model.splicesOfTrunk(trunk)),
            ]
            return parts.enumerated().filter { $0.offset == 0 || $0.element.1.max != 0 }
                .map { BudgetItem(what: $0.element.0, loss: $0.element.1) }
        }
    }

    /// The items with every measured permanent link as one; nil where none was measured.
    private func measuredItems(
        _ path: FibrePath, _ groups: [([BudgetItem], Int)], _ wavelength: Int
    ) -> [BudgetItem]? {
        var values: [Int: BudgetItem] = [:]
        for case (.trunk(let trunk, let strand), let number) in path.elements {
            guard let value = measured.value(trunk, strand, model.wavelengths[wavelength]) else { continue }
            let loss = Loss(max: value.loss, typical: value.loss, trust: .user, source: value.source)
            values[number] = BudgetItem(what: .measured(trunk, strand: strand), loss: loss)
        }
        guard !values.isEmpty else { return nil }
        var items: [BudgetItem] = []
        var told: Set<Int> = []
        for (own, number) in groups {
            guard let value = values[number] else {
                items += own
                continue
            }
            if told.insert(number).inserted { items.append(value) }
        }
        return items
    }
}

import FiberModel

/// What is supposed of a link without being written: another cord, one more turn, a tap.
package struct Hypothesis: Sendable {
    /// A splitter for monitoring, by the share that goes on to the receiver.
    package struct Tap: Hashable, Sendable {
        package let live: Int
        /// At most, in mdB; nil where no maker states it.
        package let max: Int?
        /// What physics leaves, in mdB.
        package let ideal: Int
        package let source: String

        /// Vendor maxima of single-mode taps at 1310 nm; of the other splits only the ideal is known.
        static let known = [
            Tap(live: 50, max: 3500, ideal: 3010, source: "makers' data sheets, 50/50 single-mode at 1310 nm"),
            Tap(live: 60, max: nil, ideal: 2220, source: "maximum loss of a 60/40 tap"),
            Tap(live: 70, max: 2100, ideal: 1550, source: "makers' data sheets, 70/30 single-mode"),
            Tap(live: 80, max: nil, ideal: 970, source: "maximum loss of an 80/20 tap"),
        ]
    }

    /// Other types and lengths of cords, by label.
    package var cords: [(label: String, type: Catalogue.Key?, length: Millimetres?)] = []
    /// Further turns of the first trunk, by angle and radius.
    package var bends: [(angle: Double, radius: Micrometres)] = []
    package var taps: [Tap] = []
    package var isEmpty: Bool { cords.isEmpty && bends.isEmpty && taps.isEmpty }

    package init() {}

    /// Reads `tap=70/30`, `bend=90 radius=10mm` or `cord=C0001 type=LC-AA-SM length=20m`.
    ///
    /// - Throws: `PlantError` with code `badValue` or `notFound` that says what was expected.
    package mutating func add(_ text: String, in catalogue: Catalogue) throws(PlantError) {
        let facts = try Self.facts(text)
        if let split = facts["tap"] {
            try Self.check(facts, holdsOnly: "tap")
            taps.append(try Self.tap(split))
        } else if let angle = facts["bend"] {
            try Self.check(facts, holdsOnly: "bend", "radius")
            bends.append(try Self.bend(angle, radius: facts["radius"]))
        } else if let label = facts["cord"] {
            try Self.check(facts, holdsOnly: "cord", "type", "length")
            cords.append(try Self.cord(label, type: facts["type"], length: facts["length"], in: catalogue))
        } else {
            throw PlantError(.badValue, "\(quoted(text)) supposes nothing", hint: Self.forms)
        }
    }

    private static func facts(_ text: String) throws(PlantError) -> [String: String] {
        var facts: [String: String] = [:]
        for fact in text.split(separator: " ") {
            let parts = fact.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw PlantError(.badValue, "\(quoted(String(fact))) is not NAME=VALUE", hint: forms)
            }
            facts[parts[0]] = parts[1]
        }
        return facts
    }

    private static func check(_ facts: [String: String], holdsOnly names: String...) throws(PlantError) {
        for name in facts.keys.sorted() where !names.contains(name) {
            throw PlantError(.badValue, "\(quoted(name)) is not known here", hint: forms)
        }
    }

    private static func tap(_ split: String) throws(PlantError) -> Tap {
        if let tap = Tap.known.first(where: { split == "\($0.live)/\(100 - $0.live)" }) { return tap }
        throw PlantError(
            .badValue, "\(quoted(split)) is not a split of a tap", hint: "one of 50/50, 60/40, 70/30, 80/20")
    }

    private static func bend(_ angle: String, radius text: String?) throws(PlantError) -> (Double, Micrometres) {
        guard let thousandths = DecimalText.scaled(angle, by: 1000), (0...3_600_000).contains(thousandths), let text
        else {
            throw PlantError(.badValue, "a bend needs an angle of 0 to 3600 degrees and a radius", hint: forms)
        }
        let radius = try LengthText.parse(text)
        guard (1...10_000).contains(radius.rawValue) else {
            throw PlantError(.badValue, "\(quoted(text)) is not a radius of a bend, expected 1mm to 10m")
        }
        return (Double(thousandths) / 1000, radius.micrometres)
    }

    private static func cord(
        _ label: String, type name: String?, length text: String?, in catalogue: Catalogue
    ) throws(PlantError) -> (String, Catalogue.Key?, Millimetres?) {
        let type = try name.map { name throws(PlantError) in
            if let key = catalogue.key(.cordType, name) { return key }
            let near = nearestName(to: name, among: catalogue.rows(.cordType).map(\.entry.name))
            throw PlantError(
                .notFound, "the catalogue has no cord-type \(quoted(name))", hint: near.map { "did you mean '\($0)'?" })
        }
        let length = try text.map { text throws(PlantError) in
            let length = try LengthText.parse(text)
            guard Bounds.lengths.contains(length.rawValue) else {
                throw PlantError(.badValue, "\(quoted(text)) is not a length of a cord")
            }
            return length
        }
        guard type != nil || length != nil else {
            throw PlantError(.badValue, "nothing is supposed of cord \(label)", hint: forms)
        }
        return (label, type, length)
    }

    static let forms = "such as 'tap=70/30', 'bend=90 radius=10mm' or 'cord=C0001 type=LC-AA-SM length=20m'"

    /// The loss of an element that is supposed to be another; nil where it stays as it is.
    func loss(_ element: FibrePath.Element, _ wavelength: Int, _ model: LossModel) -> Loss? {
        switch element {
        case .cord(let cord):
            guard let change = change(of: cord, model.plant) else { return nil }
            let type = change.type ?? model.plant.cords.type[cord.index]
            guard let length = change.length ?? model.plant.cords.length[cord.index] else { return nil }
            return model.fibre(type, length.rawValue, wavelength)
        case .pair(let plug, let unit, let side):
            guard let type = type(of: plug, model.plant) else { return nil }
            return model.pair(type, plug.end, unit, side)
        case .adapterPair(let front, let rear, let unit):
            let types = (type(of: front, model.plant), type(of: rear, model.plant))
            guard types.0 != nil || types.1 != nil else { return nil }
            return model.adapterPair(
                (types.0 ?? model.plant.type(of: front.cable), front.end),
                (types.1 ?? model.plant.type(of: rear.cable), rear.end), unit)
        default: return nil
        }
    }

    /// By how much the cords of a path become longer, in mm.
    package func lengthening(_ cords: some Sequence<CordHandle>, _ plant: Plant) -> Int {
        cords.reduce(0) { sum, cord in
            guard let length = change(of: cord, plant)?.length else { return sum }
            return sum + (length - (plant.cords.length[cord.index] ?? Millimetres(0))).rawValue
        }
    }

    package func length(of cord: CordHandle, _ plant: Plant) -> Millimetres? {
        change(of: cord, plant)?.length ?? plant.cords.length[cord.index]
    }

    /// The type that a cord is supposed to be of.
    private func type(of plug: CablePlug, _ plant: Plant) -> Catalogue.Key? {
        guard case .cord(let cord) = plug.cable else { return nil }
        return change(of: cord, plant)?.type
    }

    private func change(of cord: CordHandle, _ plant: Plant) -> (
        label: String, type: Catalogue.Key?, length: Millimetres?
    )? {
        cords.first { $0.label == plant.label(of: cord) }
    }

    /// What comes to a path besides: taps with the two pairs by which they are plugged in, and turns.
    func items(_ wavelength: Picometres, _ path: FibrePath, _ plant: Plant) -> [BudgetItem] {
        var items: [BudgetItem] = []
        for tap in taps {
            let name = "tap \(tap.live)/\(100 - tap.live), live side"
            let loss =
                tap.max.map { Loss(max: $0, typical: tap.ideal, trust: .vendor, source: tap.source) }
                ?? .unknown(tap.source)
            items.append(.init(what: .assumed(name), loss: loss))
            let grade = plant.catalogue.connector(named: "LC-duplex")?.grades.first { $0.name == "low-loss" }
            let pair = grade?.pairLossMax_mdB.map { figure in
                Loss(max: 2 * figure.value.rawValue, typical: nil, trust: figure.trust, source: figure.source)
            }
            let plugs = "the two low-loss LC pairs of the tap"
            items.append(.init(what: .assumed(plugs), loss: pair ?? .unknown("loss of a low-loss LC-duplex pair")))
        }
        guard !bends.isEmpty else { return items }
        let trunk = path.elements.lazy.compactMap { if case .trunk(let trunk, _) = $0.element { trunk } else { nil } }
            .first
        let type = trunk.flatMap { plant.catalogue.cable(plant.trunks[$0.index].type)?.fibreClass }
        for bend in bends {
            let fibre = type.flatMap { plant.catalogue.fibreClass(named: $0) }
            let figure = BendFigure(wavelength)
            let loss =
                fibre.map { fibre in
                    figure.map { fibre.bendLoss(of: [(bend.radius, bend.angle)], $0) }
                        ?? .unknown("bend loss at \(wavelength)")
                } ?? .unknown("fibre class of the path")
            items.append(
                .init(
                    what: .assumed(
                        "a turn of \(decimal(thousandths: Int(clamping: bend.angle * 1000, rounding: .toNearestOrAwayFromZero)))° at \(bend.radius)"
                    ),
                    loss: loss))
        }
        return items
    }
}

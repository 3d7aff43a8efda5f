import FiberModel
import FiberPlanning

/// Where the fibres of a link lead, how often their legs are swapped, and what would fix it.
package struct PolarityReport: Answering {
    static let columns = ["fibre", "step", "through", "from", "leg", "to", "far_leg", "swap", "port_kept"]

    private let plant: Plant
    private let link: LinkHandle
    private let polarity: Polarity
    private let walks: [PolarityWalk]
    private let fixes: [PolarityFix]

    /// - Parameter plant: the link and whatever else runs over its trunks.
    package init(_ link: LinkHandle, in plant: Plant) {
        self.plant = plant
        self.link = link
        guard !plant.isDirect(link) else {
            // Nothing in it can be swapped: where it leads is all that there is to say.
            polarity = LightSurvey(plant).light(of: link).polarity
            (walks, fixes) = ([], [])
            return
        }
        polarity = PolarityFix.polarity(link, in: plant, supposing: Hypothesis())
        walks = PolarityWalk.all(of: link, in: plant)
        fixes = PolarityFix.all(for: link, in: plant)
    }

    package var isRight: Bool { polarity == .right }

    package var answer: Answer {
        Answer(Self.columns) { add throws(PlantError) in
            for walk in walks {
                for (index, step) in walk.steps.enumerated() { try add(values(walk, index, step)) }
            }
        }.whole { json }.below { ["", verdict] + swapLines + fixLines }
    }

    private func name(_ walk: PolarityWalk) -> String { "\(walk.from.rawValue)\(FibrePosition.short(walk.position))" }

    /// A position; of a further connector with its number before it.
    private static func leg(_ code: Int) -> DataValue {
        FibrePosition.connector(of: code) == 1 ? .int(code) : .word(FibrePosition.short(code))
    }

    private func values(_ walk: PolarityWalk, _ index: Int, _ step: PolarityWalk.Step) -> [DataValue] {
        let through: String
        switch step.what {
        case .cord(let cord): through = "cord \(plant.label(of: cord))"
        case .trunk(let trunk, let strand):
            through = "trunk \(StrandAddress(trunk: plant.label(of: trunk), strand: strand))"
        }
        return [
            .word(name(walk)), .int(index + 1), .text(through), .word(plant.address(of: step.from).description),
            Self.leg(step.leg), step.to.map { .word(plant.address(of: $0).description) } ?? .null,
            step.farLeg.map(Self.leg) ?? .null, step.farLeg == nil ? .null : .bool(step.swaps),
            step.joinsFronts ? .bool(!step.movesPort) : .null,
        ]
    }

    private var verdict: String {
        let label = plant.label(of: link)
        switch polarity {
        case .right where plant.isDirect(link):
            return "\(label): a direct cable joins its two ports, and is proved by itself"
        case .right: return "\(label): every transmitter reaches a receiver of the port that the link wants"
        case .transmitMeetsTransmit: return "\(label): transmit meets transmit"
        case .unlitPosition(let position):
            return "\(label): light ends at position \(FibrePosition.text(of: position)), where nothing receives"
        case .otherPort(let port):
            return "\(label): light ends in \(plant.address(of: port)), not in the port that the link wants"
        case .stops(let end): return "\(label): light stops: \(end.reason(in: plant))"
        }
    }

    private var swapLines: [String] {
        walks.map { walk in
            guard case .device = walk.end else {
                return
                    "fibre \(name(walk)): stops after \(counted(walk.steps.count, "step")): \(walk.end.reason(in: plant))"
            }
            let moved = walk.steps.filter(\.movesPort).count
            let ports = moved == 0 ? "every port kept" : "\(counted(moved, "port")) moved"
            let parity = walk.swaps % 2 == 1 ? "odd" : "even"
            return "fibre \(name(walk)): \(counted(walk.swaps, "swap")), \(parity); \(ports)"
        }
    }

    private var fixLines: [String] {
        guard polarity != .right, !plant.isDirect(link) else { return [] }
        if fixes.isEmpty { return ["no change of a single cord, cassette or trunk makes it right"] }
        return ["", "any one of these makes it right, proved with the change applied:"]
            + fixes.prefix(6).map { "  \(text(of: $0))" }
            + (fixes.count > 6 ? ["  and \(fixes.count - 6) more in JSON"] : [])
    }

    private func text(of fix: PolarityFix) -> String {
        var text = fix.changes.map(text(of:)).joined(separator: ", and ")
        if fix.fixesOthers > 0 { text += "; fixes \(counted(fix.fixesOthers, "other link")) as well" }
        if fix.breaksOthers > 0 { text += "; breaks \(counted(fix.breaksOthers, "other link"))" }
        return text
    }

    private func text(of change: PolarityFix.Change) -> String {
        switch change {
        case .cord(let cord, let type):
            // Only a duplex plug can be taken apart.
            let isDuplex = plant.catalogue.cable(type)?.strandMap.count == 2
            let how = isDuplex ? "swap the two plugs at one of its ends, or take another" : "take another cord"
            return
                "make cord \(plant.label(of: cord)) \(plant.catalogue.name(type)): \(how); then: fiberplan set \(plant.label(of: cord)) type=\(plant.catalogue.name(type))"
        case .cassette(let unit, let type):
            let (place, name) = (plant.address(of: unit), plant.catalogue.name(type))
            return "make cassette \(place) \(name); then: fiberplan set \(place) type=\(name)"
        case .trunk(let trunk, let type):
            let (label, name) = (plant.label(of: trunk), plant.catalogue.name(type))
            return "make trunk \(label) \(name); then: fiberplan set \(label) type=\(name)"
        }
    }

    private var json: DataValue {
        .object([
            ("link", .word(plant.label(of: link))), ("right", .bool(polarity == .right)), ("verdict", .text(verdict)),
            (
                "fibres",
                .list(
                    walks.map { walk in
                        .object([
                            ("fibre", .word(name(walk))), ("swaps", .int(walk.swaps)),
                            ("ports_kept", .bool(!walk.steps.contains(where: \.movesPort))),
                            (
                                "steps",
                                .list(
                                    walk.steps.enumerated().map { index, step in
                                        .object(
                                            Array(
                                                zip(Self.columns, values(walk, index, step)).map { ($0, $1) }
                                                    .dropFirst()))
                                    })
                            ),
                        ])
                    })
            ),
            (
                "fixes",
                .list(
                    fixes.map { fix in
                        .object([
                            ("change", .text(text(of: fix))), ("fixes_others", .int(fix.fixesOthers)),
                            ("breaks_others", .int(fix.breaksOthers)),
                        ])
                    })
            ),
        ])
    }
}

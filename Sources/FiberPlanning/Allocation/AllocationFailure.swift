import FiberModel

/// Why a link found no way, and what would give it one.
package struct AllocationFailure: Sendable {
    package enum Reason: String, Sendable {
        case noPort = "no-port"
        case noTrunk = "no-trunk"
        case budget
        case diversity
        case full
        /// No harness, no cord that keeps the fibres in order, or no room on the pathways.
        case cord
    }
    package let label: String
    package let demand: Int
    package let reason: Reason
    package let message: String
    /// The racks between which a trunk would help; nil where none would.
    package let between: (a: RackHandle, z: RackHandle)?
    package let advice: String
    /// Its place among the wants of the problem.
    let want: Int

    init(_ want: Int, _ search: inout AllocationSearch, _ model: AllocationModel) {
        let facts = model.problem.wants[want]
        self.want = want
        label = model.wanted[want].label
        demand = model.wanted[want].demand
        let racks = (a: RackHandle(index: facts.from), z: RackHandle(index: facts.to[0].place))
        let told: FailureExplanation
        if let ports = FailureExplanation(portsOf: want, search, model) {
            told = ports
            between = nil
        } else {
            told = FailureExplanation(waysOf: want, racks, &search, model)
            between = racks.a == racks.z || model.kinds[facts.kind].run != .trunks ? nil : racks
        }
        (reason, message, advice) = (told.reason, told.message, told.advice)
    }
}

extension AllocationFailure {
    /// What keeps a link that has a way from being built.
    struct Fault: Error {
        var message: String
        var advice: String
    }

    init(_ want: Int, _ fault: Fault, _ model: AllocationModel) {
        self.want = want
        label = model.wanted[want].label
        demand = model.wanted[want].demand
        between = nil
        (reason, message, advice) = (.cord, fault.message, fault.advice)
    }
}

/// What is said of a link that found no way.
private struct FailureExplanation {
    var reason: AllocationFailure.Reason
    var message: String
    var advice: String

    private init(_ reason: AllocationFailure.Reason, _ message: String, _ advice: String) {
        (self.reason, self.message, self.advice) = (reason, message, advice)
    }

    /// Nil where both ends have a port left.
    init?(portsOf want: Int, _ search: AllocationSearch, _ model: AllocationModel) {
        let facts = model.problem.wants[want]
        let plant = model.plant
        let demand = model.demands[model.wanted[want].demand]
        let optic = plant.catalogue.name(demand.optic)
        let sides: [(ends: [Demand.End], pools: [Int])] = [
            ([demand.a], facts.ports), (demand.z, facts.to.flatMap(\.ports)),
        ]
        guard let side = sides.first(where: { side in !side.pools.contains { search.free($0) > 0 } }) else {
            return nil
        }
        let names = side.ends.map { end in
            let address =
                end.port.map { plant.address(of: PortHandle(end.unit, $0)).description }
                ?? plant.address(of: end.unit).description
            let name = plant.units[end.unit.index].label
            return name.isEmpty ? address : "\(name) (\(address))"
        }.joined(separator: ", ")
        let fitted = Set(side.ends.flatMap { model.optics($0.unit) }).sorted().joined(separator: ", ")
        let lack = "\(names) \(side.ends.count == 1 ? "has" : "have") no free port"
        self.init(
            .noPort,
            side.pools.isEmpty
                ? "\(lack) that takes \(optic)\(fitted.isEmpty ? "" : "; free are ports with \(fitted)")"
                : "\(lack) for \(optic) left",
            "another device or port; see what is fitted with 'fiberplan show \(plant.address(of: side.ends[0].unit))'")
    }

    init(
        waysOf want: Int, _ racks: (a: RackHandle, z: RackHandle), _ search: inout AllocationSearch,
        _ model: AllocationModel
    ) {
        let facts = model.problem.wants[want]
        let names = [racks.a, racks.z].map { model.plant.racks[$0.index].address.description }
        let type = TrunkPlan.defaultTypes([model.demands[model.wanted[want].demand]], in: model.plant)[0]
        let trunk = "one \(type.hasPrefix("MXC-64") ? "MXC-64" : type) from \(names[0]) to \(names[1])"
        let ways = search.finder.ways(of: facts)
        if case .cable(let type) = model.kinds[facts.kind].run, search.finder.unlimited(facts).isEmpty {
            let name = type.map { model.plant.catalogue.name($0) } ?? "cord"
            let longest = type.flatMap { model.plant.catalogue.cable($0)?.stockLengths_mm.max() }
            self.init(
                .noTrunk,
                "no \(name) reaches from \(names[0]) to \(names[1])\(longest.map { ", the longest is \($0)" } ?? "")",
                "another cable, or a route: fiberplan route \(names[0]) \(names[1])")
        } else if search.finder.unlimited(facts).isEmpty {
            self.init(
                .noTrunk,
                "no trunk joins \(names[0]) and \(names[1]), nor do \(model.terms.maxTrunks) in series over cross-connects",
                trunk)
        } else if ways.isEmpty {
            self.init(.budget, Self.budget(want, &search, model), "\(trunk), or --margin")
        } else if facts.group != nil, ways.contains(where: { $0.edges.allSatisfy { search.hasRoom($0, facts) } }) {
            let shared = model.riskNames(search.shared(failure: want))
            let group = model.demands[model.wanted[want].demand].diverseGroup ?? ""
            self.init(
                .diversity,
                "every way with capacity shares \(Self.list(shared, " and ")) with another link of group \(group)",
                "\(trunk) that is clear of these, where there is such a way: fiberplan route \(names[0]) \(names[1]) --disjoint"
            )
        } else {
            let full = Set(ways.flatMap { $0.edges.map { Int($0) } }).filter { !search.hasRoom(Int32($0), facts) }
                .sorted()
            let labels = full.map {
                $0 < model.trunkOf.count ? model.plant.label(of: model.trunkOf[$0]) : "a trunk to be bought"
            }
            let spare = model.terms.spare
            self.init(
                .full,
                "\(Self.list(labels, " and ")) \(full.count == 1 ? "has" : "have") no pair left\(spare.rawValue > 0 ? " beyond the \(spare) that is kept spare" : "")",
                spare.rawValue > 0 ? "\(trunk), or a smaller --spare" : trunk)
        }
    }

    private static func budget(_ want: Int, _ search: inout AllocationSearch, _ model: AllocationModel) -> String {
        let kind = model.problem.wants[want].kind
        let optic = model.plant.catalogue.name(model.optic(kind))
        let margin = model.terms.margin
        guard let limit = model.problem.limits[kind].loss else {
            return "every way is longer or has more mated pairs than \(optic) allows"
        }
        let losses = search.finder.unlimited(model.problem.wants[want]).compactMap { search.finder.loss($0, kind) }
        guard let best = losses.min() else {
            return "no way has a loss that is known, and \(optic) has a limit: give trunks a route"
        }
        guard best > limit else { return "every way is longer or has more mated pairs than \(optic) allows" }
        return
            "the best way loses \(MilliDecibels(best)) at worst, and \(optic) bears \(MilliDecibels(limit) + margin) with a margin of \(margin)"
    }

    /// The first four of a list.
    private static func list(_ names: [String], _ and: String) -> String {
        names.prefix(4).joined(separator: ", ") + (names.count > 4 ? "\(and)\(names.count - 4) more" : "")
    }
}

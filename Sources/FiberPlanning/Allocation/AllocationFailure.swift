import FiberModel

/// Why a link found no way, and what would give it one.
public struct AllocationFailure: Sendable {
    public enum Reason: String, Sendable {
        case noPort = "no-port"
        case noTrunk = "no-trunk"
        case budget
        case diversity
        case full
    }
    public let label: String
    public let demand: Int
    public let reason: Reason
    public let message: String
    /// The racks between which a trunk would help; nil where none would.
    public let between: (a: RackHandle, z: RackHandle)?
    public let advice: String
    /// Its place among the wants of the problem.
    let want: Int

    init(_ want: Int, _ search: inout AllocationSearch, _ model: AllocationModel) {
        let facts = model.problem.wants[want]
        let plant = model.plant
        let demand = model.demands[model.wanted[want].demand]
        self.want = want
        label = model.wanted[want].label
        self.demand = model.wanted[want].demand
        let optic = plant.catalogue.name(demand.optic)
        func words(_ end: Demand.End) -> String {
            let address =
                end.port.map { plant.address(of: PortHandle(end.unit, $0)).description }
                ?? plant.address(of: end.unit).description
            let name = plant.units[end.unit.index].label
            return name.isEmpty ? address : "\(name) (\(address))"
        }
        let sides: [(ends: [Demand.End], pools: [Int])] = [
            ([demand.a], facts.ports), (demand.z, facts.to.flatMap(\.ports)),
        ]
        if let side = sides.first(where: { side in !side.pools.contains { search.free($0) > 0 } }) {
            reason = .noPort
            let names = side.ends.map(words).joined(separator: ", ")
            let fitted = Set(side.ends.flatMap { model.optics($0.unit) }).sorted().joined(separator: ", ")
            message =
                side.pools.isEmpty
                ? "\(names) \(side.ends.count == 1 ? "has" : "have") no free port that takes \(optic)\(fitted.isEmpty ? "" : "; free are ports with \(fitted)")"
                : "\(names) \(side.ends.count == 1 ? "has" : "have") no free port for \(optic) left"
            advice =
                "another device or port; see what is fitted with 'fiberplan show \(plant.address(of: side.ends[0].unit))'"
            between = nil
            return
        }
        let racks = (a: RackHandle(index: facts.from), z: RackHandle(index: facts.to[0].place))
        between = racks.a == racks.z ? nil : racks
        let names = [racks.a, racks.z].map { plant.racks[$0.index].address.description }
        let trunk = "one MXC-64 from \(names[0]) to \(names[1])"
        let all = search.finder.unlimited(facts)
        let ways = search.finder.ways(of: facts)
        if all.isEmpty {
            reason = .noTrunk
            message =
                "no trunk joins \(names[0]) and \(names[1]), nor do \(model.terms.mostTrunks) in series over cross-connects"
            advice = trunk
        } else if ways.isEmpty {
            reason = .budget
            let limit = model.problem.limits[facts.kind].loss
            let best = all.compactMap { search.finder.loss($0, facts.kind) }.min()
            if let limit, let best, best > limit {
                message =
                    "the best way loses \(MilliDecibels(best)) at worst, and \(optic) bears \(MilliDecibels(limit + model.terms.margin.rawValue)) with a margin of \(model.terms.margin)"
            } else if limit != nil, best == nil {
                message = "no way has a loss that is known, and \(optic) has a limit: give trunks a route"
            } else {
                message = "every way is longer or has more mated pairs than \(optic) allows"
            }
            advice = "\(trunk), or --margin"
        } else if facts.group != nil,
            ways.contains(where: { way in way.bridges.allSatisfy { search.room(Int($0)) > 0 } })
        {
            reason = .diversity
            let shared = search.shared(failure: want)
            message =
                "every way with room shares \(model.words(shared).prefix(4).joined(separator: ", "))\(shared.count > 4 ? " and \(shared.count - 4) more" : "") with another link of group \(demand.diverseGroup ?? "")"
            advice =
                "\(trunk) that is clear of these, where there is such a way: fiberplan route \(names[0]) \(names[1]) --disjoint"
        } else {
            reason = .full
            let full = Set(ways.flatMap { $0.bridges.map { Int($0) } }).filter { search.room($0) <= 0 }.sorted()
            let labels = full.prefix(4).map { plant.trunks[model.trunkOf[$0].index].label }.joined(separator: ", ")
            message =
                "\(labels)\(full.count > 4 ? " and \(full.count - 4) more" : "") \(full.count == 1 ? "has" : "have") no pair left\(model.terms.spare.rawValue > 0 ? " beyond the \(model.terms.spare) that is kept spare" : "")"
            advice = model.terms.spare.rawValue > 0 ? "\(trunk), or a smaller --spare" : trunk
        }
    }
}

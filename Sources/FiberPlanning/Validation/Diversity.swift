import FiberModel

/// What members of a diverse group have in common, found without comparing every one with every other.
enum Diversity {
    /// What can take down a trunk or link.
    enum SharedRisk: Hashable {
        case trunk(TrunkHandle), segment(SegmentHandle)
        case tag(Int32)
    }

    struct Member {
        let label: String
        let sharedRisks: Set<SharedRisk>
        let plant: Plant

        /// - Parameter isTrunk: the member is the trunk itself, which it cannot share.
        init(_ label: String, over trunks: [TrunkHandle], isTrunk: Bool, in plant: Plant) {
            self.label = label
            self.plant = plant
            let segments = trunks.flatMap { plant.route(of: $0) }
            sharedRisks = Set(isTrunk ? [] : trunks.map { .trunk($0) })
                .union(segments.map { .segment($0) })
                .union(segments.flatMap { plant.segments[$0.index].tags }.map { .tag($0) })
        }
    }

    /// Reports every member that shares anything with another: one finding, with all that it shares.
    static func check(
        _ members: [Member], of group: String, _ report: inout Report, advice: (String) -> String
    ) {
        var having: [SharedRisk: [String]] = [:]
        for member in members { for thing in member.sharedRisks { having[thing, default: []].append(member.label) } }
        // Members that share the same have the same partners.
        var known: [Set<SharedRisk>: [String]] = [:]
        for member in members {
            let shared = member.sharedRisks.filter { having[$0, default: []].count > 1 }
            guard !shared.isEmpty else { continue }
            let key = Set(shared)
            let all = known[key] ?? Set(shared.flatMap { having[$0, default: []] }).sorted(by: naturallyPrecedes)
            known[key] = all
            let others = all.filter { $0 != member.label }
            let names = shared.map { name($0, member.plant) }.sorted(by: naturallyPrecedes)
            report.add(
                member.label, at: "group \(group)",
                "it shares \(list(names)) with \(list(others))",
                advice: advice(member.label))
        }
    }

    private static func list(_ names: [String]) -> String {
        names.count > 8
            ? names.prefix(8).joined(separator: ", ") + " and \(names.count - 8) more" : names.joined(separator: ", ")
    }

    private static func name(_ thing: SharedRisk, _ plant: Plant) -> String {
        switch thing {
        case .trunk(let trunk): "trunk \(plant.label(of: trunk))"
        case .segment(let segment): "segment \(plant.segments[segment.index].label)"
        case .tag(let tag): "tag \(plant.tags[Int(tag)])"
        }
    }
}

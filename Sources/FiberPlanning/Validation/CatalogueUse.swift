import FiberModel

/// A catalogue row that something in the plant rests on, with what is not known of it or only assumed.
struct CatalogueUse {
    let entry: CatalogueEntry
    let count: Int
    /// What uses it: `links`, `trunks`.
    let users: String
    var unknownLimits: [(key: String, what: String)] = []
    var assumedFigures: [(key: String, source: String)] = []

    var subject: String { "\(entry.kind.rawValue)/\(entry.name)" }

    /// Optics of links, types of trunks and their fibre classes; each row once. O(links + trunks).
    static func all(in plant: Plant) -> [CatalogueUse] {
        optics(plant) + trunkTypes(plant)
    }

    private static func optics(_ plant: Plant) -> [CatalogueUse] {
        struct Use { var links = 0, withFEC = false, without = false }
        var uses: [Catalogue.Key: Use] = [:]
        for link in 0..<plant.links.count {
            guard !plant.isDirect(LinkHandle(index: link)) else { continue }
            let fec = plant.links.fec[link]
            for port in [plant.links.a[link], plant.links.z[link]] {
                let key = plant.opticKey(at: port) ?? plant.links.optic[link]
                uses[key, default: Use()].links += 1
                if fec != .off { uses[key]?.withFEC = true }
                if fec != .on { uses[key]?.without = true }
            }
        }
        return uses.sorted { $0.key < $1.key }.compactMap { key, use in
            guard let optic = plant.catalogue.optic(key), let entry = plant.catalogue.entry(key) else { return nil }
            var row = CatalogueUse(
                entry: entry, count: use.links, users: use.links == 1 ? "end of a link" : "ends of links")
            if use.withFEC, optic.fec != .none {
                row.note("lossLimitWithFEC_mdB", "loss limit with FEC", optic.lossLimitWithFEC_mdB)
            }
            if use.without, optic.fec != .required {
                row.note("lossLimitWithoutFEC_mdB", "loss limit without FEC", optic.lossLimitWithoutFEC_mdB)
            }
            row.note("reach_m", "reach", optic.reach_m)
            return row
        }
    }

    private static func trunkTypes(_ plant: Plant) -> [CatalogueUse] {
        var types: [Catalogue.Key: Int] = [:]
        var classes: [String: Int] = [:]
        for trunk in plant.trunks where trunk.status != .retired { types[trunk.type, default: 0] += 1 }
        var rows: [CatalogueUse] = []
        for (key, count) in types.sorted(by: { $0.key < $1.key }) {
            guard let type = plant.catalogue.cable(key), let entry = plant.catalogue.entry(key) else { continue }
            classes[type.fibreClass, default: 0] += count
            var row = CatalogueUse(entry: entry, count: count, users: count == 1 ? "trunk" : "trunks")
            if type.bendRadiusAtRest_um == nil || type.bendRadiusUnderPull_um == nil {
                row.note("outerDiameter_um", "cable radius and no outer diameter", type.outerDiameter_um)
            }
            for (key, figure) in [
                ("bendRadiusAtRest_um", type.bendRadiusAtRest_um),
                ("bendRadiusUnderPull_um", type.bendRadiusUnderPull_um),
            ] where figure?.trust == .assumed {
                row.assumedFigures.append((key, figure?.source ?? ""))
            }
            rows.append(row)
        }
        for (name, count) in classes.sorted(by: { $0.key < $1.key }) {
            guard let key = plant.catalogue.key(.fibreClass, name), let entry = plant.catalogue.entry(key),
                let fibre = plant.catalogue.fibreClass(named: name)
            else { continue }
            var row = CatalogueUse(entry: entry, count: count, users: count == 1 ? "trunk" : "trunks")
            row.note("minimumBendRadius_um", "least bend radius", fibre.minimumBendRadius_um)
            rows.append(row)
        }
        return rows
    }

    private mutating func note(_ key: String, _ what: String, _ figure: Figure<some Quantity>?) {
        guard let figure else {
            unknownLimits.append((key, what))
            return
        }
        if figure.trust == .assumed { assumedFigures.append((key, figure.source)) }
    }
}

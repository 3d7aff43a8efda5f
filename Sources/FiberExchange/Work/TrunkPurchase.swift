import FiberModel
import FiberPlanning
import FiberStore

/// Trunks to buy, made into records: cassettes in free units, routes, lengths to order.
package struct TrunkPurchase: Answering {
    package struct Row: Sendable {
        package var trunk: Trunk
        package var cassettes: [Cassette]
        /// In thousandths of the currency.
        package var cost: Int
    }

    package private(set) var rows: [Row] = []
    package var cost: Int { rows.reduce(0) { $0 + $1.cost } }

    /// Adds what a plan buys to the plant of a transaction.
    ///
    /// - Throws: `PlantError` where a rack has no unit left for a cassette, or no route leads there.
    package init(_ plan: TrunkPlan, _ prices: TrunkPrices, _ transaction: Transaction) throws(PlantError) {
        guard !plan.purchases.isEmpty else { return }
        let before = try transaction.snapshot(of: .pathways)
        var shelves = FreeRackUnits(before)
        var number = Self.firstFree(before)
        for purchase in plan.purchases {
            var trunk = Trunk()
            trunk.label = "T" + String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number)
            trunk.type = purchase.type
            number += 1
            let cassettes = try [purchase.a, purchase.z].map { rack throws(PlantError) in
                var cassette = Cassette()
                cassette.type = purchase.cassette
                cassette.address = try shelves.next(rack, purchase.cassette)
                return cassette
            }
            trunk.a.unit = cassettes[0].address
            trunk.z.unit = cassettes[1].address
            let plugs = try transaction.cableType(purchase.type)
            func further(_ unit: UnitAddress, _ count: Int) -> [PortAddress?] {
                (1..<max(1, count)).map { PortAddress(unit: unit, side: .rear, port: $0 + 1) }
            }
            trunk.moreA = further(cassettes[0].address, plugs.plugsA)
            trunk.moreZ = further(cassettes[1].address, plugs.plugsZ)
            for cassette in cassettes { try transaction.apply(.add(Record(cassette))) }
            rows.append(Row(trunk: trunk, cassettes: cassettes, cost: 0))
        }
        let plant = try transaction.snapshot(of: .pathways)
        var router = AutoRouter(plant)
        for (index, purchase) in plan.purchases.enumerated() {
            var trunk = rows[index].trunk
            let job = AutoRouter.Job(label: trunk.label, type: trunk.type, a: trunk.a.unit, z: trunk.z.unit)
            let route = try Self.route(job, purchase, &router, plant)
            try trunk.take(route, keepingLength: false, in: plant)
            try transaction.apply(.add(Record(trunk)))
            rows[index].trunk = trunk
            rows[index].cost = prices.cost(trunk.length ?? Millimetres(0))
        }
    }

    /// A trunk whose twin counts on its route takes that one, while there is capacity on it.
    private static func route(
        _ job: AutoRouter.Job, _ purchase: TrunkPlan.Purchase, _ router: inout AutoRouter, _ plant: Plant
    ) throws(PlantError) -> Route {
        if purchase.isFixed {
            let others = Set(plant.segments.indices.map { SegmentHandle(index: $0) }).subtracting(purchase.segments)
            if let route = try? router.route(job, { request in request.avoid.formUnion(others) }) { return route }
        }
        return try router.route(job) { request in request.diverseFrom.formUnion(purchase.diverseFrom) }
    }

    /// One more than the highest number of a trunk labelled T and a number.
    private static func firstFree(_ plant: Plant) -> Int {
        let numbers = plant.trunks.compactMap { $0.label.hasPrefix("T") ? Int($0.label.dropFirst()) : nil }
        return (numbers.filter { (0..<1_000_000_000).contains($0) }.max() ?? 0) + 1
    }

    package var answer: Answer {
        Answer(["trunk", "type", "a", "z", "cassette_a", "cassette_z", "length_m", "cost", "route"]) {
            add throws(PlantError) in
            for row in rows {
                try add([
                    .word(row.trunk.label), .word(row.trunk.type), .word(row.trunk.a.description),
                    .word(row.trunk.z.description), .word(row.cassettes[0].type), .word(row.cassettes[1].type),
                    row.trunk.length.map { .thousandths($0.rawValue) } ?? .null, .thousandths(row.cost),
                    .list(row.trunk.route.map { .word($0) }),
                ])
            }
        }
    }
}

/// Free units of racks, from the top down.
private struct FreeRackUnits {
    private let plant: Plant
    private var used: [RackHandle: Set<Int>] = [:]

    init(_ plant: Plant) {
        self.plant = plant
        for unit in plant.units where unit.slot != UnitAddress.besideRails {
            for u in max(1, (unit.lowestHalf + 1) / 2)...max(1, unit.u) { used[unit.rack, default: []].insert(u) }
        }
    }

    mutating func next(_ rack: RackHandle, _ type: String) throws(PlantError) -> UnitAddress {
        let height =
            plant.catalogue.key(.cassetteType, type).flatMap { plant.catalogue.cassetteType($0) }?.height_u.roundedUp
            ?? 1
        let row = plant.racks[rack.index]
        for u in (max(1, height)...max(1, height, row.heightU)).reversed() where u <= row.heightU {
            let units = Set((u - height + 1)...u)
            guard used[rack, default: []].isDisjoint(with: units) else { continue }
            used[rack, default: []].formUnion(units)
            return UnitAddress(rack: row.address, u: row.printed(u))
        }
        throw PlantError(
            .inUse, "rack \(row.address) has no unit left for another \(type)", hint: "clear some, or a rack beside it")
    }
}

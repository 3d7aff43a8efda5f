import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore
import TestSupport
import Testing

/// Trunks to buy for halls that have none.
struct TrunkPlanTests {
    /// Racks in a chain, two trays from each to the next, eight switches of 64 ports in each.
    private func chain(_ racks: Int) throws -> Store {
        let tiny = TinyHall()
        var records: [Record] = [Record(tiny.hall)]
        for rack in 0..<racks {
            var row = tiny.racks[0]
            row.address.grid = "R\(rack)"
            var entry = tiny.nodes[0]
            (entry.label, entry.rack, entry.x) = ("E\(rack)", row.address, Millimetres(rack * 3000))
            records += [Record(row), Record(entry)]
            for number in 0..<8 {
                var device = tiny.devices[0]
                device.address = UnitAddress(rack: row.address, u: 42 - number)
                (device.label, device.ports) = ("sw-\(rack)-\(number)", 64)
                records.append(Record(device))
            }
            for tray in ["S", "U"] where rack > 0 {
                var segment = tiny.segments[0]
                (segment.label, segment.a, segment.z, segment.length) = (
                    "\(tray)\(rack)", "E\(rack - 1)", "E\(rack)", nil
                )
                records.append(Record(segment))
            }
        }
        return try Store.holding(records)
    }

    private func demands(_ text: String, _ plant: Plant) throws -> [Demand] {
        let (demands, faults) = try DemandReader.read("d.csv", MemorySource(text), plant)
        if let fault = faults.first { throw fault }
        return demands
    }

    /// What is bought, and the links that then find no place.
    private func buy(_ store: Store, _ text: String) throws -> (purchase: TrunkPurchase, plan: TrunkPlan, left: Int) {
        let plant = try store.snapshot()
        let wanted = try demands(text, plant)
        let terms = AllocationTerms()
        let plan = try TrunkPlan(plant, wanted, terms, TrunkPrices(), types: ["MXC-64-FLIP"])
        let purchase = try store.commit(author: "t", command: "t") { transaction throws(PlantError) in
            try TrunkPurchase(plan, TrunkPrices(), transaction)
        }.value
        return (purchase, plan, Allocation(try store.snapshot(), wanted, terms).failures.count)
    }

    /// 28 of the 32 pairs of a trunk may be used: 400 links take 15 trunks.
    @Test func manyLinksBetweenTwoRacksTakeAsManyTrunksAsTheyMust() throws {
        var text = "label,a,z,count,fec\n"
        for number in 0..<8 { text += "L\(number),sw-0-\(number),sw-1-\(number),50,on\n" }
        let bought = try buy(try chain(2), text)
        #expect(bought.left == 0 && bought.purchase.rows.count == 15)
        #expect(bought.plan.lowerBound > 0 && bought.plan.lowerBound <= bought.purchase.cost)
    }

    /// Few links between each two of many racks share trunks in series rather than have one each.
    @Test(arguments: 0..<4)
    func fewLinksBetweenManyRacksShareTrunks(_ seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        let racks = Int.random(in: 3...7, using: &dice)
        var text = "label,a,z,fec\n"
        for number in 0..<Int.random(in: 20...200, using: &dice) {
            let a = Int.random(in: 0..<racks, using: &dice)
            let z = (a + Int.random(in: 1..<racks, using: &dice)) % racks
            text += "L\(number),sw-\(a)-\(number % 8),sw-\(z)-\(number / 8 % 8),on\n"
        }
        let bought = try buy(try chain(racks), text)
        #expect(bought.left == 0)
        #expect(bought.plan.lowerBound > 0 && bought.plan.lowerBound <= bought.purchase.cost)
        // With one trunk between each two it could always be done.
        #expect(bought.purchase.rows.count <= racks * (racks - 1) / 2 + 200 / 28)
    }

    /// A diverse pair on trays that share nothing, though the shortest way of the first would leave none for its twin.
    @Test func aDiverseGroupGetsTheBestPair() throws {
        let tiny = TinyHall()
        var records: [Record] = [Record(tiny.hall)]
        let places = [("E0", 0, 0), ("E1", 9000, 0), ("X", 3000, 1000), ("Y", 6000, -1000)]
        for (number, (label, x, y)) in places.enumerated() {
            var node = tiny.nodes[0]
            (node.label, node.x, node.y, node.bendRadius) = (label, Millimetres(x), Millimetres(y), Millimetres(300))
            if number < 2 {
                var row = tiny.racks[0]
                row.address.grid = "R\(number)"
                var device = tiny.devices[0]
                device.address = UnitAddress(rack: row.address, u: 42)
                device.label = "sw-\(number)"
                node.rack = row.address
                records += [Record(row), Record(device)]
            } else {
                (node.rack, node.kind) = (nil, .junction)
            }
            records.append(Record(node))
        }
        let trays = [("E0", "X", 1), ("X", "Y", 1), ("Y", "E1", 1), ("E0", "Y", 5), ("X", "E1", 5)]
        for (a, z, metres) in trays {
            var segment = tiny.segments[0]
            (segment.label, segment.a, segment.z, segment.length) = ("\(a)-\(z)", a, z, Millimetres(metres * 1000))
            records.append(Record(segment))
        }
        let bought = try buy(try Store.holding(records), "label,a,z,count,fec,diverse_group\nL,sw-0,sw-1,2,on,G\n")
        #expect(bought.left == 0 && bought.purchase.rows.count == 2)
        let routes = bought.purchase.rows.map { Set($0.trunk.route) }
        #expect(routes[0].isDisjoint(with: routes[1]), "\(routes)")
    }
}

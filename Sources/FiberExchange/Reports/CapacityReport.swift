import FiberModel
import FiberPlanning

/// How many strands run between each two racks, and how many of them are free.
package struct CapacityReport: Answering {
    static let columns = ["rack_a", "rack_z", "trunks", "strands", "patched", "withheld", "free", "patched_pct"]

    struct Row {
        var a: RackHandle
        var z: RackHandle
        var trunks = 0
        var count = StrandCount()
    }

    private let plant: Plant
    /// The fullest first.
    let rows: [Row]

    package init(_ plant: Plant) { self.init(plant, DrawingFacts(plant)) }

    init(_ plant: Plant, _ facts: DrawingFacts) {
        self.plant = plant
        var rows: [[RackHandle]: Row] = [:]
        for (index, trunk) in plant.trunks.enumerated() where trunk.status != .retired && !trunk.isCord {
            let pair = [plant.units[trunk.a.unit.index].rack, plant.units[trunk.z.unit.index].rack].sorted()
            var row = rows[pair] ?? Row(a: pair[0], z: pair[1])
            row.trunks += 1
            row.count += StrandCount(TrunkHandle(index: index), in: plant, notes: facts.notes)
            rows[pair] = row
        }
        func share(_ row: Row) -> Double {
            row.count.strands > 0 ? Double(row.count.patched) / Double(row.count.strands) : 0
        }
        self.rows = rows.values.sorted { a, b in
            let (first, second) = (share(a), share(b))
            return first != second ? first > second : (a.a, a.z) < (b.a, b.z)
        }
    }

    package var answer: Answer {
        Answer(Self.columns) { add throws(PlantError) in
            for row in rows {
                try add([
                    .word(plant.racks[row.a.index].address.description),
                    .word(plant.racks[row.z.index].address.description), .int(row.trunks), .int(row.count.strands),
                    .int(row.count.patched), .int(row.count.withheld), .int(row.count.free),
                    row.count.strands > 0 ? .int(row.count.patched * 100 / row.count.strands) : .null,
                ])
            }
        }.titled("Capacity by pair of racks")
    }
}

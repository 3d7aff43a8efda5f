import FiberModel

struct SpliceNowhere: DocumentedRule {
    let code = "SPL001"
    let name = "splice-nowhere"
    let severity = Severity.error
    let subject = RecordKind.splice
    let summary = "A splice joins strands that are there, of two cables that end in one closure, each strand once."
    let why = """
        Strands of cables that do not meet cannot be spliced, and of one that is spliced to two the light of one is lost.
        """
    var triggeringExample: TinyHall { Self.hall(strand: 145) }
    var nonTriggeringExample: TinyHall { Self.hall(strand: 144) }

    private static func hall(strand: Int) -> TinyHall {
        TinyHall {
            var closure = $0.cassettes[0]
            (closure.address.u, closure.type) = (20, "SPLICE-144")
            var trunks: [Trunk] = []
            for number in 1...2 {
                var panel = closure
                (panel.address.u, panel.type) = (20 + number, "MPO-12x12-PANEL-A")
                var trunk = $0.trunk
                (trunk.label, trunk.type, trunk.route) = ("T9\(number)", "MPO-12x12-BARE-144-M", [])
                trunk.a = PortAddress(unit: panel.address, side: .rear, port: 1)
                trunk.z = PortAddress(unit: closure.address, side: .rear, port: number)
                trunks.append(trunk)
                $0.cassettes.append(panel)
            }
            $0.cassettes.append(closure)
            var splice = Splice()
            splice.label = "S1"
            splice.a = StrandAddress(trunk: "T91", strand: strand)
            splice.z = StrandAddress(trunk: "T92", strand: strand)
            $0.extra = trunks.map { Record($0) } + [Record(splice)]
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var seen: [Place: String] = [:]
        for row in plant.splices {
            for (own, other) in [(row.a, row.z), (row.z, row.a)] {
                let strands = plant.shape(plant.trunks[own.trunk.index].type).strands
                guard own.number + row.count - 1 > strands else { continue }
                let label = plant.label(of: own.trunk)
                report.add(
                    row.label, at: StrandAddress(trunk: label, strand: own.number).description,
                    "trunk \(label) has no such strand",
                    actual: Measure(number: own.number + row.count - 1, of: "strand"),
                    limit: Measure(count: strands, "strands"),
                    advice: "name strands that both trunks have; the other is \(plant.label(of: other.trunk))")
            }
            guard row.a.trunk != row.z.trunk else {
                report.add(
                    row.label, "it joins two strands of one trunk, \(plant.label(of: row.a.trunk))",
                    advice: "name the strands of two cables that end in one closure")
                continue
            }
            guard let closure = closure(row, plant) else {
                report.add(
                    row.label,
                    "trunks \(plant.label(of: row.a.trunk)) and \(plant.label(of: row.z.trunk)) end in no closure together",
                    advice: "plug both into one splice closure, a cassette of a type such as SPLICE-144")
                continue
            }
            for offset in 0..<row.count {
                for strand in [row.a, row.z] {
                    let place = Place(closure: closure, trunk: strand.trunk, number: strand.number + offset)
                    guard let other = seen[place] else {
                        seen[place] = row.label
                        continue
                    }
                    let address = StrandAddress(trunk: plant.label(of: strand.trunk), strand: place.number)
                    report.add(
                        row.label, at: address.description, "strand \(address) is spliced by \(other) as well",
                        advice: "splice each strand once in a closure")
                }
            }
        }
    }

    private struct Place: Hashable {
        var closure: UnitHandle
        var trunk: TrunkHandle
        var number: Int
    }

    /// The closure in which both trunks end.
    private func closure(_ row: Plant.SpliceRow, _ plant: Plant) -> UnitHandle? {
        let units = Set(plant.ports(of: row.a.trunk).map(\.unit))
        return plant.ports(of: row.z.trunk).map(\.unit).first { unit in
            units.contains(unit) && plant.cassette(unit)?.inside == .splices
        }
    }
}

import FiberModel

struct RackUnitsOverlap: DocumentedRule {
    let code = "RCK001"
    let name = "rack-units-overlap"
    let severity = Severity.error
    let subject = RecordKind.rack
    let summary = "No two units take the same place in a rack."
    let why = """
        The second one does not fit, and that is noticed only when it is unpacked.
        """
    var triggeringExample: TinyHall { TinyHall { $0.devices[0].heightU = 3 } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.devices[0].heightU = 2 } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var byRack: [RackHandle: [UnitHandle]] = [:]
        for unit in plant.units.indices { byRack[plant.units[unit].rack, default: []].append(UnitHandle(index: unit)) }
        for (rack, units) in byRack {
            // From the top down: only units whose span is still open can overlap the next.
            let sorted = units.sorted {
                (-plant.units[$0.index].u, plant.units[$0.index].slot) < (
                    -plant.units[$1.index].u, plant.units[$1.index].slot
                )
            }
            var open: [UnitHandle] = []
            for unit in sorted {
                let row = plant.units[unit.index]
                open.removeAll { plant.units[$0.index].lowestU > row.u }
                for other in open where plant.units[other.index].sharesWidth(with: row) {
                    report.add(
                        plant.racks[rack.index].address.description, at: "U\(row.u)",
                        "\(plant.address(of: unit)) stands where \(plant.address(of: other)) reaches down to U\(plant.units[other.index].lowestU)",
                        advice: advice(unit, among: units, plant))
                }
                open.append(unit)
            }
        }
    }

    /// Names the highest place in the rack that is free for the unit.
    private func advice(_ unit: UnitHandle, among units: [UnitHandle], _ plant: Plant) -> String {
        let row = plant.units[unit.index]
        let others = units.filter { $0 != unit }.map { plant.units[$0.index] }
        let highest = plant.racks[row.rack.index].heightU
        guard row.heightU <= highest else { return "the unit is higher than its rack: choose another rack" }
        let free = (row.heightU...highest).reversed().first { u in
            others.allSatisfy { $0.lowestU > u || $0.u < u - row.heightU + 1 }
        }
        guard let free else { return "the rack is full: move one of them to another rack" }
        let to = UnitAddress(rack: plant.racks[row.rack.index].address, u: free, slot: row.slot)
        return "move one of them: fiberplan set \(plant.address(of: unit)) address=\(to)"
    }
}

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
        for unit in plant.units.indices where !plant.units[unit].isBesideRails {
            byRack[plant.units[unit].rack, default: []].append(UnitHandle(index: unit))
        }
        for (rack, units) in byRack {
            // From the top down: only units whose span is still open can overlap the next.
            let sorted = units.sorted {
                (-plant.units[$0.index].topHalf, plant.units[$0.index].slot) < (
                    -plant.units[$1.index].topHalf, plant.units[$1.index].slot
                )
            }
            var open: [UnitHandle] = []
            for unit in sorted {
                let row = plant.units[unit.index]
                open.removeAll { plant.units[$0.index].lowestHalf > row.topHalf }
                for other in open where collides(row, plant.units[other.index], plant) {
                    let lowest = plant.racks[rack.index].printed(plant.units[other.index].lowestU)
                    report.add(
                        plant.racks[rack.index].address.description, at: "U\(row.printedU)",
                        "\(plant.address(of: unit)) stands where \(plant.address(of: other)) reaches down to U\(lowest)",
                        advice: advice(unit, among: units, plant))
                }
                open.append(unit)
            }
        }
    }

    /// Whether two units at one height are in each other's way: across the width, and at a face. A module is in a chassis.
    private func collides(_ a: Plant.UnitRow, _ b: Plant.UnitRow, _ plant: Plant) -> Bool {
        guard a.sharesWidth(with: b), a.sharesFace(with: b) else { return false }
        func holds(_ chassis: Plant.UnitRow, _ module: Plant.UnitRow) -> Bool {
            module.slotNumber > 0 && plant.bays(of: chassis) != nil && module.topHalf <= chassis.topHalf
                && module.lowestHalf >= chassis.lowestHalf
        }
        return !holds(a, b) && !holds(b, a)
    }

    /// Names the highest place in the rack that is free for the unit.
    private func advice(_ unit: UnitHandle, among units: [UnitHandle], _ plant: Plant) -> String {
        let row = plant.units[unit.index]
        let others = units.filter { $0 != unit }.map { plant.units[$0.index] }
        let highest = plant.racks[row.rack.index].heightU
        guard row.height.halves <= 2 * highest else { return "the unit is higher than its rack: choose another rack" }
        let free = (row.height.roundedUp...max(row.height.roundedUp, highest)).reversed().first { u in
            others.allSatisfy { $0.lowestHalf > 2 * u || $0.topHalf < 2 * u - row.height.halves + 1 }
        }
        guard let free else { return "the rack is full: move one of them to another rack" }
        let to = UnitAddress(
            rack: plant.racks[row.rack.index].address, u: plant.racks[row.rack.index].printed(free), slot: row.slot)
        return "move one of them: fiberplan set \(plant.address(of: unit)) address=\(to)"
    }
}

import FiberModel

struct RackUnitsOverlap: Rule {
    let code = "RCK001"
    let name = "rack-units-overlap"
    let severity = Severity.error
    let subject = RecordKind.rack
    let summary = "No two units take the same place in a rack."
    let why = """
        The second one does not fit, and that is found out with the crate open on the floor.
        """
    var breaks: TinyHall { TinyHall { $0.devices[0].heightU = 3 } }
    var passes: TinyHall { TinyHall { $0.devices[0].heightU = 2 } }

    func check(_ survey: Survey, _ report: inout Report) {
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
                        advice: "move one of them: fiberplan set \(plant.address(of: unit)) address=RACK-U")
                }
                open.append(unit)
            }
        }
    }
}

import FiberModel

struct RackUnitOutOfRange: DocumentedRule {
    let code = "RCK002"
    let name = "rack-unit-out-of-range"
    let severity = Severity.error
    let subject = RecordKind.rack
    let summary = "Every unit stands within the height of its rack."
    let why = """
        The rack has no rail at that height.
        """
    var triggeringExample: TinyHall { TinyHall { $0.racks[0].heightU = 41 } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.racks[0].heightU = 42 } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (index, unit) in plant.units.enumerated() {
            let rack = plant.racks[unit.rack.index]
            guard !unit.isBesideRails, unit.u > rack.heightU || unit.lowestHalf < 1 else { continue }
            let isHigh = unit.u > rack.heightU
            report.add(
                rack.address.description, at: plant.address(of: UnitHandle(index: index)).description,
                isHigh ? "the unit stands above the rack" : "the unit reaches below the rack",
                actual: Measure(number: isHigh ? unit.u : unit.lowestU, of: "U"),
                limit: isHigh ? Measure(count: rack.heightU, "U") : Measure(number: 1, of: "U"),
                advice: isHigh
                    ? "move the unit down, or correct the height of the rack: fiberplan set \(rack.address) height_u=…"
                    : "move it up, to U\(unit.height.roundedUp) at least: fiberplan set \(plant.address(of: UnitHandle(index: index))) address=…"
            )
        }
    }
}

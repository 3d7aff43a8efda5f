import FiberModel

struct ModuleFitsNoBay: DocumentedRule {
    let code = "RCK006"
    let name = "module-fits-no-bay"
    let severity = Severity.error
    let subject = RecordKind.cassette
    let summary = "A module stands in a bay that its chassis has, and of the width that goes in there."
    let why = """
        A module of a third of the width does not go into a bay of a twelfth, and bay 13 of 12 is not there.
        """
    var triggeringExample: TinyHall { Self.hall(slot: 13) }
    var nonTriggeringExample: TinyHall { Self.hall(slot: 12) }

    private static func hall(slot: Int) -> TinyHall {
        TinyHall {
            var chassis = $0.cassettes[0]
            (chassis.address.u, chassis.type) = (20, "CHASSIS-1U-12")
            var module = $0.cassettes[0]
            (module.address.u, module.address.slot, module.type) = (20, slot, "MPO-12-LC-4-BASE8-BAY12-M")
            $0.cassettes += [chassis, module]
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        var chassis: [Plant.UnitRow.Spot: Plant.UnitRow] = [:]
        for row in plant.units where row.slotNumber == 0 && plant.bays(of: row) != nil {
            chassis[row.spot] = row
        }
        var widths: [Catalogue.Key: String] = [:]
        for key in Set(plant.units.compactMap(\.cassetteType)) {
            widths[key] = plant.catalogue.cassetteType(key)?.fitsBay
        }
        guard !chassis.isEmpty || !widths.isEmpty else { return }
        for (index, row) in plant.units.enumerated() {
            guard let width = row.cassetteType.flatMap({ widths[$0] }),
                row.slotNumber == 0 || chassis[row.spot] == nil
            else { continue }
            report.add(
                plant.address(of: UnitHandle(index: index)).description,
                "a module of width \(width) goes into a bay, and no chassis is here",
                advice: "add a chassis at its place, and name the bay as its slot")
        }
        for (index, row) in plant.units.enumerated() where row.slotNumber > 0 {
            guard let holder = chassis[row.spot],
                let bays = plant.bays(of: holder)
            else { continue }
            let address = plant.address(of: UnitHandle(index: index)).description
            if row.slotNumber > bays.count {
                report.add(
                    address, "its chassis has no such bay", actual: Measure(number: row.slotNumber, of: "bay"),
                    limit: Measure(count: bays.count, "bays"), advice: "name a bay from 1 to \(bays.count)")
            }
            let width = row.cassetteType.flatMap { plant.catalogue.cassetteType($0)?.fitsBay }
            guard let width, let fits = bays.fits, !fits.contains(width) else { continue }
            report.add(
                address, "a module of width \(width) does not go into a bay of \(fits.joined(separator: " or "))",
                advice: "use a module or chassis of the other width")
        }
    }
}

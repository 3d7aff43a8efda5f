import FiberModel

struct UnitOverfull: DocumentedRule {
    let code = "RCK004"
    let name = "unit-overfull"
    let severity = Severity.error
    let subject = RecordKind.rack
    let summary = "No more stand side by side in one rack unit than go into its width."
    let why = """
        A 19-inch panel of one unit takes 12 of the narrowest modules; a thirteenth is a slip in a list that was filled \
        down too far.
        """
    var triggeringExample: TinyHall { Self.hall(13) }
    var nonTriggeringExample: TinyHall { Self.hall(12) }

    /// The most module bays that panels of one rack unit are made with.
    static let most = 12

    private static func hall(_ count: Int) -> TinyHall {
        TinyHall { hall in
            for slot in 1...count {
                var cassette = hall.cassettes[0]
                (cassette.address.u, cassette.address.slot) = (20, slot)
                hall.cassettes.append(cassette)
            }
        }
    }

    /// A unit of a known width has as many places beside it as go into the rack.
    private func checkWidths(_ plant: Plant, _ report: inout Report) {
        for (index, unit) in plant.units.enumerated() {
            guard let most = unit.sideBySide, unit.slotNumber > most else { continue }
            let address = plant.address(of: UnitHandle(index: index))
            report.add(
                plant.racks[unit.rack.index].address.description, at: address.description,
                "it is too far to the right: \(counted(most, "unit")) of its width stand side by side",
                actual: Measure(number: unit.slotNumber, of: "slot"), limit: Measure(number: most, of: "slot"),
                advice: "give it a slot from 1 to \(most): fiberplan set \(address) address=…")
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        checkWidths(survey.plant, &report)
        struct Place: Hashable { var rack: RackHandle, u: Int }
        let plant = survey.plant
        var slots: [Place: Int] = [:]
        for unit in plant.units where unit.slotNumber > 0 { slots[Place(rack: unit.rack, u: unit.u), default: 0] += 1 }
        for (place, count) in slots {
            let chassis = plant.units.first { $0.rack == place.rack && $0.u == place.u && plant.bays(of: $0) != nil }
            // A chassis says itself what goes in.
            guard count > Self.most, chassis == nil else { continue }
            report.add(
                plant.racks[place.rack.index].address.description, at: "U\(place.u)",
                "more stands side by side than a rack unit takes", actual: Measure(count: count, "units"),
                limit: Measure(count: Self.most, "units"),
                advice: "move some to another rack unit: fiberplan set UNIT address=…")
        }
    }
}

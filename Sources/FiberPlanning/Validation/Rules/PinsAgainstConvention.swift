import FiberModel

struct PinsAgainstConvention: DocumentedRule {
    let code = "MAT007"
    let name = "pins-against-convention"
    let severity = Severity.warning
    let subject = RecordKind.cord
    let summary = "Where a hall says which side has the pins, every array cable in it keeps to that."
    let why = """
        A hall with one convention can be patched by anybody; one cable of the other gender is found when it is needed most.
        """
    var triggeringExample: TinyHall { .parallel { $0.hall.pins = .cassettes } }
    var nonTriggeringExample: TinyHall { .parallel { $0.hall.pins = .trunks } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        guard plant.halls.contains(where: { $0.pins != nil }) else { return }
        survey.forEachTrunkEnd { trunk, row, end, port in
            guard let pins = plant.halls[plant.racks[plant.units[port.unit.index].rack.index].hall.index].pins,
                let type = plant.catalogue.cable(row.type), let isPinned = type.isPinned(at: end),
                isPinned != (pins == .trunks)
            else { return }
            report.add(
                row.label, kind: .trunk, at: plant.address(of: port).description,
                "its plug has \(isPinned ? "pins" : "no pins"), the hall has \(pins.rawValue)",
                advice: "use the same trunk with\(isPinned ? "out" : "") pins")
        }
        survey.forEachCordEnd { cord, end, port in
            guard let pins = plant.halls[plant.racks[plant.units[port.unit.index].rack.index].hall.index].pins,
                pins == .trunks, let type = plant.catalogue.cable(plant.cords.type[cord.index]),
                type.isPinned(at: end) == true
            else { return }
            report.add(
                plant.label(of: cord), at: plant.address(of: port).description,
                "its plug has pins, the hall has \(pins.rawValue)", advice: "use the same cord without pins")
        }
    }
}

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
        let pinned = PinnedEnds(plant)
        survey.forEachTrunkEnd { trunk, row, end, port in
            guard let pins = plant.halls[plant.racks[plant.units[port.unit.index].rack.index].hall.index].pins,
                let isPinned = pinned.isPinned(row.type, end),
                // What goes into an optic goes by its pins.
                !plant.isDevice(port.unit),
                isPinned != (pins == .trunks)
            else { return }
            report.add(
                row.label, kind: .trunk, at: plant.address(of: port).description,
                "its plug has \(isPinned ? "pins" : "no pins"), the hall has \(pins.rawValue)",
                advice: "use the same trunk with\(isPinned ? "out" : "") pins")
        }
        survey.forEachCordEnd { cord, end, port in
            guard let pins = plant.halls[plant.racks[plant.units[port.unit.index].rack.index].hall.index].pins,
                pins == .trunks, pinned.isPinned(plant.cords.type[cord.index], end) == true
            else { return }
            report.add(
                plant.label(of: cord), at: plant.address(of: port).description,
                "its plug has pins, the hall has \(pins.rawValue)", advice: "use the same cord without pins")
        }
    }
}

/// By type of cable, whether its plugs have pins: a row of the catalogue is dear to look at for each plug.
private struct PinnedEnds {
    private var ends: [Catalogue.Key: (a: Bool?, z: Bool?)] = [:]

    init(_ plant: Plant) {
        for key in Set(plant.cords.type).union(plant.trunks.map(\.type)) {
            guard let type = plant.catalogue.cable(key) else { continue }
            ends[key] = (type.pinnedA, type.pinnedZ)
        }
    }

    func isPinned(_ type: Catalogue.Key, _ end: End) -> Bool? {
        guard let own = ends[type] else { return nil }
        return end == .a ? own.a : own.z
    }
}

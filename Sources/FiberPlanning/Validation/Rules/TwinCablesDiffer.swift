import FiberModel

struct TwinCablesDiffer: DocumentedRule {
    let code = "BRK001"
    let name = "twin-cables-differ"
    let severity = Severity.error
    let subject = RecordKind.device
    let summary = "The cables in the connectors of one port are alike."
    let why = """
        A module with two connectors drives both as one: a straight cable beside a splitter leaves half of it down.
        """
    var triggeringExample: TinyHall { TinyHall.twin { $0.cords[1].type = "MPO-12-A-SM-FF" } }
    var nonTriggeringExample: TinyHall { TinyHall.twin() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        // Nearly every pair is of one type: only the others are looked at closer.
        let suspects = Set(
            plant.furtherConnectorsInUse.lazy.filter { port, type in
                plant.cableInPort(port.whole).map { plant.type(of: $0) } != type
            }.map(\.port.whole)
        ).filter { port in
            guard plant.isDevice(port.unit), let key = plant.opticKey(at: port) else { return false }
            return plant.catalogue.connectorCount(ofOptic: key) ?? 1 > 1
        }
        guard !suspects.isEmpty else { return }
        var types: [PortHandle: [Catalogue.Key: String]] = [:]
        for port in suspects + plant.furtherConnectorsInUse.lazy.map(\.port) where suspects.contains(port.whole) {
            guard let cable = plant.cableInPort(port) else { continue }
            let label = plant.label(of: cable)
            // Of several of one type the same is named every time.
            let known = types[port.whole]?[plant.type(of: cable)] ?? label
            types[port.whole, default: [:]][plant.type(of: cable)] = naturallyPrecedes(label, known) ? label : known
        }
        for (port, types) in types.sorted(by: { ($0.key.unit, $0.key.port) < ($1.key.unit, $1.key.port) })
        where types.count > 1 {
            let cables = types.sorted { $0.key < $1.key }.map { "\($0.value) (\(plant.catalogue.name($0.key)))" }
            report.add(
                plant.address(of: port.unit).description, at: plant.address(of: port).description,
                "its connectors hold cables of different types: \(cables.joined(separator: ", "))",
                advice: "use two cables of one type: both straight or both splitters")
        }
    }
}

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
        let suspects = plant.furtherConnectorsInUse.lazy.filter { port, type in
            plant.cableInPort(port.whole).map { plant.type(of: $0) } != type
        }
        var types: [PortHandle: [Catalogue.Key: String]] = [:]
        for port in Set(suspects.map(\.port.whole)) where plant.isDevice(port.unit) {
            guard let count = plant.opticKey(at: port).flatMap({ plant.catalogue.connectorCount(ofOptic: $0) }) else {
                continue
            }
            for number in 1...max(1, count) {
                guard let cable = plant.cableInPort(PortHandle(port.unit, port.port, connector: number)) else {
                    continue
                }
                types[port, default: [:]][plant.type(of: cable)] = plant.label(of: cable)
            }
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

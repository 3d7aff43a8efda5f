import FiberModel

struct TrunkOverfillsConnector: DocumentedRule {
    let code = "STR001"
    let name = "trunk-overfills-connector"
    let severity = Severity.error
    let subject = RecordKind.trunk
    let summary = "A trunk brings no more strands than the connectors at its ends take."
    let why = """
        Strands beyond the last position of a connector end nowhere: they are paid for, pulled, and dark.
        """
    var triggeringExample: TinyHall { TinyHall { $0.cassettes[1].type = "MXC-32-LC-16" } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (trunk, row) in survey.liveTrunks {
            guard let type = plant.catalogue.cable(row.type) else { continue }
            let connector = plant.catalogue.connector(named: type.connectorA)
            if let own = (connector?.positions).map({ $0 * type.plugsA }), type.strands > own {
                report.add(
                    plant.label(of: trunk),
                    "type \(plant.catalogue.name(row.type)) has more strands than its connector",
                    actual: Measure(count: type.strands, "strands"), limit: Measure(count: own, "positions"),
                    advice: "correct the catalogue row trunk-type/\(plant.catalogue.name(row.type))")
            }
            for rear in plant.ports(of: trunk) where rear.isRear {
                guard let shape = plant.cassette(rear.unit), let joint = plant.cable(at: rear) else { continue }
                let strands = joint.strandsInPlug
                guard strands > shape.rearPositions else { continue }
                report.add(
                    plant.label(of: trunk), at: plant.address(of: rear).description,
                    "the trunk brings more strands than the cassette's rear connector takes",
                    actual: Measure(count: strands, "strands"),
                    limit: Measure(count: shape.rearPositions, "positions"),
                    advice: "choose a cassette type with a larger rear connector, or a smaller trunk type")
            }
        }
    }
}

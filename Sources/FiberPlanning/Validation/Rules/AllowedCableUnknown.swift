import FiberModel

struct AllowedCableUnknown: DocumentedRule {
    let code = "RTE005"
    let name = "allowed-cable-unknown"
    let severity = Severity.warning
    let subject = RecordKind.segment
    let summary =
        "What a segment allows is a trunk type of the catalogue, a fibre mode, or a kind that a type belongs to."
    let why = """
        A typing error here closes a tray to every cable, and no route says why.
        """
    var triggeringExample: TinyHall { TinyHall { $0.segments[0].allowedCables = ["MXC-64-FLIP", "plenun"] } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.segments[0].allowedCables = ["MXC-64-FLIP", "multimode"] } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        guard plant.segments.contains(where: { !$0.allowedCables.isEmpty }) else { return }
        var known: Set<String> = []
        for (entry, item) in plant.catalogue.rows(.trunkType) {
            guard case .trunkType(let type) = item else { continue }
            known.formUnion(CableNeeds(entry.name, type, in: plant.catalogue).kinds)
        }
        for row in plant.segments {
            for word in Set(row.allowedCables) where !known.contains(word) {
                let near = nearestName(to: word, among: known.sorted()).map { "did you mean \($0)? " } ?? ""
                report.add(
                    row.label, at: word, "no trunk type of the catalogue is called so or belongs to it",
                    advice: "\(near)fiberplan set \(row.label) allowed_cables='…'")
            }
        }
    }
}

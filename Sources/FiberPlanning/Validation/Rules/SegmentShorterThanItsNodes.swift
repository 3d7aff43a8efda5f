import FiberModel

struct SegmentShorterThanItsNodes: DocumentedRule {
    let code = "LEN003"
    let name = "segment-shorter-than-its-nodes"
    let severity = Severity.warning
    let subject = RecordKind.segment
    let summary = "No segment is measured shorter than the straight distance of its nodes, but for 10 mm."
    let why = """
        One of the two is wrong: the length, and every trunk ordered by it is short; or the place of a node, and with it the angles of its bends.
        """
    var triggeringExample: TinyHall { TinyHall { $0.segments[0].length = Millimetres(2900) } }
    var nonTriggeringExample: TinyHall { TinyHall { $0.segments[0].length = Millimetres(2990) } }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for row in plant.segments {
            let straight = plant.distance(row.a, row.z)
            guard let length = row.length, length < straight - Millimetres(10) else { continue }
            let nodes = [row.a, row.z].map { plant.nodes[$0.index].label }
            report.add(
                row.label, "it is measured shorter than its nodes \(nodes[0]) and \(nodes[1]) are apart",
                actual: Measure(metres: length), limit: Measure(metres: straight),
                advice: "measure again: fiberplan set \(row.label) length_mm=…, or move a node")
        }
    }
}

import FiberModel

struct SegmentBetweenHalls: DocumentedRule {
    let code = "LEN004"
    let name = "segment-between-halls"
    let severity = Severity.error
    let subject = RecordKind.segment
    let summary = "A segment between halls states its length, unless both halls say where they lie on their site."
    let why = """
        Each hall has coordinates of its own, so the distance of two nodes in different halls says nothing, and every \
        trunk over the segment would be ordered too short.
        """
    var triggeringExample: TinyHall { Self.hall(nil) }
    var nonTriggeringExample: TinyHall { Self.hall(Millimetres(40_000)) }

    private static func hall(_ length: Millimetres?) -> TinyHall {
        TinyHall {
            $0.extra = [Record(Hall(label: "DC2"))]
            var node = $0.nodes[1]
            (node.label, node.hall) = ("N2", "DC2")
            var segment = $0.segments[0]
            (segment.label, segment.a, segment.z, segment.length) = ("S3", "N1", "N2", length)
            $0.extra += [Record(node), Record(segment)]
        }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for (index, row) in plant.segments.enumerated()
        where row.length == nil && plant.isBetweenHalls(SegmentHandle(index: index))
            && !plant.isPlaced(plant.nodes[row.a.index].hall, plant.nodes[row.z.index].hall)
        {
            let halls = [row.a, row.z].map { plant.halls[plant.nodes[$0.index].hall.index].label }
            report.add(
                row.label, "it leads from hall \(halls[0]) to hall \(halls[1]) and states no length",
                advice:
                    "measure it and say: fiberplan set \(row.label) length_mm=…; or say where both halls lie on their site: fiberplan set \(halls[0]) site=… x_mm=… y_mm=…"
            )
        }
    }
}

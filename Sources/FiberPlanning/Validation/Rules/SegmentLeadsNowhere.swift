import FiberModel

struct SegmentLeadsNowhere: DocumentedRule {
    let code = "RTE006"
    let name = "segment-leads-nowhere"
    let severity = Severity.warning
    let subject = RecordKind.segment
    let summary = "A segment joins two nodes, not one with itself."
    let why = """
        No route takes it, so whatever it was meant to join is not joined.
        """
    var triggeringExample: TinyHall { TinyHall { $0.segments.append(Self.loop($0.segments[0])) } }
    var nonTriggeringExample: TinyHall { TinyHall() }

    private static func loop(_ segment: PathwaySegment) -> PathwaySegment {
        var loop = segment
        (loop.label, loop.a, loop.z) = ("S3", "N1", "N1")
        return loop
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        for row in survey.plant.segments where row.a == row.z {
            report.add(
                row.label, "both of its ends are at node \(survey.plant.nodes[row.a.index].label)",
                advice: "say where it leads: fiberplan set \(row.label) z=NODE")
        }
    }
}

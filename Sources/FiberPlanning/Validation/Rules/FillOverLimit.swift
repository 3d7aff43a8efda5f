import FiberModel

struct FillOverLimit: DocumentedRule {
    let code = "FIL002"
    let name = "fill-over-limit"
    let severity = Severity.error
    let subject = RecordKind.segment
    let summary = "No segment is filled beyond its hard limit, 50 % unless it says otherwise."
    let why = """
        Past half full the lower cables carry the upper ones: they are pressed, and none can be drawn out again without harm to its neighbours.
        """
    // One cable of 9 mm takes 53 % of 10 × 12 mm.
    var triggeringExample: TinyHall {
        TinyHall { ($0.segments[0].width, $0.segments[0].depth) = (Millimetres(10), Millimetres(12)) }
    }
    var nonTriggeringExample: TinyHall {
        TinyHall { ($0.segments[0].width, $0.segments[0].depth) = (Millimetres(10), Millimetres(13)) }
    }

    func check(_ survey: ValidationContext, _ report: inout Report) {
        survey.checkFill(&report) { share, row in
            share * 100 > Double(row.hardFill.rawValue) ? row.hardFill : nil
        }
    }
}

extension ValidationContext {
    /// Reports each segment for whose share `limit` names what it passes, with what is in it.
    func checkFill(_ report: inout Report, _ limit: (Double, Plant.SegmentRow) -> Percent?) {
        var over: [SegmentHandle: (share: Double, limit: Percent)] = [:]
        for index in plant.segments.indices {
            let segment = SegmentHandle(index: index)
            guard let share = fill.share(of: segment), let limit = limit(share, plant.segments[index]) else { continue }
            over[segment] = (share, limit)
        }
        let trunks = trunks(in: Set(over.keys))
        for (segment, (share, limit)) in over {
            let label = plant.segments[segment.index].label
            let inside = trunks[segment] ?? []
            report.add(
                label, "\(counted(inside.count, "trunk")) in it (\(inside.joined(separator: ", ")))",
                actual: Measure(share: share), limit: Measure(thousandths: limit.rawValue * 1000, "%"),
                advice:
                    "lay one of them elsewhere, if there is another way: fiberplan reroute \(inside.last ?? "TRUNK") --avoid \(label)"
            )
        }
    }
}

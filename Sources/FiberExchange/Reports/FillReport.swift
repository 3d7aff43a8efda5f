import FiberModel
import FiberPlanning

/// Every segment with how full it is, the fullest first.
package struct FillReport {
    static let columns = [
        "segment", "kind", "width_mm", "depth_mm", "cables", "fill_pct", "plan_pct", "hard_pct", "state", "room",
    ]

    private static let tones: [String: Tone] = [
        "ok": .good, "over plan": .warning, "over limit": .bad, "unknown": .muted,
    ]

    private struct Row {
        var segment: SegmentHandle
        var share: Double?
        var cables: Int
    }

    private let plant: Plant
    private let fill: TrayFill
    private let needs: CableNeeds
    private var rows: [Row]

    /// - Parameter needs: the cable of which `room` tells how many more fit before the hard limit.
    package init(_ plant: Plant, for needs: CableNeeds) {
        self.plant = plant
        self.needs = needs
        let fill = TrayFill(plant)
        self.fill = fill
        var cables = Array(repeating: 0, count: plant.segments.count)
        for (index, row) in plant.trunks.enumerated() where row.status != .retired {
            for segment in plant.route(of: TrunkHandle(index: index)) { cables[segment.index] += 1 }
        }
        rows = plant.segments.indices.map { index in
            let segment = SegmentHandle(index: index)
            return Row(segment: segment, share: fill.share(of: segment), cables: cables[index])
        }
        // Nobody knows how full a segment is without its measures or the diameter of a cable in it; those come first.
        func rank(_ row: Row) -> Double {
            let isKnown = row.share != nil && fill.cablesOfUnknownSize(in: row.segment) == 0
            return isKnown ? row.share ?? 0 : row.cables > 0 ? .infinity : -1
        }
        rows.sort { a, b in
            let (x, y) = (rank(a), rank(b))
            if x != y { return x > y }
            return naturallyPrecedes(plant.segments[a.segment.index].label, plant.segments[b.segment.index].label)
        }
    }

    /// - Parameter top: how many segments; nil is all.
    package func answer(top: Int?) -> Answer {
        Answer(
            Self.columns.map {
                Answer.Heading(
                    $0, tones: $0 == "state" ? Self.tones : [:], isMinor: ["kind", "width_mm", "depth_mm"].contains($0))
            }
        ) {
            add throws(PlantError) in
            for row in rows.prefix(top ?? rows.count) { try add(values(row)) }
        }.pictured("fill_pct", .bar(of: 100))
    }

    private func values(_ row: Row) -> [DataValue] {
        let segment = plant.segments[row.segment.index]
        func measure(_ length: Millimetres?) -> DataValue { length.map { .int($0.rawValue) } ?? .null }
        return [
            .word(segment.label), .word(segment.kind.rawValue), measure(segment.width), measure(segment.depth),
            .int(row.cables), share(row).map { .thousandths(RouteReport.percent($0)) } ?? .null,
            .int(segment.planFill.rawValue), .int(segment.hardFill.rawValue), .word(state(row)),
            fill.room(in: row.segment, for: needs.diameterSquared ?? 0, plant).map { .int($0) } ?? .null,
        ]
    }

    /// Nil where a cable that lies there has no known diameter: the rest of them is not the fill.
    private func share(_ row: Row) -> Double? { fill.cablesOfUnknownSize(in: row.segment) == 0 ? row.share : nil }

    private func state(_ row: Row) -> String {
        let segment = plant.segments[row.segment.index]
        guard let share = share(row) else { return "unknown" }
        if share * 100 > Double(segment.hardFill.rawValue) { return "over limit" }
        return share * 100 > Double(segment.planFill.rawValue) ? "over plan" : "ok"
    }
}

import FiberModel
import FiberPlanning

/// A segment cut across: its cables to scale, as they would lie, and the heights of its fill limits.
package struct TrayDrawing: Drawing {
    private let plant: Plant
    private let segment: SegmentHandle
    private let row: Plant.SegmentRow
    private let cables: [(label: String, type: String, diameter: Double, isPlanned: Bool, isCord: Bool)]
    private let unsized: Int
    private let share: Double?

    /// - Parameter facts: what other drawings of the plant have worked out already.
    package init(_ segment: SegmentHandle, in plant: Plant, facts: DrawingFacts? = nil) {
        let facts = facts ?? DrawingFacts(plant)
        (self.plant, self.segment, row) = (plant, segment, plant.segments[segment.index])
        var cables: [(label: String, type: String, diameter: Double, isPlanned: Bool, isCord: Bool)] = []
        var unsized = 0
        for handle in facts.cablesOn[segment.index] {
            let trunk = plant.trunks[handle.index]
            guard let diameter = plant.catalogue.cable(trunk.type)?.outerDiameter_um else {
                unsized += 1
                continue
            }
            cables.append(
                (
                    trunk.label, plant.catalogue.name(trunk.type), Double(diameter.value.rawValue) / 1000,
                    trunk.status == .planned, trunk.isCord
                ))
        }
        // The thick ones lie below.
        self.cables = cables.sorted {
            $0.diameter != $1.diameter ? $0.diameter > $1.diameter : naturallyPrecedes($0.label, $1.label)
        }
        self.unsized = unsized
        share = facts.fill.share(of: segment)
    }

    package var title: String { "\(row.kind.rawValue.capitalizedFirst) \(row.label), cut across" }
    package var summary: String {
        let fill = share.map { "\(Self.percent($0)) full, planned to \(row.planFill), at most \(row.hardFill)" }
        return
            "The \(counted(cables.count, "cable")) of known size in \(row.label): \(fill ?? "its cross-section is not known")."
    }

    private static func percent(_ share: Double) -> String {
        "\(SVGCanvas.number(Double(Int(clamping: share * 1000, rounding: .up)) / 10)) %"
    }

    // MARK: Layout

    private static let top = 76.0
    /// The width of the drawing of a segment, whatever it is in mm.
    private static let drawnWidth = 560.0

    package func draw(on canvas: inout SVGCanvas) {
        let known = share.map { "\(Self.percent($0)) full" } ?? "fill not known"
        let notSized = unsized == 0 ? "" : ", \(counted(unsized, "cable")) of unknown size left out"
        canvas.text("\(counted(cables.count, "cable")), \(known)\(notSized)", SVGCanvas.margin, 50, .start, "m")
        guard let width = row.width, let depth = row.depth, width.rawValue > 0, depth.rawValue > 0 else {
            canvas.text("its width and depth are not known", SVGCanvas.margin, Self.top + 10, .start, "m")
            return
        }
        let isRound = row.kind == .conduit && width == depth
        let scale = min(Self.drawnWidth / Double(width.rawValue), 400 / Double(depth.rawValue))
        let inside = Box(
            SVGCanvas.margin + 40, Self.top + 20, Double(width.rawValue) * scale, Double(depth.rawValue) * scale)
        if isRound {
            canvas.circle(inside.middle.x, inside.middle.y, inside.width / 2, "box")
        } else {
            canvas.rect(inside, "box")
        }
        let packed = pack(isRound: isRound, width: Double(width.rawValue), depth: Double(depth.rawValue))
        for (cable, place) in zip(cables, packed) {
            let (x, y) = (inside.x + place.x * scale, inside.bottom - place.y * scale)
            let style = place.isOutside ? "bad" : cable.isPlanned ? "planned" : "ok"
            canvas.circle(
                x, y, cable.diameter / 2 * scale, style,
                tip:
                    "\(cable.label), \(cable.type), \(SVGCanvas.number(cable.diameter)) mm\(cable.isPlanned ? ", planned" : "")",
                of: .init(cable.isCord ? .cord : .trunk, cable.label))
            if cable.isPlanned { canvas.circle(x, y, cable.diameter / 2 * scale, "p-planned") }
        }
        drawLimits(inside, &canvas)
        canvas.text("\(width) wide, \(depth) deep", inside.middle.x, inside.bottom + 22, .middle, size: 11, "m")
    }

    private func drawLimits(_ inside: Box, _ canvas: inout SVGCanvas) {
        for (limit, name, style) in [(row.planFill, "planned", "warn-l d"), (row.hardFill, "at most", "bad-l d")] {
            // Round cables in rows fill π/4 of the height that they reach.
            let y = inside.bottom - inside.height * min(1, Double(limit.rawValue) / 100 / (.pi / 4))
            canvas.line(
                [(inside.x - 30, y), (inside.right + 30, y)], style, tip: "\(limit) of the cross-section, \(name)")
            canvas.text("\(name) \(limit)", inside.right + 36, y + 4, size: 11, "t")
        }
    }

    /// Rows from the bottom up, each as high as its thickest cable. What does not go in lies above, and is told by its style.
    private func pack(isRound: Bool, width: Double, depth: Double) -> [(x: Double, y: Double, isOutside: Bool)] {
        var places: [(x: Double, y: Double, isOutside: Bool)] = []
        var (x, bottom, height) = (0.0, 0.0, 0.0)
        func span(_ bottom: Double, _ height: Double) -> (from: Double, to: Double) {
            guard isRound else { return (0, width) }
            let radius = width / 2
            let half = [bottom, bottom + height].map { y in
                max(0, radius * radius - (y - radius) * (y - radius)).squareRoot()
            }
            return (radius - min(half[0], half[1]), radius + min(half[0], half[1]))
        }
        var line = (from: 0.0, to: 0.0)
        for cable in cables {
            if height == 0 || x + cable.diameter > line.to {
                bottom += height
                height = cable.diameter
                // A round one is narrow at its foot: the first row begins where a cable has room.
                while isRound, bottom + height < depth,
                    span(bottom, height).to - span(bottom, height).from < cable.diameter
                {
                    bottom += 0.5
                }
                line = bottom + height > depth ? (0, width) : span(bottom, height)
                x = line.from
            }
            places.append((x + cable.diameter / 2, bottom + cable.diameter / 2, bottom + cable.diameter > depth))
            x += cable.diameter
        }
        return places
    }
}

extension String {
    /// With its first letter large, as a sentence begins.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

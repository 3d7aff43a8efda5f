import FiberModel
import FiberPlanning

/// A hall from above, to scale: its racks, its pathways by how full they are, bends that are too tight, and what is asked for
/// besides: one link, one cable, or the findings where they are.
package struct HallDrawing: Drawing {
    /// What is made to stand out.
    package struct Options: Sendable {
        /// Cables whose ways are drawn over the others, with what they are called.
        package var highlighted: [TrunkHandle] = []
        package var highlightName = ""
        /// Findings that are pinned to where they are.
        package var findings: [Finding] = []
        package init() {}
    }

    private let plant: Plant
    private let hall: HallHandle
    private let options: Options
    private let racks: [RackHandle]
    private let segments: [SegmentHandle]
    private let fill: TrayFill
    private let cablesOn: [[TrunkHandle]]
    private let plan: Plan

    /// - Parameter facts: what other drawings of the plant have worked out already.
    package init(
        _ hall: HallHandle, in plant: Plant, _ options: Options = Options(), facts: DrawingFacts? = nil
    ) {
        let facts = facts ?? DrawingFacts(plant)
        (self.plant, self.hall, self.options) = (plant, hall, options)
        racks = plant.racks.indices.filter { plant.racks[$0].hall == hall }.map { RackHandle(index: $0) }
        segments = plant.segments.indices.map { SegmentHandle(index: $0) }.filter {
            let row = plant.segments[$0.index]
            return plant.nodes[row.a.index].hall == hall && plant.nodes[row.z.index].hall == hall
        }
        fill = facts.fill
        cablesOn = facts.cablesOn
        plan = Plan(hall, racks, plant)
    }

    private var name: String {
        let row = plant.halls[hall.index]
        return row.name.isEmpty ? row.label : "\(row.label), \(row.name)"
    }
    package var title: String {
        options.highlightName.isEmpty ? "Hall \(name)" : "Hall \(name), \(options.highlightName)"
    }
    package var summary: String {
        let full = segments.count { state(of: $0) == .overLimit }
        return
            "Floor plan of hall \(name): \(counted(racks.count, "rack")), \(counted(segments.count, "segment")) of pathways, "
            + "\(full) of them over their fill limit."
    }

    // MARK: Scale

    /// Where things lie on the paper.
    private struct Plan {
        /// mm of the hall in the lower left corner.
        var x = 0.0, y = 0.0
        var width = 1.0, depth = 1.0
        var scale = 1.0
        /// The middles of racks that say where they stand, or whose entry does.
        var racks: [RackHandle: (x: Double, y: Double)] = [:]

        static let most = (width: 1500.0, depth: 1100.0)
        static let top = 84.0
        /// The ground that a rack covers, which plans do not state: 600 mm by 1,000 mm.
        static let rack = (width: 560.0, depth: 1000.0)

        init(_ hall: HallHandle, _ own: [RackHandle], _ plant: Plant) {
            var points: [(x: Double, y: Double)] = []
            for rack in own {
                let row = plant.racks[rack.index]
                let entry = plant.entries(of: rack).first.map { plant.nodes[$0.index] }
                guard let x = row.x ?? entry?.x, let y = row.y ?? entry?.y else { continue }
                let place = (Double(x.rawValue), Double(y.rawValue))
                racks[rack] = place
                points += [(place.0 - 500, place.1 - 700), (place.0 + 500, place.1 + 700)]
            }
            for node in plant.nodes where node.hall == hall {
                points.append((Double(node.x.rawValue), Double(node.y.rawValue)))
            }
            guard let first = points.first else { return }
            let (left, right) = (points.map(\.x).min() ?? first.x, points.map(\.x).max() ?? first.x)
            let (low, high) = (points.map(\.y).min() ?? first.y, points.map(\.y).max() ?? first.y)
            (x, y, width, depth) = (left, low, max(1, right - left), max(1, high - low))
            scale = min(0.12, Self.most.width / width, Self.most.depth / depth)
        }

        func at(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
            (
                SVGCanvas.margin + (x - self.x) * scale, Self.top + (depth - (y - self.y)) * scale
            )
        }
        func at(_ node: Plant.NodeRow) -> (x: Double, y: Double) {
            at(Double(node.x.rawValue), Double(node.y.rawValue))
        }
        var bottom: Double { Self.top + depth * scale }
    }

    package func draw(on canvas: inout SVGCanvas) {
        var taken = TakenSpace()
        drawLegend(&canvas)
        drawScale(&canvas)
        for label in canvas.labels { taken.take(label.box) }
        drawRacks(&canvas)
        drawSegments(&taken, &canvas)
        drawHighlight(&canvas)
        labelRacks(&taken, &canvas)
        drawBends(&taken, &canvas)
        drawPins(&taken, &canvas)
        labelSegments(&taken, &canvas)
        let unplaced = racks.count - plan.racks.count
        if unplaced > 0 {
            canvas.text(
                "\(counted(unplaced, "rack")) without a place left out", SVGCanvas.margin, plan.bottom + 52, .start, "m"
            )
        }
    }

    // MARK: Racks

    private func box(of place: (x: Double, y: Double)) -> Box {
        let (width, height) = (Plan.rack.width * plan.scale, Plan.rack.depth * plan.scale)
        let (x, y) = plan.at(place.x, place.y)
        return Box(x - width / 2, y - height / 2, width, height)
    }

    private func drawRacks(_ canvas: inout SVGCanvas) {
        let ends = Set(
            options.highlighted.flatMap { [plant.trunks[$0.index].a, plant.trunks[$0.index].z] }
                .map { plant.units[$0.unit.index].rack })
        for rack in racks {
            guard let place = plan.racks[rack] else { continue }
            let row = plant.racks[rack.index]
            let address = row.address.description
            let tip = row.name.isEmpty ? address : "\(address), \(row.name)"
            canvas.rect(box(of: place), "face", radius: 1, tip: tip, of: .init(.rack, address))
            if ends.contains(rack) { canvas.rect(box(of: place), "h k", radius: 1) }
        }
    }

    private func labelRacks(_ taken: inout TakenSpace, _ canvas: inout SVGCanvas) {
        for rack in racks {
            guard let place = plan.racks[rack] else { continue }
            let row = plant.racks[rack.index]
            // Its name where that goes in, else its place in the grid, which always says which it is.
            if !row.name.isEmpty, label(row.name, in: box(of: place), &taken, &canvas) { continue }
            _ = label(row.address.grid, in: box(of: place), &taken, &canvas)
        }
    }

    /// A rack's name, as large as goes in; what does not go in at all is told by its tip. Answers whether it went in.
    private func label(_ text: String, in box: Box, _ taken: inout TakenSpace, _ canvas: inout SVGCanvas) -> Bool {
        for size in [12.0, 10, 8, 7] {
            // At the foot, at the head, or wherever no pathway is.
            for baseline in [box.bottom - 4, box.y + size, box.y + box.height * 0.75, box.y + box.height * 0.3] {
                let own = SVGCanvas.box(text, box.middle.x, baseline, .middle, size: size)
                guard own.width <= box.width - 2, own.height <= box.height - 2, taken.isFree(own) else { continue }
                taken.take(own)
                canvas.text(text, box.middle.x, baseline, .middle, size: size)
                return true
            }
        }
        return false
    }

    // MARK: Pathways

    private enum State { case unknown, ok, overPlan, overLimit }

    private func state(of segment: SegmentHandle) -> State {
        guard let share = fill.share(of: segment) else { return .unknown }
        let row = plant.segments[segment.index]
        if share * 100 > Double(row.hardFill.rawValue) { return .overLimit }
        return share * 100 > Double(row.planFill.rawValue) ? .overPlan : .ok
    }

    private func style(_ state: State) -> String {
        switch state {
        case .unknown: "h d"
        case .ok: "ok-w"
        case .overPlan: "warn-w"
        case .overLimit: "bad-w"
        }
    }

    /// What lies over the colour, for those who see no colours: a line that is broken where the plan is passed, and whole where
    /// the limit is.
    private func pattern(_ state: State) -> String? {
        switch state {
        case .unknown, .ok: nil
        case .overPlan: "l k d"
        case .overLimit: "l k"
        }
    }

    /// How broad the bundle of so many cables is drawn.
    private func bundle(_ cables: Int) -> String {
        switch cables {
        case 0: "n0"
        case 1..<4: "n1"
        case 4..<16: "n2"
        case 16..<64: "n3"
        default: "n4"
        }
    }

    private func points(_ segment: SegmentHandle) -> [(x: Double, y: Double)] {
        let row = plant.segments[segment.index]
        return [plan.at(plant.nodes[row.a.index]), plan.at(plant.nodes[row.z.index])]
    }

    private func drawSegments(_ taken: inout TakenSpace, _ canvas: inout SVGCanvas) {
        for segment in segments { take(points(segment), &taken) }
        // The full ones above the others.
        for wanted in [State.unknown, .ok, .overPlan, .overLimit] {
            for segment in segments where state(of: segment) == wanted {
                canvas.line(
                    points(segment), "\(style(wanted)) \(bundle(cablesOn[segment.index].count))", tip: tip(segment),
                    of: .init(.segment, plant.segments[segment.index].label))
                if let pattern = pattern(wanted) { canvas.line(points(segment), pattern) }
            }
        }
    }

    /// Takes what a line covers, piece by piece.
    private func take(_ ends: [(x: Double, y: Double)], _ taken: inout TakenSpace) {
        let (dx, dy) = (ends[1].x - ends[0].x, ends[1].y - ends[0].y)
        let pieces = max(1, Int(clamping: (dx * dx + dy * dy).squareRoot() / 6, rounding: .up))
        for piece in 0...pieces {
            let share = Double(piece) / Double(pieces)
            taken.take(Box(ends[0].x + dx * share - 3, ends[0].y + dy * share - 3, 6, 6))
        }
    }

    private func tip(_ segment: SegmentHandle) -> String {
        let row = plant.segments[segment.index]
        let share =
            fill.share(of: segment).map { "\(Int(clamping: $0 * 100, rounding: .up)) % full" } ?? "fill not known"
        let tags = row.tags.map { plant.tags[Int($0)] }.joined(separator: ", ")
        return "\(row.kind.rawValue) \(row.label), \(counted(cablesOn[segment.index].count, "cable")), \(share)"
            + (tags.isEmpty ? "" : ", \(tags)")
    }

    private func labelSegments(_ taken: inout TakenSpace, _ canvas: inout SVGCanvas) {
        for segment in segments {
            let ends = points(segment)
            let row = plant.segments[segment.index]
            let tags = row.tags.map { plant.tags[Int($0)] }
            let text = ([row.label] + tags).joined(separator: ", ")
            let (x, y) = ((ends[0].x + ends[1].x) / 2, (ends[0].y + ends[1].y) / 2)
            let length =
                ((ends[0].x - ends[1].x) * (ends[0].x - ends[1].x) + (ends[0].y - ends[1].y) * (ends[0].y - ends[1].y))
                .squareRoot()
            guard length > 24 else { continue }
            // Above or below a level one, beside an upright one.
            let places: [(Double, Double, SVGCanvas.Anchor)] = [
                (x, y - 6, .middle), (x, y + 13, .middle), (x + 6, y + 4, .start), (x - 6, y + 4, .end),
                (x + 6, y + 18, .start), (x - 6, y + 18, .end),
            ]
            for (x, y, anchor) in places {
                let box = SVGCanvas.box(text, x, y, anchor, size: 9)
                guard anchor != .middle || box.width < length, taken.isFree(box), box.x > 0 else { continue }
                taken.take(box)
                canvas.text(text, x, y, anchor, size: 9, "m")
                break
            }
        }
    }

    private func drawHighlight(_ canvas: inout SVGCanvas) {
        for trunk in options.highlighted {
            for segment in plant.route(of: trunk) where segments.contains(segment) {
                canvas.line(points(segment), "used-w", tip: "\(plant.label(of: trunk)) over \(tip(segment))")
            }
        }
    }

    // MARK: What is wrong

    /// Bends that are tighter than a cable may lie, each place once: with the tightest of those that ask for more.
    private func drawBends(_ taken: inout TakenSpace, _ canvas: inout SVGCanvas) {
        var worst: [NodeHandle: (radius: Millimetres, least: Micrometres, cable: String)] = [:]
        for (index, row) in plant.trunks.enumerated() where row.status != .retired {
            guard let least = plant.catalogue.cable(row.type)?.radiusAtRest?.value else { continue }
            for bend in RouteWalk(of: TrunkHandle(index: index), in: plant).bends(in: plant) {
                guard plant.nodes[bend.node.index].hall == hall, bend.radius.micrometres < least else { continue }
                if let known = worst[bend.node], known.least >= least { continue }
                worst[bend.node] = (bend.radius, least, row.label)
            }
        }
        for (node, bend) in worst.sorted(by: { $0.key < $1.key }) {
            let (x, y) = plan.at(plant.nodes[node.index])
            let text = "\(bend.radius), asks for \(bend.least)"
            canvas.circle(
                x, y, 6, "bad", tip: "\(plant.nodes[node.index].label): \(bend.cable) turns by \(text)",
                of: .init(.node, plant.nodes[node.index].label))
            canvas.circle(x, y, 6, "p-bad")
            let box = SVGCanvas.box(text, x + 9, y - 5, .start, size: 9)
            guard taken.isFree(box) else { continue }
            taken.take(box)
            canvas.text(text, x + 9, y - 5, size: 9)
        }
    }

    private func drawPins(_ taken: inout TakenSpace, _ canvas: inout SVGCanvas) {
        guard !options.findings.isEmpty else { return }
        let places = FindingPlaces(plant)
        var pins: [[Int]: [Finding]] = [:]
        for finding in options.findings {
            guard let place = places.place(of: finding) else { continue }
            let point: (x: Double, y: Double)
            switch place {
            case .rack(let rack):
                guard let own = plan.racks[rack] else { continue }
                point = own
            case .node(let node):
                let row = plant.nodes[node.index]
                guard row.hall == hall else { continue }
                point = (Double(row.x.rawValue), Double(row.y.rawValue))
            case .segment(let segment):
                guard segments.contains(segment) else { continue }
                let row = plant.segments[segment.index]
                let (a, z) = (plant.nodes[row.a.index], plant.nodes[row.z.index])
                point = (Double((a.x + z.x).rawValue) / 2, Double((a.y + z.y).rawValue) / 2)
            }
            pins[[Int(point.x), Int(point.y)], default: []].append(finding)
        }
        for (point, findings) in pins.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let (x, y) = plan.at(Double(point[0]), Double(point[1]))
            let isError = findings.contains { $0.severity == .error }
            let style = isError ? "bad" : "warn"
            let tip = findings.prefix(12).map { "\($0.code) \($0.subject): \($0.message)" }.joined(separator: "\n")
            canvas.polygon(
                [(x, y), (x - 7, y - 16), (x + 7, y - 16)], style, tip: tip,
                of: .init(findings[0].kind, findings[0].subject))
            let text = "\(findings.count)"
            let box = SVGCanvas.box(text, x, y - 19, .middle, size: 9)
            guard taken.isFree(box) else { continue }
            taken.take(box)
            canvas.text(text, x, y - 19, .middle, size: 9, "t b")
        }
    }

    // MARK: Legend

    private func drawLegend(_ canvas: inout SVGCanvas) {
        var x = SVGCanvas.margin
        let y = 50.0
        for (state, text) in [
            (State.ok, "within its plan"), (.overPlan, "over its planned fill"), (.overLimit, "over its limit"),
            (.unknown, "fill not known"),
        ] {
            canvas.line([(x, y - 4), (x + 24, y - 4)], style(state))
            if let pattern = pattern(state) { canvas.line([(x, y - 4), (x + 24, y - 4)], pattern) }
            x = (canvas.text(text, x + 30, y, size: 11)?.right ?? x) + 20
        }
        for cables in [1, 16, 64] {
            canvas.line([(x, y - 4), (x + 18, y - 4)], "h \(bundle(cables))")
            x = (canvas.text(cables == 1 ? "1 cable" : "\(cables)", x + 22, y, size: 11)?.right ?? x) + 10
        }
    }

    /// A bar of a round length.
    private func drawScale(_ canvas: inout SVGCanvas) {
        let metres = [1, 2, 5, 10, 20, 50, 100, 200, 500].first { Double($0) * 1000 * plan.scale > 80 } ?? 1000
        let y = plan.bottom + 26
        let length = Double(metres) * 1000 * plan.scale
        canvas.line(
            [
                (SVGCanvas.margin, y - 5), (SVGCanvas.margin, y), (SVGCanvas.margin + length, y),
                (SVGCanvas.margin + length, y - 5),
            ], "h k")
        canvas.text("\(metres) m", SVGCanvas.margin + length + 8, y + 3, size: 11)
    }
}

import FiberModel
import FiberPlanning

/// A link from port to port: what its light passes, with every fibre and its crossings, and below what is lost on the way,
/// item by item, against the limit.
package struct LinkDrawing: Drawing {
    private struct Fibre {
        var path: StrandPath
        /// Which end sends on it.
        var sender: End
    }

    private let plant: Plant
    private let link: LinkHandle
    private let fibres: [Fibre]
    private let budgets: [Budget]
    private let limits: LinkLimits?
    /// What a tester may read from plug to plug, by wavelength.
    private let tests: [(wavelength_nm: Int, limit: Int, expected: Int)]
    /// Strands on the way that were measured, beside what is expected of them.
    private let measured: [(strand: String, wavelength_nm: Int, loss: Int, expected: Int?)]

    /// - Parameter facts: what other drawings of the plant have worked out already.
    package init(_ link: LinkHandle, in plant: Plant, facts: DrawingFacts? = nil) {
        (self.plant, self.link) = (plant, link)
        let survey = (facts ?? DrawingFacts(plant)).survey
        let light = survey.light(of: link)
        limits = survey.limits(of: light)
        budgets = light.lanes.compactMap { survey.budget(of: link, lane: $0.lane, from: $0.from) }
        fibres = Self.fibres(of: link, plant)
        let mode = plant.catalogue.optic(plant.opticKey(of: link, .a))?.mode ?? .single
        let tracer = survey.tracer()
        tests = mode.testWavelengths_nm.compactMap { wavelength in
            tracer.testLimit(link, wavelength_nm: wavelength).map { (wavelength, $0.limit, $0.expected) }
        }
        measured = Self.measured(fibres, mode.testWavelengths_nm, survey)
    }

    private static func measured(
        _ fibres: [Fibre], _ wavelengths: [Int], _ survey: LightSurvey
    ) -> [(strand: String, wavelength_nm: Int, loss: Int, expected: Int?)] {
        var met: Set<TrunkStrand> = []
        var rows: [(strand: String, wavelength_nm: Int, loss: Int, expected: Int?)] = []
        for fibre in fibres {
            for case .trunk(let trunk, let strand, _) in fibre.path.hops
            where met.insert(TrunkStrand(trunk, strand)).inserted {
                for wavelength in wavelengths {
                    guard let known = survey.measured.value(trunk, strand, Picometres(wavelength * 1000)) else {
                        continue
                    }
                    let name = StrandAddress(trunk: survey.plant.label(of: trunk), strand: strand).description
                    let expected = survey.testLimit(trunk, wavelength_nm: wavelength)?.expected
                    rows.append((name, wavelength, known.loss, expected))
                }
            }
        }
        return rows
    }

    /// Every fibre that either end sends on, read from A to Z.
    private static func fibres(of link: LinkHandle, _ plant: Plant) -> [Fibre] {
        let (a, z) = (plant.links.a[link.index], plant.links.z[link.index])
        var fibres: [Fibre] = []
        for (sender, port) in [(End.a, a), (.z, z)] {
            let optic = plant.catalogue.optic(plant.opticKey(of: link, sender))
            let positions = plant.isDirect(link) ? [1] : optic?.transmitPositions ?? [1]
            for position in positions {
                let wavelength = optic?.lanes.first { $0.tx == position }?.wavelength_pm
                var path = Trace.fromDevice(port, position: position, wavelength: wavelength, on: plant)
                if case .splits = path.farEnd {
                    let heard = plant.catalogue.optic(plant.opticKey(of: link, sender.other))
                    path =
                        Trace.parted(
                            from: port, position: position, to: sender == .a ? z : a,
                            at: LinkTraces.positions(of: heard), wavelength: wavelength, on: plant) ?? path
                }
                fibres.append(Fibre(path: sender == .a ? path : path.reversed, sender: sender))
            }
        }
        return fibres
    }

    private var label: String { plant.label(of: link) }
    private var ends: String { "\(plant.address(of: link, .a)) to \(plant.address(of: link, .z))" }
    private var optic: String { plant.catalogue.name(plant.links.optic[link.index]) }

    package var title: String { "Link \(label), \(optic)" }
    package var summary: String {
        guard let weakest = budgets.weakest(under: limits?.applying), let worst = weakest.worst else {
            return "Link \(label) from \(ends); what it loses is not known in full."
        }
        return "Link \(label) from \(ends): its weakest lane loses \(MilliDecibels(worst)) at worst"
            + (limits?.applying.map { " of \(MilliDecibels($0))." } ?? ".")
    }

    package func draw(on canvas: inout SVGCanvas) {
        canvas.text(ends, SVGCanvas.margin, 50, .start, "m")
        let bottom = drawStrip(on: &canvas)
        let end = drawWaterfall(from: bottom + 36, on: &canvas)
        let lanes = drawLanes(from: end + 30, on: &canvas)
        drawTests(from: lanes + 30, on: &canvas)
    }

    /// Where a tester is put, what it may read there, and what it has read on strands on the way.
    private func drawTests(from top: Double, on canvas: inout SVGCanvas) {
        var lines = tests.map { test in
            "\(ends) at \(test.wavelength_nm) nm: at most \(MilliDecibels(test.limit)), \(MilliDecibels(test.expected)) expected"
        }
        let most = 16
        lines += measured.prefix(most).map { row in
            let expected = row.expected.map { ", \(MilliDecibels($0)) expected" } ?? ""
            return "\(row.strand) at \(row.wavelength_nm) nm: \(MilliDecibels(row.loss)) measured\(expected)"
        }
        if measured.count > most { lines.append("and \(measured.count - most) more") }
        guard !lines.isEmpty else { return }
        canvas.text("Test points, and what was measured", SVGCanvas.margin, top, .start, "t b")
        for (index, line) in lines.enumerated() {
            canvas.text(line, SVGCanvas.margin, top + Double(index + 1) * Self.rowHeight, size: 11)
        }
    }

    // MARK: The strip

    private static let top = 104.0
    private static let fibreGap = 14.0
    private static let gap = 14.0
    private static let boxWidth = 128.0

    /// Where a fibre is between two hops: its port and position, which say in what order fibres lie.
    private struct Place: Hashable, Comparable {
        var port: Int
        var position: Int
        static func < (a: Self, b: Self) -> Bool { (a.port, a.position) < (b.port, b.position) }
    }

    private func places(of path: StrandPath) -> [Place] {
        let hops = path.hops
        return (0...hops.count).map { index in
            let (before, after) = (index > 0 ? hops[index - 1] : nil, index < hops.count ? hops[index] : nil)
            return before.flatMap { place($0, isLeft: false) } ?? after.flatMap { place($0, isLeft: true) }
                ?? Place(port: 0, position: 0)
        }
    }

    private func place(_ hop: Hop, isLeft: Bool) -> Place? {
        switch hop {
        case .device(_, let position): Place(port: 0, position: position)
        case .cassette(_, let port, let position, let rear, let rearPosition, let inward):
            inward == isLeft
                ? Place(port: port, position: position) : Place(port: 1000 + rear, position: rearPosition)
        case .splice(_, let rear, let position, let toRear, let toPosition):
            isLeft ? Place(port: rear, position: position) : Place(port: toRear, position: toPosition)
        case .cord, .trunk: nil
        }
    }

    /// Whether light comes from port to port on a fibre.
    private func arrives(_ fibre: Fibre) -> Bool {
        func isAt(_ end: PathEnd, _ port: PortHandle) -> Bool {
            if case .device(port, _) = end { true } else { false }
        }
        return isAt(fibre.path.nearEnd, plant.links.a[link.index]) && isAt(fibre.path.farEnd, plant.links.z[link.index])
    }

    /// How many columns there are, and in which a fibre begins: what Z sends and does not arrive lies at the right, with a
    /// column between where no fibre of A comes to it.
    private var columns: (count: Int, first: [Int]) {
        let whole = fibres.filter(arrives).map(\.path.hops.count).max()
        func longest(_ sender: End) -> Int { fibres.filter { $0.sender == sender }.map(\.path.hops.count).max() ?? 0 }
        let count = max(whole ?? longest(.a) + 1 + longest(.z), longest(.a), longest(.z))
        return (count, fibres.map { $0.sender == .a || arrives($0) ? 0 : count - $0.path.hops.count })
    }

    private func drawStrip(on canvas: inout SVGCanvas) -> Double {
        let (count, first) = columns
        guard count > 0 else {
            canvas.text("no light leaves its ports", SVGCanvas.margin, Self.top, .start, "m")
            return Self.top
        }
        let all = fibres.map { places(of: $0.path) }
        // The order of the fibres between two columns.
        let orders = (0...count).map { boundary in
            Set(zip(all, first).compactMap { $0.indices.contains(boundary - $1) ? $0[boundary - $1] : nil }).sorted()
        }
        let height = Double(max(1, orders.map(\.count).max() ?? 1)) * Self.fibreGap + 8
        for column in 0..<count {
            var hops: [Hop] = []
            for (fibre, start) in zip(fibres, first) where fibre.path.hops.indices.contains(column - start) {
                hops.append(fibre.path.hops[column - start])
            }
            drawBox(hops, column, height, &canvas)
        }
        for (index, fibre) in fibres.enumerated() {
            drawFibre(fibre, all[index], first[index], orders, height, &canvas)
        }
        drawKey(y: Self.top + height + 24, &canvas)
        return drawStops(y: Self.top + height + 28, &canvas)
    }

    private func drawFibre(
        _ fibre: Fibre, _ places: [Place], _ first: Int, _ orders: [[Place]], _ height: Double,
        _ canvas: inout SVGCanvas
    ) {
        func x(_ boundary: Int) -> Double {
            SVGCanvas.margin + Double(boundary) * (Self.boxWidth + Self.gap) - Self.gap / 2
        }
        func y(_ place: Place, _ boundary: Int) -> Double {
            let order = orders[boundary]
            let index = Double(order.firstIndex(of: place) ?? 0)
            return Self.top + height / 2 + (index - Double(order.count - 1) / 2) * Self.fibreGap
        }
        for (index, hop) in fibre.path.hops.enumerated() {
            let column = first + index
            // In a device it begins and ends in the middle.
            let isAtLeft = index == 0 && isDevice(hop)
            let isAtRight = index > 0 && index == fibre.path.hops.count - 1 && isDevice(hop)
            let start = (isAtLeft ? x(column) + Self.boxWidth / 2 : x(column), y(places[index], column))
            let end = (
                isAtRight ? x(column + 1) - Self.boxWidth / 2 - Self.gap / 2 : x(column + 1),
                y(places[index + 1], column + 1)
            )
            canvas.curve(
                start, end, fibre.sender == .a ? "used-l" : "warn-l d", tip: "sent by \(fibre.sender.rawValue)")
        }
    }

    /// Why light does not arrive, each reason once.
    private func drawStops(y: Double, _ canvas: inout SVGCanvas) -> Double {
        var reasons: [String] = []
        for fibre in fibres where !arrives(fibre) {
            let end = fibre.sender == .a ? fibre.path.farEnd : fibre.path.nearEnd
            let reason = "light of \(fibre.sender.rawValue) ends: \(end.reason(in: plant))"
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        for (index, reason) in reasons.prefix(6).enumerated() {
            canvas.text(reason, SVGCanvas.margin, y + 18 + Double(index) * 16, size: 11, "t b")
        }
        return y + Double(min(6, reasons.count)) * 16
    }

    private func isDevice(_ hop: Hop) -> Bool { if case .device = hop { true } else { false } }

    /// - Parameter hops: what the fibres pass in this column: of a twin port two cords.
    private func drawBox(_ hops: [Hop], _ column: Int, _ height: Double, _ canvas: inout SVGCanvas) {
        let left = SVGCanvas.margin + Double(column) * (Self.boxWidth + Self.gap)
        let box = Box(left, Self.top, Self.boxWidth, height)
        guard !hops.isEmpty else { return canvas.rect(box, "box d", radius: 3, tip: "no light comes here") }
        func unique(_ texts: [String]) -> String {
            var seen: Set<String> = []
            return texts.filter { seen.insert($0).inserted }.joined(separator: ", ")
        }
        let all = hops.map(words)
        let (name, detail) = (unique(all.map(\.name)), unique(all.map(\.detail)))
        canvas.rect(box, all[0].style, radius: 3, tip: "\(name); \(detail)", of: subject(hops[0]))
        canvas.text(name, left, Self.top - 20, size: 11, "t b", most: Self.boxWidth)
        canvas.text(detail, left, Self.top - 6, size: 10, "m", most: Self.boxWidth)
    }

    private func subject(_ hop: Hop) -> SVGCanvas.Subject? {
        switch hop {
        case .device(let port, _): .init(.device, plant.address(of: port.unit).description)
        case .cord(let cord, _): .init(.cord, plant.label(of: cord))
        case .trunk(let trunk, _, _): .init(.trunk, plant.label(of: trunk))
        case .cassette(let unit, _, _, _, _, _), .splice(let unit, _, _, _, _):
            .init(.cassette, plant.address(of: unit).description)
        }
    }

    private func words(_ hop: Hop) -> (name: String, detail: String, style: String) {
        switch hop {
        case .device(let port, _):
            let name = plant.name(of: port)
            return (
                name.isEmpty ? plant.address(of: port).description : name, plant.address(of: port).description, "face"
            )
        case .cord(let cord, _):
            return (plant.label(of: cord), plant.catalogue.name(plant.cords.type[cord.index]), "box")
        case .cassette(let unit, let port, _, _, _, _):
            return (unitName(unit), PortAddress(unit: plant.address(of: unit), port: port).description, "face")
        case .splice(let unit, _, _, _, _): return (unitName(unit), "splice", "face")
        case .trunk(let trunk, _, _):
            return (plant.label(of: trunk), plant.catalogue.name(plant.trunks[trunk.index].type), "box")
        }
    }

    private func unitName(_ unit: UnitHandle) -> String {
        let label = plant.units[unit.index].label
        return label.isEmpty ? plant.address(of: unit).description : label
    }

    private func drawKey(y: Double, _ canvas: inout SVGCanvas) {
        var x = SVGCanvas.margin
        for (style, text) in [("used-l", "sent by A"), ("warn-l d", "sent by Z")] {
            canvas.line([(x, y - 4), (x + 26, y - 4)], style)
            x = (canvas.text(text, x + 32, y, size: 11)?.right ?? x) + 24
        }
    }

    // MARK: The losses

    private static let nameWidth = 330.0
    private static let barWidth = 420.0
    private static let rowHeight = 17.0
    private static var barX: Double { SVGCanvas.margin + nameWidth + 10 }

    /// mdB at the right end of all bars.
    private var most: Double {
        let worst = budgets.compactMap { $0.worst ?? $0.atLeast }.max() ?? 0
        return Double(max(1, worst, limits?.applying ?? 0, budgets.compactMap(\.measured).max() ?? 0)) * 1.05
    }

    private func x(_ loss: Int) -> Double { Self.barX + Self.barWidth * Double(loss) / most }

    private func drawWaterfall(from top: Double, on canvas: inout SVGCanvas) -> Double {
        guard let weakest = budgets.weakest(under: limits?.applying) else {
            canvas.text("no loss can be told", SVGCanvas.margin, top, .start, "m")
            return top
        }
        let nm = weakest.wavelength.rawValue / 1000
        canvas.text(
            "Lane L\(weakest.lane) from \(weakest.from.rawValue) at \(nm) nm, the one that loses most",
            SVGCanvas.margin, top,
            .start, "t b")
        var y = top + 12
        var sum = 0
        let first = y
        for item in weakest.items {
            let loss = item.loss.max
            canvas.text(
                BudgetReport.name(item.what, plant), SVGCanvas.margin, y + 12, size: 11, "t", most: Self.nameWidth)
            if let loss {
                canvas.rect(
                    Box(x(min(sum, sum + loss)), y + 2, max(1, abs(x(sum + loss) - x(sum))), Self.rowHeight - 5), "ok",
                    tip: "\(MilliDecibels(loss))")
                sum += loss
            }
            canvas.text(
                loss.map { "\(MilliDecibels($0))" } ?? "not known", Self.barX + Self.barWidth + 10, y + 12, size: 11,
                loss == nil ? "t b" : "m")
            y += Self.rowHeight
        }
        for (name, value, style) in [
            ("at worst", weakest.worst, "used"), ("expected", weakest.expected, "good"),
            ("with measured values", weakest.measured, "held"),
        ] {
            guard let value else { continue }
            canvas.text(name, SVGCanvas.margin, y + 12, size: 11, "t b", most: Self.nameWidth)
            canvas.rect(Box(Self.barX, y + 2, max(1, x(value) - Self.barX), Self.rowHeight - 5), style)
            canvas.text("\(MilliDecibels(value))", Self.barX + Self.barWidth + 10, y + 12, size: 11, "t")
            y += Self.rowHeight
        }
        return drawLimit(first, y, weakest, on: &canvas)
    }

    private func drawLimit(
        _ first: Double, _ last: Double, _ weakest: Budget, on canvas: inout SVGCanvas
    ) -> Double {
        guard let limit = limits?.applying else { return last }
        canvas.line([(x(limit), first), (x(limit), last + 4)], "bad-l", tip: "limit \(MilliDecibels(limit))")
        let margin = weakest.worst.map { ", \(MilliDecibels(limit - $0)) left" } ?? ""
        canvas.text("limit \(MilliDecibels(limit))\(margin)", x(limit), last + 18, .end, size: 11)
        return last + 22
    }

    /// Every lane with a bar of its own; answers with where it ends.
    private func drawLanes(from top: Double, on canvas: inout SVGCanvas) -> Double {
        guard budgets.count > 1 else { return top - 30 }
        canvas.text("All lanes, at worst", SVGCanvas.margin, top, .start, "t b")
        var y = top + 8
        for budget in budgets {
            let over = limits?.applying.map { budget.exceeds($0) } ?? false
            let name = "L\(budget.lane) from \(budget.from.rawValue) at \(budget.wavelength.rawValue / 1000) nm"
            canvas.text(name, SVGCanvas.margin, y + 12, size: 11, "t", most: Self.nameWidth)
            if let worst = budget.worst {
                let box = Box(Self.barX, y + 2, max(1, x(worst) - Self.barX), Self.rowHeight - 5)
                canvas.rect(box, over ? "bad" : "used")
                if over { canvas.rect(box, "p-bad") }
            }
            canvas.text(
                budget.worst.map { "\(MilliDecibels($0))" } ?? "not known", Self.barX + Self.barWidth + 10, y + 12,
                size: 11, "m")
            y += Self.rowHeight
        }
        return y
    }
}

import FiberModel
import FiberPlanning

/// The way of a cable, unrolled: how far along it is, how high, and where it bends.
package struct RouteDrawing: Drawing {
    private let plant: Plant
    private let trunk: TrunkHandle
    private let walk: RouteWalk
    private let length: RouteLength

    /// - Throws: `PlantError` with code `badValue` for a cable without a way, or with one that has gaps.
    package init(_ trunk: TrunkHandle, in plant: Plant) throws(PlantError) {
        (self.plant, self.trunk) = (plant, trunk)
        walk = RouteWalk(of: trunk, in: plant)
        guard !walk.steps.isEmpty, walk.gaps.isEmpty else {
            throw PlantError(
                .badValue, "\(plant.label(of: trunk)) has no way over pathways without gaps",
                hint: plant.units[plant.trunks[trunk.index].a.unit.index].rack
                    == plant.units[plant.trunks[trunk.index].z.unit.index].rack
                    ? "it stays in its rack" : "give it one with 'fiberplan reroute \(plant.label(of: trunk))'")
        }
        length = RouteLength(of: trunk, walk: walk, in: plant)
    }

    private var row: Plant.TrunkRow { plant.trunks[trunk.index] }
    private var name: String { "\(row.label), \(plant.catalogue.name(row.type))" }

    package var title: String { "The way of \(name)" }
    package var summary: String {
        "From \(plant.address(of: row.a)) to \(plant.address(of: row.z)) over \(counted(walk.steps.count, "segment")): "
            + "\(length.needed) are needed."
    }

    private static let top = 100.0
    private static let width = 900.0
    private static let height = 200.0

    private struct Point {
        var along: Double
        var z: Double
        var node: NodeHandle?
    }

    /// The places that the cable passes: its unit, the nodes of its way, its other unit.
    private var points: [Point] {
        func unit(_ port: PortHandle) -> Double {
            Double(plant.units[port.unit.index].middleQuarters) * 44.45 / 4
        }
        func inside(_ port: PortHandle, _ node: NodeHandle) -> Double {
            let entry = plant.nodes[node.index].entry
            return Double(
                plant.vertical(in: plant.units[port.unit.index].rack, from: entry, to: port.unit).rawValue)
        }
        guard let first = walk.steps.first, let last = walk.steps.last else { return [] }
        var along = 0.0
        var points = [Point(along: 0, z: unit(row.a), node: nil)]
        along += inside(row.a, first.from)
        points.append(Point(along: along, z: Double(plant.nodes[first.from.index].z.rawValue), node: first.from))
        for step in walk.steps {
            along += Double(plant.length(of: step.segment).rawValue)
            points.append(Point(along: along, z: Double(plant.nodes[step.to.index].z.rawValue), node: step.to))
        }
        along += inside(row.z, last.to)
        points.append(Point(along: along, z: unit(row.z), node: nil))
        return points
    }

    package func draw(on canvas: inout SVGCanvas) {
        let points = points
        guard let last = points.last else { return }
        let rest = plant.catalogue.cable(row.type)?.radiusAtRest
        canvas.text(
            "\(length.needed) needed\(row.length.map { ", \($0) long" } ?? ""), may lie at \(rest.map { "\($0.value)" } ?? "a radius that is not known")",
            SVGCanvas.margin, 50, .start, "m")
        let highest = max(1, points.map(\.z).max() ?? 1)
        func at(_ point: Point) -> (x: Double, y: Double) {
            (
                SVGCanvas.margin + 50 + Self.width * point.along / max(1, last.along),
                Self.top + Self.height * (1 - point.z / highest)
            )
        }
        axis(highest, &canvas)
        canvas.line(points.map(at), "used-l")
        var taken = TakenSpace()
        for label in canvas.labels { taken.take(label.box) }
        drawBends(points.map(at), points, &taken, &canvas)
        drawSegments(points.map(at), &taken, &canvas)
        let ends = [(row.a, points[0], SVGCanvas.Anchor.start), (row.z, last, .end)]
        for (port, point, anchor) in ends {
            let place = at(point)
            canvas.circle(place.x, place.y, 5, "used", tip: plant.address(of: port).description)
            label(plant.address(of: port).description, place.x, place.y + 20, anchor, &taken, &canvas)
        }
    }

    private func axis(_ highest: Double, _ canvas: inout SVGCanvas) {
        let x = SVGCanvas.margin + 44
        canvas.line([(x, Self.top), (x, Self.top + Self.height)], "l")
        for height in [0, highest] {
            let y = Self.top + Self.height * (1 - height / highest)
            canvas.line([(x - 4, y), (x, y)], "l")
            canvas.text("\(Millimetres(Int(clamping: height, rounding: .up)))", x - 6, y + 4, .end, size: 10, "m")
        }
    }

    /// A label where it finds room, a line lower each time; left out where it finds none.
    private func label(
        _ text: String, _ x: Double, _ y: Double, _ anchor: SVGCanvas.Anchor, size: Double = 11,
        _ taken: inout TakenSpace, _ canvas: inout SVGCanvas
    ) {
        for line in 0..<8 {
            let baseline = y + Double(line) * (size + 3)
            let box = SVGCanvas.box(text, x, baseline, anchor, size: size)
            guard box.x >= 0, taken.isFree(box) else { continue }
            taken.take(box)
            canvas.text(text, x, baseline, anchor, size: size)
            return
        }
    }

    private func drawSegments(_ places: [(x: Double, y: Double)], _ taken: inout TakenSpace, _ canvas: inout SVGCanvas)
    {
        let y = Self.top + Self.height + 30
        for (index, step) in walk.steps.enumerated() {
            let (from, to) = (places[index + 1], places[index + 2])
            let text = "\(plant.segments[step.segment.index].label) \(plant.length(of: step.segment))"
            canvas.line([(from.x, from.y), (to.x, to.y)], "used-l", tip: text)
            canvas.line([(from.x, y - 16), (from.x, y - 10), (to.x, y - 10), (to.x, y - 16)], "l")
            label(text, (from.x + to.x) / 2, y + 4, .middle, size: 10, &taken, &canvas)
        }
    }

    private func drawBends(
        _ places: [(x: Double, y: Double)], _ points: [Point], _ taken: inout TakenSpace, _ canvas: inout SVGCanvas
    ) {
        let type = plant.catalogue.cable(row.type)
        for bend in walk.bends(in: plant) {
            guard let index = points.firstIndex(where: { $0.node == bend.node }) else { continue }
            let least = [type?.radiusAtRest?.value, type?.radiusUnderPull?.value].compactMap { $0 }.max()
            let isTight = least.map { bend.radius.micrometres < $0 } ?? false
            let asked = isTight ? least.map { ", asks for \($0)" } ?? "" : ""
            let text = "\(Int(bend.angleDegrees.rounded()))°, radius \(bend.radius)\(asked)"
            let place = places[index]
            canvas.circle(
                place.x, place.y, 5, isTight ? "bad" : "good", tip: "\(plant.nodes[bend.node.index].label): \(text)")
            if isTight { canvas.circle(place.x, place.y, 5, "p-bad") }
            label(text, place.x, Self.top - 20, .middle, size: 10, &taken, &canvas)
        }
    }
}

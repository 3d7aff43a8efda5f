/// An upright rectangle of a drawing, in its units; y grows downwards.
package struct Box: Hashable, Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }

    var right: Double { x + width }
    var bottom: Double { y + height }
    var middle: (x: Double, y: Double) { (x + width / 2, y + height / 2) }

    /// Whether the two have more than an edge in common.
    package func overlaps(_ other: Box) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    func inset(by margin: Double) -> Box {
        Box(x + margin, y + margin, max(0, width - 2 * margin), max(0, height - 2 * margin))
    }
}

/// Boxes that are taken, found by where they are: a label is put where none is.
struct TakenSpace {
    private struct Cell: Hashable { var x: Int, y: Int }
    private static let side = 40.0
    private var cells: [Cell: [Box]] = [:]

    private static func range(_ from: Double, _ to: Double) -> ClosedRange<Int> {
        let first = Int(clamping: from / side, rounding: .down)
        return first...max(first, Int(clamping: to / side, rounding: .down))
    }

    private static func forEachCell(of box: Box, _ body: (Cell) -> Bool) {
        for x in range(box.x, box.right) {
            for y in range(box.y, box.bottom) where !body(Cell(x: x, y: y)) { return }
        }
    }

    /// Whether nothing is there. O(what is near).
    func isFree(_ box: Box) -> Bool {
        var isFree = true
        Self.forEachCell(of: box) { cell in
            isFree = !(cells[cell]?.contains { $0.overlaps(box) } ?? false)
            return isFree
        }
        return isFree
    }

    mutating func take(_ box: Box) {
        var touched: [Cell] = []
        Self.forEachCell(of: box) { cell in
            touched.append(cell)
            return true
        }
        for cell in touched { cells[cell, default: []].append(box) }
    }
}

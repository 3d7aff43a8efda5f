import FiberModel
import Platform

extension Plant {
    /// The length of a segment: measured, or else the straight distance of its nodes, rounded up to a millimetre.
    ///
    /// Between halls that do not say where they lie on one site it counts as nothing without a measured length, and rule
    /// LEN004 asks for one.
    package func length(of segment: SegmentHandle) -> Millimetres {
        let row = segments[segment.index]
        return row.length ?? distance(row.a, row.z)
    }

    /// Whether the length of a segment is measured, or follows from the places of its nodes.
    package func isLengthKnown(_ segment: SegmentHandle) -> Bool {
        let row = segments[segment.index]
        let halls = (nodes[row.a.index].hall, nodes[row.z.index].hall)
        return row.length != nil || halls.0 == halls.1 || isPlaced(halls.0, halls.1)
    }

    /// Whether a segment leads from one hall to another, whose coordinates have nothing to do with each other.
    package func isBetweenHalls(_ segment: SegmentHandle) -> Bool {
        let row = segments[segment.index]
        return nodes[row.a.index].hall != nodes[row.z.index].hall
    }

    /// The straight distance of two nodes, rounded up to a millimetre; 0 between halls that have no coordinates in common.
    package func distance(_ a: NodeHandle, _ z: NodeHandle) -> Millimetres {
        Millimetres(direction(from: a, to: z).length)
    }

    /// From one node to another: in the coordinates of their hall, or, between two halls of one site whose places there are
    /// known, in those of the site; none where nothing is known.
    func direction(from a: NodeHandle, to z: NodeHandle) -> Direction {
        let (from, to) = (nodes[a.index], nodes[z.index])
        guard from.hall != to.hall else { return Direction(from: from, to: to) }
        guard isPlaced(from.hall, to.hall), let own = onSite(from), let its = onSite(to) else { return .none }
        return Direction(from: own, to: its)
    }

    /// Whether the distance of two halls follows from where they lie on their site.
    package func isPlaced(_ a: HallHandle, _ z: HallHandle) -> Bool {
        let (own, its) = (halls[a.index], halls[z.index])
        return own.place != nil && its.place != nil && own.site == its.site
    }

    private func onSite(_ node: NodeRow) -> NodeRow? {
        guard let (x, y) = onSite(node.x, node.y, of: node.hall) else { return nil }
        var row = node
        (row.x, row.y) = (x, y)
        return row
    }

    /// A point of a hall in the coordinates of its site; nil where the hall does not say where it lies.
    func onSite(_ x: Millimetres, _ y: Millimetres, of hall: HallHandle) -> (x: Millimetres, y: Millimetres)? {
        guard let place = halls[hall.index].place else { return nil }
        let turned = Self.turn(x.rawValue, y.rawValue, by: place.turn)
        return (place.x + Millimetres(turned.x), place.y + Millimetres(turned.y))
    }

    /// Quarter turns are exact; all others are rounded to a millimetre.
    private static func turn(_ x: Int, _ y: Int, by angle: Degrees) -> (x: Int, y: Int) {
        switch angle.rawValue {
        case 0: return (x, y)
        case 90: return (-y, x)
        case 180: return (-x, -y)
        case 270: return (y, -x)
        default:
            let radians = Double(angle.rawValue) * .pi / 180
            let (sine, cosine) = (sin(radians), cos(radians))
            func whole(_ value: Double) -> Int { Int(clamping: value, rounding: .toNearestOrAwayFromZero) }
            return (whole(Double(x) * cosine - Double(y) * sine), whole(Double(x) * sine + Double(y) * cosine))
        }
    }

    /// How far a cable runs inside a rack between its entry and the rear of a unit: from the top or the bottom
    /// of the rack to the middle of the unit, rounded up to a millimetre.
    ///
    /// Without a unit it is the whole height, the farthest that a unit could be.
    package func vertical(in rack: RackHandle, from entry: PathwayNode.Entry, to unit: UnitHandle?) -> Millimetres {
        let height = racks[rack.index].heightU
        guard let unit else { return Self.millimetres(quarters: 4 * height) }
        let middle = units[unit.index].middleQuarters
        return Self.millimetres(quarters: max(0, entry == .bottom ? middle : 4 * height - middle))
    }

    /// How far a cable runs between the rears of two units of one rack.
    package func vertical(between a: UnitHandle, and z: UnitHandle) -> Millimetres {
        let (a, z) = (units[a.index], units[z.index])
        return Self.millimetres(quarters: abs(a.middleQuarters - z.middleQuarters))
    }

    /// A rack unit is 44.45 mm (EIA-310).
    static func millimetres(quarters: Int) -> Millimetres { Millimetres((quarters * 111_125 + 9_999) / 10_000) }
}

/// A direction in space in whole millimetres: whether two are parallel is decided without rounding.
struct Direction {
    var x: Int
    var y: Int
    var z: Int

    static let none = Direction(x: 0, y: 0, z: 0)

    init(x: Int, y: Int, z: Int) { (self.x, self.y, self.z) = (x, y, z) }

    init(from a: Plant.NodeRow, to b: Plant.NodeRow) {
        x = (b.x - a.x).rawValue
        y = (b.y - a.y).rawValue
        z = (b.z - a.z).rawValue
    }

    /// Wider than any hall, in mm: what is nearly straight.
    static let widest = 1_000_000_000_000

    var isZero: Bool { x == 0 && y == 0 && z == 0 }

    /// Rounded up; exact, whatever the floating root makes of it.
    var length: Int {
        // Coordinates are at most 10^8 mm, so the sum of three products fits 64 bits.
        let square = x * x + y * y + z * z
        var root = Int(Double(square).squareRoot())
        while root * root > square { root -= 1 }
        while root * root < square { root += 1 }
        return root
    }

    /// As a floating number: never more than 1e-3 mm off, since coordinates are at most 10^8 mm.
    var exactLength: Double { Self.norm((x, y, z)) }

    private func dot(_ other: Direction) -> Int { x * other.x + y * other.y + z * other.z }
    private func cross(_ other: Direction) -> (x: Int, y: Int, z: Int) {
        (y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
    }
    private static func norm(_ v: (x: Int, y: Int, z: Int)) -> Double {
        (Double(v.x) * Double(v.x) + Double(v.y) * Double(v.y) + Double(v.z) * Double(v.z)).squareRoot()
    }

    /// Whether a cable goes straight on from this direction into `other`.
    func isStraight(into other: Direction) -> Bool {
        let cross = cross(other)
        return cross.x == 0 && cross.y == 0 && cross.z == 0 && dot(other) > 0
    }

    /// The turn from this direction to `other`, 0…180 degrees; exactly 0, 90 and 180 where it is.
    func angle(to other: Direction) -> Double {
        let dot = dot(other)
        let cross = cross(other)
        if cross.x == 0, cross.y == 0, cross.z == 0 { return dot > 0 ? 0 : 180 }
        if dot == 0 { return 90 }
        return atan2(Self.norm(cross), Double(dot)) * 180 / .pi
    }

    /// The widest radius of a turn into `other` that ends within `reach` before and behind the corner, rounded
    /// down: reach ÷ tan(angle ÷ 2). Nothing fits where the way turns back on itself.
    func radius(into other: Direction, within reach: Double) -> Int {
        let dot = dot(other)
        let cross = cross(other)
        if cross.x == 0, cross.y == 0, cross.z == 0 { return dot > 0 ? Self.widest : 0 }
        if dot == 0 { return Int(clamping: reach + 1e-9, rounding: .down) }
        // tan(a/2) = sin a ÷ (1 + cos a), each times both lengths.
        let lengths = Self.norm((x, y, z)) * Self.norm((other.x, other.y, other.z))
        let widest = reach * (lengths + Double(dot)) / Self.norm(cross)
        // A hair is added for what floating arithmetic takes off whole numbers; beyond that, down is the safe side.
        return widest >= Double(Self.widest) ? Self.widest : Int(clamping: widest + 1e-9, rounding: .down)
    }
}

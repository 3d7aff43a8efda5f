import FiberModel
import HeapModule

/// How far it is from one unit to another for a cord, at the very least.
///
/// Within a rack from the middle of one unit to that of the other. To a rack that stands beside or opposite, straight
/// across. To any other over the pathways: up or down to the entry of one rack, the shortest way over segments, and to the
/// unit in the other; where no pathway leads there, along the floor and up and down in both racks.
package struct CordSpan: Sendable {
    /// Nil where nothing is known of the distance.
    package var least: Millimetres?
    /// `the way within its rack`: how the words "the cord is too short for" go on.
    package var way: String
    package var isBetweenHalls = false

    /// Racks whose middles are at most this far apart stand side by side or back to back.
    package static let nextRack = Millimetres(1250)

    init(least: Millimetres?, way: String, isBetweenHalls: Bool = false) {
        self.least = least
        self.way = way
        self.isBetweenHalls = isBetweenHalls
    }

    init(within a: UnitHandle, _ z: UnitHandle, _ plant: Plant) {
        self.init(least: plant.vertical(between: a, and: z), way: "the way within its rack")
    }
}

/// The spans between racks of a plant, each pair of racks worked out once.
package final class CordSpans {
    private let plant: Plant
    private var adjacency: [[(node: Int32, length: Int)]] = []
    /// Searches from the entries of a rack, as far as they were needed, and where each lies. The cords of a rack mostly
    /// come one after the other, so a few are kept.
    private var searches: [Search] = []
    private var places: [Start: Int] = [:]
    private static let maxSearches = 256

    /// How far a unit is from the top and from the bottom of its rack; units of one height share their search.
    private struct UnitVertical: Hashable { var top: Int, bottom: Int }
    private struct Start: Hashable { var rack: RackHandle, vertical: UnitVertical }

    package init(_ plant: Plant) { self.plant = plant }

    /// The least length of a cord between units of two racks.
    ///
    /// The search of a rack goes no farther than to the racks that are asked for, and goes on from there the next time: at
    /// most O(segments × log segments) for a rack, and in practice what lies around it.
    package func span(_ a: UnitHandle, _ z: UnitHandle) -> CordSpan {
        let racks = (plant.units[a.index].rack, plant.units[z.index].rack)
        let isBetweenHalls = plant.racks[racks.0.index].hall != plant.racks[racks.1.index].hall
        let horizontal = horizontal(racks.0, racks.1)
        if !isBetweenHalls, let horizontal, horizontal <= Double(CordSpan.nextRack.rawValue) {
            let vertical = Double(heightDifference(a, z))
            let straight = (horizontal * horizontal + vertical * vertical).squareRoot()
            return CordSpan(
                least: Millimetres(Int(clamping: straight - 1e-6, rounding: .up)), way: "the way to the next rack")
        }
        if let path = path(a, z) { return CordSpan(least: Millimetres(path), way: "the way over the pathways") }
        guard let horizontal else {
            return CordSpan(least: nil, way: "the way between halls", isBetweenHalls: isBetweenHalls)
        }
        let (x, y) = (verticals(a), verticals(z))
        let inside = min(x.top + y.top, x.bottom + y.bottom)
        return CordSpan(
            least: Millimetres(Int(clamping: horizontal - 1e-6, rounding: .up).addingClamped(inside)),
            way: "the distance of the racks and the ways inside them")
    }

    private func heightDifference(_ a: UnitHandle, _ z: UnitHandle) -> Int {
        plant.vertical(between: a, and: z).rawValue
    }

    private func verticals(_ unit: UnitHandle) -> UnitVertical {
        let rack = plant.units[unit.index].rack
        return UnitVertical(
            top: plant.vertical(in: rack, from: .top, to: unit).rawValue,
            bottom: plant.vertical(in: rack, from: .bottom, to: unit).rawValue)
    }

    /// Between the places of two racks, in one hall or in two that say where they lie on one site: of the racks themselves, or of their entries where nobody says where they
    /// stand.
    private func horizontal(_ a: RackHandle, _ z: RackHandle) -> Double? {
        guard var p = place(a), var q = place(z) else { return nil }
        let halls = (plant.racks[a.index].hall, plant.racks[z.index].hall)
        if halls.0 != halls.1 {
            guard plant.isPlaced(halls.0, halls.1), let own = onSite(p, halls.0), let its = onSite(q, halls.1) else {
                return nil
            }
            (p, q) = (own, its)
        }
        return ((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y)).squareRoot()
    }

    private func onSite(_ point: (x: Double, y: Double), _ hall: HallHandle) -> (x: Double, y: Double)? {
        plant.onSite(Millimetres(Int(point.x)), Millimetres(Int(point.y)), of: hall)
            .map { (Double($0.x.rawValue), Double($0.y.rawValue)) }
    }

    private func place(_ rack: RackHandle) -> (x: Double, y: Double)? {
        let row = plant.racks[rack.index]
        if let x = row.x, let y = row.y { return (Double(x.rawValue), Double(y.rawValue)) }
        guard let node = plant.entries(of: rack).map({ plant.nodes[$0.index] }).first(where: { $0.hall == row.hall })
        else {
            return nil
        }
        return (Double(node.x.rawValue), Double(node.y.rawValue))
    }

    // MARK: Over the pathways

    private func path(_ a: UnitHandle, _ z: UnitHandle) -> Int? {
        let search = search(from: a)
        let adjacency = adjacency
        let rack = plant.units[z.index].rack
        return plant.entries(of: rack).compactMap { node -> Int? in
            guard let way = searches[search].distance(to: node.rawValue, adjacency) else { return nil }
            return way.addingClamped(plant.vertical(in: rack, from: plant.nodes[node.index].entry, to: z).rawValue)
        }.min()
    }

    private func search(from unit: UnitHandle) -> Int {
        if adjacency.isEmpty { connect() }
        let start = Start(rack: plant.units[unit.index].rack, vertical: verticals(unit))
        if let known = places[start] { return known }
        if searches.count == Self.maxSearches {
            searches.removeAll(keepingCapacity: true)
            places.removeAll(keepingCapacity: true)
        }
        var search = Search(nodes: plant.nodes.count)
        for node in plant.entries(of: start.rack) {
            let isBelow = plant.nodes[node.index].entry == .bottom
            search.reach(node.rawValue, isBelow ? start.vertical.bottom : start.vertical.top)
        }
        places[start] = searches.count
        searches.append(search)
        return searches.count - 1
    }

    private func connect() {
        adjacency = Array(repeating: [], count: plant.nodes.count)
        for (index, row) in plant.segments.enumerated() {
            let length = plant.length(of: SegmentHandle(index: index)).rawValue
            adjacency[row.a.index].append((row.z.rawValue, length))
            adjacency[row.z.index].append((row.a.rawValue, length))
        }
    }
}

/// Dijkstra's search from the entries of a rack, halted wherever the way that is asked for is known.
private struct Search {
    private struct Entry: Comparable {
        var cost: Int
        var node: Int32
        static func < (a: Entry, b: Entry) -> Bool { (a.cost, a.node) < (b.cost, b.node) }
    }

    private var costs: [Int]
    private var heap = Heap<Entry>()
    /// Ways no longer than this are final.
    private var settled = -1

    init(nodes: Int) { costs = Array(repeating: .max, count: nodes) }

    mutating func reach(_ node: Int32, _ cost: Int) {
        guard cost < costs[Int(node)] else { return }
        costs[Int(node)] = cost
        heap.insert(Entry(cost: cost, node: node))
    }

    /// The shortest way to a node; nil where none leads there.
    mutating func distance(to target: Int32, _ adjacency: [[(node: Int32, length: Int)]]) -> Int? {
        while costs[Int(target)] > settled, let entry = heap.popMin() {
            settled = entry.cost
            guard entry.cost == costs[Int(entry.node)] else { continue }
            for (node, length) in adjacency[Int(entry.node)] { reach(node, entry.cost.addingClamped(length)) }
        }
        return costs[Int(target)] < .max ? costs[Int(target)] : nil
    }
}

import FiberModel
import HeapModule

/// How far it is from one unit to another for a cord, at the very least.
///
/// Within a rack from the middle of one unit to that of the other. To a rack that stands beside or opposite, straight
/// across. To any other over the pathways: up or down to the entry of one rack, the shortest way over segments, and to the
/// unit in the other; where no pathway leads there, along the floor and up and down in both racks.
public struct CordSpan: Sendable {
    /// Nil where nothing is known of the distance.
    public var least: Millimetres?
    /// `the way within its rack`: how the words "the cord is too short for" go on.
    public var way: String
    public var isBetweenHalls = false

    /// Racks whose middles are no farther apart than this stand side by side or back to back.
    public static let nextRack = Millimetres(1250)

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
public final class CordSpans {
    private let plant: Plant
    private var adjacency: [[(node: Int32, length: Int)]] = []
    /// By rack: the shortest way from its entries to every node, without what runs inside the rack.
    private var distances: [RackHandle: [UnitVertical: [Int]]] = [:]

    /// How far a unit is from the top and from the bottom of its rack; units of one height share their search.
    private struct UnitVertical: Hashable { var top: Int, bottom: Int }

    public init(_ plant: Plant) { self.plant = plant }

    /// The least length of a cord between units of two racks. O(segments × log segments) the first time for a rack.
    public func span(_ a: UnitHandle, _ z: UnitHandle) -> CordSpan {
        let racks = (plant.units[a.index].rack, plant.units[z.index].rack)
        let isBetweenHalls = plant.racks[racks.0.index].hall != plant.racks[racks.1.index].hall
        let horizontal = isBetweenHalls ? nil : horizontal(racks.0, racks.1)
        if let horizontal, horizontal <= Double(CordSpan.nextRack.rawValue) {
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

    /// Between the places of two racks of a hall: of the racks themselves, or of their entries where nobody says where they
    /// stand.
    private func horizontal(_ a: RackHandle, _ z: RackHandle) -> Double? {
        guard let p = place(a), let q = place(z) else { return nil }
        return ((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y)).squareRoot()
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
        let distances = distances(from: a)
        let rack = plant.units[z.index].rack
        return plant.entries(of: rack).compactMap { node -> Int? in
            let way = distances[node.index]
            guard way < .max else { return nil }
            return way.addingClamped(plant.vertical(in: rack, from: plant.nodes[node.index].entry, to: z).rawValue)
        }.min()
    }

    private func distances(from unit: UnitHandle) -> [Int] {
        let rack = plant.units[unit.index].rack
        let vertical = verticals(unit)
        if let known = distances[rack]?[vertical] { return known }
        let found = search(rack, vertical)
        distances[rack, default: [:]][vertical] = found
        return found
    }

    private struct Entry: Comparable {
        var cost: Int
        var node: Int32
        static func < (a: Entry, b: Entry) -> Bool { (a.cost, a.node) < (b.cost, b.node) }
    }

    /// Dijkstra's search from the entries of a rack.
    private func search(_ rack: RackHandle, _ vertical: UnitVertical) -> [Int] {
        if adjacency.isEmpty { connect() }
        var costs = Array(repeating: Int.max, count: plant.nodes.count)
        var heap = Heap<Entry>()
        for node in plant.entries(of: rack) {
            let inside = plant.nodes[node.index].entry == .bottom ? vertical.bottom : vertical.top
            guard inside < costs[node.index] else { continue }
            costs[node.index] = inside
            heap.insert(Entry(cost: inside, node: node.rawValue))
        }
        while let entry = heap.popMin() {
            guard entry.cost == costs[Int(entry.node)] else { continue }
            for (node, length) in adjacency[Int(entry.node)] {
                let cost = entry.cost.addingClamped(length)
                guard cost < costs[Int(node)] else { continue }
                costs[Int(node)] = cost
                heap.insert(Entry(cost: cost, node: node))
            }
        }
        return costs
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

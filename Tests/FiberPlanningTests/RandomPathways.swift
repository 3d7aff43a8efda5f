import FiberModel
import FiberPlanning
import FiberStore
import Foundation
import TestSupport

/// Many small made-up pathways in one plant, none connected with another, and every way over them by brute force.
struct RandomPathways {
    struct Piece {
        var label: String
        var a: Int
        var z: Int
        var length: Int?
        var width: Int?
        var radius: Int?
        var allowed: [String]
        var tags: [String]
    }
    struct Point {
        var x: Int
        var y: Int
        var z: Int
        var radius: Int?
    }
    struct Graph {
        var points: [Point]
        var pieces: [Piece]
        var avoided: Set<Int>
        var fillPrice: Int
        func node(_ index: Int) -> String { "\(name)-N\(index)" }
        var name: String
    }
    struct Way: Equatable {
        var pieces: [Int]
        var cost: Int
    }

    /// 9 mm of cable fill 42 % of 10 × 15 mm and 53 % of 10 × 12 mm.
    static let depth = 10
    static let square = 81.0
    let graphs: [Graph]
    let plant: Plant

    init(_ count: Int, seed: UInt64, tags: Int = 0, obstacles: Bool = true) throws {
        var dice = Dice(seed: seed)
        graphs = (0..<count).map { Self.graph("G\($0)", tags: tags, obstacles: obstacles, &dice) }
        plant = try Store.holding([Record(Hall(label: "DC1"))] + graphs.flatMap(Self.records)).snapshot(of: .pathways)
    }

    private static func graph(_ name: String, tags: Int, obstacles: Bool, _ dice: inout Dice) -> Graph {
        let nodes = Int.random(in: 1...6, using: &dice)
        let points = (0..<nodes).map { _ in
            Point(
                x: Int.random(in: 0...3, using: &dice) * 1000, y: Int.random(in: 0...3, using: &dice) * 1000,
                z: Int.random(in: 0...1, using: &dice) * 1000,
                radius: obstacles ? [nil, nil, nil, 300, 100].randomElement(using: &dice)! : 300)
        }
        var labels = (0..<12).map { "\(name)-S\($0)" }
        labels.shuffle(using: &dice)
        let pieces = (0..<Int.random(in: 0...11, using: &dice)).map { index in
            Piece(
                label: labels[index], a: Int.random(in: 0..<nodes, using: &dice),
                z: Int.random(in: 0..<nodes, using: &dice),
                length: [nil, nil, 0, 1000, 2000, 2000, 3000].randomElement(using: &dice)!,
                width: obstacles ? [nil, 300, 300, 15, 12].randomElement(using: &dice)! : 300,
                radius: obstacles ? [nil, nil, 300, 300, 100].randomElement(using: &dice)! : nil,
                allowed: obstacles && Int.random(in: 0..<8, using: &dice) == 0 ? ["OTHER"] : [],
                tags: (0..<tags).filter { _ in Int.random(in: 0..<5, using: &dice) == 0 }.map { "zone-\($0)" })
        }
        let avoided = pieces.indices.filter { _ in obstacles && Int.random(in: 0..<12, using: &dice) == 0 }
        let fillPrice = [0, 1, 3, 4, 17, 100].randomElement(using: &dice)!
        return Graph(points: points, pieces: pieces, avoided: Set(avoided), fillPrice: fillPrice, name: name)
    }

    private static func records(_ graph: Graph) -> [Record] {
        let nodes = graph.points.enumerated().map { index, point in
            var node = PathwayNode()
            (node.label, node.hall) = (graph.node(index), "DC1")
            (node.x, node.y, node.z) = (Millimetres(point.x), Millimetres(point.y), Millimetres(point.z))
            node.bendRadius = point.radius.map { Millimetres($0) }
            return Record(node)
        }
        return nodes
            + graph.pieces.map { piece in
                var segment = PathwaySegment()
                (segment.label, segment.a, segment.z) = (piece.label, graph.node(piece.a), graph.node(piece.z))
                segment.length = piece.length.map { Millimetres($0) }
                segment.width = piece.width.map { Millimetres($0) }
                segment.depth = Millimetres(depth)
                segment.bendRadius = piece.radius.map { Millimetres($0) }
                segment.allowedCables = piece.allowed
                segment.tags = piece.tags
                return Record(segment)
            }
    }

    // MARK: Brute force

    /// Every way between two nodes that passes no node twice and breaks nothing, in the order in which they rank.
    func ways(_ graph: Graph, from: Int, to: Int, via: [Int] = []) -> [Way] {
        var found: [Way] = []
        func go(_ node: Int, _ seen: [Int], _ pieces: [Int]) {
            if node == to, isInOrder(seen, via), isLegal(graph, seen, pieces) {
                found.append(Way(pieces: pieces, cost: pieces.reduce(0) { $0 + cost(graph, $1) }))
            }
            for (index, piece) in graph.pieces.enumerated() {
                for (a, z) in [(piece.a, piece.z), (piece.z, piece.a)] where a == node && !seen.contains(z) {
                    go(z, seen + [z], pieces + [index])
                }
            }
        }
        go(from, [from], [])
        return found.sorted { a, b in
            if a.cost != b.cost { return a.cost < b.cost }
            if a.pieces.count != b.pieces.count { return a.pieces.count < b.pieces.count }
            let labels = [a, b].map { $0.pieces.map { graph.pieces[$0].label } }
            let differ = zip(labels[0], labels[1]).first { $0 != $1 }
            return differ.map { naturallyPrecedes($0, $1) } ?? false
        }
    }

    private func isInOrder(_ seen: [Int], _ via: [Int]) -> Bool {
        var rest = via[...]
        for node in seen { while rest.first == node { rest = rest.dropFirst() } }
        return rest.isEmpty
    }

    private func share(_ piece: Piece) -> Double? {
        piece.width.map { Self.square * .pi / 4 / Double($0 * Self.depth) }
    }

    func length(_ graph: Graph, _ index: Int) -> Int {
        let piece = graph.pieces[index]
        if let length = piece.length { return length }
        let (a, z) = (graph.points[piece.a], graph.points[piece.z])
        let (x, y, h) = (Double(a.x - z.x), Double(a.y - z.y), Double(a.z - z.z))
        return Int((x * x + y * y + h * h).squareRoot().rounded(.up))
    }

    private func cost(_ graph: Graph, _ index: Int) -> Int {
        let length = length(graph, index)
        guard let share = share(graph.pieces[index]), share > 0.4 else { return length }
        return length + Int((Double(length) * Double(graph.fillPrice) * min(1, (share * 100 - 40) / 10)).rounded(.up))
    }

    private func isLegal(_ graph: Graph, _ nodes: [Int], _ pieces: [Int]) -> Bool {
        // How the cable faces, and what it has passed since on pieces of no length.
        var last: (direction: [Double], pieces: [Int], nodes: [Int])?
        for (step, index) in pieces.enumerated() {
            let piece = graph.pieces[index]
            if graph.avoided.contains(index) || !piece.allowed.isEmpty { return false }
            if let share = share(piece), share > 0.5 { return false }
            let (a, z) = (graph.points[nodes[step]], graph.points[nodes[step + 1]])
            let direction = [Double(z.x - a.x), Double(z.y - a.y), Double(z.z - a.z)]
            last?.pieces.append(index)
            last?.nodes.append(nodes[step])
            guard direction != [0, 0, 0] else { continue }
            if let last, !isWide(graph, at: last.nodes, over: last.pieces, last.direction, direction) { return false }
            last = (direction, [index], [])
        }
        return true
    }

    /// The default trunk wants 180 mm.
    private func isWide(
        _ graph: Graph, at nodes: [Int], over pieces: [Int], _ a: [Double], _ b: [Double]
    ) -> Bool {
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let cosine = dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
        let angle = acos(max(-1, min(1, cosine)))
        if angle < 1e-6 { return true }
        let own = nodes.compactMap { graph.points[$0].radius }.min()
        let stated = own ?? pieces.compactMap { graph.pieces[$0].radius }.min()
        if let stated { return stated >= 180 }
        if angle > .pi - 1e-6 { return false }
        // Room is what the nodes are apart, whatever the length of the cable between them is said to be.
        return min(dot(a, a), dot(b, b)).squareRoot() / tan(angle / 2) >= 180 - 1e-6
    }
}

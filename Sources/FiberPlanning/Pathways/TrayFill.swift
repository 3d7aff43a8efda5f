import FiberModel

/// How full every segment is.
///
/// Kept as the sum of squared diameters in µm², a whole number, so that laying a cable and taking it away
/// again leaves nothing behind; circles and rectangles meet only where a share is asked for.
package struct TrayFill: Sendable {
    /// Sum of squared outer diameters of what lies in each segment, in µm².
    private(set) var squares: [Int]
    /// What the sum would be were the segment full, in µm²; 0 where its cross-section is not known.
    let capacities: [Double]
    /// What the sum is at the planned and at the hard limit; infinite where the cross-section is not known.
    let planSums: [Double]
    let hardSums: [Double]
    /// Cables in each segment of which no diameter is known.
    private(set) var unknown: [Int32]

    /// The fill that those trunks make which `counts` chooses; retired ones are gone. O(segments + routes).
    package init(_ plant: Plant, counting counts: (TrunkHandle) -> Bool = { _ in true }) {
        squares = Array(repeating: 0, count: plant.segments.count)
        unknown = Array(repeating: 0, count: plant.segments.count)
        let capacities = plant.segments.map(Self.capacity)
        self.capacities = capacities
        func sums(_ limit: (Plant.SegmentRow) -> Percent) -> [Double] {
            zip(plant.segments, capacities).map { $1 > 0 ? Double(limit($0).rawValue) * $1 / 100 : .infinity }
        }
        planSums = sums(\.planFill)
        hardSums = sums(\.hardFill)
        var squareOfType: [Catalogue.Key: Int?] = [:]
        for (index, row) in plant.trunks.enumerated() where row.status != .retired {
            let trunk = TrunkHandle(index: index)
            guard counts(trunk) else { continue }
            let square: Int?
            if let known = squareOfType[row.type] {
                square = known
            } else {
                square = plant.catalogue.cable(row.type)?.diameterSquared
                squareOfType[row.type] = .some(square)
            }
            lay(square, on: plant.route(of: trunk))
        }
    }

    /// Puts a cable of this squared diameter in µm² on segments; nil where its diameter is not known.
    mutating func lay(_ square: Int?, on route: some Sequence<SegmentHandle>) {
        for segment in route {
            if let square {
                squares[segment.index] = squares[segment.index].addingClamped(square)
            } else {
                unknown[segment.index] &+= 1
            }
        }
    }

    /// Puts a trunk of the plant where its route runs.
    package mutating func lay(_ trunk: TrunkHandle, of plant: Plant) {
        let type = plant.catalogue.cable(plant.trunks[trunk.index].type)
        lay(type?.diameterSquared, on: plant.route(of: trunk))
    }

    /// The share of a segment's cross-section that cables take, 1 being all of it, with one more of `adding`
    /// µm² squared diameter; nil where the cross-section is not known.
    package func share(of segment: SegmentHandle, adding: Int = 0) -> Double? {
        let capacity = capacities[segment.index]
        return capacity > 0 ? Double(squares[segment.index].addingClamped(adding)) / capacity : nil
    }

    /// Cables of which no diameter is known, in a segment.
    package func cablesOfUnknownSize(in segment: SegmentHandle) -> Int { Int(unknown[segment.index]) }

    /// How many more cables of this squared diameter fit before the hard limit; nil where that is not known, because of
    /// its cross-section or of a cable that lies there.
    package func room(in segment: SegmentHandle, for square: Int, _ plant: Plant) -> Int? {
        let capacity = capacities[segment.index]
        guard capacity > 0, square > 0, unknown[segment.index] == 0 else { return nil }
        let limit = Double(plant.segments[segment.index].hardFill.rawValue) / 100 * capacity
        return max(0, Int(clamping: (limit - Double(squares[segment.index])) / Double(square), rounding: .down))
    }

    /// A conduit with one measure is round, and its fill a ratio of squares; everything else is a rectangle,
    /// which a circle fills by π/4 of its square.
    private static func capacity(_ segment: Plant.SegmentRow) -> Double {
        switch (segment.width?.rawValue, segment.depth?.rawValue) {
        case (let width?, nil) where segment.kind == .conduit: Double(width) * Double(width) * 1e6
        case (let width?, let depth?): Double(width) * Double(depth) * 1e6 * 4 / .pi
        default: 0
        }
    }
}

extension CableType {
    /// The square of the outer diameter in µm², where it is known.
    var diameterSquared: Int? { outerDiameter_um.map { $0.value.rawValue.multipliedClamped(by: $0.value.rawValue) } }
}

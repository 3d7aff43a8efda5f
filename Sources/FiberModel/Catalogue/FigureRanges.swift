/// The ranges of the figures of the catalogue: what lies outside is a typing error, and arithmetic may rely on it.
struct FigureRanges {
    /// Refuse a figure out of its range; else it counts as unknown.
    let isStrict: Bool

    static let radii = 1...10_000_000
    /// At most 1 m, so that the sum of the squares in a tray stays far from the end of the range of the machine.
    static let diameters = 1...1_000_000
    static let losses = 0...100_000
    static let powers = -100_000...100_000
    static let stockLengths = 1...100_000_000
    static let maxStockLengths = 1000

    func hold<Q: Quantity>(
        _ key: String, _ figure: inout Figure<Q>?, to range: ClosedRange<Int>
    ) throws(PlantError) {
        guard let value = figure?.value.rawValue, !range.contains(value) else { return }
        guard !isStrict else {
            throw PlantError(
                .badValue, "\(key) is \(value), expected \(range.lowerBound) to \(range.upperBound)", field: nil)
        }
        figure = nil
    }

    func hold(_ lengths: inout [Millimetres]) throws(PlantError) {
        let wrong = lengths.first { !Self.stockLengths.contains($0.rawValue) }
        if isStrict {
            if let wrong {
                throw PlantError(
                    .badValue, "stockLengths_mm has \(wrong.rawValue), expected 1 to \(Self.stockLengths.upperBound)")
            }
            guard lengths.count <= Self.maxStockLengths else {
                throw PlantError(
                    .badValue, "stockLengths_mm has \(lengths.count), expected at most \(Self.maxStockLengths)")
            }
        } else if wrong != nil {
            lengths.removeAll { !Self.stockLengths.contains($0.rawValue) }
        }
    }
}

/// What the parts of a path lose together, in thousandths of a dB.
struct LossSum {
    private(set) var max = 0
    private var typical = 0
    private var squares = 0
    private(set) var isKnown = true

    @inline(__always)
    mutating func add(_ amount: LossModel.Amount) {
        guard amount.max >= 0 else {
            isKnown = false
            return
        }
        max += amount.max
        typical += amount.typical
        let spread = amount.max - amount.typical
        squares += spread * spread
    }

    /// What is to be expected: typical values, and the root of the squares of how far each may lie above its own,
    /// since independent parts are hardly ever all at their worst. Parts without a typical value count in full.
    var expected: Int {
        let root = Double(squares).squareRoot()
        return Swift.min(max, typical + Int((root - 1e-9).rounded(.up)))
    }
}

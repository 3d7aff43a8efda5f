import FiberModel

/// What a part of a path may lose, in thousandths of a dB, and what it usually loses.
package struct Loss: Hashable, Sendable {
    /// Nil where a figure that it rests on is not known.
    package var max: Int?
    /// Nil where the source states no typical value.
    package var typical: Int?
    package var trust: Trust
    package var source: String

    static let none = Loss(max: 0, typical: 0, trust: .published, source: "")
    /// Of two, the one that loses more; one that is not known counts as more than any.
    static func worse(_ a: Loss, _ b: Loss) -> Loss {
        guard let x = a.max, let y = b.max else { return a.max == nil ? a : b }
        var worse = y > x ? b : a
        let typical = [a.typical, b.typical].compactMap { $0 }
        worse.typical = typical.count == 2 ? typical.max() : nil
        if [a.trust, b.trust].contains(.assumed) { worse.trust = .assumed }
        return worse
    }

    static func unknown(_ what: String) -> Loss { Loss(max: nil, typical: nil, trust: .assumed, source: what) }
}

extension Loss {
    static func + (a: Loss, b: Loss) -> Loss {
        if a.max == 0 { return b }
        if b.max == 0 { return a }
        guard let x = a.max, let y = b.max else { return a.max == nil ? a : b }
        let typical = a.typical == nil && b.typical == nil ? nil : (a.typical ?? x).addingClamped(b.typical ?? y)
        return Loss(
            max: x.addingClamped(y), typical: typical,
            trust: [a.trust, b.trust].contains(.assumed) ? .assumed : a.trust,
            source: a.source == b.source ? a.source : "\(a.source); \(b.source)")
    }
}

/// A loss as bare numbers in mdB: at most, and usually; the second is the first where nobody states it.
struct LossAmount: Sendable {
    /// -1 where it is not known.
    var max: Int
    var typical: Int
    var statesTypical: Bool

    init(_ loss: Loss) {
        max = loss.max ?? -1
        typical = loss.max == nil ? -1 : loss.typical ?? max
        statesTypical = loss.typical != nil
    }
    init(_ max: Int) {
        self.max = max
        typical = max
        statesTypical = false
    }

    /// As ``Loss/worse(_:_:)``.
    static func worse(_ a: LossAmount, _ b: LossAmount) -> LossAmount {
        guard a.max >= 0, b.max >= 0 else { return LossAmount(-1) }
        var worse = b.max > a.max ? b : a
        worse.statesTypical = a.statesTypical && b.statesTypical
        worse.typical = worse.statesTypical ? Swift.max(a.typical, b.typical) : worse.max
        return worse
    }
}

/// What the parts of a path lose together, in thousandths of a dB.
struct LossSum {
    /// Of what is known: where ``isKnown`` is not, the parts lose at least this at worst.
    private(set) var max = 0
    private var typical = 0
    private var squares = 0
    private(set) var isKnown = true

    @inline(__always)
    mutating func add(_ amount: LossAmount) {
        guard amount.max >= 0 else {
            isKnown = false
            return
        }
        max = max.addingClamped(amount.max)
        typical = typical.addingClamped(amount.typical)
        let spread = amount.max.subtractingClamped(amount.typical)
        squares = squares.addingClamped(spread.multipliedClamped(by: spread))
    }

    /// What is to be expected: typical values, and the root of the squares of how far each may lie above its own,
    /// since independent parts are hardly ever all at their worst. Parts without a typical value count in full.
    var expected: Int {
        let root = Double(squares).squareRoot()
        return Swift.min(max, typical.addingClamped(Int(clamping: root - 1e-9, rounding: .up)))
    }
}

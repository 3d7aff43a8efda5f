import FiberModel

/// How many links have how much margin, in steps of half a decibel.
struct MarginHistogram {
    /// A step, in thousandths of a decibel.
    private static let step = 500
    /// Steps beyond this many on either side are one.
    private static let most = 12

    struct Bar {
        /// From and below, in thousandths of a decibel; nil is without an end.
        var from: Int?
        var below: Int?
        var links: Int
        var isOver: Bool
    }

    private(set) var bars: [Bar] = []
    /// Links whose margin is not known.
    private(set) var unknown = 0

    /// - Parameter rows: those of a budget of every link.
    init(_ rows: AnswerRows) {
        var counts: [Int: Int] = [:]
        for row in rows.rows {
            guard case .thousandths(let margin)? = rows.value(row, "margin_db") else {
                unknown += 1
                continue
            }
            let step = Int((Double(margin) / Double(Self.step)).rounded(.down))
            counts[max(-Self.most, min(Self.most, step)), default: 0] += 1
        }
        guard let first = counts.keys.min(), let last = counts.keys.max() else { return }
        bars = (first...last).map { step in
            Bar(
                from: step == -Self.most ? nil : step * Self.step,
                below: step == Self.most ? nil : (step + 1) * Self.step,
                links: counts[step] ?? 0, isOver: step < 0)
        }
    }
}

extension MarginHistogram.Bar {
    /// `0.5 to 1 dB`.
    var words: String {
        func decibels(_ value: Int) -> String { decimal(thousandths: value) }
        return switch (from, below) {
        case (let from?, let below?): "\(decibels(from)) to \(decibels(below)) dB"
        case (nil, let below?): "below \(decibels(below)) dB"
        case (let from?, nil): "\(decibels(from)) dB and more"
        case (nil, nil): "any"
        }
    }
}

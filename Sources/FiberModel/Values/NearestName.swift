/// The candidate that differs from `text` by the fewest typing errors, if by few enough to be meant.
public func nearestName(to text: String, among candidates: [String]) -> String? {
    let wanted = Array(text.lowercased().utf8.prefix(64))
    let limit = max(1, wanted.count / 3)
    var best: (name: String, distance: Int, begins: Bool)?
    for candidate in candidates {
        let bytes = Array(candidate.lowercased().utf8.prefix(64))
        guard abs(bytes.count - wanted.count) <= limit else { continue }
        let distance = typingDistance(wanted, bytes)
        // Of equal ones the one that begins alike: the first letter is seldom wrong.
        let begins = bytes.first == wanted.first
        let isBetter = best.map { distance < $0.distance || (distance == $0.distance && begins && !$0.begins) } ?? true
        if distance <= limit, isBetter { best = (candidate, distance, begins) }
    }
    return best?.name
}

/// Insertions, deletions, substitutions and swaps of neighbours that lead from `a` to `b`. O(|a| × |b|).
private func typingDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 0..<a.count {
        var row = [i + 1]
        for j in 0..<b.count {
            var cost = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
            row.append(cost)
        }
        (before, last) = (last, row)
    }
    return last[b.count]
}

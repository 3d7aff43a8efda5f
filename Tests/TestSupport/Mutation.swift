/// Changes inputs at random, from a seed and a number alone: the same two give the same bytes on every machine.
package enum Mutation {
    /// What parsers stumble over.
    private static let words = [
        "9223372036854775807", "-9223372036854775808", "99999999999999999999", "0", "-1", "1e309", "NaN", "0.0000001",
        "\"", "\"\"", ",", ";", "\n", "\r\n", "\t", "\u{0}", "\u{feff}", "e\u{301}", "é", "=1+1", "@x", "-", "+", "'",
        ":", ".", "s",
        "null", "[]", "{}", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "true", "1310", "A", "Z", "R1", "mm", "m", "dB",
        "2026-02-30",
    ].map { Array($0.utf8) }

    package static func input(_ corpus: [[UInt8]], seed: UInt64, number: Int) -> [UInt8] {
        var dice = Dice(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
        var bytes = corpus.randomElement(using: &dice) ?? []
        for _ in 0..<Int.random(in: 1...6, using: &dice) { change(&bytes, corpus, &dice) }
        return Array(bytes.prefix(1 << 16))
    }

    private static func change(_ bytes: inout [UInt8], _ corpus: [[UInt8]], _ dice: inout Dice) {
        let at = Int.random(in: 0...bytes.count, using: &dice)
        let end = min(bytes.count, at + Int.random(in: 0...12, using: &dice))
        switch Int.random(in: 0..<7, using: &dice) {
        case 0 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &dice)
        case 1 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
        case 2: bytes.insert(contentsOf: words.randomElement(using: &dice) ?? [], at: at)
        case 3: bytes.replaceSubrange(at..<end, with: words.randomElement(using: &dice) ?? [])
        case 4: bytes.removeSubrange(at..<end)
        case 5: bytes.insert(contentsOf: Array(bytes[at..<end]), at: at)
        default:
            let other = corpus.randomElement(using: &dice) ?? []
            bytes = Array(bytes[..<at]) + other.dropFirst(min(other.count, at))
        }
    }
}

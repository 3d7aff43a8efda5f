/// Compares texts as people order labels: runs of digits by value, the rest byte by byte.
///
/// `A2` comes before `A10`. A total order: texts that differ only in leading zeros fall back to bytes.
public func naturallyPrecedes(_ a: String, _ b: String) -> Bool {
    var a = a
    var b = b
    return a.withUTF8 { a in b.withUTF8 { b in naturalOrder(a, b) < 0 } }
}

/// Negative, zero or positive as `a` comes before, with or after `b`.
public func naturalOrder(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    var i = 0
    var j = 0
    while i < a.count, j < b.count {
        if a[i].isDigit, b[j].isDigit {
            let x = digitRun(a, &i)
            let y = digitRun(b, &j)
            if x.count != y.count { return x.count - y.count }
            for k in 0..<x.count where a[x.lowerBound + k] != b[y.lowerBound + k] {
                return Int(a[x.lowerBound + k]) - Int(b[y.lowerBound + k])
            }
        } else {
            if a[i] != b[j] { return Int(a[i]) - Int(b[j]) }
            i += 1
            j += 1
        }
    }
    if a.count - i != b.count - j { return (a.count - i) - (b.count - j) }
    if a.count != b.count { return a.count - b.count }
    for k in 0..<a.count where a[k] != b[k] { return Int(a[k]) - Int(b[k]) }
    return 0
}

/// Moves `i` past a run of digits and answers where its value stands, without leading zeros.
private func digitRun(_ text: UnsafeBufferPointer<UInt8>, _ i: inout Int) -> Range<Int> {
    while i < text.count, text[i] == 0x30 { i += 1 }
    let start = i
    while i < text.count, text[i].isDigit { i += 1 }
    return start..<i
}

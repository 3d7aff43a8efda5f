/// Many short texts in one run of bytes.
public struct TextColumn: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = []

    /// A column without texts.
    public init() {}

    /// How many there are.
    public var count: Int { ends.count }
    /// A text as a string.
    public subscript(index: Int) -> String {
        withBytes(index) { String(decoding: $0, as: UTF8.self) }
    }

    /// Hands the bytes of one text to `body` without making a string of them.
    public func withBytes<T>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return bytes.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[start..<Int(ends[index])]))
        }
    }

    package mutating func reserveCapacity(_ count: Int) { ends.reserveCapacity(count) }

    package mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(UInt32(bytes.count))
    }
}

/// Many lengths, of which some are not known, in four bytes each.
public struct LengthColumn: Sendable {
    private var values: [Int32] = []

    /// A column without lengths.
    public init() {}

    /// How many there are.
    public var count: Int { values.count }
    /// A length; nil where it is not known.
    public subscript(index: Int) -> Millimetres? {
        let value = values[index]
        return value < 0 ? nil : Millimetres(Int(value))
    }

    package mutating func reserveCapacity(_ count: Int) { values.reserveCapacity(count) }

    /// - Parameter length: at most ``Bounds`` of a length, which fit.
    package mutating func append(_ length: Millimetres?) {
        values.append(length.map { Int32(clamping: $0.rawValue) } ?? -1)
    }
}

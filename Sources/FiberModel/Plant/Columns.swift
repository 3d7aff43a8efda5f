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
    public package(set) subscript(index: Int) -> Millimetres? {
        get {
            let value = values[index]
            return value < 0 ? nil : Millimetres(Int(value))
        }
        set { values[index] = newValue.map { Int32(clamping: $0.rawValue) } ?? -1 }
    }

    package mutating func reserveCapacity(_ count: Int) { values.reserveCapacity(count) }

    /// - Parameter length: at most ``Bounds`` of a length, which fit.
    package mutating func append(_ length: Millimetres?) {
        values.append(length.map { Int32(clamping: $0.rawValue) } ?? -1)
    }
}

/// The ports of the few cables that have more than one plug at an end, by arrays, so that a hop hashes nothing.
public struct FurtherPlugTable: Sequence, Sendable {
    private var rows: [(cable: Cable, plugs: FurtherPlugs)] = []
    private var cords: [Int32] = []
    private var trunks: [Int32] = []

    init() {}

    /// Whether every cable has one plug at each end.
    public var isEmpty: Bool { rows.isEmpty }

    private func row(_ cable: Cable) -> Int? {
        let row: Int32 =
            switch cable {
            case .cord(let cord): cord.index < cords.count ? cords[cord.index] : -1
            case .trunk(let trunk): trunk.index < trunks.count ? trunks[trunk.index] : -1
            }
        return row < 0 ? nil : Int(row)
    }

    /// Those of a cable; nil for one with one plug at each end. O(1).
    public internal(set) subscript(cable: Cable) -> FurtherPlugs? {
        get { row(cable).map { rows[$0].plugs } }
        set {
            guard let newValue else { return }
            if let row = row(cable) {
                rows[row].plugs = newValue
                return
            }
            func note(_ index: Int, _ column: inout [Int32]) {
                while column.count <= index { column.append(-1) }
                column[index] = Int32(rows.count)
            }
            switch cable {
            case .cord(let cord): note(cord.index, &cords)
            case .trunk(let trunk): note(trunk.index, &trunks)
            }
            rows.append((cable, newValue))
        }
    }

    /// Notes a port of one more plug at an end of a cable, or that it hangs loose.
    package mutating func append(_ port: PortHandle?, to cable: Cable, _ end: End) {
        if row(cable) == nil { self[cable] = FurtherPlugs() }
        guard let row = row(cable) else { return }
        if end == .a { rows[row].plugs.a.append(port) } else { rows[row].plugs.z.append(port) }
    }

    /// Every cable with more than one plug at an end.
    public func makeIterator() -> IndexingIterator<[(cable: Cable, plugs: FurtherPlugs)]> { rows.makeIterator() }
}

/// Small numbers at the ends of links, nearly all of which are 0.
struct LinkEndColumn: Sendable {
    private var values: [Int32] = []

    /// Whether all are 0.
    var isEmpty: Bool { values.isEmpty }

    subscript(link: LinkHandle, end: End) -> Int32 {
        get {
            let place = 2 * link.index + (end == .a ? 0 : 1)
            return place < values.count ? values[place] : 0
        }
        set {
            let place = 2 * link.index + (end == .a ? 0 : 1)
            while values.count <= place { values.append(0) }
            values[place] = newValue
        }
    }

    /// Those that are not 0, in the order of the links.
    var set: [(link: LinkHandle, end: End, value: Int32)] {
        values.enumerated().compactMap { place, value in
            value == 0 ? nil : (LinkHandle(index: place / 2), place % 2 == 0 ? .a : .z, value)
        }
    }
}

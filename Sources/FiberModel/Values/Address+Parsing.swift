extension Address {
    /// Reads any address.
    ///
    /// - Throws: ``PlantError`` with code `badValue` that names the part of the text that is wrong.
    public init(_ text: String) throws(PlantError) {
        var parser = AddressParser(text)
        self = try parser.parse()
    }

    /// Checks a label: letters, digits, `-` and `_`, beginning with a letter or digit, at most 64 bytes.
    public static func checkLabel(_ text: String) throws(PlantError) {
        let bytes = text.utf8
        guard let first = bytes.first else { throw PlantError(.badValue, "label is empty, expected one such as T0042") }
        guard bytes.count <= longestLabel else {
            throw PlantError(.badValue, "label of \(bytes.count) bytes, expected at most \(longestLabel)")
        }
        guard first.isLabelStart, bytes.allSatisfy(\.isLabelByte) else {
            throw PlantError(
                .badValue,
                "\(quoted(text)) is not a label, expected letters, digits, '-' and '_', beginning with a letter or digit"
            )
        }
    }
}

extension Address {
    /// A text as the plant writes it where it is an address, else as it is: `DC1.C03-14.2` becomes `DC1.C03-14s2`.
    public static func canonical(_ text: String) -> String {
        // Only addresses of racks and what is in them have more than one form.
        guard text.utf8.contains(UInt8(ascii: ".")), let address = try? Address(text) else { return text }
        return address.description
    }

    /// The form in which an earlier fiberplan wrote an address with a slot; nil for every other text.
    package static func legacySlotForm(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: ".")), text.utf8.contains(UInt8(ascii: "s")),
            let address = try? Address(text)
        else { return nil }
        func legacy(_ unit: UnitAddress) -> String? {
            unit.slot == 0 || unit.slot > 99 ? nil : "\(unit.rack)-\(unit.u).\(unit.slot)"
        }
        switch address {
        case .unit(let unit): return legacy(unit)
        case .port(let port):
            return legacy(port.unit).map { "\($0)\(port.description.dropFirst(port.unit.description.count))" }
        default: return nil
        }
    }
}

extension RackAddress {
    /// Reads `DC1.C03`.
    public init(_ text: String) throws(PlantError) {
        guard case .rack(let address) = try Address(text) else {
            throw PlantError(.badValue, "\(quoted(text)) is not a rack, expected HALL.GRID such as DC1.C03")
        }
        self = address
    }
}

extension UnitAddress {
    /// Reads `DC1.C03-14` or `DC1.C03-14s2`; `DC1.C03-14.2`, as an earlier fiberplan wrote it, is read as well.
    public init(_ text: String) throws(PlantError) {
        guard case .unit(let address) = try Address(text) else {
            throw PlantError(.badValue, "\(quoted(text)) is not a unit, expected RACK-U such as DC1.C03-14")
        }
        self = address
    }
}

extension PortAddress {
    /// Reads a front port, `DC1.C03-14:04`.
    public init(front text: String) throws(PlantError) {
        guard case .port(let address) = try Address(text), address.side == .front else {
            throw PlantError(.badValue, "\(quoted(text)) is not a port, expected UNIT:PORT such as DC1.C03-14:04")
        }
        self = address
    }

    /// Reads a front port or a rear connector; a unit alone means its first rear connector where `meaning` is the rear.
    public init(_ text: String, meaning side: Side = .front) throws(PlantError) {
        switch try Address(text) {
        case .port(let address): self = address
        case .unit(let unit) where side == .rear: self.init(unit: unit, side: .rear, port: 1)
        default:
            throw PlantError(
                .badValue,
                "\(quoted(text)) is not a port, expected UNIT:PORT such as DC1.C03-14:04, or UNIT:Rn for a rear connector"
            )
        }
    }

    /// Reads a rear connector, `DC1.C03-14:R1`; a unit alone means its first one.
    public init(rear text: String) throws(PlantError) {
        switch try Address(text) {
        case .port(let address) where address.side == .rear: self = address
        case .unit(let unit): self.init(unit: unit, side: .rear, port: 1)
        default:
            throw PlantError(
                .badValue, "\(quoted(text)) is not a rear connector, expected UNIT:Rn such as DC1.C03-14:R1")
        }
    }
}

extension StrandAddress {
    /// Reads `T0042:17`.
    public init(_ text: String) throws(PlantError) {
        guard case .strand(let address) = try Address(text) else {
            throw PlantError(.badValue, "\(quoted(text)) is not a strand, expected TRUNK:STRAND such as T0042:17")
        }
        self = address
    }
}

/// A text inside an error message: quoted, bounded, and without anything that a terminal would obey.
public func quoted(_ text: some StringProtocol) -> String {
    var out = "'"
    for scalar in text.unicodeScalars.prefix(60) {
        if scalar.isInvisible {
            out += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
            out.unicodeScalars.append(scalar)
        }
    }
    return out + (text.unicodeScalars.count > 60 ? "…'" : "'")
}

extension Unicode.Scalar {
    /// Whether a terminal or page would act on this rather than show it: controls, line separators, bidi marks.
    public var isInvisible: Bool {
        // Almost every text is ASCII, of which no table needs to be asked.
        if value < 0x7F { return value < 0x20 }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        default: false
        }
    }
}

extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }
    var isLabelStart: Bool { isDigit || (self | 0x20) &- 0x61 < 26 }
    var isWordByte: Bool { isLabelStart || self == UInt8(ascii: "_") }
    var isLabelByte: Bool { isWordByte || self == UInt8(ascii: "-") }
}

/// One pass over the bytes of an address: a rack has a dot in it, everything else begins with a label.
private struct AddressParser {
    private let text: String
    private let bytes: String.UTF8View
    private var at: String.Index

    init(_ text: String) {
        self.text = text
        bytes = text.utf8
        at = bytes.startIndex
    }

    mutating func parse() throws(PlantError) -> Address {
        let head = take(while: \.isLabelByte)
        guard next == UInt8(ascii: ".") else {
            try Address.checkLabel(isAtEnd || next == UInt8(ascii: ":") ? head : text)
            if isAtEnd { return .label(head) }
            skip()
            return .strand(StrandAddress(trunk: head, strand: try number("strand", in: 1...9999)))
        }
        guard !head.isEmpty, head.utf8.allSatisfy(\.isWordByte), head.utf8.count <= Address.longestLabel else {
            throw wrong("hall", head, "letters and digits such as DC1")
        }
        skip()
        let grid = take(while: \.isWordByte)
        guard !grid.isEmpty, grid.utf8.count <= Address.longestLabel else {
            throw wrong("rack", grid, "a grid label such as C03")
        }
        let rack = RackAddress(hall: head, grid: grid)
        if isAtEnd { return .rack(rack) }
        guard next == UInt8(ascii: "-") else { throw wrong("rack", grid + rest, "'-' and a rack unit after it") }
        skip()
        return try unitOrPort(in: rack)
    }

    private mutating func unitOrPort(in rack: RackAddress) throws(PlantError) -> Address {
        let isBesideRails = next.map { $0 | 0x20 == UInt8(ascii: "v") } ?? false
        if isBesideRails { skip() }
        var unit = UnitAddress(
            rack: rack,
            u: try number(
                isBesideRails ? "place beside the rails" : "rack unit", in: (isBesideRails ? 1 : 0)...999,
                to: isBesideRails ? [":"] : [":", ".", "s", "S", "r", "R", "h", "H"]))
        if isBesideRails { unit.slot = UnitAddress.besideRails }
        if let byte = next, !isBesideRails, byte | 0x20 == UInt8(ascii: "h") {
            skip()
            unit.slot = UnitAddress.lowerHalf
            guard isAtEnd || next.map({ ":.sSrR".utf8.contains($0) }) == true else {
                throw wrong("rack unit", "\(unit.place)\(rest)", "a slot, r or a port behind the h of the lower half")
            }
        }
        if let byte = next, byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "s") {
            skip()
            unit.slot += try number("slot", in: 1...99, to: [":", "r", "R"])
        }
        if let byte = next, byte | 0x20 == UInt8(ascii: "r") {
            skip()
            unit.slot += 100
            guard isAtEnd || next == UInt8(ascii: ":") else {
                throw wrong("rack unit", "\(unit.place)\(rest)", "nothing behind the r of the rear face")
            }
        }
        if isAtEnd { return .unit(unit) }
        skip()
        if next == UInt8(ascii: "R") || next == UInt8(ascii: "r") {
            skip()
            return .port(PortAddress(unit: unit, side: .rear, port: try number("rear connector", in: 1...999)))
        }
        var port = PortAddress(unit: unit, port: try number("port", in: 1...9999, to: ["/"]))
        if next == UInt8(ascii: "/") {
            skip()
            port.part = try number("connector or leg", in: 1...PortHandle.mostParts)
        }
        return .port(port)
    }

    private var next: UInt8? { at < bytes.endIndex ? bytes[at] : nil }
    private var isAtEnd: Bool { at == bytes.endIndex }
    private var rest: String { String(text[at...]) }

    private mutating func skip() { at = bytes.index(after: at) }

    private mutating func take(while isPart: (UInt8) -> Bool) -> String {
        let start = at
        while let byte = next, isPart(byte) { skip() }
        return String(text[start..<at])
    }

    /// A whole number that ends the text or stands before one of `ends`.
    private mutating func number(
        _ part: String, in range: ClosedRange<Int>, to ends: [Unicode.Scalar] = []
    ) throws(PlantError) -> Int {
        let start = at
        var value = 0
        while let byte = next, byte.isDigit, value <= 99_999 {
            value = value * 10 + Int(byte &- 0x30)
            skip()
        }
        let isEnded = next.map { byte in ends.contains { $0.value == byte } } ?? true
        guard start < at, isEnded, range.contains(value) else {
            throw wrong(part, String(text[start...]), "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    private func wrong(_ part: String, _ found: String, _ expected: String) -> PlantError {
        let what = found.isEmpty ? "has no \(part)" : "has \(quoted(found)) as its \(part)"
        return PlantError(.badValue, "\(quoted(text)) \(what), expected \(expected)")
    }
}

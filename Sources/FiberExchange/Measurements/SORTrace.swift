import FiberModel
import Platform

/// What an OTDR wrote of a fibre: a trace after Telcordia SR-4731, version 1 or 2, without its data points.
package struct SORTrace: Sendable {
    package struct Event: Sendable {
        /// Along the fibre, one way, in mm from the origin of the trace; an event may lie a little before it.
        package var distance: Millimetres
        package var loss: MilliDecibels
        /// In thousandths of a dB; nearer to zero reflects more. Nil where nothing reflects.
        package var reflectance: MilliDecibels?
        /// Eight characters, such as `1F9999LS`: the first tells reflection (1), loss (0) or several (2).
        package var code: String

        package var kind: String {
            let end = code.dropFirst().first == "E" ? ", end of fibre" : ""
            switch code.first {
            case "0": return "loss" + end
            case "1": return "reflection" + end
            case "2": return "saturated reflection" + end
            default: return "event" + end
            }
        }
    }

    package private(set) var version = 0
    package private(set) var cable = ""
    package private(set) var fibre = ""
    /// In nanometres.
    package private(set) var wavelength_nm = 0
    /// Group index × 100,000.
    package private(set) var index_e5 = 0
    /// Seconds since 1970, as the instrument's clock had it.
    package private(set) var seconds = 0
    package private(set) var instrument = ""
    package private(set) var events: [Event] = []
    /// From end to end, as the instrument worked it out; nil where it worked out none, which it writes as 0.
    package private(set) var totalLoss: MilliDecibels?
    /// The launch fibre that the instrument has taken off all distances itself.
    package private(set) var launch = Millimetres(0)
    private var launchTime = 0
    /// Up to the event that ends the fibre, or the last one.
    package var length: Millimetres {
        (events.first { $0.code.dropFirst().first == "E" } ?? events.last)?.distance ?? Millimetres(0)
    }
    /// `2016-03-09T14:05:12Z`.
    package var time: String { MeasuredTime(seconds: seconds).description }

    /// Whether it holds no fibre: no events, or an end at the beginning.
    package var isDead: Bool { length.rawValue <= 0 }

    /// The largest file that is read, in bytes.
    package static let largestFile = 64 << 20
    static let maxEvents = Bounds.traceEvents

    /// - Throws: `PlantError` with code `badValue` for what is no SOR file, `io` where it cannot be read.
    package init(path: String) throws(PlantError) {
        var source = try FileSource(path: path)
        guard let bytes = try source.all(upTo: Self.largestFile) else {
            throw PlantError(
                .badValue, "\(quoted(path)) is larger than \(Self.largestFile >> 20) MiB, too large for a trace")
        }
        try self.init(bytes, name: path)
    }

    package init(_ bytes: [UInt8], name: String) throws(PlantError) {
        let blocks = try Self.blocks(bytes, name, &version)
        func cursor(_ block: String) throws(PlantError) -> ByteCursor {
            guard let place = blocks[block] else {
                throw PlantError(
                    .badValue, "\(quoted(name)) has no block \(block)", hint: "expected an OTDR trace after SR-4731")
            }
            var cursor = ByteCursor(bytes, name, from: place.lowerBound, to: place.upperBound)
            if version == 2 {
                guard try cursor.text() == block else {
                    throw PlantError(.badValue, "\(quoted(name)): block \(block) does not begin with its name")
                }
            }
            return cursor
        }
        try readGeneral(try cursor("GenParams"))
        if blocks["SupParams"] != nil { try readSupplier(try cursor("SupParams")) }
        try readFixed(try cursor("FxdParams"))
        try readEvents(try cursor("KeyEvents"))
    }

    /// The map at the beginning tells name and size of every block.
    private static func blocks(
        _ bytes: [UInt8], _ name: String, _ version: inout Int
    ) throws(PlantError) -> [String: Range<Int>] {
        let isSecond = bytes.starts(with: Array("Map\0".utf8))
        version = isSecond ? 2 : 1
        var map = ByteCursor(bytes, name)
        if isSecond { _ = try map.text() }
        let revision = try map.unsigned(2)
        guard (100...299).contains(revision) else {
            throw PlantError(.badValue, "\(quoted(name)) is no SOR file", hint: "expected an OTDR trace after SR-4731")
        }
        var at = try map.unsigned(4)
        let count = try map.unsigned(2)
        guard (1...256).contains(count) else {
            throw PlantError(.badValue, "\(quoted(name)): a map of \(count) blocks, expected 1 to 256")
        }
        var blocks: [String: Range<Int>] = [:]
        for _ in 1..<max(2, count) {
            let block = try map.text()
            _ = try map.unsigned(2)
            let size = try map.unsigned(4)
            guard at + size <= bytes.count else {
                throw PlantError(
                    .badValue, "\(quoted(name)): block \(quoted(block)) runs past the end of the file",
                    hint: "the file is cut short")
            }
            blocks[block] = at..<at + size
            at += size
        }
        return blocks
    }

    private mutating func readGeneral(_ block: ByteCursor) throws(PlantError) {
        var block = block
        try block.skip(2)
        cable = try block.text().trimmed
        fibre = try block.text().trimmed
        if version == 2 { try block.skip(2) }
        wavelength_nm = try block.unsigned(2)
        // Locations of both ends, cable code and condition come before the offset; some instruments end the block here.
        do throws(PlantError) {
            for _ in 0..<3 { _ = try block.text() }
            try block.skip(2)
            launchTime = try block.signed(4)
        } catch { launchTime = 0 }
    }

    private mutating func readSupplier(_ block: ByteCursor) throws(PlantError) {
        var block = block
        var texts: [String] = []
        for _ in 0..<5 { texts.append(try block.text().trimmed) }
        // Some makers name the module only.
        instrument = texts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private mutating func readFixed(_ block: ByteCursor) throws(PlantError) {
        var block = block
        seconds = try block.unsigned(4)
        try block.skip(2)
        let tenths = try block.unsigned(2)
        // Some instruments write whole nanometres here, so the general block, where it says anything, goes first.
        if wavelength_nm == 0 { wavelength_nm = (tenths + 5) / 10 }
        try block.skip(version == 2 ? 8 : 4)
        let pulses = try block.unsigned(2)
        guard pulses <= 64 else {
            throw PlantError(.badValue, "a trace of \(pulses) pulse widths, expected at most 64")
        }
        try block.skip(pulses * (2 + 4 + 4))
        index_e5 = try block.unsigned(4)
        guard (100_000...200_000).contains(index_e5) else {
            throw PlantError(.badValue, "a group index of \(Double(index_e5) / 100_000), expected 1 to 2")
        }
        launch = Millimetres(max(0, distance(launchTime).rawValue))
    }

    private mutating func readEvents(_ block: ByteCursor) throws(PlantError) {
        var block = block
        let count = try block.unsigned(2)
        guard count <= Self.maxEvents else {
            throw PlantError(.badValue, "a trace of \(count) events, expected at most \(Self.maxEvents)")
        }
        for _ in 0..<count {
            try block.skip(2)
            let time = try block.signed(4)
            try block.skip(2)
            let loss = try block.signed(2)
            let reflectance = try block.signed(4)
            let code = try block.text(8)
            if version == 2 { try block.skip(20) }
            _ = try block.text()
            events.append(
                Event(
                    distance: distance(time), loss: MilliDecibels(loss),
                    // A mirror would be 0; where nothing reflects, instruments write 0.
                    reflectance: reflectance == 0 ? nil : MilliDecibels(reflectance), code: code))
        }
        let total = try block.signed(4)
        totalLoss = total == 0 ? nil : MilliDecibels(total)
    }

    /// Times are in tenths of a nanosecond, one way; light travels 29.9792458 mm in one, divided by the index.
    private func distance(_ time: Int) -> Millimetres {
        Millimetres(
            Int(clamping: Double(time) * 29.9792458 * 100_000 / Double(index_e5), rounding: .toNearestOrAwayFromZero))
    }
}

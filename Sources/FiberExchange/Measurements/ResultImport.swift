import FiberModel
import Foundation

/// Reads what field testers export into measurements of strands: all of a file, or nothing.
///
/// Testers name and order their columns as they please, so a map tells which of theirs is which of ours.
public struct ResultImport {
    /// What a row can tell.
    public enum Field: String, CaseIterable, Sendable {
        case strand, trunk, fibre
        case wavelength_nm, loss_db, length_m, measured_at, instrument

        var help: String {
            switch self {
            case .strand: "a strand such as T0042:17"
            case .trunk: "the trunk, where the strand stands in a column of its own"
            case .fibre: "the number of the strand in its trunk"
            case .wavelength_nm: "wavelength in nm"
            case .loss_db: "loss in dB"
            case .length_m: "length in m"
            case .measured_at: "when it was measured"
            case .instrument: "with what"
            }
        }
    }

    /// What was read, and what is wrong with it.
    public struct Outcome: Sendable {
        public var added = 0
        public var replaced = 0
        /// Values that are older than the one that is kept, and were left.
        public var older = 0
        public var faults: [PlantError] = []
        public init() {}
    }

    private var columns: [Field: String] = [:]
    private var constants: [Field: String] = [:]

    public init() {}

    /// Reads `loss_db=Insertion Loss (dB)`: their column for our field.
    public mutating func map(_ text: String) throws(PlantError) {
        let (field, value) = try Self.assignment(text)
        guard constants[field] == nil else { throw Self.twice(field) }
        columns[field] = value
    }

    /// Reads `wavelength_nm=1310`: what no column says.
    public mutating func set(_ text: String) throws(PlantError) {
        let (field, value) = try Self.assignment(text)
        guard columns[field] == nil else { throw Self.twice(field) }
        constants[field] = value
    }

    private static func twice(_ field: Field) -> PlantError {
        PlantError(.badValue, "\(field.rawValue) is both mapped to a column and set", hint: "leave out one of the two")
    }

    private static func assignment(_ text: String) throws(PlantError) -> (Field, String) {
        let parts = text.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2, !parts[1].isEmpty else {
            throw PlantError(.badValue, "\(quoted(text)) is no FIELD=COLUMN")
        }
        guard let field = Field(rawValue: parts[0]) else {
            let names = Field.allCases.map(\.rawValue)
            throw PlantError(
                .badValue, "\(quoted(parts[0])) is no field of a measurement",
                hint: nearestName(to: parts[0], among: names).map { "did you mean '\($0)'?" }
                    ?? "the fields are \(names.joined(separator: ", "))")
        }
        return (field, parts[1])
    }

    /// Reads a CSV into measurements, without writing them.
    ///
    /// - Returns: the measurements with the places of their rows, and every fault.
    public func read(
        _ name: String, _ source: any ByteSource
    ) throws(PlantError) -> (rows: [(StrandMeasurement, SourcePlace)], faults: [PlantError]) {
        var reader = CSVReader(file: name, source: source)
        guard try reader.next(), !reader.isBlank else { throw PlantError(.badValue, "\(quoted(name)) is empty") }
        let header = (0..<reader.fieldCount).map { reader[$0].trimmingCharacters(in: .whitespaces) }
        guard header.count > 1 || !header[0].contains(where: { ";\t|".contains($0) }) else {
            throw PlantError(
                .badValue, "\(quoted(name)) has one column, \(quoted(header[0]))",
                hint: "save it with commas between the fields")
        }
        let places = try places(header, name)
        var rows: [(StrandMeasurement, SourcePlace)] = []
        var faults: [PlantError] = []
        var isMore = true
        while isMore, faults.count < PlantImport.mostFaults {
            do throws(PlantError) {
                isMore = try reader.next()
                guard isMore, !reader.isBlank else { continue }
                rows.append((try measurement(reader, places, name), reader.place(of: 0)))
            } catch {
                guard error.place != nil else { throw error }
                faults.append(error)
            }
        }
        return (rows, faults)
    }

    private func places(_ header: [String], _ name: String) throws(PlantError) -> [Field: Int] {
        var places: [Field: Int] = [:]
        for field in Field.allCases {
            let wanted = columns[field] ?? field.rawValue
            if let place = header.firstIndex(of: wanted) {
                places[field] = place
            } else if columns[field] != nil {
                let near = nearestName(to: wanted, among: header)
                throw PlantError(
                    .badValue, "\(quoted(name)) has no column \(quoted(wanted))",
                    hint: near.map { "did you mean '\($0)'?" } ?? "its columns are \(header.joined(separator: ", "))")
            }
        }
        func has(_ field: Field) -> Bool { places[field] != nil || constants[field] != nil }
        for needed in [Field.loss_db, .wavelength_nm] where !has(needed) {
            throw PlantError(
                .badValue, "no column of \(quoted(name)) is mapped to \(needed.rawValue), \(needed.help)",
                hint:
                    "its columns are \(header.joined(separator: ", ")); say --map '\(needed.rawValue)=COLUMN' or --set \(needed.rawValue)=VALUE"
            )
        }
        guard has(.strand) || (has(.trunk) && has(.fibre)) else {
            throw PlantError(
                .badValue, "no column of \(quoted(name)) is mapped to strand, or to trunk and fibre",
                hint: "its columns are \(header.joined(separator: ", ")); say --map 'strand=COLUMN'")
        }
        return places
    }

    private func measurement(
        _ row: CSVReader, _ places: [Field: Int], _ name: String
    ) throws(PlantError) -> StrandMeasurement {
        func text(_ field: Field) throws(PlantError) -> String {
            guard let place = places[field] else { return constants[field] ?? "" }
            guard place < row.fieldCount else {
                throw PlantError(.badValue, "row of \(row.fieldCount) fields, too few", place: row.place(of: 0))
            }
            return CSVWriter.undefused(row[place]).trimmingCharacters(in: .whitespaces)
        }
        func fail(_ field: Field, _ text: String) -> PlantError {
            PlantError(
                .badValue, "\(field.rawValue): \(quoted(text)) is no \(field.help)",
                place: row.place(of: places[field] ?? 0))
        }
        func number(_ field: Field, _ scale: Int) throws(PlantError) -> Int {
            let text = try text(field)
            guard let value = Self.scaled(text, scale) else { throw fail(field, text) }
            return value
        }
        var measurement = StrandMeasurement()
        let strand = try text(.strand)
        let address = strand.isEmpty ? "\(try text(.trunk)):\(try text(.fibre))" : strand
        do throws(PlantError) { measurement.address = try StrandAddress(address) } catch {
            var placed = error
            placed.place = row.place(of: places[.strand] ?? places[.fibre] ?? 0)
            throw placed
        }
        measurement.wavelength_nm = try number(.wavelength_nm, 1)
        guard (600...2000).contains(measurement.wavelength_nm) else {
            throw fail(.wavelength_nm, try text(.wavelength_nm))
        }
        measurement.loss = MilliDecibels(try number(.loss_db, 1000))
        if !(try text(.length_m)).isEmpty {
            measurement.length = Millimetres(try number(.length_m, 1000))
            guard (0...1_000_000_000).contains(measurement.length?.rawValue ?? 0) else {
                throw fail(.length_m, try text(.length_m))
            }
        }
        measurement.time = try text(.measured_at)
        measurement.instrument = try text(.instrument)
        measurement.file = URL(fileURLWithPath: name).lastPathComponent
        guard abs(measurement.loss.rawValue) <= 100_000 else { throw fail(.loss_db, try text(.loss_db)) }
        return measurement
    }

    /// A decimal × `scale`, rounded; a comma may stand for the point, and a unit behind it is let go.
    static func scaled(_ text: String, _ scale: Int) -> Int? {
        let number = text.prefix { "0123456789.,+-".contains($0) }.replacingOccurrences(of: ",", with: ".")
        let unit = text.dropFirst(number.count).trimmingCharacters(in: .whitespaces).lowercased()
        guard !number.isEmpty, ["", "db", "m", "nm"].contains(unit),
            let value = Decimal(string: number, locale: Locale(identifier: "en_US_POSIX")),
            number.filter({ $0 == "." }).count <= 1, abs(value) < 1_000_000_000
        else { return nil }
        var exact = value * Decimal(scale)
        var rounded = Decimal()
        NSDecimalRound(&rounded, &exact, 0, .plain)
        return NSDecimalNumber(decimal: rounded).intValue
    }

    /// Writes measurements: a newer value replaces that of the same strand and wavelength.
    public static func write(
        _ rows: [(StrandMeasurement, SourcePlace?)], _ transaction: Transaction
    ) throws(PlantError) -> Outcome {
        var outcome = Outcome()
        for (measurement, place) in rows {
            do throws(PlantError) {
                guard case .trunk(let trunk) = try transaction.record(.trunk, measurement.address.trunk) else {
                    continue
                }
                try check(measurement, trunk, transaction)
                do throws(PlantError) {
                    let kept = try transaction.record(.measurement, measurement.name)
                    if case .measurement(let kept) = kept, isOlder(measurement.time, than: kept.time) {
                        outcome.older += 1
                        continue
                    }
                    try transaction.apply(.replace(name: measurement.name, with: .measurement(measurement)))
                    outcome.replaced += 1
                } catch  where error.code == .notFound {
                    try transaction.apply(.add(.measurement(measurement)))
                    outcome.added += 1
                }
            } catch {
                guard [.notFound, .badValue, .duplicate].contains(error.code) else { throw error }
                var placed = error
                placed.place = place
                outcome.faults.append(placed)
            }
        }
        return outcome
    }

    /// Whether both times are written year first, so that they can be told apart, and the first is before the other.
    private static func isOlder(_ time: String, than other: String) -> Bool {
        func isYearFirst(_ text: String) -> Bool {
            let bytes = Array(text.utf8.prefix(10))
            return bytes.count == 10 && bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")
        }
        return isYearFirst(time) && isYearFirst(other) && time < other
    }

    private static func check(
        _ measurement: StrandMeasurement, _ trunk: Trunk, _ transaction: Transaction
    ) throws(PlantError) {
        let strands = try transaction.strands(ofType: trunk.type)
        guard measurement.address.strand <= strands else {
            throw PlantError(
                .badValue, "trunk \(trunk.label) has no strand \(measurement.address.strand), expected 1 to \(strands)")
        }
    }
}

import FiberModel
import FiberStore
import Platform

/// Reads what field testers export into measurements of strands: all of a file, or nothing.
///
/// Testers name and order their columns as they please, so a map tells which of theirs is which of ours.
package struct ResultImport {
    /// What a row can tell.
    package enum Field: String, CaseIterable, Sendable {
        case strand, trunk, fibre
        case wavelength_nm, loss_db, length_m, measured_at, instrument, end

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
            case .end: "the end of the trunk that the light came from, A or Z"
            }
        }
    }

    /// What was read, and what is wrong with it.
    package struct Outcome: Sendable {
        package var added = 0
        package var replaced = 0
        /// Values that are older than the one that is kept, and were left.
        package var older = 0
        /// Strands that stood twice in the file and were taken as measured from A and from Z.
        package var paired: [String] = []
        package var faults: [PlantError] = []
        package init() {}
    }

    /// A file with more rows is refused.
    package static let maxRows = 500_000

    /// How dates with slashes are meant.
    package var dateOrder: MeasuredTime.DateOrder?
    private var columns: [Field: String] = [:]
    private var constants: [Field: String] = [:]

    package init() {}

    /// Reads `loss_db=Insertion Loss (dB)`: their column for our field.
    package mutating func map(_ text: String) throws(PlantError) {
        let (field, value) = try Self.pair(text)
        guard constants[field] == nil else { throw Self.twice(field) }
        columns[field] = value
    }

    /// Reads `wavelength_nm=1310`: what no column says.
    package mutating func set(_ text: String) throws(PlantError) {
        let (field, value) = try Self.pair(text)
        guard columns[field] == nil else { throw Self.twice(field) }
        constants[field] = value
    }

    private static func twice(_ field: Field) -> PlantError {
        PlantError(.badValue, "\(field.rawValue) is both mapped to a column and set", hint: "leave out one of the two")
    }

    private static func pair(_ text: String) throws(PlantError) -> (Field, String) {
        let parts = text.split(separator: "=", maxSplits: 1).map { $0.trimmed }
        guard parts.count == 2, !parts[1].isEmpty else {
            throw PlantError(.badValue, "\(quoted(text)) is no FIELD=COLUMN")
        }
        guard let field = Field(rawValue: parts[0]) else {
            let names = Field.allCases.map(\.rawValue)
            throw PlantError(
                .badValue, "\(quoted(parts[0])) is not a field of a measurement",
                hint: nearestName(to: parts[0], among: names).map { "did you mean '\($0)'?" }
                    ?? "the fields are \(names.joined(separator: ", "))")
        }
        return (field, parts[1])
    }

    /// Reads a CSV into measurements, without writing them.
    ///
    /// - Returns: the measurements with the places of their rows, the strands that stood twice and were taken as measured
    ///   from both ends, and every fault.
    package func read(
        _ name: String, _ source: any ByteSource
    ) throws(PlantError) -> (rows: [(StrandMeasurement, SourcePlace)], paired: [String], faults: [PlantError]) {
        var reader = CSVReader(file: name, source: source)
        guard try reader.next(), !reader.isBlank else { throw PlantError(.badValue, "\(quoted(name)) is empty") }
        let header = (0..<reader.fieldCount).map { reader[$0].trimmed }
        guard header.count > 1 || !header[0].contains(where: { ";\t|".contains($0) }) else {
            throw PlantError(
                .badValue, "\(quoted(name)) has one column, \(quoted(header[0]))",
                hint: "save it with commas between the fields")
        }
        let places = try places(header, name)
        var rows: [(StrandMeasurement, SourcePlace)] = []
        var faults: [PlantError] = []
        var isMore = true
        while isMore, faults.count < PlantImport.maxFaults {
            do throws(PlantError) {
                isMore = try reader.next()
                guard isMore, !reader.isBlank else { continue }
                guard rows.count < Self.maxRows else {
                    throw PlantError(.badValue, "\(quoted(name)) has more than \(Self.maxRows) rows", hint: "split it")
                }
                rows.append((try measurement(reader, places, name), reader.place(of: 0)))
            } catch {
                guard error.place != nil else { throw error }
                faults.append(error)
            }
        }
        let paired = MeasurementSet.pairEnds(rows)
        return (paired.rows, paired.paired, faults + paired.faults)
    }

    private func places(_ header: [String], _ name: String) throws(PlantError) -> [Field: Int] {
        var places: [Field: Int] = [:]
        for field in Field.allCases {
            let wanted = columns[field] ?? field.rawValue
            if let place = header.firstIndex(of: wanted) {
                guard constants[field] == nil else {
                    throw PlantError(
                        .badValue,
                        "\(quoted(name)) has a column \(quoted(wanted)), and \(field.rawValue) is set as well",
                        hint: "leave out --set \(field.rawValue), or the column")
                }
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
            return CSVWriter.unescapingFormula(row[place]).trimmed
        }
        func fail(_ field: Field, _ text: String) -> PlantError {
            PlantError(
                .badValue, "\(field.rawValue): \(quoted(text)) is not a \(field.help)",
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
        let loss = try number(.loss_db, 1000)
        measurement.loss = MilliDecibels(loss)
        if !(try text(.length_m)).isEmpty {
            measurement.length = Millimetres(try number(.length_m, 1000))
            guard (0...1_000_000_000).contains(measurement.length?.rawValue ?? 0) else {
                throw fail(.length_m, try text(.length_m))
            }
        }
        let time = try text(.measured_at)
        do throws(PlantError) {
            measurement.time = time.isEmpty ? "" : try MeasuredTime(time, order: dateOrder).description
        } catch {
            var placed = error
            placed.message = "measured_at: \(error.message)"
            placed.place = row.place(of: places[.measured_at] ?? 0)
            throw placed
        }
        let end = try text(.end)
        if !end.isEmpty {
            guard let known = End(rawValue: end.uppercased()) else { throw fail(.end, end) }
            measurement.end = known
        }
        measurement.instrument = try text(.instrument)
        measurement.file = URL(fileURLWithPath: name).lastPathComponent
        guard abs(loss) <= 100_000 else { throw fail(.loss_db, try text(.loss_db)) }
        return measurement
    }

    /// A decimal × `scale`, rounded; a comma may stand for the point, and a unit behind it is let go. Nil for what is not a
    /// number as a whole.
    static func scaled(_ text: String, _ scale: Int) -> Int? {
        let text = text.lowercased()
        var number = text[...]
        for unit in ["db", "nm", "m"] where text.hasSuffix(unit) {
            number = text.dropLast(unit.count)
            break
        }
        while number.last == " " { number.removeLast() }
        guard let value = DecimalText.scaled(number, by: scale, excess: .rounded, comma: true),
            value.magnitude < 1_000_000_000_000
        else { return nil }
        return value
    }

    /// Writes measurements: a newer value replaces that of the same strand, wavelength and end.
    package static func write(
        _ rows: [(StrandMeasurement, SourcePlace?)], _ transaction: Transaction
    ) throws(PlantError) -> Outcome {
        var outcome = Outcome()
        let kept = MeasurementSet(transaction)
        for (measurement, place) in rows {
            do throws(PlantError) {
                guard let trunk = try transaction.record(.trunk, measurement.address.trunk).as(Trunk.self) else {
                    continue
                }
                try check(measurement, trunk, transaction)
                switch try kept.keep(measurement) {
                case .added: outcome.added += 1
                case .replaced: outcome.replaced += 1
                case .older: outcome.older += 1
                }
            } catch {
                guard [.notFound, .badValue, .duplicate, .inUse].contains(error.code) else { throw error }
                var placed = error
                placed.place = place
                outcome.faults.append(placed)
            }
        }
        return outcome
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

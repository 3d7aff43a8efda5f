import FiberModel

/// The columns of a kind of record, as import, export, `list`, `show`, `set` and JSON have them: the fields of its
/// description.
package struct Schema: Sendable {
    /// What the columns are of.
    package let kind: RecordKind
    /// The columns, in their order.
    package let columns: [FieldInfo]
    /// The places of the columns among the fields of the kind.
    private let places: [Int]

    package init(_ kind: RecordKind) {
        self.kind = kind
        let fields = kind.about.fields
        places = fields.indices.filter { !fields[$0].isOfStore }
        columns = places.map { fields[$0] }
    }

    /// Every schema, in the order in which their kinds stand on one another.
    package static var all: [Schema] { RecordKind.allCases.map { Schema($0) } }

    /// The schema that goes by a singular or plural name.
    package static func named(_ name: String) throws(PlantError) -> Schema {
        let wanted = name.lowercased()
        let kinds = RecordKind.allCases
        if let kind = kinds.first(where: { $0.rawValue == wanted || $0.plural == wanted }) { return Schema(kind) }
        throw PlantError(
            .badValue, "\(quoted(name)) is not a kind of object",
            hint: nearestName(to: wanted, among: kinds.map(\.plural)).map { "did you mean '\($0)'?" }
                ?? "the kinds are \(kinds.map(\.plural).joined(separator: ", "))")
    }

    /// The texts of a record, one a column.
    package func cells(of record: Record) -> [String] {
        let values = record.values
        return places.map { values[$0].description }
    }

    /// A record with these columns changed; from nothing where `base` is nil.
    ///
    /// - Parameter naming: who knows the names by which places may be called; nil where only addresses will do.
    package func record(
        from base: Record?, setting texts: [(column: String, value: String)], naming: (any PlaceNaming)? = nil
    ) throws(PlantError) -> Record {
        var values: [Int: FieldValue] = [:]
        for (name, text) in texts {
            let index = try index(of: name)
            let column = columns[index]
            if column.isCounted, base != nil {
                throw PlantError(.badValue, "is counted by fiberplan and cannot be set", field: name)
            }
            do throws(PlantError) { values[places[index]] = try value(text, column, naming) } catch {
                throw error.at(field: name)
            }
        }
        if let (first, second) = excess(values.mapValues(Optional.some)) {
            throw Self.excessFault(first, second)
        }
        if base == nil { try fill(&values, naming) }
        if base == nil,
            let missing = columns.indices.first(where: { columns[$0].isRequired && values[places[$0]] == nil })
        {
            throw PlantError(
                .badValue, "is missing, expected \(columns[missing].fullHelp)", field: columns[missing].name)
        }
        return Record(kind, from: base, setting: kind.about.fields.indices.map { values[$0] })
    }

    /// The place of a column.
    ///
    /// - Throws: `PlantError` with the name that may have been meant.
    package func index(of name: String) throws(PlantError) -> Int {
        if let index = columns.firstIndex(where: { $0.name == name }) { return index }
        throw PlantError(
            .badValue, "a \(kind.noun) has no column \(quoted(name))",
            hint: nearestName(to: name, among: columns.map(\.name)).map { "did you mean '\($0)'?" }
                ?? "its columns are \(columns.map(\.name).joined(separator: ", "))")
    }

    /// Reads a row whose fields stand for the columns in `order`. Every field that does not read is added to
    /// `faults`, with its place; the record then lacks its column.
    ///
    /// - Parameter naming: who knows the names by which places may be called.
    package func record(
        row: CSVReader, order: [Int], naming: (any PlaceNaming)? = nil, faults: inout [PlantError]
    ) -> Record {
        var values = kind.about.defaults
        for (field, index) in order.enumerated() {
            let column = columns[index]
            if row.isEmpty(field) {
                guard column.isRequired else { continue }
                faults.append(
                    PlantError(
                        .badValue, "\(column.name) is empty, expected \(column.fullHelp)", field: column.name,
                        place: row.place(of: field)))
                continue
            }
            let text = column.type.isNumber ? row[field] : CSVWriter.unescapingFormula(row[field])
            do throws(PlantError) { values[places[index]] = try value(text, column, naming) } catch {
                var placed = error
                placed.message = "\(column.name): \(error.message)"
                placed.field = column.name
                placed.place = row.place(of: field)
                faults.append(placed)
            }
        }
        if kind == .device, let naming {
            var given: [Int: FieldValue] = [:]
            for (field, index) in order.enumerated() where !row.isEmpty(field) {
                given[places[index]] = values[places[index]]
            }
            do throws(PlantError) {
                try fill(&given, naming)
                for (place, value) in given { values[place] = value }
            } catch { faults.append(error) }
        }
        let read = Dictionary(uniqueKeysWithValues: kind.about.oneOf.map { ($0, Optional.some(values[$0])) })
        if let (first, second) = excess(read) {
            var fault = Self.excessFault(first, second)
            fault.message = "\(second.name): \(fault.message)"
            fault.place = row.place(of: order.firstIndex { columns[$0].name == second.name } ?? 0)
            faults.append(fault)
        }
        return Record(kind, holding: values)
    }

    /// Puts into a new device what its type says, where nothing is said of it: its height, its depth, its ports.
    private func fill(_ values: inout [Int: FieldValue], _ naming: (any PlaceNaming)?) throws(PlantError) {
        guard kind == .device, let naming else { return }
        func place(_ name: String) throws(PlantError) -> Int { places[try index(of: name)] }
        guard case .text(let name)? = values[try place("type")], let type = try naming.deviceType(named: name) else {
            return
        }
        func put(_ name: String, _ value: FieldValue?) throws(PlantError) {
            guard let value, values[try place(name)] == nil else { return }
            values[try place(name)] = value
        }
        try put("height_u", .int(type.height_u.roundedUp))
        try put("ports", .int(type.portCount))
        try put("connector", type.ports.first.map { .text($0.connector) })
        try put("depth", type.depth.map { .text($0.rawValue) })
    }

    /// Two fields that hold something, of those of which only one may.
    private func excess(_ values: [Int: FieldValue?]) -> (FieldInfo, FieldInfo)? {
        let fields = kind.about.oneOf.filter { place in
            values[place].map { $0.map { $0 != .none && $0 != .text("") } ?? false } ?? false
        }.map { kind.about.fields[$0] }
        return fields.count > 1 ? (fields[0], fields[1]) : nil
    }

    private static func excessFault(_ first: FieldInfo, _ second: FieldInfo) -> PlantError {
        PlantError(
            .badValue, "\(first.name) is given as well, and only one of the two can be", field: second.name)
    }

    /// A cell or an option; the codes of rules are known here, and not where fields are described.
    private func value(
        _ text: String, _ column: FieldInfo, _ naming: (any PlaceNaming)?
    ) throws(PlantError) -> FieldValue {
        let value: FieldValue
        do throws(PlantError) { value = try column.value(text) } catch {
            // Only what is not an address may be a name, so a sheet of addresses asks nobody.
            guard let naming, column.type.isPlace, error.code == .badValue else { throw error }
            if case .ports = column.type { return try column.value(try naming.canonicalPorts(text, column)) }
            let address = try naming.canonical(text)
            guard address != text else {
                guard let near = try naming.suggestion(for: text) else { throw error }
                throw PlantError(.notFound, "no such place: \(quoted(text))", hint: near)
            }
            return try column.value(address)
        }
        if case .rule = column.type { return .text(try RuleCode.checked(text)) }
        return value
    }
}

extension DataValue {
    /// The value of a column of a record, of the type that JSON gives it.
    package init(cell: String, _ column: FieldInfo) {
        if column.type.isMetadata {
            self = cell.isEmpty ? .json("{}") : .json(cell)
        } else if cell.isEmpty, !column.type.isText {
            self = .null
        } else if column.type.isNumber, let value = Int(cell) {
            self = .int(value)
        } else {
            self = column.type.isText ? .text(cell) : .word(cell)
        }
    }
}

import FiberModel

extension Table {
    /// The record of the row that a SELECT of this table stands on.
    func record(_ row: Statement, _ names: KeyCache) throws(PlantError) -> Record {
        let identity = kind.about.identity
        var values: [FieldValue?] = []
        values.reserveCapacity(fields.count)
        for place in fields.indices {
            values.append(try value(fields[place], identity.contains(place), row, selectPlaces[place], names))
        }
        return Record(kind, setting: values)
    }

    /// The key of that row.
    func key(_ row: Statement) -> [Int64] { keyColumns.indices.map { row.int64(keyPlace + Int32($0)) } }

    private func value(
        _ field: FieldInfo, _ isIdentity: Bool, _ row: Statement, _ at: Int32, _ names: KeyCache
    ) throws(PlantError) -> FieldValue {
        switch field.type {
        case .labels: return row.isNull(at) ? .texts([]) : .texts(splitLabels(row.text(at)))
        case .ports:
            if row.isNull(at) { return .ports([]) }
            return .ports(
                try splitLabels(row.text(at)).map { port throws(PlantError) in port == "-" ? nil : try PortAddress(port)
                })
        default: break
        }
        if row.isNull(at) { return .none }
        switch field.type {
        case .day: return .text(try row.day(at).description)
        case .text, .body, .catalogueName, .rule, .label(of: nil), .labels, .ports: return .text(row.text(at))
        case .metadata:
            let text = row.text(at)
            return text == "{}" ? .none : .text(text)
        case .label(let kind?): return .text(try names.label(kind, row.int64(at)))
        case .catalogue: return .text(try names.catalogueName(row.int64(at)))
        case .int:
            let number = row.int(at)
            return field.isCounted && number == 0 ? .none : .int(number)
        case .flag: return .int(row.int(at))
        case .choice(let choices): return .text(try row.word(at, of: choices))
        case .rack:
            guard isIdentity else { return .rack(try names.rack(row.int64(at))) }
            return .rack(RackAddress(hall: try names.label(.hall, row.int64(at)), grid: row.text(at + 1)))
        case .unit:
            return .unit(UnitAddress(rack: try names.rack(row.int64(at)), u: row.int(at + 1), slot: row.int(at + 2)))
        case .port(let use, _):
            let unit = try names.unit(row.int64(at))
            switch use {
            case .place: return .port(PortAddress(unit: unit, port: row.int(at + 1)))
            case .plug: return .port(PortAddress(unit: unit, port: row.int(at + 1), face: row.int(at + 2)))
            case .leg: return .port(PortAddress(unit: unit, port: row.int(at + 1), part: row.int(at + 2)))
            }
        case .strand:
            return .strand(StrandAddress(trunk: try names.label(.trunk, row.int64(at)), strand: row.int(at + 1)))
        case .end: return StrandMeasurement.end(code: row.int(at)).map { .text($0.rawValue) } ?? .none
        }
    }
}

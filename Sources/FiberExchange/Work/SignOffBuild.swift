import FiberModel

// What a row of a sheet says was built, beside the design.

extension SignOff.Step {
    /// The record with its as-built columns as the row tells them; one that is built as designed has none.
    func built(_ row: SheetRow, _ record: Record) throws(PlantError) -> Record {
        switch record.value {
        case let cord as Cord: return Record(try built(row, cord))
        case let trunk as Trunk: return Record(try built(row, trunk))
        default: return record
        }
    }

    private func built(_ row: SheetRow, _ cord: Cord) throws(PlantError) -> Cord {
        var cord = cord
        let (first, second) = (try row.port("a", naming: transaction), try row.port("z", naming: transaction))
        var isTurned = false
        if let first {
            // The sheet begins with the end that is reached first, so either end of the cord may stand there.
            let straight = (cord.a == first ? 0 : 1) + (cord.z == second ? 0 : 1)
            let turned = (cord.a == second ? 0 : 1) + (cord.z == first ? 0 : 1)
            isTurned =
                turned != straight ? turned < straight : row.cells["label_a"]?.hasPrefix("\(cord.a)/") == false
            let (a, z) = isTurned ? (second, first) : (first, second)
            cord.built.a = try other(a, than: cord.a, row, isTurned ? "z_port" : "a_port")
            cord.built.z = try other(z, than: cord.z, row, isTurned ? "a_port" : "z_port")
        }
        if let length = try length(row) { cord.built.length = length == cord.length ? nil : length }
        if let type = row.cells["cord_type"] { cord.built.type = type == cord.type ? nil : type }
        if let read = route(row) {
            let route = isTurned ? read.reversed() : read
            // Either direction is the same way.
            cord.built.route = route == cord.route || route.reversed() == cord.route ? [] : route
        }
        return cord
    }

    private func built(_ row: SheetRow, _ trunk: Trunk) throws(PlantError) -> Trunk {
        var trunk = trunk
        if let a = try port(row, "from") {
            trunk.built.a = try other(a, than: trunk.a, row, "from")
        }
        if let z = try port(row, "to") {
            trunk.built.z = try other(z, than: trunk.z, row, "to")
        }
        if let length = try length(row) { trunk.built.length = length == trunk.length ? nil : length }
        if let route = route(row) {
            trunk.built.route = route == trunk.route || route.reversed() == trunk.route ? [] : route
        }
        return trunk
    }

    private func port(_ row: SheetRow, _ column: String) throws(PlantError) -> PortAddress? {
        try row.cells.reading(column) { text throws(PlantError) in
            try SheetRow.port(text, meaning: .rear, transaction)
        }
    }

    /// The segments on the row, in order from A to Z; nil where the cell is empty.
    private func route(_ row: SheetRow) -> [String]? {
        row.cells["pathway"].map { $0.split(separator: " ").map(String.init) }
    }

    /// The port where it is another than was designed; nil where it is the same.
    private func other(
        _ port: PortAddress?, than design: PortAddress?, _ row: SheetRow, _ column: String
    ) throws(PlantError) -> PortAddress? {
        guard let port, port != design else { return nil }
        try checkNotCut(port, design, row, column)
        do throws(PlantError) { try transaction.checkExists(port) } catch { throw row.cells.fault(error, at: column) }
        return port
    }

    /// Refuses a slot that looks as if a spreadsheet had taken its address for a number: 30.10 comes back as 30.1.
    private func checkNotCut(
        _ port: PortAddress, _ design: PortAddress?, _ row: SheetRow, _ column: String
    ) throws(PlantError) {
        let unit = column.replacing("_port", with: "_u")
        guard let design, row.cells[unit]?.contains(".") == true, port.unit.rack == design.unit.rack,
            port.unit.u == design.unit.u, port.unit.slot > 0, port.unit.slot * 10 == design.unit.slot
        else { return }
        throw row.cells.fault(
            PlantError(
                .badValue, "\(quoted(row.cells[unit] ?? "")) may be \(design.unit.place), cut short by a spreadsheet",
                hint: "write the slot with an s, such as \(design.unit.place) or \(port.unit.place)"), at: unit)
    }

    private func length(_ row: SheetRow) throws(PlantError) -> Millimetres? {
        try row.cells.reading("length_m") { text throws(PlantError) in
            guard let value = ResultImport.scaled(text, 1000), (1...100_000_000).contains(value) else {
                throw PlantError(.badValue, "\(quoted(text)) is not a length in m, expected a number such as 2.5")
            }
            return Millimetres(value)
        }
    }
}

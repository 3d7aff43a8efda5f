extension Record {
    /// The column that names an object of this kind.
    package var nameField: String {
        switch self {
        case .rack, .cassette, .device, .devicePort: "address"
        case .strand, .measurement: "strand"
        case .task: "number"
        case .waiver: "subject"
        case .catalogueEntry: "name"
        default: "label"
        }
    }

    /// Holds labels to the grammar of addresses, so that every object can be named on a command line.
    package func checkNames() throws(PlantError) {
        switch self {
        case .hall(let hall):
            do { try Address.checkLabel(hall.label) } catch { throw error.at(field: "label") }
            guard !hall.label.contains("-") else {
                throw PlantError(
                    .badValue, "hall label \(quoted(hall.label)) has a '-', expected letters, digits and '_'",
                    field: "label")
            }
        case .node, .segment, .trunk, .cord, .link, .workOrder:
            do { try Address.checkLabel(name) } catch { throw error.at(field: "label") }
        case .catalogueEntry(let entry):
            let isPlain = entry.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") }
            guard (1...64).contains(entry.name.utf8.count), isPlain else {
                throw PlantError(
                    .badValue,
                    "\(quoted(entry.name)) is not a catalogue name, expected up to 64 visible ASCII characters without '/'",
                    field: "name")
            }
        case .rack, .cassette, .device, .devicePort, .strand, .measurement, .waiver, .task: break
        }
    }
}

import FiberModel

/// Which cord joins two ports: its type by connectors, fibre and polarity, its stock length by where they are.
struct CordChooser: Sendable {
    /// From a port to the side of its rack and back, on both sides together.
    static let sideways = Millimetres(400)

    struct Choice: Hashable, Sendable {
        var type: Catalogue.Key
        /// Whether its A connector goes into the second port.
        var isTurned: Bool
    }

    private struct Row: Sendable {
        var key: Catalogue.Key
        var type: CableType
        var mode: FibreMode?
    }
    private let rows: [Row]

    init(_ catalogue: Catalogue) {
        rows = catalogue.rows(.cordType).compactMap { entry, _ in
            guard let key = catalogue.key(.cordType, entry.name), let type = catalogue.cable(key) else { return nil }
            return Row(key: key, type: type, mode: catalogue.fibreClass(named: type.fibreClass)?.mode)
        }
    }

    /// Types that a link may need at all.
    var keys: [Catalogue.Key] { rows.map(\.key) }

    /// The first type by name that fits both ports and swaps the two fibres or not; nil where the catalogue has none.
    func choice(_ first: String, _ second: String, _ mode: FibreMode, swaps: Bool) -> Choice? {
        for isTurned in [false, true] {
            for row in rows where row.mode == mode && row.type.strandMap.count == 2 {
                guard (row.type.strandMap.far(1) == 2) == swaps else { continue }
                let ends =
                    isTurned ? (row.type.connectorZ, row.type.connectorA) : (row.type.connectorA, row.type.connectorZ)
                if ends == (first, second) { return Choice(type: row.key, isTurned: isTurned) }
            }
        }
        return nil
    }

    /// What a cord between two units of a rack has to be: from the middle of one to the middle of the other, and sideways.
    static func needed(_ a: Plant.UnitRow, _ z: Plant.UnitRow) -> Millimetres {
        // Half units, so that the middle of each is a whole number of them; a unit is 44.45 mm.
        let halves = abs((2 * a.u - a.heightU) - (2 * z.u - z.heightU))
        return Millimetres((halves * 22_225 + 999) / 1000) + sideways
    }

    /// The shortest stock length that reaches; nil where the longest does not.
    func length(_ type: Catalogue.Key, _ a: Plant.UnitRow, _ z: Plant.UnitRow) -> Millimetres? {
        let needed = Self.needed(a, z)
        return rows.first { $0.key == type }?.type.stockLengths_mm.filter { $0 >= needed }.min()
    }
}

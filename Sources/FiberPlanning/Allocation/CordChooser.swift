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
        /// Whether it changes the legs of a pair, or turns the positions of an array round; nil for one that does neither.
        var swaps: Bool?
    }
    private let rows: [Row]
    /// By type, harnesses and those without fibre too: the lengths that are made, ascending.
    private let stock: [Catalogue.Key: [Millimetres]]

    init(_ catalogue: Catalogue) {
        var stock: [Catalogue.Key: [Millimetres]] = [:]
        for (entry, _) in catalogue.rows(.cordType) {
            guard let key = catalogue.key(.cordType, entry.name) else { continue }
            stock[key] = catalogue.cable(key)?.stockLengths_mm.sorted()
        }
        self.stock = stock
        rows = catalogue.rows(.cordType).compactMap { entry, _ in
            guard let key = catalogue.key(.cordType, entry.name), let type = catalogue.cable(key) else { return nil }
            guard !type.hasLegs, type.medium == .fibre else { return nil }
            let mode = catalogue.fibreClass(named: type.fibreClass)?.mode
            return Row(key: key, type: type, mode: mode, swaps: Self.swaps(type.strandMap))
        }
    }

    /// Types that a link may need at all.
    var keys: [Catalogue.Key] { rows.map(\.key) }

    private static func swaps(_ map: StrandMap) -> Bool? {
        if map == .straight(map.count) { return false }
        return map == .reversed(map.count) ? true : nil
    }

    /// Whether a cord of a type swaps the fibres or turns an array round; nil for one that does neither, or has no fibre.
    func swaps(_ type: Catalogue.Key) -> Bool? { rows.first { $0.key == type }?.swaps }

    /// What a plug of a cord goes into.
    struct Socket: Hashable, Sendable {
        var connector: String
        /// Whether what it meets there has guide pins; nil is not known, or none of an array.
        var isPinned: Bool?
    }

    /// The first type by name that fits both ports and swaps the two fibres, or turns an array round, or not; nil where the
    /// catalogue has none. Pins meet holes: a type that says nothing of its pins is taken where no other fits.
    func choice(_ first: Socket, _ second: Socket, _ mode: FibreMode, swaps: Bool) -> Choice? {
        var unsaid: Choice?
        for isTurned in [false, true] {
            for row in rows where row.mode == mode && row.swaps == swaps {
                let (near, far) = isTurned ? (End.z, End.a) : (.a, .z)
                guard row.type.connector(at: near) == first.connector, row.type.connector(at: far) == second.connector
                else { continue }
                let choice = Choice(type: row.key, isTurned: isTurned)
                let pins = [
                    (row.type.isPinned(at: near), first.isPinned), (row.type.isPinned(at: far), second.isPinned),
                ]
                if pins.allSatisfy({ $0 == nil || $1 == nil || $0 != $1 }) {
                    if pins.allSatisfy({ $1 == nil || $0 != nil }) { return choice }
                    unsaid = unsaid ?? choice
                }
            }
        }
        return unsaid
    }

    /// What a cord between two units of a rack has to be: from the middle of one to the middle of the other, and sideways.
    static func needed(_ a: Plant.UnitRow, _ z: Plant.UnitRow) -> Millimetres {
        Plant.millimetres(quarters: abs(a.middleQuarters - z.middleQuarters)) + sideways
    }

    /// The shortest stock length that reaches; nil where the longest does not.
    func length(_ type: Catalogue.Key, _ a: Plant.UnitRow, _ z: Plant.UnitRow) -> Millimetres? {
        let needed = Self.needed(a, z)
        return stock[type]?.first { $0 >= needed }
    }
}

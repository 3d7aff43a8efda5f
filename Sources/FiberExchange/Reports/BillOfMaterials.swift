import FiberModel
import FiberPlanning

/// What has to be bought: trunks by type and length, cassettes by type with adapters that do not come with them and blanks for
/// their empty bays, cords by type, length and colour, optics by cage.
public struct BillOfMaterials {
    /// The columns, as CSV names them.
    public static let columns = [
        "item", "type", "length_m", "colour", "quantity", "spares", "total", "total_length_m",
    ]

    private struct Line: Hashable {
        var item: Int
        var type: String
        /// Ordered length in mm; -1 where none is known.
        var length: Int
        var colour: String
    }

    private static let items = ["trunk", "cassette", "cord", "optic", "adapter", "blank"]
    private let lines: [(line: Line, count: Int)]

    /// - Parameters:
    ///   - plant: the plant that is bought for.
    ///   - statuses: of trunks and cords; empty is all but retired ones. Cassettes have no status and are counted where
    ///     no status is chosen, or `planned` is.
    public init(_ plant: Plant, statuses: [Status]) {
        func counts(_ status: Status) -> Bool { statuses.isEmpty ? status != .retired : statuses.contains(status) }
        var counted: [Line: Int] = [:]
        for (index, row) in plant.trunks.enumerated() where counts(row.status) && !row.isCord {
            let length = plant.orderedLength(of: TrunkHandle(index: index))
            let type = plant.catalogue.name(row.type)
            counted[Line(item: 0, type: type, length: length?.rawValue ?? -1, colour: ""), default: 0] += 1
        }
        if statuses.isEmpty || statuses.contains(.planned) {
            let cassettes = plant.units.reduce(into: [Catalogue.Key: Int]()) { counts, row in
                if let key = row.cassetteType { counts[key, default: 0] += 1 }
            }
            for (key, count) in cassettes {
                counted[Line(item: 1, type: plant.catalogue.name(key), length: -1, colour: ""), default: 0] += count
            }
            for (type, count) in Self.adapters(plant, cassettes) {
                counted[Line(item: 4, type: type, length: -1, colour: ""), default: 0] += count
            }
            for (type, count) in Self.blanks(plant, cassettes) {
                counted[Line(item: 5, type: type, length: -1, colour: ""), default: 0] += count
            }
        }
        for cord in 0..<plant.cords.count where counts(plant.cords.status[cord]) {
            let key = plant.cords.type[cord]
            let stock = plant.catalogue.cable(key)?.stockLengths_mm ?? []
            // Nobody buys a cord of no length: somebody has not said how long it is.
            let stated = plant.cords.length[cord].flatMap { $0.rawValue > 0 ? $0 : nil }
            let length = stated.map { length in stock.filter { $0 >= length }.min() ?? length }
            let line = Line(
                item: 2, type: plant.catalogue.name(key), length: length?.rawValue ?? -1,
                colour: plant.cords.colour(of: CordHandle(index: cord)))
            counted[line, default: 0] += 1
        }
        for (key, count) in Self.optics(plant, statuses) {
            counted[Line(item: 3, type: plant.catalogue.name(key), length: -1, colour: ""), default: 0] += count
        }
        lines = counted.sorted { Self.precedes($0.key, $1.key) }.map { ($0.key, $0.value) }
    }

    /// One for each cage that a link uses, whatever the links on its legs: what is fitted there, else what the link wants. A
    /// cage with a direct cable in it has none.
    private static func optics(_ plant: Plant, _ statuses: [Status]) -> [Catalogue.Key: Int] {
        guard statuses.isEmpty || statuses.contains(.planned) else { return [:] }
        var cages: [PortHandle: Catalogue.Key] = [:]
        for link in 0..<plant.links.count {
            for port in [plant.links.a[link], plant.links.z[link]]
            where !plant.isDirect(port) && cages[port] == nil && plant.units[port.unit.index].outside.isEmpty {
                cages[port] = plant.opticKey(at: port) ?? plant.links.optic[link]
            }
        }
        return cages.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    /// Of panels that come without them: one for each port, by connector and how they face: `MPO-12 Type-A`.
    private static func adapters(_ plant: Plant, _ cassettes: [Catalogue.Key: Int]) -> [String: Int] {
        cassettes.reduce(into: [:]) { counts, cassette in
            guard let type = plant.catalogue.cassetteType(cassette.key), type.adaptersSeparate == true else { return }
            let facing = (type.rear.adapter ?? type.front.adapter).map { " Type-\($0.rawValue)" } ?? ""
            counts["\(type.front.connector)\(facing)", default: 0] += type.front.count * cassette.value
        }
    }

    /// For the bays of each chassis that no module is in: `bay of CHASSIS-1U-12`.
    private static func blanks(_ plant: Plant, _ cassettes: [Catalogue.Key: Int]) -> [String: Int] {
        let bays = cassettes.keys.reduce(into: [Catalogue.Key: Int]()) { bays, key in
            bays[key] = plant.catalogue.cassetteType(key)?.bays?.count
        }
        guard !bays.isEmpty else { return [:] }
        var modules: [Plant.UnitRow.Spot: Int] = [:]
        for row in plant.units where row.slotNumber > 0 {
            modules[row.spot, default: 0] += 1
        }
        return plant.units.reduce(into: [:]) { counts, row in
            guard row.slotNumber == 0, let key = row.cassetteType, let own = bays[key] else { return }
            let empty = own - modules[row.spot, default: 0]
            if empty > 0 { counts["bay of \(plant.catalogue.name(key))", default: 0] += empty }
        }
    }

    private static func precedes(_ a: Line, _ b: Line) -> Bool {
        if a.item != b.item { return a.item < b.item }
        if a.type != b.type { return naturallyPrecedes(a.type, b.type) }
        if a.length != b.length { return a.length < b.length }
        return a.colour < b.colour
    }

    /// A line a kind of thing, then the totals of each item.
    ///
    /// - Parameter spares: of each line in hundredths, rounded up to whole pieces.
    public func answer(spares: Percent) -> Answer {
        Answer(Self.columns) { add throws(PlantError) in try addRows(spares: spares, add) }
            .titled("Bill of materials")
    }

    private func addRows(spares: Percent, _ add: Answer.Rows) throws(PlantError) {
        for (item, name) in Self.items.enumerated() {
            let own = lines.filter { $0.line.item == item }
            guard !own.isEmpty else { continue }
            var sums = (count: 0, extra: 0, length: 0)
            // Of cassettes no length is asked; of cables one that is not known leaves the sum unknown.
            let isSum = own.allSatisfy { $0.line.length >= 0 }
            for (line, count) in own {
                let extra = (count * spares.rawValue + 99) / 100
                let length = max(0, line.length).multipliedClamped(by: count + extra)
                sums = (sums.count + count, sums.extra + extra, sums.length.addingClamped(length))
                try add([
                    .word(name), .word(line.type), line.length < 0 ? .null : .thousandths(line.length),
                    .text(line.colour), .int(count), .int(extra), .int(count + extra),
                    line.length < 0 ? .null : .thousandths(length),
                ])
            }
            try add([
                .word("\(name)s in all"), .null, .null, .text(""), .int(sums.count), .int(sums.extra),
                .int(sums.count + sums.extra), isSum ? .thousandths(sums.length) : .null,
            ])
        }
    }
}

import FiberModel
import FiberPlanning

/// Reads what planners are asked for: a CSV with one row per demand.
package enum DemandReader {
    package static let maxRows = 100_000
    /// Links that one row may ask for.
    package static let maxLinks = 4096

    static let columns = [
        CSVColumn("label", isRequired: true, help: "the label of the link; of several links the beginning"),
        CSVColumn("a", isRequired: true, help: "a device by label or address, or one of its ports"),
        CSVColumn("z", isRequired: true, help: "a device or port, or several separated by spaces that share the links"),
        CSVColumn("count"), CSVColumn("optic"), CSVColumn("fec"), CSVColumn("diverse_group"),
        CSVColumn("cable", help: "a cord type, or 'cord': its links have a cable of their own from device to device"),
        CSVColumn("metadata"), CSVColumn("note"),
    ]

    /// - Returns: the demands, and every fault.
    package static func read(
        _ name: String, _ source: any ByteSource, _ plant: Plant
    ) throws(PlantError) -> (demands: [Demand], faults: [PlantError]) {
        var reader = CSVReader(file: name, source: source)
        let (order, headerFaults) = try reader.header(columns)
        guard headerFaults.isEmpty else { return ([], headerFaults) }
        let devices = Devices(plant)
        var demands: [Demand] = []
        let links = Dictionary(
            (0..<plant.links.count).map { (plant.links.labels[$0], LinkHandle(index: $0)) },
            uniquingKeysWith: { first, _ in first })
        var lines: [String: Int] = [:]
        let faults = try reader.forEachRow(columns, order, maxRows: maxRows) { row throws(PlantError) in
            var demand = try demand(row, devices, plant)
            for label in demand.linkLabels {
                if let line = lines[label] {
                    throw row.fault(
                        PlantError(
                            .duplicate, "link \(label) is asked for in line \(line) already",
                            hint: "give the demand another label"), at: "label")
                }
                lines[label] = row.place.line
                guard let link = links[label] else { continue }
                // The same demand again: what was placed of it is there.
                let (a, z) = (plant.links.a[link.index].unit, plant.links.z[link.index].unit)
                guard a == demand.a.unit, demand.z.contains(where: { $0.unit == z }) else {
                    throw row.fault(
                        PlantError(
                            .duplicate,
                            "link \(label) exists already, from \(plant.address(of: a)) to \(plant.address(of: z))",
                            hint: "give the demand another label"), at: "label")
                }
                demand.there.insert(label)
            }
            demands.append(demand)
        }
        return (demands, faults)
    }

    private static func demand(_ row: CSVRow, _ devices: Devices, _ plant: Plant) throws(PlantError) -> Demand {
        for name in ["label", "a", "z"] where row[name] == nil {
            let help = columns.first { $0.name == name }?.help ?? ""
            throw row.fault(PlantError(.badValue, "is empty, expected \(help)"), at: name)
        }
        let label =
            try row.reading("label") { text throws(PlantError) in
                try Address.checkLabel(text)
                return text
            } ?? ""
        guard let a = try row.reading("a", { text throws(PlantError) in try devices.end(text) }),
            let z = try row.reading("z", { text throws(PlantError) in try devices.ends(text) })
        else { throw row.fault(PlantError(.badValue, "is empty"), at: "a") }
        var demand = Demand(label: label, a: a, z: z, optic: try optic(row, a, plant))
        demand.count =
            try row.reading("count") { text throws(PlantError) in
                guard let count = Int(text), (1...maxLinks).contains(count) else {
                    throw PlantError(.badValue, "\(quoted(text)) is not a whole number from 1 to \(maxLinks)")
                }
                return count
            } ?? 1
        demand.fec = try row.reading("fec") { text throws(PlantError) in
            guard let fec = Link.FEC(rawValue: text) else {
                throw PlantError(.badValue, "\(quoted(text)) is none of on, off")
            }
            return fec
        }
        demand.diverseGroup = try row.reading("diverse_group") { text throws(PlantError) in
            try Address.checkLabel(text)
            return text
        }
        demand.run = try row.reading("cable") { text throws(PlantError) in try run(text, plant) } ?? .trunks
        // The rules of metadata are those of every other object.
        let metadata = try row.reading("metadata") { text throws(PlantError) in
            try Schema(.link).record(from: Record(Link()), setting: [(column: "metadata", value: text)])
        }
        if let link = metadata?.as(Link.self) { demand.metadata = link.remarks.metadata }
        demand.note = row["note"] ?? ""
        if z.contains(where: { $0.unit == a.unit }) {
            throw row.fault(
                PlantError(.badValue, "is the device at A as well", hint: "a link joins two devices"), at: "z")
        }
        try check(demand, row, plant)
        try checkCable(demand, row, plant)
        return demand
    }

    /// A port is named for as many links as it has legs of the optic.
    private static func check(_ demand: Demand, _ row: CSVRow, _ plant: Plant) throws(PlantError) {
        for end in [demand.a] + demand.z {
            guard let number = end.port else { continue }
            let name = plant.catalogue.name(demand.optic)
            let fitted = plant.opticKey(at: PortHandle(end.unit, number)).flatMap { plant.catalogue.optic($0) }
            let way = fitted?.breakouts?.first { $0.optic == name }
            let legs = end.leg > 0 ? 1 : way?.legs.count ?? 1
            if demand.count > legs {
                throw row.fault(
                    PlantError(
                        .badValue,
                        legs == 1
                            ? "\(demand.count) links cannot share one port"
                            : "\(demand.count) links cannot share one port of \(legs) legs",
                        hint: "name the device, or make rows of them"), at: "count")
            }
            if end.leg > way?.legs.count ?? 0 {
                throw row.fault(
                    PlantError(
                        .notFound,
                        way.map { "\($0.name) has no leg \(end.leg), expected 1 to \($0.legs.count)" }
                            ?? "the optic of this port has no legs that are a \(name)",
                        hint: "see 'fiberplan catalogue list optic'"), at: demand.a == end ? "a" : "z")
            }
        }
    }

    /// A cable of its own has to go into the ports at both ends.
    private static func checkCable(_ demand: Demand, _ row: CSVRow, _ plant: Plant) throws(PlantError) {
        guard case .cable(let key?) = demand.run, let reason = demand.misfit(of: key, in: plant) else { return }
        throw row.fault(
            PlantError(
                .badValue, "\(plant.catalogue.name(key)) \(reason)",
                hint: "see 'fiberplan catalogue list cord-type', or 'cord' for the one that fits"), at: "cable")
    }

    private static func run(_ text: String, _ plant: Plant) throws(PlantError) -> Demand.Run {
        if text == "cord" { return .cable(nil) }
        guard let key = plant.catalogue.key(.cordType, text), let type = plant.catalogue.cable(key) else {
            let names = plant.catalogue.rows(.cordType).map(\.entry.name) + ["cord"]
            throw PlantError(
                .notFound, "the catalogue has no cord-type \(quoted(text))",
                hint: (nearestName(to: text, among: names) ?? names.first { $0.hasPrefix(text) }).map {
                    "did you mean '\($0)'?"
                }
                    ?? "'cord' for the one that fits, or see 'fiberplan catalogue list cord-type'")
        }
        guard !type.hasLegs else {
            throw PlantError(
                .badValue, "\(text) has several plugs",
                hint: "leave it out: a harness is taken where the legs of an optic need one")
        }
        return .cable(key)
    }

    private static func optic(_ row: CSVRow, _ a: Demand.End, _ plant: Plant) throws(PlantError) -> Catalogue.Key {
        let named = try row.reading("optic") { text throws(PlantError) in
            guard let key = plant.catalogue.key(.optic, text) else {
                let near = nearestName(to: text, among: plant.catalogue.rows(.optic).map(\.entry.name))
                throw PlantError(
                    .notFound, "the catalogue has no optic \(quoted(text))", hint: near.map { "did you mean '\($0)'?" })
            }
            return key
        }
        let own =
            a.port.map { PortHandle(a.unit, $0) }.flatMap { plant.opticKey(at: $0) } ?? plant.units[a.unit.index].optic
        if let key = named ?? own { return key }
        let isColumn = row.has("optic")
        throw row.fault(
            PlantError(
                .badValue,
                isColumn
                    ? "is empty, and the device at A does not say which optic it has"
                    : "this device does not say which optic it has, and there is no column optic",
                hint: "such as 100G-CLR4"),
            at: isColumn ? "optic" : "a")
    }
}

/// The text of demands, read to its end once, so that it can be held against a plant more than once.
package struct DemandText: Sendable {
    private static let maxBytes = 64 << 20
    private let name: String
    private let bytes: [UInt8]

    /// - Throws: `PlantError` with code `io`, or `badValue` for more than 64 MiB.
    package init(_ name: String, _ source: any ByteSource) throws(PlantError) {
        var source = source
        guard let bytes = try source.all(upTo: Self.maxBytes) else {
            throw PlantError(.badValue, "\(quoted(name)) has more than 64 MiB", hint: "split it")
        }
        self.name = name
        self.bytes = bytes
    }

    /// - Returns: the demands, and every fault.
    package func demands(_ plant: Plant) throws(PlantError) -> (demands: [Demand], faults: [PlantError]) {
        try DemandReader.read(name, MemorySource(bytes), plant)
    }
}

/// Devices by what people call them.
private struct Devices {
    private let plant: Plant
    private var byAddress: [UnitAddress: UnitHandle] = [:]
    private var byLabel: [String: [UnitHandle]] = [:]

    init(_ plant: Plant) {
        self.plant = plant
        for index in plant.units.indices where plant.isDevice(UnitHandle(index: index)) {
            let unit = UnitHandle(index: index)
            byAddress[plant.address(of: unit)] = unit
            if !plant.units[index].label.isEmpty { byLabel[plant.units[index].label, default: []].append(unit) }
        }
    }

    func ends(_ text: String) throws(PlantError) -> [Demand.End] {
        // A label may have blanks in it.
        if let whole = byLabel[text], whole.count == 1 { return [Demand.End(whole[0])] }
        return try placeList(text) { part throws(PlantError) in
            // Of several words a port may be missing only because the next place was taken for part of its name.
            do throws(PlantError) { return try known(part) } catch {
                guard error.code == .notFound, part.contains(" ") else { throw error }
                return nil
            }
        }.map { part, found throws(PlantError) in
            if let found { return found }
            return try end(part)
        }
    }

    func end(_ text: String) throws(PlantError) -> Demand.End {
        if let known = try known(text) { return known }
        guard !text.contains(where: { ",;".contains($0) }) else {
            throw PlantError(.notFound, "no such device: \(quoted(text))", hint: "separate several by spaces")
        }
        let names = byLabel.keys.sorted() + byAddress.keys.map(\.description).sorted()
        throw PlantError(
            .notFound, "no such device: \(quoted(text))",
            hint: nearestName(to: text, among: names).map { "did you mean '\($0)'?" } ?? "see 'fiberplan list devices'")
    }

    /// The same; nil where there is no such device.
    private func known(_ text: String) throws(PlantError) -> Demand.End? {
        if let found = byLabel[text] {
            guard found.count == 1 else {
                let places = found.map { plant.address(of: $0).description }.joined(separator: ", ")
                throw PlantError(
                    .badValue, "\(quoted(text)) is the label of several devices: \(places)", hint: "name its address")
            }
            return Demand.End(found[0])
        }
        switch try? Address(text) {
        case .unit(let address)?:
            if let unit = byAddress[address] { return Demand.End(unit) }
        case .port(let port)? where port.side == .front:
            guard let unit = byAddress[port.unit] else { break }
            let ports = plant.units[unit.index].ports
            guard port.port >= 1, port.port <= ports else {
                throw PlantError(
                    .notFound,
                    ports == 0
                        ? "\(port.unit) has no ports" : "\(port.unit) has no port \(port.port), expected 1 to \(ports)")
            }
            return Demand.End(unit, port: Int32(port.port), leg: port.part)
        default: break
        }
        return try port(text)
    }

    /// A port by the name of its device, or its address, and what is printed beside it, perhaps with a leg.
    private func port(_ text: String) throws(PlantError) -> Demand.End? {
        for colon in text.indices where text[colon] == ":" {
            let (device, name) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
            let unit =
                (byLabel[device].flatMap { $0.count == 1 ? $0[0] : nil })
                ?? (try? UnitAddress(device)).flatMap { byAddress[$0] }
            guard let unit else { continue }
            if let port = plant.port(named: name, on: unit) { return Demand.End(unit, port: port.port, leg: 0) }
            if let slash = name.lastIndex(of: "/"), let leg = Int(name[name.index(after: slash)...]),
                (1...PortHandle.mostParts).contains(leg), let port = plant.port(named: String(name[..<slash]), on: unit)
            {
                return Demand.End(unit, port: port.port, leg: leg)
            }
            let names = (0..<plant.units[unit.index].ports).map { plant.printed(at: PortHandle(unit, Int32($0 + 1))) }
            throw PlantError(
                .notFound, "\(device) has no port \(quoted(name))",
                hint: nearestName(to: name, among: names.filter { !$0.isEmpty }).map { "did you mean '\($0)'?" }
                    ?? "expected 1 to \(plant.units[unit.index].ports)")
        }
        return nil
    }
}

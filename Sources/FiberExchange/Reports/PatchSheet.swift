import FiberModel
import FiberPlanning

/// What an installer is handed: one row per cord, in the order in which the hall is walked.
public struct PatchSheet: Sendable {
    /// Which cords are on the sheet; each filter that is given must hold.
    public struct Filter: Sendable {
        /// Only cords with an end in one of these; empty is all.
        public var racks: [RackAddress] = []
        /// Cassettes or devices that an end is in.
        public var units: [UnitAddress] = []
        /// Only cords of links over one of these; empty is all.
        public var trunks: [String] = []
        /// Only cords of these; empty is all.
        public var links: [String] = []
        /// Only what has one of these; empty is all but what is retired.
        public var statuses: [Status] = []
        /// A filter that takes all.
        public init() {}
    }

    /// The columns, as CSV names them.
    public static let columns = [
        "step", "action", "a_rack", "a_u", "a_panel", "a_port", "a_port_name", "z_rack", "z_u", "z_panel", "z_port",
        "z_port_name", "cord", "cord_type", "polarity", "colour", "length_m", "label_a", "label_z", "link",
        "further_plugs", "pathway", "status",
        "measured_db",
        "installer", "date",
    ]

    let plant: Plant
    let traces: LinkTraces
    let order: WalkingOrder
    private let unitText: [UnitText]
    /// Of cord types, by catalogue key.
    private var typeNames: [String] = []
    private var polarities: [String] = []

    /// What a row says of a unit, made once for all its ports.
    private struct UnitText: Sendable {
        var rack: String
        var address: String
        var u: String
        var panel: String
    }

    struct Row {
        var cord: CordHandle
        var near: PortHandle
        var far: PortHandle?
        var key: (UInt64, UInt64)
    }

    /// The sheet of a plant.
    public init(_ plant: Plant) {
        self.plant = plant
        traces = LinkTraces(plant)
        order = WalkingOrder(plant)
        unitText = plant.units.indices.map { index in
            let unit = plant.units[index]
            let address = plant.address(of: UnitHandle(index: index))
            let type = unit.cassetteType.map { plant.catalogue.name($0) }
            return UnitText(
                rack: address.rack.description, address: address.description,
                u: address.place,
                panel: unit.label.isEmpty ? type ?? address.description : unit.label)
        }
        for key in Set(plant.cords.type) {
            while typeNames.count <= Int(key) {
                typeNames.append("")
                polarities.append("")
            }
            typeNames[Int(key)] = plant.catalogue.name(key)
            polarities[Int(key)] = plant.catalogue.cable(key)?.polarity ?? ""
        }
    }

    /// The sheet. O(cords × log cords).
    ///
    /// - Throws: `PlantError` with code `notFound` for a filter that names nothing.
    public func answer(_ filter: Filter) throws(PlantError) -> Answer {
        let rows = try rows(filter)
        return Answer(Self.columns) { add throws(PlantError) in
            for (index, row) in rows.enumerated() { try add(values(row, step: index + 1)) }
        }.sheet { sink throws(PlantError) in
            try writeCSV(rows, to: sink)
            return rows.count
        }.titled("Patch sheet")
    }

    private func rows(_ filter: Filter) throws(PlantError) -> [Row] {
        let chosen = try chosenCords(filter)
        var rows: [Row] = []
        rows.reserveCapacity(chosen?.count ?? plant.cords.count)
        for cord in 0..<plant.cords.count {
            let handle = CordHandle(index: cord)
            if let chosen, !chosen.contains(handle) { continue }
            if !filter.statuses.isEmpty, !filter.statuses.contains(plant.cords.status[cord]) { continue }
            rows.append(row(handle))
        }
        rows.sort(by: precedes)
        return rows
    }

    /// Whether an installer comes by one before the other.
    func precedes(_ a: Row, _ b: Row) -> Bool {
        if a.key != b.key { return a.key < b.key }
        return naturallyPrecedes(plant.label(of: a.cord), plant.label(of: b.cord))
    }

    /// The cord with the end that an installer comes to first as its A end.
    func row(_ cord: CordHandle) -> Row {
        let a = plant.cords.a[cord.index]
        guard let z = plant.cords.far(cord) else {
            return Row(cord: cord, near: a, far: nil, key: (order.place(a), .max))
        }
        let (near, far) = order.place(a) <= order.place(z) ? (a, z) : (z, a)
        return Row(cord: cord, near: near, far: far, key: (order.place(near), order.place(far)))
    }

    private func writeCSV(_ rows: [Row], to sink: ByteSink) throws(PlantError) {
        var csv = CSVWriter()
        for column in Self.columns { csv.raw(column) }
        csv.endRow()
        for (index, row) in rows.enumerated() {
            fill(row, step: index + 1, &csv)
            csv.endRow()
            if csv.bytes.count > 1 << 18 {
                try sink(csv.bytes)
                csv.bytes.removeAll(keepingCapacity: true)
            }
        }
        try sink(csv.bytes)
    }

    private func values(_ row: Row, step: Int) -> [DataValue] {
        var cells = DataCells()
        fill(row, step: step, &cells)
        return cells.values
    }

    /// The cells of a row, in the order of ``columns``.
    private func fill(_ row: Row, step: Int, _ cells: inout some CellSink) {
        let status = plant.cords.status[row.cord.index]
        cells.int(step)
        cells.word(Self.action(status))
        fillDesign(row, &cells)
        cells.word(status.rawValue)
        for _ in 0..<3 { cells.none() }
    }

    /// The cells from `a_rack` to `link`.
    func fillDesign(_ row: Row, _ cells: inout some CellSink) {
        let cord = row.cord.index
        let nearName = fill(row.near, &cells)
        let farName = row.far.map { fill($0, &cells) }
        if farName == nil { for _ in 0..<5 { cells.none() } }
        cells.word(plant.cords.labels[cord])
        let type = Int(plant.cords.type[cord])
        cells.word(typeNames[type])
        cells.word(polarities[type])
        cells.text(plant.cords.colour(of: row.cord))
        if let length = plant.cords.length[cord] { cells.thousandths(length.rawValue) } else { cells.none() }
        cells.word(farName.map { "\(nearName)/\($0)" } ?? nearName)
        if let farName { cells.word("\(farName)/\(nearName)") } else { cells.none() }
        // Most cords carry one link, and lie on no pathway.
        if let only = traces.onlyLink(over: row.cord) {
            cells.word(plant.links.labels[only.index])
        } else if let links = plant.labels(of: traces.links(over: row.cord)) {
            cells.word(links)
        } else {
            cells.none()
        }
        cells.word(plant.furtherPlugs(of: .cord(row.cord)))
        guard let way = plant.pathwayRow(of: row.cord) else { return cells.word("") }
        // In the direction of the row.
        let labels = plant.route(of: way).map { plant.segments[$0.index].label }
        let isTurned = row.near != plant.cords.a[row.cord.index]
        cells.word((isTurned ? labels.reversed() : labels).joined(separator: " "))
    }

    /// Rack, U, panel, port and what is printed beside it, of one end; answers its address.
    private func fill(_ port: PortHandle, _ cells: inout some CellSink) -> String {
        let unit = port.unit.index
        let number = Self.port(port)
        cells.word(unitText[unit].rack)
        cells.word(unitText[unit].u)
        cells.text(unitText[unit].panel)
        cells.word(number)
        cells.text(plant.printed(at: port))
        return "\(unitText[unit].address):\(number)"
    }

    private static func port(_ port: PortHandle) -> String {
        guard !port.isRear else { return "R\(port.number)" }
        let number = port.number < 10 ? "0\(port.number)" : String(port.number)
        return port.connector == 1 ? number : "\(number)/\(port.connector)"
    }

    private static func action(_ status: Status) -> String {
        switch status {
        case .planned: "connect"
        case .installed: "measure"
        case .tested: "leave"
        case .retired: "remove"
        }
    }
}

extension Plant {
    /// Where the further plugs of a cable go, at A and then at Z, as a cell of a sheet has them: `A2 DC1.A01-40:02 Z2 …`, the legs
    /// of a harness by what they are marked with.
    func furtherPlugs(of cable: Cable) -> String {
        guard !furtherPlugs.isEmpty, furtherPlugs[cable] != nil else { return "" }
        func ports(_ end: End) -> [PortHandle?] {
            switch cable {
            case .cord(let cord): self.ports(of: cord, end)
            case .trunk(let trunk): self.ports(of: trunk, end)
            }
        }
        let labels = catalogue.cable(type(of: cable))?.legLabels ?? []
        let ends = [(End.a, "A"), (.z, "Z")].flatMap { end, name in
            ports(end).enumerated().dropFirst().map { index, port in
                "\(end == .z && index < labels.count ? labels[index] : "\(name)\(index + 1)") \(port.map { address(of: $0).description } ?? "-")"
            }
        }
        return ends.joined(separator: " ")
    }

    /// The labels of links as a cell of a sheet has them; nil where there is none.
    func labels(of links: [LinkHandle]) -> String? {
        links.isEmpty ? nil : links.map { self.links.labels[$0.index] }.joined(separator: " ")
    }
}

extension PatchSheet {
    /// The cords that racks, units, trunks and links choose; nil where none of these is asked for.
    private func chosenCords(_ filter: Filter) throws(PlantError) -> Set<CordHandle>? {
        var chosen: Set<CordHandle>?
        func keep(_ cords: Set<CordHandle>) { chosen = chosen?.intersection(cords) ?? cords }
        if !filter.racks.isEmpty {
            let racks = Set(filter.racks)
            try expectAll(filter.racks, among: Set(plant.racks.map(\.address)), "rack")
            keep(cords { racks.contains(plant.racks[plant.units[$0.index].rack.index].address) })
        }
        if !filter.units.isEmpty {
            let units = Set(filter.units)
            try expectAll(
                filter.units, among: Set(plant.units.indices.map { plant.address(of: UnitHandle(index: $0)) }), "unit")
            keep(cords { units.contains(plant.address(of: $0)) })
        }
        if !filter.trunks.isEmpty { keep(try cords(onTrunks: filter.trunks)) }
        if !filter.links.isEmpty { keep(try cords(onLinks: filter.links)) }
        return chosen
    }

    private func expectAll<T: Hashable>(_ wanted: [T], among there: Set<T>, _ what: String) throws(PlantError) {
        for name in wanted where !there.contains(name) {
            let near = nearestName(to: "\(name)", among: there.map { "\($0)" }.sorted())
            throw PlantError(
                .notFound, "no such \(what): \(quoted("\(name)"))",
                hint: near.map { "did you mean '\($0)'?" } ?? "see what there is with 'fiberplan list'")
        }
    }

    private func cords(_ isWanted: (UnitHandle) -> Bool) -> Set<CordHandle> {
        let wanted = plant.units.indices.map { isWanted(UnitHandle(index: $0)) }
        var found: Set<CordHandle> = []
        for cord in 0..<plant.cords.count {
            let handle = CordHandle(index: cord)
            let ports = plant.ports(of: handle, .a) + plant.ports(of: handle, .z)
            if ports.contains(where: { $0.map { wanted[$0.unit.index] } ?? false }) { found.insert(handle) }
        }
        return found
    }

    private func cords(onTrunks labels: [String]) throws(PlantError) -> Set<CordHandle> {
        let all = Dictionary(uniqueKeysWithValues: plant.trunks.enumerated().map { ($0.element.label, $0.offset) })
        try expectAll(labels, among: Set(all.keys), "trunk")
        var found: Set<CordHandle> = []
        for trunk in labels.compactMap({ all[$0] }) {
            let handle = TrunkHandle(index: trunk)
            for strand in 1...max(1, plant.trunk(handle).shape.strands) {
                guard let path = Trace.fromStrand(strand, of: handle, on: plant) else { continue }
                for case .cord(let cord, _) in path.hops { found.insert(cord) }
            }
        }
        return found
    }

    private func cords(onLinks labels: [String]) throws(PlantError) -> Set<CordHandle> {
        let wanted = Set(labels)
        try expectAll(labels, among: Set((0..<plant.links.count).map { plant.links.labels[$0] }), "link")
        var found: Set<CordHandle> = []
        for cord in 0..<plant.cords.count {
            let handle = CordHandle(index: cord)
            if traces.links(over: handle).contains(where: { wanted.contains(plant.label(of: $0)) }) {
                found.insert(handle)
            }
        }
        return found
    }
}

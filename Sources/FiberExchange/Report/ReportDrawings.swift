import FiberModel
import FiberPlanning

/// Drawings and sheets of a report, by what they show; each piece holds some, so that looking at one unpacks little.
struct ReportDrawings {
    /// The most of a piece, before it is packed.
    private static let piece = 256 << 10

    /// By key, `rack DC1.A01`: the number of its piece.
    private(set) var index: [(key: String, piece: Int)] = []
    private(set) var pieces: [[UInt8]] = []
    private var text: [UInt8] = []

    /// Between a key and its text, and between one text and the next key: neither has control characters in it.
    private static let (afterKey, afterText) = (UInt8(1), UInt8(2))

    mutating func add(_ key: String, _ content: String) throws(PlantError) {
        index.append((key, pieces.count))
        text.append(contentsOf: key.utf8)
        text.append(Self.afterKey)
        text.append(contentsOf: content.utf8)
        text.append(Self.afterText)
        if text.count > Self.piece { try pack() }
    }

    private mutating func pack() throws(PlantError) {
        guard !text.isEmpty else { return }
        pieces.append(try PackedText.packed(text))
        text.removeAll(keepingCapacity: true)
    }

    /// Draws what there is not too much of.
    mutating func add(
        _ facts: DrawingFacts, trays: [String: String], _ onProgress: (Double) -> Void
    ) throws(PlantError) {
        let plant = facts.plant
        for hall in plant.halls.indices {
            try add(
                "hall \(plant.halls[hall].label)",
                HallDrawing(HallHandle(index: hall), in: plant, facts: facts).part.text)
        }
        onProgress(0.05)
        try addRacks(facts, onProgress)
        let modules = plant.units.indices.filter { plant.units[$0].cassetteType != nil }
        try addAll(modules, Most.modules) { unit throws(PlantError) in
            let handle = UnitHandle(index: unit)
            return (
                "module \(plant.address(of: handle))", try ModuleDrawing(handle, in: plant, trays: trays).part.text
            )
        }
        try addAll(Array(plant.segments.indices), Most.trays) { segment throws(PlantError) in
            (
                "tray \(plant.segments[segment].label)",
                TrayDrawing(SegmentHandle(index: segment), in: plant, facts: facts).part.text
            )
        }
        let trunks = plant.trunks.indices.filter { plant.trunks[$0].status != .retired && !plant.trunks[$0].isCord }
        let routed = trunks.filter { !plant.route(of: TrunkHandle(index: $0)).isEmpty }
        try addAll(routed, Most.routes) { trunk throws(PlantError) in
            let handle = TrunkHandle(index: trunk)
            let walk = RouteWalk(of: handle, in: plant)
            // What has gaps cannot be unrolled; a finding says so.
            guard !walk.steps.isEmpty, walk.gaps.isEmpty else { return nil }
            return ("route \(plant.label(of: handle))", try RouteDrawing(handle, in: plant).part.text)
        }
        try addAll(trunks, Most.connectors) { trunk throws(PlantError) in
            let handle = TrunkHandle(index: trunk)
            guard let plug = ConnectorDrawing.Plug("A") else { return nil }
            return (
                "connector \(plant.label(of: handle))", try ConnectorDrawing(.trunk(handle), plug, in: plant).part.text
            )
        }
        try addAll(Array(0..<plant.links.count), Most.links) { link throws(PlantError) in
            let handle = LinkHandle(index: link)
            return ("link \(plant.label(of: handle))", LinkDrawing(handle, in: plant, facts: facts).part.text)
        }
        try pack()
        onProgress(1)
    }

    private typealias Most = PlantReport.Most

    private mutating func addRacks(_ facts: DrawingFacts, _ onProgress: (Double) -> Void) throws(PlantError) {
        let plant = facts.plant
        let ports = plant.units.reduce(0) { $0 + max(0, $1.ports) + max(0, $1.rears) }
        let detail = ports > Most.namedPorts ? RackDrawing.Detail.states : .ports
        try addAll(Array(plant.racks.indices), Most.racks) { rack throws(PlantError) in
            if rack % 64 == 0 { onProgress(0.05 + 0.6 * Double(rack) / Double(plant.racks.count)) }
            let drawing = RackDrawing(RackHandle(index: rack), in: plant, detail: detail, facts: facts)
            return ("rack \(plant.racks[rack].address)", drawing.part.text)
        }
    }

    private mutating func addAll(
        _ rows: [Int], _ most: Int, _ draw: (Int) throws(PlantError) -> (key: String, text: String)?
    ) throws(PlantError) {
        guard rows.count <= most else { return }
        for row in rows {
            if let drawing = try draw(row) { try add(drawing.key, drawing.text) }
        }
        try pack()
    }

    /// The sheets of work orders, with their cells as CSVs have them before they are quoted.
    mutating func add(_ orders: [(order: WorkOrder, sheet: WorkOrderSheet)]) throws(PlantError) {
        for (order, sheet) in orders {
            for (kind, answer) in [("cord", sheet.patches), ("trunk", sheet.pulls)] {
                let shown = answer.columns(for: .sheets).map { answer.columns[$0] }
                var rows: [DataValue] = []
                try answer.forEachRow(for: .sheets) { row throws(PlantError) in
                    rows.append(.list(row.map { .text($0.isNumber ? $0.plain : CSVWriter.escapingFormula($0.plain)) }))
                }
                guard !rows.isEmpty else { continue }
                let columns = shown.map { column -> DataValue in
                    let use = column.use == .answer ? "answer" : column.use == .built ? "built" : "told"
                    return .object([
                        ("name", .word(column.name)), ("use", .word(use)),
                        ("choices", .list(column.choices.map { .word($0) })),
                    ])
                }
                try add(
                    "sheet \(order.label) \(kind)",
                    DataValue.object([("columns", .list(columns)), ("rows", .list(rows))]).compactJSON)
            }
        }
        try pack()
    }
}

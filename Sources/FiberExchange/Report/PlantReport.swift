import FiberModel
import FiberPlanning
import FiberStore

/// The whole plant as one page: what there is and how much of it is in use, what is wrong, every object with its drawing, and
/// the open work orders with boxes to tick. It opens from a file, without a network.
///
/// What is looked up is packed inside the page and unpacked when somebody asks for it.
package struct PlantReport {
    /// What is drawn beforehand: everything of a kind, or where there is too much of it nothing, and the page names the
    /// command that draws one.
    enum Most {
        static let racks = 4_000
        static let namedPorts = 60_000
        static let trays = 1_200
        static let modules = 600
        static let routes = 600
        static let connectors = 600
        static let links = 400
    }

    let plant: Plant
    let counts: [(kind: RecordKind, count: Int)]
    let usage: PlantUsage
    let result: ValidationResult
    let budget: BudgetTable
    let margins: MarginHistogram
    let fill: FillReport
    let capacity: CapacityReport
    /// The last change of the plant; nil where there was none.
    let change: Change?
    let orders: [(order: WorkOrder, sheet: WorkOrderSheet)]
    private(set) var tables: [ReportTable] = []
    private(set) var drawings = ReportDrawings()

    /// - Parameters:
    ///   - options: how the plant is validated.
    ///   - onProgress: told the share of the work that is done.
    package init(
        _ store: Store, _ options: ValidationOptions, _ onProgress: (Double) -> Void = { _ in }
    ) throws(PlantError) {
        counts = try store.counts()
        change = try store.changes(count: 1).first
        plant = try store.snapshot { onProgress($0 * 0.3) }
        result = Validator.validate(plant, options) { onProgress(0.3 + $0 * 0.2) }
        usage = PlantUsage(plant)
        budget = BudgetTable(plant)
        fill = FillReport(plant, for: try CableNeeds(type: Trunk().type, in: plant.catalogue))
        let facts = DrawingFacts(plant)
        capacity = CapacityReport(plant, facts)
        var open: [WorkOrder] = []
        var trays: [String: String] = [:]
        try store.forEachRecord(of: [.workOrder, .splice]) { record throws(PlantError) in
            if let order = record.as(WorkOrder.self), order.status == .open { open.append(order) }
            if let splice = record.as(Splice.self) { trays[splice.label] = splice.tray }
        }
        var orders: [(order: WorkOrder, sheet: WorkOrderSheet)] = []
        for order in open { orders.append((order, try WorkOrderSheet(order.label, store))) }
        self.orders = orders
        let budgets = try AnswerRows(budget.answer)
        margins = MarginHistogram(budgets)
        onProgress(0.6)
        tables = try Self.tables(of: store)
        tables.append(try ReportTable("budget", budgets, naming: ["link": "link"]))
        tables.append(try paths())
        tables.append(try ReportTable("fill", fill.answer(top: nil), naming: ["segment": "segment"]))
        tables.append(try ReportTable("capacity", capacity.answer, naming: ["rack_a": "rack", "rack_z": "rack"]))
        tables.append(
            try ReportTable(
                "finding", FindingReport(result).answer, naming: ["subject": "address", "place": "address"]))
        onProgress(0.7)
        try drawings.add(facts, trays: trays) { onProgress(0.7 + $0 * 0.28) }
        try drawings.add(orders)
    }

    /// The records of every kind, as `list` has them, all of the same moment.
    private static func tables(of store: Store) throws(PlantError) -> [ReportTable] {
        let schemas = Schema.all
        let shown = schemas.map { schema in schema.columns.indices.filter { schema.columns[$0].name != "body" } }
        var tables = zip(schemas, shown).map { schema, shown in
            ReportTable(schema.kind.rawValue, shown.map { (schema.columns[$0].name, schema.columns[$0].named) })
        }
        let places = Dictionary(uniqueKeysWithValues: schemas.enumerated().map { ($0.element.kind, $0.offset) })
        try store.forEachRecord(of: schemas.map(\.kind)) { record throws(PlantError) in
            guard let place = places[record.kind] else { return }
            let cells = schemas[place].cells(of: record)
            try tables[place].add(shown[place].map { cells[$0] })
        }
        for place in tables.indices { try tables[place].finish() }
        return tables.filter { $0.rows > 0 }
    }

    /// What the first fibre of every link passes, from A to Z.
    private func paths() throws(PlantError) -> ReportTable {
        var table = ReportTable("path", [("link", "link"), ("cables", "address")])
        for index in 0..<plant.links.count {
            let link = LinkHandle(index: index)
            let position = LinkTraces.positions(of: plant.catalogue.optic(plant.opticKey(of: link, .a))).first ?? 1
            let path = Trace.fromDevice(plant.links.a[index], position: position, on: plant)
            let cables = path.hops.compactMap { hop -> String? in
                switch hop {
                case .cord(let cord, _): plant.label(of: cord)
                case .trunk(let trunk, let strand, _):
                    StrandAddress(trunk: plant.label(of: trunk), strand: strand).description
                default: nil
                }
            }
            try table.add([plant.label(of: link), cables.joined(separator: " ")])
        }
        try table.finish()
        return table
    }
}

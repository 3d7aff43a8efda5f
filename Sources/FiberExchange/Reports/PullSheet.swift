import FiberModel
import FiberPlanning

/// What those who pull trunks are handed: one row per trunk, its way segment by segment.
public struct PullSheet {
    /// Which trunks are taken.
    public struct Filter: Sendable {
        /// Only what ends in one of these; empty is all.
        public var racks: [RackAddress] = []
        /// Only these; empty is all.
        public var trunks: [String] = []
        /// Only what has one of these; empty is all but what is retired.
        public var statuses: [Status] = []
        /// A filter that takes all.
        public init() {}
    }

    /// The columns, as CSV names them.
    public static let columns = [
        "step", "action", "trunk", "type", "from", "to", "pathway", "length_m", "needed_m", "slack_m", "turns",
        "min_radius_pull_mm", "min_radius_rest_mm", "tension_n", "tension_limit_n", "fill_after_pct", "fullest_segment",
        "reel", "label_a", "label_z", "further_plugs", "status", "installer", "date",
    ]

    let plant: Plant
    private let order: WalkingOrder

    /// The sheet of a plant.
    public init(_ plant: Plant) {
        self.plant = plant
        order = WalkingOrder(plant)
    }

    /// The sheet: the longest pulls first, since a short cable is easier laid over a long one; equal ones
    /// in the order in which an installer walks the hall.
    ///
    /// The fill after a pull counts what is installed and every pull before it on the sheet.
    /// - Throws: `PlantError` with code `notFound` for a filter that names nothing.
    public func answer(_ filter: Filter) throws(PlantError) -> Answer {
        let rows = rows(of: try chosen(filter))
        return Answer(Self.columns) { add throws(PlantError) in
            var step = 0
            try forEachRow(rows) { row, fill throws(PlantError) in
                let status = plant.trunks[row.trunk.index].status
                step += 1
                try add(
                    [.int(step), .word(Self.action(status))] + values(row, fill)
                        + [.word(status.rawValue), .null, .null])
            }
        }.titled("Pull sheet")
    }

    /// Trunks in the order in which they are pulled.
    func rows(of trunks: [TrunkHandle]) -> [Row] {
        trunks.map { trunk in
            let walk = RouteWalk(of: trunk, in: plant)
            return Row(trunk: trunk, walk: walk, length: RouteLength(of: trunk, walk: walk, in: plant))
        }.sorted { a, b in
            if a.length.way != b.length.way { return a.length.way > b.length.way }
            let (x, y) = (plant.trunks[a.trunk.index], plant.trunks[b.trunk.index])
            if order.place(x.a) != order.place(y.a) { return order.place(x.a) < order.place(y.a) }
            return naturallyPrecedes(x.label, y.label)
        }
    }

    /// Hands over rows in order, each with the fill once it is pulled.
    func forEachRow(_ rows: [Row], _ body: (Row, TrayFill) throws(PlantError) -> Void) throws(PlantError) {
        var fill = TrayFill(plant) { plant.trunks[$0.index].status != .planned }
        for row in rows {
            if plant.trunks[row.trunk.index].status == .planned { fill.lay(row.trunk, of: plant) }
            try body(row, fill)
        }
    }

    struct Row {
        var trunk: TrunkHandle
        var walk: RouteWalk
        var length: RouteLength
    }

    private func chosen(_ filter: Filter) throws(PlantError) -> [TrunkHandle] {
        let wanted = Set(try filter.trunks.map { label throws(PlantError) in try plant.trunk(label) })
        for rack in filter.racks where !plant.racks.contains(where: { $0.address == rack }) {
            let near = nearestName(to: rack.description, among: plant.racks.map(\.address.description))
            throw PlantError(
                .notFound, "no such rack: \(quoted(rack.description))",
                hint: near.map { "did you mean '\($0)'?" } ?? "see what there is with 'fiberplan list racks'")
        }
        return plant.trunks.indices.map { TrunkHandle(index: $0) }.filter { trunk in
            let row = plant.trunks[trunk.index]
            let racks = [row.a, row.z].map { plant.racks[plant.units[$0.unit.index].rack.index].address }
            return (wanted.isEmpty || wanted.contains(trunk))
                && (filter.statuses.isEmpty || filter.statuses.contains(row.status))
                && (filter.racks.isEmpty || racks.contains(where: filter.racks.contains))
        }
    }

    /// The cells from `trunk` to `further_plugs`.
    func values(_ row: Row, _ fill: TrayFill) -> [DataValue] {
        let trunk = plant.trunks[row.trunk.index]
        let type = plant.catalogue.cable(trunk.type)
        let (a, z) = (plant.address(of: trunk.a).description, plant.address(of: trunk.z).description)
        let hasRoute =
            !row.walk.steps.isEmpty || plant.units[trunk.a.unit.index].rack == plant.units[trunk.z.unit.index].rack
        let pull = type.map { PullEstimate(row.walk, $0, in: plant) }
        let fullest = row.walk.steps.compactMap { step in
            fill.share(of: step.segment).map { (step.segment, $0) }
        }.max { $0.1 < $1.1 }
        func newtons(_ value: Double?) -> DataValue {
            value.map { .thousandths(PullEstimate.tenths($0)) } ?? .null
        }
        let length = trunk.length ?? (hasRoute ? row.length.order : nil)
        return [
            .word(trunk.label), .word(plant.catalogue.name(trunk.type)),
            .word(a), .word(z), .list(row.walk.steps.map { .word(plant.segments[$0.segment.index].label) }),
            length.map { .thousandths($0.rawValue) } ?? .null,
            hasRoute ? .thousandths(row.length.needed.rawValue) : .null,
            hasRoute ? length.map { .thousandths(($0 - row.length.way).rawValue) } ?? .null : .null,
            hasRoute
                ? pull.map { .thousandths(Int(clamping: $0.turns * 100, rounding: .toNearestOrAwayFromZero) * 10) }
                    ?? .null : .null,
            type?.radiusUnderPull.map { .thousandths($0.value.rawValue) } ?? .null,
            type?.radiusAtRest.map { .thousandths($0.value.rawValue) } ?? .null,
            hasRoute ? newtons(pull?.tension_N) : .null, type?.pullTension_N.map { .int($0.value.rawValue) } ?? .null,
            fullest.map { .thousandths(RouteReport.percent($0.1)) } ?? .null,
            fullest.map { .word(plant.segments[$0.0.index].label) } ?? .null,
            .text(length.map { "\(plant.catalogue.name(trunk.type)) \(decimal(thousandths: $0.rawValue)) m" } ?? ""),
            .word("\(a)/\(z)"), .word("\(z)/\(a)"), .word(plant.furtherPlugs(of: .trunk(row.trunk))),
        ]
    }

    static func action(_ status: Status) -> String {
        switch status {
        case .planned: "pull"
        case .installed: "measure"
        case .tested: "leave"
        case .retired: "take out"
        }
    }
}

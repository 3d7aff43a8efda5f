import FiberModel
import FiberPlanning
import FiberStore

/// What installers are handed for a work order: one row per task that is still open, removals before everything else.
///
/// Worked out from an excerpt of the plant, so it costs what its rows cost.
package struct WorkOrderSheet {
    package static let patchColumns =
        ["step", "work_order"] + PatchSheet.columns[1...(PatchSheet.columns.firstIndex(of: "pathway") ?? 0)]
        + answers
    package static let pullColumns =
        ["step", "work_order"] + PullSheet.columns[1...(PullSheet.columns.firstIndex(of: "further_plugs") ?? 0)]
        + answers
    /// What may be measured, and what the installer fills in.
    private static let answers = [
        "expected_db", "limit_db", "measured_db", "installer", "date", "status", "reason",
    ]

    /// What is changed on a sheet where something else was built.
    private static let built: Set = [
        "from", "to", "a_rack", "a_u", "a_port", "z_rack", "z_u", "z_port", "cord_type", "colour", "length_m",
        "pathway",
    ]

    /// The words for what became of a task.
    static let outcomes = ["done", "different", "not possible"]

    private static func headings(_ columns: [String]) -> [Answer.Heading] {
        columns.map { name in
            let isAnswer = answers.dropFirst(2).contains(name)
            return Answer.Heading(
                name, use: isAnswer ? .answer : built.contains(name) ? .built : .told,
                choices: name == "status" ? outcomes : [])
        }
    }

    private let order: String
    let plant: Plant
    private let patchSheet: PatchSheet
    private let light: LightSurvey
    private let tracer: LightSurvey.Tracer
    private(set) var cords: [(task: WorkTask, cord: CordHandle)] = []
    private(set) var trunks: [TrunkHandle: WorkTask] = [:]

    /// - Throws: `PlantError` with code `notFound` for a work order that the plant does not have.
    package init(_ order: String, _ store: Store) throws(PlantError) {
        self = try store.withKeyedPlant { plant throws(PlantError) in
            try WorkOrderSheet(order, plant, taking: { $0.state == .open })
        }
    }

    /// - Parameter withRacks: whether the plant of the sheet has whatever stands in the racks of its rows.
    init(
        _ order: String, _ keyed: KeyedPlant, withRacks: Bool = false, taking isTaken: (WorkTask) -> Bool
    ) throws(PlantError) {
        self.order = order
        let tasks = try keyed.tasks(of: order).filter(isTaken)
        plant = try keyed.excerpt(for: tasks, withRacks: withRacks)
        patchSheet = PatchSheet(plant)
        light = LightSurvey(plant)
        tracer = light.tracer()
        var cordOf: [String: CordHandle] = [:]
        for cord in 0..<plant.cords.count { cordOf[plant.cords.labels[cord]] = CordHandle(index: cord) }
        let trunkOf = Dictionary(
            plant.trunks.enumerated().map { ($0.element.label, TrunkHandle(index: $0.offset)) },
            uniquingKeysWith: { first, _ in first })
        for task in tasks {
            switch task.subject {
            case .cord(let label): if let cord = cordOf[label] { cords.append((task, cord)) }
            case .trunk(let label): if let trunk = trunkOf[label] { trunks[trunk] = task }
            }
        }
    }

    /// The cords, removals first, each part as an installer walks.
    package var patches: Answer {
        let rows = patchRows
        let sheet = patchSheet
        return Answer(Self.headings(Self.patchColumns)) { add throws(PlantError) in
            for (index, (task, row)) in rows.enumerated() {
                var cells = DataCells()
                cells.int(index + 1)
                cells.word(order)
                cells.word(task.action.rawValue)
                sheet.fillDesign(row, &cells)
                let links = task.action == .remove ? [] : sheet.traces.links(over: row.cord)
                try add(cells.values + answers(limits(of: links)))
            }
        }.titled("Patch sheet \(order)")
    }

    /// The trunks in the order of the sheet: removals first, then the longest pulls.
    private func pullRows(_ sheet: PullSheet) -> [PullSheet.Row] {
        let rows = sheet.rows(of: Array(trunks.keys))
        return rows.filter { trunks[$0.trunk]?.action == .remove }
            + rows.filter { trunks[$0.trunk]?.action != .remove }
    }

    /// The trunks as ``pulls`` has them, row by row.
    var pulled: [TrunkHandle] { pullRows(PullSheet(plant)).map(\.trunk) }

    /// The cords as ``patches`` has them, row by row, with the end that an installer comes to first.
    var patched: [(task: WorkTask, cord: CordHandle, near: PortHandle)] {
        patchRows.map { ($0.task, $0.row.cord, $0.row.near) }
    }

    private var patchRows: [(task: WorkTask, row: PatchSheet.Row)] {
        cords.map { (task: $0.task, row: patchSheet.row($0.cord)) }.sorted { a, b in
            let (first, second) = (a.task.action == .remove, b.task.action == .remove)
            return first != second ? first : patchSheet.precedes(a.row, b.row)
        }
    }

    /// The trunks, removals first, then the longest pulls.
    package var pulls: Answer {
        let sheet = PullSheet(plant)
        let rows = pullRows(sheet)
        return Answer(Self.headings(Self.pullColumns)) { add throws(PlantError) in
            var step = 0
            try sheet.forEachRow(rows) { row, fill throws(PlantError) in
                guard let task = trunks[row.trunk] else { return }
                let limits =
                    task.action == .remove ? nil : light.testLimit(row.trunk, wavelength_nm: wavelength(of: row.trunk))
                step += 1
                try add(
                    [.int(step), .word(order), .word(task.action.rawValue)] + sheet.values(row, fill)
                        + answers(limits))
            }
        }.titled("Pull sheet \(order)")
    }

    private func answers(_ limits: (limit: Int, expected: Int)?) -> [DataValue] {
        [limits.map { .thousandths($0.expected) } ?? .null, limits.map { .thousandths($0.limit) } ?? .null]
            + Array(repeating: .null, count: Self.answers.count - 2)
    }

    /// What a tester may read: on every trunk that is pulled, and over every link that a cord is patched for, from plug to
    /// plug. What has no light, or a loss that is not known, has no row.
    var testLimits: Answer {
        Answer(["object", "kind", "from", "to", "wavelength_nm", "expected_db", "limit_db"]) { add throws(PlantError) in
            for trunk in pulled where trunks[trunk]?.action != .remove {
                let wavelength = wavelength(of: trunk)
                guard let limits = light.testLimit(trunk, wavelength_nm: wavelength) else { continue }
                let row = plant.trunks[trunk.index]
                try add([
                    .word(plant.label(of: trunk)), .word("trunk"), .word(plant.address(of: row.a).description),
                    .word(plant.address(of: row.z).description), .int(wavelength), .thousandths(limits.expected),
                    .thousandths(limits.limit),
                ])
            }
            var told: Set<LinkHandle> = []
            for (task, row) in patchRows where task.action != .remove {
                for link in patchSheet.traces.links(over: row.cord) where told.insert(link).inserted {
                    let wavelength = wavelength(of: link)
                    guard let limits = tracer.testLimit(link, wavelength_nm: wavelength) else { continue }
                    try add([
                        .word(plant.label(of: link)), .word("link"), .word(plant.address(of: link, .a).description),
                        .word(plant.address(of: link, .z).description), .int(wavelength),
                        .thousandths(limits.expected), .thousandths(limits.limit),
                    ])
                }
            }
        }.titled("Test limits")
    }

    /// What a row that comes back is held against.
    struct Facts: Sendable {
        /// The most that may be measured over the link of a cord, or on a strand of a trunk; nil where it is not known.
        var limit: MilliDecibels?
        /// The links over a cord, as its sheet has them.
        var links: String?
        /// Where the further plugs of a cord go, as its sheet has them.
        var furtherPlugs: String?
        /// The type of a cord.
        var cordType: String?
        /// Trunks under those links which are only planned.
        var unpulled: [String] = []
        var isOpen: Bool
    }

    /// The facts of every task. O(what the excerpt holds).
    func facts() -> [WorkTask.Subject: Facts] {
        var facts: [WorkTask.Subject: Facts] = [:]
        let traces = patchSheet.traces
        for (task, cord) in cords {
            var own = Facts(isOpen: task.state == .open)
            let links = traces.links(over: cord)
            own.limit = limits(of: links).map { MilliDecibels($0.limit) }
            own.links = plant.labels(of: links)
            own.furtherPlugs = plant.furtherPlugs(of: .cord(cord))
            own.cordType = plant.catalogue.name(plant.cords.type[cord.index])
            for trunk in links.flatMap(unpulled) where !own.unpulled.contains(trunk) { own.unpulled.append(trunk) }
            facts[task.subject] = own
        }
        for (trunk, task) in trunks {
            let limit = light.testLimit(trunk, wavelength_nm: wavelength(of: trunk))
            facts[task.subject] = Facts(
                limit: limit.map { MilliDecibels($0.limit) }, furtherPlugs: plant.furtherPlugs(of: .trunk(trunk)),
                isOpen: task.state == .open)
        }
        return facts
    }

    /// What a tester may read on a cord: of several links the tightest limit.
    private func limits(of links: [LinkHandle]) -> (limit: Int, expected: Int)? {
        links.compactMap { tracer.testLimit($0, wavelength_nm: wavelength(of: $0)) }.min { $0.limit < $1.limit }
    }

    private func unpulled(under link: LinkHandle) -> [String] {
        let positions = LinkTraces.positions(of: plant.catalogue.optic(plant.opticKey(of: link, .a)))
        return positions.flatMap { position in
            Trace.fromDevice(plant.links.a[link.index], position: position, on: plant).hops.compactMap { hop in
                guard case .trunk(let trunk, _, _) = hop, plant.trunks[trunk.index].status == .planned else {
                    return nil
                }
                return plant.label(of: trunk)
            }
        }
    }

    /// What a cord type is sold as; nil for one that the catalogue does not have.
    func polarity(ofCordType name: String) -> String? {
        plant.catalogue.key(.cordType, name).flatMap { plant.catalogue.cable($0)?.polarity }
    }

    /// The first wavelength at which testers measure fibre of the mode.
    private func wavelength(of link: LinkHandle) -> Int {
        let optic = plant.catalogue.optic(plant.links.optic[link.index])
        return (optic?.mode ?? .single).testWavelengths_nm[0]
    }

    private func wavelength(of trunk: TrunkHandle) -> Int {
        let type = plant.catalogue.cable(plant.trunks[trunk.index].type)
        let fibre = type.flatMap { plant.catalogue.fibreClass(named: $0.fibreClass) }
        return (fibre?.mode ?? .single).testWavelengths_nm[0]
    }
}

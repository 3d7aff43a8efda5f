import FiberModel
import FiberPlanning
import FiberStore

/// What a crew takes into the hall for a work order: what to do rack by rack, where each cable is pulled, what a tester may
/// read, the labels, and the sheet to fill in. A page to print, or a workbook.
///
/// Worked out from an excerpt of the plant, so it costs what its tasks and their racks cost.
package struct WorkPack {
    /// What is done at a port, or with both ends of a cable in one rack.
    struct Visit {
        /// Of the patch sheet or pull sheet, and the row there.
        var kind: RecordKind
        var step: Int
        var action: WorkTask.Action
        var cable: Cable
        var near: PortHandle
        var far: PortHandle?
    }

    /// What is done in one rack.
    struct RackVisits {
        var rack: RackHandle
        /// What people call it; empty where it has no name.
        var name: String
        var visits: [Visit]

        /// The ports that are touched there.
        func ports(in plant: Plant) -> Set<PortHandle> {
            let ports = visits.flatMap { [$0.near, $0.far].compactMap { $0?.whole } }
            return Set(ports.filter { plant.units[$0.unit.index].rack == rack })
        }
    }

    /// The sheets of a workbook that `sign-off` reads, and those that it passes over.
    static let (patchTitle, pullTitle) = ("Patches", "Pulls")
    static let otherTitles: Set = ["Test limits", "Racks", "Labels"]

    let order: WorkOrder
    let sheet: WorkOrderSheet
    let labels: LabelSheet
    let racks: [RackVisits]
    var plant: Plant { sheet.plant }

    /// - Parameter payload: the text of the QR code of a label; see ``LabelSheet``.
    /// - Throws: `PlantError` with code `notFound` for a work order that the plant does not have, `badValue` for one without an
    ///   open task.
    package init(_ label: String, _ store: Store, payload: String) throws(PlantError) {
        guard let order = try store.record(.workOrder, label).as(WorkOrder.self) else {
            throw PlantError(.notFound, "no such work order: \(quoted(label))")
        }
        self.order = order
        var filter = LabelSheet.Filter()
        filter.workOrder = label
        labels = try LabelSheet(store, filter, payload: payload)
        (sheet, racks) = try store.withKeyedPlant { keyed throws(PlantError) in
            let sheet = try WorkOrderSheet(label, keyed, withRacks: true, taking: { $0.state == .open })
            return (sheet, try Self.racks(sheet, keyed))
        }
        guard !racks.isEmpty else {
            throw PlantError(
                .badValue, "\(label) has no open task", hint: "see 'fiberplan work-order show \(label)'")
        }
    }

    /// The racks in the order in which they are walked, each with what is done there: what is taken out before what is put in.
    private static func racks(_ sheet: WorkOrderSheet, _ keyed: KeyedPlant) throws(PlantError) -> [RackVisits] {
        let plant = sheet.plant
        var visits: [RackHandle: [Visit]] = [:]
        func visit(
            _ kind: RecordKind, _ step: Int, _ action: WorkTask.Action, _ cable: Cable,
            _ ends: (near: [PortHandle], far: [PortHandle])
        ) {
            for (isNear, own, other) in [(true, ends.near, ends.far), (false, ends.far, ends.near)] {
                for (index, port) in own.enumerated() {
                    let far = own.count == other.count ? other[index] : other.first
                    let isBoth = far.map { plant.units[$0.unit.index].rack == plant.units[port.unit.index].rack }
                    // A cord within a rack is one thing to do there.
                    if !isNear, own.count == other.count, isBoth ?? false { continue }
                    visits[plant.units[port.unit.index].rack, default: []].append(
                        Visit(kind: kind, step: step, action: action, cable: cable, near: port, far: far))
                }
            }
        }
        for (index, row) in sheet.patched.enumerated() {
            let (a, z) = (plant.ports(of: row.cord, .a), plant.ports(of: row.cord, .z))
            let isTurned = row.near != plant.cords.a[row.cord.index]
            let ends = (near: (isTurned ? z : a).compactMap { $0 }, far: (isTurned ? a : z).compactMap { $0 })
            visit(.cord, index + 1, row.task.action, .cord(row.cord), ends)
        }
        for (index, trunk) in sheet.pulled.enumerated() {
            guard let task = sheet.trunks[trunk] else { continue }
            let (a, z) = (plant.ports(of: trunk, .a), plant.ports(of: trunk, .z))
            visit(
                .trunk, index + 1, task.action, .trunk(trunk),
                (near: a.compactMap { $0 }, far: z.compactMap { $0 }))
        }
        var racks: [RackVisits] = []
        for (rack, own) in visits {
            let record = try keyed.record(.rack, plant.racks[rack.index].address.description)
            // What is in the way goes first, then trunks are pulled, then cords are patched, each as its sheet has it.
            func rank(_ visit: Visit) -> (Int, Int, Int) {
                (visit.action == .remove ? 0 : 1, visit.kind == .trunk ? 0 : 1, visit.step)
            }
            let sorted = own.enumerated().sorted { a, b in
                let (first, second) = (rank(a.element), rank(b.element))
                return first != second ? first < second : a.offset < b.offset
            }
            racks.append(
                RackVisits(rack: rack, name: record.as(Rack.self)?.name ?? "", visits: sorted.map(\.element)))
        }
        return racks.sorted { a, b in
            let (first, second) = (plant.racks[a.rack.index].address, plant.racks[b.rack.index].address)
            return first.hall != second.hall
                ? naturallyPrecedes(first.hall, second.hall) : naturallyPrecedes(first.grid, second.grid)
        }
    }

    // MARK: A workbook

    /// The pack as an .xlsx, whose first two sheets `sign-off` reads back.
    package func workbook(_ sink: @escaping ByteSink) throws(PlantError) {
        var sheets: [Answer] = []
        if !sheet.trunks.isEmpty { sheets.append(sheet.pulls.titled(Self.pullTitle)) }
        if !sheet.cords.isEmpty { sheets.append(sheet.patches.titled(Self.patchTitle)) }
        try Answer.writeWorkbook(sheets + [sheet.testLimits, visitList, try labelSheet], to: sink)
    }

    /// The labels in the order of the sheets: trunks as they are pulled, then cords as they are patched.
    var labelSheet: Answer {
        get throws(PlantError) {
            var places: [String: Int] = [:]
            for trunk in sheet.pulled { places["trunk \(plant.label(of: trunk))"] = places.count }
            for row in sheet.patched { places["cord \(plant.label(of: row.cord))"] = places.count }
            let rows = try AnswerRows(labels.answer)
            func place(_ row: [DataValue]) -> Int { places["\(rows[row, "kind"]) \(rows[row, "object"])"] ?? .max }
            let sorted = rows.rows.enumerated().sorted { a, b in
                let (first, second) = (place(a.element), place(b.element))
                return first != second ? first < second : a.offset < b.offset
            }
            return Answer(rows.names) { add throws(PlantError) in for row in sorted { try add(row.element) } }
                .titled("Labels")
        }
    }

    /// What is done rack by rack, as a table.
    private var visitList: Answer {
        Answer(["rack", "rack_name", "sheet", "step", "action", "port", "port_name", "object", "other_end"]) {
            add throws(PlantError) in
            for rack in racks {
                for visit in rack.visits {
                    try add([
                        .word(plant.racks[rack.rack.index].address.description), .text(rack.name),
                        .word(visit.kind == .cord ? Self.patchTitle : Self.pullTitle), .int(visit.step),
                        .word(visit.action.rawValue),
                        .word(plant.address(of: visit.near).description), .text(plant.printed(at: visit.near)),
                        .word(plant.label(of: visit.cable)),
                        visit.far.map { .word(plant.address(of: $0).description) } ?? .null,
                    ])
                }
            }
        }.titled("Racks")
    }
}

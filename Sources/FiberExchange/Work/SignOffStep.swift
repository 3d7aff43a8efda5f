import FiberModel
import FiberPlanning
import FiberStore

extension SignOff {
    /// One pass over the rows of a sheet within a transaction.
    struct Step {
        let order: String
        let today: Day
        let sheet: WorkOrderSheet
        let facts: [WorkTask.Subject: WorkOrderSheet.Facts]
        /// Trunks that are signed off as pulled with the same rows.
        private var pulled: Set<String> = []
        let transaction: Transaction
        var report = Report()
        /// Cords that were taken out for another to be put in, as they were.
        private var lifted: [String: Cord] = [:]

        init(_ order: String, _ sheet: WorkOrderSheet, _ transaction: Transaction, today: Day) {
            self.order = order
            self.today = today
            self.sheet = sheet
            facts = sheet.facts()
            self.transaction = transaction
        }

        /// Applies rows; answers with the places of those that fail, and why. Of a row that fails nothing stays.
        mutating func apply(_ rows: [SheetRow]) throws(PlantError) -> [(Int, PlantError)] {
            var faults: [(Int, PlantError)] = []
            pulled = Set(rows.filter { $0.subject.kind == .trunk && $0.claim != .impossible }.map(\.subject.label))
            try releaseSwappedPorts(rows)
            for (index, row) in rows.enumerated() {
                do throws(PlantError) {
                    try transaction.attempt { () throws(PlantError) in (try apply(row), isKept: true) }
                } catch {
                    guard Self.isFaultOfRow(error) else { throw error }
                    faults.append((index, error.place == nil ? placed(error, row) : error))
                }
            }
            return faults
        }

        /// A fault of the plant, said of the cell that it comes from.
        private func placed(_ error: PlantError, _ row: SheetRow) -> PlantError {
            var told = error
            if error.code == .portTaken {
                told.hint = "look again which port it is; if the other one was moved, write on its row where it is now"
            }
            let columns = [
                "built_type": "cord_type", "built_a": "a_port", "built_z": "z_port", "a": "a_port", "z": "z_port",
                "built_route": "pathway", "built_length_mm": "length_m",
            ]
            let column = error.field.flatMap { columns[$0] } ?? error.field ?? row.subject.kind.rawValue
            return row.cells.fault(told, at: row.cells.has(column) ? column : row.subject.kind.rawValue)
        }

        private static func isFaultOfRow(_ error: PlantError) -> Bool {
            [.badValue, .notFound, .duplicate, .portTaken, .inUse].contains(error.code)
        }

        /// Whether a row says that something was built otherwise than it is known to be; one that fails says nothing.
        func deviates(_ row: SheetRow) throws(PlantError) -> Bool {
            try known(row).map { $0.now != $0.built } ?? false
        }

        /// What a row is about, as the plant has it and as the row says that it was built; nil where that fails, which
        /// is told when the row is applied.
        private func known(_ row: SheetRow) throws(PlantError) -> (now: Record, built: Record)? {
            guard row.claim != .impossible else { return nil }
            do throws(PlantError) {
                let record = try transaction.record(row.subject.kind, row.subject.label)
                return (record, try built(row, record))
            } catch {
                guard Self.isFaultOfRow(error) else { throw error }
                return nil
            }
        }

        /// Two cords that went into each other's ports: both are taken out before either is put in.
        private mutating func releaseSwappedPorts(_ rows: [SheetRow]) throws(PlantError) {
            var moving: [String: (Cord, Cord)] = [:]
            for row in rows {
                guard let known = try known(row), let old = known.now.as(Cord.self),
                    let new = known.built.as(Cord.self),
                    old.actualA != new.actualA || old.actualZ != new.actualZ
                else { continue }
                moving[old.label] = (old, new)
            }
            var holders: [PortAddress: String] = [:]
            for (label, (old, _)) in moving where old.status != .retired {
                for case let port? in [old.actualA, old.actualZ] { holders[port] = label }
            }
            for (label, (_, new)) in moving.sorted(by: { $0.key < $1.key }) {
                for case let port? in [new.actualA, new.actualZ] {
                    guard let other = holders[port], other != label, lifted[other] == nil,
                        var cord = try transaction.recordIfAny(.cord, other)?.as(Cord.self)
                    else { continue }
                    lifted[other] = cord
                    cord.status = .retired
                    try transaction.apply(.replace(name: other, with: Record(cord)))
                }
            }
        }

        private mutating func apply(_ row: SheetRow) throws(PlantError) {
            let label = row.subject.label
            try row.checkTexts(against: facts[row.subject], sheet)
            guard var task = try transaction.task(of: row.subject, in: order) else {
                throw PlantError(
                    .notFound, "\(label) is not in work order \(order)",
                    hint: "see 'fiberplan work-order show \(order)'")
            }
            if let action = row.cells["action"], action != task.action.rawValue {
                throw row.cells.fault(
                    PlantError(.badValue, "\(quoted(action)) is another action than \(task.action.rawValue)"),
                    at: "action")
            }
            let old: Record
            if let cord = lifted[label] {
                old = Record(cord)
            } else {
                old = try transaction.record(row.subject.kind, label)
            }
            guard task.action == .remove || old.status != .retired else {
                throw PlantError(
                    .inUse,
                    "\(label) is retired in the plant, and was to be \(task.action == .measure ? "measured" : "put in")",
                    hint: "export the sheet again, or set it back with 'fiberplan set \(label) status=planned'")
            }
            if row.claim == .impossible {
                guard task.state == .open || task.state == .impossible else {
                    throw row.cells.fault(
                        PlantError(
                            .inUse, "\(label) was signed off as \(task.state.rawValue) already",
                            hint: "revert that first: fiberplan history \(label)"), at: "status")
                }
                return try finish(&task, row, state: .impossible, old: old, new: old)
            }
            var new = try built(row, old)
            let differs = new.hasDeviations || !remark(row, old).isEmpty
            if row.claim == .different, !differs {
                throw row.cells.fault(
                    PlantError(
                        .badValue, "says different, and nothing on the row differs from the plan",
                        hint: "write where the cord really is, or done"), at: "status")
            }
            // A row that was signed off already says what is known; its status is not judged again.
            if task.state == .open || task.state == .impossible || task.measuredLoss != row.measured {
                new = promoted(new, task, row)
            }
            try finish(&task, row, state: differs ? .different : .done, old: old, new: new)
        }

        private mutating func finish(
            _ task: inout WorkTask, _ row: SheetRow, state: WorkTask.State, old: Record, new: Record
        ) throws(PlantError) {
            let before = task
            task.state = state
            task.measuredLoss = row.measured
            task.installer = row.installer
            task.date = row.date
            task.reason = [row.reason, remark(row, old)].filter { !$0.isEmpty }.joined(separator: "; ")
            if new != (try transaction.record(old.kind, old.name)) {
                try transaction.apply(.replace(name: old.name, with: new))
            }
            // As records, which are compared by their bytes.
            guard Record(task) != Record(before) || new != old else {
                report.unchanged += 1
                return
            }
            try transaction.apply(.replace(name: before.name, with: Record(task)))
            switch state {
            case .different: report.different += 1
            case .impossible: report.impossible += 1
            default: report.done += 1
            }
            if let date = task.date, date > today {
                report.remarks.append("\(task.subject.label): its date, \(date), is still to come (today is \(today))")
            }
            tell(task, new)
        }

        private mutating func tell(_ task: WorkTask, _ new: Record) {
            let label = task.subject.label
            for part in new.deviations {
                report.deviations.append("\(label): \(part.column) is \(part.built), designed \(part.designed)")
            }
            if task.state == .impossible, task.action == .remove {
                report.remarks.append(
                    "\(label) is still there: set it back with 'fiberplan set \(label) status=installed', or give it to another work order"
                )
            }
            if let (built, designed) = new.lengths, max(built, designed) >= 5 * max(1, min(built, designed)) {
                report.remarks.append(
                    "\(label) is told to be \(Millimetres(built)), designed \(Millimetres(designed)): was it written in another unit?"
                )
            }
            guard let measured = task.measuredLoss, task.state != .impossible else { return }
            for trunk in facts[task.subject]?.unpulled ?? [] where !pulled.contains(trunk) {
                report.remarks.append(
                    "\(label) was measured over \(trunk), which is only planned: sign its pull sheet off as well")
            }
            if let limit = facts[task.subject]?.limit {
                if measured > limit {
                    report.remarks.append(
                        "\(label) lost \(measured), more than the \(limit) that it may: it counts as installed, not tested"
                    )
                }
            } else if task.action != .remove {
                report.remarks.append(
                    "of \(label) no limit is known to hold \(measured) against: it counts as installed, not tested")
            }
        }

        /// What on the row is other than planned and changes nothing that is computed.
        private func remark(_ row: SheetRow, _ old: Record) -> String {
            guard let cord = old.as(Cord.self), let colour = row.cells["colour"], colour != cord.colour else {
                return ""
            }
            return "colour \(colour)\(cord.colour.isEmpty ? "" : " in the place of \(cord.colour)")"
        }

        /// In its ports, and tested where what was measured is within its limit.
        private func promoted(_ record: Record, _ task: WorkTask, _ row: SheetRow) -> Record {
            guard task.action != .remove else { return record }
            let isTested =
                row.measured.flatMap { measured in facts[row.subject]?.limit.map { measured <= $0 } } ?? false
            switch record.value {
            case var cord as Cord:
                cord.status = isTested ? .tested : .installed
                return Record(cord)
            case var trunk as Trunk:
                trunk.status = isTested ? .tested : .installed
                return Record(trunk)
            default: return record
            }
        }
    }
}

extension Record {
    fileprivate var hasDeviations: Bool { !deviations.isEmpty }

    /// Its length as built and as designed, in mm, where the two differ.
    fileprivate var lengths: (built: Int, designed: Int)? {
        let pair: (Millimetres?, Millimetres?) =
            switch value {
            case let cord as Cord: (cord.built.length, cord.length)
            case let trunk as Trunk: (trunk.built.length, trunk.length)
            default: (nil, nil)
            }
        guard let built = pair.0, let designed = pair.1 else { return nil }
        return (built.rawValue, designed.rawValue)
    }
}

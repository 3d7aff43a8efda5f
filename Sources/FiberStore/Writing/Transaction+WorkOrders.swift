import FiberModel

// Cords and trunks that are written for a work order become its tasks.

extension Transaction {
    /// - Throws: `PlantError` where the work order of this transaction is not there or is closed.
    func checkWorkOrderIsOpen() throws(PlantError) {
        guard let workOrder else { return }
        _ = try openOrder(labelled: workOrder)
    }

    /// - Throws: `PlantError` with code `notFound`, or `inUse` where it is closed.
    public func openOrder(labelled label: String) throws(PlantError) -> WorkOrder {
        let order: WorkOrder
        do throws(PlantError) {
            order = try names.record(WorkOrder.self, label)
        } catch {
            var told = error
            told.hint = error.hint ?? "make it with 'fiberplan work-order create \(label)'"
            throw told
        }
        guard order.status == .open else {
            throw PlantError(
                .inUse, "work order \(label) is closed", hint: "open it with 'fiberplan set \(label) status=open'")
        }
        return order
    }

    /// The open work order that a cord or trunk is in.
    func openOrder(of kind: RecordKind, _ key: Int64) throws(PlantError) -> String? {
        guard kind == .cord || kind == .trunk else { return nil }
        let query = try names.cached(
            """
            SELECT label FROM task JOIN work_order ON work_order.id = work_order_id
            WHERE \(kind.rawValue)_id = ? AND status = 'open' ORDER BY label LIMIT 1
            """)
        query.bind(key, at: 1)
        defer { query.reset() }
        return try query.step() ? query.text(0) : nil
    }

    /// Refuses an open task about what is in another open order: two would send somebody to it.
    func checkIsInNoOther(_ task: WorkTask) throws(PlantError) {
        guard task.state == .open, let key = try? names.key(task.subject.kind, task.subject.label),
            let other = try openOrder(of: task.subject.kind, key), other != task.workOrder,
            try recordIfAny(.workOrder, task.workOrder)?.as(WorkOrder.self)?.status == .open
        else { return }
        throw PlantError(
            .inUse, "\(task.subject.kind.noun) \(task.subject.label) is in work order \(other) already",
            hint: "take it out with 'fiberplan work-order drop \(other) \(task.subject.label)'",
            field: task.subject.kind.rawValue)
    }

    /// Notes what is written under a work order, and refuses what an installer could not be told.
    func checkWorkOrder(before: Record?, after: Record?) throws(PlantError) {
        guard workOrder != nil, let shown = after ?? before, let subject = WorkTask.Subject(shown) else { return }
        if let before, before.isBuilt {
            guard let after else {
                throw PlantError(
                    .inUse, "\(shown.kind.noun) \(shown.name) is there: somebody has to take it out",
                    hint: "say 'fiberplan set \(shown.name) status=retired --work-order \(workOrder ?? "")'")
            }
            guard !after.moves(from: before) else {
                throw PlantError(
                    .inUse,
                    "\(shown.kind.noun) \(shown.name) is there as it is: a work order cannot change it in place",
                    hint: "set it to status=retired and add another, so that installers are told both")
            }
        }
        if after != nil { touched.append(subject) }
    }

    /// Makes tasks of the cords and trunks that were written under the work order.
    func assignTasks() throws(PlantError) {
        guard let workOrder else { return }
        var seen: Set<WorkTask.Subject> = []
        for subject in touched where seen.insert(subject).inserted {
            guard let record = try names.recordIfAny(subject.kind, subject.label) else { continue }
            // What is installed and stays needs nobody, unless it is asked for.
            guard let action = record.pendingAction, action != .measure else { continue }
            try assign(subject, to: workOrder)
        }
    }

    /// Puts a cord or trunk into a work order, with the action that its status asks for.
    ///
    /// - Returns: whether the order has another task by it, or another action for one that it had.
    /// - Throws: `PlantError` where it is in another open one, or nothing is to be done to it.
    @discardableResult
    public func assign(_ subject: WorkTask.Subject, to order: String) throws(PlantError) -> Bool {
        let record = try names.record(subject.kind, subject.label)
        guard let action = record.pendingAction else {
            throw PlantError(
                .badValue, "\(subject.kind.rawValue) \(subject.label) is tested: nothing is to be done to it",
                hint: "set it to status=retired to have it taken out")
        }
        let key = try names.key(subject.kind, subject.label)
        if let known = try task(of: subject, key, in: order) {
            guard known.state == .open, known.action != action else { return false }
            if known.action == .connect || known.action == .pull, action == .remove {
                // It was never put in.
                try apply(.remove(.task, name: known.name))
            } else {
                var changed = known
                changed.action = action
                try apply(.replace(name: known.name, with: Record(changed)))
            }
            return true
        }
        if let other = try openOrder(of: subject.kind, key) {
            throw PlantError(
                .inUse, "\(subject.kind.rawValue) \(subject.label) is in work order \(other) already",
                hint: "take it out with 'fiberplan work-order drop \(other) \(subject.label)'")
        }
        var task = WorkTask()
        task.workOrder = order
        task.number = try nextNumber(in: order)
        task.subject = subject
        task.action = action
        try apply(.add(Record(task)))
        return true
    }

    /// The tasks of a work order, by number.
    public func tasks(of order: String) throws(PlantError) -> [WorkTask] { try names.tasks(of: order) }

    /// Planned trunks and cords that are in no open work order, in the order of their labels. O(cords + trunks).
    public func plannedWithoutOrder() throws(PlantError) -> [WorkTask.Subject] {
        var found: [WorkTask.Subject] = []
        for kind in [RecordKind.trunk, .cord] {
            let table = kind.rawValue
            let query = try connection.statement(
                """
                SELECT label FROM \(table) WHERE status = 'planned' AND id NOT IN (SELECT \(table)_id FROM task
                JOIN work_order ON work_order.id = work_order_id WHERE work_order.status = 'open' AND \(table)_id IS NOT NULL)
                ORDER BY label COLLATE by_label
                """)
            while try query.step() { found.append(kind == .cord ? .cord(query.text(0)) : .trunk(query.text(0))) }
        }
        return found
    }

    /// The cord that is plugged into a front port.
    public func cord(in port: PortAddress) throws(PlantError) -> String? {
        let query = try names.cached(
            "SELECT label FROM plug JOIN cord ON id = cord_id WHERE unit_id = ? AND plug.port = ? AND face = ?")
        query.bind(try names.key(port.unit).id, at: 1)
        query.bind(port.port, at: 2)
        query.bind(port.face, at: 3)
        defer { query.reset() }
        return try query.step() ? query.text(0) : nil
    }

    /// The task of a cord or trunk in a work order, if there is one.
    public func task(of subject: WorkTask.Subject, in order: String) throws(PlantError) -> WorkTask? {
        try task(of: subject, try names.key(subject.kind, subject.label), in: order)
    }

    private func task(of subject: WorkTask.Subject, _ key: Int64, in order: String) throws(PlantError) -> WorkTask? {
        let query = try names.cached(
            "SELECT work_order_id, number FROM task WHERE \(subject.kind.rawValue)_id = ? AND work_order_id = ?")
        query.bind(key, at: 1)
        query.bind(try names.key(.workOrder, order), at: 2)
        guard try query.step() else { return nil }
        let place = [query.int64(0), query.int64(1)]
        query.reset()
        return try names.record(.task, key: place)?.as(WorkTask.self)
    }

    private func nextNumber(in order: String) throws(PlantError) -> Int {
        // Not one more than the highest that is left: a number that was dropped stands on a sheet somewhere.
        let query = try names.cached("SELECT last_task + 1 FROM work_order WHERE id = ?")
        query.bind(try names.key(.workOrder, order), at: 1)
        defer { query.reset() }
        return try query.step() ? query.int(0) : 1
    }
}

extension WorkTask.Subject {
    /// Nil for what is neither a cord nor a trunk.
    public init?(_ record: Record) {
        switch record.value {
        case let cord as Cord: self = .cord(cord.label)
        case let trunk as Trunk: self = .trunk(trunk.label)
        default: return nil
        }
    }
}

extension Record {
    /// Whether it is installed.
    fileprivate var isBuilt: Bool { status == .installed || status == .tested }

    /// What an installer is to do about a cord or trunk; nil where that is nothing.
    public var pendingAction: WorkTask.Action? {
        switch status {
        case .planned: kind == .cord ? .connect : .pull
        case .installed: .measure
        case .retired: .remove
        case .tested, nil: nil
        }
    }

    /// Whether its design is another cable, or one between other places.
    fileprivate func moves(from before: Record) -> Bool {
        switch (before.value, value) {
        case (let old as Cord, let new as Cord): old.a != new.a || old.z != new.z || old.type != new.type
        case (let old as Trunk, let new as Trunk):
            old.a != new.a || old.z != new.z || old.type != new.type || old.route != new.route
        default: false
        }
    }
}

extension KeyCache {
    /// The tasks of a work order, by number. O(tasks).
    func tasks(of order: String) throws(PlantError) -> [WorkTask] {
        let query = try connection.statement(
            "\(table(.task).selectSQL) WHERE task.work_order_id = ? ORDER BY task.number")
        query.bind(try key(.workOrder, order), at: 1)
        var tasks: [WorkTask] = []
        while try query.step() {
            if let task = try table(.task).record(query, self).as(WorkTask.self) { tasks.append(task) }
        }
        return tasks
    }
}

import FiberModel

// Work orders and their tasks as rows.

extension WorkOrder: Stored {
    static var recordKind: RecordKind { .workOrder }
    static var columns: [String] { ["label", "title", "due", "status", "metadata", "note", "last_task"] }
    /// An older record of the order, as undo brings it back, does not give a task's number free.
    static func updateTerm(_ column: String) -> String {
        column == "last_task" ? "last_task = max(last_task, ?)" : "\(column) = ?"
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init(label: row.text(0))
        title = row.text(1)
        due = row.isNull(2) ? nil : row.text(2)
        status = try row.word(3)
        remarks = Remarks(row: row, at: 4)
        lastTask = row.int(6) > 0 ? row.int(6) : nil
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        row.bind(label, at: 1)
        row.bind(title, at: 2)
        row.bind(due, at: 3)
        row.bind(status.rawValue, at: 4)
        remarks.bind(to: row, at: 5)
        row.bind(lastTask ?? 0, at: 7)
    }
}

extension WorkTask: Stored {
    static var recordKind: RecordKind { .task }
    static var columns: [String] {
        [
            "work_order_id", "number", "cord_id", "trunk_id", "action", "state", "reason", "measured_mdb", "installer",
            "done_on", "metadata", "note",
        ]
    }
    static var keyColumns: [String] { ["work_order_id", "number"] }
    static var selection: String { columns.map { "task.\($0)" }.joined(separator: ", ") }
    static var source: String { "task JOIN work_order ON work_order.id = task.work_order_id" }
    static var order: String { "work_order.label COLLATE by_label, task.number" }

    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64] {
        let place = try parse(name)
        return [try names.key(.workOrder, place.workOrder), Int64(place.number)]
    }

    init(row: Statement, _ names: Names) throws(PlantError) {
        self.init()
        workOrder = try names.label(.workOrder, row.int64(0))
        number = row.int(1)
        subject =
            row.isNull(2) ? .trunk(try names.label(.trunk, row.int64(3))) : .cord(try names.label(.cord, row.int64(2)))
        action = try row.word(4)
        state = try row.word(5)
        reason = row.text(6)
        measuredLoss = row.quantity(7)
        installer = row.text(8)
        date = row.isNull(9) ? nil : row.text(9)
        remarks = Remarks(row: row, at: 10)
    }

    func bind(to row: Statement, _ names: Names) throws(PlantError) {
        names.column("work_order") { () throws(PlantError) in row.bind(try names.key(.workOrder, workOrder), at: 1) }
        row.bind(number, at: 2)
        row.bind(nil as Int64?, at: 3)
        row.bind(nil as Int64?, at: 4)
        names.column("object") { () throws(PlantError) in
            row.bind(try names.key(subject.kind, subject.label), at: subject.kind == .cord ? 3 : 4)
        }
        row.bind(action.rawValue, at: 5)
        row.bind(state.rawValue, at: 6)
        row.bind(reason, at: 7)
        row.bind(measuredLoss, at: 8)
        row.bind(installer, at: 9)
        row.bind(date, at: 10)
        remarks.bind(to: row, at: 11)
    }
}

/// A named set of planned changes that is handed to installers and comes back signed off.
public struct WorkOrder: Hashable, Sendable {
    /// Whether there is work left to be signed off.
    public enum Status: String, Sendable, CaseIterable { case open, closed }
    /// The label that names it.
    public var label = ""
    /// What it is about.
    public var title = ""
    /// The day by which it is to be done.
    public var due: Day?
    /// Whether it is open.
    public var status = Status.open
    /// The highest number that a task of it ever had, kept though the task was dropped: no number is given twice. The
    /// store counts it, so that it is not part of what makes two records equal; nil is none.
    public var lastTask: Int?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// A work order of a label.
    public init(label: String = "") { self.label = label }
}

extension RecordKind {
    /// Work orders.
    public static var workOrder: RecordKind { WorkOrder.kind }
}

extension WorkOrder: RecordValue, Remarked {
    /// A work order without a label.
    public init() { self.init(label: "") }

    /// All that is said of work orders.
    public static let description = RecordDescription<WorkOrder>(
        "work-order", plural: "work-orders", noun: "work order", table: "work_order",
        fields: [
            .label("label", \.label, "a work order label such as WO-0001"), .text("title", \.title, "what it is about"),
            .day("due", \.due, "the day by which it is to be done"),
            .choice("status", \.status, "whether it is open").whenEmpty("open"),
            .int(
                "last_task", \.lastTask, WorkTask.numbers,
                "the highest number that a task of it had, dropped ones too; counted by fiberplan"
            ).counted,
        ] + Field.remarks)
}

/// One cord or trunk that an installer is to work on under a work order, and what became of it.
public struct WorkTask: Hashable, Sendable {
    /// What is to be done.
    public enum Action: String, Sendable, CaseIterable {
        /// Plug in a planned cord.
        case connect
        /// Lay a planned trunk.
        case pull
        /// Measure what is installed.
        case measure
        /// Take out a retired cord or trunk.
        case remove
    }
    /// What became of it.
    public enum State: String, Sendable, CaseIterable {
        case open
        /// Done as designed.
        case done
        /// Done, but not as designed: the object says what was built.
        case different
        /// Not possible; the task says why.
        case impossible
    }
    /// What is worked on.
    public enum Subject: Hashable, Sendable {
        case cord(String)
        case trunk(String)
        /// The kind of what is worked on.
        public var kind: RecordKind {
            switch self {
            case .cord: .cord
            case .trunk: .trunk
            }
        }
        /// The label of what is worked on.
        public var label: String {
            switch self {
            case .cord(let label), .trunk(let label): label
            }
        }
    }

    /// The label of its work order.
    public var workOrder = ""
    /// Counted from 1 within its work order.
    public var number = 1
    /// What is worked on.
    public var subject = Subject.cord("")
    /// What is to be done.
    public var action = Action.connect
    /// What became of it.
    public var state = State.open
    /// Why it was not possible, or what else the installer remarked.
    public var reason = ""
    /// What the installer measured; nil where nothing was.
    public var measuredLoss: MilliDecibels?
    /// Who did it.
    public var installer = ""
    /// The day on which it was done.
    public var date: Day?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}

    /// `WO-0001#3`.
    public var name: String { Self.name(workOrder, number) }
    package static func name(_ workOrder: String, _ number: Int) -> String { "\(workOrder)#\(number)" }

    /// The numbers that a task may have.
    static let numbers = 1...10_000_000

    /// Reads `WO-0001#3`.
    package static func parse(_ name: String) throws(PlantError) -> (workOrder: String, number: Int) {
        let parts = name.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let number = Int(parts[1]), number > 0 else {
            throw PlantError(.badValue, "\(quoted(name)) is not a task, expected one such as WO-0001#3")
        }
        return (parts[0], number)
    }
}

extension RecordKind {
    /// Tasks of work orders.
    public static var task: RecordKind { WorkTask.kind }
}

extension WorkTask: RecordValue, Remarked {
    /// All that is said of tasks.
    public static let description = RecordDescription<WorkTask>(
        "task", plural: "tasks", identity: ["work_order", "number"], mark: "#",
        parse: { name throws(PlantError) in
            let (workOrder, number) = try parse(name)
            return [.text(workOrder), .int(number)]
        },
        oneOf: ["cord", "trunk"],
        check: { task throws(PlantError) in
            guard !task.subject.label.isEmpty else {
                throw PlantError(.badValue, "names neither a cord nor a trunk", field: "cord")
            }
        },
        upgrade: { fields in
            // Until 0.1 history held the kind and the label of the subject apart.
            guard case .text(let kind)? = fields.removeValue(forKey: "kind") else { return }
            fields[kind] = fields.removeValue(forKey: "object")
        },
        fields: [
            .label("work_order", \.workOrder, "its work order", of: .workOrder),
            .int("number", \.number, numbers, "its number in the work order").required,
            subject("cord", "the cord that is worked on, or empty", of: .cord) { .cord($0) },
            subject("trunk", "the trunk that is worked on, where it is not a cord", of: .trunk) { .trunk($0) },
            .choice("action", \.action, "what is to be done").whenEmpty("connect"),
            .choice("state", \.state, "what became of it").whenEmpty("open"),
            .text("reason", \.reason, "why it was not possible, or a remark"),
            .quantity("measured_mdb", \.measuredLoss, 0...Bounds.losses.upperBound, "what was measured")
                .unit("thousandths of a dB"),
            .text("installer", \.installer, "who did it"),
            .day("date", \.date, "the day on which it was done").column("done_on"),
        ] + Field.remarks)

    private static func subject(
        _ name: String, _ help: String, of kind: RecordKind, _ subject: @escaping @Sendable (String) -> Subject
    ) -> Field<WorkTask> {
        Field(
            FieldInfo(name, .label(of: kind), help, [.optional, .goesWithIt]),
            get: { $0.subject.kind == kind && !$0.subject.label.isEmpty ? .text($0.subject.label) : .none },
            set: { task, new in if case .text(let label) = new { task.subject = subject(label) } })
    }
}

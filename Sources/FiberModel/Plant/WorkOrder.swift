/// A named set of planned changes that is handed to installers and comes back signed off.
public struct WorkOrder: Hashable, Sendable {
    /// Whether there is work left to be signed off.
    public enum Status: String, Sendable, CaseIterable { case open, closed }
    /// The label that names it.
    public var label = ""
    /// What it is about.
    public var title = ""
    /// The day by which it is to be done, `YYYY-MM-DD`.
    public var due: String?
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
    /// The day on which it was done, `YYYY-MM-DD`.
    public var date: String?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}

    /// `WO-0001#3`.
    public var name: String { Self.name(workOrder, number) }
    package static func name(_ workOrder: String, _ number: Int) -> String { "\(workOrder)#\(number)" }

    /// Reads `WO-0001#3`.
    package static func parse(_ name: String) throws(PlantError) -> (workOrder: String, number: Int) {
        let parts = name.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let number = Int(parts[1]), number > 0 else {
            throw PlantError(.badValue, "\(quoted(name)) is not a task, expected one such as WO-0001#3")
        }
        return (parts[0], number)
    }
}

/// What of a cord was built otherwise than designed; nil is as designed. The design itself stays as it is.
public struct CordAsBuilt: Hashable, Sendable {
    /// The name of the type that was put in.
    public var type: String?
    /// Where its A end is.
    public var a: PortAddress?
    /// Where its Z end is.
    public var z: PortAddress?
    /// How long it is.
    public var length: Millimetres?
    /// One with every default.
    public init() {}
    /// Whether it was built as designed.
    public var isEmpty: Bool { self == CordAsBuilt() }
}

/// What of a trunk was built otherwise than designed; nil and empty are as designed.
public struct TrunkAsBuilt: Hashable, Sendable {
    /// Where its A end is.
    public var a: PortAddress?
    /// Where its Z end is.
    public var z: PortAddress?
    /// How long it is.
    public var length: Millimetres?
    /// The segments that it lies on, in order from A to Z.
    public var route: [String] = []
    /// One with every default.
    public init() {}
    /// Whether it was built as designed.
    public var isEmpty: Bool { self == TrunkAsBuilt() }
}

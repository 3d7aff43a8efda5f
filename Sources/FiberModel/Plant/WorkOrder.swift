/// A named set of planned changes that is handed to installers and comes back signed off.
public struct WorkOrder: Hashable, Sendable {
    public enum Status: String, Sendable, CaseIterable { case open, closed }
    public var label = ""
    public var title = ""
    /// The day by which it is to be done, `YYYY-MM-DD`.
    public var due: String?
    public var status = Status.open
    /// The highest number that a task of it ever had, kept though the task was dropped: no number is given twice. The
    /// store counts it, so that it is no part of what makes two records equal; nil is none.
    public var lastTask: Int?
    public var remarks = Remarks()
    public init(label: String = "") { self.label = label }
}

/// One cord or trunk that an installer is to work on under a work order, and what became of it.
public struct WorkTask: Hashable, Sendable {
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
        public var kind: RecordKind {
            switch self {
            case .cord: .cord
            case .trunk: .trunk
            }
        }
        public var label: String {
            switch self {
            case .cord(let label), .trunk(let label): label
            }
        }
    }

    public var workOrder = ""
    /// Counted from 1 within its work order.
    public var number = 1
    public var subject = Subject.cord("")
    public var action = Action.connect
    public var state = State.open
    /// Why it was not possible, or what else the installer remarked.
    public var reason = ""
    public var measuredLoss: MilliDecibels?
    public var installer = ""
    /// The day on which it was done, `YYYY-MM-DD`.
    public var date: String?
    public var remarks = Remarks()
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
    public var type: String?
    public var a: PortAddress?
    public var z: PortAddress?
    public var length: Millimetres?
    public init() {}
    public var isEmpty: Bool { self == CordAsBuilt() }
}

/// What of a trunk was built otherwise than designed; nil and empty are as designed.
public struct TrunkAsBuilt: Hashable, Sendable {
    public var a: PortAddress?
    public var z: PortAddress?
    public var length: Millimetres?
    public var route: [String] = []
    public init() {}
    public var isEmpty: Bool { self == TrunkAsBuilt() }
}

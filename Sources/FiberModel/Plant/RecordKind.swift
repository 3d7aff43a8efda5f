/// The kinds of object, in the order in which they stand on one another.
public enum RecordKind: String, Sendable, CaseIterable {
    case catalogueEntry = "catalogue"
    case hall, rack, node, segment, cassette, device
    case devicePort = "port"
    case trunk, strand, measurement, cord, link, waiver
    case workOrder = "work-order"
    case task

    /// One of them, in a sentence.
    public var noun: String {
        switch self {
        case .catalogueEntry: "catalogue row"
        case .workOrder: "work order"
        default: rawValue
        }
    }
}

extension RecordKind {
    /// A small number for each kind, to keep per-kind state in an array.
    package var place: Int {
        switch self {
        case .catalogueEntry: 0
        case .hall: 1
        case .rack: 2
        case .node: 3
        case .segment: 4
        case .cassette: 5
        case .device: 6
        case .devicePort: 7
        case .trunk: 8
        case .strand: 9
        case .cord: 10
        case .link: 11
        case .waiver: 12
        case .measurement: 13
        case .workOrder: 14
        case .task: 15
        }
    }
}

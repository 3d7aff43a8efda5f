/// The value of a record of some kind: everything has a default but what names it.
public protocol RecordValue: Hashable, Sendable {
    init()
}

extension RecordValue {
    /// A value with some of its facts: `Trunk { $0.label = "T0001" }`.
    public init<Failure: Error>(_ set: (inout Self) throws(Failure) -> Void) throws(Failure) {
        self.init()
        try set(&self)
    }
}

extension Hall: RecordValue {
    /// A hall without a label.
    public init() { self.init(label: "") }
}
extension Rack: RecordValue {}
extension PathwayNode: RecordValue {}
extension PathwaySegment: RecordValue {}
extension Cassette: RecordValue {}
extension Device: RecordValue {}
extension DevicePort: RecordValue {}
extension Trunk: RecordValue {}
extension StrandException: RecordValue {}
extension StrandMeasurement: RecordValue {}
extension Cord: RecordValue {}
extension Link: RecordValue {}
extension Waiver: RecordValue {}
extension WorkOrder: RecordValue {
    /// A work order without a label.
    public init() { self.init(label: "") }
}
extension WorkTask: RecordValue {}

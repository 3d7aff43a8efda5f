import FiberModel

/// The schema of every kind of record. What is not listed here exists in no file and on no command line.
package enum Schemas {
    package static func schema(_ kind: RecordKind) -> any AnySchema {
        switch kind {
        case .catalogueEntry: catalogue
        case .hall: hall
        case .rack: rack
        case .node: node
        case .segment: segment
        case .cassette: cassette
        case .device: device
        case .devicePort: devicePort
        case .trunk: trunk
        case .strand: strand
        case .measurement: measurement
        case .cord: cord
        case .link: link
        case .waiver: waiver
        case .workOrder: workOrder
        case .task: task
        }
    }

    /// In the order in which kinds stand on one another.
    package static let all: [any AnySchema] = RecordKind.allCases.map(schema)

    /// The schema that goes by a singular or plural name.
    package static func named(_ name: String) throws(PlantError) -> any AnySchema {
        let wanted = name.lowercased()
        if let schema = all.first(where: { $0.kind.rawValue == wanted || $0.plural == wanted }) { return schema }
        let near = nearestName(to: wanted, among: all.map(\.plural))
        throw PlantError(
            .badValue, "\(quoted(name)) is not a kind of object",
            hint: near.map { "did you mean '\($0)'?" } ?? "the kinds are \(all.map(\.plural).joined(separator: ", "))")
    }

    static let coordinates = -100_000_000...100_000_000
    static let lengths = 0...100_000_000

    /// The columns that every object of the plant ends in.
    static func remarks<V: Remarked>() -> [Column<V>] {
        [.metadata(\.remarks.metadata), .text("note", \.remarks.note, "free text")]
    }
}

/// An object with metadata and a note.
protocol Remarked: Sendable, SendableMetatype {
    var remarks: Remarks { get set }
}

extension Hall: Remarked {}
extension Rack: Remarked {}
extension PathwayNode: Remarked {}
extension PathwaySegment: Remarked {}
extension Cassette: Remarked {}
extension Device: Remarked {}
extension DevicePort: Remarked {}
extension Trunk: Remarked {}
extension StrandException: Remarked {}
extension StrandMeasurement: Remarked {}
extension Cord: Remarked {}
extension Link: Remarked {}
extension Waiver: Remarked {}
extension WorkOrder: Remarked {}
extension WorkTask: Remarked {}

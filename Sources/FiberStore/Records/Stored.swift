import FiberModel

/// A record and the columns that hold it. Each kind says so once; insert, update, select and delete follow.
protocol Stored {
    static var recordKind: RecordKind { get }
    /// The columns that a record sets, in the order of ``bind(to:_:)``.
    static var columns: [String] { get }
    /// The columns that identify a row, as ``locate(_:_:)`` answers them.
    static var keyColumns: [String] { get }
    /// What a SELECT reads, in the order of ``init(row:_:)``; the key columns come after it.
    static var selection: String { get }
    /// The tables of a SELECT, with the condition that keeps it to this kind.
    static var source: String { get }
    /// The canonical order: by label, as people order them.
    static var order: String { get }

    /// How an UPDATE takes a column's new value.
    static func updateTerm(_ column: String) -> String

    init(row: Statement, _ names: Names) throws(PlantError)
    func bind(to row: Statement, _ names: Names) throws(PlantError)
    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64]
    /// Writes what the record keeps in tables of its own; `key` is that of its row.
    func didWrite(key: Int64, isNew: Bool, _ connection: Connection, _ names: Names) throws(PlantError)
}

extension Stored {
    static var table: String { Names.table(recordKind) }
    static var keyColumns: [String] { ["id"] }
    static var selection: String { columns.joined(separator: ", ") }
    static var source: String { table }
    static var order: String { "label COLLATE by_label" }
    static func updateTerm(_ column: String) -> String { "\(column) = ?" }

    static func locate(_ name: String, _ names: Names) throws(PlantError) -> [Int64] {
        [try names.key(recordKind, name)]
    }
    func didWrite(key: Int64, isNew: Bool, _ connection: Connection, _ names: Names) throws(PlantError) {}

    static var insertSQL: String {
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
    }
    static var updateSQL: String {
        let sets = columns.map(updateTerm).joined(separator: ", ")
        return "UPDATE \(table) SET \(sets) WHERE \(keyCondition)"
    }
    static var deleteSQL: String { "DELETE FROM \(table) WHERE \(keyCondition)" }
    static var selectSQL: String { "SELECT \(selection), \(qualifiedKeys) FROM \(source)" }

    static var selectByKeySQL: String { "\(selectSQL) WHERE \(keyCondition)" }

    static var keyCondition: String {
        keyColumns.map { "\(table).\($0) = ?" }.joined(separator: " AND ")
    }
    private static var qualifiedKeys: String { keyColumns.map { "\(table).\($0)" }.joined(separator: ", ") }
}

extension Remarks {
    /// Reads `metadata, note` from two columns that stand side by side.
    init(row: Statement, at column: Int32) {
        self.init(metadata: row.text(column), note: row.text(column + 1))
    }

    func bind(to row: Statement, at place: Int32) {
        row.bind(metadata, at: place)
        row.bind(note, at: place + 1)
    }
}

extension Record {
    /// The value inside, as what the store writes.
    var stored: any Stored {
        switch self {
        case .catalogueEntry(let entry): entry
        case .hall(let hall): hall
        case .rack(let rack): rack
        case .node(let node): node
        case .segment(let segment): segment
        case .cassette(let cassette): cassette
        case .device(let device): device
        case .devicePort(let port): port
        case .trunk(let trunk): trunk
        case .strand(let strand): strand
        case .measurement(let measurement): measurement
        case .cord(let cord): cord
        case .link(let link): link
        case .waiver(let waiver): waiver
        case .workOrder(let order): order
        case .task(let task): task
        }
    }

    init(_ stored: any Stored) {
        switch stored {
        case let entry as CatalogueEntry: self = .catalogueEntry(entry)
        case let hall as Hall: self = .hall(hall)
        case let rack as Rack: self = .rack(rack)
        case let node as PathwayNode: self = .node(node)
        case let segment as PathwaySegment: self = .segment(segment)
        case let cassette as Cassette: self = .cassette(cassette)
        case let device as Device: self = .device(device)
        case let port as DevicePort: self = .devicePort(port)
        case let trunk as Trunk: self = .trunk(trunk)
        case let strand as StrandException: self = .strand(strand)
        case let cord as Cord: self = .cord(cord)
        case let link as Link: self = .link(link)
        case let measurement as StrandMeasurement: self = .measurement(measurement)
        case let waiver as Waiver: self = .waiver(waiver)
        case let order as WorkOrder: self = .workOrder(order)
        case let task as WorkTask: self = .task(task)
        default: preconditionFailure("a stored type without a record: \(type(of: stored))")
        }
    }
}

extension RecordKind {
    var storedType: any Stored.Type {
        switch self {
        case .catalogueEntry: CatalogueEntry.self
        case .hall: Hall.self
        case .rack: Rack.self
        case .node: PathwayNode.self
        case .segment: PathwaySegment.self
        case .cassette: Cassette.self
        case .device: Device.self
        case .devicePort: DevicePort.self
        case .trunk: Trunk.self
        case .strand: StrandException.self
        case .measurement: StrandMeasurement.self
        case .cord: Cord.self
        case .link: Link.self
        case .waiver: Waiver.self
        case .workOrder: WorkOrder.self
        case .task: WorkTask.self
        }
    }
}

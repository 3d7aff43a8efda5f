import FiberModel
import FiberStore

extension DataValue {
    /// A record with the columns of its CSV; its own metadata is embedded as an object.
    package init(_ record: Record) {
        let schema = Schema(record.kind)
        self = .object(zip(schema.columns, schema.cells(of: record)).map { ($0.name, DataValue(cell: $1, $0)) })
    }

    /// A change without its edits.
    package init(_ change: Change) {
        self = .object([
            ("change", .int(change.id)), ("at", .word(change.time)), ("author", .text(change.author)),
            ("command", .text(change.command)), ("work_order", .optional(change.workOrder)),
            ("undoes", change.undoes.map { .int($0) } ?? .null), ("edits", .int(change.edits)),
        ])
    }

    /// What a change did to one object.
    package init(_ edit: ObjectChange) {
        self = .object([
            ("kind", .word(edit.kind.rawValue)), ("name", .text(edit.name)), ("former", .optional(edit.former)),
            ("implied", .bool(edit.isImplied)), ("before", edit.before.map { DataValue($0) } ?? .null),
            ("after", edit.after.map { DataValue($0) } ?? .null),
        ])
    }
}

/// A whole change as JSON, streamed: what hooks read, and the events that it stands for.
struct ChangeText {
    private(set) var events: [(event: HookEvent, object: String)] = []

    /// Writes the change to `sink` and notes its events. O(edits), in constant memory.
    mutating func write(_ pending: PendingChange, to sink: ByteSink) throws(PlantError) {
        var text = "{\"change\":\(DataValue(pending.change).compactJSON),\"edits\":["
        var isFirst = true
        var objects: [HookEvent: [String]] = [:]
        try pending.forEachEdit { edit throws(PlantError) in
            text += (isFirst ? "\n" : ",\n") + DataValue(edit).compactJSON
            isFirst = false
            if let (event, object) = Self.event(of: edit), objects[event]?.last != object {
                objects[event, default: []].append(object)
            }
            guard text.utf8.count > 1 << 16 else { return }
            try sink(Array(text.utf8))
            text = ""
        }
        text += "\n]}\n"
        try sink(Array(text.utf8))
        events = [(.plantChanged, String(pending.change.id))]
        for event in HookEvent.allCases {
            // Several objects stand on standard input.
            if let names = objects[event] { events.append((event, Set(names).count == 1 ? names[0] : "-")) }
        }
    }

    static func event(of edit: ObjectChange) -> (HookEvent, String)? {
        switch (edit.before?.value, edit.after?.value) {
        case (nil, let trunk as Trunk): (.trunkAdded, trunk.label)
        case (nil, let order as WorkOrder): (.workOrderCreated, order.label)
        case (let before as WorkTask, let after as WorkTask) where before.state != after.state && after.state != .open:
            (.workOrderSignedOff, after.workOrder)
        default: nil
        }
    }
}

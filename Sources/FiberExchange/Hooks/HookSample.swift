import FiberModel
import FiberStore

/// What a hook is tried on: the last change of the plant that stands for its event, else one that is made up.
package struct HookSample {
    package let object: String
    package let input: DataValue
    /// How far back to look for a change of the event.
    private static let changes = 200

    package init(_ event: HookEvent, plant: String, store: Store) throws(PlantError) {
        if event == .validate {
            self.init(plant, .object([("plant", .text(plant))]))
            return
        }
        for change in try store.changes(count: Self.changes) where change.hash != nil {
            var edits: [DataValue] = []
            var object = event == .plantChanged ? String(change.id) : nil
            try store.forEachEdit(of: change.id) { edit throws(PlantError) in
                if edits.count < 1000 { edits.append(DataValue(edit)) }
                if let (found, name) = ChangeText.event(of: edit), found == event { object = object ?? name }
            }
            guard let object else { continue }
            self.init(object, .object([("change", DataValue(change)), ("edits", .list(edits))]))
            return
        }
        self = Self.synthetic(event)
    }

    private init(_ object: String, _ input: DataValue) {
        self.object = object
        self.input = input
    }

    private static func synthetic(_ event: HookEvent) -> HookSample {
        var trunk = Trunk()
        trunk.label = "T0001"
        trunk.remarks.metadata = "{\"ticket\":\"X-1\"}"
        let record: Record =
            event == .trunkAdded || event == .plantChanged ? Record(trunk) : Record(WorkOrder(label: "WO-0001"))
        let edit = ObjectChange(
            change: 1, kind: record.kind, name: record.name, former: nil, isImplied: false, before: nil, after: record)
        let change = Change(
            id: 1, time: "2026-01-01T00:00:00Z", author: "nobody", command: "hooks test", edits: 1, hash: nil)
        return HookSample(
            event == .plantChanged ? "1" : record.name,
            .object([("change", DataValue(change)), ("edits", .list([DataValue(edit)]))]))
    }
}

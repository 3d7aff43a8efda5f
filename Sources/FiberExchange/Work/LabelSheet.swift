import FiberModel
import FiberStore

/// What a label printer is fed: two labels a cord and a trunk, whose text begins with the end that it sticks on.
package struct LabelSheet: Answering {
    package struct Filter: Sendable {
        package var workOrder: String?
        package var cords: [String] = []
        package var trunks: [String] = []
        package var statuses: [Status] = []
        package init() {}
    }

    package static let columns = ["object", "kind", "end", "near", "far", "near_name", "far_name", "text"]
    /// What a payload may hold in braces.
    package static let placeholders = columns

    private struct Label {
        var object: String
        var kind: RecordKind
        var end: End
        var near: Place
        var far: Place
    }

    /// An end of a cable: its address, and what people call the port; both empty where it is plugged nowhere.
    private struct Place {
        var address = ""
        var name = ""
    }

    private let payload: String?
    private var labels: [Label] = []

    /// - Parameter payload: text of a QR code with ``placeholders`` in braces; nil leaves the column out.
    /// - Throws: `PlantError` with code `badValue` for a placeholder that there is not, `notFound` for an object.
    package init(_ store: Store, _ filter: Filter, payload: String? = nil) throws(PlantError) {
        self.payload = payload
        try Self.check(payload)
        if let order = filter.workOrder {
            let tasks = try store.withKeyedPlant { plant throws(PlantError) in
                try plant.tasks(of: order).filter { $0.action != .remove }
            }
            for task in tasks { try add(try store.record(task.subject.kind, task.subject.label), filter) }
        } else if !(filter.cords + filter.trunks).isEmpty {
            for label in filter.cords { try add(try store.record(.cord, label), filter) }
            for label in filter.trunks { try add(try store.record(.trunk, label), filter) }
        } else {
            try store.forEachRecord(of: [.trunk, .cord]) { record throws(PlantError) in try add(record, filter) }
        }
        try nameEnds(store)
    }

    /// Puts in what people call the ports, each unit looked up once.
    private mutating func nameEnds(_ store: Store) throws(PlantError) {
        var units: [String: String] = [:]
        var ports: [String: String] = [:]
        try store.forEachRecord(of: [.cassette, .device, .devicePort]) { record throws(PlantError) in
            switch record.value {
            case let unit as Cassette: units[record.name] = unit.label
            case let unit as Device: units[record.name] = unit.label
            case let port as DevicePort: ports[record.name] = port.label
            default: break
            }
        }
        func name(_ address: String) -> String {
            portName(units[String(address.prefix { $0 != ":" })] ?? "", ports[address] ?? "")
        }
        for index in labels.indices {
            labels[index].near.name = name(labels[index].near.address)
            labels[index].far.name = name(labels[index].far.address)
        }
    }

    private static func check(_ payload: String?) throws(PlantError) {
        guard let payload else { return }
        for part in payload.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
            let name = part.prefix { $0 != "}" }
            guard part.contains("}"), placeholders.contains(String(name)) else {
                throw PlantError(
                    .badValue, "\(quoted("{\(name)"))… is nothing that a label tells",
                    hint: "the placeholders are \(placeholders.map { "{\($0)}" }.joined(separator: ", "))")
            }
        }
    }

    private mutating func add(_ record: Record, _ filter: Filter) throws(PlantError) {
        let (status, a, z): (Status, PortAddress, PortAddress?)
        switch record.value {
        case let cord as Cord: (status, a, z) = (cord.status, cord.actualA, cord.actualZ)
        case let trunk as Trunk: (status, a, z) = (trunk.status, trunk.actualA, trunk.actualZ)
        default: return
        }
        guard filter.statuses.isEmpty ? status != .retired : filter.statuses.contains(status) else { return }
        let (near, far) = (Place(address: a.description), Place(address: z?.description ?? ""))
        labels.append(Label(object: record.name, kind: record.kind, end: .a, near: near, far: far))
        labels.append(Label(object: record.name, kind: record.kind, end: .z, near: far, far: near))
    }

    package var answer: Answer {
        Answer(Self.columns + (payload == nil ? [] : ["qr"])) { add throws(PlantError) in
            for label in labels { try add(values(label)) }
        }
    }

    private func values(_ label: Label) -> [DataValue] {
        let (near, far) = (label.near.address, label.far.address)
        let text = far.isEmpty ? near : near.isEmpty ? "/\(far)" : "\(near)/\(far)"
        let row: [(String, String)] = [
            ("object", label.object), ("kind", label.kind.rawValue), ("end", label.end.rawValue),
            ("near", near), ("far", far), ("near_name", label.near.name), ("far_name", label.far.name), ("text", text),
        ]
        let qr = payload.map { payload in
            row.reduce(payload) { $0.replacing("{\($1.0)}", with: $1.1) }
        }
        return row.map { $0.0.hasSuffix("_name") ? .text($0.1) : .word($0.1) } + (qr.map { [.text($0)] } ?? [])
    }
}

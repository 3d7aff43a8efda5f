import FiberModel
import FiberStore

/// What a label printer is fed: a label for each plug of a cord and a trunk, whose text begins with the end that it sticks on.
package struct LabelSheet: Answering {
    package struct Filter: Sendable {
        package var workOrder: String?
        package var cords: [String] = []
        package var trunks: [String] = []
        package var statuses: [Status] = []
        package init() {}

        /// Whether nothing is named, so that every cable is looked at.
        var isAll: Bool { workOrder == nil && cords.isEmpty && trunks.isEmpty }
    }

    package static let columns = ["object", "kind", "end", "near", "far", "near_name", "far_name", "text"]
    /// What a payload may hold in braces.
    package static let placeholders = columns

    private struct Label {
        var object: String
        var kind: RecordKind
        var end: End
        /// Which plug of the end, counted from 1.
        var plug = 1
        /// The port that it sticks by, and the other; nil where the cable is plugged nowhere.
        var near: PortAddress?
        var far: PortAddress?
    }

    private let payload: String?
    private var labels: [Label] = []
    private var names = PortNames()

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
        } else if !filter.isAll {
            for label in filter.cords { try add(try store.record(.cord, label), filter) }
            for label in filter.trunks { try add(try store.record(.trunk, label), filter) }
        } else {
            try store.forEachRecord(of: [.trunk, .cord]) { record throws(PlantError) in try add(record, filter) }
        }
        names = try PortNames(of: filter.isAll ? nil : labels.compactMap(\.near), in: store)
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
        let (status, a, z): (Status, [PortAddress?], [PortAddress?])
        switch record.value {
        case let cord as Cord: (status, a, z) = (cord.status, [cord.actualA] + cord.moreA, [cord.actualZ] + cord.moreZ)
        case let trunk as Trunk:
            (status, a, z) = (trunk.status, [trunk.actualA] + trunk.moreA, [trunk.actualZ] + trunk.moreZ)
        default: return
        }
        guard filter.statuses.isEmpty ? status != .retired : filter.statuses.contains(status) else { return }
        // The plugs of a harness lead to the one at the other end; those of a trunk to the one of their number.
        for (end, own, other) in [(End.a, a, z), (.z, z, a)] {
            // A plug that hangs loose is labelled when it has a place.
            for (index, near) in own.enumerated() where near != nil {
                let far = own.count == other.count ? other[index] : other[0]
                labels.append(
                    Label(object: record.name, kind: record.kind, end: end, plug: index + 1, near: near, far: far))
            }
        }
    }

    package var answer: Answer {
        Answer(Self.columns + (payload == nil ? [] : ["qr"])) { add throws(PlantError) in
            for label in labels { try add(values(label)) }
        }.titled("Labels")
    }

    private func values(_ label: Label) -> [DataValue] {
        let (near, far) = (label.near?.description ?? "", label.far?.description ?? "")
        let text = far.isEmpty ? near : near.isEmpty ? "/\(far)" : "\(near)/\(far)"
        let row: [(String, String)] = [
            ("object", label.object), ("kind", label.kind.rawValue),
            ("end", label.plug == 1 ? label.end.rawValue : "\(label.end.rawValue)\(label.plug)"),
            ("near", near), ("far", far), ("near_name", names[label.near]), ("far_name", names[label.far]),
            ("text", text),
        ]
        let qr = payload.map { payload in
            row.reduce(payload) { $0.replacing("{\($1.0)}", with: $1.1) }
        }
        return row.map { $0.0.hasSuffix("_name") ? .text($0.1) : .word($0.1) } + (qr.map { [.text($0)] } ?? [])
    }
}

/// What people call ports, by their addresses.
private struct PortNames {
    private var units: [UnitAddress: String] = [:]
    private var ports: [PortAddress: String] = [:]
    /// The kinds of devices, which say what is printed beside their ports.
    private var types: [UnitAddress: String] = [:]
    private var catalogue = Catalogue()

    init() {}

    /// - Parameter wanted: the ports that are asked about, each looked up by itself; nil is all, read once.
    init(of wanted: [PortAddress]?, in store: Store) throws(PlantError) {
        catalogue = try store.catalogue()
        guard let wanted else {
            try store.forEachRecord(of: [.cassette, .device, .devicePort]) { record throws(PlantError) in take(record) }
            return
        }
        try store.withKeyedPlant { plant throws(PlantError) in
            for port in wanted {
                for (kind, name) in [
                    (RecordKind.cassette, port.unit.description), (.device, port.unit.description),
                    (.devicePort, port.whole.description),
                ] {
                    if let record = try plant.recordIfAny(kind, name) { take(record) }
                }
            }
        }
    }

    private mutating func take(_ record: Record) {
        switch record.value {
        case let unit as Cassette: units[unit.address] = unit.label
        case let unit as Device:
            units[unit.address] = unit.label
            if let type = unit.type { types[unit.address] = type }
        case let port as DevicePort: ports[port.address] = port.label
        default: break
        }
    }

    subscript(port: PortAddress?) -> String {
        guard let port else { return "" }
        return portName(units[port.unit] ?? "", ports[port.whole].flatMap { $0.isEmpty ? nil : $0 } ?? printed(port))
    }

    /// What is printed beside a port by the kind of its device.
    private func printed(_ port: PortAddress) -> String {
        guard port.side == .front, let type = types[port.unit].flatMap({ catalogue.key(.deviceType, $0) }) else {
            return ""
        }
        return catalogue.deviceType(type)?.name(ofPort: port.port) ?? ""
    }
}

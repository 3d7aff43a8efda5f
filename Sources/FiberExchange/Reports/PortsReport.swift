import FiberModel
import FiberPlanning
import FiberStore

/// The ports of a unit, each with what is plugged into it, where that leads and what lies behind.
package struct PortsReport: Answering {
    private struct Row {
        var port: PortAddress
        var name = ""
        var optic: String?
        var cable: String?
        var to: [PortAddress] = []
        var toName = ""
        var link: String?
        /// Strands of trunks behind a port of a cassette.
        var behind: [String] = []

        /// Its connectors that are free though others are not: `05/2`.
        var freeConnectors: [String] = []
        /// Nothing is plugged in and no link is meant for it, or a connector of it is free.
        var isFree: Bool { (cable == nil && link == nil) || !freeConnectors.isEmpty }
        /// `yes`, `no`, or the connectors that are.
        var free: String {
            freeConnectors.isEmpty ? (isFree ? "yes" : "no") : freeConnectors.joined(separator: " ")
        }
    }

    private static let columns = ["port", "name", "optic", "cable", "free", "to", "to_name", "link", "behind"]

    private let unit: UnitAddress
    private let onlyFree: Bool
    private var rows: [Row] = []

    /// Reads the ports of a cassette or device. O(ports × hops).
    ///
    /// - Parameter free: only those that are free.
    /// - Throws: `PlantError` with code `notFound` or `badValue` where `text` names no unit.
    package init(_ text: String, free: Bool, on plant: KeyedPlant) throws(PlantError) {
        unit = try plant.place(text) { name throws(PlantError) in try UnitAddress(name) }
        onlyFree = free
        let handle = try plant.unit(unit)
        let faces = try plant.faces(of: handle)
        for number in 0..<faces.front { rows.append(try front(number + 1, handle, plant)) }
        for number in 0..<faces.rear { rows.append(try rear(number + 1, handle, plant)) }
    }

    private func front(_ number: Int, _ unit: UnitHandle, _ plant: KeyedPlant) throws(PlantError) -> Row {
        let handle = PortHandle(unit, Int32(number))
        var row = Row(port: PortAddress(unit: self.unit, port: number))
        row.name = try plant.recordIfAny(.devicePort, row.port.description)?.as(DevicePort.self)?.label ?? ""
        if row.name.isEmpty, try plant.cassette(unit) == nil { row.name = try plant.printed(at: row.port) }
        try plugs(in: handle, &row, plant)
        guard let shape = try plant.cassette(unit) else {
            row.optic = try plant.fittedOptic(at: row.port)
            let links = try plant.links(at: handle).map(\.label)
            row.link = links.isEmpty ? nil : links.joined(separator: " ")
            if let optic = row.optic, let count = try plant.optic(optic).connectors, count > 1, row.cable != nil {
                let isWhole = try plant.links(at: handle).contains { ($0.a.whole == row.port ? $0.a : $0.z).part == 0 }
                for connector in 1...count where !isWhole {
                    let own = PortHandle(unit, Int32(number), connector: connector)
                    guard try plant.cable(at: own) == nil else { continue }
                    row.freeConnectors.append("\(number < 10 ? "0" : "")\(number)/\(connector)")
                }
            }
            return row
        }
        for position in 1...max(1, shape.frontPositions) {
            guard let rear = shape.rear(port: number, position: position),
                let joint = try plant.cable(at: PortHandle(unit, rear: Int32(rear.connector))), let trunk = joint.trunk,
                let strand = joint.shape.strand(at: joint.from, plug: joint.plug, position: rear.position)
            else { continue }
            row.behind.append(StrandAddress(trunk: try plant.label(of: trunk), strand: strand).description)
        }
        var links: [String] = []
        for position in 1...max(1, shape.frontPositions) {
            let path = try Trace.fromCassette(handle, position: position, on: plant)
            for link in try plant.use(of: path).links where !links.contains(link.label) { links.append(link.label) }
        }
        row.link = links.isEmpty ? nil : links.joined(separator: " ")
        return row
    }

    private func rear(_ number: Int, _ unit: UnitHandle, _ plant: KeyedPlant) throws(PlantError) -> Row {
        var row = Row(port: PortAddress(unit: self.unit, side: .rear, port: number))
        try plugs(in: PortHandle(unit, rear: Int32(number)), &row, plant)
        return row
    }

    /// The cables in a port, of which one with several connectors may hold several, and where they lead: a harness to a
    /// port for each of its legs.
    private func plugs(in port: PortHandle, _ row: inout Row, _ plant: KeyedPlant) throws(PlantError) {
        var cables: [String] = []
        var far: [PortHandle] = []
        for joint in try plant.cables(in: port) {
            cables.append(try plant.label(of: joint.cable))
            far += joint.portsOfPlug
        }
        guard !cables.isEmpty else { return }
        row.cable = cables.joined(separator: " ")
        row.to = try far.map { port throws(PlantError) in try plant.address(of: port) }
        let names = try far.map { port throws(PlantError) in
            port.isRear ? try plant.label(ofUnit: port.unit) : try plant.name(of: port)
        }
        row.toName = names.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    package var answer: Answer {
        Answer(Self.columns) { add throws(PlantError) in
            for row in rows where row.isFree || !onlyFree {
                try add([
                    .word(row.port.description), row.name.isEmpty ? .null : .text(row.name), .optional(row.optic),
                    .optional(row.cable), .word(row.free),
                    row.to.isEmpty ? .null : .word(row.to.map(\.description).joined(separator: " ")),
                    row.toName.isEmpty ? .null : .text(row.toName), .optional(row.link),
                    .list(row.behind.map { .word($0) }),
                ])
            }
        }
    }

    /// `64 ports of DC1.A02-40, 8 free`.
    package var summary: String { "\(counted(rows.count, "port")) of \(unit), \(rows.count { $0.isFree }) free" }
}

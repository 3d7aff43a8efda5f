import FiberModel
import FiberPlanning

/// Where on a floor the subjects of findings are.
struct FindingPlaces {
    enum Place { case rack(RackHandle), node(NodeHandle), segment(SegmentHandle) }

    private let plant: Plant
    private var racks: [String: RackHandle] = [:]
    private var nodes: [String: NodeHandle] = [:]
    private var segments: [String: SegmentHandle] = [:]
    private var cables: [String: RackHandle] = [:]

    init(_ plant: Plant) {
        self.plant = plant
        for (index, rack) in plant.racks.enumerated() { racks[rack.address.description] = RackHandle(index: index) }
        for (index, node) in plant.nodes.enumerated() { nodes[node.label] = NodeHandle(index: index) }
        for (index, segment) in plant.segments.enumerated() { segments[segment.label] = SegmentHandle(index: index) }
        func rack(_ port: PortHandle) -> RackHandle { plant.units[port.unit.index].rack }
        for link in 0..<plant.links.count { cables[plant.links.labels[link]] = rack(plant.links.a[link]) }
        for cord in 0..<plant.cords.count { cables[plant.cords.labels[cord]] = rack(plant.cords.a[cord]) }
        for trunk in plant.trunks where !trunk.isCord { cables[trunk.label] = rack(trunk.a) }
    }

    func place(of finding: Finding) -> Place? {
        if let segment = segments[finding.subject] { return .segment(segment) }
        if let node = nodes[finding.subject] { return .node(node) }
        if let rack = cables[finding.subject] ?? racks[finding.subject] { return .rack(rack) }
        let address: RackAddress?
        switch try? Address(finding.subject) {
        case .unit(let unit)?: address = unit.rack
        case .port(let port)?: address = port.unit.rack
        case .strand(let strand)?: return cables[strand.trunk].map { .rack($0) }
        default: address = nil
        }
        return address.flatMap { racks[$0.description] }.map { .rack($0) }
    }
}

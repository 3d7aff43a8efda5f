import FiberModel
import FiberPlanning

// Two racks, a trunk between them over a tray, a link over one of its pairs.

var builder = PlantBuilder()
let (a, b) = (RackAddress(hall: "DC1", grid: "A01"), RackAddress(hall: "DC1", grid: "B01"))
try builder.add(Record(Hall(label: "DC1")))
for (rack, name, x) in [(a, "NA", 0), (b, "NB", 6000)] {
    try builder.add(Record(Rack { $0.address = rack }))
    try builder.add(
        Record(
            PathwayNode {
                ($0.label, $0.hall, $0.kind, $0.rack) = (name, "DC1", .rackEntry, rack)
                ($0.x, $0.z) = (Millimetres(x), Millimetres(2700))
            }))
    try builder.add(Record(Cassette { $0.address = UnitAddress(rack: rack, u: 40) }))
    try builder.add(
        Record(
            Device {
                ($0.address, $0.label) = (UnitAddress(rack: rack, u: 42), "leaf-\(rack.grid)")
                $0.optic = "100G-CWDM4"
            }))
    try builder.add(
        Record(
            Cord {
                ($0.label, $0.length, $0.status) = ("C-\(rack.grid)", Millimetres(2000), .installed)
                $0.a = PortAddress(unit: UnitAddress(rack: rack, u: 42), port: 1)
                $0.z = PortAddress(unit: UnitAddress(rack: rack, u: 40), port: 1)
            }))
}
try builder.add(
    Record(
        PathwaySegment {
            ($0.label, $0.a, $0.z) = ("TR1", "NA", "NB")
            ($0.width, $0.depth) = (Millimetres(300), Millimetres(100))
        }))
try builder.add(
    Record(
        Trunk {
            ($0.label, $0.length, $0.route, $0.status) = ("T0001", Millimetres(15_000), ["TR1"], .installed)
            $0.a = PortAddress(unit: UnitAddress(rack: a, u: 40), side: .rear, port: 1)
            $0.z = PortAddress(unit: UnitAddress(rack: b, u: 40), side: .rear, port: 1)
        }))
try builder.add(
    Record(
        Link {
            ($0.label, $0.optic, $0.fec) = ("L0001", "100G-CWDM4", .on)
            $0.a = PortAddress(unit: UnitAddress(rack: a, u: 42), port: 1)
            $0.z = PortAddress(unit: UnitAddress(rack: b, u: 42), port: 1)
        }))
let plant = try builder.plant()

// Where does the light of its first port go?

let start = try plant.port(try PortAddress(front: "DC1.A01-42:01"))
let path = Trace.fromDevice(start, position: 1, on: plant)
for hop in path.hops {
    switch hop {
    case .device(let port, let position): print("port \(plant.address(of: port)), fibre \(position)")
    case .cord(let cord, _): print("cord \(plant.label(of: cord))")
    case .cassette(let unit, let port, _, let rear, let strand, _):
        print("cassette \(plant.address(of: unit)), port \(port), rear R\(rear), strand \(strand)")
    case .splice(let unit, let rear, _, let other, _):
        print("closure \(plant.address(of: unit)), R\(rear) to R\(other)")
    case .trunk(let trunk, let strand, _): print("trunk \(plant.label(of: trunk)), strand \(strand)")
    }
}
if case .device(let port, let position) = path.farEnd {
    print("received at \(plant.address(of: port)), fibre \(position)")
}

// A rule of one's own, beside those of the library.

/// The installers of this hall carry no cords longer than a metre.
struct CordsOfOneMetre: Rule {
    let code = "OWN001"
    let name = "cords-of-one-metre"
    let severity = Severity.warning
    let subject = RecordKind.cord
    let summary = "No cord is longer than a metre."

    func check(_ survey: ValidationContext, _ report: inout Report) {
        let plant = survey.plant
        for index in 0..<plant.cords.count {
            guard let length = plant.cords.length[index], length > Millimetres(1000) else { continue }
            report.add(
                plant.label(of: CordHandle(index: index)), "the cord is longer than a metre",
                actual: Measure(metres: length), limit: Measure(metres: Millimetres(1000)), advice: "use a shorter one")
        }
    }
}

let result = Validator.validate(plant, ValidationOptions(today: try Day("2026-11-26")), own: [CordsOfOneMetre()])
for finding in result.findings {
    let actual = finding.actual.map { ", \($0)" } ?? ""
    print("\(finding.severity) \(finding.code) \(finding.subject): \(finding.message)\(actual) → \(finding.advice)")
}

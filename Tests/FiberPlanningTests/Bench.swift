import FiberModel
import Testing

@testable import FiberPlanning

/// A rack in which channels are put together: units by a name, ports by `NAME:3`, `NAME:R3` or `NAME:3/2`.
struct Bench {
    struct Draft {
        var records: [any RecordValue] = []
        private var units: [String: UnitAddress] = [:]
        private let rack = RackAddress(hall: "DC1", grid: "A01")

        init() {
            var hall = Hall()
            hall.label = "DC1"
            var rack = Rack()
            rack.address = self.rack
            rack.heightU = 100
            records = [hall, rack]
        }

        private mutating func place(_ name: String) -> UnitAddress {
            let address = UnitAddress(rack: rack, u: 100 - 2 * units.count)
            units[name] = address
            return address
        }

        mutating func device(_ name: String, _ connector: String, _ optic: String, ports: Int = 2) {
            var device = Device()
            device.address = place(name)
            (device.connector, device.optic, device.ports) = (connector, optic, ports)
            records.append(device)
        }

        mutating func panel(_ name: String, _ type: String) {
            var panel = Cassette()
            panel.address = place(name)
            panel.type = type
            records.append(panel)
        }

        func port(_ text: String) -> PortAddress {
            let parts = text.split(separator: ":")
            let (number, part) = (parts[1].split(separator: "/")[0], parts[1].split(separator: "/").dropFirst().first)
            let isRear = number.hasPrefix("R")
            return PortAddress(
                unit: units[String(parts[0])]!, side: isRear ? .rear : .front,
                port: Int(isRear ? number.dropFirst() : number)!, part: part.flatMap { Int($0) } ?? 0)
        }

        mutating func cord(
            _ label: String, _ type: String, _ a: String, _ z: [String], _ length: Int, moreA: [String] = []
        ) {
            var cord = Cord()
            (cord.label, cord.type, cord.a, cord.length) = (label, type, port(a), Millimetres(length))
            cord.z = z.first.map(port)
            cord.moreZ = z.dropFirst().map(port)
            cord.moreA = moreA.map(port)
            records.append(cord)
        }

        mutating func trunk(_ label: String, _ type: String, _ a: [String], _ z: [String], _ length: Int) {
            var trunk = Trunk()
            (trunk.label, trunk.type, trunk.length) = (label, type, Millimetres(length))
            (trunk.a, trunk.z) = (port(a[0]), port(z[0]))
            trunk.moreA = a.dropFirst().map(port)
            trunk.moreZ = z.dropFirst().map(port)
            records.append(trunk)
        }

        mutating func splice(_ label: String, _ a: String, _ z: String, _ count: Int, _ loss: Int?) {
            var splice = Splice()
            (splice.label, splice.count, splice.loss) = (label, count, loss.map { MilliDecibels($0) })
            guard let a = try? StrandAddress(a), let z = try? StrandAddress(z) else { return }
            (splice.a, splice.z) = (a, z)
            records.append(splice)
        }

        mutating func link(_ label: String, _ a: String, _ z: String, _ optic: String) {
            var link = Link()
            (link.label, link.a, link.z, link.optic, link.fec) = (label, port(a), port(z), optic, .on)
            records.append(link)
        }

        /// Two DR4 ports over two panels and a trunk.
        mutating func dr4(panel: String, trunk: String, cords: (String, String)) {
            for name in ["A", "B"] { device(name, "MPO-12", "400G-DR4") }
            for name in ["P", "Q"] { self.panel(name, panel) }
            self.trunk("T1", trunk, ["P:R1"], ["Q:R1"], 10_000)
            cord("C1", cords.0, "A:1", ["P:1"], 2000)
            cord("C2", cords.1, "B:1", ["Q:1"], 2000)
            link("L1", "A:1", "B:1", "400G-DR4")
        }
    }

    let plant: Plant
    private let draft: Draft

    init(_ make: (inout Draft) -> Void) throws {
        var draft = Draft()
        make(&draft)
        var builder = PlantBuilder()
        for record in draft.records { try builder.add(Record(record)) }
        plant = try builder.plant()
        self.draft = draft
    }

    func port(_ text: String) throws -> PortHandle {
        let address = draft.port(text)
        return PortHandle(try plant.unit(address.unit), address)
    }

    func light(_ link: String) throws -> LinkLight {
        LightSurvey(plant).light(of: try plant.link(labelled: link))
    }

    /// What a fibre class loses at most over a kilometre, in mdB.
    func attenuation(_ name: String, _ wavelength: Int) throws -> Int {
        try #require(LossModel.attenuation(name, Picometres(wavelength * 1000), plant.catalogue).max)
    }

    /// A link whose light goes where it should, with these lanes and pairs, each lane losing as much.
    func expect(
        _ link: String, lanes: Int, pairs: Int, loss: Int, _ place: SourceLocation = #_sourceLocation
    ) throws {
        let light = try light(link)
        #expect(light.polarity == .right, sourceLocation: place)
        #expect(light.arrives, sourceLocation: place)
        #expect(light.laneCount == lanes, sourceLocation: place)
        #expect(light.matedPairs == pairs, sourceLocation: place)
        #expect(Set(light.lanes.map(\.worst)) == [loss], sourceLocation: place)
        // The sum that is told item by item is the same, from both ends.
        let handle = try plant.link(labelled: link)
        let survey = LightSurvey(plant)
        for end in [End.a, .z] {
            for lane in 0..<lanes {
                #expect(survey.budget(of: handle, lane: lane, from: end)?.worst == loss, sourceLocation: place)
            }
        }
    }

    /// The codes of errors and warnings about cables and links; what is not known of lengths and limits is not of interest
    /// here.
    var codes: Set<String> {
        var options = ValidationOptions(today: Day(secondsSince1970: 0))
        options.ignore = ["LIM", "LEN", "BUD003", "FIL", "TRK", "RTE"]
        let found = Validator.validate(plant, options).findings
        return Set(found.filter { [.cord, .trunk, .link].contains($0.kind) }.map(\.code))
    }
}

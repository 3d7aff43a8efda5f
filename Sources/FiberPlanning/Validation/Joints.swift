import FiberModel

/// Where two array connectors meet: the plug of a cable, and what it meets.
struct Joint {
    var kind: JointKind
    var cable: Cable
    var port: PortHandle
    /// Both sides in words.
    var sides: String
}

/// What is the same of every joint of two types: whether they mate at all hangs on it alone.
struct JointKind: Hashable {
    /// One side of a joint.
    struct Side: Hashable {
        enum What: Hashable { case plug, cassette, optic }
        var what: What
        /// The catalogue row that says what it is.
        var row: String
        var connectorName: String
        var connector: Connector
        /// Whether it has guide pins; nil is not said.
        var isPinned: Bool?
        /// How to say that of it.
        var advice: String
    }

    var plug: Side
    var other: Side
    /// How the adapter between them turns the positions; nil where none is, or nothing is said.
    var adapter: CassetteType.Adapter?
}

/// Every joint of array connectors of a plant, each once, told apart by kind.
struct Joints: Sendable {
    private struct Place: Sendable {
        var kind: Int32
        var cable: Cable
        var port: PortHandle
    }
    private let plant: Plant
    let kinds: [JointKind]
    /// By kind: how many there are.
    let counts: [Int]
    private let places: [Place]

    /// O(plugs).
    init(_ survey: ValidationContext) {
        let plant = survey.plant
        self.plant = plant
        var sides = JointSides(plant)
        guard sides.hasArrays else {
            (kinds, counts, places) = ([], [], [])
            return
        }
        var places: [Place] = []
        places.reserveCapacity(plant.cords.count * 2)
        survey.forEachTrunkEnd { trunk, row, end, port in
            guard let kind = sides.kind(row.type, end, port) else { return }
            places.append(Place(kind: kind, cable: .trunk(trunk), port: port))
        }
        survey.forEachCordEnd { cord, end, port in
            guard let kind = sides.kind(plant.cords.type[cord.index], end, port) else { return }
            places.append(Place(kind: kind, cable: .cord(cord), port: port))
        }
        var counts = [Int](repeating: 0, count: sides.kinds.count)
        for place in places { counts[Int(place.kind)] += 1 }
        (kinds, self.counts, self.places) = (sides.kinds, counts, places)
    }

    /// Hands over every joint of the kinds that `isWanted`. Where there are none nothing is looked at.
    func forEach(where isWanted: (JointKind) -> Bool, _ body: (Joint) -> Void) {
        let wanted = kinds.map(isWanted)
        guard wanted.contains(true) else { return }
        for place in places where wanted[Int(place.kind)] {
            let kind = kinds[Int(place.kind)]
            let sides = "\(name(of: place.cable, kind.plug)) and \(nameOfOther(place, kind.other))"
            body(Joint(kind: kind, cable: place.cable, port: place.port, sides: sides))
        }
    }

    private func name(of cable: Cable, _ side: JointKind.Side) -> String {
        "\(cable.noun) \(plant.label(of: cable)) (\(side.row))"
    }

    /// `cassette DC1.A01-40 (MPO-12-LC-6)`, `400G-DR4 in DC1.A01-42:01 (optic)`.
    private func nameOfOther(_ place: Place, _ side: JointKind.Side) -> String {
        switch side.what {
        case .cassette: "cassette \(plant.address(of: place.port.unit)) (\(side.row))"
        case .optic: "\(side.row) in \(plant.address(of: place.port)) (optic)"
        case .plug:
            JointSides.rear(of: place.port, plant).flatMap { plant.cableInPort($0) }.map { name(of: $0, side) }
                ?? side.row
        }
    }
}

/// The sides that catalogue rows make, each looked up once, and the kinds that come of them.
private struct JointSides {
    /// Of a panel or cassette type: what its faces are.
    private struct Cassette {
        var isAdapter: Bool
        /// In front and behind; -1 is no array.
        var faces: (front: Int32, rear: Int32) = (-1, -1)
        var adapters: (front: CassetteType.Adapter?, rear: CassetteType.Adapter?) = (nil, nil)
        /// Of a panel: by port in front the connector behind it, and how it is turned to it.
        var rears: [Int32] = []
        var turned: [CassetteType.Adapter] = []
    }

    private let plant: Plant
    private var sides: [JointKind.Side] = []
    /// By cable type and end: its side; -1 is no array.
    private var plugs: [Int32] = []
    private var optics: [Catalogue.Key: Int32] = [:]
    private var cassettes: [Cassette?] = []
    private var known: [UInt64: Int32] = [:]
    private var last: (key: UInt64, kind: Int32) = (.max, -1)
    private(set) var kinds: [JointKind] = []

    init(_ plant: Plant) {
        self.plant = plant
        for key in Set(plant.cords.type).union(plant.trunks.map(\.type)).sorted() {
            guard let type = plant.catalogue.cable(key) else { continue }
            let row = plant.catalogue.name(key)
            let kind = plant.catalogue.key(.cordType, row) == key ? "cord-type" : "trunk-type"
            for end in [End.a, .z] {
                let side = side(.plug, row, type.connector(at: end), type.isPinned(at: end), "\(kind)/\(row)")
                guard side >= 0 else { continue }
                while plugs.count < 2 * (Int(key) + 1) { plugs.append(-1) }
                plugs[2 * Int(key) + (end == .a ? 0 : 1)] = side
            }
        }
    }

    var hasArrays: Bool { !sides.isEmpty }

    /// The place of a new side; -1 where its connector is none of an array: one that says it has no pins.
    private mutating func side(
        _ what: JointKind.Side.What, _ row: String, _ connectorName: String, _ isPinned: Bool?, _ advice: String
    ) -> Int32 {
        guard let connector = plant.catalogue.connector(named: connectorName), connector.pins == true else { return -1 }
        sides.append(
            .init(
                what: what, row: row, connectorName: connectorName, connector: connector, isPinned: isPinned,
                advice: advice))
        return Int32(sides.count - 1)
    }

    private func plug(_ type: Catalogue.Key, _ end: End) -> Int32 {
        let place = 2 * Int(type) + (end == .a ? 0 : 1)
        return place < plugs.count ? plugs[place] : -1
    }

    /// The kind of the joint at a plug; nil where no arrays meet there.
    mutating func kind(_ type: Catalogue.Key, _ end: End, _ port: PortHandle) -> Int32? {
        let own = plug(type, end)
        guard own >= 0, plant.has(port) else { return nil }
        guard let key = plant.units[port.unit.index].cassetteType else {
            let other = optic(at: port)
            return other < 0 ? nil : kind(own, other, nil)
        }
        guard let cassette = cassette(key) else { return nil }
        guard cassette.isAdapter else {
            let other = port.isRear ? cassette.faces.rear : cassette.faces.front
            return other < 0 ? nil : kind(own, other, port.isRear ? cassette.adapters.rear : cassette.adapters.front)
        }
        // The plug in front tells of the joint; one behind alone meets nothing yet.
        guard !port.isRear, port.number <= cassette.rears.count, cassette.rears[port.number - 1] > 0 else { return nil }
        let behind = PortHandle(port.unit, rear: cassette.rears[port.number - 1])
        guard let cable = plant.cableInPort(behind), let far = plant.end(of: cable, at: behind) else { return nil }
        let other = plug(plant.type(of: cable), far)
        return other < 0 ? nil : kind(own, other, cassette.turned[port.number - 1])
    }

    private mutating func kind(_ own: Int32, _ other: Int32, _ adapter: CassetteType.Adapter?) -> Int32 {
        let turn: UInt64 = adapter.map { $0 == .typeA ? 1 : 2 } ?? 0
        let key = UInt64(own) << 34 | UInt64(other) << 2 | turn
        if last.key == key { return last.kind }
        if let known = known[key] {
            last = (key, known)
            return known
        }
        kinds.append(JointKind(plug: sides[Int(own)], other: sides[Int(other)], adapter: adapter))
        known[key] = Int32(kinds.count - 1)
        return Int32(kinds.count - 1)
    }

    private mutating func optic(at port: PortHandle) -> Int32 {
        let wanted = plant.link(at: port.whole).map { plant.links.optic[$0.index] }
        guard let key = plant.opticKey(at: port.whole) ?? wanted else { return -1 }
        if let known = optics[key] { return known }
        let row = plant.catalogue.name(key)
        let made = plant.catalogue.optic(key).map { side(.optic, row, $0.connector, $0.pinned, "optic/\(row)") } ?? -1
        optics[key] = made
        return made
    }

    private mutating func cassette(_ key: Catalogue.Key) -> Cassette? {
        while cassettes.count <= Int(key) { cassettes.append(nil) }
        if let known = cassettes[Int(key)] { return known }
        guard let type = plant.catalogue.cassetteType(key), let shape = CassetteShape(type, in: plant.catalogue) else {
            return nil
        }
        var made = Cassette(isAdapter: shape.isAdapter)
        if shape.isAdapter {
            for port in 1...max(1, shape.frontCount) {
                made.rears.append(Self.rear(port, shape).map { Int32($0) } ?? 0)
                // As it is stated, else as the map of the panel turns its ports.
                let turns = shape.rear(port: port, position: 1)?.position != 1
                made.turned.append(type.rear.adapter ?? type.front.adapter ?? (turns ? .typeB : .typeA))
            }
        } else {
            let row = plant.catalogue.name(key)
            func face(_ face: CassetteType.Face) -> Int32 {
                side(.cassette, row, face.connector, face.pinned, "cassette-type/\(row)")
            }
            made.faces = (face(type.front), face(type.rear))
            made.adapters = (type.front.adapter, type.rear.adapter)
        }
        cassettes[Int(key)] = made
        return made
    }

    /// The connector behind a port in front of a panel.
    private static func rear(_ port: Int, _ shape: CassetteShape) -> Int? {
        (1...max(1, shape.frontPositions)).lazy.compactMap { shape.rear(port: port, position: $0)?.connector }.first
    }

    static func rear(of port: PortHandle, _ plant: Plant) -> PortHandle? {
        plant.cassette(port.unit).flatMap { rear(port.number, $0) }.map { PortHandle(port.unit, rear: Int32($0)) }
    }
}

extension Plant {
    /// The cable and link in each port, by a running number over the ports of all units; -1 is none. A cable is its place
    /// doubled, and one more for a trunk.
    struct PortUse: Sendable {
        var frontBase: [Int32] = [0]
        var rearBase: [Int32] = [0]
        var front: [Int32] = []
        var rear: [Int32] = []
        var link: [Int32] = []
        /// Cables in the further connectors of ports that have several.
        var connectors: [PortHandle: Int32] = [:]
        /// Links beyond the first of a port that is broken out.
        var legs: [PortHandle: [LinkHandle]] = [:]
    }

    /// Builds what is derived from the columns. O(ports + cords + links + trunks).
    package mutating func index() {
        portUse = PortUse()
        for unit in units {
            portUse.frontBase.append(portUse.frontBase.last! + Int32(unit.ports))
            portUse.rearBase.append(portUse.rearBase.last! + Int32(unit.rears))
        }
        portUse.front = Array(repeating: -1, count: Int(portUse.frontBase.last!))
        portUse.link = portUse.front
        portUse.rear = Array(repeating: -1, count: Int(portUse.rearBase.last!))
        for cord in 0..<cords.count where cords.status[cord] != .retired {
            plug(Int32(cord) << 1, into: cords.a[cord])
            if let far = cords.far(CordHandle(index: cord)) { plug(Int32(cord) << 1, into: far) }
        }
        for (trunk, row) in trunks.enumerated() where row.status != .retired && !row.isCord {
            plug(Int32(trunk) << 1 | 1, into: row.a)
            plug(Int32(trunk) << 1 | 1, into: row.z)
        }
        for (cable, plugs) in furtherPlugs where !isRetired(cable) {
            for port in plugs.a + plugs.z { if let port { plug(Self.code(cable), into: port) } }
        }
        for link in 0..<links.count {
            note(LinkHandle(index: link), in: links.a[link])
            note(LinkHandle(index: link), in: links.z[link])
        }
        indexSplices()
        indexRoutedCords()
        rackEntries = [:]
        for (index, row) in nodes.enumerated() {
            if let rack = row.rack { rackEntries[rack, default: []].append(NodeHandle(index: index)) }
        }
        for rack in rackEntries.keys {
            rackEntries[rack]?.sort { naturallyPrecedes(nodes[$0.index].label, nodes[$1.index].label) }
        }
        indexTypes()
        indexLegs()
    }

    private static func code(_ cable: Cable) -> Int32 {
        switch cable {
        case .cord(let cord): cord.rawValue << 1
        case .trunk(let trunk): trunk.rawValue << 1 | 1
        }
    }

    /// Whether a cable is there no more.
    public func isRetired(_ cable: Cable) -> Bool {
        switch cable {
        case .cord(let cord): cords.status[cord.index] == .retired
        case .trunk(let trunk): trunks[trunk.index].status == .retired
        }
    }

    private mutating func plug(_ cable: Int32, into port: PortHandle) {
        if port.isRear {
            if let at = rearSlot(port) { portUse.rear[at] = cable }
        } else if port.connector > 1 {
            portUse.connectors[port] = cable
        } else if let at = slot(port) {
            portUse.front[at] = cable
        }
    }

    private mutating func note(_ link: LinkHandle, in port: PortHandle) {
        guard let at = slot(port) else { return }
        if portUse.link[at] >= 0, portUse.link[at] != link.rawValue {
            portUse.legs[port, default: []].append(link)
        } else {
            portUse.link[at] = link.rawValue
        }
    }

    private mutating func indexRoutedCords() {
        routedCords = [:]
        let rows = trunks.indices.filter { trunks[$0].isCord }
        guard !rows.isEmpty, cords.count > 0 else { return }
        let byLabel = Dictionary(
            rows.map { (trunks[$0].label, TrunkHandle(index: $0)) }, uniquingKeysWith: { a, _ in a })
        for cord in 0..<cords.count {
            if let row = byLabel[cords.labels[cord]] { routedCords[CordHandle(index: cord)] = row }
        }
    }

    private mutating func indexSplices() {
        spliced = [:]
        for row in splices {
            for offset in 0..<row.count {
                let (a, z) = (
                    TrunkStrand(row.a.trunk, row.a.number + offset), TrunkStrand(row.z.trunk, row.z.number + offset)
                )
                spliced[a, default: []].append((z, row.loss))
                spliced[z, default: []].append((a, row.loss))
            }
        }
    }

    private mutating func indexTypes() {
        func keep<T>(_ value: T, at key: Catalogue.Key, in table: inout [T?]) {
            while table.count <= Int(key) { table.append(nil) }
            table[Int(key)] = value
        }
        for key in Set(cords.type).union(trunks.map(\.type)) {
            guard let type = catalogue.cable(key) else { continue }
            keep(CableShape(type, in: catalogue) ?? CableShape(type.strandMap), at: key, in: &cableShapes)
            if type.medium != .fibre { directTypes.insert(key) }
        }
        for key in Set(units.compactMap(\.cassetteType)) {
            guard let type = catalogue.cassetteType(key), let shape = CassetteShape(type, in: catalogue) else {
                continue
            }
            keep(shape, at: key, in: &shapes)
        }
    }

    private func slot(_ port: PortHandle) -> Int? {
        let unit = port.unit.index
        guard port.port >= 1, port.port <= units[unit].ports else { return nil }
        return Int(portUse.frontBase[unit]) + Int(port.port) - 1
    }

    private func rearSlot(_ rear: PortHandle) -> Int? {
        let unit = rear.unit.index
        guard rear.port < 0, rear.port >= -units[unit].rears else { return nil }
        return Int(portUse.rearBase[unit]) + Int(-rear.port) - 1
    }

    /// The cable in a port. O(1).
    public func cableInPort(_ port: PortHandle) -> Cable? {
        let code: Int32
        if port.isRear {
            guard let slot = rearSlot(port) else { return nil }
            code = portUse.rear[slot]
        } else if port.connector > 1 {
            code = portUse.connectors[port] ?? -1
        } else {
            guard let slot = slot(port) else { return nil }
            code = portUse.front[slot]
        }
        return code < 0 ? nil : Self.cable(code)
    }

    /// The cable that a slot's number stands for.
    private static func cable(_ code: Int32) -> Cable {
        code & 1 == 0 ? .cord(CordHandle(code >> 1)) : .trunk(TrunkHandle(code >> 1))
    }

    /// The link that a device port belongs to; of a port that is broken out the first. O(1).
    public func link(at port: PortHandle) -> LinkHandle? {
        guard let slot = slot(port), portUse.link[slot] >= 0 else { return nil }
        return LinkHandle(portUse.link[slot])
    }

    /// The links of a device port: of one that is broken out several. O(1).
    public func links(at port: PortHandle) -> [LinkHandle] {
        guard let first = link(at: port) else { return [] }
        return [first] + (portUse.legs.isEmpty ? [] : portUse.legs[port] ?? [])
    }

    /// The optic that is fitted in a device port, where the plant says so.
    public func opticKey(at port: PortHandle) -> Catalogue.Key? {
        (devicePorts.isEmpty ? nil : devicePorts[port]?.optic) ?? units[port.unit.index].optic
    }

    /// The cords that lie on pathways, with their rows among the cables there.
    package var pathwayRows: [CordHandle: TrunkHandle] { routedCords }

    /// The row of a cord among the cables that lie on pathways; nil for one that does not.
    public func pathwayRow(of cord: CordHandle) -> TrunkHandle? { routedCords.isEmpty ? nil : routedCords[cord] }

    /// The optic at an end of a link: the lanes of its leg where the port is broken out; the one that is fitted there, else
    /// the one that the link is meant for. O(1).
    public func opticKey(of link: LinkHandle, _ end: End) -> Catalogue.Key {
        // What is fixed to the cable is no optic of the port.
        if hasDirectCables, isDirect(link) { return links.optic[link.index] }
        if !links.legOptics.isEmpty {
            let leg = links.legOptics[link, end]
            if leg > 0 { return leg - 1 }
        }
        return opticKey(at: end == .a ? links.a[link.index] : links.z[link.index]) ?? links.optic[link.index]
    }

    /// Whether a port holds a cable of copper, or one that its transceivers are fixed to. O(1).
    public func isDirect(_ port: PortHandle) -> Bool {
        guard hasDirectCables, let cable = cableInPort(port) else { return false }
        return directTypes.contains(type(of: cable))
    }

    /// Whether a link runs over such a cable at one of its ends: it is proved by the cable alone. O(1).
    public func isDirect(_ link: LinkHandle) -> Bool {
        isDirect(links.a[link.index]) || isDirect(links.z[link.index])
    }

    /// Whether any cable of the plant is such a one.
    public var hasDirectCables: Bool { !directTypes.isEmpty }

    /// The connector in a device port: what is in a cage brings its own. Nil where nothing is said.
    public func connectorKey(at port: PortHandle) -> Catalogue.Key? {
        let own = devicePorts.isEmpty ? nil : devicePorts[port.whole]?.connector
        if own == nil, units[port.unit.index].deviceType != nil, let optic = opticKey(at: port.whole),
            let name = catalogue.connectorName(ofOptic: optic), let key = catalogue.key(.connector, name)
        {
            return key
        }
        return own ?? units[port.unit.index].connector
    }

    /// Where a unit is, in the terms of people. O(1).
    public func address(of unit: UnitHandle) -> UnitAddress {
        let row = units[unit.index]
        return UnitAddress(rack: racks[row.rack.index].address, u: row.printedU, slot: row.slot)
    }
    /// Where a port is, in the terms of people. O(1).
    public func address(of port: PortHandle) -> PortAddress { port.address(in: address(of: port.unit)) }
    /// Where an end of a link is, with the leg of a port that is broken out. O(1).
    public func address(of link: LinkHandle, _ end: End) -> PortAddress {
        var address = address(of: end == .a ? links.a[link.index] : links.z[link.index])
        address.part = links.leg(link, end)
        return address
    }
    /// The ports of the plugs at an end of a trunk, first plug first; nil is a plug that hangs loose. O(plugs).
    public func ports(of trunk: TrunkHandle, _ end: End) -> [PortHandle?] {
        let row = trunks[trunk.index]
        let further = furtherPlugs.isEmpty ? nil : furtherPlugs[.trunk(trunk)]
        return end == .a ? [row.a] + (further?.a ?? []) : [row.z] + (further?.z ?? [])
    }
    /// The ports of the plugs at an end of a cord, first plug first; nil is a plug that hangs loose. O(plugs).
    public func ports(of cord: CordHandle, _ end: End) -> [PortHandle?] {
        let further = furtherPlugs.isEmpty ? nil : furtherPlugs[.cord(cord)]
        return end == .a ? [cords.a[cord.index]] + (further?.a ?? []) : [cords.far(cord)] + (further?.z ?? [])
    }
    /// The ports of all plugs of a trunk that are plugged in.
    public func ports(of trunk: TrunkHandle) -> [PortHandle] {
        (ports(of: trunk, .a) + ports(of: trunk, .z)).compactMap { $0 }
    }
    /// The segments of a trunk, from its A end to its Z end. O(1).
    public func route(of trunk: TrunkHandle) -> ArraySlice<SegmentHandle> {
        routeSegments[trunks[trunk.index].route]
    }
    /// The nodes by which a rack is entered, in the order of their labels. O(1).
    public func entries(of rack: RackHandle) -> [NodeHandle] { rackEntries[rack] ?? [] }
    /// Whether a unit is a device, not a cassette. O(1).
    public func isDevice(_ unit: UnitHandle) -> Bool { units[unit.index].cassetteType == nil }
}

extension Plant: Topology, PlaceNames {
    /// What people call a front port. O(1).
    public func name(of port: PortHandle) -> String {
        portName(units[port.unit.index].label, printed(at: port))
    }

    /// What is printed beside a front port: as it is said of it, else as its device's type has it. O(1).
    public func printed(at port: PortHandle) -> String {
        let own = devicePorts.isEmpty ? nil : devicePorts[port.whole]?.label
        if let own, !own.isEmpty { return own }
        guard !port.isRear, let type = units[port.unit.index].deviceType else { return "" }
        return catalogue.deviceType(type)?.name(ofPort: port.number) ?? ""
    }

    /// The port of a device beside which this is printed, or of this number. O(ports).
    public func port(named name: String, on unit: UnitHandle) -> PortHandle? {
        let ports = units[unit.index].ports
        let own = (0..<max(0, ports)).lazy.map { PortHandle(unit, Int32($0 + 1)) }.first {
            self.printed(at: $0) == name
        }
        if let own { return own }
        guard let number = Int(name), (1...max(1, ports)).contains(number), ports > 0 else { return nil }
        return PortHandle(unit, Int32(number))
    }

    /// The cage of a device port; nil where nothing is said.
    public func cage(at port: PortHandle) -> String? {
        if let own = devicePorts.isEmpty ? nil : devicePorts[port.whole]?.cage { return own }
        return units[port.unit.index].deviceType.flatMap { catalogue.deviceType($0)?.cage(ofPort: port.number) }
    }

    /// How many connectors a port has: as many as what is fitted there, or what its link wants; one on a panel.
    public func connectors(at port: PortHandle) -> Int {
        guard isDevice(port.unit), !port.isRear else { return 1 }
        let key = opticKey(at: port.whole) ?? link(at: port.whole).map { links.optic[$0.index] }
        // Of an empty cage nothing is known.
        return key.flatMap { catalogue.connectorCount(ofOptic: $0) } ?? PortHandle.mostParts
    }

    /// Whether a unit has this port, in front or behind; whichever connector of it. O(1).
    public func has(_ port: PortHandle) -> Bool {
        let unit = units[port.unit.index]
        return port.number >= 1 && port.number <= (port.isRear ? unit.rears : unit.ports)
    }

    /// Whether a unit has this front port. O(1).
    public func hasFront(_ port: PortHandle) -> Bool {
        port.port >= 1 && Int(port.port) <= units[port.unit.index].ports
    }

    /// The cable in a port, seen from there. O(1).
    public func cable(at port: PortHandle) -> CableJoint? {
        guard let cable = cableInPort(port) else { return nil }
        let further = furtherPlugs.isEmpty ? nil : furtherPlugs[cable]
        switch cable {
        case .cord(let cord):
            return CableJoint(
                cable, shape: shape(cords.type[cord.index]), a: cords.a[cord.index], z: cords.far(cord),
                further: further ?? FurtherPlugs(), at: port)
        case .trunk(let trunk):
            let row = trunks[trunk.index]
            return CableJoint(
                cable, shape: shape(row.type), a: row.a, z: row.z, further: further ?? FurtherPlugs(), at: port)
        }
    }

    /// The end of a cable that is in a port. O(plugs).
    public func end(of cable: Cable, at port: PortHandle) -> End? {
        switch cable {
        case .cord(let cord):
            if cords.a[cord.index] == port { return .a }
            if cords.far(cord) == port { return .z }
        case .trunk(let trunk):
            if trunks[trunk.index].a == port { return .a }
            if trunks[trunk.index].z == port { return .z }
        }
        guard !furtherPlugs.isEmpty, let further = furtherPlugs[cable] else { return nil }
        return further.a.contains(port) ? .a : further.z.contains(port) ? .z : nil
    }

    /// A trunk, seen from the first plug at its A end. O(1).
    public func trunk(_ trunk: TrunkHandle) -> CableJoint {
        let row = trunks[trunk.index]
        return CableJoint(
            .trunk(trunk), from: .a, shape: shape(row.type), near: row.a, far: row.z,
            further: (furtherPlugs.isEmpty ? nil : furtherPlugs[.trunk(trunk)])?.z ?? [])
    }

    /// The strands that a strand is spliced to. O(1).
    public func splices(of strand: TrunkStrand) -> [TrunkStrand] { spliced[strand]?.map(\.to) ?? [] }

    /// What is said of the splice between two strands: its loss where that was measured.
    public func spliceLoss(_ a: TrunkStrand, _ z: TrunkStrand) -> MilliDecibels? {
        spliced[a]?.first { $0.to == z }?.loss
    }

    /// How the fibres of a cable type run; a type that is not in the catalogue lets one fibre through, straight.
    public func shape(_ type: Catalogue.Key) -> CableShape {
        (Int(type) < cableShapes.count ? cableShapes[Int(type)] : nil) ?? Self.noShape
    }
    /// The type of a cable. O(1).
    public func type(of cable: Cable) -> Catalogue.Key {
        switch cable {
        case .cord(let cord): cords.type[cord.index]
        case .trunk(let trunk): trunks[trunk.index].type
        }
    }
    private static let noShape = CableShape(.straight(1))

    /// How a cassette joins front and rear; nil for a device. O(1).
    public func cassette(_ unit: UnitHandle) -> CassetteShape? {
        units[unit.index].cassetteType.flatMap { Int($0) < shapes.count ? shapes[Int($0)] : nil }
    }

    /// Whether a unit is a panel of adapters, in which two plugs meet. O(1).
    public func isAdapter(_ unit: UnitHandle) -> Bool {
        units[unit.index].cassetteType.map { Int($0) < shapes.count && shapes[Int($0)]?.isAdapter == true } ?? false
    }

    /// Every fibre position of the cables in a device port, as ``FibrePosition``. O(connectors × positions).
    public func positions(at port: PortHandle) -> [Int] {
        var positions: [Int] = []
        for connector in 1...PortHandle.mostParts {
            guard let joint = cable(at: PortHandle(port.unit, port.port, connector: connector)) else {
                if connector > 2 { break }
                continue
            }
            positions += (1...joint.shape.positions(at: joint.from)).map {
                FibrePosition.code(connector: connector, position: $0)
            }
        }
        return positions
    }

    /// The bays of a chassis; nil for every other unit.
    public func bays(of unit: UnitRow) -> CassetteType.Bays? {
        unit.cassetteType.flatMap { catalogue.cassetteType($0)?.bays }
    }

    /// Whether a unit is a splitter or a mux. O(1).
    public func isBranched(_ unit: UnitHandle) -> Bool {
        units[unit.index].cassetteType.map { Int($0) < shapes.count && shapes[Int($0)]?.branches.isEmpty == false }
            ?? false
    }

    /// The further connectors of ports that hold a cable, and its type.
    package var furtherConnectorsInUse: some Sequence<(port: PortHandle, type: Catalogue.Key)> {
        portUse.connectors.lazy.map { (port: $0, type: self.type(of: Self.cable($1))) }
    }

    /// Whether the plant has a mux, so that light of different wavelengths parts.
    public var hasMux: Bool { shapes.contains { $0?.inside == .mux } }

    /// The label of an object. O(1).
    public func label(of trunk: TrunkHandle) -> String { trunks[trunk.index].label }
    /// The label of an object. O(1).
    public func label(of cord: CordHandle) -> String { cords.labels[cord.index] }
    /// The label of an object. O(1).
    public func label(of link: LinkHandle) -> String { links.labels[link.index] }
}

extension Plant.UnitRow {
    /// Where a chassis and the modules in its bays are.
    public struct Spot: Hashable, Sendable {
        private let rack: RackHandle
        private let u: Int
        private let isRear: Bool

        fileprivate init(_ row: Plant.UnitRow) {
            (rack, u, isRear) = (row.rack, row.u, row.isAtRear)
        }
    }
    /// Its rack unit at its face.
    public var spot: Spot { Spot(self) }

    /// The half of a rack unit that its top is at, counted from 1 at the bottom of the rack.
    public var topHalf: Int { 2 * u - (slot >= UnitAddress.lowerHalf ? 1 : 0) }
    /// The lowest half of a rack unit that it takes.
    public var lowestHalf: Int { topHalf - height.halves + 1 }
    /// Its middle in quarters of a rack unit above the bottom of the rack.
    public var middleQuarters: Int { 2 * topHalf - height.halves }
    /// The number of its slot across the width; 0 is the only one.
    public var slotNumber: Int { slot == UnitAddress.besideRails ? 0 : slot % 100 }
    /// Whether it is beside the rails.
    public var isBesideRails: Bool { slot == UnitAddress.besideRails }
    /// Whether it is at the rear face.
    public var isAtRear: Bool { slot != UnitAddress.besideRails && slot / 100 % 3 == 1 }
}

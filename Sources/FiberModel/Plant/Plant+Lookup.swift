extension Plant {
    /// The cord, link or trunk in each port, by a running number over the ports of all units; -1 is none.
    struct PortUse: Sendable {
        var portBase: [Int32] = [0]
        var rearBase: [Int32] = [0]
        var cord: [Int32] = []
        var link: [Int32] = []
        var trunk: [Int32] = []
    }

    /// Builds what is derived from the columns. O(ports + cords + links + trunks).
    package mutating func index() {
        portUse = PortUse()
        for unit in units {
            portUse.portBase.append(portUse.portBase.last! + Int32(unit.ports))
            portUse.rearBase.append(portUse.rearBase.last! + Int32(unit.rears))
        }
        portUse.cord = Array(repeating: -1, count: Int(portUse.portBase.last!))
        portUse.link = portUse.cord
        portUse.trunk = Array(repeating: -1, count: Int(portUse.rearBase.last!))
        for cord in 0..<cords.count where cords.status[cord] != .retired {
            if let at = slot(cords.a[cord]) { portUse.cord[at] = Int32(cord) }
            if let far = cords.far(CordHandle(index: cord)), let at = slot(far) { portUse.cord[at] = Int32(cord) }
        }
        for link in 0..<links.count {
            if let at = slot(links.a[link]) { portUse.link[at] = Int32(link) }
            if let at = slot(links.z[link]) { portUse.link[at] = Int32(link) }
        }
        for (trunk, row) in trunks.enumerated() where row.status != .retired {
            if let at = rearSlot(row.a) { portUse.trunk[at] = Int32(trunk) }
            if let at = rearSlot(row.z) { portUse.trunk[at] = Int32(trunk) }
        }
        rackEntries = [:]
        for (index, row) in nodes.enumerated() {
            if let rack = row.rack { rackEntries[rack, default: []].append(NodeHandle(index: index)) }
        }
        for rack in rackEntries.keys {
            rackEntries[rack]?.sort { naturallyPrecedes(nodes[$0.index].label, nodes[$1.index].label) }
        }
        indexTypes()
    }

    private mutating func indexTypes() {
        func keep<T>(_ value: T, at key: Catalogue.Key, in table: inout [T?]) {
            while table.count <= Int(key) { table.append(nil) }
            table[Int(key)] = value
        }
        for key in Set(cords.type) {
            if let type = catalogue.cordType(key) { keep(type.strandMap, at: key, in: &maps) }
        }
        for key in Set(trunks.map(\.type)) {
            if let type = catalogue.trunkType(key) { keep(type.strandMap, at: key, in: &maps) }
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
        return Int(portUse.portBase[unit]) + Int(port.port) - 1
    }

    private func rearSlot(_ rear: PortHandle) -> Int? {
        let unit = rear.unit.index
        guard rear.port >= 1, rear.port <= units[unit].rears else { return nil }
        return Int(portUse.rearBase[unit]) + Int(rear.port) - 1
    }

    /// The cord in a front port. O(1).
    public func cordHandle(at port: PortHandle) -> CordHandle? {
        guard let slot = slot(port), portUse.cord[slot] >= 0 else { return nil }
        return CordHandle(portUse.cord[slot])
    }

    /// The link that a device port belongs to. O(1).
    public func link(at port: PortHandle) -> LinkHandle? {
        guard let slot = slot(port), portUse.link[slot] >= 0 else { return nil }
        return LinkHandle(portUse.link[slot])
    }

    /// The optic that is fitted in a device port, where the plant says so.
    public func opticKey(at port: PortHandle) -> Catalogue.Key? {
        (devicePorts.isEmpty ? nil : devicePorts[port]?.optic) ?? units[port.unit.index].optic
    }

    /// Where a unit or a front port is, in the terms of people. O(1).
    public func address(of unit: UnitHandle) -> UnitAddress {
        let row = units[unit.index]
        return UnitAddress(rack: racks[row.rack.index].address, u: row.u, slot: row.slot)
    }
    /// Where a unit or a front port is, in the terms of people. O(1).
    public func address(of port: PortHandle) -> PortAddress {
        PortAddress(unit: address(of: port.unit), port: Int(port.port))
    }
    /// Where a rear connector is, in the terms of people. O(1).
    public func rearAddress(of port: PortHandle) -> PortAddress {
        PortAddress(unit: address(of: port.unit), side: .rear, port: Int(port.port))
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
        portName(units[port.unit.index].label, devicePorts.isEmpty ? "" : devicePorts[port]?.label ?? "")
    }

    /// Whether a unit has this front port. O(1).
    public func hasFront(_ port: PortHandle) -> Bool {
        port.port >= 1 && Int(port.port) <= units[port.unit.index].ports
    }

    /// The cord in a front port, seen from there. O(1).
    public func cord(at port: PortHandle) -> CordJoint? {
        guard let cord = cordHandle(at: port) else { return nil }
        let a = cords.a[cord.index]
        let map = map(cords.type[cord.index])
        if a == port { return CordJoint(cord: cord, from: .a, map: map, far: cords.far(cord)) }
        return CordJoint(cord: cord, from: .z, map: map, far: a)
    }

    /// The trunk in a rear connector, or of a handle, with how its strands run. O(1).
    public func trunk(at rear: PortHandle) -> TrunkJoint? {
        guard let slot = rearSlot(rear), portUse.trunk[slot] >= 0 else { return nil }
        var joint = trunk(TrunkHandle(portUse.trunk[slot]))
        if joint.near != rear {
            joint.from = .z
            swap(&joint.near, &joint.far)
        }
        return joint
    }

    /// The trunk in a rear connector, or of a handle, with how its strands run. O(1).
    public func trunk(_ trunk: TrunkHandle) -> TrunkJoint {
        let row = trunks[trunk.index]
        let map = map(row.type)
        return TrunkJoint(trunk: trunk, from: .a, map: map, near: row.a, far: row.z)
    }

    /// The map of a cord or trunk type; a type that is not in the catalogue lets one fibre through, straight.
    private func map(_ type: Catalogue.Key) -> StrandMap {
        (Int(type) < maps.count ? maps[Int(type)] : nil) ?? .straight(1)
    }

    /// How a cassette joins front and rear; nil for a device. O(1).
    public func cassette(_ unit: UnitHandle) -> CassetteShape? {
        units[unit.index].cassetteType.flatMap { Int($0) < shapes.count ? shapes[Int($0)] : nil }
    }

    /// Whether a unit is a panel of adapters, in which two plugs meet. O(1).
    public func isAdapter(_ unit: UnitHandle) -> Bool {
        units[unit.index].cassetteType.map { Int($0) < shapes.count && shapes[Int($0)]?.isAdapter == true } ?? false
    }

    /// The label of an object. O(1).
    public func label(of trunk: TrunkHandle) -> String { trunks[trunk.index].label }
    /// The label of an object. O(1).
    public func label(of cord: CordHandle) -> String { cords.labels[cord.index] }
    /// The label of an object. O(1).
    public func label(of link: LinkHandle) -> String { links.labels[link.index] }
}

/// What is plugged into what, one question at a time.
///
/// A snapshot answers from memory, the store by key; whoever follows strands needs no more than this, so
/// tracing one port of a large plant reads a handful of rows and tracing all of them touches no file.
public protocol Topology {
    /// `Never` for a snapshot.
    associatedtype Failure: Error

    /// Whether a unit has this front port: a cord or a link may name one that it does not have.
    func hasFront(_ port: PortHandle) throws(Failure) -> Bool
    /// The cable that is plugged into a port, in front or behind, seen from there.
    func cable(at port: PortHandle) throws(Failure) -> CableJoint?
    /// How a cassette joins its front to its rear; nil for a device.
    func cassette(_ unit: UnitHandle) throws(Failure) -> CassetteShape?
    /// A trunk, seen from the first plug at its A end.
    func trunk(_ trunk: TrunkHandle) throws(Failure) -> CableJoint
    /// The strands that a strand is spliced to, one in the closure at each of its ends.
    func splices(of strand: TrunkStrand) throws(Failure) -> [TrunkStrand]
}

/// A strand of a trunk.
public struct TrunkStrand: Hashable, Sendable {
    /// The trunk.
    public var trunk: TrunkHandle
    /// Counted from 1.
    public var number: Int

    /// A strand of a trunk, counted from 1.
    public init(_ trunk: TrunkHandle, _ number: Int) {
        self.trunk = trunk
        self.number = number
    }
}

extension Topology {
    /// Where a plug of a trunk is, counted from 1; nil where it hangs loose.
    public func port(of trunk: TrunkHandle, _ end: End, plug: Int) throws(Failure) -> PortHandle? {
        let joint = try self.trunk(trunk)
        if end == .z { return joint.far(plug: plug) }
        if plug == 1 { return joint.near }
        // The plugs at A are seen from Z.
        guard let z = joint.farPorts.first else { return nil }
        return try cable(at: z)?.far(plug: plug)
    }
}

/// The ports of the plugs of a cable beyond the first of each end; nil is a leg that hangs loose.
public struct FurtherPlugs: Hashable, Sendable {
    /// Of the second plug at A, the third …
    public var a: [PortHandle?] = []
    /// Of the second plug at Z, the third …
    public var z: [PortHandle?] = []
    /// None.
    public init() {}
    /// Whether the cable has no more than one plug at each end.
    public var isEmpty: Bool { a.isEmpty && z.isEmpty }
}

/// A cable as seen from one of its plugs.
public struct CableJoint: Sendable {
    /// The cable.
    public var cable: Cable
    /// The end that it is seen from.
    public var from: End
    /// The number of the plug there, counted from 1.
    public var plug: Int
    /// How its fibres run.
    public var shape: CableShape
    /// The port of the plug.
    public var near: PortHandle
    /// Where the first plug of the other end is, or nil where it hangs loose.
    public var far: PortHandle?
    /// Where the further plugs of the other end are.
    public var further: [PortHandle?]

    /// A cable as seen from one of its plugs.
    public init(
        _ cable: Cable, from: End, plug: Int = 1, shape: CableShape, near: PortHandle, far: PortHandle?,
        further: [PortHandle?] = []
    ) {
        self.cable = cable
        self.from = from
        self.plug = plug
        self.shape = shape
        self.near = near
        self.far = far
        self.further = further
    }

    /// A cable whose plugs are known, seen from the one that is in `port`; nil where none is.
    public init?(
        _ cable: Cable, shape: CableShape, a: PortHandle, z: PortHandle?, further: FurtherPlugs, at port: PortHandle
    ) {
        if a == port {
            self.init(cable, from: .a, shape: shape, near: port, far: z, further: further.z)
        } else if z == port {
            self.init(cable, from: .z, shape: shape, near: port, far: a, further: further.a)
        } else if let place = further.a.firstIndex(of: port) {
            self.init(cable, from: .a, plug: place + 2, shape: shape, near: port, far: z, further: further.z)
        } else if let place = further.z.firstIndex(of: port) {
            self.init(cable, from: .z, plug: place + 2, shape: shape, near: port, far: a, further: further.a)
        } else {
            return nil
        }
    }

    /// Where a plug of the other end is, counted from 1; nil where it hangs loose or the cable has no such plug.
    public func far(plug: Int) -> PortHandle? {
        if plug == 1 { return far }
        return further.indices.contains(plug - 2) ? further[plug - 2] : nil
    }

    /// How many fibres end in the plug.
    public var strandsInPlug: Int {
        (1...shape.positions(at: from)).count { shape.strand(at: from, plug: plug, position: $0) != nil }
    }
    /// The ports to which the fibres of this plug lead.
    public var portsOfPlug: [PortHandle] {
        let plugs = (1...shape.positions(at: from)).compactMap {
            shape.cross(from: from, plug: plug, position: $0)?.plug
        }
        return Set(plugs).sorted().compactMap { far(plug: $0) }
    }
    /// The ports of the other end that are known, each once.
    public var farPorts: [PortHandle] { ([far] + further).compactMap { $0 } }
    /// The trunk, where it is one.
    public var trunk: TrunkHandle? { if case .trunk(let trunk) = cable { trunk } else { nil } }
    /// The cord, where it is one.
    public var cord: CordHandle? { if case .cord(let cord) = cable { cord } else { nil } }
}

/// How a cassette joins fibre positions in front to those behind.
///
/// A class, since every hop of a walk hands one on and a struct would count up each of its arrays.
public final class CassetteShape: Sendable {
    /// From front positions, port after port, to rear positions, connector after connector.
    public let map: StrandMap
    /// Ports in front.
    public let frontCount: Int
    /// Fibre positions of each port in front.
    public let frontPositions: Int
    /// Connectors behind.
    public let rearCount: Int
    /// Fibre positions of each connector behind.
    public let rearPositions: Int
    /// What joins its faces.
    public let inside: CassetteType.Inside
    /// Of a splitter or a mux, what it does between the common port and each in front.
    public let branches: [CassetteType.Branch]
    /// Whether it is an adapter panel: each of its ports holds a plug in front and one of the same kind behind, so that
    /// the two are one mated pair.
    public let isAdapter: Bool

    /// The shape of a cassette type, or nil where the catalogue lacks one of its connectors.
    public init?(_ type: CassetteType, in catalogue: Catalogue) {
        guard let front = catalogue.connector(named: type.front.connector),
            let rear = catalogue.connector(named: type.rear.connector)
        else { return nil }
        var map = type.strandMap
        // An adapter that faces its plugs key to key turns the positions of each.
        if type.rear.adapter == .typeB {
            map =
                map.padded(to: type.rear.count * rear.positions)
                .then(.reversed(rear.positions, times: type.rear.count)) ?? map
        }
        if type.front.adapter == .typeB, map.count == type.front.count * front.positions {
            map = StrandMap.reversed(front.positions, times: type.front.count).then(map) ?? map
        }
        self.map = map
        (frontCount, frontPositions) = (type.front.count, front.positions)
        (rearCount, rearPositions) = (type.rear.count, rear.positions)
        inside = type.inside ?? .fibre
        branches = type.branches ?? []
        isAdapter =
            front.family == rear.family && front.rows == rear.rows && front.columns == rear.columns
            && (type.splices ?? 0) == 0 && inside == .fibre
            && Self.joinsWholePorts(map, type.front.count, front.positions)
    }

    /// Whether the fibres of each front port come out in one rear connector of as many positions, in their order or turned
    /// round.
    private static func joinsWholePorts(_ map: StrandMap, _ ports: Int, _ positions: Int) -> Bool {
        (0..<max(0, ports)).allSatisfy { port in
            let behind = (1...positions).map { map.far(port * positions + $0) }
            guard let first = behind[0],
                behind.allSatisfy({ $0.map { ($0 - 1) / positions } == (first - 1) / positions })
            else { return false }
            let order = behind.map { $0.map { ($0 - 1) % positions + 1 } ?? 0 }
            return order == Array(1...positions) || order == Array((1...positions).reversed())
        }
    }

    /// The port in front to which a mux sends light of a wavelength; nil where none takes it.
    public func branch(for wavelength: Picometres) -> Int? {
        branches.firstIndex { $0.passes(wavelength) }.map { $0 + 1 }
    }

    /// Behind front port `port`, position `position`: the rear connector and its position.
    public func rear(port: Int, position: Int) -> (connector: Int, position: Int)? {
        if !branches.isEmpty {
            // Whatever comes in by a branch goes to the common port.
            guard (1...frontCount).contains(port), (1...min(frontPositions, rearPositions)).contains(position) else {
                return nil
            }
            return (1, position)
        }
        guard (1...frontCount).contains(port), (1...frontPositions).contains(position),
            let p = map.far((port - 1) * frontPositions + position)
        else { return nil }
        return ((p - 1) / rearPositions + 1, (p - 1) % rearPositions + 1)
    }

    /// In front of rear connector `connector`, position `position`: the port and its position.
    public func front(connector: Int, position: Int) -> (port: Int, position: Int)? {
        guard (1...rearCount).contains(connector), (1...rearPositions).contains(position),
            let p = map.near((connector - 1) * rearPositions + position)
        else { return nil }
        return ((p - 1) / frontPositions + 1, (p - 1) % frontPositions + 1)
    }
}

/// The words for handles: what a human reads of a place.
public protocol PlaceNames {
    associatedtype Failure: Error
    func address(of unit: UnitHandle) throws(Failure) -> UnitAddress
    /// What people call a front port, such as `leaf-07 Ethernet5/1`: the label of its unit and what is printed beside the
    /// port, as far as they are said; empty where neither is.
    func name(of port: PortHandle) throws(Failure) -> String
    func label(of trunk: TrunkHandle) throws(Failure) -> String
    func label(of cord: CordHandle) throws(Failure) -> String
}

extension PlaceNames {
    /// The label of a cable.
    public func label(of cable: Cable) throws(Failure) -> String {
        switch cable {
        case .cord(let cord): try label(of: cord)
        case .trunk(let trunk): try label(of: trunk)
        }
    }

    /// The address of a port, in front or behind.
    public func address(of port: PortHandle) throws(Failure) -> PortAddress {
        port.address(in: try address(of: port.unit))
    }
}

/// The name of a port from that of its unit and what is printed beside it.
package func portName(_ unit: String, _ port: String) -> String {
    unit.isEmpty || port.isEmpty ? unit + port : "\(unit) \(port)"
}

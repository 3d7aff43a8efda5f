/// What is plugged into what, one question at a time.
///
/// A snapshot answers from memory, the store by key; whoever follows strands needs no more than this, so
/// tracing one port of a large plant reads a handful of rows and tracing all of them touches no file.
public protocol Topology {
    /// `Never` for a snapshot.
    associatedtype Failure: Error

    /// Whether a unit has this front port: a cord or a link may name one that it does not have.
    func hasFront(_ port: PortHandle) throws(Failure) -> Bool
    /// The cord that is plugged into a front port.
    func cord(at port: PortHandle) throws(Failure) -> CordJoint?
    /// The trunk that is plugged into a rear connector of a cassette.
    func trunk(at rear: PortHandle) throws(Failure) -> TrunkJoint?
    /// How a cassette joins its front to its rear; nil for a device.
    func cassette(_ unit: UnitHandle) throws(Failure) -> CassetteShape?
    func trunk(_ trunk: TrunkHandle) throws(Failure) -> TrunkJoint
}

/// A cord as seen from one of its ends.
public struct CordJoint: Sendable {
    /// The cord.
    public var cord: CordHandle
    /// The end that it is seen from.
    public var from: End
    /// From the A end to the Z end.
    public var map: StrandMap
    /// Where its other end is plugged, or nil where it hangs loose.
    public var far: PortHandle?

    /// A cord as seen from one end.
    public init(cord: CordHandle, from: End, map: StrandMap, far: PortHandle?) {
        self.cord = cord
        self.from = from
        self.map = map
        self.far = far
    }
}

/// A trunk as seen from one of its ends.
public struct TrunkJoint: Sendable {
    /// The trunk.
    public var trunk: TrunkHandle
    /// The end that it is seen from.
    public var from: End
    /// From the A end to the Z end.
    public var map: StrandMap
    /// The rear connector at that end.
    public var near: PortHandle
    /// The rear connector at the other end.
    public var far: PortHandle

    /// A trunk as seen from one end.
    public init(trunk: TrunkHandle, from: End, map: StrandMap, near: PortHandle, far: PortHandle) {
        self.trunk = trunk
        self.from = from
        self.map = map
        self.near = near
        self.far = far
    }
}

/// How a cassette joins fibre positions in front to those behind.
public struct CassetteShape: Sendable {
    /// From front positions, port after port, to rear positions, connector after connector.
    public var map: StrandMap
    /// Ports in front.
    public var frontCount: Int
    /// Fibre positions of each port in front.
    public var frontPositions: Int
    /// Connectors behind.
    public var rearCount: Int
    /// Fibre positions of each connector behind.
    public var rearPositions: Int
    /// Whether it is an adapter panel: each of its ports holds a plug in front and one of the same kind behind, so that
    /// the two are one mated pair.
    public var isAdapter = false

    /// A shape of these counts.
    public init(map: StrandMap, frontCount: Int, frontPositions: Int, rearCount: Int, rearPositions: Int) {
        self.map = map
        self.frontCount = frontCount
        self.frontPositions = frontPositions
        self.rearCount = rearCount
        self.rearPositions = rearPositions
    }

    /// The shape of a cassette type, or nil where the catalogue lacks one of its connectors.
    public init?(_ type: CassetteType, in catalogue: Catalogue) {
        guard let front = catalogue.connector(named: type.front.connector),
            let rear = catalogue.connector(named: type.rear.connector)
        else { return nil }
        self.init(
            map: type.strandMap, frontCount: type.front.count, frontPositions: front.positions,
            rearCount: type.rear.count, rearPositions: rear.positions)
        isAdapter =
            front.family == rear.family && front.rows == rear.rows && front.columns == rear.columns
            && (type.splices ?? 0) == 0 && joinsWholePorts
    }

    /// Whether the fibres of each front port come out in one rear connector, in their order or turned round.
    private var joinsWholePorts: Bool {
        guard frontPositions == rearPositions else { return false }
        return (1...frontCount).allSatisfy { port in
            let behind = (1...frontPositions).map { rear(port: port, position: $0) }
            guard let first = behind[0], behind.allSatisfy({ $0?.connector == first.connector }) else { return false }
            let positions = behind.map { $0?.position ?? 0 }
            return positions == Array(1...frontPositions) || positions == Array((1...frontPositions).reversed())
        }
    }

    /// Behind front port `port`, position `position`: the rear connector and its position.
    public func rear(port: Int, position: Int) -> (connector: Int, position: Int)? {
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

/// The name of a port from that of its unit and what is printed beside it.
package func portName(_ unit: String, _ port: String) -> String {
    unit.isEmpty || port.isEmpty ? unit + port : "\(unit) \(port)"
}

/// A kind of device: its ports as they are printed on the box, how high and how deep it is.
public struct DeviceType: Codable, Hashable, Sendable {
    /// Ports that are alike and follow on one another.
    public struct Ports: Codable, Hashable, Sendable {
        /// What is printed beside them, with `{n}` for the number: `Ethernet{n}/1`.
        public var name: String
        /// The number that `{n}` stands for at the first of them; 1 where nothing is said.
        public var from: Int?
        /// How many there are.
        public var count: Int
        /// The cage that they have; nil for ports without one.
        public var cage: String?
        /// The name of the connector of what is in them by default.
        public var connector: String
    }

    /// Its ports, in the order of their numbers.
    public var ports: [Ports]
    /// Rack units that it takes.
    public var height_u: RackUnits
    /// How many stand side by side across the width of a rack, where it is narrower; nil is not known, or the whole width.
    public var sideBySide: Int?
    /// How deep it is; nil is not known.
    public var depth: Device.Depth?
    /// Your own numbers for ordering it.
    public var partNumbers: [String]?

    /// How many ports it has.
    public var portCount: Int { ports.reduce(0) { $0.addingClamped($1.count) } }

    /// The ports that a number is among, and its place there, from 0.
    private func group(_ number: Int) -> (ports: Ports, place: Int)? {
        var place = number - 1
        for ports in ports where place >= 0 {
            if place < ports.count { return (ports, place) }
            place -= ports.count
        }
        return nil
    }

    /// What is printed beside a port; empty where it has no such port.
    public func name(ofPort number: Int) -> String {
        group(number).map { ports, place in ports.name.replacing("{n}", with: "\((ports.from ?? 1) + place)") } ?? ""
    }

    /// The cage of a port.
    public func cage(ofPort number: Int) -> String? { group(number)?.ports.cage }

    /// The number of the port beside which this is printed. O(ports).
    public func port(named name: String) -> Int? {
        (1...max(1, portCount)).first { self.name(ofPort: $0) == name }
    }
}

extension RackUnits {
    /// The height of a device: as it is stated, or to the half unit where that is the height of its type.
    package init(_ stated: Int, of type: DeviceType?) {
        self = if let type, type.height_u.roundedUp == stated { type.height_u } else { RackUnits(stated) }
    }
}

/// A switch or server with optical ports; `connector` and `optic` hold for each port that has no row of its own.
public struct Device: Hashable, Sendable {
    /// Where its top unit stands.
    public var address = UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1)
    /// What people call it.
    public var label = ""
    /// Rack units taken, downwards from that of the address.
    public var heightU = 1
    /// How many ports it has, counted from 1.
    public var ports = 32
    /// The name of the connector of its ports.
    public var connector = "LC-duplex"
    /// The name of the optic in its ports; nil is not known.
    public var optic: String?
    /// Its kind in the catalogue, which names its ports; nil is not said.
    public var type: String?
    /// Whose equipment it is, where it is none of this plant: a carrier, a customer; empty is one's own.
    public var outside = ""
    /// Whether it reaches to the other face of the rack; nil is not said, and takes its own face alone.
    public var depth: Depth?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

extension Device {
    /// How deep it is: a full one takes both faces of the rack.
    public enum Depth: String, Codable, Sendable, CaseIterable { case half, full }
}

extension RecordKind {
    /// Devices.
    public static var device: RecordKind { Device.kind }
}

extension Device: RecordValue, Remarked {
    /// All that is said of devices.
    public static let description = RecordDescription<Device>(
        "device", plural: "devices", table: "unit", sharesTable: true,
        fields: [
            .unit(\.address), .text("label", \.label, "a name to show"),
            .int("height_u", \.heightU, 1...100, "rack units taken, downwards").whenEmpty("1"),
            .int("ports", \.ports, 0...4096, "number of optical ports").whenEmpty("32").column("port_count"),
            .catalogue(.connector, "connector", \.connector, "connector of its ports").whenEmpty("LC-duplex"),
            .catalogue(.optic, "optic", \.optic, "optic in its ports, if known"),
            .catalogue(.deviceType, "type", \.type, "its kind in the catalogue, which names its ports").column(
                "device_type_id"),
            .text("outside", \.outside, "whose it is, where it is an external end: a carrier, a customer"),
            .choice("depth", \.depth, "how deep it is; a full one takes both faces"),
        ] + Field.remarks)
}

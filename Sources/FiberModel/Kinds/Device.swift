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
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
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
        ] + Field.remarks)
}

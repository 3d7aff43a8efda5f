/// A port that differs from what its device says.
public struct DevicePort: Hashable, Sendable {
    /// The port.
    public var address = PortAddress(unit: UnitAddress(rack: RackAddress(hall: "", grid: ""), u: 1), port: 1)
    /// What is printed beside it.
    public var label = ""
    /// The name of its connector; nil is that of the device.
    public var connector: String?
    /// The name of its optic; nil is that of the device.
    public var optic: String?
    /// The way in which its optic is run as several ports, by its name in the catalogue; nil follows from the links.
    public var breakout: String?
    /// What light loses between the port and the equipment behind it, as it is known or was measured; nil is nothing.
    public var beyond: MilliDecibels?
    /// The cage that it has; nil is that of its device's type.
    public var cage: String?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

extension RecordKind {
    /// Device ports that differ from what their device says.
    public static var devicePort: RecordKind { DevicePort.kind }
}

extension DevicePort: RecordValue, Remarked {
    /// All that is said of device ports.
    public static let description = RecordDescription<DevicePort>(
        "port", plural: "ports", table: "device_port",
        absent: { name in
            let unit = name.prefix { $0 != ":" }
            return PlantError(
                .notFound, "port \(name) has no row of its own", hint: "it is what device \(unit) says")
        },
        fields: [
            .port("address", \.address, "a device port such as DC1.C03-42:04", .place, of: .device),
            .text("label", \.label, "a name to show"),
            .catalogue(.connector, "connector", \.connector, "its connector, where it differs from its device's"),
            .catalogue(.optic, "optic", \.optic, "its optic, where it differs from its device's"),
            .label("breakout", \.breakout, "how its optic is broken out, such as 4x100G-DR"),
            .quantity(
                "beyond_mdb", \.beyond, 0...100_000,
                "what is lost behind it, at an external end, in thousandths of a dB"),
            .label("cage", \.cage, "the cage that it has, such as QSFP-DD"),
        ] + Field.remarks)
}

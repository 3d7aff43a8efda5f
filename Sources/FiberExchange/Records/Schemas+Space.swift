import FiberModel

extension Schemas {
    static let hall = Schema<Hall>(
        kind: .hall, plural: "halls",
        columns: [
            .label("label", \.label, "a hall label such as DC1"),
            .optionalQuantity(
                "service_loop_mm", \.serviceLoop, 0...100_000, "coil kept at each end of a trunk in mm, 1000 if empty"),
            .optionalQuantity("slack_pct", \.slack, 0...100, "slack added to a trunk's way in %, 5 if empty"),
            .optionalQuantity(
                "overlength_pct", \.overlength, 0...1000,
                "by how much a trunk may be longer than it needs in %, 25 if empty"),
        ] + remarks(), empty: { Hall() },
        wrap: { .hall($0) }, unwrap: { if case .hall(let value) = $0 { value } else { nil } })

    static let rack = Schema<Rack>(
        kind: .rack, plural: "racks",
        columns: [
            .parsed(
                "address", \.address, "a rack address such as DC1.C03", print: \.description,
                parse: { text throws(PlantError) in try RackAddress(text) }),
            .optionalQuantity("x_mm", \.x, coordinates, "place in the hall in mm"),
            .optionalQuantity("y_mm", \.y, coordinates, "place in the hall in mm"),
            .integer("height_u", \.heightU, 1...100, "height in rack units, 42 if empty"),
        ] + remarks(), empty: { Rack() }, wrap: { .rack($0) },
        unwrap: { if case .rack(let value) = $0 { value } else { nil } })

    static let node = Schema<PathwayNode>(
        kind: .node, plural: "nodes",
        columns: [
            .label("label", \.label, "a node label such as N12"), .label("hall", \.hall, "the hall it is in"),
            .choice("kind", \.kind, "what it is"), .quantity("x_mm", \.x, coordinates, "place in mm"),
            .quantity("y_mm", \.y, coordinates, "place in mm"), .quantity("z_mm", \.z, coordinates, "height in mm"),
            .parsed(
                "rack", \.rack, "the rack that is entered here, for kind rack-entry", required: false,
                print: { $0?.description ?? "" },
                parse: { text throws(PlantError) in text.isEmpty ? nil : try RackAddress(text) }),
            .optionalChoice("entry", \.entry, "where the rack is entered", whenEmpty: "top"),
            .optionalQuantity("bend_radius_mm", \.bendRadius, lengths, "radius of the fitting here in mm"),
        ] + remarks(), empty: { PathwayNode() }, wrap: { .node($0) },
        unwrap: { if case .node(let value) = $0 { value } else { nil } })

    static let segment = Schema<PathwaySegment>(
        kind: .segment, plural: "segments",
        columns: [
            .label("label", \.label, "a segment label such as TR-A-01"), .label("a", \.a, "the node at its A end"),
            .label("z", \.z, "the node at its Z end"), .choice("kind", \.kind, "what it is"),
            .optionalQuantity("length_mm", \.length, lengths, "measured length in mm; from its nodes if empty"),
            .optionalQuantity("width_mm", \.width, 1...100_000, "inner width in mm"),
            .optionalQuantity("depth_mm", \.depth, 1...100_000, "inner depth in mm"),
            .optionalQuantity("bend_radius_mm", \.bendRadius, lengths, "radius of its fittings in mm"),
            .optionalQuantity(
                "plan_fill_pct", \.planFill, 1...100, "share of it that is planned for in %, 40 if empty"),
            .optionalQuantity(
                "hard_fill_pct", \.hardFill, 1...100, "share of it that is never passed in %, 50 if empty"),
            .labels("allowed_cables", \.allowedCables, "trunk types or kinds of cable that may lie here, any if empty"),
            .labels("tags", \.tags, "what it shares its fate with, such as zone-F1 wall-3", isSorted: true),
        ] + remarks(), empty: { PathwaySegment() }, wrap: { .segment($0) },
        unwrap: { if case .segment(let value) = $0 { value } else { nil } })

    static let cassette = Schema<Cassette>(
        kind: .cassette, plural: "cassettes",
        columns: [
            unitAddress(\.address), .type("type", \.type, "a cassette type, MXC-64-LC-32 if empty"),
            .text("label", \.label, "a name to show"),
        ] + remarks(), empty: { Cassette() }, wrap: { .cassette($0) },
        unwrap: { if case .cassette(let value) = $0 { value } else { nil } })

    static let device = Schema<Device>(
        kind: .device, plural: "devices",
        columns: [
            unitAddress(\.address), .text("label", \.label, "a name to show"),
            .integer("height_u", \.heightU, 1...100, "rack units taken, downwards; 1 if empty"),
            .integer("ports", \.ports, 0...4096, "number of optical ports, 32 if empty"),
            .type("connector", \.connector, "connector of its ports, LC-duplex if empty"),
            .optionalType("optic", \.optic, "optic in its ports, if known"),
        ] + remarks(), empty: { Device() }, wrap: { .device($0) },
        unwrap: { if case .device(let value) = $0 { value } else { nil } })

    static let devicePort = Schema<DevicePort>(
        kind: .devicePort, plural: "ports",
        columns: [
            port("address", \.address, "a device port such as DC1.C03-42:04"),
            .text("label", \.label, "a name to show"),
            .optionalType("connector", \.connector, "its connector, where it differs from its device's"),
            .optionalType("optic", \.optic, "its optic, where it differs from its device's"),
        ] + remarks(), empty: { DevicePort() }, wrap: { .devicePort($0) },
        unwrap: { if case .devicePort(let value) = $0 { value } else { nil } })

    private static func unitAddress<V>(_ path: WritableKeyPath<V, UnitAddress> & Sendable) -> Column<V> {
        .parsed(
            "address", path, "a unit address such as DC1.C03-14, by its uppermost U", print: \.description,
            parse: { text throws(PlantError) in try UnitAddress(text) })
    }

    static func port<V>(_ name: String, _ path: WritableKeyPath<V, PortAddress> & Sendable, _ help: String) -> Column<V>
    {
        .parsed(
            name, path, help, print: \.description,
            parse: { text throws(PlantError) in try PortAddress(front: text) })
    }
}

import FiberModel

extension Schemas {
    static let trunk = Schema<Trunk>(
        kind: .trunk, plural: "trunks",
        columns: [
            .label("label", \.label, "a trunk label such as T0042"),
            .type("type", \.type, "a trunk type, MXC-64-FLIP if empty"), rear("a", \.a), rear("z", \.z),
            .optionalQuantity("length_mm", \.length, lengths, "length in mm"),
            .labels("route", \.route, "segment labels in order from A to Z, separated by spaces"),
            .choice("status", \.status, "where it is in its life"),
            .optionalLabel(
                "diverse_group", \.diverseGroup, "trunks of one group are meant to share no segment and no tag"),
            optionalRear("built_a", \.built.a), optionalRear("built_z", \.built.z),
            .optionalQuantity("built_length_mm", \.built.length, lengths, "length in mm, where it was built otherwise"),
            .labels("built_route", \.built.route, "segments on which it really lies, where they are others"),
        ] + remarks(), empty: { Trunk() }, wrap: { .trunk($0) },
        unwrap: { if case .trunk(let value) = $0 { value } else { nil } })

    static let strand = Schema<StrandException>(
        kind: .strand, plural: "strands",
        columns: [
            .parsed(
                "strand", \.address, "a strand such as T0042:17", print: \.description,
                parse: { text throws(PlantError) in try StrandAddress(text) }),
            .choice("state", \.state, "what it is"),
            .optionalQuantity(
                "measured_loss_mdb", \.measuredLoss, -100_000...100_000, "measured loss in thousandths of a dB"),
        ] + remarks(), empty: { StrandException() }, wrap: { .strand($0) },
        unwrap: { if case .strand(let value) = $0 { value } else { nil } })

    static let measurement = Schema<StrandMeasurement>(
        kind: .measurement, plural: "measurements",
        columns: [
            .parsed(
                "strand", \.address, "a strand such as T0042:17", print: \.description,
                parse: { text throws(PlantError) in try StrandAddress(text) }),
            .integer("wavelength_nm", \.wavelength_nm, 600...2000, "wavelength in nm, 1310 if empty"),
            .parsed(
                "from_end", \.end, "the end that it was measured from, A or Z, or empty where nobody noted it",
                required: false, print: { $0?.rawValue ?? "" },
                parse: { text throws(PlantError) in
                    guard text.isEmpty || End(rawValue: text) != nil else {
                        throw PlantError(.badValue, "\(quoted(text)) is none of A, Z")
                    }
                    return End(rawValue: text)
                }),
            .optionalQuantity(
                "loss_mdb", \.loss, -100_000...100_000,
                "loss between the front ports in thousandths of a dB, or empty where the tester stated none"),
            .optionalQuantity("length_mm", \.length, 0...1_000_000_000, "length that the tester found in mm"),
            .text("measured_at", \.time, "when it was measured"), .text("instrument", \.instrument, "with what"),
            .text("file", \.file, "the file that it was read from"),
        ] + remarks(), empty: { StrandMeasurement() }, wrap: { .measurement($0) },
        unwrap: { if case .measurement(let value) = $0 { value } else { nil } })

    static let cord = Schema<Cord>(
        kind: .cord, plural: "cords",
        columns: [
            .label("label", \.label, "a cord label such as C0001"),
            .type("type", \.type, "a cord type, LC-AB-SM if empty"), port("a", \.a, "a port such as DC1.C03-14:04"),
            optionalPort("z", \.z, "a port such as DC1.C03-14:04, or empty while it hangs loose"),
            .optionalQuantity("length_mm", \.length, lengths, "length in mm"),
            .text("colour", \.colour, "its colour"), .choice("status", \.status, "where it is in its life"),
            .optionalType("built_type", \.built.type, "its type, where another was built in"),
            optionalPort("built_a", \.built.a), optionalPort("built_z", \.built.z),
            .optionalQuantity("built_length_mm", \.built.length, lengths, "length in mm, where it was built otherwise"),
        ] + remarks(), empty: { Cord() }, wrap: { .cord($0) },
        unwrap: { if case .cord(let value) = $0 { value } else { nil } })

    static let link = Schema<Link>(
        kind: .link, plural: "links",
        columns: [
            .label("label", \.label, "a link label such as L0001"),
            port("a", \.a, "a device port such as DC1.C03-42:04"),
            port("z", \.z, "a device port such as DC1.D07-42:04"),
            .type("optic", \.optic, "the kind of optic that is wanted, 100G-CLR4 if empty"),
            .optionalChoice("fec", \.fec, "forward error correction at both ends"),
            .optionalLabel(
                "diverse_group", \.diverseGroup, "links of one group are meant to share no segment and no tag"),
        ] + remarks(), empty: { Link() }, wrap: { .link($0) },
        unwrap: { if case .link(let value) = $0 { value } else { nil } })

    static let waiver = Schema<Waiver>(
        kind: .waiver, plural: "waivers",
        columns: [
            .parsed(
                "code", \.code, "the code of a rule such as BND002", print: { $0 },
                parse: { text throws(PlantError) in try WaiverText.code(text) }),
            .text("subject", \.subject, "the object of the finding, as validate names it", required: true),
            .text("reason", \.reason, "why it is accepted", required: true),
            .parsed(
                "until", \.until, "the last day on which it holds, as YYYY-MM-DD", print: { $0 },
                parse: { text throws(PlantError) in try WaiverText.day(text) }),
        ] + remarks(), empty: { Waiver() }, wrap: { .waiver($0) },
        unwrap: { if case .waiver(let value) = $0 { value } else { nil } })

    static let catalogue = Schema<CatalogueEntry>(
        kind: .catalogueEntry, plural: "catalogue",
        columns: [
            .choice("kind", \.kind, "the kind of row"),
            .parsed(
                "name", \.name, "its name", print: { $0 },
                parse: { text throws(PlantError) in
                    guard !text.isEmpty else { throw PlantError(.badValue, "is empty, expected a name") }
                    return text
                }), .text("source", \.source, "where its figures come from", required: true),
            .choice("trust", \.trust, "how sure they are"),
            .parsed(
                "body", \.body, "its facts, a JSON object", print: { $0 },
                parse: { text throws(PlantError) in
                    guard text.first == "{" else { throw PlantError(.badValue, "\(quoted(text)) is no JSON object") }
                    return text
                }),
        ],
        empty: { CatalogueEntry(kind: .trunkType, name: "", source: "", trust: .user, body: "") },
        wrap: { .catalogueEntry($0) },
        unwrap: { if case .catalogueEntry(let value) = $0 { value } else { nil } })

    private static func rear<V>(_ name: String, _ path: WritableKeyPath<V, PortAddress> & Sendable) -> Column<V> {
        .parsed(
            name, path, "a rear connector such as DC1.C03-14:R1", print: \.description,
            parse: { text throws(PlantError) in try PortAddress(rear: text) })
    }

    private static func optionalRear<V>(
        _ name: String, _ path: WritableKeyPath<V, PortAddress?> & Sendable
    ) -> Column<V> {
        .parsed(
            name, path, "the rear connector that it is really in, where it is another", required: false,
            print: { $0?.description ?? "" },
            parse: { text throws(PlantError) in text.isEmpty ? nil : try PortAddress(rear: text) })
    }

    private static func optionalPort<V>(
        _ name: String, _ path: WritableKeyPath<V, PortAddress?> & Sendable,
        _ help: String = "the port that it is really in, where it is another"
    ) -> Column<V> {
        .parsed(
            name, path, help, required: false, print: { $0?.description ?? "" },
            parse: { text throws(PlantError) in text.isEmpty ? nil : try PortAddress(front: text) })
    }
}

/// A data hall.
public struct Hall: Hashable, Sendable {
    /// The label that names it.
    public var label = ""
    /// What people call it; empty where that is the label.
    public var name = ""
    /// The site that it is on, in the words of the user; empty where nobody says.
    public var site = ""
    /// Where its origin lies on the site, along it; nil is not known.
    public var x: Millimetres?
    /// Where its origin lies on the site, across it; nil is not known.
    public var y: Millimetres?
    /// By how much it is turned on its site, in degrees from x to y; nil is not at all.
    public var turn: Degrees?
    /// Kept at each end of a trunk, coiled; nil is ``defaultServiceLoop``.
    public var serviceLoop: Millimetres?
    /// Added to the length of a trunk's way before it is rounded up to a stock length; nil is ``defaultSlack``.
    public var slack: Percent?
    /// By how much a trunk may be longer than it needs to be; nil is ``defaultOverlength``.
    public var overlength: Percent?
    /// Which side has the guide pins of array connectors: the trunks, or the cassettes; nil is not said.
    public var pins: Pins?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// A hall of a label.
    public init(label: String = "") { self.label = label }

    /// The outlet figure of the trade (BICSI); in a telecom room 3 m are usual.
    public static let defaultServiceLoop = Millimetres(1000)
    /// What a hall adds where it states nothing else.
    public static let defaultSlack = Percent(5)
    /// What a hall allows where it states nothing else.
    public static let defaultOverlength = Percent(25)
}

extension Hall {
    /// A makers' convention for guide pins: trunks have them and cords do not, or cassettes have them and trunks do not.
    public enum Pins: String, Sendable, CaseIterable {
        case trunks = "pinned-trunks"
        case cassettes = "pinned-cassettes"
    }
}

extension RecordKind {
    /// Data halls.
    public static var hall: RecordKind { Hall.kind }
}

extension Hall: RecordValue, Remarked {
    /// A hall without a label.
    public init() { self.init(label: "") }

    /// All that is said of halls.
    public static let description = RecordDescription<Hall>(
        "hall", plural: "halls", check: { hall throws(PlantError) in try hall.check() },
        fields: [
            .label("label", \.label, "a hall label such as DC1"),
            .text("name", \.name, "what people call it"), .text("site", \.site, "the site that it is on"),
            .quantity("x_mm", \.x, Bounds.coordinates, "place of its origin on the site"),
            .quantity("y_mm", \.y, Bounds.coordinates, "place of its origin on the site"),
            .quantity("turn_deg", \.turn, 0...359, "by how much it is turned on its site, from x to y").whenEmpty("0"),
            .quantity("service_loop_mm", \.serviceLoop, 0...100_000, "coil kept at each end of a trunk")
                .whenEmpty("\(defaultServiceLoop.rawValue)"),
            .quantity("slack_pct", \.slack, 0...100, "slack added to a trunk's way").whenEmpty(
                "\(defaultSlack.rawValue)"),
            .quantity("overlength_pct", \.overlength, 0...1000, "by how much a trunk may be longer than it needs")
                .whenEmpty("\(defaultOverlength.rawValue)"),
            .choice("pins", \.pins, "which side has the guide pins of array connectors"),
        ] + Field.remarks)

    /// Holds the label to what an address takes.
    private func check() throws(PlantError) {
        guard !label.contains("-") else {
            throw PlantError(
                .badValue, "hall label \(quoted(label)) has a '-', expected letters, digits and '_'", field: "label")
        }
    }
}

extension Hall {
    /// Where a hall lies on its site, and how it is turned there.
    public struct Place: Hashable, Sendable {
        /// Of its origin, along the site.
        public var x: Millimetres
        /// Of its origin, across the site.
        public var y: Millimetres
        /// From x to y.
        public var turn: Degrees

        package init(x: Millimetres, y: Millimetres, turn: Degrees) {
            self.x = x
            self.y = y
            self.turn = turn
        }
    }

    /// Nil where nothing is said, or the site is not named.
    public var place: Place? {
        guard let x, let y, !site.isEmpty else { return nil }
        return Place(x: x, y: y, turn: turn ?? Degrees(0))
    }
}

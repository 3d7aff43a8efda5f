/// A rack in a hall.
public struct Rack: Hashable, Sendable {
    /// The hall and the place in it.
    public var address = RackAddress(hall: "", grid: "")
    /// What people call it; empty where that is the address.
    public var name = ""
    /// Where it stands, along the hall; nil is not known.
    public var x: Millimetres?
    /// Where it stands, across the hall; nil is not known.
    public var y: Millimetres?
    /// Height in rack units of 44.45 mm.
    public var heightU = 42
    /// From where its units are counted; nil is from the bottom.
    public var unitsFrom: UnitsFrom?
    /// The number of the unit that is counted first; nil is 1.
    public var firstUnit: Int?
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

extension Rack {
    /// The end of a rack from which its units are counted.
    public enum UnitsFrom: String, Sendable, CaseIterable { case bottom, top }
}

extension RecordKind {
    /// Racks.
    public static var rack: RecordKind { Rack.kind }
}

extension Rack: RecordValue, Remarked {
    /// All that is said of racks.
    public static let description = RecordDescription<Rack>(
        "rack", plural: "racks",
        fields: [
            .rack("address", \.address, "a rack address such as DC1.C03"),
            .text("name", \.name, "what people call it"),
            .quantity("x_mm", \.x, Bounds.coordinates, "place in the hall"),
            .quantity("y_mm", \.y, Bounds.coordinates, "place in the hall"),
            .int("height_u", \.heightU, 1...100, "height in rack units").whenEmpty("42"),
            .choice("units_from", \.unitsFrom, "from where its units are counted", whenEmpty: "bottom"),
            .int("first_unit", \.firstUnit, 0...99, "the number of the unit that is counted first").whenEmpty("1"),
        ] + Field.remarks)
}

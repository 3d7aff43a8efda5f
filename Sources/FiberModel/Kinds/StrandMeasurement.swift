/// What a tester found on a strand at a wavelength, between the front ports of the cassettes at both its ends.
public struct StrandMeasurement: Hashable, Sendable {
    /// The strand.
    public var address = StrandAddress(trunk: "", strand: 1)
    /// In nanometres, as testers are set: 1310.
    public var wavelength_nm = 1310
    /// The end of the trunk that the tester's light came from; nil where nobody noted it.
    public var end: End?
    /// Nil where the tester stated none, such as an OTDR that worked out no total.
    public var loss: MilliDecibels?
    /// As the tester found it.
    public var length: Millimetres?
    /// When it was measured: ``MeasuredTime``, or as the tester wrote it where that could not be read.
    public var time = ""
    /// What it was measured with.
    public var instrument = ""
    /// The file that it was read from.
    public var file = ""
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}

    /// `T0042:17@1310`, or `T0042:17@1310A` where the end is known.
    public var name: String { "\(address)@\(wavelength_nm)\(end?.rawValue ?? "")" }

    /// An end as a number, in which order measurements of one strand and wavelength stand.
    package static func code(of end: End?) -> Int { end == nil ? 0 : end == .a ? 1 : 2 }
    package static func end(code: Int) -> End? { code == 1 ? .a : code == 2 ? .z : nil }
}

extension RecordKind {
    /// Measurements of strands.
    public static var measurement: RecordKind { StrandMeasurement.kind }
}

extension StrandMeasurement: RecordValue, Remarked {
    /// All that is said of measurements.
    public static let description = RecordDescription<StrandMeasurement>(
        "measurement", plural: "measurements", identity: ["strand", "wavelength_nm", "from_end"], named: "strand",
        mark: "@", parse: { name throws(PlantError) in try parse(name) },
        fields: [
            .strand(\.address).goesWithIt,
            .int("wavelength_nm", \.wavelength_nm, 600...2000, "wavelength", unit: "nm").whenEmpty("1310"),
            .end("from_end", \.end, "the end that it was measured from, A or Z, or empty where nobody noted it"),
            .quantity("loss_mdb", \.loss, Bounds.losses, "loss between the front ports")
                .unit("thousandths of a dB").whenEmpty("not stated by the tester"),
            .quantity("length_mm", \.length, 0...1_000_000_000, "length that the tester found"),
            .text("measured_at", \.time, "when it was measured"), .text("instrument", \.instrument, "with what"),
            .text("file", \.file, "the file that it was read from"),
        ] + Field.remarks)

    private static func parse(_ name: String) throws(PlantError) -> [FieldValue] {
        let parts = name.split(separator: "@", omittingEmptySubsequences: false)
        var wavelength = parts.last ?? ""
        let end = End(rawValue: String(wavelength.suffix(1)))
        if end != nil { wavelength.removeLast() }
        guard parts.count == 2, let wavelength_nm = DecimalText.scaled(wavelength, by: 1) else {
            throw PlantError(
                .badValue,
                "not a measurement: \(quoted(name)), expected one such as T0042:17@1310, or T0042:17@1310A with its end"
            )
        }
        let strand = try StrandAddress(String(parts[0]))
        return [.strand(strand), .int(wavelength_nm), end.map { .text($0.rawValue) } ?? .none]
    }
}

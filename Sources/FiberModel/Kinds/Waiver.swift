/// A finding that somebody accepts, with the reason and the last day on which that holds.
public struct Waiver: Hashable, Sendable {
    /// The code of the rule.
    public var code = ""
    /// The object that the finding is about.
    public var subject = ""
    /// Why it is accepted.
    public var reason = ""
    /// The last day on which that holds.
    public var until = Day(number: 0)
    /// Metadata and note of the user.
    public var remarks = Remarks()
    /// One with every default.
    public init() {}
}

extension RecordKind {
    /// Waivers.
    public static var waiver: RecordKind { Waiver.kind }
}

extension Waiver: RecordValue, Remarked {
    /// All that is said of waivers.
    public static let description = RecordDescription<Waiver>(
        "waiver", plural: "waivers", identity: ["code", "subject"], mark: "/",
        parse: { name throws(PlantError) in
            let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
            return [.text(parts.first ?? ""), .text(parts.count > 1 ? parts[1] : "")]
        },
        absent: { name in
            PlantError(
                .notFound, "no such waiver: \(quoted(name))",
                hint: "name it as CODE/SUBJECT; see 'fiberplan list waivers'")
        },
        fields: [
            .word("code", .rule, \.code, "the code of a rule such as BND002"),
            .text("subject", \.subject, "the object of the finding, as validate names it").required,
            .text("reason", \.reason, "why it is accepted").required,
            .day("until", \.until, "the last day on which it holds"),
        ] + Field.remarks)
}

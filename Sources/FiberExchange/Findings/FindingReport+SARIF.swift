import FiberModel
import FiberPlanning

extension FindingReport {
    /// As SARIF 2.1.0, which code hosts and editors read: every rule that ran, every finding, what is waived as suppressed.
    func sarif(_ context: FindingContext) -> DataValue {
        let order = Dictionary(
            uniqueKeysWithValues: context.rules.enumerated().map { ($0.element.code, $0.offset) })
        let results =
            faults.map { sarif($0) } + result.findings.map { sarif($0, order, context) }
            + result.waived.map { sarif($0.finding, order, context, $0.waiver) }
        return .object([
            ("$schema", .word("https://json.schemastore.org/sarif-2.1.0.json")),
            ("version", .word("2.1.0")),
            (
                "runs",
                .list([
                    .object([
                        (
                            "tool",
                            .object([
                                (
                                    "driver",
                                    .object([
                                        ("name", .word("fiberplan")), ("version", .word(context.version)),
                                        ("rules", .list(context.rules.map(Self.sarif))),
                                    ])
                                )
                            ])
                        ),
                        ("columnKind", .word("unicodeCodePoints")), ("results", .list(results)),
                    ])
                ])
            ),
        ])
    }

    private static func sarif(_ rule: any DocumentedRule) -> DataValue {
        .object([
            ("id", .word(rule.code)), ("name", .word(rule.name)),
            ("shortDescription", .object([("text", .text(rule.summary))])),
            ("fullDescription", .object([("text", .text(rule.why))])),
            ("defaultConfiguration", .object([("level", .word(rule.severity.sarif))])),
        ])
    }

    private func sarif(
        _ finding: Finding, _ order: [String: Int], _ context: FindingContext, _ waiver: Waiver? = nil
    ) -> DataValue {
        let text = "\(finding.subjectText): \(finding.messageText). \(finding.advice)"
        var fields: [(key: String, value: DataValue)] = [
            ("ruleId", .word(finding.code)), ("level", .word(finding.severity.sarif)),
            ("message", .object([("text", .text(text))])),
            (
                "locations",
                .list([
                    .object([
                        ("physicalLocation", Self.physical(place(of: finding), orFile: context.source)),
                        (
                            "logicalLocations",
                            .list([
                                .object([
                                    (
                                        "fullyQualifiedName",
                                        .text(finding.place.map { "\(finding.subject) \($0)" } ?? finding.subject)
                                    ),
                                    ("kind", .word(finding.kind.rawValue)),
                                ])
                            ])
                        ),
                    ])
                ])
            ),
            // The same finding on another day has the same name, whatever line it stands on.
            (
                "partialFingerprints",
                .object([("finding/v1", .text("\(finding.code)/\(finding.subject)/\(finding.place ?? "")"))])
            ),
        ]
        if let rule = order[finding.code] { fields.insert(("ruleIndex", .int(rule)), at: 1) }
        if let waiver {
            let reason = DataValue.object([
                ("kind", .word("external")), ("justification", .text("\(waiver.reason), until \(waiver.until)")),
            ])
            fields.append(("suppressions", .list([reason])))
        }
        return .object(fields)
    }

    private func sarif(_ fault: PlantError) -> DataValue {
        .object([
            ("level", .word("error")),
            ("message", .object([("text", .text(fault.messageText))])),
            (
                "locations",
                .list(fault.place.map { [.object([("physicalLocation", Self.physical($0, orFile: ""))])] } ?? [])
            ),
        ])
    }

    private static func physical(_ place: SourcePlace?, orFile file: String) -> DataValue {
        let artifact = DataValue.object([("uri", .text(reference(to: place?.file ?? file)))])
        guard let place else { return .object([("artifactLocation", artifact)]) }
        let region = DataValue.object([("startLine", .int(place.line)), ("startColumn", .int(place.column))])
        return .object([("artifactLocation", artifact), ("region", region)])
    }

    /// A path as a URI reference: whatever may not stand in one is percent-encoded.
    private static func reference(to path: String) -> String {
        var out = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            let scalar = Unicode.Scalar(byte)
            if scalar.isASCII,
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "/-._~".unicodeScalars.contains(scalar)
            {
                out.unicodeScalars.append(scalar)
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                out += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
        return out
    }
}

extension Severity {
    fileprivate var sarif: String { self == .info ? "note" : rawValue }
}

import FiberModel
import FiberPlanning

extension FindingReport {
    /// As JUnit's XML, which build servers read: a suite for each rule, in it a case for each finding; a rule without findings passes.
    func junit(_ context: FindingContext) -> String {
        let found = Dictionary(grouping: result.findings, by: \.code)
        let waived = Dictionary(grouping: result.waived, by: \.finding.code)
        var suites = ""
        var total = (tests: 0, failures: 0)
        func suite(_ name: String, _ cases: [(text: String, fails: Bool)], skipped: Int = 0) {
            let failures = cases.count { $0.fails }
            total.tests += cases.count
            total.failures += failures
            suites +=
                "  <testsuite name=\"\(MarkupText.attribute(name))\" tests=\"\(cases.count)\" failures=\"\(failures)\" skipped=\"\(skipped)\">\n"
            for item in cases { suites += item.text }
            suites += "  </testsuite>\n"
        }
        if !faults.isEmpty { suite("files", faults.map { (junit($0), true) }) }
        for rule in faults.isEmpty ? context.rules : [] {
            let accepted = (waived[rule.code] ?? []).map { (junit($0.finding, context, $0.waiver), false) }
            var cases = (found[rule.code] ?? []).map { (junit($0, context), fails($0, context)) } + accepted
            if cases.isEmpty { cases = [(Self.testCase(rule.code, rule.name, ""), false)] }
            suite("\(rule.code) \(rule.name)", cases, skipped: accepted.count)
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="fiberplan validate" tests="\(total.tests)" failures="\(total.failures)">
            \(suites)</testsuites>

            """
    }

    private func fails(_ finding: Finding, _ context: FindingContext) -> Bool {
        context.failing.map { finding.severity >= $0 } ?? false
    }

    private func junit(_ finding: Finding, _ context: FindingContext, _ waiver: Waiver? = nil) -> String {
        let source = place(of: finding).map { "\($0.file):\($0.line): " } ?? ""
        let text = source + finding.messageText
        let inside: String
        if let waiver {
            inside = "<skipped message=\"\(MarkupText.attribute("waived until \(waiver.until): \(waiver.reason)"))\"/>"
        } else if fails(finding, context) {
            inside =
                "<failure type=\"\(finding.severity.rawValue)\" message=\"\(MarkupText.attribute(text))\">\(MarkupText.escaped(finding.advice))</failure>"
        } else {
            inside =
                "<system-out>\(MarkupText.escaped("\(finding.severity.rawValue): \(text)\n\(finding.advice)"))</system-out>"
        }
        return Self.testCase(finding.code, finding.subjectText, inside)
    }

    private func junit(_ fault: PlantError) -> String {
        Self.testCase(
            "files", fault.place?.description ?? "",
            "<failure type=\"error\" message=\"\(MarkupText.attribute(fault.message))\">\(MarkupText.escaped(fault.hint ?? ""))</failure>"
        )
    }

    private static func testCase(_ group: String, _ name: String, _ inside: String) -> String {
        "    <testcase classname=\"\(MarkupText.attribute(group))\" name=\"\(MarkupText.attribute(name))\">\(inside)</testcase>\n"
    }
}

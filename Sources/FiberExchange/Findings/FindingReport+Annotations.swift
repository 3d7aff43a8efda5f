import FiberModel
import FiberPlanning

extension FindingReport {
    /// As the lines that GitHub's runners turn into annotations of a pull request.
    var annotations: String {
        faults.map { Self.line("error", $0.place, "file", $0.messageText) }.joined()
            + result.findings.map { finding in
                let level = finding.severity == .info ? "notice" : finding.severity.rawValue
                return Self.line(
                    level, place(of: finding), finding.code,
                    "\(finding.subjectText): \(finding.messageText). \(finding.advice)")
            }.joined()
    }

    private static func line(_ level: String, _ place: SourcePlace?, _ title: String, _ message: String) -> String {
        var fields: [String] = []
        if let place { fields = ["file=\(field(place.file))", "line=\(place.line)", "col=\(place.column)"] }
        fields.append("title=\(field(title))")
        return "::\(level) \(fields.joined(separator: ","))::\(text(message))\n"
    }

    private static func text(_ text: String) -> String {
        text.map { $0 == "%" ? "%25" : $0 == "\r" ? "%0D" : $0 == "\n" ? "%0A" : $0 == "\r\n" ? "%0D%0A" : String($0) }
            .joined()
    }

    private static func field(_ text: String) -> String {
        Self.text(text).map { $0 == ":" ? "%3A" : $0 == "," ? "%2C" : String($0) }.joined()
    }
}

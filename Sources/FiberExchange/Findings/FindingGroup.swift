import FiberPlanning

/// Findings that are equal but for their objects, which people read as one.
struct FindingGroup {
    /// So many are named; of one more than this the rest is counted.
    private static let named = 3

    let first: Finding
    private(set) var others: [Finding] = []

    init(_ first: Finding) { self.first = first }

    var count: Int { 1 + others.count }

    /// What is equal of findings: what they say, without the names of their objects.
    private struct Likeness: Hashable {
        var code: String
        var message, advice: String
        var actual, limit: Measure?

        init(_ finding: Finding) {
            code = finding.code
            message = Self.anonymous(finding.message, finding)
            advice = Self.anonymous(finding.advice, finding)
            actual = finding.actual
            limit = finding.limit
        }

        /// A text in which each of the names is a mark of its own; `T1` is not met in `T12`.
        private static func anonymous(_ text: String, _ finding: Finding) -> String {
            var text = text
            for (mark, name) in zip("\u{1}\u{2}\u{3}", [finding.place, finding.subject, finding.name]) {
                guard let name, !name.isEmpty else { continue }
                var out = ""
                var rest = text[...]
                while let range = rest.firstRange(of: name) {
                    let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
                    let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
                    out += rest[..<range.lowerBound]
                    if isPart(before) || isPart(after) { out += name } else { out.append(mark) }
                    rest = rest[range.upperBound...]
                }
                text = out + rest
            }
            return text
        }

        private static func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber }
    }

    /// Groups in the order of their first findings. O(findings × length of what they say).
    static func groups(of findings: [Finding]) -> [FindingGroup] {
        var groups: [FindingGroup] = []
        var places: [Likeness: Int] = [:]
        for finding in findings {
            let likeness = Likeness(finding)
            if let place = places[likeness] {
                groups[place].others.append(finding)
            } else {
                places[likeness] = groups.count
                groups.append(FindingGroup(finding))
            }
        }
        // A few are read faster one by one, each with its own advice.
        return groups.flatMap { group in
            group.count > named + 1 ? [group] : [FindingGroup(group.first)] + group.others.map { FindingGroup($0) }
        }.sorted { Finding.precedes($0.first, $1.first) }
    }

    /// `T0001, T0002 at port 3, T0003 and 45 more`.
    var subjects: String {
        let named = ([first] + others.prefix(Self.named - 1)).map(\.subjectText)
        return named.joined(separator: ", ") + (count > Self.named ? " and \(count - Self.named) more" : "")
    }
}

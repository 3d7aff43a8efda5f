import FiberModel
import FiberPlanning

/// The code of a rule, as a waiver names it.
package enum RuleCode {
    static func checked(_ text: String) throws(PlantError) -> String {
        if let rule = Rules.rule(text) { return rule.code }
        let near = nearestName(to: text, among: Rules.all.map(\.code))
        throw PlantError(
            .badValue, "no such rule: \(quoted(text))",
            hint: near.map { "did you mean '\($0)'?" } ?? "see 'fiberplan explain'")
    }
}

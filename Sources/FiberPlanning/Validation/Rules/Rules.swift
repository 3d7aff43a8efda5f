import FiberModel

/// The rules that come with the library.
public enum Rules {
    /// The rule of a code, in upper or lower case.
    public static func rule(_ code: String) -> (any DocumentedRule)? {
        all.first { $0.code == code.uppercased() }
    }
}

extension Validator {
    /// Runs every rule that the options choose over a plant. The answer depends on the plant and the options alone.
    ///
    /// O(plant) for each rule; nothing is quadratic in any of its parts.
    /// - Parameters:
    ///   - plant: the plant that is checked.
    ///   - options: which rules run, and what of their findings is kept.
    ///   - own: rules of one's own, which run beside those of the library; options and waivers hold for them too.
    ///   - onProgress: told after each rule, with the share of rules that are done.
    public static func validate(
        _ plant: Plant, _ options: ValidationOptions, own: [any Rule] = [],
        onProgress: (Double) -> Void = { _ in }
    ) -> ValidationResult {
        validate(plant, options, Rules.all as [any Rule] + own, onProgress)
    }
}

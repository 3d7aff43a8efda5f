import FiberModel

/// Which modules go into which cages.
enum Cage {
    /// A newer cage of a width takes the older modules of it: after the form-factor agreements of QSFP-DD and SFP112.
    private static let older: [String: Set<String>] = [
        "QSFP-DD": ["QSFP28", "QSFP56", "QSFP112"], "QSFP112": ["QSFP28", "QSFP56"], "QSFP56": ["QSFP28"],
        "SFP112": ["SFP28"],
    ]

    /// Whether a module that is made in these forms goes into a cage.
    static func takes(_ forms: [String], _ cage: String) -> Bool {
        forms.contains { $0 == cage || older[cage]?.contains($0) == true }
    }
}

extension Connector {
    /// The form of the module at the end of a cable that goes from cage to cage, such as `OSFP`; nil for a plug.
    var cageForm: String? { family.hasPrefix("cage ") ? String(family.dropFirst(5)) : nil }
}

extension Record {
    /// Holds its texts to ``Bounds``.
    package func checkBounds() throws(PlantError) {
        var check = BoundsCheck()
        try code(&check)
    }
}

/// Holds every text of a record to ``Bounds``.
struct BoundsCheck: FieldCoder {
    func text(_ key: StaticString, _ value: inout String) throws(PlantError) {
        // The smallest bound of the table.
        if value.utf8.count > 32 { try Bounds.check(value, column: "\(key)") }
        let hasNUL = value.withUTF8 { bytes in bytes.contains(0) }
        if hasNUL { throw PlantError(.badValue, "a NUL byte, expected text", field: "\(key)") }
    }
    func text(_ key: StaticString, _ value: inout String?) throws(PlantError) {
        if var some = value { try text(key, &some) }
    }
    func labels(_ key: StaticString, _ value: inout [String]) throws(PlantError) {
        guard value.count <= Bounds.labels else {
            throw PlantError(
                .badValue, "\(value.count) labels, expected at most \(Bounds.labels)", field: "\(key)")
        }
        if !value.isEmpty, "\(key)" == "allowed_cables" {
            try Bounds.check(value.joined(separator: " "), column: "\(key)")
        }
    }
    func int(_ key: StaticString, _ value: inout Int) {}
    func int(_ key: StaticString, _ value: inout Int?) {}
    func rack(_ key: StaticString, _ value: inout RackAddress) {}
    func rack(_ key: StaticString, _ value: inout RackAddress?) {}
    func unit(_ key: StaticString, _ value: inout UnitAddress) {}
    func port(_ key: StaticString, _ value: inout PortAddress) {}
    func port(_ key: StaticString, _ value: inout PortAddress?) {}
    func strand(_ key: StaticString, _ value: inout StrandAddress) {}
}

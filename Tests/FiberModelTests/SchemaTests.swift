import Migrations
import Testing

@testable import FiberModel

/// The schema that a plant must have.
struct SchemaTests {
    @Test func theSchemaIsThatOfTheFingerprint() throws {
        let found = try SchemaCheck.withFreshPlant(version: Migrations.currentVersion) {
            try SchemaCheck.fingerprint($0)
        }
        #expect(
            found == Migrations.schemaFingerprint,
            "Migrations.schemaFingerprint is to be 0x\(String(found, radix: 16))")
    }
}

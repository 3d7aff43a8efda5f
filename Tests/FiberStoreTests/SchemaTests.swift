import FiberModel
import Migrations
import Testing

@testable import FiberStore

/// The schema that a plant must have.
struct SchemaTests {
    @Test func theSchemaIsThatOfTheFingerprint() throws {
        let found = try SchemaCheck.withFreshPlant(version: Migrations.currentVersion) { fresh throws(PlantError) in
            try SchemaCheck.fingerprint(fresh)
        }
        #expect(
            found == Migrations.schemaFingerprint,
            "Migrations.schemaFingerprint is to be 0x\(String(found, radix: 16))")
    }
}

import FiberModel
import Migrations

/// What the migrations make, from a plant that is made for it.
extension SchemaCheck {
    /// How a file's schema differs from that of a version; nothing where it does not.
    static func differences(_ connection: Connection, version: Int) throws(PlantError) -> [Difference] {
        let found = try objects(connection)
        return try withFreshPlant(version: version) { fresh throws(PlantError) in
            let expected = try objects(fresh)
            var differences: [Difference] = []
            func note(_ object: Object, _ text: String) {
                differences.append(Difference(type: object.type, text: text))
            }
            for (object, sql) in expected {
                guard let own = found[object] else {
                    note(object, "\(object.type) \(object.name) is missing")
                    continue
                }
                if own != sql { note(object, "\(object.type) \(object.name) is not as fiberplan makes it") }
            }
            for object in found.keys where expected[object] == nil {
                note(object, "\(object.type) \(quoted(object.name)) was added")
            }
            return differences.sorted { $0.text < $1.text }
        }
    }

    /// Lends a new plant in memory, as the migrations up to a version make it.
    static func withFreshPlant<Value>(
        version: Int, _ body: (Connection) throws(PlantError) -> Value
    ) throws(PlantError) -> Value {
        let database = try Database.inMemory()
        try database.migrate(to: version)
        return try database.read(body)
    }
}

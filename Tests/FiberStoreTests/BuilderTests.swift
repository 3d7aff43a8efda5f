import FiberExchange
import FiberModel
import FiberPlanning
import TestSupport
import Testing

@testable import FiberStore

/// A plant that is built in memory is the one that a store of the same records loads.
struct BuilderTests {
    private func texts(_ plant: Plant) -> [String] {
        func text(_ value: Any) -> String {
            var out = ""
            dump(value, to: &out)
            return out
        }
        let ports = plant.devicePorts.map { text(($0.key, $0.value)) }.sorted()
        let groups = plant.links.diverseGroups.map { "\($0.key) \($0.value)" }.sorted()
        let kinds = CatalogueKind.allCases.flatMap { kind in
            plant.catalogue.rows(kind).map { row in
                "\(plant.catalogue.key(kind, row.entry.name) ?? 0) \(text(row.item)) \(row.entry.source) \(row.entry.trust)"
            }
        }
        return [
            text(plant.halls), text(plant.racks), text(plant.nodes), text(plant.segments), text(plant.tags),
            text(plant.units), text(plant.trunks), text(plant.routeSegments), text(plant.strands),
            text(plant.measurements), text(ports), text(groups), text(kinds), text(plant.waivers),
            text(plant.builtOtherwise), text(plant.cords.type), text(plant.cords.a), text(plant.cords.z),
            text(plant.cords.length), text(plant.cords.status), text(plant.cords.colour), text(plant.cords.colours),
            text((0..<plant.cords.count).map { plant.cords.labels[$0] }), text(plant.links.a), text(plant.links.z),
            text(plant.links.optic), text(plant.links.fec),
            text((0..<plant.links.count).map { plant.links.labels[$0] }),
        ]
    }

    private func records(_ store: Store) throws -> [Record] {
        var records: [Record] = []
        let kinds = RecordKind.allCases.filter { $0 != .workOrder && $0 != .task }
        try store.forEachRecord(of: kinds) { record in
            if record.as(CatalogueEntry.self)?.isBuiltIn == true { return }
            records.append(record)
        }
        return records
    }

    @Test(arguments: ["two-row-hall", "faulty-hall"])
    func itIsThePlantOfAStore(_ sample: String) throws {
        let records = try records(try Store.sample(sample))
        let store = try Store.holding(records)
        var builder = PlantBuilder()
        // The order in which they come says nothing.
        for record in records.reversed().filter({ $0.kind == .catalogueEntry }).reversed() { try builder.add(record) }
        for record in records.filter({ $0.kind != .catalogueEntry }) { try builder.add(record) }
        let (built, loaded) = (try builder.plant(), try store.snapshot())
        for (own, stored) in zip(texts(built), texts(loaded)) { #expect(own == stored) }
        let options = ValidationOptions(today: try Day("2026-01-01"))
        #expect(Validator.validate(built, options).findings == Validator.validate(loaded, options).findings)
    }

    @Test func theCatalogueIsThatOfTheMigrations() throws {
        let store = try Store.inMemory()
        var found: [String] = []
        try store.forEachRecord(.catalogueEntry) { record in
            guard let entry = record.as(CatalogueEntry.self) else { return }
            found.append("\(record.name) \(entry.source) \(entry.trust) \(try! JSONValue(parsing: entry.body).line())")
        }
        var wanted: [String] = []
        for kind in CatalogueKind.allCases {
            for row in Catalogue.builtIn.rows(kind) {
                wanted.append(
                    "\(kind.rawValue)/\(row.entry.name) \(row.entry.source) \(row.entry.trust) \(row.entry.body)")
                #expect(
                    try store.catalogue().key(kind, row.entry.name) == Catalogue.builtIn.key(kind, row.entry.name),
                    "Scripts/catalogue.py migration NAME brings rows into plants")
            }
        }
        #expect(found.sorted() == wanted.sorted(), "Scripts/catalogue.py migration NAME brings rows into plants")
    }

    @Test(arguments: [
        (Record(Rack { $0.address = RackAddress(hall: "DC9", grid: "A01") }), PlantError.Code.notFound),
        (Record(Hall(label: "DC1")), .duplicate),
        (Record(Cord { ($0.label, $0.a) = ("C3", PortAddress(unit: Self.unit, port: 1)) }), .portTaken),
        (Record(Trunk { ($0.label, $0.type) = ("T2", "NONE") }), .notFound),
        (Record(WorkOrder(label: "W1")), .badValue),
        (Record(Hall(label: "a b")), .badValue),
    ])
    func whatAPlantCannotHoldIsRefused(_ record: Record, _ code: PlantError.Code) throws {
        var builder = PlantBuilder()
        for record in TinyHall().records { try builder.add(record) }
        let error = #expect(throws: PlantError.self) {
            try builder.add(record)
            _ = try builder.plant()
        }
        #expect(error?.code == code)
    }

    private static let unit = UnitAddress(rack: RackAddress(hall: "DC1", grid: "A01"), u: 42)
}

import FiberModel
import FiberStore
import Foundation
import Migrations
import TestSupport
import Testing

struct CatalogueTests {
    let catalogue: Catalogue

    init() throws { catalogue = try Store.inMemory().catalogue() }

    @Test func theMigrationsAreThoseOfTheFolder() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Checkout.path("Migrations"))
        #expect(files.filter { $0.hasSuffix(".sql") }.sorted() == Migrations.all.map { "\($0.name).sql" })
        #expect(Migrations.all.count == Migrations.currentVersion)
        for migration in Migrations.all {
            #expect(try Checkout.text("Migrations/\(migration.name).sql") == migration.sql)
        }
    }

    /// The figures of the trade, each as DOMAIN gives it.
    @Test(arguments: [
        ("G.652.D", 30_000), ("G.657.A1", 10_000), ("G.657.A2", 7500), ("G.657.B2", 7500), ("G.657.B3", 5000),
        ("G.657.B", 7500),
    ])
    func fibreClassesHaveTheirRadius(_ name: String, _ micrometres: Int) {
        let fibre = catalogue.fibreClass(named: name)
        #expect(fibre?.minimumBendRadius_um?.value == Micrometres(micrometres))
        #expect(fibre?.mode == .single)
    }

    @Test func theAmbiguousClassSaysWhatItMeans() {
        #expect(catalogue.fibreClass(named: "G.657.B")?.meaning == "G.657.B2")
    }

    @Test func bendLossesAreThoseOfTheTable() {
        let a2 = catalogue.fibreClass(named: "G.657.A2")
        let rows = a2?.bendLoss.map {
            [$0.radius_um.rawValue, $0.turns, $0.at1550_mdB?.value.rawValue ?? -1, $0.at1625_mdB?.value.rawValue ?? -1]
        }
        #expect(rows == [[15_000, 10, 30, 100], [10_000, 1, 100, 200], [7500, 1, 500, 1000]])
        let b3 = catalogue.fibreClass(named: "G.657.B3")?.bendLoss.map { $0.at1625_mdB?.value.rawValue }
        #expect(b3 == [100, 250, 450])
    }

    @Test(arguments: [
        ("MXC-64", 4, 16), ("MXC-32", 2, 16), ("MXC-16", 1, 16), ("MXC-8", 1, 8), ("LC-duplex", 1, 2), ("MPO-8", 1, 8),
        ("MPO-12", 1, 12), ("MPO-16", 1, 16), ("MPO-24", 2, 12), ("MPO-32", 2, 16),
    ])
    func connectorsHaveTheirGeometry(_ name: String, _ rows: Int, _ columns: Int) {
        let connector = catalogue.connector(named: name)
        #expect(connector?.rows == rows && connector?.columns == columns && connector?.positions == rows * columns)
    }

    @Test func theDefaultTrunkFlipsPairs() throws {
        let key = try #require(catalogue.key(.trunkType, Trunk().type))
        let type = try #require(catalogue.cable(key))
        #expect(type.strands == 64)
        for pair in 0..<32 {
            #expect(
                type.strandMap.far(2 * pair + 1) == 2 * pair + 2 && type.strandMap.far(2 * pair + 2) == 2 * pair + 1)
        }
        // 9 mm cable: 90 mm at rest, 180 mm pulled.
        #expect(type.radiusAtRest?.value == Micrometres(90_000))
        #expect(type.radiusUnderPull?.value == Micrometres(180_000))
        #expect(type.radiusAtRest?.trust == .assumed)
    }

    @Test func theDefaultCassetteFansOut64StrandsTo32Pairs() throws {
        let type = try #require(catalogue.key(.cassetteType, Cassette().type).flatMap { catalogue.cassetteType($0) })
        let shape = try #require(CassetteShape(type, in: catalogue))
        #expect(shape.frontCount == 32 && shape.frontPositions == 2 && shape.rearPositions == 64)
        for port in 1...32 {
            for position in 1...2 {
                let rear = try #require(shape.rear(port: port, position: position))
                #expect(rear.connector == 1 && rear.position == 2 * (port - 1) + position)
                #expect(try #require(shape.front(connector: 1, position: rear.position)) == (port, position))
            }
        }
        #expect(shape.rear(port: 33, position: 1) == nil && shape.rear(port: 0, position: 1) == nil)
        #expect(shape.rear(port: 1, position: 3) == nil && shape.front(connector: 1, position: 65) == nil)
    }

    @Test(arguments: [
        ("100G-CLR4", [1271, 1291, 1311, 1331], 2), ("100G-CWDM4", [1271, 1291, 1311, 1331], 2),
        ("400G-FR4", [1271, 1291, 1311, 1331], 2), ("100G-PSM4", [1310, 1310, 1310, 1310], 8),
        ("100G-DR", [1311], 2), ("400G-DR4", [1311, 1311, 1311, 1311], 8),
    ])
    func opticsHaveTheirLanes(_ name: String, _ nanometres: [Int], _ fibres: Int) throws {
        let optic = try #require(catalogue.key(.optic, name).flatMap { catalogue.optic($0) })
        #expect(optic.lanes.map(\.wavelength_pm.rawValue) == nanometres.map { $0 * 1000 })
        #expect(optic.lanes.map(\.lane) == Array(0..<nanometres.count))
        #expect(optic.fibres == fibres)
    }

    @Test func aLimitThatNobodyPublishedIsUnknown() throws {
        let clr4 = try #require(catalogue.key(.optic, "100G-CLR4").flatMap { catalogue.optic($0) })
        #expect(clr4.lossLimitWithFEC_mdB == nil && clr4.lossLimitWithoutFEC_mdB == nil)
        #expect(clr4.fec == .optional)
    }

    @Test func everyRowRefersToRowsThatExist() {
        for kind in CatalogueKind.allCases {
            let rows = catalogue.rows(kind)
            #expect(!rows.isEmpty)
            for (entry, item) in rows {
                #expect(throws: Never.self, "\(entry.name)") { try catalogue.checkFit(of: item) }
                for reference in item.references {
                    #expect(catalogue.key(reference.kind, reference.name) != nil, "\(entry.name) → \(reference.name)")
                }
            }
        }
    }

    @Test(arguments: [
        (CatalogueKind.trunkType, "{}", "connector is missing"), (.optic, "[]", "wrong type"),
        (.connector, "x", "no JSON object"),
        (.colourScheme, #"{"colours":[],"tracer":"black","tracerOnBlack":"yellow"}"#, "colours has 0"),
        (.connector, #"{"family":"X","rows":0,"columns":1,"polish":"PC","grades":[]}"#, "rows is 0"),
        (.connector, #"{"family":"X","rows":1,"columns":1,"polish":"shiny","grades":[]}"#, "polish"),
    ])
    func aBadBodyIsRefusedByItsKey(_ kind: CatalogueKind, _ body: String, _ why: String) {
        let error = #expect(throws: PlantError.self) { try CatalogueItem(kind: kind, body: body) }
        #expect(error?.message.contains(why) == true, "\(error?.message ?? "")")
    }

    @Test func strandColoursRepeatWithATracer() throws {
        let scheme = try #require(catalogue.colourScheme(named: "TIA-598"))
        #expect(scheme.colour(ofStrand: 1, of: 32) == "blue" && scheme.colour(ofStrand: 12, of: 32) == "aqua")
        #expect(scheme.colour(ofStrand: 13, of: 32) == "blue/black tracer")
        #expect(scheme.colour(ofStrand: 20, of: 32) == "black/yellow tracer")
        #expect(scheme.colour(ofStrand: 25, of: 32) == "blue/2 black tracers")
        let olive = catalogue.colourScheme(named: "TIA-598-16-OLIVE")?.colour(ofStrand: 13, of: 32)
        let lime = catalogue.colourScheme(named: "TIA-598-16-LIME")?.colour(ofStrand: 13, of: 32)
        #expect(olive == "olive" && lime == "lime")
    }
}

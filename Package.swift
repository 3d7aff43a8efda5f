// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
    name: "fiberplan",
    products: [
        .library(name: "FiberModel", targets: ["FiberModel"]),
        .library(name: "FiberPlanning", targets: ["FiberPlanning"]),
        .library(name: "FiberStore", targets: ["FiberStore"]),
        .library(name: "FiberExchange", targets: ["FiberExchange"]),
        .executable(name: "fiberplan", targets: ["fiberplan"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.1.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    ],
    targets: [
        .target(
            name: "Migrations",
            path: "Migrations",
            resources: [
                .embedInCode("0001_plant.sql"),
                .embedInCode("0002_port_use.sql"),
                .embedInCode("0003_fibres_and_connectors.sql"),
                .embedInCode("0004_trunk_types.sql"),
                .embedInCode("0005_cassette_types.sql"),
                .embedInCode("0006_cords_and_optics.sql"),
                .embedInCode("0007_pathways.sql"),
                .embedInCode("0008_measurements.sql"),
                .embedInCode("0009_universal_cassettes.sql"),
                .embedInCode("0010_history.sql"),
                .embedInCode("0011_work_orders.sql"),
                .embedInCode("0012_right_answers.sql"),
                .embedInCode("0013_names.sql"),
                .embedInCode("0014_cables.sql"),
                .embedInCode("0015_connectors.sql"),
                .embedInCode("0016_trunk_types.sql"),
                .embedInCode("0017_cord_types.sql"),
                .embedInCode("0018_modules.sql"),
                .embedInCode("0019_optics.sql"),
                .embedInCode("0020_more_optics.sql"),
                .embedInCode("0021_places.sql"),
                .embedInCode("0022_devices_and_bays.sql"),
                .embedInCode("0023_sites_and_small_connectors.sql"),
                .embedInCode("0024_cords_as_built.sql"),
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        // Loaded where they are used, not linked: every command would wait for them and what they need. Workbooks are written with
        // libxlsxwriter and read with expat, reports packed with zlib, codes of labels drawn with libqrencode.
        .target(name: "CXLSXWriter"), .target(name: "CExpat"), .target(name: "CZlib"), .target(name: "CQREncode"),
        .target(name: "Platform", swiftSettings: strict),
        .target(
            name: "FiberModel", dependencies: ["Platform"],
            resources: [
                .embedInCode("Catalogue/BuiltIn/fibre-class.json"),
                .embedInCode("Catalogue/BuiltIn/connector.json"),
                .embedInCode("Catalogue/BuiltIn/colour-scheme.json"),
                .embedInCode("Catalogue/BuiltIn/trunk-type.json"),
                .embedInCode("Catalogue/BuiltIn/trunk-type-2.json"),
                .embedInCode("Catalogue/BuiltIn/cassette-type.json"),
                .embedInCode("Catalogue/BuiltIn/cassette-type-2.json"),
                .embedInCode("Catalogue/BuiltIn/cassette-type-3.json"),
                .embedInCode("Catalogue/BuiltIn/cord-type.json"),
                .embedInCode("Catalogue/BuiltIn/cord-type-2.json"),
                .embedInCode("Catalogue/BuiltIn/optic.json"),
                .embedInCode("Catalogue/BuiltIn/optic-2.json"),
                .embedInCode("Catalogue/BuiltIn/optic-3.json"),
                .embedInCode("Catalogue/BuiltIn/device-type.json"),
            ], swiftSettings: strict),
        .target(
            name: "FiberStore",
            dependencies: [
                "FiberModel", "Migrations", "CSQLite", "Platform", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "FiberPlanning",
            dependencies: ["FiberModel", "Platform", .product(name: "HeapModule", package: "swift-collections")],
            swiftSettings: strict
        ),
        .target(
            name: "FiberExchange",
            dependencies: [
                "FiberPlanning", "FiberStore", "Platform", "CXLSXWriter", "CQREncode", "CExpat", "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [.embedInCode("Report/report.js"), .embedInCode("Report/report.css")],
            swiftSettings: strict),
        .executableTarget(
            name: "fiberplan",
            dependencies: [
                "FiberExchange", "Platform",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "planning-example", dependencies: ["FiberPlanning"], path: "Examples/Planning",
            swiftSettings: strict),
        .executableTarget(
            name: "route-bench", dependencies: ["FiberPlanning", "FiberStore"], path: "Benchmarks/RouteBench",
            swiftSettings: strict),
        .executableTarget(
            name: "history-bench", dependencies: ["FiberExchange"], path: "Benchmarks/HistoryBench",
            swiftSettings: strict),
        .executableTarget(name: "plant-generator", path: "Benchmarks/PlantGenerator", swiftSettings: strict),
        .executableTarget(name: "fuzz", dependencies: ["TestSupport"], path: "Tests/Fuzz", swiftSettings: strict),
        .target(name: "TestSupport", dependencies: ["FiberExchange"], path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "FiberModelTests", dependencies: ["FiberModel", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "FiberStoreTests", dependencies: ["FiberPlanning", "FiberStore", "Migrations", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "FiberPlanningTests", dependencies: ["FiberPlanning", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "FiberExchangeTests", dependencies: ["FiberExchange", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "fiberplanTests", dependencies: ["fiberplan", "planning-example", "TestSupport"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

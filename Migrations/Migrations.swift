/// The schema of a plant file: the `.sql` files of this folder, embedded, in the order in which they apply.
///
/// A migration that has shipped is never edited; a change to the schema or a built-in catalogue row is a
/// new file, added at the end of ``all`` and to `Package.swift`. A test holds the list against the folder.
public enum Migrations {
    /// One step from a schema version to the next.
    public struct Migration: Sendable {
        /// The file's name without `.sql`; the first four digits are its number.
        public let name: String
        /// Its statements, as SQLite runs them.
        public let sql: String
    }

    /// Every migration, oldest first. The schema version of a plant is how many of them it has.
    public static var all: [Migration] {
        [
            ("0001_plant", PackageResources._001_plant_sql),
            ("0002_port_use", PackageResources._002_port_use_sql),
            ("0003_fibres_and_connectors", PackageResources._003_fibres_and_connectors_sql),
            ("0004_trunk_types", PackageResources._004_trunk_types_sql),
            ("0005_cassette_types", PackageResources._005_cassette_types_sql),
            ("0006_cords_and_optics", PackageResources._006_cords_and_optics_sql),
            ("0007_pathways", PackageResources._007_pathways_sql),
            ("0008_measurements", PackageResources._008_measurements_sql),
            ("0009_universal_cassettes", PackageResources._009_universal_cassettes_sql),
            ("0010_history", PackageResources._010_history_sql),
            ("0011_work_orders", PackageResources._011_work_orders_sql),
            ("0012_right_answers", PackageResources._012_right_answers_sql),
            ("0013_names", PackageResources._013_names_sql),
            ("0014_cables", PackageResources._014_cables_sql),
            ("0015_connectors", PackageResources._015_connectors_sql),
            ("0016_trunk_types", PackageResources._016_trunk_types_sql),
            ("0017_cord_types", PackageResources._017_cord_types_sql),
            ("0018_modules", PackageResources._018_modules_sql),
            ("0019_optics", PackageResources._019_optics_sql),
            ("0020_more_optics", PackageResources._020_more_optics_sql),
            ("0021_places", PackageResources._021_places_sql),
            ("0022_devices_and_bays", PackageResources._022_devices_and_bays_sql),
            ("0023_sites_and_small_connectors", PackageResources._023_sites_and_small_connectors_sql),
            ("0024_cords_as_built", PackageResources._024_cords_as_built_sql),
        ].map { Migration(name: $0.0, sql: String(decoding: $0.1, as: UTF8.self)) }
    }

    /// The schema version that this build reads and writes.
    public static let currentVersion = 24

    /// What ``all`` makes of an empty file, as the store reads it when it opens one: a test works it out and compares.
    public static let schemaFingerprint: UInt64 = 0x2fcc_7887_c28e_331d
}

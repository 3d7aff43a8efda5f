/// Every catalogue row that a plant can use, read and checked, by key and by name.
///
/// A user's row shadows the built-in one of the same kind and name: whatever refers to either gets the user's.
public struct Catalogue: Sendable {
    /// The key of a row; types of different kinds cannot be mixed up once looked up.
    public typealias Key = Int32

    private var items: [Key: CatalogueItem] = [:]
    private var entries: [Key: CatalogueEntry] = [:]
    private var names: [Key: String] = [:]
    /// The connectors of optics by themselves: an optic is a large value, and is asked for this at every port.
    private var opticConnectors: [Key: (name: String, count: Int)] = [:]
    private var keys: [CatalogueKind: [String: Key]] = [:]

    /// A catalogue without rows.
    public init() {}

    /// Adds a row under `key`. A user's row replaces a built-in one of its name for every key that meant it.
    public mutating func insert(_ entry: CatalogueEntry, _ item: CatalogueItem, key: Key) {
        put(entry, item, key)
        names[key] = entry.name
        guard let twin = keys[entry.kind]?[entry.name], let other = items[twin], let otherEntry = entries[twin],
            twin != key
        else {
            keys[entry.kind, default: [:]][entry.name] = key
            return
        }
        if entry.isBuiltIn {
            put(otherEntry, other, key)
        } else {
            put(entry, item, twin)
            keys[entry.kind, default: [:]][entry.name] = key
        }
    }

    private mutating func put(_ entry: CatalogueEntry, _ item: CatalogueItem, _ key: Key) {
        items[key] = item
        entries[key] = entry
        if case .optic(let optic) = item { opticConnectors[key] = (optic.connector, optic.connectors ?? 1) }
    }

    /// The name of the connector of an optic; nil where the key is of no such row.
    func connectorName(ofOptic key: Key) -> String? { opticConnectors[key]?.name }

    /// How many connectors an optic has; nil where the key is of no such row.
    public func connectorCount(ofOptic key: Key) -> Int? { opticConnectors[key]?.count }

    /// Puts a row in the place of another, as if it had always been that.
    package mutating func replace(_ key: Key, _ entry: CatalogueEntry, _ item: CatalogueItem) {
        put(entry, item, key)
    }

    /// Adds an optic that stands in no catalogue: one leg of another that is broken out.
    mutating func insertLeg(_ optic: Optic, named name: String) -> Key {
        let key = highestKey + 1
        let entry = CatalogueEntry(kind: .optic, name: name, source: "", trust: .user, body: "{}")
        put(entry, .optic(optic), key)
        names[key] = name
        return key
    }

    /// The highest key that a row has; 0 where there is none.
    var highestKey: Key { items.keys.max() ?? 0 }

    /// A row as it is stored.
    public func entry(_ key: Key) -> CatalogueEntry? { entries[key] }
    /// The name of a row; `?` for a key that none has.
    public func name(_ key: Key) -> String { names[key] ?? "?" }

    /// A trunk type or cord type; nil where the key is of no such row.
    public func cable(_ key: Key) -> CableType? {
        switch items[key] {
        case .trunkType(let type), .cordType(let type): type
        default: nil
        }
    }
    /// A cassette type; nil where the key is of no such row.
    public func cassetteType(_ key: Key) -> CassetteType? {
        if case .cassetteType(let type) = items[key] { type } else { nil }
    }
    /// A connector; nil where the catalogue does not have it.
    public func connector(_ key: Key) -> Connector? {
        if case .connector(let connector) = items[key] { connector } else { nil }
    }
    /// An optic; nil where the key is of no such row.
    public func optic(_ key: Key) -> Optic? {
        if case .optic(let optic) = items[key] { optic } else { nil }
    }

    /// A kind of device; nil where the key is of no such row.
    public func deviceType(_ key: Key) -> DeviceType? {
        if case .deviceType(let type) = items[key] { type } else { nil }
    }

    /// The key of a row by its name.
    public func key(_ kind: CatalogueKind, _ name: String) -> Key? { keys[kind]?[name] }
    /// A connector; nil where the catalogue does not have it.
    public func connector(named name: String) -> Connector? { key(.connector, name).flatMap { connector($0) } }

    /// A fibre class by its name.
    public func fibreClass(named name: String) -> FibreClass? {
        guard let key = key(.fibreClass, name), case .fibreClass(let fibre) = items[key] else { return nil }
        return fibre
    }

    /// A colour scheme by its name.
    public func colourScheme(named name: String) -> ColourScheme? {
        guard let key = key(.colourScheme, name), case .colourScheme(let scheme) = items[key] else {
            return nil
        }
        return scheme
    }

    /// The rows of a kind by name, each name once.
    public func rows(_ kind: CatalogueKind) -> [(entry: CatalogueEntry, item: CatalogueItem)] {
        (keys[kind] ?? [:]).sorted { naturallyPrecedes($0.key, $1.key) }.compactMap { row in
            if let entry = entries[row.value], let item = items[row.value] { (entry, item) } else { nil }
        }
    }
}

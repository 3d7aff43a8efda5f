import FiberModel

// What people call places, and which address that is.

extension KeyCache: PlaceNaming {
    func canonical(_ text: String) throws(PlantError) -> String {
        guard !text.isEmpty, text.utf8.count <= 4 * Address.longestLabel, !text.utf8.contains(0) else { return text }
        if let address = try? Address(text), try isThere(address) { return text }
        for (hall, name) in Self.readings(of: text) {
            let found = try places(called: name, in: hall)
            guard found.count > 1 else {
                if let only = found.first { return only }
                continue
            }
            let halls = Set(found.map { $0.prefix { $0 != "." } })
            throw PlantError(
                .badValue, "\(text) is the name of several: \(found.prefix(5).joined(separator: ", "))",
                hint: halls.count > 1 && hall == nil
                    ? "name its address, or its hall before it, such as \(found[0].prefix { $0 != "." })/\(name)"
                    : "name its address")
        }
        if let range = try range(of: text) { return range }
        try refusePort(of: text)
        return text
    }

    /// Several ports of what is called so: `store-1:2-4`, `panel 3:R1-R12`; nil for every other text.
    private func range(of text: String) throws(PlantError) -> String? {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let ports = text[text.index(after: colon)...]
        guard let dash = ports.firstIndex(of: "-"),
            [ports[..<dash], ports[ports.index(after: dash)...]].allSatisfy({ part in
                let digits = part.drop { $0 == "R" || $0 == "r" }
                return !digits.isEmpty && part.count - digits.count <= 1
                    && digits.allSatisfy { ("0"..."9").contains($0) }
            })
        else { return nil }
        let found = try units(called: String(text[..<colon]), in: nil, orAt: true)
        return found.count == 1 ? "\(found[0]):\(ports)" : nil
    }

    /// A device that is called so, with a port that it does not have.
    ///
    /// - Throws: ``PlantError`` with code `notFound`, so that nobody is told that it is no strand.
    private func refusePort(of text: String) throws(PlantError) {
        guard let colon = text.firstIndex(of: ":") else { return }
        let (name, port) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
        let found = try units(called: name, in: nil)
        guard found.count == 1, let unit = found.first else { return }
        var names =
            try deviceType(of: unit).map { type in (0..<type.portCount).map { type.name(ofPort: $0 + 1) } } ?? []
        let query = try cached("SELECT label FROM device_port WHERE unit_id = ? AND label <> ''")
        defer { query.reset() }
        query.bind(try key(unit).id, at: 1)
        while try query.step() { names.append(query.text(0)) }
        throw PlantError(
            .notFound, "\(name) (\(unit)) has no port \(quoted(port))",
            hint: nearestName(to: port, among: names).map { "did you mean '\(name):\($0)'?" }
                ?? "see 'fiberplan ports \(unit)'")
    }

    /// A text as a name, and as a name with the hall or site before it.
    private static func readings(of text: String) -> [(hall: String?, name: String)] {
        var readings: [(hall: String?, name: String)] = [(nil, text)]
        if let slash = text.firstIndex(of: "/") {
            readings.append((String(text[..<slash]), String(text[text.index(after: slash)...])))
        }
        return readings
    }

    private static let usualKinds: [RecordKind] = [.trunk, .link, .cord, .segment]

    /// Whether something has this address.
    private func isThere(_ address: Address) throws(PlantError) -> Bool {
        switch address {
        case .rack(let rack): return try ifAny { () throws(PlantError) in try key(rack) } != nil
        case .unit(let unit): return try isThere(unit)
        case .port(let port): return try isThere(port.unit)
        case .strand(let strand): return try isThere(.trunk, strand.trunk)
        case .label(let label):
            // What is named most often is looked for first: the list of all kinds makes all of their descriptions.
            for kind in Self.usualKinds { if try isThere(kind, label) { return true } }
            for kind in RecordKind.allCases where kind.isNamedByLabel && !Self.usualKinds.contains(kind) {
                if try isThere(kind, label) { return true }
            }
            return false
        }
    }

    private func isThere(_ kind: RecordKind, _ label: String) throws(PlantError) -> Bool {
        try ifAny { () throws(PlantError) in try key(kind, label) } != nil
    }

    private func isThere(_ unit: UnitAddress) throws(PlantError) -> Bool {
        try ifAny { () throws(PlantError) in try key(unit) } != nil
    }

    /// The addresses of halls, racks, units and ports that are called so.
    private func places(called name: String, in hall: String?) throws(PlantError) -> [String] {
        let whole =
            try addresses(Self.hallQuery, name, hall) + addresses(Self.rackQuery, name, hall)
            + units(called: name, in: hall).map(\.description)
        if !whole.isEmpty { return whole }
        for colon in name.indices where name[colon] == ":" {
            let port = String(name[name.index(after: colon)...])
            var found: [String] = []
            for unit in try units(called: String(name[..<colon]), in: hall, orAt: true) {
                if let address = try address(of: port, on: unit) { found.append(address.description) }
            }
            if !found.isEmpty { return found }
        }
        return []
    }

    private static let hallQuery = "SELECT label FROM hall WHERE name = ?1 AND name <> '' AND \(isInHall)"
    private static let rackQuery = """
        SELECT hall.label || '.' || grid FROM rack JOIN hall ON hall.id = hall_id WHERE rack.name = ?1 AND rack.name <> ''
        AND \(isInHall)
        """
    private static let unitQuery = """
        SELECT hall.label || '.' || grid || '-' || \(UnitAddress.placeSQL)
        FROM unit JOIN rack ON rack.id = rack_id JOIN hall ON hall.id = hall_id WHERE unit.label = ?1
        AND unit.label <> '' AND \(isInHall)
        """
    private static let isInHall = "(?2 IS NULL OR ?2 IN (hall.label, hall.name, hall.site)) ORDER BY 1 COLLATE by_label"

    private func addresses(_ sql: String, _ name: String, _ hall: String?) throws(PlantError) -> [String] {
        let query = try cached(sql)
        defer { query.reset() }
        query.bind(name, at: 1)
        query.bind(hall, at: 2)
        var addresses: [String] = []
        while try query.step() { addresses.append(query.text(0)) }
        return addresses
    }

    /// The units of a label, or at a place in a rack that is called by its name.
    ///
    /// - Parameter orAt: whether the address of a unit will do as well.
    private func units(
        called name: String, in hall: String?, orAt isAddressTaken: Bool = false
    ) throws(PlantError) -> [UnitAddress] {
        var units = try addresses(Self.unitQuery, name, hall).map { text throws(PlantError) in try UnitAddress(text) }
        if isAddressTaken, hall == nil, let unit = try? UnitAddress(name), try isThere(unit) { units.append(unit) }
        guard units.isEmpty, let dash = name.lastIndex(of: "-") else { return units }
        for rack in try addresses(Self.rackQuery, String(name[..<dash]), hall) {
            // The place has the form that it has in an address.
            if let unit = try? UnitAddress("\(rack)\(name[dash...])") { units.append(unit) }
        }
        return units
    }

    /// The port of a unit that has this name beside it, else this number.
    private func address(of port: String, on unit: UnitAddress) throws(PlantError) -> PortAddress? {
        guard try isThere(unit) else { return nil }
        let query = try cached("SELECT port FROM device_port WHERE unit_id = ? AND label = ? ORDER BY port LIMIT 1")
        defer { query.reset() }
        query.bind(try key(unit).id, at: 1)
        query.bind(port, at: 2)
        if try query.step() { return PortAddress(unit: unit, port: query.int(0)) }
        if let number = try deviceType(of: unit)?.port(named: port) { return PortAddress(unit: unit, port: number) }
        // A leg or a connector of a port that has a name.
        if let slash = port.lastIndex(of: "/"), let part = Int(port[port.index(after: slash)...]),
            (1...PortHandle.mostParts).contains(part)
        {
            let whole = String(port[..<slash])
            query.reset()
            query.bind(try key(unit).id, at: 1)
            query.bind(whole, at: 2)
            let number = try query.step() ? query.int(0) : try deviceType(of: unit)?.port(named: whole)
            if let number { return PortAddress(unit: unit, port: number, part: part) }
        }
        guard case .port(let address)? = try? Address("\(unit):\(port)") else { return nil }
        return address
    }
}

extension KeyCache {
    /// The kind of a device, where it is said.
    func deviceType(of unit: UnitAddress) throws(PlantError) -> DeviceType? {
        let query = try cached("SELECT device_type_id FROM unit WHERE id = ? AND device_type_id IS NOT NULL")
        query.bind(try key(unit).id, at: 1)
        guard try query.step() else { return nil }
        let id = query.int64(0)
        query.reset()
        return try deviceType(id)
    }

    func deviceType(named name: String) throws(PlantError) -> DeviceType? {
        let catalogue = try Catalogue(loading: connection, condition: "kind = 'device-type'")
        return catalogue.key(.deviceType, name).flatMap { catalogue.deviceType($0) }
    }

    func deviceType(_ id: Int64) throws(PlantError) -> DeviceType? {
        let catalogue = try Catalogue(loading: connection, condition: "id = \(id)")
        return catalogue.rows(.deviceType).compactMap { row in
            if case .deviceType(let type) = row.item { type } else { nil }
        }.first
    }

    /// The name that was probably meant, of those that people gave to halls, racks and units.
    func suggestion(for text: String) throws(PlantError) -> String? {
        let names = """
            SELECT DISTINCT label FROM unit WHERE label <> '' UNION SELECT name FROM rack WHERE name <> ''
            UNION SELECT name FROM hall WHERE name <> '' LIMIT 20000
            """
        if let whole = try nearest(to: text, in: try connection.statement(names)) { return whole }
        // Of a port the slip may be in the name of its unit.
        guard let colon = text.firstIndex(of: ":") else { return nil }
        return try nearest(to: String(text[..<colon]), followedBy: text[colon...], in: try connection.statement(names))
    }
}

import Platform

/// The facts of a catalogue row, read from its JSON and checked.
public enum CatalogueItem: Hashable, Sendable {
    case fibreClass(FibreClass)
    case connector(Connector)
    case colourScheme(ColourScheme)
    case trunkType(CableType)
    case cassetteType(CassetteType)
    case cordType(CableType)
    case optic(Optic)
    case deviceType(DeviceType)

    /// The longest body that is read, in bytes.
    public static let longestBody = Bounds.json

    /// Reads the body of a row.
    ///
    /// - Parameters:
    ///   - kind: the kind of the row, which says what its facts are.
    ///   - body: the facts, a JSON object.
    ///   - isStored: the row stands in a plant already. A figure out of its range is then unknown, where one that comes
    ///     in is refused: an earlier fiberplan took wider ones.
    /// - Throws: ``PlantError`` with code `badValue` that names the key at fault and what it should hold.
    public init(kind: CatalogueKind, body: String, isStored: Bool = false) throws(PlantError) {
        guard body.utf8.count <= Self.longestBody else {
            throw PlantError(.badValue, "body of \(body.utf8.count) bytes, expected at most \(Self.longestBody)")
        }
        let data = Data(body.utf8)
        if !isStored { try Self.checkKeys(kind, data) }
        do {
            let decoder = JSONDecoder()
            switch kind {
            case .fibreClass: self = .fibreClass(try decoder.decode(FibreClass.self, from: data))
            case .connector: self = .connector(try decoder.decode(Connector.self, from: data))
            case .colourScheme: self = .colourScheme(try decoder.decode(ColourScheme.self, from: data))
            case .trunkType: self = .trunkType(try decoder.decode(CableType.self, from: data))
            case .cassetteType: self = .cassetteType(try decoder.decode(CassetteType.self, from: data))
            case .cordType: self = .cordType(try decoder.decode(CableType.self, from: data))
            case .optic: self = .optic(try decoder.decode(Optic.self, from: data))
            case .deviceType: self = .deviceType(try decoder.decode(DeviceType.self, from: data))
            }
        } catch let error as DecodingError {
            throw PlantError(.badValue, "\(kind.rawValue): \(error.plainText)")
        } catch let error as PlantError {
            throw error
        } catch {
            throw PlantError(.badValue, "\(kind.rawValue): \(error)")
        }
        try check()
        try holdToRanges(FigureRanges(isStrict: !isStored))
    }

    /// The keys of a body. A key that is none of them would be a fact that nobody reads.
    static func keys(_ kind: CatalogueKind) -> [String] {
        switch kind {
        case .fibreClass: ["mode", "minimumBendRadius_um", "bendLoss", "attenuation", "meaning"]
        case .connector: ["family", "rows", "columns", "polish", "grades", "key", "pins", "supersededBy"]
        case .colourScheme: ["colours", "tracer", "tracerOnBlack"]
        case .trunkType, .cordType: CableType.keys
        case .cassetteType:
            [
                "rear", "front", "strandMap", "fibreClass", "height_u", "splices", "inside", "branches", "bays",
                "fitsBay", "sideBySide", "adaptersSeparate",
            ]
        case .optic:
            [
                "connector", "connectors", "pinned", "formFactors", "fibres", "mode", "lanes", "laneRate_kBd",
                "modulation", "fec", "fecCode", "innerFEC", "fecInHost", "reach_m", "matedPairs",
                "lossLimitWithFEC_mdB", "lossLimitWithoutFEC_mdB", "connectionLoss_mdB", "launchLeast_mdBm",
                "launchMost_mdBm", "receiveLeast_mdBm", "receiveMost_mdBm",
                "reflections", "breakouts",
                "mediaCode",
                "partNumbers",
            ]
        case .deviceType: ["ports", "height_u", "sideBySide", "depth", "partNumbers"]
        }
    }

    /// A fact of which nothing is read.
    private struct AnyFact: Decodable {
        init(from decoder: any Decoder) {}
    }

    private static func checkKeys(_ kind: CatalogueKind, _ data: Data) throws(PlantError) {
        // What is not an object is told of by the decoder.
        guard let object = try? JSONDecoder().decode([String: AnyFact].self, from: data) else { return }
        let known = keys(kind)
        for key in object.keys.sorted() where !known.contains(key) {
            let near = nearestName(to: key, among: known)
            throw PlantError(
                .badValue, "a \(kind.rawValue) has no fact \(quoted(key))",
                hint: near.map { "did you mean '\($0)'?" } ?? "its facts are \(known.joined(separator: ", "))")
        }
    }

    /// Other rows that this one names.
    public var references: [(kind: CatalogueKind, name: String, key: String)] {
        switch self {
        case .fibreClass(let fibre): fibre.meaning.map { [(.fibreClass, $0, "meaning")] } ?? []
        case .connector, .colourScheme: []
        case .trunkType(let type), .cordType(let type): type.references
        case .cassetteType(let type):
            [
                (.connector, type.rear.connector, "rear.connector"),
                (.connector, type.front.connector, "front.connector"), (.fibreClass, type.fibreClass, "fibreClass"),
            ]
        case .optic(let optic): [(.connector, optic.connector, "connector")]
        case .deviceType(let type):
            type.ports.enumerated().map { (.connector, $0.element.connector, "ports[\($0.offset)].connector") }
        }
    }
}

extension CatalogueItem {
    private func check() throws(PlantError) {
        switch self {
        case .fibreClass(let fibre): try Self.check(fibre)
        case .connector(let connector):
            try expect((1...64).contains(connector.rows), "rows is \(connector.rows)", "1 to 64")
            try expect((1...64).contains(connector.columns), "columns is \(connector.columns)", "1 to 64")
            try expect(!connector.grades.isEmpty, "grades is empty", "at least one grade")
        case .colourScheme(let scheme):
            try expect((1...48).contains(scheme.colours.count), "colours has \(scheme.colours.count)", "1 to 48")
        case .trunkType(let type), .cordType(let type): try Self.check(type)
        case .cassetteType(let type):
            try expect((1...64).contains(type.rear.count), "rear.count is \(type.rear.count)", "1 to 64")
            try expect((1...512).contains(type.front.count), "front.count is \(type.front.count)", "1 to 512")
            try expect((1...40).contains(type.height_u.halves), "height_u is \(type.height_u)", "0.5 to 20")
            try expect((1...24).contains(type.sideBySide ?? 1), "sideBySide is \(type.sideBySide ?? 1)", "1 to 24")
            try expect((0...100).contains(type.splices ?? 0), "splices is \(type.splices ?? 0)", "0 to 100")
            try Self.checkBranches(of: type)
            let bays = type.bays?.count
            try expect(
                (type.inside == .bays) == (bays != nil) && (1...99).contains(bays ?? 1),
                "bays is \(bays.map(String.init) ?? "absent")",
                type.inside == .bays ? "1 to 99" : "none, but in a chassis")
        case .optic(let optic): try Self.check(optic)
        case .deviceType(let type):
            try expect((1...200).contains(type.height_u.halves), "height_u is \(type.height_u)", "0.5 to 100")
            try expect((1...24).contains(type.sideBySide ?? 1), "sideBySide is \(type.sideBySide ?? 1)", "1 to 24")
            for ports in type.ports {
                try expect((1...4096).contains(ports.count), "ports.count is \(ports.count)", "1 to 4096")
                try expect((0...100_000).contains(ports.from ?? 1), "ports.from is \(ports.from ?? 1)", "0 to 100000")
            }
            try expect((0...4096).contains(type.portCount), "it has \(type.portCount) ports", "at most 4096")
        }
    }

    private static func check(_ fibre: FibreClass) throws(PlantError) {
        for row in fibre.bendLoss {
            try expect((1...1000).contains(row.turns), "bendLoss.turns is \(row.turns)", "1 to 1000")
            try expect(
                (1...10_000_000).contains(row.radius_um.rawValue), "bendLoss.radius_um is \(row.radius_um.rawValue)",
                "1 to 10000000")
        }
        for row in fibre.attenuation {
            try expect(
                row.from_nm <= row.to_nm, "attenuation from \(row.from_nm) nm to \(row.to_nm) nm", "from_nm <= to_nm")
        }
    }

    private static func checkBranches(of type: CassetteType) throws(PlantError) {
        let isBranched = type.inside == .splitter || type.inside == .mux
        let branches = type.branches ?? []
        try expect(
            isBranched ? branches.count == type.front.count : branches.isEmpty, "branches has \(branches.count)",
            isBranched ? "as many as ports in front, \(type.front.count)" : "none, but in a splitter or mux")
        try expect(!isBranched || type.rear.count == 1, "rear.count is \(type.rear.count)", "1 common port")
        for branch in branches where type.inside == .mux {
            let band = (branch.low_pm?.rawValue ?? 0, branch.high_pm?.rawValue ?? 0)
            try expect(
                band.0 >= 1 && band.0 <= band.1 && band.1 <= 100_000_000,
                "a branch has the band \(band.0) to \(band.1)",
                "low_pm <= high_pm, in picometres")
        }
    }

    private static func check(_ type: CableType) throws(PlantError) {
        try expect((0...100).contains(type.splices ?? 0), "splices is \(type.splices ?? 0)", "0 to 100")
        for (key, plugs) in [("plugsA", type.plugsA), ("plugsZ", type.plugsZ)] {
            try expect((1...64).contains(plugs), "\(key) is \(plugs)", "1 to 64")
        }
        if let labels = type.legLabels {
            try expect(
                labels.count == type.plugsZ, "legLabels has \(labels.count)", "as many as plugs at Z, \(type.plugsZ)")
        }
    }

    private static func check(_ optic: Optic) throws(PlantError) {
        try expect((1...64).contains(optic.lanes.count), "lanes has \(optic.lanes.count)", "1 to 64")
        try expect(
            optic.lanes.map(\.lane).sorted() == Array(0..<optic.lanes.count), "lanes are not numbered each once from 0",
            "0 to \(optic.lanes.count - 1)")
        try expect((1...1_000_000_000).contains(optic.laneRate_kBd), "laneRate_kBd is \(optic.laneRate_kBd)", "above 0")
        for lane in optic.lanes {
            try expect(
                (1...100_000_000).contains(lane.low_pm.rawValue) && (1...100_000_000).contains(lane.high_pm.rawValue),
                "lane \(lane.lane) has a band out of range", "picometres, such as 1271000")
            try expect(
                (lane.receiveLow_pm == nil) == (lane.receiveHigh_pm == nil),
                "lane \(lane.lane) has one of receiveLow_pm and receiveHigh_pm", "both or neither")
            try expect(
                lane.hears.lowerBound.rawValue >= 1 && lane.hears.upperBound.rawValue <= 100_000_000,
                "lane \(lane.lane) has a receive band out of range", "receiveLow_pm <= receiveHigh_pm, in picometres")
            try expect(
                lane.low_pm <= lane.wavelength_pm && lane.wavelength_pm <= lane.high_pm,
                "lane \(lane.lane) has its wavelength outside its band", "low_pm <= wavelength_pm <= high_pm")
        }
        try expect(
            (1...PortHandle.mostParts).contains(optic.connectors ?? 1), "connectors is \(optic.connectors ?? 1)",
            "1 to \(PortHandle.mostParts)")
        for row in optic.reflections ?? [] {
            try expect((0...100).contains(row.count), "reflections.count is \(row.count)", "0 to 100")
        }
        for way in optic.breakouts ?? [] {
            let lanes = way.legs.flatMap { $0 }
            try expect(
                !way.legs.isEmpty && !way.legs.contains([]) && Set(lanes).count == lanes.count
                    && lanes.allSatisfy { (0..<optic.lanes.count).contains($0) },
                "breakout \(quoted(way.name)) has legs \(way.legs)", "lanes of the optic, each in one leg")
        }
        let fibres = Set(optic.lanes.flatMap { [$0.tx, $0.rx] }).count
        try expect(optic.fibres == fibres, "fibres is \(optic.fibres)", "as many as its lanes use, \(fibres)")
    }

    private func expect(_ holds: Bool, _ found: String, _ expected: String) throws(PlantError) {
        try Self.expect(holds, found, expected)
    }

    private static func expect(_ holds: Bool, _ found: String, _ expected: String) throws(PlantError) {
        if !holds { throw PlantError(.badValue, "\(found), expected \(expected)") }
    }
}

extension CableType {
    /// Other rows that this one names; what it leaves out it does not name.
    fileprivate var references: [(kind: CatalogueKind, name: String, key: String)] {
        let ends =
            connectorA == connectorZ
            ? [(CatalogueKind.connector, connectorA, "connector")]
            : [(.connector, connectorA, "connectorA"), (.connector, connectorZ, "connectorZ")]
        let others = [
            (CatalogueKind.fibreClass, fibreClass, "fibreClass"), (.colourScheme, colourScheme, "colourScheme"),
        ]
        return ends + others.filter { !$0.1.isEmpty }
    }
}

extension DecodingError {
    /// The key at fault and what is wrong with it, in one line.
    var plainText: String {
        func path(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
            let keys = context.codingPath + (last.map { [$0] } ?? [])
            return keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        func plain(_ type: Any.Type) -> String {
            switch "\(type)" {
            case "Int": "a whole number"
            case "String": "a text"
            case let name where name.hasPrefix("Array"): "a list"
            case let name where name.hasPrefix("Dictionary"):
                "a whole number in the unit of its name, or an object such as {\"value\": 9000, \"trust\": \"user\", \"source\": \"…\"}"
            case let name: name
            }
        }
        switch self {
        case .keyNotFound(let key, let context): return "\(path(context, key)) is missing"
        case .typeMismatch(let type, let context):
            return "\(path(context)) is of the wrong type, expected \(plain(type))"
        case .valueNotFound(let type, let context): return "\(path(context)) is null, expected \(plain(type))"
        case .dataCorrupted(let context):
            let at = path(context)
            if at.isEmpty { return "the body is no JSON object" }
            let value = context.debugDescription.split(separator: " value ").last.map(String.init)
            guard context.debugDescription.contains("Cannot initialize"), let value else {
                return "\(at): \(context.debugDescription)"
            }
            return "\(at) is \(quoted(value)), expected one of the values in docs/formats.md"
        @unknown default: return "\(self)"
        }
    }
}

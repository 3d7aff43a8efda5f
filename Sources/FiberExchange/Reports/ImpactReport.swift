import FiberModel
import FiberPlanning
import FiberStore

/// What is affected by losing a segment, tag, node, trunk, cord, hall, rack, cassette or device.
package struct ImpactReport: Answering {
    static let columns = ["kind", "label", "detail"]

    private let subject: String
    private let segments: [String]
    private let trunks: [(label: String, used: Int, strands: Int)]
    private let cords: [String]
    private let links: [Link]
    /// Links of one diverse group of which more than one dies.
    private let broken: [(group: String, links: [String])]

    /// - Parameters:
    ///   - object: a label or address; a label may be that of a segment, a trunk and a tag at once.
    ///   - kind: which of them is meant.
    /// - Throws: `PlantError` with code `notFound` for what is not there, `badValue` for what may mean several.
    package init(_ object: String, kind: String?, on plant: KeyedPlant) throws(PlantError) {
        var impact = Impact()
        var segments: [String] = []
        switch try ImpactSubject(object, kind: kind, on: plant) {
        case .segments(let labels, let what):
            subject = what
            segments = labels
            for label in labels {
                for trunk in try plant.trunks(onSegment: label) { try impact.markLost(trunk, on: plant) }
                for cord in try plant.cords(onSegment: label) {
                    try impact.markLost(try plant.port(ofCord: cord), on: plant)
                }
            }
        case .trunk(let trunk):
            subject = "trunk \(object)"
            try impact.markLost(trunk, on: plant)
        case .cord(let ports):
            subject = "cord \(object)"
            for port in ports { try impact.markLost(port, on: plant) }
        case .units(let units, let what):
            subject = what
            for unit in units { try Self.markLost(unit, &impact, plant) }
        }
        self.segments = segments
        var rows: [(label: String, used: Int, strands: Int)] = []
        for row in impact.trunks { rows.append((try plant.label(of: row.trunk), row.strandsInUse, row.strands)) }
        trunks = rows.sorted { naturallyPrecedes($0.label, $1.label) }
        cords = try impact.cords.map { cord throws(PlantError) in try plant.label(of: cord) }
            .sorted(by: naturallyPrecedes)
        let links = impact.links.values.sorted { naturallyPrecedes($0.label, $1.label) }
        self.links = links
        broken = Dictionary(grouping: links.filter { $0.diverseGroup != nil }) { $0.diverseGroup ?? "" }
            .filter { $0.value.count > 1 }.sorted { naturallyPrecedes($0.key, $1.key) }
            .map { ($0.key, $0.value.map(\.label)) }
    }

    private static func markLost(_ unit: UnitHandle, _ impact: inout Impact, _ plant: KeyedPlant) throws(PlantError) {
        for plug in try plant.plugs(of: try plant.address(of: unit)) {
            let port = PortHandle(unit, plug.port)
            switch plug.kind {
            case .trunk: try impact.markLost(try plant.trunk(labelled: plug.label), on: plant)
            case .link: for link in try plant.links(at: port.whole) { impact.markDark(link) }
            default: try impact.markLost(port, on: plant)
            }
        }
    }

    // MARK: Writing

    package var answer: Answer {
        Answer(Self.columns) { add throws(PlantError) in
            for row in trunks {
                try add([.word("trunk"), .word(row.label), .text("\(row.used) of \(row.strands) strands in use")])
            }
            for link in links { try add([.word("link"), .word(link.label), .text(detail(link))]) }
            for cord in cords { try add([.word("cord"), .word(cord), .text("")]) }
        }.whole { json }
    }

    private func twins(_ link: Link) -> [String] {
        broken.first { $0.group == link.diverseGroup }?.links.filter { $0 != link.label } ?? []
    }

    private func detail(_ link: Link) -> String {
        let twins = twins(link)
        let ends = "\(link.a) to \(link.z)"
        if twins.isEmpty {
            return link.diverseGroup.map { "\(ends); its diverse twins of group \($0) live" } ?? ends
        }
        return "\(ends); its diverse twin \(twins.joined(separator: ", ")) fails too"
    }

    /// `impact of tray TR1: 12 trunks, 96 strands in use, 48 links, 96 cords`.
    package var summary: String {
        let used = trunks.reduce(0) { $0 + $1.used }
        var parts = [
            counted(trunks.count, "trunk"), "\(counted(used, "strand")) in use", counted(links.count, "link"),
            counted(cords.count, "cord"),
        ]
        if segments.count > 1 { parts.insert(counted(segments.count, "segment"), at: 0) }
        let twins = broken.reduce(0) { $0 + $1.links.count }
        let lost = twins > 0 ? "; \(counted(twins, "link")) with a diverse twin that fails too" : ""
        return "impact of \(subject): \(parts.joined(separator: ", "))\(lost)"
    }

    private var json: DataValue {
        .object([
            ("subject", .text(subject)), ("segments", .list(segments.map { .word($0) })),
            (
                "trunks",
                .list(
                    trunks.map {
                        .object([
                            ("label", .word($0.label)), ("strands_in_use", .int($0.used)),
                            ("strands", .int($0.strands)),
                        ])
                    })
            ),
            (
                "links",
                .list(
                    links.map { link in
                        .object([
                            ("label", .word(link.label)), ("a", .word(link.a.description)),
                            ("z", .word(link.z.description)), ("diverse_group", .optional(link.diverseGroup)),
                            ("dead_twins", .list(twins(link).map { .word($0) })),
                        ])
                    })
            ), ("cords", .list(cords.map { .word($0) })),
            (
                "counts",
                .object([
                    ("segments", .int(segments.count)), ("trunks", .int(trunks.count)),
                    ("strands_in_use", .int(trunks.reduce(0) { $0 + $1.used })),
                    ("links", .int(links.count)), ("cords", .int(cords.count)),
                    ("links_with_dead_twin", .int(broken.reduce(0) { $0 + $1.links.count })),
                ])
            ),
        ])
    }
}

/// What is asked about.
private enum ImpactSubject {
    case segments([String], String)
    case trunk(TrunkHandle)
    /// The ports of the plugs of a cord at A.
    case cord([PortHandle])
    case units([UnitHandle], String)

    init(_ text: String, kind: String?, on plant: KeyedPlant) throws(PlantError) {
        let text = try plant.canonical(text)
        switch try Address(text) {
        case .rack(let rack):
            let units = try plant.units(in: rack).map { record throws(PlantError) in
                try plant.unit(try UnitAddress(record.name))
            }
            self = .units(units, "rack \(text)")
        case .unit(let unit): self = .units([try plant.unit(unit)], "unit \(text)")
        case .port, .strand:
            throw PlantError(
                .badValue, "\(quoted(text)) is a port or a strand",
                hint:
                    "name a \(Self.all); a single strand is followed by 'fiberplan trace'"
            )
        case .label(let label): self = try Self.labelled(label, kind: kind, plant)
        }
    }

    /// Kinds of what goes by a label alone.
    private static let kinds = ["segment", "tag", "trunk", "cord", "node", "hall", "device"]

    /// What may be asked about: those, and what an address names.
    private static let all = "segment, tag, node, trunk, cord, hall, rack, cassette or device"

    private static func labelled(_ label: String, kind: String?, _ plant: KeyedPlant) throws(PlantError) -> Self {
        if let kind, !kinds.contains(kind) {
            throw PlantError(.badValue, "\(quoted(kind)) is none of \(kinds.joined(separator: ", "))")
        }
        var found: [(String, Self)] = []
        func isWanted(_ name: String) -> Bool { kind == nil || kind == name }
        func isThere(_ kind: RecordKind) throws(PlantError) -> Bool {
            isWanted(kind.rawValue) ? try plant.recordIfAny(kind, label) != nil : false
        }
        if try isThere(.segment) { found.append(("segment", .segments([label], "segment \(label)"))) }
        let tagged = isWanted("tag") ? try plant.segments(tagged: label) : []
        if !tagged.isEmpty { found.append(("tag", .segments(tagged, "tag \(label)"))) }
        if try isThere(.trunk) { found.append(("trunk", .trunk(try plant.trunk(labelled: label)))) }
        if isWanted("cord"), let cord = try plant.recordIfAny(.cord, label)?.as(Cord.self) {
            let ports = try ([cord.actualA] + cord.moreA).compactMap { $0 }.map { port throws(PlantError) in
                PortHandle(try plant.unit(port.unit), port)
            }
            found.append(("cord", .cord(ports)))
        }
        if try isThere(.node) {
            found.append(("node", .segments(try plant.segments(atNode: label), "node \(label)")))
        }
        if try isThere(.hall) { found.append(("hall", .units(try plant.units(inHall: label), "hall \(label)"))) }
        let units = isWanted("device") ? try plant.units(labelled: label) : []
        if units.count > 1 {
            let places = try units.map { unit throws(PlantError) in try plant.address(of: unit).description }
            throw PlantError(
                .badValue, "\(label) is the label of several: \(places.joined(separator: ", "))",
                hint: "name its address")
        }
        if !units.isEmpty { found.append(("device", .units(units, "unit \(label)"))) }
        guard let only = found.first else {
            let near = nearestName(to: label, among: try plant.pathwayNames())
            throw PlantError(
                .notFound, "no such \(kind ?? Self.all): \(quoted(label))",
                hint: near.map { "did you mean '\($0)'?" })
        }
        guard found.count == 1 else {
            throw PlantError(
                .badValue, "\(label) is the name of several things: \(found.map(\.0).joined(separator: ", "))",
                hint: "say which with --kind")
        }
        return only.1
    }
}

import FiberModel
import Platform

/// One thing that a plant must hold to: ours, or a team's own (see ``Validator``).
public protocol Rule: Sendable {
    /// Stable: it stands in waivers, scripts and reports.
    var code: String { get }
    var name: String { get }
    /// The severest that its findings are.
    var severity: Severity { get }
    /// The kind of object that its findings are about.
    var subject: RecordKind { get }
    /// What is checked, in one sentence.
    var summary: String { get }

    func check(_ survey: ValidationContext, _ report: inout Report)
}

/// A rule that carries its own documentation and two tiny plants, one that breaks it and one that passes: the tests,
/// `fiberplan explain` and docs/rules.md are made from these.
public protocol DocumentedRule: Rule {
    /// Why it matters in practice.
    var why: String { get }
    var triggeringExample: TinyHall { get }
    var nonTriggeringExample: TinyHall { get }
}

/// Collects the findings of one rule.
public struct Report: Sendable {
    private let rule: any Rule
    /// What was found, in the order in which it was told.
    public private(set) var findings: [Finding] = []

    init(_ rule: any Rule) { self.rule = rule }

    /// Tells of a fault.
    ///
    /// - Parameters:
    ///   - subject: the label or address of the object.
    ///   - kind: its kind, where that is not the rule's.
    ///   - place: where on the object.
    ///   - severity: where that is less than the rule's.
    ///   - message: what is wrong, in words.
    ///   - actual: what was found.
    ///   - limit: what was to be held.
    ///   - advice: what to do about it.
    public mutating func add(
        _ subject: String, kind: RecordKind? = nil, at place: String? = nil, severity: Severity? = nil,
        _ message: String, actual: Measure? = nil, limit: Measure? = nil, advice: String
    ) {
        findings.append(
            Finding(
                code: rule.code, severity: severity ?? rule.severity, kind: kind ?? rule.subject, subject: subject,
                place: place, message: message, actual: actual, limit: limit, advice: advice))
    }
}

/// A plant under inspection, with what several rules need of it worked out once, when first asked for.
///
/// Rules run on several threads: what is worked out is guarded by a lock, and whoever comes second waits for it.
public final class ValidationContext: @unchecked Sendable {
    /// The plant that is looked at.
    public let plant: Plant

    /// `YYYY-MM-DD`.
    public let today: Day

    /// Under this margin a budget is thin.
    public let margin: MilliDecibels
    /// Half a dB.
    public static let defaultMargin = MilliDecibels(500)

    /// A plant under inspection on a day.
    public init(_ plant: Plant, today: Day, margin: MilliDecibels = ValidationContext.defaultMargin) {
        self.plant = plant
        self.today = today
        self.margin = margin
    }

    /// A fact that several rules need. Each is guarded by itself, so that a rule that needs another need not wait.
    private final class Once<Fact>: @unchecked Sendable {
        private let lock = Lock()
        private var fact: Fact?

        func value(_ make: () -> Fact) -> Fact {
            lock.withLock {
                if let fact { return fact }
                let made = make()
                fact = made
                return made
            }
        }
    }

    private let lightFacts = Once<LightFacts>()
    private let routeWalks = Once<[(trunk: TrunkHandle, walk: RouteWalk)]>()
    private let portFacts = Once<PortFacts>()
    private let routeBends = Once<[(trunk: TrunkHandle, bend: Bend)]>()
    private let trayFill = Once<TrayFill>()
    private let routeLengths = Once<[(trunk: TrunkHandle, length: RouteLength)]>()
    private let retiredTrunks = Once<[PortHandle: TrunkHandle]>()
    private let arrayJoints = Once<Joints>()
    private let matchLock = Lock()
    private var matches: [Int64: OpticMatch] = [:]

    var light: LightFacts { lightFacts.value { LightFacts(plant) } }

    /// Where array connectors meet.
    var joints: Joints { arrayJoints.value { Joints(self) } }

    /// Where the links of the plant lead.
    public var links: LinkTraces { light.traces }
    /// The route of each trunk that is in use or planned, in order.
    public var walks: [(trunk: TrunkHandle, walk: RouteWalk)] {
        routeWalks.value {
            plant.trunks.indices.compactMap {
                let row = plant.trunks[$0]
                guard row.status != .retired else { return nil }
                let trunk = TrunkHandle(index: $0)
                return (trunk, RouteWalk(of: trunk, in: plant))
            }
        }
    }
    package var ports: PortFacts { portFacts.value { PortFacts(plant) } }
    /// Every bend of every route of ``walks``.
    public var bends: [(trunk: TrunkHandle, bend: Bend)] {
        routeBends.value { walks.flatMap { trunk, walk in walk.bends(in: plant).map { (trunk, $0) } } }
    }

    package var fill: TrayFill { trayFill.value { TrayFill(plant) } }
    /// What each trunk of ``walks`` with a route, or inside one rack, needs in length.
    public var lengths: [(trunk: TrunkHandle, length: RouteLength)] {
        routeLengths.value {
            walks.compactMap {
                let row = plant.trunks[$0.trunk.index]
                let isInside = plant.units[row.a.unit.index].rack == plant.units[row.z.unit.index].rack
                guard $0.walk.gaps.isEmpty, !$0.walk.steps.isEmpty || isInside,
                    $0.walk.steps.allSatisfy({ plant.isLengthKnown($0.segment) })
                else { return nil }
                return ($0.trunk, RouteLength(of: $0.trunk, walk: $0.walk, in: plant))
            }
        }
    }

    /// The labels of the trunks in each of those segments, as people order them.
    public func trunks(in segments: Set<SegmentHandle>) -> [SegmentHandle: [String]] {
        var labels: [SegmentHandle: [String]] = [:]
        guard !segments.isEmpty else { return labels }
        for (trunk, row) in liveTrunks {
            for segment in Set(plant.route(of: trunk)) where segments.contains(segment) {
                labels[segment, default: []].append(row.label)
            }
        }
        return labels.mapValues { $0.sorted(by: naturallyPrecedes) }
    }

    /// Reports each bend that is tighter than what `limit` names for the trunk's type; `what` ends the sentence
    /// "the route turns tighter than".
    func checkBends(
        _ report: inout Report, against limit: (CableType) -> Figure<Micrometres>?, _ what: (CableType) -> String
    ) {
        // By type: its row is long, and bends are many.
        var limits: [Catalogue.Key: Figure<Micrometres>?] = [:]
        for (trunk, bend) in bends {
            let radius = bend.radius
            let key = plant.trunks[trunk.index].type
            if limits[key] == nil { limits[key] = .some(plant.catalogue.cable(key).flatMap(limit)) }
            guard let limit = limits[key] ?? nil, radius.micrometres < limit.value,
                let type = plant.catalogue.cable(key)
            else { continue }
            let room = bend.fitting == nil ? ", and no space for more" : ""
            report.add(
                plant.label(of: trunk), at: bend.place(in: plant),
                "the route turns tighter than \(what(type)) (\(limit.citation))\(room)", actual: Measure(radius),
                limit: Measure(limit.value), advice: bend.advice(type, in: plant))
        }
    }

    /// Retired trunks by the rear connectors that they were in.
    private var retired: [PortHandle: TrunkHandle] {
        retiredTrunks.value {
            var retired: [PortHandle: TrunkHandle] = [:]
            for (index, row) in plant.trunks.enumerated() where row.status == .retired {
                retired[row.a] = TrunkHandle(index: index)
                retired[row.z] = TrunkHandle(index: index)
            }
            return retired
        }
    }

    /// ` (T1 there is retired)` where a rear connector held a trunk that no longer counts.
    func noteOfRetired(at rear: PortHandle) -> String {
        retired[rear].map { " (\(plant.label(of: $0)) there is retired)" } ?? ""
    }

    /// How two optics go together; nil where one of them is not in the catalogue.
    package func match(_ a: Catalogue.Key, _ z: Catalogue.Key) -> OpticMatch? {
        let pair = Int64(a) << 32 | Int64(z)
        return matchLock.withLock {
            if let known = matches[pair] { return known }
            guard let x = plant.catalogue.optic(a), let y = plant.catalogue.optic(z) else { return nil }
            let match = OpticMatch(x, y)
            matches[pair] = match
            return match
        }
    }

    /// The trunks that are in use or planned; patch cords on pathways are none of them.
    public var liveTrunks: some Sequence<(handle: TrunkHandle, row: Plant.TrunkRow)> {
        plant.trunks.enumerated().lazy.filter { $0.element.status != .retired && !$0.element.isCord }
            .map { (TrunkHandle(index: $0.offset), $0.element) }
    }

    /// The cords that are in use or planned.
    public var liveCords: some Sequence<CordHandle> {
        (0..<plant.cords.count).lazy.filter { [plant] in plant.cords.status[$0] != .retired }.map {
            CordHandle(index: $0)
        }
    }

    /// Hands over every plugged end of every cord in use or planned.
    public func forEachCordEnd(_ body: (CordHandle, End, PortHandle) -> Void) {
        for cord in 0..<plant.cords.count where plant.cords.status[cord] != .retired {
            let handle = CordHandle(index: cord)
            body(handle, .a, plant.cords.a[cord])
            if let far = plant.cords.far(handle) { body(handle, .z, far) }
            guard !plant.furtherPlugs.isEmpty, let further = plant.furtherPlugs[.cord(handle)] else { continue }
            for case let port? in further.a { body(handle, .a, port) }
            for case let port? in further.z { body(handle, .z, port) }
        }
    }

    /// Hands over every plugged end of every trunk in use or planned.
    public func forEachTrunkEnd(_ body: (TrunkHandle, Plant.TrunkRow, End, PortHandle) -> Void) {
        for (trunk, row) in liveTrunks {
            for end in [End.a, .z] {
                for case let port? in plant.ports(of: trunk, end) { body(trunk, row, end, port) }
            }
        }
    }

    /// The ports of a link, that of one end first.
    func ends(of link: LinkHandle, from end: End) -> (near: PortAddress, far: PortAddress) {
        let (a, z) = (plant.address(of: link, .a), plant.address(of: link, .z))
        return end == .a ? (a, z) : (z, a)
    }

    /// The optics at the two ends of a link: what is fitted, or what the link wants where nothing is said.
    public func optics(of link: Int) -> (a: Catalogue.Key, z: Catalogue.Key) {
        let link = LinkHandle(index: link)
        return (plant.opticKey(of: link, .a), plant.opticKey(of: link, .z))
    }
}

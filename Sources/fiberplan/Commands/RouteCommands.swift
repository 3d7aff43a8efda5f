import ArgumentParser
import FiberExchange
import FiberModel
import FiberPlanning
import FiberStore

/// What a route is to hold to besides the limits of its cable.
struct RouteOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Stay off a segment, or off all of a tag (repeatable).", valueName: "segment|tag"))
    var avoid: [String] = []

    @Option(help: ArgumentHelp("Pass this node; several are passed in their order (repeatable).", valueName: "node"))
    var via: [String] = []

    @Option(help: ArgumentHelp("Share no segment and no tag with this trunk (repeatable).", valueName: "trunk"))
    var diverseFrom: [String] = []

    @Option(help: "Coil at each end, such as 3m (default: as the hall says, 1m).", transform: LengthArgument.parse)
    var serviceLoop: Millimetres?

    @Option(help: "Slack in % of way and loops (default: as the hall says, 5).")
    var slack: Int?

    @Option(help: "What a segment at its hard limit costs besides its length, as a multiple of it (default: 3).")
    var fillPrice: Int?

    func validate() throws {
        if let slack, !(0...100).contains(slack) { throw ValidationError("--slack is \(slack), expected 0 to 100.") }
        if let fillPrice, !(0...100).contains(fillPrice) {
            throw ValidationError("--fill-price is \(fillPrice), expected 0 to 100.")
        }
        if let serviceLoop, !(0...100_000).contains(serviceLoop.rawValue) {
            throw ValidationError("--service-loop is \(serviceLoop.text) mm, expected 0 to 100 m.")
        }
    }

    /// Puts everything but diversity into a request.
    func apply(to request: inout RouteRequest, in plant: Plant) throws(PlantError) {
        for name in avoid { request.avoid.formUnion(try plant.segments(named: name)) }
        request.via = try via.map { label throws(PlantError) in try plant.node(label) }
        request.fillPrice = fillPrice ?? request.fillPrice
        var allowances = Allowances(from: request.from.rack, to: request.to.rack, in: plant)
        if let serviceLoop {
            allowances.serviceLoopA = Millimetres(serviceLoop.rawValue)
            allowances.serviceLoopZ = Millimetres(serviceLoop.rawValue)
        }
        if let slack { allowances.slack = Percent(slack) }
        request.allowances = allowances
    }
}

struct RouteCommand: ListedCommand {
    static let place = HelpPlace(.route, 1)
    static let configuration = CommandConfiguration(
        commandName: "route",
        abstract: "Finds the best ways for a trunk over the pathways.",
        discussion: paragraphs(
            """
            A way holds to the bend radius of the fibre and of the cable, at rest and under pull, to the hard limit
            of every tray's fill, and to the cables that a segment allows. Of those that do, the one that costs
            least is best: its length, and a price for filling trays beyond what is planned.

            FROM and TO are racks, units (then the length is exact to the unit) or nodes.

            EXAMPLES
              fiberplan route DC1.A02-40 DC1.B05-40
              fiberplan route DC1.A02 DC1.B05 --count 3 --why-length
              fiberplan route DC1.A02 DC1.B05 --avoid CROSS-01 --explain
              fiberplan route DC1.A01 DC1.B01 --disjoint
              fiberplan route DC1.A02 DC1.B05 --diverse-from T0042 --format json
            """))

    @Argument(help: "A rack, unit or node.") var from: String
    @Argument(help: "A rack, unit or node.") var to: String
    @Option(help: "The trunk type that is to be laid.") var type = Trunk().type
    @Option(help: "How many ways to find, best first.") var count = 1
    @Flag(help: "Find the cheapest two ways that share no segment and no tag, or the least of them.")
    var disjoint = false
    @Flag(help: "Tell which cheaper ways were rejected, and what spoke against them.") var explain = false
    @Flag(help: "Print the sum of the length.") var whyLength = false
    @OptionGroup var route: RouteOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        guard (1...1000).contains(count) else { throw ValidationError("--count is \(count), expected 1 to 1000.") }
        if explain, format.format == .csv {
            throw ValidationError("--explain has no CSV; use --format json or the table.")
        }
        if disjoint, count > 1 { throw ValidationError("--disjoint finds one pair; leave out --count.") }
        if disjoint, !route.diverseFrom.isEmpty {
            throw ValidationError("--disjoint and --diverse-from exclude each other.")
        }
        if disjoint, !route.via.isEmpty { throw ValidationError("--disjoint and --via exclude each other.") }
    }

    func run() throws {
        let store = try plant.open(.reading)
        let plant = try store.snapshot(of: .pathways)
        var request = RouteRequest(
            from: try store.place(from) { name throws(PlantError) in try RouteEnd(name, in: plant) },
            to: try store.place(to) { name throws(PlantError) in try RouteEnd(name, in: plant) },
            needs: try CableNeeds(type: type, in: plant.catalogue))
        try route.apply(to: &request, in: plant)
        for label in route.diverseFrom { request.diverseFrom.formUnion(plant.route(of: try plant.trunk(label))) }
        var planner = RoutePlanner(plant)
        let pair = disjoint ? planner.disjointPair(request) : nil
        let routes = pair.map { [$0.a, $0.z] } ?? (disjoint ? [] : planner.routes(request, count: count))
        guard !routes.isEmpty else { throw planner.absence(of: "", planner.whyNone(request), request) }
        let rejected = explain ? planner.rejections(request) : nil
        let report = RouteReport(
            routes, pair: pair, rejected: rejected, showsLength: whyLength, of: planner, for: request)
        try format.show(report.answer)
        if routes.count < count {
            Console.say("there \(routes.count == 1 ? "is" : "are") no more than \(routes.count)")
        }
    }
}

struct Reroute: ListedCommand {
    static let place = HelpPlace(.route, 2)
    static let configuration = CommandConfiguration(
        commandName: "reroute",
        abstract: "Reroutes trunks on the best route there is, one after the other.",
        discussion: paragraphs(
            """
            Trunks are taken in the order of their labels; each sees the fill that those before it leave, and
            stays clear of the trunks of its diverse group. A planned trunk gets the length that its new way
            asks for; one that is installed keeps its own, and is refused a way that it cannot span. All are rerouted
            or none, unless --partial leaves those alone for which there is no way.

            EXAMPLES
              fiberplan reroute T0042
              fiberplan reroute T0042 T0043 --avoid TRAY-A01-A02 --dry-run
              fiberplan reroute T0042 T0043 T0044 --partial
            """))

    @Argument(help: "Trunks.") var trunks: [String]
    @Flag(help: "Lay what can be laid although the rest cannot.") var partial = false
    @OptionGroup var route: RouteOptions
    @OptionGroup var write: WriteOptions

    func run() throws {
        let (lines, failed) = try write.transact { transaction throws(PlantError) in try reroute(transaction) }.value
        for line in lines { Console.say(line) }
        for fault in failed { Console.say("not laid, \(fault)") }
        if write.dryRun { Console.say("nothing was changed") }
        if !failed.isEmpty { throw Failed.validation }
    }

    /// - Returns: what is reported of the trunks, and of those that were left alone.
    private func reroute(_ transaction: Transaction) throws(PlantError) -> (lines: [String], failed: [String]) {
        let plant = try transaction.snapshot(of: .pathways)
        var labels = Set(trunks).sorted(by: naturallyPrecedes)
        var failed: [String] = []
        while true {
            var router = AutoRouter(
                plant, lifting: try labels.map { label throws(PlantError) in try plant.trunk(label) })
            var laid: [(trunk: Trunk, before: [String], route: Route)] = []
            var faults: [String: PlantError] = [:]
            for label in labels {
                do throws(PlantError) {
                    laid.append(try lay(label, labels, &router, plant, transaction))
                } catch {
                    faults[label] = error
                    if !error.message.contains(label) { faults[label]?.message = "\(label): \(error.message)" }
                    if !partial, let fault = faults[label] { throw fault }
                }
            }
            failed += labels.compactMap { faults[$0]?.description }
            // What stays where it is fills its trays, so the others are laid once more.
            guard faults.isEmpty else {
                labels.removeAll { faults[$0] != nil }
                continue
            }
            for (trunk, _, _) in laid { try transaction.apply(.replace(name: trunk.label, with: Record(trunk))) }
            return (laid.flatMap { summary($0.trunk, $0.before, $0.route, router) }, failed)
        }
    }

    /// Finds the way of one trunk and fills its trays.
    private func lay(
        _ label: String, _ labels: [String], _ router: inout AutoRouter, _ plant: Plant, _ transaction: Transaction
    ) throws(PlantError) -> (trunk: Trunk, before: [String], route: Route) {
        guard var trunk = try transaction.record(.trunk, label).as(Trunk.self) else {
            throw PlantError(.notFound, "no such trunk: \(quoted(label))")
        }
        guard trunk.status != .retired else {
            throw PlantError(.badValue, "trunk \(label) is retired", hint: "it lies nowhere any more")
        }
        let before = trunk.route
        let found = try router.route(
            AutoRouter.Job(trunk, plant, besides: route.diverseFrom, unrouted: labels)
        ) { request throws(PlantError) in try route.apply(to: &request, in: plant) }
        try trunk.take(found, keepingLength: trunk.status != .planned, in: plant)
        return (trunk, before, found)
    }

    private func summary(_ trunk: Trunk, _ before: [String], _ route: Route, _ router: AutoRouter) -> [String] {
        let way = trunk.route.isEmpty ? "inside its rack" : trunk.route.joined(separator: " ")
        let was = before.isEmpty ? "without a route" : before.joined(separator: " ")
        let line =
            before == trunk.route
            ? "\(trunk.label): stays on \(way)"
            : "\(trunk.label): \(way), \(trunk.length.map(\.description) ?? "") (was \(was))"
        return [line] + router.remarks(on: route, trunk.label).map { "note: \($0)" }
    }
}

struct Fill: ListedCommand {
    static let place = HelpPlace(.route, 3)
    static let configuration = CommandConfiguration(
        commandName: "fill",
        abstract: "Lists the segments by how full they are, the fullest first.",
        discussion: paragraphs(
            """
            Segments with cables whose fill is not known come before all others.

            EXAMPLES
              fiberplan fill --top 10
              fiberplan fill --type MXC-64-FLIP-48 --format csv
            """))

    @Option(help: "Only so many, the fullest.") var top: Int?
    @Option(help: "The trunk type of which ROOM tells how many more fit up to the hard limit.") var type = Trunk().type
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func validate() throws {
        if let top, top < 1 { throw ValidationError("--top is \(top), expected 1 or more.") }
    }

    func run() throws {
        let plant = try plant.open(.reading).snapshot(of: .pathways)
        let report = FillReport(plant, for: try CableNeeds(type: type, in: plant.catalogue))
        try format.show(report.answer(top: top))
        if plant.segments.isEmpty { Console.say("no segments") }
    }
}

struct ImpactCommand: ListedCommand {
    static let place = HelpPlace(.look, 4)
    static let configuration = CommandConfiguration(
        commandName: "impact",
        abstract: "Tells what is affected by losing a segment, tag, node, trunk, cord, hall, rack, cassette or device.",
        discussion: paragraphs(
            """
            Trunks, the strands of theirs that are in use, the links and cords over them, and links whose diverse
            twin fails too. It reads what is hit and nothing else.

            EXAMPLES
              fiberplan impact TRAY-A01-A02
              fiberplan impact zone-F1 --format json
              fiberplan impact T0042
              fiberplan impact DC1.A02
              fiberplan impact leaf-07
            """))

    @Argument(help: "A segment, tag, node, trunk, cord, hall or rack, or a cassette or device by address or label.")
    var object: String
    @Option(help: "Where a label means several: segment, tag, trunk, cord, node, hall or device.") var kind: String?
    @OptionGroup var format: FormatOptions
    @OptionGroup var plant: PlantOptions

    func run() throws {
        let store = try plant.open(.reading)
        let report = try store.withKeyedPlant { plant throws(PlantError) in
            try ImpactReport(object, kind: kind, on: plant)
        }
        try format.show(report.answer)
        Console.say(report.summary)
    }
}

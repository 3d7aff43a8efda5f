import FiberModel
import FiberPlanning

/// Routes that were found.
package struct RouteReport: Answering {
    private let planner: RoutePlanner
    private let request: RouteRequest
    private let routes: [Route]
    private let pair: RoutePair?
    private let rejected: [RejectedRoute]
    private let showsLength: Bool
    private let showsRejected: Bool

    /// - Parameters:
    ///   - pair: where the routes are the two of a pair.
    ///   - rejected: cheaper ways that were not taken; nil where nobody asked.
    package init(
        _ routes: [Route], pair: RoutePair? = nil, rejected: [RejectedRoute]?, showsLength: Bool,
        of planner: RoutePlanner, for request: RouteRequest
    ) {
        self.planner = planner
        self.request = request
        self.routes = routes
        self.pair = pair
        self.rejected = rejected ?? []
        self.showsLength = showsLength
        showsRejected = rejected != nil
    }

    private var plant: Plant { planner.plant }

    package var answer: Answer {
        (showsLength ? lengths : routeRows).whole { json }.reading { page throws(PlantError) in
            try page.table(routeRows)
            let remarks = routes.enumerated().flatMap { self.remarks($0.element, number: $0.offset + 1) } + pairRemarks
            try page.say(remarks.map { "  \($0)" })
            if showsLength {
                try page.say([""])
                try page.table(lengths)
            }
            if showsRejected { try page.say(rejectedLines) }
        }
    }

    // MARK: Rows

    static let columns = [
        "route", "way_m", "order_m", "cost_m", "turns", "fullest_pct", "fullest_segment", "segments",
    ]

    private var routeRows: Answer {
        // People read the remarks below.
        let columns = Self.columns.map { Answer.Heading($0) } + [Answer.Heading("remarks", for: .sheets)]
        return Answer(columns) { add throws(PlantError) in
            for (index, route) in routes.enumerated() {
                let remarks = remarks(route, number: index + 1).joined(separator: "; ")
                try add(values(route, number: index + 1) + [.text(remarks)])
            }
        }
    }

    private func values(_ route: Route, number: Int) -> [DataValue] {
        [
            .int(number), .thousandths(route.length.way.rawValue), .thousandths(route.length.order.rawValue),
            .thousandths(route.cost.rawValue), .int(route.bends.count),
            route.fullest.map { .thousandths(Self.percent($0.share)) } ?? .null,
            route.fullest.map { .word(label($0.segment)) } ?? .null, .list(route.segments.map { .word(label($0)) }),
        ]
    }

    private func label(_ segment: SegmentHandle) -> String { plant.segments[segment.index].label }

    /// In thousandths of a percent, rounded up to a tenth.
    static func percent(_ share: Double) -> Int { Measure(share: share).thousandths }

    /// What a planner should know of a route before taking it.
    private func remarks(_ route: Route, number: Int) -> [String] {
        var remarks: [String] = []
        if route.steps.isEmpty, let rack = request.from.rack, rack == request.to.rack {
            remarks.append("both ends are in rack \(plant.racks[rack.index].address): no pathway is needed")
        } else if route.steps.isEmpty {
            remarks.append("both ends are at one node: no segment is needed")
        }
        for (segment, share) in route.overPlan {
            let plan = plant.segments[segment.index].planFill
            remarks.append(
                "route \(number) fills \(label(segment)) to \(decimal(thousandths: Self.percent(share))) %, beyond its plan of \(plan)"
            )
        }
        if !route.unknownFill.isEmpty {
            remarks.append(
                "route \(number): the fill of \(route.unknownFill.map(label).joined(separator: ", ")) is not known: say width_mm and depth_mm"
            )
        }
        for bend in route.unknownFittings {
            remarks.append(
                "route \(number): no bend radius is stated for the turn at \(plant.nodes[bend.node.index].label), \(label(bend.before)) → \(label(bend.after)); there is room for \(bend.room)"
            )
        }
        if !request.needs.isFullyKnown {
            remarks.append("route \(number): not every bend limit of \(request.needs.name) is known; see LIM001")
        }
        for remark in [planner.diversityRemark(route), planner.turnsRemark(route)] {
            if let remark { remarks.append("route \(number) \(remark)") }
        }
        if !route.length.isStock {
            remarks.append("route \(number): no stock length of \(request.needs.name) reaches; whole metres are taken")
        }
        return remarks
    }

    private var pairRemarks: [String] {
        guard let pair, !pair.a.steps.isEmpty else { return [] }
        var remarks: [String] = []
        let things = sharedThings(pair)
        remarks.append(
            things.isEmpty ? "the two share no segment and no tag" : "the two share \(things.joined(separator: ", "))")
        if let gap = pair.gap {
            remarks.append(
                gap.shared > 0
                    ? "not proven: within the bound of the search a pair that shares up to \(gap.shared) fewer was not excluded"
                    : "not proven: a pair that is cheaper by up to \(gap.cost) was not excluded within the bound of the search"
            )
        }
        return remarks
    }

    private func sharedThings(_ pair: RoutePair) -> [String] {
        pair.sharedSegments.map { "segment \(label($0))" } + pair.sharedTags.map { "tag \(plant.tags[Int($0)])" }
    }

    // MARK: Lengths and rejected ways

    private var lengths: Answer {
        Answer(["route", "part", "length_m"]) { add throws(PlantError) in
            for (index, route) in routes.enumerated() {
                for (part, length) in parts(route) {
                    try add([.int(index + 1), .text(part), .thousandths(length.rawValue)])
                }
            }
        }
    }

    /// The terms of the length, then what they come to.
    private func parts(_ route: Route) -> [(String, Millimetres)] {
        let length = route.length
        var parts = length.terms.map { (name($0.term), $0.length) }
        let wayTerms = length.terms.prefix {
            switch $0.term {
            case .vertical, .segment: true
            case .serviceLoop, .slack: false
            }
        }.count
        parts.insert(("way in all", length.way), at: wayTerms)
        parts.append(("needed in all", length.needed))
        parts.append((length.isStock ? "next stock length of \(request.needs.name)" : "whole metres", length.order))
        return parts
    }

    private func name(_ term: RouteLength.Term) -> String {
        switch term {
        case .vertical(let rack, let entry?): "inside \(plant.racks[rack.index].address), from its \(entry.rawValue)"
        case .vertical(let rack, nil): "inside \(plant.racks[rack.index].address)"
        case .segment(let segment):
            "\(label(segment)), \(plant.segments[segment.index].length == nil ? "from its nodes" : "measured")"
        case .serviceLoop(let end): "service loop at the \(end.rawValue) end"
        case .slack(let percent): "slack of \(percent)"
        }
    }

    private var rejectedLines: [String] {
        guard !rejected.isEmpty else { return ["", "no cheaper way was rejected"] }
        return ["", "cheaper ways that were rejected:"]
            + rejected.flatMap { way in
                let path = way.route.segments.map(label).joined(separator: " ")
                return ["  \(way.route.length.way) (cost \(way.route.cost)): \(path)"]
                    + way.objections.map { "      \(planner.reason($0))" }
            }
    }
}

// MARK: JSON

extension RouteReport {
    private var json: DataValue {
        var fields: [(key: String, value: DataValue)] = [
            ("from", .text(request.from.name)), ("to", .text(request.to.name)), ("type", .text(request.needs.name)),
            ("routes", .list(routes.enumerated().map { object($0.element, number: $0.offset + 1) })),
        ]
        if let pair {
            fields.append(
                (
                    "pair",
                    .object([
                        ("shared", .list(sharedThings(pair).map { .word($0) })),
                        ("proven", .bool(pair.gap == nil)),
                        ("gap_shared", .int(pair.gap?.shared ?? 0)),
                        ("gap_cost_m", .thousandths(pair.gap?.cost.rawValue ?? 0)),
                    ])
                ))
        }
        if showsRejected {
            fields.append(("rejected", .list(rejected.map(object))))
        }
        return .object(fields)
    }

    private func object(_ route: Route, number: Int) -> DataValue {
        let parts = parts(route).map { part, length in
            DataValue.object([("part", .text(part)), ("length_m", .thousandths(length.rawValue))])
        }
        return .object(
            Array(zip(Self.columns, values(route, number: number)).map { ($0, $1) }) + [
                ("needed_m", .thousandths(route.length.needed.rawValue)), ("length", .list(parts)),
                ("remarks", .list(remarks(route, number: number).map { .text($0) })),
            ])
    }

    private func object(_ way: RejectedRoute) -> DataValue {
        .object([
            ("way_m", .thousandths(way.route.length.way.rawValue)), ("cost_m", .thousandths(way.route.cost.rawValue)),
            ("segments", .list(way.route.segments.map { .word(label($0)) })),
            (
                "objections",
                .list(
                    way.objections.map { objection in
                        .object([
                            ("reason", .text(planner.reason(objection))),
                            ("actual", objection.actual.map { .thousandths($0) } ?? .null),
                            ("limit", objection.limit.map { .thousandths($0) } ?? .null),
                            ("unit", .word(objection.unit)),
                        ])
                    })
            ),
        ])
    }
}

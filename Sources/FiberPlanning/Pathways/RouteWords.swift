import FiberModel

// What routes have to say, in words.

extension RoutePlanner {
    /// The error of a missing route, with what would make one possible.
    package func absence(of what: String, _ why: NoRoute, _ request: RouteRequest) -> PlantError {
        let between = "from \(request.from.name) to \(request.to.name)"
        switch why {
        case .notConnected(let a, let z):
            return PlantError(
                .notFound, "\(what)no pathway leads \(between)",
                hint:
                    "\(request.from.name) reaches \(counted(a, "node")), \(request.to.name) \(z); join them with 'fiberplan add-pathway segment'"
            )
        case .blocked(let way):
            let parts = way.objections.map { condition($0) }
            return PlantError(
                .notFound, "\(what)no route \(between) holds to every limit",
                hint: "one would open if \(parts.joined(separator: ", and "))")
        case .notByVias:
            let nodes = request.via.map { plant.nodes[$0.index].label }.joined(separator: ", then ")
            return PlantError(
                .notFound, "\(what)no way \(between) passes \(nodes) without coming by a node twice",
                hint: "leave out --via, or give the nodes in the order in which they lie")
        case .gaveUp:
            return PlantError(
                .notFound, "\(what)no route \(between) was found within the bound of the search",
                hint: "narrow it with --via or --avoid")
        }
    }

    /// What would have to be otherwise: `the turn at N1, TR1 → TR2, were 180 mm wide (it is 100 mm)`.
    package func condition(_ objection: Objection) -> String {
        let (actual, limit) = numbers(objection)
        switch objection.obstacle {
        case .avoided(let segment): return "\(label(segment)) were not avoided"
        case .shared(let segment): return "\(label(segment)) might be shared"
        case .cableNotAllowed(let segment):
            return "\(label(segment)) allowed this cable (it allows \(allowed(segment)))"
        case .lengthUnknown(let segment):
            return
                "the length of \(label(segment)) between its halls were known ('fiberplan set \(label(segment)) length_mm=…')"
        case .full(let segment): return "\(label(segment)) might be filled to \(actual) % (its limit is \(limit) %)"
        case .tightBend(let node, let a, let z):
            return "the turn at \(place(node, a, z)) were \(limit) mm wide (it is \(actual) mm)"
        }
    }

    /// What is wrong: `the turn at N1, TR1 → TR2, is 100 mm wide, under the 180 mm that the cable may be pulled`.
    package func reason(_ objection: Objection) -> String {
        let (actual, limit) = numbers(objection)
        switch objection.obstacle {
        case .avoided(let segment): return "\(label(segment)) is avoided"
        case .shared(let segment): return "\(label(segment)) is shared with the diverse twin, or carries a tag of it"
        case .cableNotAllowed(let segment): return "\(label(segment)) allows only \(allowed(segment))"
        case .lengthUnknown(let segment):
            return "\(label(segment)) leads to another hall, and its length is not known"
        case .full(let segment): return "\(label(segment)) would be \(actual) % full, over its limit of \(limit) %"
        case .tightBend(let node, let a, let z):
            return
                "the turn at \(place(node, a, z)) is \(actual) mm wide, under the \(limit) mm to which \(objection.why)"
        }
    }

    /// `is not fully diverse: it shares segment TR1 and tag zone-1`; nil where it shares nothing.
    package func diversityRemark(_ route: Route) -> String? {
        let things = route.shared.map { "segment \(label($0))" } + route.sharedTags.map { "tag \(plant.tags[Int($0)])" }
        return things.isEmpty ? nil : "is not fully diverse: it shares \(things.joined(separator: ", "))"
    }

    /// That a pull goes round more right angles than its cable may.
    package func turnsRemark(_ route: Route) -> String? {
        guard let most = route.maxTurns, route.pull.turns > Double(most) + 0.001 else { return nil }
        let turns = decimal(thousandths: PullEstimate.tenths(route.pull.turns))
        return
            "goes round \(turns) right angles, where one pull may go round \(most): plan a point to pull from in between"
    }

    private func label(_ segment: SegmentHandle) -> String { plant.segments[segment.index].label }
    private func allowed(_ segment: SegmentHandle) -> String {
        plant.segments[segment.index].allowedCables.joined(separator: ", ")
    }
    private func place(_ node: NodeHandle, _ a: SegmentHandle, _ z: SegmentHandle) -> String {
        let labels = [label(a), label(z)].sorted(by: naturallyPrecedes)
        return "\(plant.nodes[node.index].label), \(labels[0]) → \(labels[1])"
    }

    /// Shares are rounded up, so that a limit which is passed by a hair does not read as met.
    private func numbers(_ objection: Objection) -> (actual: String, limit: String) {
        let actual = objection.actual.map { objection.unit == "%" ? ($0 + 99) / 100 * 100 : $0 }
        return (actual.map { decimal(thousandths: $0) } ?? "?", objection.limit.map { decimal(thousandths: $0) } ?? "?")
    }
}

import FiberModel

/// The ports that demands may use, in pools of such as serve the same wants.
///
/// Ports that a demand names are pools of their own. Of all others those of a device with one optic are a pool, or, where
/// they are wanted whole and in legs, one for each use: the lowest ports go to the demand that comes first.
struct SeatPools {
    /// What the ports of a pool serve: as they are, or their legs as this optic, with cables of a kind.
    enum Use: Hashable {
        case whole
        case legs(Catalogue.Key, Demand.Run)
    }
    private struct Pool {
        var fitted: Catalogue.Key?
        var use: Use
        var number: Int
    }
    private struct Named: Hashable {
        var port: PortHandle
        var leg: Int
        var use: Use
    }

    private let plant: Plant
    private var harnesses: HarnessChooser
    /// By pool: the free seats, lowest first.
    private(set) var seats: [[Seat]] = []
    private var pools: [UnitHandle: [Pool]] = [:]
    private var named: [Named: Int] = [:]
    /// By port that is named: the way in which it is used.
    private var useOfNamed: [PortHandle: Use] = [:]

    init(_ plant: Plant, _ demands: [Demand], _ harnesses: HarnessChooser) {
        self.plant = plant
        self.harnesses = harnesses
        addNamed(demands)
        for unit in Set(demands.flatMap { [$0.a.unit] + $0.z.map(\.unit) }).sorted() { addUnit(unit, demands) }
    }

    /// The optics that a device has in its free ports, by name.
    func optics(_ unit: UnitHandle) -> [String] {
        Set((pools[unit] ?? []).map { $0.fitted.map { plant.catalogue.name($0) } ?? "no optic stated" }).sorted()
    }

    /// The pools of an end for an optic: ports that have it, then legs that are like it, then those of which nothing is said.
    func pools(_ end: Demand.End, _ optic: Catalogue.Key, _ run: Demand.Run) -> [Int] {
        let found: [Pool]
        if let port = end.port {
            let handle = PortHandle(end.unit, port)
            let fitted = plant.opticKey(at: handle)
            found = [Use.whole, .legs(optic, run)].compactMap { use in
                named[Named(port: handle, leg: end.leg, use: use)].map { Pool(fitted: fitted, use: use, number: $0) }
            }
        } else {
            found = pools[end.unit] ?? []
        }
        func rank(_ pool: Pool) -> Int? {
            switch pool.use {
            case .legs(let own, let ownRun): own == optic && ownRun == run ? 1 : nil
            // What is fixed to its transceivers takes a cage, whatever would be fitted there.
            case .whole where isDirect(run): 0
            case .whole where pool.fitted == optic: fits(pool, optic) ? 0 : nil
            case .whole: pool.fitted == nil && fits(pool, optic) ? 2 : nil
            }
        }
        return found.compactMap { pool in rank(pool).map { ($0, pool.number) } }.sorted { $0 < $1 }.map(\.1)
    }

    private func fits(_ pool: Pool, _ optic: Catalogue.Key) -> Bool {
        guard let port = seats[pool.number].first?.port else { return true }
        // An empty cage takes whatever is put in.
        if plant.cage(at: port) != nil, plant.opticKey(at: port) == nil { return true }
        return plant.connectorKey(at: port).map { plant.catalogue.name($0) } == plant.catalogue.optic(optic)?.connector
    }

    // MARK: Making them

    private mutating func addNamed(_ demands: [Demand]) {
        var asked: [Named] = []
        for demand in demands {
            for end in [demand.a] + demand.z {
                guard let number = end.port else { continue }
                let port = PortHandle(end.unit, number)
                asked.append(Named(port: port, leg: end.leg, use: use(of: plant.opticKey(at: port), as: demand)))
            }
        }
        // Legs that are named are not given to who names only the port.
        let legs = Set(asked.filter { $0.leg > 0 }.map { [$0.port.unit.index, Int($0.port.port), $0.leg] })
        for name in asked where named[name] == nil {
            let free = seats(at: name.port, name.use).filter { seat in
                name.leg > 0
                    ? seat.leg == name.leg : !legs.contains([seat.port.unit.index, Int(seat.port.port), seat.leg])
            }
            // A port is used in one way: whoever names it first says which.
            let use = useOfNamed[name.port] ?? name.use
            useOfNamed[name.port] = use
            named[name] = add(use == name.use ? free : [])
        }
    }

    private mutating func add(_ seats: [Seat]) -> Int {
        self.seats.append(seats)
        return self.seats.count - 1
    }

    /// How a port with an optic serves one that is wanted.
    private func use(of fitted: Catalogue.Key?, as demand: Demand) -> Use {
        guard let fitted, fitted != demand.optic, !isDirect(demand.run),
            way(of: fitted, as: demand.optic, said: nil) != nil
        else {
            return .whole
        }
        return .legs(demand.optic, demand.run)
    }

    private func isDirect(_ run: Demand.Run) -> Bool {
        guard case .cable(let type?) = run else { return false }
        return plant.catalogue.cable(type)?.medium != .fibre
    }

    private func way(of fitted: Catalogue.Key, as optic: Catalogue.Key, said: String?) -> Int? {
        let name = plant.catalogue.name(optic)
        return plant.catalogue.optic(fitted)?.breakouts?.firstIndex {
            $0.optic == name && (said == nil || $0.name == said)
        }
    }

    private mutating func addUnit(_ unit: UnitHandle, _ demands: [Demand]) {
        var ports: [Catalogue.Key?: [PortHandle]] = [:]
        let count = plant.units[unit.index].ports
        for number in 0..<max(0, count) {
            let port = PortHandle(unit, Int32(number + 1))
            if useOfNamed[port] == nil { ports[plant.opticKey(at: port), default: []].append(port) }
        }
        for (fitted, ports) in ports.sorted(by: { ($0.key ?? -1) < ($1.key ?? -1) }) {
            let uses = uses(of: fitted, at: unit, demands)
            var left = ports[...]
            for (number, use) in uses.enumerated() {
                var seats: [Seat] = []
                var isEnough: Bool { number < uses.count - 1 && seats.count >= use.wanted }
                while !isEnough, let port = left.popFirst() { seats += self.seats(at: port, use.use) }
                pools[unit, default: []].append(Pool(fitted: fitted, use: use.use, number: add(seats)))
            }
        }
    }

    /// What the ports of a device with an optic are wanted for, and how often, in the order of the demands.
    private func uses(
        of fitted: Catalogue.Key?, at unit: UnitHandle, _ demands: [Demand]
    ) -> [(use: Use, wanted: Int)] {
        var uses: [(use: Use, wanted: Int)] = []
        for demand in demands {
            let isNear = demand.a == Demand.End(unit)
            guard isNear || demand.z.contains(Demand.End(unit)) else { continue }
            let use = use(of: fitted, as: demand)
            let missing = demand.linkLabels.count - demand.there.count
            let wanted = isNear ? missing : (missing + demand.z.count - 1) / max(1, demand.z.count)
            if let known = uses.firstIndex(where: { $0.use == use }) {
                uses[known].wanted += wanted
            } else {
                uses.append((use, wanted))
            }
        }
        return uses.isEmpty ? [(.whole, 0)] : uses
    }

    // MARK: One port

    private mutating func seats(at port: PortHandle, _ use: Use) -> [Seat] {
        switch use {
        case .whole:
            let count = plant.opticKey(at: port).flatMap { plant.catalogue.optic($0)?.connectors } ?? 1
            return plant.link(at: port) == nil && (1...max(1, count)).allSatisfy { isOpen(port, $0) }
                ? [Seat(port: port)] : []
        case .legs(let optic, let run): return legs(of: port, optic, run)
        }
    }

    private func isOpen(_ port: PortHandle, _ connector: Int) -> Bool {
        plant.cableInPort(PortHandle(port.unit, port.port, connector: connector)) == nil
    }

    /// Whether the other connectors of a port leave this one to a cable of its own kind: all of them are to be alike.
    private func isAlike(_ port: PortHandle, _ run: Demand.Run, connectors: Int) -> Bool {
        guard case .cable(let type) = run else { return true }
        return (1...max(1, connectors)).allSatisfy { connector in
            plant.cableInPort(PortHandle(port.unit, port.port, connector: connector)).map { plant.type(of: $0) == type }
                ?? true
        }
    }

    private mutating func legs(of port: PortHandle, _ optic: Catalogue.Key, _ run: Demand.Run) -> [Seat] {
        let said = plant.devicePorts[port]?.breakout
        guard let fitted = plant.opticKey(at: port), let whole = plant.catalogue.optic(fitted),
            let like = plant.catalogue.optic(optic), let way = way(of: fitted, as: optic, said: said),
            let breakout = whole.breakouts?[way], isAlike(port, run, connectors: whole.connectors ?? 1)
        else { return [] }
        var used: Set<Int> = []
        for link in plant.links(at: port) {
            let end: End = plant.links.a[link.index].whole == port ? .a : .z
            // One that has the whole port, or is run in another way, leaves no leg.
            let leg = plant.links.leg(link, end)
            guard leg > 0, plant.links.optic[link.index] == optic else { return [] }
            used.insert(leg)
        }
        return breakout.legs.indices.compactMap { index in
            guard !used.contains(index + 1), let leg = whole.leg(index + 1, of: breakout),
                let connector = HarnessChooser.connector(of: leg)
            else { return nil }
            if HarnessChooser.isAlone(leg, like, whole) {
                return isOpen(port, connector)
                    ? Seat(port: port, leg: index + 1, plug: .own(connector: connector)) : nil
            }
            let broken = BrokenOut(optic: fitted, way: way)
            let choices = harnesses.choices(broken, connector: connector)
            if isOpen(port, connector) {
                return choices.isEmpty
                    ? nil : Seat(port: port, leg: index + 1, plug: .harness(broken, connector: connector))
            }
            return loose(port, connector, index, choices).map { Seat(port: port, leg: index + 1, plug: $0) }
        }
    }

    /// The plug of a harness that is there, where it hangs loose.
    private func loose(
        _ port: PortHandle, _ connector: Int, _ leg: Int, _ choices: [HarnessChooser.Choice]
    ) -> Seat.Plug? {
        guard
            case .cord(let cord)? = plant.cableInPort(PortHandle(port.unit, port.port, connector: connector)),
            plant.cords.a[cord.index] == PortHandle(port.unit, port.port, connector: connector),
            let choice = choices.first(where: { $0.type == plant.cords.type[cord.index] }),
            let plug = choice.plugs[leg]
        else { return nil }
        let ports = plant.ports(of: cord, .z)
        guard plug > ports.count || ports[plug - 1] == nil else { return nil }
        return .loose(cord, plug: plug, swaps: choice.swaps)
    }
}

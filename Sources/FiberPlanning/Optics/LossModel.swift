import FiberModel

/// The losses of everything in a plant, worked out once per kind and asked a million times.
///
/// Building it costs O(types² + trunks × route); each question is a look-up and an integer sum.
package final class LossModel: Sendable {
    /// ISO/IEC 11801: a splice loses at most 0.3 dB.
    package static let splice = Figure(MilliDecibels(300), trust: .vendor, source: "ISO/IEC 11801 limit of a splice")

    let plant: Plant
    let wavelengths: [Picometres]
    private let pairs: [Loss]
    private let plugPlaces: [Int32]
    private let socketPlaces: [Int32]
    private let socketCount: Int
    /// The same figures as bare numbers, for sums over every link of a plant.
    private let amounts: Amounts
    /// By trunk type and cord type key: the class of its fibre.
    private let classes: [Int16]
    /// By class and wavelength, per kilometre.
    private let attenuations: [Loss]
    /// By wavelength: the first for which every figure is the same, so that a sum for it is one for both.
    let likeWavelengths: [Int]
    let lengths: [Int?]
    /// Cords that lie on pathways, with their rows there: a look-up in the plant would copy it.
    private let routedCords: [CordHandle: TrunkHandle]
    /// By type of cable that bounds how long a link over it may be: how long, in mm.
    let cableReaches: [Catalogue.Key: Int]
    /// By trunk: of all bends of its route, by the figures of 1550 nm and of 1625 nm.
    let bends: [(short: Loss, long: Loss)]

    /// - Parameter wavelengths: those that will be asked about.
    package init(_ plant: Plant, _ wavelengths: [Picometres], taking extra: [Catalogue.Key] = []) {
        self.plant = plant
        self.wavelengths = wavelengths
        routedCords = plant.pathwayRows
        let catalogue = plant.catalogue
        let cableTypes = Set(plant.cords.type).union(plant.trunks.map(\.type)).union(extra).sorted()
        let cassetteTypes = Set(plant.units.compactMap(\.cassetteType)).union(extra).sorted()
        let most = Int((cableTypes + cassetteTypes).max() ?? 0)

        // Plugs: the two ends of cable types; sockets: the two faces of cassette types.
        var plugs: [(connector: String, grade: String)] = []
        var sockets: [(connector: String, grade: String)] = []
        var plugPlaces = [Int32](repeating: -1, count: 2 * most + 2)
        var socketPlaces = plugPlaces
        for key in cableTypes {
            guard let type = catalogue.cable(key) else { continue }
            for (end, connector) in [type.connectorA, type.connectorZ].enumerated() {
                plugPlaces[2 * Int(key) + end] = Int32(plugs.count)
                plugs.append((connector, type.grade))
            }
        }
        for key in cassetteTypes {
            guard let type = catalogue.cassetteType(key) else { continue }
            for (face, side) in [type.front, type.rear].enumerated() {
                socketPlaces[2 * Int(key) + face] = Int32(sockets.count)
                sockets.append((side.connector, side.grade))
            }
        }
        pairs = plugs.flatMap { plug in sockets.map { Self.pair(plug, $0, catalogue) } }
        self.plugPlaces = plugPlaces
        self.socketPlaces = socketPlaces
        socketCount = sockets.count

        var classNames: [String] = []
        var classes = [Int16](repeating: -1, count: most + 1)
        for key in cableTypes {
            guard let name = catalogue.cable(key)?.fibreClass else { continue }
            if !classNames.contains(name) { classNames.append(name) }
            classes[Int(key)] = Int16(classNames.firstIndex(of: name) ?? -1)
        }
        self.classes = classes
        cableReaches = cableTypes.reduce(into: [:]) { reaches, key in
            reaches[key] = catalogue.cable(key)?.reach_m.map { $0.value.rawValue.multipliedClamped(by: 1000) }
        }
        let attenuations = classNames.flatMap { name in wavelengths.map { Self.attenuation(name, $0, catalogue) } }
        self.attenuations = attenuations
        likeWavelengths = Self.like(wavelengths, attenuations)
        lengths = plant.trunks.indices.map { plant.orderedLength(of: TrunkHandle(index: $0))?.rawValue }
        bends = plant.trunks.indices.map { Self.bends(TrunkHandle(index: $0), plant) }
        amounts = Amounts(plant, pairs, attenuations, bends, socketPlaces)
    }

    private struct Amounts: Sendable {
        var pairs: [LossAmount]
        var attenuations: [Int]
        var bends: [(short: LossAmount, long: LossAmount)]
        var splicesOfUnit: [Int]
        var splicesOfTrunk: [Int]
        /// By unit: where its front stands among the sockets; its rear comes next.
        var socketOfUnit: [Int32]

        init(
            _ plant: Plant, _ pairs: [Loss], _ attenuations: [Loss], _ bends: [(short: Loss, long: Loss)],
            _ socketPlaces: [Int32]
        ) {
            self.pairs = pairs.map(LossAmount.init)
            self.attenuations = attenuations.map { $0.max ?? -1 }
            self.bends = bends.map { (LossAmount($0.short), LossAmount($0.long)) }
            splicesOfUnit = plant.units.map { row in
                (row.cassetteType.flatMap { plant.catalogue.cassetteType($0) }?.splices ?? 0)
                    * LossModel.splice.value.rawValue
            }
            splicesOfTrunk = plant.trunks.map { row in
                (plant.catalogue.cable(row.type)?.splices ?? 0) * LossModel.splice.value.rawValue
            }
            socketOfUnit = plant.units.map { row in row.cassetteType.map { socketPlaces[2 * Int($0)] } ?? -1 }
        }
    }

    // MARK: Figures

    /// For each wavelength the first for which all figures are the same.
    private static func like(_ wavelengths: [Picometres], _ attenuations: [Loss]) -> [Int] {
        let figures = wavelengths.indices.map { place in
            stride(from: place, to: attenuations.count, by: wavelengths.count).map { attenuations[$0].max }
        }
        return wavelengths.indices.map { place in
            wavelengths.indices.first {
                figures[$0] == figures[place] && BendFigure(wavelengths[$0]) == BendFigure(wavelengths[place])
            } ?? place
        }
    }

    /// A pair of mixed grades acts as the worse of the two.
    private static func pair(
        _ plug: (connector: String, grade: String), _ socket: (connector: String, grade: String), _ catalogue: Catalogue
    ) -> Loss {
        func grade(_ side: (connector: String, grade: String)) -> Connector.Grade? {
            catalogue.connector(named: side.connector)?.grades.first { $0.name == side.grade }
        }
        guard let a = grade(plug)?.pairLossMax_mdB, let b = grade(socket)?.pairLossMax_mdB else {
            return .unknown("loss of a pair of \(plug.connector) \(plug.grade) and \(socket.connector) \(socket.grade)")
        }
        let typical = [grade(plug)?.pairLossTypical_mdB, grade(socket)?.pairLossTypical_mdB].compactMap { $0 }
        let worse = a.value < b.value ? b : a
        return Loss(
            max: worse.value.rawValue, typical: typical.count == 2 ? typical.map(\.value.rawValue).max() : nil,
            trust: [a.trust, b.trust].contains(.assumed) ? .assumed : worse.trust, source: worse.source)
    }

    static func attenuation(_ name: String, _ wavelength: Picometres, _ catalogue: Catalogue) -> Loss {
        // A figure holds in its band and nowhere else; where bands overlap, the greater is safe.
        let nanometres = wavelength.rawValue / 1000
        let rows = catalogue.fibreClass(named: name)?.attenuation ?? []
        let own = rows.filter { ($0.from_nm...max($0.from_nm, $0.to_nm)).contains(nanometres) }
        guard let row = own.max(by: { $0.perKm_mdB.value < $1.perKm_mdB.value }) else {
            return .unknown("attenuation of \(name) at \(wavelength)")
        }
        return Loss(
            max: row.perKm_mdB.value.rawValue, typical: nil, trust: row.perKm_mdB.trust, source: row.perKm_mdB.source)
    }

    private static func bends(_ trunk: TrunkHandle, _ plant: Plant) -> (short: Loss, long: Loss) {
        let row = plant.trunks[trunk.index]
        let racks = [row.a, row.z].map { plant.units[$0.unit.index].rack }
        // Inside one rack a trunk runs on no pathway.
        if row.route.isEmpty, racks[0] == racks[1] { return (.none, .none) }
        let walk = RouteWalk(of: trunk, in: plant)
        guard !walk.steps.isEmpty, walk.gaps.isEmpty else {
            let unknown = Loss.unknown("bends of trunk \(row.label), whose route is not known")
            return (unknown, unknown)
        }
        guard let type = plant.catalogue.cable(row.type),
            let fibre = plant.catalogue.fibreClass(named: type.fibreClass)
        else { return (.none, .none) }
        let turns = walk.bends(in: plant).map { bend in
            // Of a slight turn that nobody described, the widest arc that fits is taken; of any other it is not known.
            let radius = bend.fitting ?? (bend.angleDegrees < Bend.negligibleDegrees ? bend.room : nil)
            return (radius?.micrometres, bend.angleDegrees)
        }
        return (fibre.bendLoss(of: turns, .at1550), fibre.bendLoss(of: turns, .at1625))
    }

    // MARK: Sums over many links

    /// Adds what an element loses, without telling where the figures come from.
    @inline(__always)
    func add(_ element: FibrePath.Element, _ wavelength: Int, to sum: inout LossSum) {
        switch element {
        case .cord(let cord):
            sum.add(fibreAmount(plant.cords.type[cord.index], plant.cords.length[cord.index]?.rawValue, wavelength))
            if !routedCords.isEmpty, let row = routedCords[cord] { addBends(row, wavelength, to: &sum) }
        case .pair(let plug, let unit, let side):
            sum.add(pairAmount(place(of: plug), unit, face: side == .front ? 0 : 1))
        case .adapterPair(let front, let rear, let unit):
            sum.add(.worse(pairAmount(place(of: front), unit, face: 0), pairAmount(place(of: rear), unit, face: 1)))
        case .splices(let unit): sum.add(LossAmount(amounts.splicesOfUnit[unit.index]))
        case .branch(let unit, let port, let isInward): sum.add(LossAmount(branch(unit, port, isInward)))
        case .splice(let a, let z): sum.add(LossAmount(splice(a, z)))
        case .trunk(let trunk, _):
            sum.add(fibreAmount(plant.trunks[trunk.index].type, lengths[trunk.index], wavelength))
            addBends(trunk, wavelength, to: &sum)
            sum.add(LossAmount(amounts.splicesOfTrunk[trunk.index]))
        }
    }

    @inline(__always)
    private func addBends(_ row: TrunkHandle, _ wavelength: Int, to sum: inout LossSum) {
        switch BendFigure(wavelengths[wavelength]) {
        case .at1550: sum.add(amounts.bends[row.index].short)
        case .at1625: sum.add(amounts.bends[row.index].long)
        case nil: sum.add(LossAmount(bends[row.index].short.max == 0 ? 0 : -1))
        }
    }

    /// Where the connector of a plug stands among those of all types.
    private func place(of plug: CablePlug) -> Int {
        // Not by the plant's own look-up: to call that is to copy the plant.
        let type =
            switch plug.cable {
            case .cord(let cord): plant.cords.type[cord.index]
            case .trunk(let trunk): plant.trunks[trunk.index].type
            }
        return 2 * Int(type) + (plug.end == .a ? 0 : 1)
    }

    private func fibreAmount(_ type: Catalogue.Key, _ length: Int?, _ wavelength: Int) -> LossAmount {
        let fibre = Int(classes[Int(type)])
        guard let length, fibre >= 0 else { return LossAmount(-1) }
        let perKilometre = amounts.attenuations[fibre * wavelengths.count + wavelength]
        return LossAmount(perKilometre < 0 ? -1 : Self.fibre(length, perKilometre))
    }

    /// What a length in mm loses at so many mdB a kilometre, rounded up.
    private static func fibre(_ length: Int, _ perKilometre: Int) -> Int {
        length.multipliedClamped(by: perKilometre).addingClamped(999_999) / 1_000_000
    }

    private func pairAmount(_ plug: Int, _ unit: UnitHandle, face: Int) -> LossAmount {
        let socket = amounts.socketOfUnit[unit.index]
        guard socket >= 0, plugPlaces[plug] >= 0 else { return LossAmount(-1) }
        return amounts.pairs[Int(plugPlaces[plug]) * socketCount + Int(socket) + face]
    }

    // MARK: Questions

    /// What is lost behind a device port, at an external end; nil where nothing is stated.
    func beyond(_ port: PortHandle) -> Loss? {
        guard let own = plant.devicePorts.isEmpty ? nil : plant.devicePorts[port]?.beyond else { return nil }
        return Loss(max: own.rawValue, typical: own.rawValue, trust: .user, source: "stated of the port")
    }

    /// By how much what is thrown back at a mated pair is weaker than what comes there, in mdB; of its two sides the worse.
    /// Nil where it is not known, or the element is no pair.
    func returnLoss(_ element: FibrePath.Element) -> Int? {
        func grade(_ connector: String, _ grade: String) -> Int? {
            plant.catalogue.connector(named: connector)?.grades.first { $0.name == grade }?.returnLoss_mdB?.value
                .rawValue
        }
        func plug(_ plug: CablePlug) -> Int? {
            plant.catalogue.cable(plant.type(of: plug.cable)).flatMap { grade($0.connector(at: plug.end), $0.grade) }
        }
        func face(_ unit: UnitHandle, _ side: PortAddress.Side) -> Int? {
            plant.units[unit.index].cassetteType.flatMap { plant.catalogue.cassetteType($0) }.flatMap { type in
                let face = side == .rear ? type.rear : type.front
                return grade(face.connector, face.grade)
            }
        }
        switch element {
        case .pair(let own, let unit, let side): return [plug(own), face(unit, side)].compactMap { $0 }.min()
        case .adapterPair(let front, let rear, _): return [plug(front), plug(rear)].compactMap { $0 }.min()
        default: return nil
        }
    }

    /// What an element loses at one of the ``wavelengths``.
    func loss(_ element: FibrePath.Element, _ wavelength: Int) -> Loss {
        switch element {
        case .cord(let cord):
            guard let length = plant.cords.length[cord.index]?.rawValue else {
                return .unknown("length of cord \(plant.label(of: cord))")
            }
            let own = fibre(plant.cords.type[cord.index], length, wavelength)
            return routedCords[cord].map { own + bendsOfTrunk($0, wavelength) } ?? own
        case .pair(let plug, let unit, let side): return pair(place(of: plug), unit, face: side == .front ? 0 : 1)
        case .adapterPair(let front, let rear, let unit):
            return .worse(pair(place(of: front), unit, face: 0), pair(place(of: rear), unit, face: 1))
        case .splices(let unit):
            let type = plant.units[unit.index].cassetteType.flatMap { plant.catalogue.cassetteType($0) }
            return splices(type?.splices ?? 0)
        case .branch(let unit, let port, let isInward): return branch(unit, port, isInward)
        case .splice(let a, let z): return splice(a, z)
        case .trunk(let trunk, _):
            return fibreOfTrunk(trunk, wavelength) + bendsOfTrunk(trunk, wavelength) + splicesOfTrunk(trunk)
        }
    }

    func fibreOfTrunk(_ trunk: TrunkHandle, _ wavelength: Int) -> Loss {
        guard let length = lengths[trunk.index] else { return .unknown("length of trunk \(plant.label(of: trunk))") }
        return fibre(plant.trunks[trunk.index].type, length, wavelength)
    }

    func bendsOfTrunk(_ trunk: TrunkHandle, _ wavelength: Int) -> Loss {
        let losses = bends[trunk.index]
        switch BendFigure(wavelengths[wavelength]) {
        case .at1550: return losses.short
        case .at1625: return losses.long
        case nil: return losses.short.max == 0 ? .none : .unknown("bend loss at \(wavelengths[wavelength])")
        }
    }

    func splicesOfTrunk(_ trunk: TrunkHandle) -> Loss {
        splices(plant.catalogue.cable(plant.trunks[trunk.index].type)?.splices ?? 0)
    }

    /// Between the common port of a splitter or mux and one in front.
    private func branch(_ unit: UnitHandle, _ port: Int, _ isInward: Bool) -> Loss {
        let branches = plant.cassette(unit)?.branches ?? []
        guard branches.indices.contains(port - 1) else { return .unknown("a branch that is not there") }
        let branch = branches[port - 1]
        guard let figure = isInward ? branch.backLoss_mdB ?? branch.loss_mdB : branch.loss_mdB else {
            return .unknown("loss of a branch of \(plant.address(of: unit))")
        }
        return Loss(max: figure.value.rawValue, typical: nil, trust: figure.trust, source: figure.source)
    }

    /// Of two strands in a closure: as it was measured, else the limit of a splice.
    private func splice(_ a: TrunkStrand, _ z: TrunkStrand) -> Loss {
        guard let measured = plant.spliceLoss(a, z) else { return splices(1) }
        return Loss(
            max: measured.rawValue, typical: measured.rawValue, trust: .user, source: "measured when it was spliced")
    }

    private func splices(_ count: Int) -> Loss {
        if count == 0 { return .none }
        return Loss(
            max: count * Self.splice.value.rawValue, typical: nil, trust: Self.splice.trust, source: Self.splice.source)
    }

    func fibre(_ type: Catalogue.Key, _ length: Int, _ wavelength: Int) -> Loss {
        let fibre = Int(classes[Int(type)])
        guard fibre >= 0 else { return .unknown("fibre class of \(plant.catalogue.name(type))") }
        var loss = attenuations[fibre * wavelengths.count + wavelength]
        loss.max = loss.max.map { Self.fibre(length, $0) }
        return loss
    }

    /// A plug at an end of a cable type, in a face of a unit.
    func pair(_ type: Catalogue.Key, _ end: End, _ unit: UnitHandle, _ side: PortAddress.Side) -> Loss {
        pair(2 * Int(type) + (end == .a ? 0 : 1), unit, face: side == .front ? 0 : 1)
    }

    /// Two plugs that meet in an adapter: one pair, as bad as the worst of the two plugs and of what the panel says of its
    /// faces.
    func adapterPair(
        _ front: (type: Catalogue.Key, end: End), _ rear: (type: Catalogue.Key, end: End), _ unit: UnitHandle
    ) -> Loss { .worse(pair(front.type, front.end, unit, .front), pair(rear.type, rear.end, unit, .rear)) }

    /// What a tester may find between the front ports of the cassettes at both ends of a trunk, its own cords
    /// being of the grade of those ports: pairs, splices, fibre and bends.
    func permanentLink(_ trunk: TrunkHandle, _ wavelength: Int) -> LossSum {
        var sum = LossSum()
        let row = plant.trunks[trunk.index]
        for (end, port) in [(End.a, row.a), (.z, row.z)] where !plant.isDevice(port.unit) {
            let unit = port.unit
            let type = plant.units[unit.index].cassetteType.flatMap { plant.catalogue.cassetteType($0) }
            let front = type.map { ($0.front.connector, $0.front.grade) } ?? ("", "")
            let plugged = LossAmount(Self.pair(front, front, plant.catalogue))
            guard !plant.isAdapter(unit) else {
                // The tester's own plug meets that of the trunk.
                sum.add(.worse(plugged, pairAmount(place(of: CablePlug(.trunk(trunk), end)), unit, face: 1)))
                continue
            }
            sum.add(plugged)
            add(.splices(unit), wavelength, to: &sum)
            add(.pair(CablePlug(.trunk(trunk), end), unit, port.isRear ? .rear : .front), wavelength, to: &sum)
        }
        add(.trunk(trunk, strand: 1), wavelength, to: &sum)
        return sum
    }

    /// The place of a wavelength among those that are known to the model.
    func place(of wavelength: Picometres) -> Int? { wavelengths.firstIndex(of: wavelength) }

    private func pair(_ plug: Int, _ unit: UnitHandle, face: Int) -> Loss {
        guard let type = plant.units[unit.index].cassetteType, plugPlaces[plug] >= 0,
            socketPlaces[2 * Int(type) + face] >= 0
        else { return .unknown("a connector that the catalogue does not have") }
        return pairs[Int(plugPlaces[plug]) * socketCount + Int(socketPlaces[2 * Int(type) + face])]
    }
}

/// Which figure of bend loss holds at a wavelength. Loss grows with it, so a figure is safe up to its own wavelength and
/// not beyond.
enum BendFigure {
    case at1550, at1625

    /// Nil beyond 1625 nm, where no figure is stated.
    init?(_ wavelength: Picometres) {
        switch wavelength.rawValue {
        case ...1_550_000: self = .at1550
        case ...1_625_000: self = .at1625
        default: return nil
        }
    }
}

extension FibreClass {
    /// What turns lose, by their radius and angle in degrees: each its share of a full turn at the next tighter
    /// radius that was tested. Rounded up to a thousandth of a dB over all of them.
    func bendLoss(of turns: [(radius: Micrometres?, angle: Double)], _ which: BendFigure) -> Loss {
        var sum = 0.0
        var trust = Trust.published
        var sources: [String] = []
        for turn in turns where turn.angle > 0 {
            guard let radius = turn.radius else { return .unknown("radius of a turn") }
            let row = bendLoss.filter { $0.radius_um <= radius }.max { $0.radius_um < $1.radius_um }
            // The figure of 1625 nm is greater, so it may stand in for that of 1550 nm, and not the other way round.
            let figure = which == .at1625 ? row?.at1625_mdB : row?.at1550_mdB ?? row?.at1625_mdB
            guard let row, let figure else { return .unknown("bend loss at a radius of \(radius)") }
            sum += Double(figure.value.rawValue) / Double(row.turns) * turn.angle / 360
            if figure.trust == .assumed { trust = .assumed } else if trust == .published { trust = figure.trust }
            if !sources.contains(figure.source) { sources.append(figure.source) }
        }
        if sources.isEmpty { return .none }
        return Loss(
            max: Int(clamping: sum - 1e-9, rounding: .up), typical: nil, trust: trust,
            source: sources.joined(separator: "; "))
    }
}

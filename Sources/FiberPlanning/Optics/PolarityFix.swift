import FiberModel

/// One change of a type that makes the polarity of a link right, proved on the plant with the change applied; at a port with
/// two connectors the cords of both, which are to be alike.
package struct PolarityFix: Sendable {
    package enum Change: Hashable, Sendable {
        case cord(CordHandle, Catalogue.Key)
        case cassette(UnitHandle, Catalogue.Key)
        case trunk(TrunkHandle, Catalogue.Key)

        fileprivate var order: Int {
            switch self {
            case .cord: 0
            case .cassette: 1
            case .trunk: 2
            }
        }
    }
    package let changes: [Change]
    package var change: Change { changes[0] }
    /// Other links that it makes right, and that it makes wrong.
    package let fixesOthers: Int
    package let breaksOthers: Int
}

extension PolarityFix {
    /// Links of the trade run over a handful of cords and trunks.
    static let maxTried = 500

    /// Every single change of a cord, cassette or trunk on the way of a link that makes its polarity right and
    /// brings it to the port that it wants: those first that break no other link, then those that fix most others,
    /// then cords before cassettes before trunks.
    ///
    /// Tried are the first ``maxTried`` changes in the order of the way: each recomputes the link.
    ///
    /// - Parameter plant: one that holds whatever else runs over the same trunks.
    package static func all(for link: LinkHandle, in plant: Plant) -> [PolarityFix] {
        let judge = PolarityEvaluator(plant)
        guard judge.polarity(link, on: plant) != .right else { return [] }
        let others = (0..<plant.links.count).map { LinkHandle(index: $0) }.filter { $0 != link }
        let before = others.map { judge.polarity($0, on: plant) == .right }
        let singles = candidates(on: link, in: plant, judge).map { [$0] }
        let tried = singles + twinCandidates(on: link, in: plant, judge)
        return tried.prefix(maxTried).compactMap { changes -> PolarityFix? in
            let changed = ChangedPlant(plant, changes)
            guard judge.polarity(link, on: changed) == .right else { return nil }
            var (fixed, broken) = (0, 0)
            if changes[0].order > 0 {
                for (other, wasRight) in zip(others, before) {
                    let isRight = judge.polarity(other, on: changed) == .right
                    if isRight, !wasRight { fixed += 1 }
                    if !isRight, wasRight { broken += 1 }
                }
            }
            return PolarityFix(changes: changes, fixesOthers: fixed, breaksOthers: broken)
        }.sorted { a, b in
            (a.breaksOthers, -a.fixesOthers, a.change.order) < (b.breaksOthers, -b.fixesOthers, b.change.order)
        }
    }

    /// The polarity of a link were its cords of other types.
    package static func polarity(_ link: LinkHandle, in plant: Plant, supposing changes: Hypothesis) -> Polarity {
        let supposed = link.cords(in: plant).compactMap { cord -> Change? in
            changes.cords.first { $0.label == plant.label(of: cord) }?.type.map { .cord(cord, $0) }
        }
        return PolarityEvaluator(plant).polarity(link, on: ChangedPlant(plant, supposed)) ?? .right
    }

    /// The first cord on the way whose other polarity makes the link right: what a finding proposes.
    static func cord(for link: LinkHandle, in plant: Plant, _ judge: PolarityEvaluator) -> Change? {
        candidates(on: link, in: plant, judge, isCordsOnly: true).first {
            judge.polarity(link, on: ChangedPlant(plant, [$0])) == .right
        }
    }

    /// Of an optic with several connectors: the cords in one place of the ways of all of them made another type together.
    private static func twinCandidates(
        on link: LinkHandle, in plant: Plant, _ judge: PolarityEvaluator
    ) -> [[Change]] {
        guard let optic = judge.optics(link)?.a, optic.connectors ?? 1 > 1 else { return [] }
        var ways: [Int: [CordHandle]] = [:]
        for position in optic.transmitPositions {
            let connector = FibrePosition.connector(of: position)
            guard ways[connector] == nil else { continue }
            var cords: [CordHandle] = []
            var walk = StrandWalk(from: .leaving(plant.links.a[link.index], position: position))
            while let hop = walk.next(on: plant) { if case .cord(let cord, _) = hop { cords.append(cord) } }
            ways[connector] = cords
        }
        let places = ways.values.map(\.count).min() ?? 0
        return (0..<places).flatMap { place -> [[Change]] in
            let cords = ways.sorted { $0.key < $1.key }.map { $0.value[place] }
            guard let type = cords.first.map({ plant.cords.type[$0.index] }),
                Set(cords).count == cords.count, cords.allSatisfy({ plant.cords.type[$0.index] == type })
            else { return [] }
            return judge.twins(ofCord: type).map { twin in cords.map { .cord($0, twin) } }
        }
    }

    /// Changes to another type that fits in the same places, in the order of the way.
    private static func candidates(
        on link: LinkHandle, in plant: Plant, _ judge: PolarityEvaluator, isCordsOnly: Bool = false
    ) -> [Change] {
        guard let optics = judge.optics(link) else { return [] }
        var changes: [Change] = []
        var seen: Set<Change> = []
        func add(_ new: [Change]) { for change in new where seen.insert(change).inserted { changes.append(change) } }
        for position in optics.a.transmitPositions {
            var walk = StrandWalk(from: .leaving(plant.links.a[link.index], position: position))
            while let hop = walk.next(on: plant) {
                switch hop {
                case .cord(let cord, _): add(judge.twins(ofCord: plant.cords.type[cord.index]).map { .cord(cord, $0) })
                case .cassette(let unit, _, _, _, _, _):
                    guard !isCordsOnly, let type = plant.units[unit.index].cassetteType else { continue }
                    add(judge.twins(ofCassette: type).map { .cassette(unit, $0) })
                case .trunk(let trunk, _, _):
                    guard !isCordsOnly else { continue }
                    add(judge.twins(ofTrunk: plant.trunks[trunk.index].type).map { .trunk(trunk, $0) })
                case .device, .splice: break
                }
            }
        }
        return changes
    }
}

/// Judges links, with what it needs of optics and types looked up once.
package final class PolarityEvaluator {
    private let plant: Plant
    private var optics: [Catalogue.Key: Optic] = [:]
    /// A type stands in a plant many times; its twins are the same each time.
    private var twinsOf: [Catalogue.Key: [Catalogue.Key]] = [:]

    package init(_ plant: Plant) {
        self.plant = plant
    }

    /// The optics at both ends; nil where one is not in the catalogue.
    func optics(_ link: LinkHandle) -> (a: Optic, z: Optic)? {
        func optic(_ end: End) -> Optic? {
            let key = plant.opticKey(of: link, end)
            if let known = optics[key] { return known }
            optics[key] = plant.catalogue.optic(key)
            return optics[key]
        }
        guard let a = optic(.a), let z = optic(.z) else { return nil }
        return (a, z)
    }

    func polarity<T: Topology>(_ link: LinkHandle, on plugs: borrowing T) -> Polarity? where T.Failure == Never {
        guard let optics = optics(link) else { return nil }
        return Polarity.judge(plant.links.a[link.index], plant.links.z[link.index], optics, on: plugs)
    }

    /// Types that could stand in a type's place with another strand map, by name.
    private func twins<Type>(
        _ kind: CatalogueKind, _ key: Catalogue.Key, _ type: (Catalogue.Key) -> Type?, _ isTwin: (Type, Type) -> Bool
    ) -> [Catalogue.Key] {
        if let known = twinsOf[key] { return known }
        guard let own = type(key) else { return [] }
        let twins = plant.catalogue.rows(kind).compactMap { entry, _ -> Catalogue.Key? in
            guard let key = plant.catalogue.key(kind, entry.name), let other = type(key), isTwin(own, other) else {
                return nil
            }
            return key
        }
        twinsOf[key] = twins
        return twins
    }

    func twins(ofCord key: Catalogue.Key) -> [Catalogue.Key] {
        twins(.cordType, key, plant.catalogue.cable) { own, other in
            own.connectorA == other.connectorA && own.connectorZ == other.connectorZ && own.hasSamePlugs(as: other)
                && own.fibreClass == other.fibreClass && own.strandMap != other.strandMap
        }
    }

    func twins(ofCassette key: Catalogue.Key) -> [Catalogue.Key] {
        twins(.cassetteType, key, plant.catalogue.cassetteType) { own, other in
            own.front.connector == other.front.connector && own.front.count == other.front.count
                && own.rear.connector == other.rear.connector && own.rear.count == other.rear.count
                && own.fibreClass == other.fibreClass && own.strandMap != other.strandMap
        }
    }

    func twins(ofTrunk key: Catalogue.Key) -> [Catalogue.Key] {
        twins(.trunkType, key, plant.catalogue.cable) { own, other in
            own.connectorA == other.connectorA && own.connectorZ == other.connectorZ && own.hasSamePlugs(as: other)
                && own.strands == other.strands && own.fibreClass == other.fibreClass
                && own.strandMap != other.strandMap
        }
    }
}

extension CableType {
    /// Whether another has as many plugs at each end, and pins on the same.
    fileprivate func hasSamePlugs(as other: CableType) -> Bool {
        plugsA == other.plugsA && plugsZ == other.plugsZ && pinnedA == other.pinnedA && pinnedZ == other.pinnedZ
    }
}

/// A plant in which some cords, cassettes and trunks are of other types.
struct ChangedPlant: Topology {
    typealias Failure = Never
    private let plant: Plant
    private var cables: [Cable: CableShape] = [:]
    private var shapes: [UnitHandle: CassetteShape] = [:]

    /// Changes to types that the catalogue does not have change nothing.
    init(_ plant: Plant, _ changes: [PolarityFix.Change]) {
        self.plant = plant
        for change in changes {
            switch change {
            case .cord(let cord, let key): cables[.cord(cord)] = shape(key)
            case .trunk(let trunk, let key): cables[.trunk(trunk)] = shape(key)
            case .cassette(let unit, let key):
                shapes[unit] = plant.catalogue.cassetteType(key).flatMap { CassetteShape($0, in: plant.catalogue) }
            }
        }
    }

    func hasFront(_ port: PortHandle) -> Bool { plant.hasFront(port) }

    private func shape(_ key: Catalogue.Key) -> CableShape? {
        plant.catalogue.cable(key).flatMap { CableShape($0, in: plant.catalogue) }
    }

    func cable(at port: PortHandle) -> CableJoint? { plant.cable(at: port).map(changed) }
    func trunk(_ trunk: TrunkHandle) -> CableJoint { changed(plant.trunk(trunk)) }
    private func changed(_ joint: CableJoint) -> CableJoint {
        guard let shape = cables[joint.cable] else { return joint }
        var joint = joint
        joint.shape = shape
        return joint
    }
    func splices(of strand: TrunkStrand) -> [TrunkStrand] { plant.splices(of: strand) }
    func cassette(_ unit: UnitHandle) -> CassetteShape? { shapes[unit] ?? plant.cassette(unit) }
}

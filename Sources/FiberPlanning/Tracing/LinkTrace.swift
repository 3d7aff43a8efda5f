import FiberModel

/// Where the light of every link goes, and which cords carry one.
public struct LinkTraces: Sendable {
    /// Links of which anything is wrong, by their place.
    public private(set) var faults: [Int32: LinkFaults] = [:]
    /// By cord: the link that runs through it, or -1.
    private var linkOfCord: [Int32]
    /// Cords that carry several links, a harness say: those beyond the last one found.
    private var furtherLinks: [CordHandle: Set<Int32>] = [:]
    private let count: Int

    /// The link that runs through a cord.
    public func link(over cord: CordHandle) -> LinkHandle? {
        linkOfCord[cord.index] < 0 ? nil : LinkHandle(linkOfCord[cord.index])
    }

    /// The link that runs through a cord, where it is one alone.
    public func onlyLink(over cord: CordHandle) -> LinkHandle? {
        furtherLinks.isEmpty || furtherLinks[cord] == nil ? link(over: cord) : nil
    }

    /// The links that run through a cord, in their order: a harness carries one on each leg.
    public func links(over cord: CordHandle) -> [LinkHandle] {
        guard let link = link(over: cord) else { return [] }
        guard !furtherLinks.isEmpty, let others = furtherLinks[cord] else { return [link] }
        return others.union([link.rawValue]).sorted().map { LinkHandle($0) }
    }

    /// Links of which every fibre of both ends comes to the port at the other end, whatever it does there.
    public var connected: Int { count - faults.values.count { !($0.a.isRight && $0.z.isRight) } }

    /// The links with a fault, in their order.
    public var faulty: [(link: LinkHandle, faults: LinkFaults)] {
        faults.sorted { $0.key < $1.key }.map { (LinkHandle($0.key), $0.value) }
    }

    /// Follows every link of a plant, on all cores. O(links × positions × hops).
    public init(_ plant: Plant) {
        self.init(unfollowed: plant)
        let faces = OpticFaces(plant)
        plant.forEachLinkBlock { range in
            var part = LinkTracesPart()
            var follower = LinkFollower()
            for link in range {
                let sides = faces.sides(of: link, in: plant)
                follower.follow(sides.a, sides.z, in: plant)
                part.note(Int32(link), follower)
            }
            return part
        } body: {
            add($0)
        }
    }

    /// Of a plant of which no link is followed yet: ``add(_:)`` hands in what is found.
    init(unfollowed plant: Plant) {
        linkOfCord = Array(repeating: -1, count: plant.cords.count)
        count = plant.links.count
    }

    /// Takes in what was found of some links, which are handed in in their order.
    mutating func add(_ part: LinkTracesPart) {
        for (link, fault) in part.faults { faults[link] = fault }
        for (cord, link) in part.cords {
            let known = linkOfCord[cord.index]
            if known >= 0, known != link { furtherLinks[cord, default: []].insert(known) }
            linkOfCord[cord.index] = link
        }
    }

    /// The fibre positions that an optic sends and receives on; those of a pair for an unknown optic.
    public static func positions(of optic: Optic?) -> [Int] { OpticFace(optic).positions }
}

/// What was found of some links.
struct LinkTracesPart {
    var faults: [(link: Int32, faults: LinkFaults)] = []
    var cords: [(cord: CordHandle, link: Int32)] = []

    mutating func note(_ link: Int32, _ follower: LinkFollower) {
        if let fault = follower.faults() { faults.append((link, fault)) }
        var last: CordHandle?
        for place in 0..<follower.count {
            follower.forEachElement(of: place) { element, _ in
                guard case .cord(let cord) = element, cord != last else { return }
                cords.append((cord, link))
                last = cord
            }
        }
    }
}

/// The faces of the optics of a plant.
struct OpticFaces: Sendable {
    private let faces: [Catalogue.Key: OpticFace]
    private let unknown = OpticFace(nil)

    init(_ plant: Plant) {
        let hasMux = plant.hasMux
        faces = Dictionary(
            uniqueKeysWithValues: plant.opticKeys.map {
                ($0, OpticFace(plant.catalogue.optic($0), byWavelength: hasMux))
            })
    }

    func sides(of link: Int, in plant: Plant) -> (a: LinkSide, z: LinkSide) {
        // A cable from cage to cage has one way out and one back.
        let isDirect = plant.isDirect(LinkHandle(index: link))
        func side(_ port: PortHandle, _ end: End) -> LinkSide {
            if isDirect { return LinkSide(port: port, face: unknown) }
            return LinkSide(port: port, face: faces[plant.opticKey(of: LinkHandle(index: link), end)] ?? unknown)
        }
        return (side(plant.links.a[link], .a), side(plant.links.z[link], .z))
    }
}

extension Plant {
    /// The optics that are fitted anywhere or that a link wants.
    var opticKeys: Set<Catalogue.Key> {
        var keys = Set(units.compactMap(\.optic)).union(devicePorts.values.compactMap(\.optic))
        keys.formUnion(links.legOpticKeys)
        // Links that want the same stand together.
        var last: Catalogue.Key?
        for key in links.optic where key != last {
            keys.insert(key)
            last = key
        }
        return keys
    }
}

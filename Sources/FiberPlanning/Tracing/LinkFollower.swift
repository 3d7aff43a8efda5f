import FiberModel

/// The positions on which an optic sends and receives. Few, so that looking through them beats hashing.
struct OpticFace: Sendable {
    let positions: [Int]
    let transmit: [Int]
    let receive: [Int]

    /// Those of a pair for an optic that is not in the catalogue.
    init(_ optic: Optic?) {
        transmit = optic?.transmitPositions ?? [1]
        receive = optic?.receivePositions ?? [2]
        positions = Set(transmit + receive).sorted()
    }
}

/// One end of a link: the port, and what its optic sends and listens on.
struct LinkSide {
    let port: PortHandle
    let face: OpticFace
}

/// Follows every fibre of a link once, whichever of its ends it is looked at from: a fibre that comes to where the link
/// wants it is the same from there. Keeps its memory from one link to the next; one for each thread.
struct LinkFollower {
    private struct Fibre {
        var from: End
        var position: Int
    }

    private var fibres: [Fibre] = []
    /// Beside the fibres; there may be more, kept for the next link.
    private var paths: [FibrePath] = []
    private var sides: (a: LinkSide, z: LinkSide)?

    /// Follows all fibres of both sides. O(positions × hops).
    mutating func follow(_ a: LinkSide, _ z: LinkSide, in plant: borrowing Plant) {
        fibres.removeAll(keepingCapacity: true)
        sides = (a, z)
        for position in a.face.positions { follow(a.port, position, .a, plant) }
        let ofA = fibres.count
        for position in z.face.positions
        where !(0..<ofA).contains(where: { paths[$0].end == .device(z.port, position: position) }) {
            follow(z.port, position, .z, plant)
        }
    }

    private mutating func follow(_ port: PortHandle, _ position: Int, _ end: End, _ plant: borrowing Plant) {
        if paths.count == fibres.count { paths.append(FibrePath()) }
        paths[fibres.count].follow(port, position: position, in: plant)
        fibres.append(Fibre(from: end, position: position))
    }

    /// How many fibres were followed, each once.
    var count: Int { fibres.count }

    /// Hands over what a fibre is made of, as seen from the end from which it was followed.
    @inline(__always)
    func forEachElement(of place: Int, _ body: (FibrePath.Element, _ trunk: Int) -> Void) {
        for index in paths[place].elements.indices {
            let (element, trunk) = paths[place].elements[index]
            body(element, trunk)
        }
    }

    /// Where the fibre at a position of an end leads, and its place among those that were followed; nil for a position on which the optic there neither sends nor listens.
    func fibre(from end: End, position: Int) -> (place: Int, end: PathEnd)? {
        guard let sides else { return nil }
        if let place = fibres.firstIndex(where: { $0.from == end && $0.position == position }) {
            return (place, paths[place].end)
        }
        // From the Z end a fibre that was followed from A is walked backwards.
        let own = PathEnd.device(end == .a ? sides.a.port : sides.z.port, position: position)
        guard let place = fibres.indices.first(where: { paths[$0].end == own && fibres[$0].from != end }) else {
            return nil
        }
        let other = end == .a ? sides.z.port : sides.a.port
        return (place, .device(other, position: fibres[place].position))
    }

    /// What is wrong with where the fibres lead; nil where nothing is.
    func faults() -> LinkFaults? {
        guard let sides else { return nil }
        var faults = LinkFaults()
        faults.a = look(from: .a, sides.a, to: sides.z, &faults)
        faults.z = look(from: .z, sides.z, to: sides.a, &faults)
        let isRight = faults.a.isRight && faults.z.isRight && !faults.sendsMeet && faults.unlit == nil
        return isRight ? nil : faults
    }

    private func look(from end: End, _ near: LinkSide, to far: LinkSide, _ faults: inout LinkFaults) -> LinkView {
        var view = LinkView()
        var first: PortHandle?
        for position in near.face.positions {
            switch fibre(from: end, position: position)?.end ?? .ring {
            case .device(let reached, let arrives):
                if reached == far.port, near.face.transmit.contains(position) { note(arrives, end, far, &faults) }
                if let first, first != reached, view.split == nil { view.split = (first, reached) }
                if first == nil { first = reached }
            case let stop: view.stop = view.stop ?? stop
            }
        }
        if let first, view.split == nil, first != far.port { view.other = first }
        return view
    }

    /// Light that an end sends comes to a position of the right port.
    private func note(_ position: Int, _ end: End, _ far: LinkSide, _ faults: inout LinkFaults) {
        guard !far.face.receive.contains(position) else { return }
        if far.face.transmit.contains(position) {
            faults.sendsMeet = true
        } else if faults.unlit == nil {
            faults.unlit = (end, position)
        }
    }
}

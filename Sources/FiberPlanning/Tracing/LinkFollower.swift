import FiberModel

/// The positions on which an optic sends and receives. Few, so that looking through them beats hashing.
struct OpticFace: Sendable {
    let positions: [Int]
    let transmit: [Int]
    let receive: [Int]
    /// What runs on each position: one light where wavelengths make no difference, else each wavelength by itself.
    let lights: [Light]

    /// Light on a position; a wavelength only where the plant has a mux.
    struct Light: Hashable, Sendable {
        var position: Int
        var wavelength: Picometres?
    }

    /// Those of a pair for an optic that is not in the catalogue.
    ///
    /// - Parameter byWavelength: whether light of different wavelengths may part.
    init(_ optic: Optic?, byWavelength: Bool = false) {
        transmit = optic?.transmitPositions ?? [1]
        receive = optic?.receivePositions ?? [2]
        positions = Set(transmit + receive).sorted()
        guard byWavelength, let optic else {
            lights = positions.map { Light(position: $0, wavelength: nil) }
            return
        }
        var lights: Set<Light> = []
        for lane in optic.lanes {
            lights.insert(Light(position: lane.tx, wavelength: lane.wavelength_pm))
            let heard = lane.receiveLow_pm == nil ? lane.wavelength_pm : lane.middleHeard
            lights.insert(Light(position: lane.rx, wavelength: heard))
        }
        self.lights = lights.sorted {
            ($0.position, $0.wavelength ?? Picometres(0)) < ($1.position, $1.wavelength ?? Picometres(0))
        }
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
        var light: OpticFace.Light
    }

    private var fibres: [Fibre] = []
    /// Beside the fibres; there may be more, kept for the next link.
    private var paths: [FibrePath] = []
    private var sides: (a: LinkSide, z: LinkSide)?

    /// Follows all fibres of both sides. O(positions × hops).
    mutating func follow(_ a: LinkSide, _ z: LinkSide, in plant: borrowing Plant) {
        fibres.removeAll(keepingCapacity: true)
        sides = (a, z)
        for light in a.face.lights { follow(a.port, light, .a, plant) }
        let ofA = fibres.count
        for light in z.face.lights
        where !(0..<ofA).contains(where: {
            fibres[$0].light.wavelength == light.wavelength
                && paths[$0].end == .device(z.port, position: light.position)
        }) {
            follow(z.port, light, .z, plant)
        }
    }

    private mutating func follow(_ port: PortHandle, _ light: OpticFace.Light, _ end: End, _ plant: borrowing Plant) {
        if paths.count == fibres.count { paths.append(FibrePath()) }
        paths[fibres.count].follow(port, position: light.position, wavelength: light.wavelength, in: plant)
        fibres.append(Fibre(from: end, light: light))
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
    ///
    /// - Parameter wavelength: of the lane that is asked about, where the plant has a mux.
    func fibre(from end: End, position: Int, wavelength: Picometres? = nil) -> (place: Int, end: PathEnd)? {
        guard let sides else { return nil }
        func isMeant(_ light: OpticFace.Light) -> Bool {
            wavelength == nil || light.wavelength == nil || light.wavelength == wavelength
        }
        let near = fibres.firstIndex { $0.from == end && $0.light.position == position && isMeant($0.light) }
        if let near {
            if case .splits = paths[near].end {} else { return (near, paths[near].end) }
        }
        // From the Z end a fibre that was followed from A is walked backwards; so is one that a splitter parts, from
        // the port at which the link wants it.
        let own = PathEnd.device(end == .a ? sides.a.port : sides.z.port, position: position)
        let far = fibres.indices.first { paths[$0].end == own && fibres[$0].from != end && isMeant(fibres[$0].light) }
        guard let far else { return near.map { ($0, paths[$0].end) } }
        let other = end == .a ? sides.z.port : sides.a.port
        return (far, .device(other, position: fibres[far].light.position))
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
        for light in near.face.lights {
            let position = light.position
            switch fibre(from: end, position: position, wavelength: light.wavelength)?.end ?? .ring {
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

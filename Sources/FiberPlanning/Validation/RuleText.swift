import FiberModel

// The words that several rules share.

extension Bend {
    /// `N1, S1 → S2, 90°`.
    func place(in plant: Plant) -> String {
        let angle = Int(angleDegrees.rounded())
        return
            "\(plant.nodes[node.index].label), \(plant.segments[before.index].label) → \(plant.segments[after.index].label), \(angle)°"
    }

    /// Names one radius that satisfies fibre and cable together.
    func advice(_ type: CableType, in plant: Plant) -> String {
        let fibre = plant.catalogue.fibreClass(named: type.fibreClass)?.minimumBendRadius_um
        let limits = [fibre, type.radiusAtRest, type.radiusUnderPull].compactMap { $0?.value.rawValue }
        let least = ((limits.max() ?? 0) + 999) / 1000
        let label = plant.nodes[node.index].label
        return "route it another way, or fit a wider fitting and say: fiberplan set \(label) bend_radius_mm=\(least)"
    }

    /// The same bend, whichever way it is walked.
    func readForward(in plant: Plant) -> Bend {
        let labels = (plant.segments[before.index].label, plant.segments[after.index].label)
        guard naturallyPrecedes(labels.1, labels.0) else { return self }
        var copy = self
        (copy.before, copy.after) = (after, before)
        return copy
    }
}

extension Figure {
    /// Where the figure comes from, and that it is a guess where it is.
    var citation: String { trust == .assumed ? "\(source), assumed" : source }
}

extension ConnectorMismatch {
    var reason: String {
        switch self {
        case .shape: ""
        case .polish(let plug, let socket): ": \(plug.rawValue) against \(socket.rawValue) polish"
        }
    }
}

extension Plant.UnitRow {
    /// The lowest rack unit that it takes, if only in part.
    var lowestU: Int { (lowestHalf + 1) / 2 }

    /// Whether the two stand in the same place across the width of the rack.
    func sharesWidth(with other: Plant.UnitRow) -> Bool {
        let (own, its) = (slotNumber, other.slotNumber)
        guard own > 0, its > 0 else { return true }
        // Of slots whose widths are not known, those of one number are in one place.
        guard let share = sideBySide, let itsShare = other.sideBySide else { return own == its }
        // From (own - 1) ÷ share of the width to own ÷ share of it.
        return (own - 1) * itsShare < its * share && (its - 1) * share < own * itsShare
    }

    /// Whether the two take a face of the rack in common.
    func sharesFace(with other: Plant.UnitRow) -> Bool {
        isFullDepth || other.isFullDepth || isAtRear == other.isAtRear
    }
}

extension PathEnd {
    /// The port or cable at which a strand ends.
    package func place<Names: PlaceNames>(in names: Names) throws(Names.Failure) -> String? {
        switch self {
        case .device(let port, _), .noCord(let port), .noSuchPort(let port):
            try names.address(of: port).description
        case .splits(let port), .stopsAtMux(let port), .noSplice(let port, _):
            try names.address(of: port).description
        case .noTrunk(let rear), .noSuchPosition(let rear, _): try names.address(of: rear).description
        case .loose(let cable), .noStrand(let cable, _): "\(try names.label(of: cable))"
        case .ring: nil
        }
    }

    /// Why a strand ends there.
    package func reason<Names: PlaceNames>(in names: Names) throws(Names.Failure) -> String {
        let place = try place(in: names) ?? ""
        switch self {
        case .device: return "a device, \(place)"
        case .noCord: return "no cord in \(place)"
        case .loose(let cable): return "the far end of \(cable.noun) \(place) is plugged nowhere"
        case .noTrunk: return "no trunk in \(place)"
        case .noStrand(let cable, let position):
            return "\(cable.noun) \(place) has no strand at position \(position)"
        case .noSuchPosition(_, let position):
            return "rear connector \(place) has no position \(position) that leads to a port in front"
        case .noSuchPort: return "no port \(place), or it has too few fibres"
        case .splits: return "\(place) parts the light over several ports"
        case .stopsAtMux: return "\(place) lets no light of this wavelength through"
        case .noSplice(_, let position): return "position \(position) of \(place) is spliced to nothing"
        case .ring: return "the cords make a ring"
        }
    }
}

extension Cable {
    /// The kind of its record.
    package var kind: RecordKind { if case .cord = self { .cord } else { .trunk } }
    /// What it is called: `cord` or `trunk`.
    package var noun: String {
        switch self {
        case .cord: RecordKind.cord.noun
        case .trunk: RecordKind.trunk.noun
        }
    }
}

extension Optic {
    var signal: String { "\(lanes.count) × \(decimalGigabaud) GBd \(modulation)" }

    private var decimalGigabaud: String {
        let text = String(laneRate_kBd % 1_000_000 + 1_000_000).dropFirst()
        let fraction = String(text.reversed().drop { $0 == "0" }.reversed())
        return fraction.isEmpty ? "\(laneRate_kBd / 1_000_000)" : "\(laneRate_kBd / 1_000_000).\(fraction)"
    }
}

/// What is wrong with using a marked strand: which cords and link are on it.
struct StrandUse: CustomStringConvertible {
    let description: String

    /// Nil where no cord reaches the strand, or where the optics at its ends leave it dark.
    init?(_ row: Plant.StrandRow, in plant: Plant) {
        guard plant.trunks[row.trunk.index].status != .retired,
            let path = Trace.fromStrand(row.strand, of: row.trunk, on: plant)
        else { return nil }
        let cords = path.hops.compactMap { if case .cord(let cord, _) = $0 { plant.label(of: cord) } else { nil } }
        let use = plant.use(of: path)
        guard use.isUsed else { return nil }
        let links = use.links.map { plant.label(of: $0) }
        let patched =
            cords.isEmpty
            ? "plugged into \(path.devicePorts.map { plant.address(of: $0).description }.joined(separator: " and "))"
            : "patched by \(cords.count == 1 ? "cord" : "cords") \(cords.joined(separator: ", "))"
        description =
            links.isEmpty
            ? "is \(patched)"
            : "carries \(links.count == 1 ? "link" : "links") \(links.joined(separator: ", ")), \(patched)"
    }
}

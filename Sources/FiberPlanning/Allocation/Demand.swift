import FiberModel

/// A number of links that somebody asks for.
package struct Demand: Sendable {
    /// One end: a device, and a port of it where the port is asked for.
    package struct End: Hashable, Sendable {
        package var unit: UnitHandle
        package var port: Int32?
        /// The leg of it, counted from 1, where one is asked for; 0 is the port.
        package var leg = 0
        package init(_ unit: UnitHandle, port: Int32? = nil, leg: Int = 0) {
            self.unit = unit
            self.port = port
            self.leg = leg
        }
    }

    /// What its links run over.
    package enum Run: Hashable, Sendable {
        /// Pairs or whole plugs of trunks, with cords inside the racks.
        case trunks
        /// A cable of their own from device to device, over the pathways where these stand in two racks: of this type, or a
        /// fibre cord that fits.
        case cable(Catalogue.Key?)
    }

    /// The label of its link; of several links the beginning.
    package var label: String
    package var a: End
    /// Where it may go; several share the links evenly as far as there is capacity.
    package var z: [End]
    package var count = 1
    package var optic: Catalogue.Key
    package var fec: Link.FEC?
    package var run = Run.trunks
    /// Links of one group are placed on trunks and trays that share nothing.
    package var diverseGroup: String?
    /// Those of its links that are there already: they are not placed again.
    package var there: Set<String> = []
    package var metadata = "{}"
    package var note = ""

    package init(label: String, a: End, z: [End], optic: Catalogue.Key) {
        self.label = label
        self.a = a
        self.z = z
        self.optic = optic
    }

    /// The labels of its links, those that are there included.
    package var linkLabels: [String] { count == 1 ? [label] : (1...max(1, count)).map { "\(label)-\($0)" } }
}

/// What allocation holds to besides the rules.
package struct AllocationTerms: Sendable {
    /// The share of each trunk's pairs that is kept free.
    package var spare = Percent(10)
    /// Trunks that a link may run over in series.
    package var maxTrunks = 3
    /// What has to be left of a loss limit that is known.
    package var margin = ValidationContext.defaultMargin
    /// The colour of cords; nil is by the fibre: yellow for single-mode, aqua for multimode.
    package var colour: String?
    package init() {}

    package func colour(_ mode: FibreMode) -> String { colour ?? (mode == .single ? "yellow" : "aqua") }
}

extension Demand {
    /// Why a cable cannot join the devices of a demand; nil where nothing is known against it.
    package func misfit(of type: Catalogue.Key, in plant: Plant) -> String? {
        guard let cable = plant.catalogue.cable(type), let wanted = plant.catalogue.optic(optic) else { return nil }
        if cable.medium == .fibre {
            guard cable.connectorA == wanted.connector, cable.connectorZ == wanted.connector else {
                return "does not fit \(wanted.connector), the connector of \(plant.catalogue.name(optic))"
            }
            let mode = plant.catalogue.fibreClass(named: cable.fibreClass)?.mode
            return mode == wanted.mode ? nil : "is no \(wanted.mode.rawValue) cord"
        }
        let form = plant.catalogue.connector(named: cable.connectorA)?.cageForm
        for end in [a] + z {
            let ports = end.port.map { [$0] } ?? (0..<plant.units[end.unit.index].ports).map { Int32($0 + 1) }
            let cages = Set(ports.compactMap { plant.cage(at: PortHandle(end.unit, $0)) })
            guard let form, !cages.isEmpty, !cages.contains(where: { Cage.takes([form], $0) }) else { continue }
            return
                "goes into no cage of \(plant.address(of: end.unit)): it has \(cages.sorted().joined(separator: ", "))"
        }
        return nil
    }
}

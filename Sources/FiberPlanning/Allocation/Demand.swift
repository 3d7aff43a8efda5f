import FiberModel

/// A number of links that somebody asks for.
public struct Demand: Sendable {
    /// One end: a device, and a port of it where the port is asked for.
    public struct End: Hashable, Sendable {
        public var unit: UnitHandle
        public var port: Int32?
        public init(_ unit: UnitHandle, port: Int32? = nil) {
            self.unit = unit
            self.port = port
        }
    }

    /// The label of its link; of several links the beginning.
    public var label: String
    public var a: End
    /// Where it may go; several share the links evenly as far as there is capacity.
    public var z: [End]
    public var count = 1
    public var optic: Catalogue.Key
    public var fec: Link.FEC?
    /// Links of one group are placed on trunks and trays that share nothing.
    public var diverseGroup: String?
    /// Those of its links that are there already: they are not placed again.
    public var there: Set<String> = []
    public var metadata = "{}"
    public var note = ""

    public init(label: String, a: End, z: [End], optic: Catalogue.Key) {
        self.label = label
        self.a = a
        self.z = z
        self.optic = optic
    }

    /// The labels of its links, those that are there included.
    public var linkLabels: [String] { count == 1 ? [label] : (1...max(1, count)).map { "\(label)-\($0)" } }
}

/// What allocation holds to besides the rules.
public struct AllocationTerms: Sendable {
    /// The share of each trunk's pairs that is kept free.
    public var spare = Percent(10)
    /// Trunks that a link may run over in series.
    public var mostTrunks = 3
    /// What has to be left of a loss limit that is known.
    public var margin = Survey.defaultMargin
    /// The colour of cords; nil is by the fibre: yellow for single-mode, aqua for multimode.
    public var colour: String?
    public init() {}

    public func colour(_ mode: FibreMode) -> String { colour ?? (mode == .single ? "yellow" : "aqua") }
}

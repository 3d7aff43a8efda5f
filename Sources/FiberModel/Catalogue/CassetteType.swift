/// A kind of cassette or panel: connectors behind, ports in front, and which position is which.
public struct CassetteType: Codable, Hashable, Sendable {
    /// How the two plugs of an array adapter face one another.
    public enum Adapter: String, Codable, Sendable {
        /// Key up to key down: position p meets p.
        case typeA = "A"
        /// Key up to key up: position p meets n + 1 − p.
        case typeB = "B"
    }

    /// What joins the two faces.
    public enum Inside: String, Codable, Sendable {
        /// Fibre, as its strand map says.
        case fibre
        /// Bare fibres that are spliced to one another, as the splices of each closure say.
        case splices
        /// The common port splits its light over the others.
        case splitter
        /// Each port carries a band of the common one.
        case mux
        /// Nothing: a chassis, with bays that modules go into.
        case bays
    }

    /// What a splitter or a mux does between its common port, behind, and one of those in front.
    public struct Branch: Codable, Hashable, Sendable {
        /// The most that the light loses on the way, without the connectors; nil is not known.
        public var loss_mdB: Figure<MilliDecibels>?
        /// The same the other way, from the front to the common port, where it differs.
        public var backLoss_mdB: Figure<MilliDecibels>?
        /// Of a mux, where its band begins.
        public var low_pm: Picometres?
        /// Of a mux, where its band ends.
        public var high_pm: Picometres?

        /// Whether light of a wavelength passes.
        public func passes(_ wavelength: Picometres) -> Bool {
            guard let low = low_pm, let high = high_pm else { return true }
            return low <= wavelength && wavelength <= high
        }
    }

    /// The bays of a chassis.
    public struct Bays: Codable, Hashable, Sendable {
        /// How many it has, counted from the left.
        public var count: Int
        /// The widths of modules that go in; nil is any.
        public var fits: [String]?
    }

    /// One face of a cassette: connectors of one kind.
    public struct Face: Codable, Hashable, Sendable {
        /// The name of the type of its connector.
        public var connector: String
        /// How many connectors there are.
        public var count: Int
        /// The grade of its connectors, by which a mated pair loses more or less.
        public var grade: String
        /// Whether what stands in its adapters, on the inner side, has guide pins; nil is not known.
        public var pinned: Bool?
        /// How its array adapters turn what is plugged in; nil is not said, and turns nothing.
        public var adapter: Adapter?
    }

    /// Ports that cords go into: a splice closure has none.
    public var portsInFront: Int { inside == .splices || inside == .bays ? 0 : front.count }
    /// Connectors behind: a chassis has none.
    public var connectorsBehind: Int { inside == .bays ? 0 : rear.count }
    /// The face that trunks go into.
    public var rear: Face
    /// The face that cords go into.
    public var front: Face
    /// For each front position (port 1 position 1, port 1 position 2, port 2 position 1, …) the rear
    /// position behind it, rear connectors counted through; 0 has none.
    public var strandMap: StrandMap
    /// The name of the class of its fibre.
    public var fibreClass: String
    /// Rack units that it takes.
    public var height_u: RackUnits
    /// How many stand side by side across the width of a rack, where it is narrower; nil is not known, or the whole width.
    public var sideBySide: Int?
    /// Whether its adapters are bought by themselves; where nothing is said they come with it.
    public var adaptersSeparate: Bool?
    /// Splices that light passes between front and rear; none where nothing is said.
    public var splices: Int?
    /// What joins its faces; fibre where nothing is said.
    public var inside: Inside?
    /// Of a splitter or a mux, what it does between its common port and each in front, in their order.
    public var branches: [Branch]?
    /// Of a chassis, the bays that it has.
    public var bays: Bays?
    /// Of a module, the width of the bay that it goes into; nil is not known.
    public var fitsBay: String?
}

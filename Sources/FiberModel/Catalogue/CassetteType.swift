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
    public var height_u: Int
    /// Splices that light passes between front and rear; none where nothing is said.
    public var splices: Int?
    /// What joins its faces; fibre where nothing is said.
    public var inside: Inside?
}

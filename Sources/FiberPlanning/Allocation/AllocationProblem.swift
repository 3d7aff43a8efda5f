/// What allocation comes down to: wants between places, bridges with capacity for so many, and pools of ports.
///
/// Pure numbers, so that it can be held against an exact search. A place is a rack: within it any port can be patched
/// to any other. A bridge is a trunk, its capacity the pairs that may be used.
struct AllocationProblem: Sendable {
    struct TrunkEdge: Sendable {
        var a: Int
        var z: Int
        var capacity: Int
        /// What can take it down: itself, segments, tags. Ascending.
        var sharedRisks: [Int32]
        /// In mdB, at worst, by class; nil where it is not known.
        var loss: [Int?]
        /// In mm; nil where it is not known.
        var length: Int?
        /// Whether a class can run over it at all.
        var fits: [Bool]
        /// On a fibre with a cord at each end: two at a cassette, one at an adapter panel.
        var matedPairs = 4
        /// In mm: the cords at its ends, for choosing among equals.
        var cordLength = 0
        var isTouched = false
    }

    /// What a class of wants asks of a way: those of one optic, FEC setting and margin.
    struct Limits: Sendable {
        /// In mdB with the margin taken off; nil where no limit is known.
        var loss: Int?
        /// In mm.
        var reach: Int?
        var matedPairs: Int?
        /// In mdB: what the cords of a way lose besides, for each.
        var lossPerCord = 0
        /// What it takes of the capacity of a bridge: a cable for each connector of its optic.
        var width = 1
        /// The most bridges that a way has; nil is what the problem says.
        var maxEdges: Int?
    }

    struct LinkRequest: Sendable {
        var from: Int
        /// Pools of ports at its A end, those that suit best first.
        var ports: [Int]
        /// Where it may go, each with its pools; the first is the best.
        var to: [(place: Int, ports: [Int])]
        var kind: Int
        /// Wants of one group share no thing.
        var group: Int?
    }

    var places: Int
    var edges: [TrunkEdge]
    var pools: [Int]
    var limits: [Limits]
    var wants: [LinkRequest]
    /// By group: things that are taken by links that are there.
    var taken: [Set<Int32>]
    var maxEdges = 3

    /// A way for a want: which of its goals, and the bridges in order from A.
    struct CandidatePath: Hashable, Sendable {
        var goal: Int
        var edges: [Int32]
        var loss: Int
        var isLossKnown: Bool
    }
}

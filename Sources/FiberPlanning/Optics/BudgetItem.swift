import FiberModel

/// A term of a budget.
package struct BudgetItem: Sendable {
    package enum What: Hashable, Sendable {
        case cord(CordHandle)
        /// A plug in a face of a cassette.
        case pair(CablePlug, UnitHandle, PortAddress.Side)
        /// Two plugs that meet in an adapter panel, the one in front first.
        case adapterPair(CablePlug, CablePlug, UnitHandle)
        case splices(String)
        /// A branch of a splitter or mux.
        case branch(String)
        case fibre(TrunkHandle)
        case bends(TrunkHandle)
        case measured(TrunkHandle, strand: Int)
        /// What is lost behind a port, at an external end.
        case beyond(PortHandle)
        /// Something that is only supposed.
        case assumed(String)
    }
    package let what: What
    package let loss: Loss
}

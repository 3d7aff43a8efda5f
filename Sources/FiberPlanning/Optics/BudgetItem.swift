import FiberModel

/// A term of a budget.
package struct BudgetItem: Sendable {
    package enum What: Hashable, Sendable {
        case cord(CordHandle)
        case frontPair(FrontPlug)
        case rearPair(TrunkHandle, UnitHandle)
        /// A cord's plug and a trunk's that meet in an adapter panel.
        case adapterPair(FrontPlug, TrunkHandle)
        case splices(String)
        case fibre(TrunkHandle)
        case bends(TrunkHandle)
        case measured(TrunkHandle, strand: Int)
        /// Something that is only supposed.
        case assumed(String)
    }
    package let what: What
    package let loss: Loss
}
/// A cord's plug in the front of a unit.
package struct FrontPlug: Hashable, Sendable {
    package let cord: CordHandle
    package let unit: UnitHandle
}
